"""Energy, emissions and money."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.catalog.units import factor
from extractors.facts.compute.mentions import Mention, of_number
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.wording import any_of, before, ending, followed_by, following, label
from extractors.records import Quantity

_ENERGY = any_of(r"\s?(?P<unit>(?-i:[kKMGT])Wh)\b", r"\s(?P<spelled>(?:kilo|mega|giga)watt[\s-]hours?)\b")
_EMISSIONS = any_of(
    r"\s?(?P<unit>(?:metric\s)?(?:t|tons?|tonnes?|kg|kilograms?|lbs?|pounds)\b\s?"
    r"(?:of\s)?(?:carbon(?: dioxide)?\s?)?(?:CO_?2_?-?(?:eq?(?:uivalents?)?)?)?)",
    r"\s?(?P<compact>tCO_?2_?-?e?q?)\b",
)
_CARBON = any_of(r"CO_?2|carbon|emission|greenhouse")
_IS_MONEY = re.compile(r"[$]|USD|dollar")
_DOLLARS_BEFORE = label(r"(?:US)?\\?\$\s?", r"\bUSD\s")
_DOLLARS_AFTER = any_of(r"\s(?:US dollars|dollars|USD)\b")
_PRICE_AFTER = any_of(
    r"\s?(?:per|/|an?|for (?:each|every))\s?(?:\w+[\s-]){0,2}"
    r"(?:hours?|hr|h|GPU|month|year|kWh|day|MWh|tokens?|image|example|hit|annotation)\b"
)
_SPENT = any_of(r"\btrain|\bcost|\bcomput|\bcloud|\bspent|\bspend|\bbudget|expens|\bAWS\b|\b[GT]PU")
_NOT_SPENT = ending(r"\b(?:sav|generat|produc)(?:es?|ed|ing)")
_NOT_A_RUN = any_of(
    r"\b(?:per (?:person|capita|year)|household|passenger|flight|car|average (?:human|American)|worldwide|"
    r"globally|"
    r"market|annotat\w+|workers|(?-i:HITs)|turk(?:ers)?|crowd\w*|participants)\b"
)


def energy(passage: Passage) -> Iterator[Mention]:
    """Yield energy in kWh."""
    for numbers, match in followed_by(passage, _ENERGY):
        printed = match["unit"] or match["spelled"]
        scale = factor(printed, "kilowatt * hour")
        is_not_spent = _NOT_SPENT.search(before(passage, numbers[0].start))
        if scale is None or is_not_spent or _NOT_A_RUN.search(passage.text):
            continue
        for number in numbers:
            yield of_number(Quantity.ENERGY_KWH, number, end=match.end(), factor=scale, unit_printed=printed)


def emissions(passage: Passage) -> Iterator[Mention]:
    """Yield emissions in kg of carbon dioxide equivalent."""
    if not _CARBON.search(passage.text) or _NOT_A_RUN.search(passage.text):
        return
    for numbers, match in followed_by(passage, _EMISSIONS):
        printed = (match["unit"] or match["compact"]).strip()
        scale = factor(printed, "kilogram")
        if scale is None:
            continue
        for number in numbers:
            yield of_number(Quantity.CO2E_KG, number, end=match.end(), factor=scale, unit_printed=printed)


def costs(passage: Passage) -> Iterator[Mention]:
    """Yield sums of money spent on computing, in US dollars; prices per hour are left out."""
    if not _IS_MONEY.search(passage.text) or not _SPENT.search(passage.text):
        return
    if _NOT_A_RUN.search(passage.text):
        return
    listed = [*following(passage, _DOLLARS_BEFORE)]
    listed += [numbers for numbers, _ in followed_by(passage, _DOLLARS_AFTER)]
    for numbers in listed:
        if not _PRICE_AFTER.match(passage.text, numbers[-1].end):
            yield from (of_number(Quantity.COST_USD, number, unit_printed="$") for number in numbers)
