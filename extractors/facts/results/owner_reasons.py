"""Reasons for whose a number in a table is: a decision table, the closest reason on top."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.catalog import networks
from extractors.catalog.terms import Facet, terms_of
from extractors.facts.citations import has_citation
from extractors.facts.naming import footnote_marks, is_change, looks_like_a_name
from extractors.facts.results.owner_company import RowCompany, family, name_texts
from extractors.facts.results.owner_words import (
    PEOPLE,
    RUN_BY_US,
    explanations,
    ran_all_again,
    says_own,
    says_quoted,
    tells_source,
)
from extractors.facts.table_view import Column, LabelKind, Row

_VARIANT = re.compile(r"\s*(?:[+\-−–&↳]|w/|w/o|with|without|no\b|non|only|default|full|all\b)", re.IGNORECASE)
_COMPONENT_ALONE = re.compile(r"\s*(?:\+|[-−–]\s)")
_LEADING_NUMBER = re.compile(r"[\d.]+\s?[×x]?\s+(?=[A-Z])")
_MOSTLY_CITED = 0.34
"""Share of cited rows from which on a row without a citation stands out."""


class OwnerQuestion:
    """One number of a table whose owner is asked for: what names it, and the rows beside it."""

    def __init__(
        self, company: RowCompany, texts: tuple[str, ...], row: Row, column: Column, cell: str
    ) -> None:
        self.company = company
        self.row = row
        self.column = column
        self.cell = cell
        self._texts = texts
        """Of the paper."""

    @cached_property
    def texts(self) -> list[str]:
        """The texts that name the row; a variant is named by its group as well."""
        texts = name_texts(self.row, self.column) or [self.column.head]
        groups = self.row.groups
        if groups and _is_variant(self.row, texts) and self._is_model(groups[-1]):
            return [groups[-1], *texts]
        return texts

    def _is_model(self, group: str) -> bool:
        return self.company.names_own(group) or self.company.names.names_cited(group)

    @cached_property
    def references(self) -> list[str]:
        """Cells of the row that hold a citation, a venue or a year alone."""
        return [label.text for label in self.row.labels if label.kind is LabelKind.REFERENCE]

    @cached_property
    def name(self) -> str:
        """All that names the row."""
        return " ".join(self.texts)

    @cached_property
    def group(self) -> str:
        """The headings above the row."""
        return " ".join(self.row.groups)

    @cached_property
    def _telling(self) -> list[str]:
        """What names this row and no row of the paper's own."""
        return [text for text in self.texts if text not in self.company.shared_texts] or self.texts

    @cached_property
    def _whole(self) -> list[str]:
        # What is put in the place of something is cited as a part: ``BatchNorm [3] → LayerNorm [4]``.
        return [text for text in self._telling if not is_change(text)]

    @cached_property
    def is_cited(self) -> bool:
        """True where the row carries a citation that is on all of it."""
        return any(has_citation(text) for text in (*self._whole, *self.references))

    def notes_on(self, text: str) -> list[str]:
        """Return what footnotes say of the marks on the number or its name."""
        return [note for mark in footnote_marks(text) for note in explanations(self.company.notes, mark)]

    def names_own_model(self) -> bool:
        """True where a label without citation carries a name of the paper's own, and is no family of cited rows."""
        return any(
            self.company.names_own(text) and not has_citation(text) and self._is_telling(text)
            for text in self.texts
        )

    def _is_telling(self, own: str) -> bool:
        """False for an own name that stands for more rows than a cited one does: a family that others belong to."""
        counts = self.company.text_counts
        cited = [counts[text] for text in self.texts if has_citation(text)]
        if own == self.texts[-1] and has_citation(self.texts[0]):
            return True
        return not cited or counts[own] <= min(cited)

    def cites_a_component(self) -> bool:
        """True where what is cited is added to a row of the paper's own, or alone names the row."""
        # What is taken away is cited no less: ``- mixup [4]``.
        is_added = _COMPONENT_ALONE.match(self._telling[0]) and not has_citation(self.row.base)
        cited = next(filter(has_citation, self._whole), self._telling[0])
        base = self.row.base
        return bool(is_added) or self.company.names_own(base) or self.company.adds_to_own(cited)

    def is_variant(self) -> bool:
        """True for ``no dropout``, ``+ mixup`` and ``3``."""
        return _is_variant(self.row, self.texts)

    def is_named_by_others(self) -> bool:
        """True for the name of a network that the catalog knows or the paper cites."""
        is_cited = self.company.names.names_cited(self.name)
        return is_cited or networks.find(self.texts[0]) is not None

    def is_of_cited_method(self) -> bool:
        """True for ``NetQ [4]`` among heads that name the paper's own method: rows are what both were tried on."""
        head = self.column.heads[-1] if self.column.heads else ""
        if not (has_citation(head) and self.company.names.names_cited(head)) or terms_of(head, Facet.DATASET):
            return False
        return self.company.has_own_columns and not any(map(has_citation, self.texts))

    def is_said_to_be_quoted(self) -> bool:
        """True where the caption names the row and says where its numbers are from."""
        is_added = self.company.adds_to_a_row(self.texts[0])
        return not is_added and self.company.is_said_to_be_quoted(self.name)

    def says_own(self) -> bool:
        """True for ``NetA (ours)``."""
        return any(says_own(text) for text in (*self.texts, *self.references))

    def all_are_run_again(self) -> bool:
        """True where the paper says that it trained the models of others again."""
        return ran_all_again(self._texts)


