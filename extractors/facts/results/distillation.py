"""Tables of distillation: teachers and students in the labels, methods in the heads or rows.

The model of a number is the student, trained by the method of its column; the teacher is how it was trained. What
stands in brackets behind the names, or below heads that say ``Teacher`` and ``Student``, are results of both alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

from extractors.facts.results.values import PrintedValue, cell_values
from extractors.facts.table_view import Column, Label, LabelKind, Row

_ROLE = re.compile(
    r"(?:(?:the|our|pre-?trained|frozen|large|small)\s)?(?P<role>teacher|student)s?(?:['’]s)?"
    r"(?:\s(?:models?|net(?:work)?s?|backbones?|arch(?:itecture|\.)?s?|names?))?(?:\s?[(\[]?[TS](?:top-?1|acc\.?)?[)\]]?)?",
    re.IGNORECASE,
)
_SCORE_BEHIND = re.compile(r"\S\s*[(\[](?P<score>\d{2}\.\d{1,2}\s?%?)[)\]][†‡*∗]?\s*\Z")


class Role(StrEnum):
    """What a network is to another in distillation."""

    TEACHER = "teacher"
    STUDENT = "student"


@lru_cache(maxsize=4096)
def role_of(head: str) -> Role | None:
    """Return whose names or numbers a head says stand below it: ``Teacher``, ``Student model``; or None."""
    said = _ROLE.fullmatch(head.strip())
    return Role(said["role"].lower()) if said else None


def role_of_column(column: Column) -> Role | None:
    """Return the role that the innermost head of a column says."""
    return role_of(column.heads[-1]) if column.heads else None


def teaches(labels: Sequence[Label]) -> bool:
    """Tell whether labels name a teacher as well as a student."""
    return {role_of(label.head) for label in labels} >= {Role.TEACHER, Role.STUDENT}


def labels_of_model(labels: Sequence[Label], column: Column) -> list[Label]:
    """Return the labels that name the model of a number: the student's, or the one its column is on.

    Args:
        labels: Those of its row.
        column: Its column.
    """
    if not teaches(labels):
        return list(labels)
    others = Role.STUDENT if role_of_column(column) is Role.TEACHER else Role.TEACHER
    return [label for label in labels if role_of(label.head) is not others]


def teacher_of(row: Row) -> str:
    """Return the teacher that a row names beside its student, empty where it names none."""
    names = (label.text for label in row.labels if role_of(label.head) is Role.TEACHER)
    return next(names, "") if teaches(row.labels) else ""


def columns_of_scores(columns: Sequence[Column]) -> Iterator[Column]:
    """Yield the columns that name teachers and students, as columns of the scores in brackets behind the names."""
    named = [column for column in columns if column.label_kind is LabelKind.NAME and role_of_column(column)]
    if {role_of_column(column) for column in named} == set(Role):
        yield from (Column(column.index, column.heads, None) for column in named)


def score_behind(text: str) -> tuple[PrintedValue | None, ...]:
    """Return the score in brackets behind a name, ``NetA (73.4)``, as the values of a cell."""
    said = _SCORE_BEHIND.search(text)
    return cell_values(said["score"]) if said else ()
