"""What the rows of one table have in common that tells whose they are: marks, citations, names that build on others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, cached_property

from extractors.facts.citations import has_citation, without_citations
from extractors.facts.grid import is_numeric
from extractors.facts.naming import NameKey, contains_key, footnote_marks, name_key, without_marks
from extractors.facts.paper_names import PaperNames
from extractors.facts.results.owner_words import (
    ALL_OWN,
    COMPARES,
    OWN_RUN,
    PUBLISHED,
    REPORTED,
    RUN_BY_US,
    TAKEN_FROM,
    VARIES,
    explains_a_mark,
    explanations,
    is_of_own_runs,
    says_own,
    sentences_of_notes,
)
from extractors.facts.table_view import Column, LabelKind, Row, TableView

_COMPONENT = re.compile(r"^(?P<base>[^+\[(]+)\+(?P<added>.+)$")
_REMARK = re.compile(r"\s?[(\[][A-Za-z][^()\[\]]*[)\]]\Z")
"""What stands in brackets behind a name: ``(ours)``, ``(PyTorch)``."""
_FEWEST_VARIANTS = 3
_SIZES = frozenset(
    [
        "nano",
        "pico",
        "tiny",
        "ti",
        "mini",
        "small",
        "base",
        "large",
        "big",
        "huge",
        "giant",
        "xxs",
        "xs",
        "xl",
        "xxl",
    ]
)
"""Words for sizes of models, beside letters and numbers."""


class SiblingRows:
    """The rows of one table, for questions about one of them."""

    def __init__(self, view: TableView, names: PaperNames, notes: tuple[str, ...]) -> None:
        self.view = view
        self.names = names
        self.notes = notes
        self.names_own = cache(names.names_own)

    def is_surely_own(self, row: Row) -> bool:
        """True for a row that says so, or carries a name of the paper's own without citing it."""
        return any(map(says_own, kinds_of(row))) or any(
            says_own(text) or (self.names_own(text) and not has_citation(text)) for text in name_texts(row)
        )

    @cached_property
    def sure_rows(self) -> list[Row]:
        """The rows that are surely the paper's own."""
        return [row for row in self.view.rows if self.is_surely_own(row)]

    @cached_property
    def own_keys(self) -> list[NameKey]:
        """First labels, with those they add to, of the rows that are surely the paper's own."""
        return [plain_key(f"{row.base} {name_texts(row)[0]}") for row in self.sure_rows]

    @cached_property
    def shared_texts(self) -> frozenset[str]:
        """Label cells that own rows hold too, such as a detector all backbones are tried in."""
        return frozenset(text for row in self.sure_rows for text in name_texts(row))

    @cached_property
    def text_counts(self) -> Counter[str]:
        """How many rows hold each label cell."""
        return Counter(text for row in self.view.rows for text in name_texts(row))

    def is_base_of_own(self, text: str) -> bool:
        """True for ``ResNet-50`` beside the paper's own ``X-ResNet-50`` or ``ResNet-50 + X``."""
        key = plain_key(text)
        return bool(key) and any(len(own) > len(key) and contains_key(own, key) for own in self.own_keys)

    def adds_to_own(self, text: str) -> bool:
        """True for ``ResNet-50 + dropout [1]`` beside the own ``ResNet-50 + X``: dropout is cited."""
        parts = _COMPONENT.match(text)
        return parts is not None and not has_citation(parts["base"]) and self.is_base_of_own(parts["base"])

    def adds_to_a_row(self, text: str) -> bool:
        """True for ``X + cutout`` in a table with a row ``X``."""
        parts = _COMPONENT.match(text)
        return parts is not None and plain_key(parts["base"]) in self._row_keys

    @cached_property
    def _row_keys(self) -> frozenset[NameKey]:
        return frozenset(plain_key(texts[0]) for row in self.view.rows if (texts := name_texts(row)))

    def is_twin_of_ours(self, text: str) -> bool:
        """True for ``NetA (PyTorch)`` beside ``NetA (ours)``: the same model, run by others."""
        remark = _REMARK.search(text)
        return remark is not None and plain_key(text[: remark.start()]) in self._marked_ours

    @cached_property
    def _marked_ours(self) -> frozenset[NameKey]:
        texts = (text for row in self.view.rows for text in name_texts(row))
        marked = ((text, _REMARK.search(text)) for text in texts)
        return frozenset(plain_key(text[: m.start()]) for text, m in marked if m and says_own(m[0])) - {()}

    def repeats_a_cited_row(self, texts: Sequence[str]) -> bool:
        """True for the second of ``NetA [3]`` and ``NetA``: one is quoted, the other was run again."""
        uncited = (text.strip() for text in texts if not has_citation(text))
        return any(text in self._cited_names for text in uncited)

    @cached_property
    def _cited_names(self) -> frozenset[str]:
        texts = (text for row in self.view.rows for text in name_texts(row) if has_citation(text))
        return frozenset(without_citations(text).strip() for text in texts)

    @cached_property
    def cited_families(self) -> frozenset[NameKey]:
        """The names of cited rows without sizes."""
        labels = (texts[0] for row in self.view.rows if (texts := name_texts(row)))
        return frozenset(key for label in labels if has_citation(label) and (key := family(label)))

    @cached_property
    def cited_share(self) -> float:
        """Share of rows that carry a citation."""
        cited = sum(any(has_citation(label.text) for label in row.labels) for row in self.view.rows)
        return cited / max(len(self.view.rows), 1)

    @cached_property
    def varies_one_model(self) -> bool:
        """True where the labels of all rows, none of them cited, begin with the same name."""
        labels = [texts[0] for row in self.view.rows if (texts := name_texts(row))]
        first = {key[0] for label in labels if (key := name_key(label))}
        return len(labels) >= _FEWEST_VARIANTS and len(first) == 1 and not any(map(has_citation, labels))

    @cached_property
    def marks_quoted(self) -> bool:
        """True where a footnote mark on some rows, but not on all, says that their numbers were reported by others."""
        return self._marks_some(REPORTED)

    @cached_property
    def marks_run_again(self) -> bool:
        """True where a footnote mark on some rows, but not on all, says that the paper ran them: ``*: our results``."""
        return self._marks_some(RUN_BY_US)

    def _marks_some(self, words: re.Pattern[str]) -> bool:
        marks = [footnote_marks(" ".join(name_texts(row))) for row in self.view.rows]
        telling = {
            mark
            for mark in frozenset().union(*marks)
            if any(map(words.search, explanations(self.notes, mark)))
        }
        return bool(telling) and not all(telling & one for one in marks)

    def repeats_a_marked_row(self, text: str) -> bool:
        """True for ``NetA [3]`` beside ``NetA* [3]``, whose mark says it is as others published it."""
        return not footnote_marks(text) and plain_key(without_marks(text)) in self._marked_as_published

    @cached_property
    def _marked_as_published(self) -> frozenset[NameKey]:
        labels = (texts[0] for row in self.view.rows if (texts := name_texts(row)))
        return frozenset(
            plain_key(without_marks(label))
            for label in labels
            for mark in footnote_marks(label)
            if any(map(PUBLISHED.search, explanations(self.notes, mark)))
        ) - {()}

    @cached_property
    def marks_own_runs(self) -> bool:
        """True where rows say ``our implementation``: what is cited beside them was not run here."""
        return any(OWN_RUN.search(text) for row in self.view.rows for text in name_texts(row))

    @cached_property
    def marks_ours(self) -> bool:
        """True where rows say that they are the paper's own."""
        return any(says_own(text) for row in self.view.rows for text in (*name_texts(row), *kinds_of(row)))

    @cached_property
    def all_own(self) -> bool:
        """True where the caption says that all rows are the paper's own runs."""
        return any(ALL_OWN.search(note) for note in self.notes)

    @cached_property
    def is_comparison(self) -> bool:
        """True where the caption compares models, and not variants of one."""
        notes = " ".join(self.notes)
        return bool(COMPARES.search(notes)) and not VARIES.search(notes)

    @cached_property
    def runs_columns_again(self) -> bool:
        """True where a head says that the numbers below are the paper's own: ``ours`` beside ``orig.``."""
        return any(says_own(column.head) for column in self.view.columns if column.label_kind is None)

    def is_said_to_be_quoted(self, name: str) -> bool:
        """True where a sentence of the caption that names the row says where its numbers are from."""
        key = name_key(name)[:2]
        return bool(key) and any(contains_key(sentence, key) for sentence in self._quoting_sentences)

    @cached_property
    def _quoting_sentences(self) -> list[NameKey]:
        return [
            name_key(sentence)
            for sentence in sentences_of_notes(self.notes)
            if has_citation(sentence) and TAKEN_FROM.search(sentence)
            if not explains_a_mark(sentence) and not is_of_own_runs(sentence)
        ]

    @cached_property
    def has_own_columns(self) -> bool:
        """True where heads name the paper's own method."""
        return any(self.names_own(column.head) or says_own(column.head) for column in self.view.columns)