@dataclass(frozen=True, slots=True)
class OwnerReason:
    """One thing that tells whose a number is."""

    name: str
    weight: float
    """What it is judged to weigh before any paper is seen, in log-odds for the paper's own run."""
    holds: Callable[[OwnerQuestion], bool]
    is_outright: bool = False
    """True where nothing else about the table can outweigh it."""


_LIKELY, _PROBABLE, _SURE = 0.6, 1.5, 2.5

_IN_SO_MANY_WORDS: tuple[OwnerReason, ...] = (
    OwnerReason("the cell carries a citation", -_SURE, lambda one: has_citation(one.cell), is_outright=True),
    OwnerReason(
        "a footnote says where its numbers are from",
        -_SURE,
        lambda one: any(map(tells_source, one.notes_on(one.cell))),
        is_outright=True,
    ),
    OwnerReason(
        "a footnote says it was run by the paper",
        _SURE,
        lambda one: any(map(RUN_BY_US.search, one.notes_on(one.cell))),
        is_outright=True,
    ),
    OwnerReason(
        "people, not a model", -_SURE, lambda one: PEOPLE.match(one.texts[0]) is not None, is_outright=True
    ),
    OwnerReason("the row says it is the paper's own", _SURE, OwnerQuestion.says_own, is_outright=True),
    OwnerReason(
        "a footnote says where its numbers are from",
        -_SURE,
        lambda one: any(map(tells_source, one.notes_on(one.name))),
        is_outright=True,
    ),
    OwnerReason(
        "a footnote says it was run by the paper",
        _SURE,
        lambda one: any(map(RUN_BY_US.search, one.notes_on(one.name))),
        is_outright=True,
    ),
    OwnerReason(
        "the row says it is not the paper's own run",
        -_SURE,
        lambda one: any(map(one.company.is_twin_of_ours, one.texts)),
        is_outright=True,
    ),
    OwnerReason(
        "the caption says where its numbers are from",
        -_SURE,
        OwnerQuestion.is_said_to_be_quoted,
        is_outright=True,
    ),
    OwnerReason(
        "the column is about the paper's own work",
        _SURE,
        lambda one: says_own(one.column.head) or one.company.names_own(one.column.head),
    ),
    OwnerReason("the column carries a citation", -_SURE, OwnerQuestion.is_of_cited_method, is_outright=True),
    OwnerReason("carries a name the paper gives to its own work", _SURE, OwnerQuestion.names_own_model),
)

