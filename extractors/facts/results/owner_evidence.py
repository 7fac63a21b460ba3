"""What a table as a whole tells about whose its rows are, as named features to be weighed beside the closest reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property, lru_cache

from extractors.catalog import networks
from extractors.facts.grid import is_blank
from extractors.facts.naming import PaperNames
from extractors.facts.results.bases import model_of_caption
from extractors.facts.results.context import Passage, Source
from extractors.facts.results.weighing import Features
from extractors.facts.tables import LabelKind, Row, TableView

COMPARES = re.compile(
    r"\b(?:compar\w+|vs\.?|versus|state[\s-]of[\s-]the[\s-]art|SOTA|previous|prior|existing|other\s\w+)\b",
    re.IGNORECASE,
)
VARIES = re.compile(
    r"\b(?:ablat\w*|effects?|impact|influence|analysis|different|various|vary\w*|variants?|baselines?"
    r"|with\sand\swithout)\b",
    re.IGNORECASE,
)
_TRAINS_OTHERS = re.compile(r"\b(?:our (?:own )?(?:re-?)?implementation|re-?implement|re-?train|reproduc)")


class OwnerEvidence:
    """What the rows of one table have in common, and what is written about them."""

    def __init__(
        self, view: TableView, names: PaperNames, passages: Sequence[Passage], texts: tuple[str, ...]
    ) -> None:
        self._view = view
        self._names = names
        self._references = " ".join(p.text for p in passages if p.source is Source.REFERENCE)
        self._texts = texts

    def of(self, labels: Sequence[str], *, is_marked: bool, has_own: bool) -> Features:
        """Return the features of a row.

        Args:
            labels: The texts that name the row.
            is_marked: Whether some row of the table is marked as the paper's own.
            has_own: Whether some row is marked so or carries a name of the paper's own.
        """
        return {
            **self._shared,
            "some rows are marked as the paper's own": float(is_marked),
            "no row carries a name of the paper's own": float(not has_own),
            "a well-known network": float(networks.find(" ".join(labels)) is not None),
            "several rows of one name": float(bool(labels) and self._first_labels[labels[0]] > 1),
        }

    @cached_property
    def _shared(self) -> Features:
        caption = self._view.table.caption
        model = model_of_caption(caption, self._names)
        return {
            "the caption is on one model of others": float(bool(model) and not self._names.names_own(model)),
            "the caption compares": float(bool(COMPARES.search(caption))),
            "the caption speaks of variants": float(bool(VARIES.search(caption))),
            "no cell of the table is empty": float(not any(map(self._has_blank, self._view.rows))),
            "the paper speaks of training others again": float(_trains_others(self._texts)),
            "a sentence about the table speaks of variants": float(bool(VARIES.search(self._references))),
            "a sentence about the table compares": float(bool(COMPARES.search(self._references))),
        }

    def _has_blank(self, row: Row) -> bool:
        values = (column.index for column in row.columns if column.label_kind is None)
        return any(is_blank(self._view.text(row.index, index)) for index in values)

    @cached_property
    def _first_labels(self) -> Counter[str]:
        labels = ([one.text for one in row.labels if one.kind is LabelKind.NAME] for row in self._view.rows)
        return Counter(texts[0] for texts in labels if texts)


@lru_cache(maxsize=8)
def _trains_others(texts: tuple[str, ...]) -> bool:
    return any(_TRAINS_OTHERS.search(text) for text in texts)
