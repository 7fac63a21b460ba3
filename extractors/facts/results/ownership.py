"""Whose row this is: the paper's own run, or a number quoted from elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, cached_property

from extractors.catalog import networks
from extractors.catalog.terms import Facet, terms_of
from extractors.facts.citations import has_citation, without_citations
from extractors.facts.grid import is_numeric
from extractors.facts.naming import (
    NameKey,
    PaperNames,
    footnote_marks,
    is_change,
    looks_like_a_name,
    name_key,
)
from extractors.facts.results.context import ContextPassage, PaperContext, TermSource
from extractors.facts.results.owner_evidence import COMPARES, VARIES, OwnerEvidence
from extractors.facts.results.owner_verdicts import SAID_OUTRIGHT, Ownership
from extractors.facts.results.owner_words import (
    ALL_OWN,
    OWN_RUN,
    PEOPLE,
    REPORTED,
    RUN_BY_US,
    TAKEN_FROM,
    explains_a_mark,
    explanations,
    is_of_own_runs,
    ran_all_again,
    says_own,
    says_quoted,
    sentences_of_notes,
    tells_source,
)
from extractors.facts.table_view import Column, LabelKind, Row, TableView

_VARIANT = re.compile(r"\s*(?:[+\-−–&↳]|w/|w/o|with|without|no\b|non|only|default|full|all\b)", re.IGNORECASE)
_COMPONENT = re.compile(r"^(?P<base>[^+\[(]+)\+(?P<added>.+)$")
_COMPONENT_ALONE = re.compile(r"\s*(?:\+|[-−–]\s)")
_REMARK = re.compile(r"\s?[(\[][A-Za-z][^()\[\]]*[)\]]\Z")
"""What stands in brackets behind a name: ``(ours)``, ``(PyTorch)``."""
_LEADING_NUMBER = re.compile(r"[\d.]+\s?[×x]?\s+(?=[A-Z])")
_FEWEST_VARIANTS = 3
_MOSTLY_CITED = 0.34
"""Share of cited rows from which on a row without a citation stands out."""


class TableOwnership:
    """Decides for the rows of one table."""

    def __init__(
        self,
        view: TableView,
        names: PaperNames,
        passages: Sequence[ContextPassage],
        context: PaperContext | None = None,
    ) -> None:
        self._view = view
        self._texts = context.texts if context else ()
        self._names = names
        self._names_own = cache(names.names_own)
        self._notes = tuple(p.text for p in passages if p.source is TermSource.CAPTION)
        self._evidence = OwnerEvidence(view, names, passages, context)

    def of(self, row: Row, column: Column, cell: str = "") -> Ownership:
        """Return the closest reason for whose a number is, with what else bears on it."""
        verdict = self._by_reason(row, column, cell)
        if verdict.reason in SAID_OUTRIGHT:
            return verdict
        texts = _name_texts(row, column)
        is_of_cited_family = bool(texts) and _family(texts[0]) in self._cited_families
        evidence = self._evidence.of(row, texts, self._sure_rows)
        return replace(
            verdict,
            evidence=evidence | {"a size of a network that another row cites": float(is_of_cited_family)},
        )

    def _by_reason(self, row: Row, column: Column, cell: str) -> Ownership:
        """The first reason found, from what the cell itself says to what the table as a whole suggests."""
        if has_citation(cell):
            return Ownership(False, 0.95, "the cell carries a citation")
        texts = _name_texts(row, column) or [column.head]
        if row.groups and _is_variant(row, texts) and self._is_model(row.groups[-1]):
            texts = [row.groups[-1], *texts]
        for verdict in (
            self._by_note(cell) or self._by_words(row, column, texts),
            self._by_name(row, column, texts),
            self._by_group(row, column),
        ):
            if verdict is not None:
                return verdict
        return self._by_company(row, texts)

    def of_column(self, column: Column) -> Ownership:
        """Weigh the evidence for a column of a table whose columns are models."""
        if says_own(column.head):
            return Ownership(True, 0.97, "the column says it is the paper's own")
        if has_citation(column.head):
            return Ownership(False, 0.95, "the column carries a citation")
        if self._names_own(column.head):
            return Ownership(True, 0.93, "the column is about the paper's own work")
        if says_quoted(column.head):
            return Ownership(False, 0.85, "the column holds numbers of others")
        is_cited_name = self._names.names_cited(column.head)
        has_own_columns = any(self._names_own(c.head) or says_own(c.head) for c in self._view.columns)
        if has_own_columns and (is_cited_name or self._compares) and looks_like_a_name(column.head):
            return Ownership(False, 0.65, "a name of others beside the paper's own")
        return Ownership(True, 0.65, "no name of others")

    def _by_words(self, row: Row, column: Column, texts: Sequence[str]) -> Ownership | None:
        """What label, footnote, caption or head say in so many words."""
        if PEOPLE.match(texts[0]):
            return Ownership(False, 0.95, "people, not a model")
        if any(says_own(text) for text in (*texts, *_references(row))):
            return Ownership(True, 0.97, "the row says it is the paper's own")
        name = " ".join(texts)
        if noted := self._by_note(name):
            return noted
        if any(self._is_twin_of_ours(text) for text in texts):
            return Ownership(False, 0.9, "the row says it is not the paper's own run")
        if not self._adds_to_a_row(texts[0]) and self._is_said_to_be_quoted(name):
            return Ownership(False, 0.92, "the caption says where its numbers are from")
        if says_own(column.head) or self._names_own(column.head):
            return Ownership(True, 0.93, "the column is about the paper's own work")
        if self._is_cited_method(column) and not any(map(has_citation, texts)):
            return Ownership(False, 0.9, "the column carries a citation")
        return None

    def _is_twin_of_ours(self, text: str) -> bool:
        """True for ``NetA (PyTorch)`` beside ``NetA (ours)``: the same model, run by others."""
        remark = _REMARK.search(text)
        return remark is not None and _plain_key(text[: remark.start()]) in self._marked_ours

    @cached_property
    def _marked_ours(self) -> frozenset[NameKey]:
        texts = (text for row in self._view.rows for text in _name_texts(row))
        marked = ((text, _REMARK.search(text)) for text in texts)
        return frozenset(_plain_key(text[: m.start()]) for text, m in marked if m and says_own(m[0])) - {()}

    def _is_cited_method(self, column: Column) -> bool:
        """True for ``NetQ [4]`` among heads that name the paper's own method: rows are what both were tried on."""
        head = column.heads[-1] if column.heads else ""
        if not (has_citation(head) and self._names.names_cited(head)) or terms_of(head, Facet.DATASET):
            return False
        return any(self._names_own(one.head) or says_own(one.head) for one in self._view.columns)

    def _by_name(self, row: Row, column: Column, texts: Sequence[str]) -> Ownership | None:
        """What names and citations in the label tell."""
        if any(
            self._names_own(text) and not has_citation(text) and self._is_telling(text, texts)
            for text in texts
        ):
            return Ownership(True, 0.95, "carries a name the paper gives to its own work")
        telling = [text for text in texts if text not in self._shared_texts] or list(texts)
        # What is put in the place of something is cited as a part: ``BatchNorm [3] → LayerNorm [4]``.
        whole = [text for text in telling if not is_change(text)]
        if not any(has_citation(text) for text in (*whole, *_references(row))):
            return None
        if self._all_own:
            return Ownership(True, 0.8, "the caption says that all rows are the paper's own runs")
        if ran_all_again(self._texts):
            return Ownership(True, 0.8, "the paper says that it ran all others again")
        if says_own(" ".join(row.groups)):
            return Ownership(True, 0.8, "stands in a group of the paper's own rows")
        # What is taken away is cited no less: ``- mixup [4]``.
        is_added = _COMPONENT_ALONE.match(telling[0]) is not None and not has_citation(row.base)
        cited = next(filter(has_citation, whole), telling[0])
        if self._marks_own_runs:
            return Ownership(False, 0.95, "the row carries a citation")
        if is_added or self._names_own(row.base) or self._adds_to_own(cited):
            return Ownership(True, 0.7, "adds a component to a row of the paper's own")
        if says_quoted(column.head) or not self._is_base_of_own(texts):
            return Ownership(False, 0.95, "the row carries a citation")
        return Ownership(False, 0.6, "the row carries a citation, but the paper's own rows build on it")

    def _is_telling(self, own: str, texts: Sequence[str]) -> bool:
        """False for an own name that stands for more rows than a cited one does: a family that others belong to."""
        cited = [self._text_counts[text] for text in texts if has_citation(text)]
        if own == texts[-1] and has_citation(texts[0]):
            return True
        return not cited or self._text_counts[own] <= min(cited)

    @cached_property
    def _text_counts(self) -> Counter[str]:
        return Counter(text for row in self._view.rows for text in _name_texts(row))

    def _by_group(self, row: Row, column: Column) -> Ownership | None:
        group = " ".join(row.groups)
        if says_own(group):
            return Ownership(True, 0.92, "stands in a group of the paper's own rows")
        if has_citation(group) or says_quoted(group):
            return Ownership(False, 0.9, "stands in a group of earlier work")
        if says_quoted(column.head):
            return Ownership(False, 0.85, "the column holds numbers of others")
        if self._all_own:
            return Ownership(True, 0.9, "the caption says that all rows are the paper's own runs")
        return None

    def _by_company(self, row: Row, texts: Sequence[str]) -> Ownership:
        """What the other rows of the table suggest for a row without any mark."""
        if self._marks_quoted:
            return Ownership(True, 0.85, "no mark beside rows marked as quoted")
        if self._is_base_of_own(texts):
            return Ownership(True, 0.75, "the paper's own rows build on it")
        if _is_variant(row, texts):
            return Ownership(True, 0.87, "a variant, not a model of its own")
        if self._varies_one_model:
            return Ownership(True, 0.8, "all rows are variants of one model")
        if self._repeats_a_cited_row(texts):
            return Ownership(True, 0.7, "only the quoted one of that very name carries a citation")
        if _family(texts[0]) in self._cited_families:
            return Ownership(False, 0.8, "another row of that name carries a citation")
        if self._marks_ours:
            return Ownership(False, 0.85, "no mark beside rows marked as the paper's own")
        if _references(row):
            return Ownership(False, 0.8, "the row states year or venue")
        if self._cited_share >= _MOSTLY_CITED:
            return Ownership(True, 0.65, "no citation while other rows carry one")
        is_cited_name = self._names.names_cited(" ".join(texts)) or networks.find(texts[0]) is not None
        if self._own_rows:
            if is_cited_name or self._compares:
                return Ownership(False, 0.65, "a name of others beside the paper's own")
            return Ownership(True, 0.6, "no name of others")
        if is_cited_name:
            return Ownership(True, 0.65, "a known model in a table without citations")
        return Ownership(True, 0.65, "a table of variants without citations")

    def _by_note(self, text: str) -> Ownership | None:
        """A footnote mark on a name or a number whose explanation says who ran it."""
        for mark in footnote_marks(text):
            for explanation in explanations(self._notes, mark):
                if tells_source(explanation):
                    return Ownership(False, 0.92, "a footnote says where its numbers are from")
                if RUN_BY_US.search(explanation):
                    return Ownership(True, 0.9, "a footnote says it was run by the paper")
        return None

    def _is_said_to_be_quoted(self, name: str) -> bool:
        key = name_key(name)[:2]
        return bool(key) and any(_contains(sentence, key) for sentence in self._quoting_sentences)

    @cached_property
    def _quoting_sentences(self) -> list[NameKey]:
        """The sentences of the notes that say where numbers are from."""
        return [
            name_key(sentence)
            for sentence in sentences_of_notes(self._notes)
            if has_citation(sentence) and TAKEN_FROM.search(sentence)
            if not explains_a_mark(sentence) and not is_of_own_runs(sentence)
        ]

    def _adds_to_a_row(self, text: str) -> bool:
        """True for ``X + cutout`` in a table with a row ``X``."""
        parts = _COMPONENT.match(text)
        return parts is not None and _plain_key(parts["base"]) in self._row_keys

    def _is_model(self, group: str) -> bool:
        return self._names_own(group) or self._names.names_cited(group)

    def _is_base_of_own(self, texts: Sequence[str]) -> bool:
        """True for ``ResNet-50`` beside the paper's own ``X-ResNet-50`` or ``ResNet-50 + X``."""
        key = _plain_key(texts[0])
        return bool(key) and any(len(own) > len(key) and _contains(own, key) for own in self._own_rows)

    def _adds_to_own(self, text: str) -> bool:
        """True for ``ResNet-50 + dropout [1]`` beside the own ``ResNet-50 + X``: dropout is cited."""
        parts = _COMPONENT.match(text)
        return parts is not None and not has_citation(parts["base"]) and self._is_base_of_own([parts["base"]])

    @cached_property
    def _own_rows(self) -> list[NameKey]:
        """First labels, with those they add to, of the rows that are surely the paper's own."""
        return [_plain_key(f"{row.base} {_name_texts(row)[0]}") for row in self._sure_rows]

    @cached_property
    def _sure_rows(self) -> list[Row]:
        return [row for row in self._view.rows if self._is_surely_own(row)]

    def _is_surely_own(self, row: Row) -> bool:
        return any(
            says_own(text) or (self._names_own(text) and not has_citation(text)) for text in _name_texts(row)
        )

    @cached_property
    def _row_keys(self) -> frozenset[NameKey]:
        return frozenset(_plain_key(texts[0]) for row in self._view.rows if (texts := _name_texts(row)))

    @cached_property
    def _varies_one_model(self) -> bool:
        """True where the labels of all rows, none of them cited, begin with the same name."""
        labels = [texts[0] for row in self._view.rows if (texts := _name_texts(row))]
        first = {key[0] for label in labels if (key := name_key(label))}
        return len(labels) >= _FEWEST_VARIANTS and len(first) == 1 and not any(map(has_citation, labels))

    @cached_property
    def _shared_texts(self) -> frozenset[str]:
        """Label cells that own rows hold too, such as a detector all backbones are tried in."""
        return frozenset(
            text for row in self._view.rows if self._is_surely_own(row) for text in _name_texts(row)
        )

    @cached_property
    def _all_own(self) -> bool:
        return any(ALL_OWN.search(note) for note in self._notes)

    @cached_property
    def _compares(self) -> bool:
        text = " ".join(self._notes)
        return bool(COMPARES.search(text)) and not VARIES.search(text)

    @cached_property
    def _cited_share(self) -> float:
        cited = sum(any(has_citation(label.text) for label in row.labels) for row in self._view.rows)
        return cited / max(len(self._view.rows), 1)

    @cached_property
    def _cited_families(self) -> frozenset[NameKey]:
        """The names of cited rows without sizes."""
        labels = (texts[0] for row in self._view.rows if (texts := _name_texts(row)))
        return frozenset(family for label in labels if has_citation(label) and (family := _family(label)))

    def _repeats_a_cited_row(self, texts: Sequence[str]) -> bool:
        """True for the second of ``NetA [3]`` and ``NetA``: one is quoted, the other was run again."""
        uncited = (text.strip() for text in texts if not has_citation(text))
        return any(text in self._cited_names for text in uncited)

    @cached_property
    def _cited_names(self) -> frozenset[str]:
        texts = (text for row in self._view.rows for text in _name_texts(row) if has_citation(text))
        return frozenset(without_citations(text).strip() for text in texts)

    @cached_property
    def _marks_quoted(self) -> bool:
        """True where a footnote mark on some rows, but not on all, says that their numbers were reported by others."""
        marks = [footnote_marks(" ".join(_name_texts(row))) for row in self._view.rows]
        telling = {
            mark
            for mark in frozenset().union(*marks)
            if any(REPORTED.search(text) for text in explanations(self._notes, mark))
        }
        return bool(telling) and not all(telling & one for one in marks)

    @cached_property
    def _marks_own_runs(self) -> bool:
        """True where rows say ``our implementation``: what is cited beside them was not run here."""
        return any(OWN_RUN.search(text) for row in self._view.rows for text in _name_texts(row))

    @cached_property
    def _marks_ours(self) -> bool:
        return any(says_own(text) for row in self._view.rows for text in _name_texts(row))