_OF_CITED_ROWS: tuple[OwnerReason, ...] = (
    OwnerReason(
        "the caption says that all rows are the paper's own runs", _PROBABLE, lambda one: one.company.all_own
    ),
    OwnerReason("the paper says that it ran all others again", _PROBABLE, OwnerQuestion.all_are_run_again),
    OwnerReason("stands in a group of the paper's own rows", _SURE, lambda one: says_own(one.group)),
    OwnerReason(
        "adds a component to a row of the paper's own",
        _LIKELY,
        lambda one: not one.company.marks_own_runs and one.cites_a_component(),
    ),
    OwnerReason(
        "the row carries a citation, but the paper's own rows build on it",
        -_LIKELY,
        lambda one: (
            one.company.is_base_of_own(one.texts[0])
            and not (one.company.marks_own_runs or says_quoted(one.column.head))
        ),
    ),
    OwnerReason("the row carries a citation", -_SURE, lambda one: True),
)

_OF_OTHER_ROWS: tuple[OwnerReason, ...] = (
    OwnerReason("stands in a group of the paper's own rows", _SURE, lambda one: says_own(one.group)),
    OwnerReason(
        "stands in a group of earlier work",
        -_SURE,
        lambda one: has_citation(one.group) or says_quoted(one.group),
    ),
    OwnerReason("the column holds numbers of others", -_PROBABLE, lambda one: says_quoted(one.column.head)),
    OwnerReason(
        "the caption says that all rows are the paper's own runs", _PROBABLE, lambda one: one.company.all_own
    ),
    OwnerReason("no mark beside rows marked as quoted", _PROBABLE, lambda one: one.company.marks_quoted),
    OwnerReason(
        "the paper's own rows build on it",
        _PROBABLE,
        lambda one: one.company.is_base_of_own(one.texts[0]),
    ),
    OwnerReason("a variant, not a model of its own", _PROBABLE, OwnerQuestion.is_variant),
    OwnerReason("all rows are variants of one model", _PROBABLE, lambda one: one.company.varies_one_model),
    OwnerReason(
        "only the quoted one of that very name carries a citation",
        _LIKELY,
        lambda one: one.company.repeats_a_cited_row(one.texts),
    ),
    OwnerReason(
        "another row of that name carries a citation",
        -_PROBABLE,
        lambda one: family(one.texts[0]) in one.company.cited_families,
        is_outright=True,
    ),
    OwnerReason(
        "no mark beside rows marked as the paper's own", -_PROBABLE, lambda one: one.company.marks_ours
    ),
    OwnerReason("the row states year or venue", -_PROBABLE, lambda one: bool(one.references)),
    OwnerReason(
        "no citation while other rows carry one",
        _LIKELY,
        lambda one: one.company.cited_share >= _MOSTLY_CITED,
    ),
    OwnerReason(
        "a name of others beside the paper's own",
        -_LIKELY,
        lambda one: bool(one.company.sure_rows) and (one.is_named_by_others() or one.company.is_comparison),
    ),
    OwnerReason("no name of others", _LIKELY, lambda one: bool(one.company.sure_rows)),
    OwnerReason("a known model in a table without citations", _LIKELY, OwnerQuestion.is_named_by_others),
    OwnerReason("a table of variants without citations", _LIKELY, lambda one: True),
)

REASONS = (*_IN_SO_MANY_WORDS, *_OF_CITED_ROWS, *_OF_OTHER_ROWS)


def closest_reason(question: OwnerQuestion) -> OwnerReason:
    """Return the first reason that holds: what words say, then what the kind of row tells.

    Every table ends with a reason that always holds.
    """
    of_kind = _OF_CITED_ROWS if question.is_cited else _OF_OTHER_ROWS
    return next(reason for reason in (*_IN_SO_MANY_WORDS, *of_kind) if reason.holds(question))


def _is_variant(row: Row, texts: Sequence[str]) -> bool:
    """True for rows that vary a model named elsewhere."""
    name = _LEADING_NUMBER.sub("", texts[0], count=1)
    return bool(row.base or _VARIANT.match(name) or is_change(name)) or not looks_like_a_name(name)
