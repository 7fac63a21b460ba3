"""What a table as a whole tells about whose its rows are, as named features to be weighed beside the closest reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property, lru_cache

from extractors.catalog.terms import Facet, terms_of
from extractors.facts.citations import has_citation
from extractors.facts.grid import is_blank, is_numeric
from extractors.facts.naming import name_key
from extractors.facts.paper_names import PaperNames
from extractors.facts.results.bases import model_of_caption
from extractors.facts.results.context import PaperContext
from extractors.facts.results.context_terms import ContextPassage, TermSource
from extractors.facts.results.owner_words import VARIES
from extractors.facts.results.published import first_word, is_of_scenes, prints_published, published_odds
from extractors.facts.results.weighing import Features
from extractors.facts.table_view import LabelKind, Row, TableView

_ABLATES = re.compile(r"\b(?:ablat|analys|effect|variant)", re.IGNORECASE)
_LONGEST_TITLE = 60
"""Letters up to which a passage of the section is its heading."""
_MANY_ROWS = 20
_SEVERAL_TABLES = 3
_DECIMALS = re.compile(r"\d+(?:\.(?P<decimals>\d+))?")
_SHORTEST_NAME = 2
"""Names of at most so many letters may stand for anything."""
_MODELS = r"(?:models?|networks?|nets|architectures?|methods|detectors?|backbones?|variants?|baselines?|runs)"
_TRAINS_ALL = re.compile(
    r"\b(?:all|both|every|each)\s(?:of\s)?(?:the\s|our\s|these\s)?(?:(?!(?:we|our|ours)\b)[\w-]+\s){0,2}"
    rf"{_MODELS}\s(?:\([^)]*\)\s)?(?:(?:is|are|was|were)\s)?(?:\w+\s)?(?:re-?)?trained\b"
    r"|\b(?:re-?)?train(?:ed|s|ing)?\s(?:all|both|every|each)\s(?:of\s)?(?:the\s|our\s|these\s)?(?:[\w-]+\s){0,2}"
    rf"{_MODELS}\b",
    re.IGNORECASE,
)
"""What tells that a paper trains what it compares, in one way."""
_TRAINS_OTHERS = re.compile(r"\b(?:our (?:own )?(?:re-?)?implementation|re-?implement|re-?train|reproduc)")


def expected_weight(feature: str) -> float:
    """Return what a feature is judged to weigh before any paper is seen, in log-odds for the paper's own run."""
    return _EXPECTED.get(feature, 0.0)


_EXPECTED = {
    "no cell of the table is empty": 0.5,
    "the caption is on one model of others": 0.5,
    "a sentence about the table speaks of variants": 0.3,
    "the heading speaks of an ablation": 0.5,
    "columns of costs": -0.3,
    "many rows": -0.3,
    "other decimals than in rows of the paper's own": -0.3,
    "a name that carries a citation in the paper": -0.3,
    "other tables have rows of that name": 0.3,
    "share of rows that carry a citation": 0.2,
    "no citation, and the paper says how all are trained": 0.3,
    "a size of a network that another row cites": -0.5,
    "prints what the network's own paper prints": -1.0,
    "known networks stand with what their own papers print": -0.5,
}