def name_texts(row: Row, column: Column | None = None) -> list[str]:
    """The texts that name a row, or the half of it that a column is in, from the first that is no bare number."""
    labels = row.labels_of(column.index) if column else row.labels
    texts = [label.text for label in labels if label.kind is LabelKind.NAME]
    words = next((index for index, text in enumerate(texts) if not is_numeric(text)), 0)
    return [*texts[words:], *texts[:words]]


def kinds_of(row: Row) -> list[str]:
    """The cells beside a row's name that say of what kind its model is: ``Transformers (ours)``."""
    return [label.text for label in row.labels if label.kind is LabelKind.CLASS]


def family(label: str) -> NameKey:
    """The name of a label without its size, empty where more than a size follows: ``ShuffleNet (2x)``, ``PiT-XS``."""
    key = name_key(label)
    end = len(key)
    # Versions are by other people, as often as not: the small ones of ``NetA-v3`` and ``NetA-v4`` are no family.
    words = frozenset[str]() if key and key[0].endswith("v") else _SIZES
    while end > 1 and (key[end - 1][0].isdigit() or len(key[end - 1]) == 1 or key[end - 1] in words):
        end -= 1
    is_sized, is_word = end < len(key), end == 1
    is_telling = len("".join(key[:end])) > (1 if is_sized and is_word else 3)
    return key[:end] if is_telling and (is_sized or is_word) else ()


def plain_key(text: str) -> NameKey:
    """The words of a name without ``ours``."""
    return tuple(token for token in name_key(text) if token not in ("our", "ours"))
