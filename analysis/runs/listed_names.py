"""Names that stand for several models: lists, sizes between slashes, ranges."""

from __future__ import annotations

import re

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
