"""Reasons for whose a number in a table is: a decision table, the closest reason on top."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extractors.facts.citations import has_citation
from extractors.facts.results.owner_question import OwnerQuestion
from extractors.facts.results.owner_words import (
    PEOPLE,
    RUN_BY_US,
    says_own,
    says_quoted,
    says_reported,
    tells_source,
)
from extractors.facts.results.sibling_rows import family

_MOSTLY_CITED = 0.34
"""Share of cited rows from which on a row without a citation stands out."""


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


def _of_footnotes_on(marked: Callable[[OwnerQuestion], str]) -> tuple[OwnerReason, OwnerReason]:
    """What footnotes say of the marks on a number, or on its name."""
    return (
        OwnerReason(
            "a footnote says where its numbers are from",
            -_SURE,
            lambda one: any(map(tells_source, one.notes_on(marked(one)))),
            is_outright=True,
        ),
        OwnerReason(
            "a footnote says it was run by the paper",
            _SURE,
            lambda one: any(map(RUN_BY_US.search, one.notes_on(marked(one)))),
            is_outright=True,
        ),
    )


_IN_SO_MANY_WORDS: tuple[OwnerReason, ...] = (
    OwnerReason("the cell carries a citation", -_SURE, lambda one: has_citation(one.cell), is_outright=True),
    *_of_footnotes_on(lambda one: one.cell),
    OwnerReason(
        "people, not a model", -_SURE, lambda one: PEOPLE.match(one.texts[0]) is not None, is_outright=True
    ),
    OwnerReason("the row says it is the paper's own", _SURE, OwnerQuestion.says_own, is_outright=True),
    *_of_footnotes_on(lambda one: one.name),
    OwnerReason(
        "the row says it is not the paper's own run",
        -_SURE,
        lambda one: any(map(one.siblings.is_twin_of_ours, one.texts)),
        is_outright=True,
    ),
    OwnerReason(
        "the caption says where its numbers are from",
        -_SURE,
        OwnerQuestion.is_said_to_be_quoted,
        is_outright=True,
    ),
    OwnerReason(
        "the head says others reported it, beside the paper's own runs",
        -_SURE,
        lambda one: says_reported(one.column.head) and one.siblings.runs_columns_again,
        is_outright=True,
    ),
    OwnerReason(
        "the column is about the paper's own work",
        _SURE,
        lambda one: says_own(one.column.head) or one.siblings.names_own(one.column.head),
    ),
    OwnerReason("a teacher, which is taken as it is", -_PROBABLE, OwnerQuestion.is_teacher, is_outright=True),
    OwnerReason("the column carries a citation", -_SURE, OwnerQuestion.is_of_cited_method, is_outright=True),
    OwnerReason(
        "another method to train the same students",
        -_PROBABLE,
        OwnerQuestion.is_of_rival_teaching,
        is_outright=True,
    ),
    OwnerReason("carries a name the paper gives to its own work", _SURE, OwnerQuestion.names_own_model),
)

_OF_CITED_ROWS: tuple[OwnerReason, ...] = (
    OwnerReason(
        "the caption says that all rows are the paper's own runs", _PROBABLE, lambda one: one.siblings.all_own
    ),
    OwnerReason(
        "the paper says that it ran all others again",
        _PROBABLE,
        lambda one: one.all_are_run_again() and not one.siblings.marks_run_again,
    ),
    OwnerReason("stands in a group of the paper's own rows", _SURE, lambda one: says_own(one.group)),
    OwnerReason(
        "adds a component to a row of the paper's own",
        _LIKELY,
        lambda one: not one.siblings.marks_own_runs and one.cites_a_component(),
    ),
    OwnerReason(
        "the row carries a citation, but the paper's own rows build on it",
        -_LIKELY,
        lambda one: (
            one.siblings.is_base_of_own(one.texts[0])
            and not (one.siblings.marks_own_runs or says_quoted(one.column.head))
        ),
    ),
    OwnerReason(
        "the row of that name with a mark is the published one",
        _SURE,
        lambda one: one.siblings.repeats_a_marked_row(one.texts[0]),
        is_outright=True,
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
        "the caption says that all rows are the paper's own runs", _PROBABLE, lambda one: one.siblings.all_own
    ),
    OwnerReason("no mark beside rows marked as quoted", _PROBABLE, lambda one: one.siblings.marks_quoted),
    OwnerReason(
        "the paper's own rows build on it",
        _PROBABLE,
        lambda one: one.siblings.is_base_of_own(one.texts[0]),
    ),
    OwnerReason("a variant, not a model of its own", _PROBABLE, OwnerQuestion.is_variant),
    OwnerReason("all rows are variants of one model", _PROBABLE, lambda one: one.siblings.varies_one_model),
    OwnerReason(
        "only the quoted one of that very name carries a citation",
        _LIKELY,
        lambda one: one.siblings.repeats_a_cited_row(one.texts),
    ),
    OwnerReason(
        "another row of that name carries a citation",
        -_PROBABLE,
        lambda one: family(one.texts[0]) in one.siblings.cited_families,
        is_outright=True,
    ),
    OwnerReason(
        "no mark beside rows marked as the paper's own", -_PROBABLE, lambda one: one.siblings.marks_ours
    ),
    OwnerReason("the row states year or venue", -_PROBABLE, lambda one: bool(one.references)),
    OwnerReason(
        "no citation while other rows carry one",
        _LIKELY,
        lambda one: one.siblings.cited_share >= _MOSTLY_CITED,
    ),
    OwnerReason(
        "a name of others beside the paper's own",
        -_LIKELY,
        lambda one: bool(one.siblings.sure_rows) and (one.is_named_by_others() or one.siblings.is_comparison),
    ),
    OwnerReason("no name of others", _LIKELY, lambda one: bool(one.siblings.sure_rows)),
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
