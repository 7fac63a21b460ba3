"""How long a run took, and how many device-hours it used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.catalog.units import factor
from extractors.facts.compute.mentions import END_OF_RANGE, Mention, of_number
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.wording import after, any_of, before, clause, followed_by
from extractors.records import Quantity

_SPAN = r"(?:hours?|hrs?|days?|weeks?|months?|years?)"
_DEVICE_HOURS = any_of(
    r"[\s-](?P<device>(?:(?!(?:per|and|or|(?:hour|day|week|month|year)s?|\d+[kKM]?)\b)[\w.+]+[\s-]){0,4}?(?:[GTC]PU|core|chip|card|accelerator|device|node|"
    r"[VAPHK]\d{2,3})s?"
    rf"(?:[\s-](?:cores?|chips?))?)[\s-](?P<span>{_SPAN})\b"
)
_MINUTES = re.compile(r"\s?([0-5]?\d)\s?m\b")
"""What follows the hours of ``20h 42m``: no millions."""
_CLOCK = re.compile(r"(?<![\d:.])(\d{1,3}):([0-5]\d)(?::[0-5]\d)?(?=[\s-]?(?P<span>h|hrs?|hours)\b)")
"""``133:52 hours``: hours and minutes."""
_LETTER = (
    r"(?<!-)(?:[hd](?=\s(?:on|with|using)\b|$)|d(?=\s?\d\d?\s?h(?:ours?|rs?)?\b)"
    rf"|h(?=[\s.,;)]|{_MINUTES.pattern}))"
)
_WALL_TIME = any_of(rf"[\s-]?(?P<span>(?!years?){_SPAN}\b|minutes\b|mins?\b|{_LETTER})")
_ARTICLE_SPAN = any_of(
    r"\b(?:in|for|about|within|approximately|takes?|took|than|roughly|around|only|just)\s"
    r"(?P<article>an?)\s(?:single\s)?(?P<span>hour|day|week|month)\b"
)
_RUN = any_of(
    r"\btrain|pre-?train|\blearn(?:ed|ing)\b|tuning\b|tuned\b|\bconverge|\bsearch|experiment|evolution|"
    r"optimi[sz]|epoch|"
    r"iteration|"
    r"wall[\s-]?clock|\bruns?\s(?:lasted|lasts?|takes?|took)\b|\b[GT]PU|\b(?:takes?|took)\b[^.;]*\b(?:machines?|devices|hardware|nodes|server|chips|cards)\b"
)
NOT_A_RUN = any_of(
    r"\b(?:speech|audio|video|recordings?|footage|annotat\w*|label?ling|labell?ed|human|hardware failures|"
    r"inference|"
    r"decoding|generat(?:es?|ed|ion|ing)|latency|people|of age|time ?scales?|"
    r"half-?life|forecast\w*|weekly|calendar|stock|patients?|years? old)\b"
)
_OF_PEOPLE = any_of(
    r"\b(?:participants?|subjects|users|customers|nurses|clinicians|physicians|students|volunteers|workers|raters|"
    r"admission|admitted|hospital|surgery|follow-?up|followed up|mice|rats|monkeys|animals)\b"
)
"""People and animals are trained for days, too: only hardware in the sentence tells that it is about a machine."""
_CONTENT_AFTER = any_of(
    r"\s(?:faster|slower|longer|shorter|less|more|extra|additional|saved)\b",
    r"\s(?:ahead|in advance|earlier|apart|prior to|before|after (?:the\s)?(?:admission|event|onset|surgery|visit))\b",
    r"\s(?:of (?!training|pre-?training|fine-?tuning|comput|[TG]PU|wall)\w+|ago\b|later\b|old\b|a (?:day|"
    r"week)\b)",
)
_RATE = any_of(
    r"\s?(?:/|per\s|for (?:each|every|one)\s|an?\s)\s?(?:\d[\d,]*[kK]?\s)?"
    r"(?:epoch|step|iteration|image|experiment|day|week|trillion)"
)
_GOVERNS = any_of(
    r"\b(?:takes?|took|taken|taking|requir\w+|needs?|needed|last(?:s|ed|ing)?|spen[dt]s?|runs?|ran|running|finish\w*|complet\w*|"
    r"converg\w*|consum\w*|cost(?:s|ing)?|us(?:es?|ed|ing)|(?:pre-?)?train(?:s|ed|ing)?|(?:fine-?)?tun(?:e|ed|ing)|"
    r"learn(?:s|ed|ing)?|optimi[sz]\w*|search\w*|evol\w+|evaluat\w*|perform\w*|obtain\w*|achiev\w*|reach\w*|reduc\w*|"
    r"times?|duration|total(?:s|ing)?|budget|wall[\s-]?clock|hardware|machines?|epochs?|iterations?|steps?)\b(?:[^.;]|\.\d)*\Z"
)
"""What a duration depends on where it is one of a run."""
_GOVERNED = any_of(
    r"\s(?:of\s(?:wall[\s-]?clock\s|total\s|compute\s|single\s|GPU\s)*(?:pre-?)?(?:train|fine-?tun|comput|search|optimi)|"
    r"(?:to|for|until)\s(?:\w+\s)?(?:(?:pre-?)?train|fine-?tun|converge|complete|finish|learn|search)|(?:pre-?)?training\b|"
    r"on\s|using\s|with\s|per run)"
)
_OF_BATCH = any_of(
    r"\bbatch(?:es)?(?:[\s-]?sizes?)?\s(?:of|is|was|are|with|contain\w*)\s(?:about\s|up to\s)?\Z"
)
"""``a batch size of 20 minutes`` of recordings"""
_OF_EPOCH = any_of(
    r"\b(?:one|an|each|every|per|single) (?:training )?(?:epoch|iteration|step)\b",
)
_EACH_EPOCH = any_of(
    r"\b(?:epochs|iterations|steps),?\s(?:each\s(?:of which\s)?(?:tak|last|requir|need)\w+|of)\b[^.;,\d]*\Z"
)
_OF_DATA = any_of(
    r"\b(?:collected|gathered|recorded|crawled|logged|observed|spans?|spanning|covers?|covering|"
    r"(?:window|period|interval|history|horizon|log|logs|data|traffic|sessions?|look-?back|sequences?|series|segments?|clips?|samples)\s(?:of|from|over|for))"
    r"\s(?:\w+\s){0,4}\Z"
)
"""What data span is no time of a run."""
_DOWN_FROM = any_of(
    r"\b(?:reduc|cut|shorten|decreas|drop|lower|sp[e]{1,2}d)\w*\b(?:[^.;]|\.\d){0,60}\bfrom\s(?:\w+\s)?\Z"
)
"""Time that a method saves is not the time it takes: ``reduces training time from 10 days``."""
_COMPOUND_GAP = any_of(r",?\s(?:and\s)?|\s?")
_EVERY = any_of(
    r"\b(?:per|every|each|last|past|first|next|previous|preceding|remaining|initial|subsequent|other)\s\Z",
    r"\b(?:shorter|(?<!no )longer|older|younger|later|earlier) than\s\Z",
    r"/\s?\Z",
)
_END_OF_RANGE = any_of(
    r"\b(?:rang|var(?:y|ied|ies))\w* (?:from|between)\b[^,.;]{0,60}\Z",
    r"\bfrom\b[^,.;]{0,40}\s(?:hours?|days?|weeks?|years?)\sto\s(?:beyond|over|more than|above)\s\Z",
)
_TAKES = any_of(
    r"\btrain\w*\b(?:[^.;]|\.\d){0,60}\b(?:takes?|took|requires?|required|lasts?|lasted)\s(?:\w+\s){0,2}\Z"
)
_LEAD_REACH = 140
_TO_MATCH = any_of(
    r"\b(?:same|comparable|similar|baseline|equal)\s(?:\w+\s)?(?:accuracy|score|performance|F1|quality|level|error|loss|perplexity|BLEU)\b"
    r"(?:[^.;]|\.\d)*\b(?:within|in|after)\s(?:only\s|just\s|about\s)?\Z"
)
"""The time until a method is as good as another one is not the time of a whole run."""
_HALVES = any_of(
    r"\b(?:(?P<whole>one|an?|two|three|four|five|\d+)\s(?:(?P<before>hour|day|week|month)\s)?and\sa\shalf(?:\s(?P<span>hour|day|week|month)s?)?"
    r"|half\san?\s(?P<half>hour|day|week|month))\b"
)
_WHOLE = {"a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0}
_MACHINE = any_of(r"\b[CGT]PUs?\b")
SPELLED = {"h": "hour", "d": "day"}


def device_hours(passage: Passage) -> Iterator[Mention]:
    """Yield GPU-days, TPU-core-hours and the like, in device-hours."""
    for numbers, match in followed_by(passage, _DEVICE_HOURS):
        hours = factor(f"device-{match['span']}", "device * hour")
        if hours is None or _RATE.match(passage.text, match.end()):
            continue
        is_end_of_range = _END_OF_RANGE.search(before(passage, numbers[0].start))
        for number in numbers:
            yield of_number(
                Quantity.DEVICE_HOURS,
                number,
                end=match.end(),
                factor=hours,
                text_value=match["device"].strip(),
                unit_printed=match.group().strip(" -"),
                reasons=(END_OF_RANGE,) if is_end_of_range else (),
            )


def wall_times(passage: Passage) -> Iterator[Mention]:
    """Yield how long training, search or fine-tuning ran, in hours."""
    halves = list(_halves(passage)) if "half" in passage.text else []
    counted = list(_counted_spans(passage))
    others = [*_compounds(passage, counted), *_clock_spans(passage), *_article_spans(passage)]
    stated = [
        *halves,
        *(
            span
            for span in others
            if not any(half.start < span.end and span.start < half.end for half in halves)
        ),
    ]
    is_of_people = _OF_PEOPLE.search(passage.text) and not (passage.hardware or _MACHINE.search(passage.text))
    if not stated or is_of_people or not (passage.hardware or _RUN.search(passage.text)):
        return
    stated = [span for span in stated if not _TO_MATCH.search(before(passage, span.start, _LEAD_REACH))]
    is_of_else = NOT_A_RUN.search(passage.text) is not None
    for span in stated:
        if _is_of_run(passage, span, is_of_else):
            yield span


def _is_of_run(passage: Passage, span: Mention, is_of_else: bool) -> bool:
    """Return whether a time is a run's: a verb such as "train" or "take" governs it, or hardware stands beside it.

    Args:
        passage: The sentence.
        span: The time.
        is_of_else: Whether the sentence speaks of recordings, people or forecasts, of which times are stated too.
    """
    if is_of_else:
        return _TAKES.search(before(passage, span.start, _LEAD_REACH)) is not None
    if passage.hardware or _MACHINE.search(passage.text):
        return True
    lead = before(passage, span.start, _LEAD_REACH)
    return bool(_GOVERNS.search(lead) or _GOVERNED.match(passage.text, span.end))


def _compounds(passage: Passage, spans: Sequence[Mention]) -> Iterator[Mention]:
    """Yield spans with those that continue the one before added to it: ``3 days and 4 hours``, ``1 day 6 h``."""
    joined: Mention | None = None
    for span in spans:
        if joined is not None and _continues(passage, joined, span):
            joined = replace(
                joined,
                end=span.end,
                value=(joined.value or 0.0) + (span.value or 0.0),
                unit_printed=f"{joined.unit_printed} {span.unit_printed}",
            )
            continue
        if joined is not None:
            yield joined
        joined = span
    if joined is not None:
        yield joined


def _continues(passage: Passage, first: Mention, second: Mention) -> bool:
    """Tell whether a span adds smaller units to the one before it; ranges stand for themselves."""
    if first.value_high is not None or second.value_high is not None:
        return False
    smaller, larger = (factor(SPELLED.get(unit, unit), "hour") for unit in (
        second.unit_printed.lower(), first.unit_printed.lower().split()[-1]
    ))  # fmt: skip
    is_adjacent = _COMPOUND_GAP.fullmatch(passage.text, first.end, second.start)
    return bool(is_adjacent and smaller and larger and smaller < larger)


def _counted_spans(passage: Passage) -> Iterator[Mention]:
    for numbers, match in followed_by(passage, _WALL_TIME):
        span = match["span"].lower()
        hours = factor(SPELLED.get(span, span), "hour")
        is_of_clock = passage.text[: numbers[-1].start].endswith(":")
        if hours is None or is_of_clock or _is_of_else(passage, numbers[0].start, match.end()):
            continue
        for number in numbers:
            found = of_number(
                Quantity.WALL_TIME_HOURS, number, end=match.end(), factor=hours, unit_printed=match["span"]
            )
            yield _with_minutes(passage, found) if span == "h" else found


def _clock_spans(passage: Passage) -> Iterator[Mention]:
    """Yield spans in hours and minutes as clocks show them: ``133:52 hours``."""
    for match in _CLOCK.finditer(passage.text):
        end = match.end("span")
        if not _is_of_else(passage, match.start(), end):
            hours = int(match[1]) + int(match[2]) / 60
            yield Mention(Quantity.WALL_TIME_HOURS, match.start(), end, hours, unit_printed=match["span"])


def _is_of_else(passage: Passage, start: int, end: int) -> bool:
    """Tell a rate, a time that is saved and one of data or of an epoch from the time of a run."""
    lead, far = before(passage, start), before(passage, start, _LEAD_REACH)
    is_told_before = any(cue.search(lead) for cue in (_EVERY, _OF_DATA, _OF_BATCH))
    is_told_far = any(cue.search(far) for cue in (_DOWN_FROM, _EACH_EPOCH))
    is_told_after = any(cue.match(passage.text, end) for cue in (_RATE, _CONTENT_AFTER))
    return (
        is_told_before or is_told_far or is_told_after or bool(_OF_EPOCH.search(clause(passage, start, end)))
    )


def _with_minutes(passage: Passage, hours: Mention) -> Mention:
    """Return hours by a letter with the minutes behind them: ``20h 42m``, ``2h30m``."""
    more = _MINUTES.match(passage.text, hours.end)
    if more is None or hours.value is None or hours.value_high is not None:
        return hours
    return replace(hours, end=more.end(), value=hours.value + int(more[1]) / 60)


def _halves(passage: Passage) -> Iterator[Mention]:
    """Yield spans with halves: ``two and a half days``, ``a day and a half``, ``half a day``."""
    for match in _HALVES.finditer(passage.text):
        unit = match["span"] or match["before"] or match["half"]
        hours = factor(unit, "hour") if unit else None
        if hours is None:
            continue
        whole = match["whole"]
        count = 0.5 + (0.0 if whole is None else _WHOLE.get(whole.lower()) or float(whole))
        yield Mention(
            Quantity.WALL_TIME_HOURS,
            match.start(),
            match.end(),
            count * hours,
            unit_printed=unit,
            confidence=0.85,
        )


def _article_spans(passage: Passage) -> Iterator[Mention]:
    """Yield spans counted by an article: ``in a week``."""
    for match in _ARTICLE_SPAN.finditer(passage.text):
        hours = factor(match["span"], "hour")
        if hours is not None and not _CONTENT_AFTER.match(after(passage, match.end())):
            yield Mention(
                Quantity.WALL_TIME_HOURS,
                match.start("article"),
                match.end(),
                hours,
                unit_printed=match["span"],
                confidence=0.75,
            )
