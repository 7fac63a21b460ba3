"""Which columns of a table describe their rows, and how: by names, settings, ticks, training data or references."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.catalog.terms import Facet, find_terms
from extractors.facts.citations import is_citation
from extractors.facts.grid import is_blank, is_numeric
from extractors.facts.naming import looks_like_a_name
from extractors.facts.table_view import LabelKind, names_quantity

_MARK = re.compile(r"[\s✓✔√✗✘×xXoO•◦✕y\-–—]|yes|no|true|false|w/|w/o", re.IGNORECASE)
_TICK = re.compile(r"[✓✔√]")
_NAME_HEAD = re.compile(
    r"\b(?:models?|methods?|backbones?|networks?|nets?|arch\w*|detectors?|frameworks?|systems?|encoders?"
    r"|approach\w*|algorithms?|names?|teams?)\b",
    re.IGNORECASE,
)
_STATED = re.compile(r"\d[\d.,]*\s?[kKM]?[\s-]?[A-Za-z]")
_ADDED = re.compile(r"\+\s?\d{1,2}\s[A-Z]")
"""``+1 NL``: what a row adds, no number."""


def label_kind(column: int, heads: Sequence[str], texts: Sequence[str]) -> LabelKind | None:
    """Return what the cells of a column say about their rows, None where they are values.

    Args:
        column: Its place in the table.
        heads: Its heads, the outermost first.
        texts: Its cells below the heads, blank ones too.
    """
    content = _Content(column, heads, texts)
    return next((kind for applies, kind in _KINDS if applies(content)), LabelKind.SETTING)


def names_models(head: str) -> bool:
    """Tell whether a head says that names of models stand below it: ``Method``, ``Backbone``."""
    return _NAME_HEAD.search(head) is not None


@dataclass(frozen=True)
class _Content:
    """The heads and cells of one column, and how many cells are of which kind."""

    column: int
    heads: Sequence[str]
    texts: Sequence[str]

    @cached_property
    def cells(self) -> Sequence[str]:
        """The cells with a text."""
        return [text for text in self.texts if text]

    @cached_property
    def settings(self) -> frozenset[str]:
        """The settings that the innermost head names."""
        terms = find_terms(self.heads[-1]) if self.heads else ()
        return frozenset(term.term_id for term in terms if term.facet is Facet.SETTING)

    @cached_property
    def has_quantity(self) -> bool:
        """Whether a head names something that is counted or measured."""
        return any(map(names_quantity, self.heads))

    @cached_property
    def numbers(self) -> int:
        """How many cells are numbers."""
        return sum(is_numeric(text) and not _ADDED.match(text) for text in self.cells)

    @cached_property
    def words(self) -> int:
        """How many cells are words."""
        return len(self.cells) - self.numbers - sum(is_blank(text) for text in self.cells)

    @property
    def is_measured(self) -> bool:
        """Whether mostly numbers stand below a head that names a quantity."""
        return self.has_quantity and self.numbers > self.words

    @property
    def are_numbers(self) -> bool:
        """Whether no more words than numbers stand in the column; a quantity in the head makes up for no numbers."""
        return self.numbers >= self.words and bool(self.numbers or self.has_quantity)


def _are_references(content: _Content) -> bool:
    # ``published`` above scores says whose they are, and above years when.
    is_headed = bool(content.settings & {"reference", "year"}) and not content.is_measured
    return is_headed or (content.column > 0 and 2 * sum(map(is_citation, content.cells)) > len(content.cells))


def _are_training_data(content: _Content) -> bool:
    is_headed = "training_data" in content.settings and not content.has_quantity
    return is_headed and content.column > 0 and content.words >= content.numbers


def _are_marks(content: _Content) -> bool:
    # A first column that is ticked in every row names what they all are.
    ticks = sum(_TICK.match(text) is not None for text in content.cells)
    is_part = content.column > 0 or 0 < ticks < len(content.texts)
    return is_part and bool(content.cells) and all(map(_MARK.fullmatch, content.cells))


def _are_numbers_of_settings(content: _Content) -> bool:
    # Under ``100 epochs`` stands what came of them.
    is_stated = bool(content.heads) and _STATED.match(content.heads[-1]) is not None
    is_setting = bool(content.settings - {"training_data"}) and not content.has_quantity and not is_stated
    return content.are_numbers and is_setting


def _are_names(content: _Content) -> bool:
    are_like_names = 2 * sum(map(looks_like_a_name, content.cells)) >= content.words
    is_headed = bool(content.heads) and names_models(content.heads[-1])
    if content.settings:
        return are_like_names and is_headed
    return are_like_names or is_headed or not content.heads


_KINDS: tuple[tuple[Callable[[_Content], bool], LabelKind | None], ...] = (
    (_are_references, LabelKind.REFERENCE),
    (_are_training_data, LabelKind.TRAINING_DATA),
    (_are_marks, LabelKind.MARK),
    (lambda content: content.column == 0 and content.is_measured, None),
    (lambda content: content.column == 0, LabelKind.NAME),
    (_are_numbers_of_settings, LabelKind.SETTING),
    (lambda content: content.are_numbers or not content.words, None),
    (_are_names, LabelKind.NAME),
)
"""The first case that applies tells the kind; words that are no names are settings."""
