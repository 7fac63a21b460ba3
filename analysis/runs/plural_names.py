"""Names that stand for several: lists of models, sizes between slashes, ranges, ensembles."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache

from analysis.runs.names import parse
from extractors.catalog.ensembles import HOW_MANY, how_many

_LIST = re.compile(r"\s+(?:and|&|/)\s+")
_LIST_OR_COMMA = re.compile(rf"{_LIST.pattern}|[,;]\s+")
_LETTERED = r"(?:X{1,2}S|X{1,2}L|Ti|[TSMBLHG]|[Tt]iny|[Ss]mall|[Bb]ase|[Ll]arge|[Hh]uge)"
_NUMBERED = r"[A-Z]\d{1,2}[a-z]?"
_SLASHED = re.compile(
    rf"(?P<stem>\S.*?)(?P<sizes>(?<![A-Za-z]){_LETTERED}(?:/{_LETTERED})+|(?<=[\s-])\d{{2,3}}(?:/\d{{2,3}})+"
    rf"|(?<=[\s-]){_NUMBERED}(?:/{_NUMBERED})+)(?P<after>\b.*)"
)
"""``Net-S/B/L``, ``Net-50/101`` and ``Net-D7/D7x``."""
_RANGE = re.compile(
    r"(?P<stem>\S.*?[\s-])(?P<letter>[A-Z])(?P<first>\d{1,2})(?:\s?[-–]\s?|\sto\s)(?P=letter)?(?P<last>\d{1,2})"
)
"""``Net-D0-D6``."""
_BRACED = re.compile(r"([^{}]*)\{([^{}]*,[^{}]*)\}([^{}]*)")
"""``Net-{S,B}``."""


@lru_cache(maxsize=16_384)
def alternatives(printed: str) -> tuple[str, ...]:
    """Return a name and, where it lists several models (``DeiT-S and DeiT-Ti``), its parts.

    A comma alone does not make a list: ``ViT-L, decoder depth 8`` is one model. A slash makes one of sizes of one kind
    (``Net-S/B/L``, ``Net-50/101``), as do braces (``Net-{S,B}``), and none of a size and a number (``ViT-B/16``). A
    range (``Net-D0-D6``) stands for all between its ends.
    """
    if (braced := _BRACED.fullmatch(printed)) is not None:
        return (printed, *(f"{braced[1]}{part.strip()}{braced[3]}" for part in braced[2].split(",")))
    if (ends := _RANGE.fullmatch(printed)) is not None:
        numbers = range(int(ends["first"]), int(ends["last"]) + 1)
        return (printed, *(f"{ends['stem']}{ends['letter']}{number}" for number in numbers))
    if (sizes := _SLASHED.fullmatch(printed)) is not None:
        stem, after = sizes["stem"], sizes["after"]
        return (printed, *(f"{stem}{size}{after}" for size in sizes["sizes"].split("/")))
    if not _LIST.search(printed):
        return (printed,)
    parts = [part.strip() for part in _LIST_OR_COMMA.split(printed) if part.strip()]
    return (printed, *parts)


_SEVERAL = re.compile(
    rf"\b(?P<count>{HOW_MANY})[\s-](?P<noun>CNN|net|network|model)s?\b(?:\sensembles?\b)?"
    rf"|\bensembles?\sof\s(?P<size>{HOW_MANY})\b",
    re.IGNORECASE,
)
_SEVERAL_OF_A_NAME = re.compile(rf"\s*(?P<count>{HOW_MANY})\s(?P<name>[A-Z][\w-]*)s\s*", re.IGNORECASE)
_ONE = re.compile(
    r"^\s*(?:1|one|a single|single)\s(?=[A-Z])|\b1[\s-](?:CNN|net|network|model)\b", re.IGNORECASE
)


def without_count(printed: str, known: Container[str] = ()) -> tuple[str, int]:
    """Part a name from the number of networks it stands for.

    Args:
        printed: A model name, such as ``5 CNNs``, ``Net (ensemble of 4)`` or ``three Nets``.
        known: Keys of the names of single networks, of which ``three Nets`` is the plural.

    Returns:
        The name of one network, and how many there are.
    """
    several = _SEVERAL.search(printed)
    if several is not None:
        count = several["count"] or several["size"]
        return _ONE.sub(
            "", printed[: several.start()] + (several["noun"] or "") + printed[several.end() :]
        ), how_many(count)
    of_a_name = _SEVERAL_OF_A_NAME.fullmatch(printed)
    if of_a_name is not None and parse(of_a_name["name"]).key in known:
        return of_a_name["name"], how_many(of_a_name["count"])
    return _ONE.sub("", printed), 1
