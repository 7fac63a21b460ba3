"""Columns that say of what kind the models beside them are: ``ConvNets``, ``Conv + TFM``, ``Token mixer: pooling``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from extractors.facts.grid import is_blank, is_numeric
from extractors.facts.naming import looks_like_a_name
from extractors.facts.table_view import Column, LabelKind

_CLASS_HEAD = re.compile(
    r"(?:(?:method|model|network|architecture|backbone|approach|arch\.)\s)?(?:type|kind|category|family|class|paradigm|domain|ablation)s?",
    re.IGNORECASE,
)
_KINDS = re.compile(
    r"(?:.*\b)?(?:(?:conv)?nets|networks|models|methods|architectures|transformers|[CR]NNs|ViTs|MLPs|LSTMs|detectors"
    r"|approaches|state[\s-]of[\s-]the[\s-]art|hybrids?)",
    re.IGNORECASE,
)
"""Kinds of models, which cells beside the models' names may say: ``ConvNets``, ``Hybrid``."""
_OF_KIND = (
    r"(?:conv(?:former|olution(?:al)?|net|\.)?|[CR]NN|transformer|TFM|ViT|MLP|SSM|LSTM|GAN|NAS|mamba|pooling|recurrent"
    r"|(?:self[\s-])?att(?:ention(?:al)?|n\.?)|neural|net(?:work)?|model|method|detector|architecture|hybrid|spatial"
    r"|channel|local|global|single|two|one|multi(?:ple)?|stage|scale|level|stem|isotropic|hierarchical|pyramid(?:al)?"
    r"|plain|only|pure|manual|auto(?:matic)?|hand|designed|searched|crafted|proposed|our"
    r"|[\w-]+[\s-](?:based|style|like|free))s?"
)
"""What names kinds of models, and no model among them."""
_IS_KIND = re.compile(rf"\W*{_OF_KIND}(?:[\s()+&/,-]+{_OF_KIND})*\W*", re.IGNORECASE)
_FEWEST_KINDS = 2


def class_columns(columns: Sequence[Column], texts: Mapping[int, Sequence[str]]) -> frozenset[int]:
    """Return the columns of kinds of models, which are the models' names only where no other column is.

    Args:
        columns: Those of a table.
        texts: Their cells in the rows of values.
    """
    named = [column for column in columns if column.label_kind is LabelKind.NAME]
    return frozenset(
        column.index
        for column in named
        if (_is_class(column, texts[column.index]) and not _tells_most(column, columns, texts))
        or _sorts(column, named[-1], texts)
        or _is_afterword(column, columns, texts)
    )


def variants_beside(
    classes: Collection[int], columns: Sequence[Column], texts: Mapping[int, Sequence[str]]
) -> Column | None:
    """Return the column of words that tells more of rows than the kind of ablation, where nothing else names them.

    Args:
        classes: The columns of kinds, from `class_columns`.
        columns: Those of the table.
        texts: Their cells in the rows of values.
    """
    if not classes or any(c.label_kind is LabelKind.NAME and c.index not in classes for c in columns):
        return None
    kinds = max(len(set(texts[index])) for index in classes)
    settings = (column for column in columns if column.label_kind is LabelKind.SETTING)
    return next(
        (c for c in settings if _are_words(texts[c.index]) and len(set(texts[c.index])) > kinds), None
    )


def _are_words(texts: Sequence[str]) -> bool:
    return sum(map(is_numeric, texts)) * 2 < sum(map(bool, texts))


def _is_class(column: Column, texts: Sequence[str]) -> bool:
    kinds = {text for text in texts if text}
    is_listed = not column.heads and _FEWEST_KINDS <= len(kinds) < len(texts)
    return _CLASS_HEAD.fullmatch(column.head.strip()) is not None or (
        is_listed and all(_KINDS.fullmatch(kind) for kind in kinds)
    )


def _tells_most(column: Column, columns: Sequence[Column], texts: Mapping[int, Sequence[str]]) -> bool:
    """True for the column of words that tells most rows apart: ``Ablation`` over ``NetA``, ``+ norm``, ``+ gate``."""
    words = [one.index for one in columns if one.label_kind in (LabelKind.NAME, LabelKind.SETTING)]
    others = (len(set(texts[index])) for index in words if index != column.index)
    return len(set(texts[column.index])) > max(others, default=0)


def _sorts(column: Column, names: Column, texts: Mapping[int, Sequence[str]]) -> bool:
    """True for kinds left of the names of models, each of which is of one kind: a method tried on all is a name."""
    if column.index >= names.index:
        return False
    kinds_of: dict[str, set[str]] = defaultdict(set)
    kind = ""
    for text, name in zip(texts[column.index], texts[names.index], strict=True):
        kind = text or kind
        if name and kind:
            kinds_of[name].add(kind)
    kinds = set().union(*kinds_of.values())
    if not _FEWEST_KINDS <= len(kinds) < len(kinds_of) or not all(map(_IS_KIND.fullmatch, kinds)):
        return False
    named = sum(map(looks_like_a_name, kinds_of))
    return 2 * named > len(kinds_of) and all(len(one) == 1 for one in kinds_of.values())


def _is_afterword(column: Column, columns: Sequence[Column], texts: Mapping[int, Sequence[str]]) -> bool:
    """True for what is said of models right of all their numbers, where the first column tells them apart."""
    values = [one.index for one in columns if one.label_kind is None]
    if not values or column.index < max(values):
        return False
    first = columns[0]
    names = [text for text in texts[first.index] if text]
    kinds = {text for text in texts[column.index] if not is_blank(text)}
    return first.label_kind is LabelKind.NAME and len(kinds) < len(set(names)) == len(names)