class OwnerEvidence:
    """What the rows of one table have in common, and what is written about them."""

    def __init__(
        self,
        view: TableView,
        names: PaperNames,
        passages: Sequence[ContextPassage],
        context: PaperContext | None = None,
    ) -> None:
        self._view = view
        self._names = names
        self._references = " ".join(p.text for p in passages if p.source is TermSource.REFERENCE)
        around = (p.text for p in passages if p.source is TermSource.SECTION)
        self._headings = [text for text in around if len(text) < _LONGEST_TITLE]
        self._texts = context.texts if context else ()
        self._tables_of = context.tables_of if context else Counter[str]()
        self._cited_words = {key[0] for key in names.cited}
        self._published_odds = published_odds(context.known_networks if context else (), self._cited_words)

    def of(self, row: Row, labels: Sequence[str], own: Sequence[Row]) -> Features:
        """Return the features of a row.

        Args:
            row: The row.
            labels: The texts that name it.
            own: The rows that are surely the paper's own.
        """
        first = labels[0] if labels else ""
        others = [one for one in own if one.index != row.index]
        is_cited = any(map(has_citation, labels))
        is_of_others = row not in own and any(first_word(label) in self._cited_words for label in labels)
        is_told = is_of_others and not is_of_scenes(self._view.table)
        is_published = prints_published(labels, self._cells(row)) if is_told else None
        return {
            **self._shared,
            "prints what the network's own paper prints": float(is_published is True),
            "known networks stand with what their own papers print": self._published_odds * is_of_others,
            "no row carries a name of the paper's own": float(not own),
            "several rows of one name": float(self._first_labels[first] > 1),
            "a name that carries a citation in the paper": float(self._names.names_cited(" ".join(labels))),
            "no citation, and the paper says how all are trained": float(
                not is_cited and _trains_all(self._texts)
            ),
            "other tables have rows of that name": self._share_of_tables(first),
            "other decimals than in rows of the paper's own": self._other_decimals(row, others),
        }

    @cached_property
    def _shared(self) -> Features:
        rows = self._view.rows
        caption = self._view.table.caption
        model = model_of_caption(caption, self._names)
        cited = sum(any(has_citation(label.text) for label in row.labels) for row in rows)
        heads = (head for column in self._view.columns for head in column.heads)
        return {
            "the caption is on one model of others": float(bool(model) and not self._names.names_own(model)),
            "no cell of the table is empty": float(not any(map(self._has_blank, rows))),
            "the paper speaks of training others again": float(_trains_others(self._texts)),
            "a sentence about the table speaks of variants": float(bool(VARIES.search(self._references))),
            "share of rows that carry a citation": cited / max(len(rows), 1),
            "columns of costs": float(any(terms_of(head, Facet.COST) for head in heads)),
            "many rows": min(1.0, len(rows) / _MANY_ROWS),
            "the heading speaks of an ablation": float(any(map(_ABLATES.search, self._headings))),
        }

    def _has_blank(self, row: Row) -> bool:
        return any(map(is_blank, self._cells(row)))

    def _cells(self, row: Row) -> list[str]:
        values = (column.index for column in row.columns if column.label_kind is None)
        return [self._view.text(row.index, index) for index in values]

    def _share_of_tables(self, label: str) -> float:
        """How many other tables have a row of that name, 1 from three on: what is run again stands in many."""
        if len(label) <= _SHORTEST_NAME:
            return 0.0
        return min(1.0, max(0, self._tables_of[" ".join(name_key(label))] - 1) / _SEVERAL_TABLES)

    def _other_decimals(self, row: Row, own: Sequence[Row]) -> float:
        """Share of columns in which none of the paper's own rows prints as many decimals: others round differently."""
        differing = []
        for column in row.columns:
            text = self._view.text(row.index, column.index)
            theirs = [self._view.text(one.index, column.index) for one in own]
            theirs = [other for other in theirs if is_numeric(other)]
            if column.label_kind is None and theirs and is_numeric(text):
                differing.append(_decimals(text) not in map(_decimals, theirs))
        return sum(differing) / max(len(differing), 1)

    @cached_property
    def _first_labels(self) -> Counter[str]:
        labels = ([one.text for one in row.labels if one.kind is LabelKind.NAME] for row in self._view.rows)
        return Counter(texts[0] for texts in labels if texts)


def _decimals(text: str) -> int:
    match = _DECIMALS.search(text)
    return len(match["decimals"] or "") if match else 0


@lru_cache(maxsize=8)
def _trains_others(texts: tuple[str, ...]) -> bool:
    return any(_TRAINS_OTHERS.search(text) for text in texts)


@lru_cache(maxsize=8)
def _trains_all(texts: tuple[str, ...]) -> bool:
    return any(_TRAINS_ALL.search(text) for text in texts)
