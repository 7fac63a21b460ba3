"""The model a number belongs to, put together from labels, groups and heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from extractors.catalog.terms import Facet, find_terms
from extractors.facts.citations import has_citation, without_citations
from extractors.facts.naming import without_marks
from extractors.facts.results.ownership import _OWN_WORDS, _QUOTED_WORDS
from extractors.facts.results.protocol import protocols_of
from extractors.facts.tables import Column, Label, LabelKind, Row

_NOT_A_NAME = frozenset(
    {
        Facet.DATASET,
        Facet.METRIC,
        Facet.COST,
        Facet.SPLIT,
        Facet.PART,
        Facet.TASK,
        Facet.REGIME,
        Facet.DIFFERENCE,
    }
)
_FILLERS = re.compile(
    r"\b(?:score|scores|results?|on|of|in|set|the|top|single|models?|methods?|ensembles?|performance|crop|test|crops)\b|[()\[\]%,;:↑↓|/]|(?<!\w)[-–](?!\w)",
    re.IGNORECASE,
)
_TICK = re.compile(r"[✓✔√]|yes|true", re.IGNORECASE)


def model_name(row: Row, column: Column, is_label_metric: bool) -> str:
    """Return the model's name as printed, completed from group and head where the label alone names none.

    Args:
        row: The number's row.
        column: Its column.
        is_label_metric: True when the row label names the metric: then the model stands in the heads.
    """
    head = head_remainder(column)
    if is_label_metric:
        return head or " ".join(row.groups)
    labels = [label for label in row.labels_of(column.index) if label.kind is LabelKind.NAME]
    name = ", ".join(_label_name(label) for label in labels)
    if row.base:
        name = f"{_clean(row.base)} {name}"
    elif _needs_more(name) and row.groups and not _is_about_ownership(row.groups[-1]):
        group = _remainder(row.groups[-1])
        name = f"{group} {name}".strip() if group else name
    return f"{name} ({head})" if head and name else name or head


def head_remainder(column: Column) -> str:
    """Return what column heads say beyond data set, metric, split and protocol, such as ``ViT-B``."""
    kept = [_remainder(head) for head in column.heads]
    return " ".join(
        text for text in kept if text and not _is_protocol(text) and not _is_about_ownership(text)
    )


def distinguished(names: Iterable[tuple[str, Row]]) -> list[str]:
    """Complete names that several rows share by what tells the rows apart: group, settings, ticks."""
    rows = list(names)
    for extra in (_group_text, _settings_text, _ticks_text):
        counts = Counter(name for name, _ in rows)
        rows = [
            (
                f"{name}, {more}" if counts[name] > 1 and (more := extra(row)) and more not in name else name,
                row,
            )
            for name, row in rows
        ]
    return [name for name, _ in rows]


def extra_training_data(row: Row) -> str:
    """Return the training data a row states, as printed."""
    return ", ".join(label.text for label in row.labels if label.kind is LabelKind.TRAINING_DATA)


def _label_name(label: Label) -> str:
    text = _clean(label.text)
    return (
        f"{label.head} {text}" if label.head and not any(character.isalpha() for character in text) else text
    )


def _clean(text: str) -> str:
    return without_marks(without_citations(text))


def _needs_more(name: str) -> bool:
    """True for labels that name no model by themselves: ``with BOOKS + WIKI``, ``50``, ``+ mixup``."""
    return (
        not name
        or not any(character.isupper() for character in name)
        or not name[0].isalpha()
        or name[0].islower()
    )


def _remainder(text: str) -> str:
    kept, position = [], 0
    for term in find_terms(text):
        if term.facet in _NOT_A_NAME and term.start >= position:
            kept.append(text[position : term.start])
            position = term.end
    kept.append(text[position:])
    bare = " ".join(_FILLERS.sub(" ", _clean(" ".join(kept)) if any(kept) else "").split())
    return bare if any(character.isalnum() for character in bare) else ""


def _is_protocol(text: str) -> bool:
    return bool(protocols_of(text)) and len(text) <= 24


def _is_about_ownership(text: str) -> bool:
    return bool(_OWN_WORDS.search(text) or _QUOTED_WORDS.search(text)) and not has_citation(text)


def _group_text(row: Row) -> str:
    return next((bare for group in reversed(row.groups) if (bare := _remainder(group))), "")


def _settings_text(row: Row) -> str:
    return ", ".join(f"{label.head} {label.text}" for label in row.labels if label.kind is LabelKind.SETTING)


def _ticks_text(row: Row) -> str:
    return ", ".join(
        label.head for label in row.labels if label.kind is LabelKind.MARK and _TICK.search(label.text)
    )
