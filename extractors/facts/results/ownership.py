"""Whose row this is: the paper's own run, or a number quoted from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.facts.citations import has_citation
from extractors.facts.naming import PaperNames, footnote_marks, looks_like_a_name, name_key
from extractors.facts.results.context import Passage, Source
from extractors.facts.sentences import split_sentences
from extractors.facts.tables import Column, LabelKind, Row, TableView

_OWN_WORDS = re.compile(
    r"\b(?:ours?|this\s(?:work|paper|study)|(?:re-?)?implement\w*\sby\sus|our\s\w+|re-?impl\w*\.?|reproduc\w+|re-?train\w*|"
    r"proposed|trained\sby\sus|we\s(?:train|run|re-?implement|reproduce)\w*)(?!\w)",
    re.IGNORECASE,
)
_QUOTED_WORDS = re.compile(
    r"\b(?:previous|prior|existing|published|reported|original|other|state[\s-]of[\s-]the[\s-]art|competition|leaderboard|literature|"
    r"(?:strong\s)?baselines?\sfrom|hand-?designed|competit\w+|others|winning|official)\b",
    re.IGNORECASE,
)
_ALL_OWN = re.compile(
    r"\b(?:all|every|each)\b[^.]{0,60}\b(?:our\s(?:own\s)?(?:re-?)?(?:implementation|codebase|code|training|experiments|setup)|"
    r"(?:re-?)?(?:trained|implemented|produced|run)\sby\s(?:us|ourselves)|(?:re-?trained|reproduced|re-?implemented))\b|"
    r"\bwe\s(?:re-?)?(?:train|implement|run|reproduce)\w*\s(?:all|every|both|each)\b|"
    r"\bbased\son\sour\s(?:own\s)?(?:re-?)?implementation\b",
    re.IGNORECASE,
)
_TAKEN_FROM = re.compile(
    r"\b(?:taken|copied|quoted|cited|borrowed|obtained|reported|come|comes|provided|results?|numbers?|performance|scores?)\b[^.]{0,80}?"
    r"\b(?:from|by|in|of)\b",
    re.IGNORECASE,
)
_NOTE_IS_OWN = re.compile(
    r"\b(?:our|we|us|ours|ourselves|reproduc\w+|re-?implement\w*|re-?train\w*)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Ownership:
    """The verdict on one row."""

    is_own: bool
    confidence: float
    reason: str


def is_about_ownership(text: str) -> bool:
    """Tell whether a head or group label says whose rows it covers, such as ``Previous work``, and no model."""
    return bool(_OWN_WORDS.search(text) or _QUOTED_WORDS.search(text)) and not has_citation(text)


class TableOwnership:
    """Decides for the rows of one table."""

    def __init__(self, view: TableView, names: PaperNames, passages: Sequence[Passage]) -> None:
        self._view = view
        self._names = names
        self._notes = [p.text for p in passages if p.source is Source.CAPTION]
        self._text = " ".join(p.text for p in passages if p.source <= Source.REFERENCE)

    def of(self, row: Row, column: Column) -> Ownership:
        """Weigh the evidence, from what the row itself says to what the table as a whole suggests."""
        texts = [label.text for label in row.labels if label.kind is LabelKind.NAME] or [column.head]
        name = " ".join(texts)
        references = " ".join(label.text for label in row.labels if label.kind is LabelKind.REFERENCE)
        group = " ".join(row.groups)
        if _OWN_WORDS.search(name) or _OWN_WORDS.search(references):
            return Ownership(True, 0.97, "the row says it is the paper's own")
        if noted := self._by_note(name):
            return noted
        if self._is_said_to_be_quoted(name):
            return Ownership(False, 0.92, "the caption says where its numbers are from")
        if _OWN_WORDS.search(column.head):
            return Ownership(True, 0.93, "the column says it is the paper's own")
        is_own_name = self._names.names_own(name)
        if has_citation(name) or has_citation(references):
            if self._all_own:
                return Ownership(True, 0.8, "the caption says that all rows are the paper's own runs")
            if is_own_name and row.base:
                return Ownership(True, 0.7, "adds to a row of the paper's own")
            return Ownership(False, 0.95, "the row carries a citation")
        if is_own_name or self._names.names_own(column.head):
            return Ownership(True, 0.95, "carries a name the paper gives to its own work")
        if _OWN_WORDS.search(group):
            return Ownership(True, 0.92, "stands in a group of the paper's own rows")
        if has_citation(group) or _QUOTED_WORDS.search(group):
            return Ownership(False, 0.9, "stands in a group of earlier work")
        if _QUOTED_WORDS.search(column.head):
            return Ownership(False, 0.85, "the column holds numbers of others")
        if self._all_own:
            return Ownership(True, 0.9, "the caption says that all rows are the paper's own runs")
        return self._by_company(row, texts)

    def _by_company(self, row: Row, texts: Sequence[str]) -> Ownership:
        """What the other rows of the table suggest for a row without any mark."""
        name = " ".join(texts)
        is_cited_name = self._names.names_cited(name)
        is_variant = _is_variant(row, texts[0])
        if self._marks_ours and not is_variant:
            return Ownership(False, 0.85, "no mark beside rows marked as the paper's own")
        if any(label.kind is LabelKind.REFERENCE for label in row.labels) and not is_variant:
            return Ownership(False, 0.8, "the row states year or venue")
        if is_variant and (self._marks_ours or self._has_own_names or self._has_citations):
            return Ownership(True, 0.85, "a variant, not a model of its own")
        if self._has_citations or self._has_own_names:
            if is_cited_name:
                return Ownership(False, 0.6, "a name cited elsewhere in the paper")
            return Ownership(True, 0.65, "no citation and no name of others")
        if is_cited_name:
            return Ownership(True, 0.65, "a known model in a table without citations")
        return Ownership(True, 0.9, "a table of variants without citations")

    def _by_note(self, name: str) -> Ownership | None:
        """A footnote mark whose explanation says who ran it."""
        for mark in footnote_marks(name):
            for note in self._notes:
                explained = re.search(rf"{re.escape(mark)}\^?\}}?\s?[:=)\]]?\s?([^.;†‡*]+)", note)
                if explained is None or not mark.strip():
                    continue
                if has_citation(explained[1]) or re.search(r"\breported\b|\btaken from\b", explained[1]):
                    return Ownership(False, 0.92, "a footnote says where its numbers are from")
                if _NOTE_IS_OWN.search(explained[1]):
                    return Ownership(True, 0.9, "a footnote says it was run by the paper")
        return None

    def _is_said_to_be_quoted(self, name: str) -> bool:
        key = name_key(name)
        if not key:
            return False
        for note in self._notes:
            for sentence in split_sentences(note):
                if (
                    has_citation(sentence)
                    and _TAKEN_FROM.search(sentence)
                    and _contains(name_key(sentence), key[:2])
                ):
                    return not _NOTE_IS_OWN.search(sentence)
        return False

    @cached_property
    def _all_own(self) -> bool:
        return any(_ALL_OWN.search(note) for note in self._notes)

    @cached_property
    def _has_citations(self) -> bool:
        return any(has_citation(label.text) for row in self._view.rows for label in row.labels)

    @cached_property
    def _marks_ours(self) -> bool:
        return any(_OWN_WORDS.search(label.text) for row in self._view.rows for label in row.labels)

    @cached_property
    def _has_own_names(self) -> bool:
        return any(self._names.names_own(label.text) for row in self._view.rows for label in row.labels)


def _contains(key: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(key[i : i + len(part)] == part for i in range(len(key) - len(part) + 1))


_VARIANT = re.compile(
    r"\s*(?:[+\-−–&↳]|w/|w/o|with|without|no\b|non|only|default|full|ours|all\b|default)", re.IGNORECASE
)


def _is_variant(row: Row, first_label: str) -> bool:
    """True for ``no dropout``, ``+ mixup`` and ``3``: rows that vary a model of the table."""
    return bool(row.base or _VARIANT.match(first_label)) or not looks_like_a_name(first_label)
