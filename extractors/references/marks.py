"""Citation marks, ``[41]``, ``[12, 14-16]``, ``(He et al., 2016)``, ``^48``, to entries of the bibliography."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.records import Reference

_PARTICLES = r"(?:(?:van|von|de|der|den|del|la|le|el|al|di|da|dos|ten)\s)*"
_NAME = rf"{_PARTICLES}[^\W\d_a-zß-ÿ][\w'’`´^~¨¸ˆ˜-]+"
_BRACKETS = re.compile(r"\[\s?([^\[\]]{1,80}?)\s?\]")
_SUPERSCRIPT = re.compile(r"\^\{?(\d{1,3}(?:\s?[,–-]\s?\d{1,3})*)\}?(?![\w.])")
_RANGE = re.compile(r"(\d+)\s?[–-]\s?(\d+)")
_LONGEST_RANGE = 20
_BY_NAME = re.compile(
    rf"(?P<first>{_NAME})"
    rf"(?P<more>,?\s?et\.?\s?al\.?|(?:,\s{_NAME})*,?\s(?:and|&)\s(?P<second>{_NAME}))?"
    r"[,.]?\s?[(\[]?(?P<years>(?:19|20)\d\d[a-z]?(?:\s?[,;]\s?(?:(?:19|20)\d\d)?[a-z]?\b)*)"
)
_NAMES_ALONE = re.compile(rf"(?P<first>{_NAME})\s?et\.?\s?al\b(?!\.?,?\s?[(\[]?(?:19|20)\d\d)")
_YEAR = re.compile(r"((?:19|20)\d\d)?([a-z]?)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation in a text."""

    text: str
    start: int
    end: int
    positions: tuple[int, ...]
    """Entries of the bibliography it leads to."""


class CitationIndex:
    """The references of one paper, found by what citations print."""

    def __init__(self, references: Sequence[Reference], *, has_superscripts: bool = False) -> None:
        self._by_key: dict[str, int] = {}
        self._by_name: dict[str, list[Reference]] = {}
        self._has_superscripts = has_superscripts
        for reference in references:
            if reference.key:
                self._by_key.setdefault(reference.key, reference.position)
            if reference.authors:
                self._by_name.setdefault(family_name(reference.authors[0]), []).append(reference)

    def marks(self, text: str) -> list[Mark]:
        """Return the citations in a text that lead to an entry, from left to right."""
        found = [*self._keyed(text), *self._named(text)]
        return sorted(found, key=lambda mark: (mark.start, -mark.end))

    def _keyed(self, text: str) -> Iterator[Mark]:
        patterns = (_BRACKETS, _SUPERSCRIPT) if self._has_superscripts else (_BRACKETS,)
        for pattern in patterns:
            for match in pattern.finditer(text):
                if positions := tuple(self._positions(match[1])):
                    yield Mark(match[0], match.start(), match.end(), positions)

    def _positions(self, keys: str) -> list[int]:
        if keys in self._by_key:
            return [self._by_key[keys]]
        names: list[str] = []
        for key in re.split(r"\s?[,;]\s?", keys):
            span = _RANGE.fullmatch(key)
            numbers = range(int(span[1]), int(span[2]) + 1)[:_LONGEST_RANGE] if span else ()
            names += [str(number) for number in numbers] or [key]
        # ``[0, 1]`` is an interval: all keys must be there.
        return [self._by_key[name] for name in names] if all(name in self._by_key for name in names) else []

    def _named(self, text: str) -> Iterator[Mark]:
        taken: set[int] = set()
        for match in _BY_NAME.finditer(text):
            positions = tuple(self._dated(match))
            if positions:
                taken.add(match.start())
                yield Mark(match[0], match.start(), match.end(), positions)
        for match in _NAMES_ALONE.finditer(text):
            known = [r for r in self._by_name.get(family_name(match["first"]), []) if len(r.authors) > 1]
            if match.start() not in taken and len(known) == 1:
                yield Mark(match[0], match.start(), match.end(), (known[0].position,))

    def _dated(self, match: re.Match[str]) -> Iterator[int]:
        known = self._by_name.get(family_name(match["first"]), [])
        if match["second"]:
            second = family_name(match["second"])
            known = [r for r in known if any(family_name(name) == second for name in r.authors[1:])]
        elif match["more"]:
            known = [r for r in known if len(r.authors) > 1]
        else:
            known = [r for r in known if len(r.authors) == 1]
        year: int | None = None
        for written in re.split(r"\s?[,;]\s?", match["years"]):
            parts = _YEAR.fullmatch(written)
            if parts is None:
                return
            year = int(parts[1]) if parts[1] else year
            fitting = [
                r for r in known if r.year == year and (not parts[2] or r.year_letter in (parts[2], ""))
            ]
            lettered = [r for r in fitting if r.year_letter == parts[2]]
            chosen = fitting if len(fitting) == 1 else lettered
            # Two works that one citation could mean: neither is taken.
            if len(chosen) == 1:
                yield chosen[0].position


def family_name(name: str) -> str:
    """Return the last word of a name, in lower case, letters alone."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if c.isalpha() or c.isspace())
    words = bare.lower().split()
    return words[-1] if words else ""