def _is_variant(row: Row, texts: Sequence[str]) -> bool:
    """True for ``no dropout``, ``+ mixup`` and ``3``: rows that vary a model named elsewhere."""
    name = _LEADING_NUMBER.sub("", texts[0], count=1)
    return bool(row.base or _VARIANT.match(name) or is_change(name)) or not looks_like_a_name(name)


def _family(label: str) -> NameKey:
    """The name of a label without its size, empty where more than a size follows: ``ShuffleNet (2x)``."""
    key = name_key(label)
    is_sized = all(token[0].isdigit() or len(token) <= 1 for token in key[1:])
    return key[:1] if key and len(key[0]) > 3 and is_sized else ()


def _name_texts(row: Row, column: Column | None = None) -> list[str]:
    """The texts that name a row, or the half of it that a column is in, from the first that is no bare number."""
    labels = row.labels_of(column.index) if column else row.labels
    texts = [label.text for label in labels if label.kind is LabelKind.NAME]
    words = next((index for index, text in enumerate(texts) if not is_numeric(text)), 0)
    return [*texts[words:], *texts[:words]]


def _references(row: Row) -> list[str]:
    return [label.text for label in row.labels if label.kind is LabelKind.REFERENCE]


def _plain_key(text: str) -> NameKey:
    return tuple(token for token in name_key(text) if token not in ("our", "ours"))


def _contains(key: NameKey, part: NameKey) -> bool:
    return part[0] in key and any(key[i : i + len(part)] == part for i in range(len(key) - len(part) + 1))
