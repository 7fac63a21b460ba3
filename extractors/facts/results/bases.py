"""Which one model the rows of a table vary, by its caption or its corner."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from extractors.catalog import networks
from extractors.facts.citations import without_citations
from extractors.facts.naming import NamedModel, is_change, looks_like_a_name, name_key, named_models
from extractors.facts.paper_names import PaperNames
from extractors.facts.table_view import LabelKind, Row, TableView

_ABLATES = re.compile(
    r"\b(?:ablat\w*|effects?|impact|influence|different|various|vary\w*|variants?)\b", re.IGNORECASE
)
_CALLED_MODEL = re.compile(
    r"\bfor (?:the )?(?:model|network|architecture|backbone) (?P<name>[A-Z]\w*[-/]\w+)"
)
_HEADING = re.compile(
    r"\s*(?:Tab(?:le|\.)\s?\w+\s?[:.])?\s*(?P<text>.*?[\w)\]])(?:\s?\.(?=\s|\Z)|\Z)", re.IGNORECASE
)
"""The first sentence of a caption, without label."""
_IS_ABOUT = re.compile(r"\b(?:on|of|for|using|with|based on)\s(?:the\s|an?\s)?(?:\w+ed\s)?\Z", re.IGNORECASE)
_SIZED = re.compile(r"\s(?=[\d(])")
"""Where what follows a name begins: ``Static (wide)``, ``Dense 5×``."""
_BASELINE = re.compile(r"(?:the\s)?(?:baseline|vanilla|plain)s?(?:\s(?:model|network))?", re.IGNORECASE)
_JOINS = re.compile(r"\b(?:with|using|use|on|for|of|based|under|adopting|as)\b|\(", re.IGNORECASE)
_SEPARATES = re.compile(r"\b(?:and|or|vs|versus|to|than|compar\w+|while|whereas)\b|[.;/]", re.IGNORECASE)
"""What stands between two names of a caption that are no two parts of one model."""


def model_of_caption(caption: str, names: PaperNames, *, has_baseline: bool = False) -> str:
    """Return the one model that a caption names, an own one before those of others, in its longest form.

    Args:
        caption: The caption.
        names: The model names of the paper.
        has_baseline: Whether a row is a baseline and no more: then what the rows add to is a model of others.

    Returns:
        The name, empty where the caption names none that is known, or several.
    """
    text = without_citations(caption)
    if called := _CALLED_MODEL.search(text):
        return called["name"]
    found = list(named_models(text))
    kinds: tuple[Callable[[str], bool], ...] = (
        names.names_own,
        lambda name: names.names_cited(name) or networks.find(name) is not None,
    )
    for is_known in reversed(kinds) if has_baseline else kinds:
        known = [named for named in found if is_known(named.name)]
        if known:
            return _one_model(text, known) or _one_of_heading(text, known)
    return ""


def _one_of_heading(caption: str, named: Sequence[NamedModel]) -> str:
    """The one model that the first sentence of a caption is about: ``Detection with NetA.``."""
    heading = _HEADING.match(caption)
    within = [one for one in named if heading and heading.start("text") <= one.start < heading.end()]
    model = _one_model(caption, within) if within else ""
    return model if heading and model and is_about(model, heading["text"]) else ""


def has_baseline(view: TableView) -> bool:
    """Tell whether some row is called a baseline and nothing else."""
    labels = (label.text for row in view.rows for label in row.labels[:1])
    return any(_BASELINE.fullmatch(without_citations(text)) for text in labels)


def corner_model(view: TableView, names: PaperNames) -> str:
    """Return the model that the head of the first label column names and nothing else."""
    corner = without_citations(view.columns[0].head).strip() if view.columns else ""
    is_name = [named.name for named in named_models(corner)] == [corner]
    return corner if is_name and (names.names_own(corner) or names.names_cited(corner)) else ""


def is_ablation(caption: str) -> bool:
    """Tell whether a caption says that its table varies one model."""
    return _ABLATES.search(caption) is not None


def is_about(model: str, caption: str) -> bool:
    """Tell whether a caption is on one model: ``Results of pruning on VGG-16``."""
    before, found, _ = without_citations(caption).partition(model)
    return bool(found) and _IS_ABOUT.search(before) is not None


def is_compared(model: str, view: TableView) -> bool:
    """Tell whether a model stands in a row of its own: then rows of other names are no variants of it."""
    key = name_key(model)
    labels = (label.text for row in view.rows for label in row.labels if label.kind is LabelKind.NAME)
    return bool(key) and any(name_key(text)[: len(key)] == key for text in labels)


def is_variant_of(model: str, name: str, row: Row, names: PaperNames, *, has_rivals: bool = False) -> bool:
    """Tell whether a row varies a model, by a label that names no other.

    What the paper's own name without a size stands for is built into the models of others: ``WeftNorm``.

    Args:
        model: The model.
        name: The name of the row.
        row: The row.
        names: The model names of the paper.
        has_rivals: Whether the model is compared with others: then a row that looks like a name is one of them.

    Returns:
        True where it does.
    """
    if name_key(model)[:1] == name_key(name)[:1]:
        return False
    if has_rivals and not row.base and looks_like_a_name(_SIZED.split(name, maxsplit=1)[0]):
        return False
    labels = [label.text for label in row.labels if label.kind is LabelKind.NAME]
    if row.base or (labels and not any(map(_names_one, labels))):
        return not names.names_own(row.base) and not names.names_cited(row.base)
    is_sized = any(map(str.isdigit, "".join(labels)))
    is_own_part = bool(labels) and not is_sized and not names.names_own(model)
    return (is_own_part or not names.names_own(name)) and not names.names_cited(name)


def _names_one(label: str) -> bool:
    return looks_like_a_name(label) and not is_change(label)


def _one_model(text: str, named: Sequence[NamedModel]) -> str:
    """The model that names in a text are of together, such as a detector and its backbone; empty if of several."""
    names = dict.fromkeys(one.name for one in named)
    whole = [name for name in names if not any(name != one and one.startswith(name) for one in names)]
    if len(whole) == 1:
        return whole[0]
    first = [next(one for one in named if one.name == name) for name in whole]
    between = [text[left.end : right.start] for left, right in pairwise(first)]
    are_parts = all(_JOINS.search(gap) and not _SEPARATES.search(gap) for gap in between)
    return " ".join(whole) if are_parts else ""
