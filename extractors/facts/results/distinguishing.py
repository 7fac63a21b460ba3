"""What tells rows of one model apart: data, teacher, group, settings, ticks, marks, numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from extractors.catalog.terms import Facet, find_terms
from extractors.facts.citations import without_citations
from extractors.facts.naming import footnote_marks
from extractors.facts.results.distillation import teacher_of
from extractors.facts.results.models import PANEL, TICK, clean, is_architecture, remainder
from extractors.facts.results.training_data import NO_DATA
from extractors.facts.table_view import LabelKind, Row

_OF_BLOCKS = re.compile(r"\b(?:comparisons?|settings?)\b", re.IGNORECASE)
"""What titles of blocks say beside what their rows share: ``Comparison on NetA setting``."""
_MOST_LACKING = 3
"""How many parts a row is said to lack, at most: what lacks more is the start of a list."""


def distinguished(
    names: Sequence[tuple[str, Row]], counts: Callable[[Row], Mapping[str, str]] = lambda row: {}
) -> list[str]:
    """Complete names that several rows share by what tells the rows apart: data, group, ticks, marks, numbers.

    Args:
        names: Model name and row of the values of one column, from top to bottom.
        counts: The numbers that tell a row apart in columns that are no results, by their heads.

    Returns:
        A name for each row, in their order.
    """
    completed = [name for name, _ in names]
    for differences in (_data, _teachers, _groups, _settings, _ticks, _marks, partial(_varying, counts)):
        sharing: dict[str, list[int]] = defaultdict(list)
        for index, name in enumerate(completed):
            sharing[name].append(index)
        for name, indices in sharing.items():
            if len(indices) > 1:
                for index, more in zip(indices, differences([names[i][1] for i in indices]), strict=True):
                    completed[index] = ", ".join(filter(None, [name, more])) if more not in name else name
    return completed


def _data(rows: Sequence[Row]) -> list[str]:
    """The data trained on that cells of their own state, where they differ."""
    stated = [
        next((label.text for label in row.labels if label.kind is LabelKind.TRAINING_DATA), "")
        for row in rows
    ]
    kept = ["" if NO_DATA.fullmatch(text) or TICK.fullmatch(text) else text for text in stated]
    return kept if len(set(kept)) > 1 else [""] * len(rows)


def _teachers(rows: Sequence[Row]) -> list[str]:
    """The teachers of students that are alike: ``teacher NetA``."""
    names = [clean(teacher_of(row)) for row in rows]
    return [f"teacher {name}" if name else "" for name in names] if len(set(names)) > 1 else [""] * len(rows)


def _groups(rows: Sequence[Row]) -> list[str]:
    """What tells the groups of the rows apart: the data trained on, where each names some, else their words."""
    data = [_data_of_group(row) for row in rows]
    if all(data) and len(set(data)) > 1:
        return data
    return [
        next((bare for group in reversed(row.groups) if (bare := _group_name(group))), "") for row in rows
    ]


def _group_name(group: str) -> str:
    """What a group label says beyond its letter and what is measured: ``Cascade R-CNN``."""
    return " ".join(_OF_BLOCKS.sub(" ", remainder(PANEL.sub("", group))).split()).strip(" &")


def _data_of_group(row: Row) -> str:
    for group in reversed(row.groups):
        for term in find_terms(group):
            if term.facet is Facet.DATASET:
                return group[term.start : term.end]
    return ""


def _settings(rows: Sequence[Row]) -> list[str]:
    """The settings of the architecture in which the rows differ, such as ``depth 101``."""
    return _varying(
        lambda row: {label.head: label.text for label in row.labels if is_architecture(label)}, rows
    )


def _varying(stated: Callable[[Row], Mapping[str, str]], rows: Sequence[Row]) -> list[str]:
    """What rows state differently, each with its head."""
    settings = [stated(row) for row in rows]
    varying = {head for row in settings for head in row if len({other.get(head) for other in settings}) > 1}
    return [
        ", ".join(f"{head} {text}".strip() for head, text in row.items() if head in varying)
        for row in settings
    ]


def _marks(rows: Sequence[Row]) -> list[str]:
    """The footnote marks of labels that are alike without them: ``†`` may stand for other training data."""
    names = ([label.text for label in row.labels if label.kind is LabelKind.NAME] for row in rows)
    marks = [{mark for text in texts for mark in footnote_marks(without_citations(text))} for texts in names]
    shared = set.intersection(*marks)
    return ["".join(sorted(one - shared)) for one in marks]


def _ticks(rows: Sequence[Row]) -> list[str]:
    """Return what each row has ticked beyond the first of them, and what it lacks: ``GN``, ``no Mixup``.

    Where ticks are all that names the rows, a first one without any is what lacks the few parts that others have.
    """
    ticked = [
        [
            without_citations(label.head)
            for label in row.labels
            if label.kind is LabelKind.MARK and TICK.search(label.text)
        ]
        for row in rows
    ]
    first = ticked[0]
    parts = list(dict.fromkeys(head for row in ticked for head in row))
    is_named = any(label.kind is LabelKind.NAME for row in rows for label in row.labels)
    lacking = [] if is_named or len(parts) > _MOST_LACKING else parts
    return [
        ", ".join(
            [
                *(head for head in row if head not in first),
                *(f"no {head}" for head in (first if first or row else lacking) if head not in row),
            ]
        )
        for row in ticked
    ]
