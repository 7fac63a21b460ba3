"""What is asked about one number of a table to tell whose it is: its names, its row, and the rows beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.catalog import networks
from extractors.catalog.terms import Facet, terms_of
from extractors.facts.citations import has_citation
from extractors.facts.naming import footnote_marks, is_change, looks_like_a_name
from extractors.facts.results.distillation import Role, role_of_column, teaches
from extractors.facts.results.owner_words import explanations, ran_all_again, says_own
from extractors.facts.results.sibling_rows import SiblingRows, kinds_of, name_texts
from extractors.facts.table_view import Column, LabelKind, Row

_VARIANT = re.compile(r"\s*(?:[+\-−–&↳]|w/|w/o|with|without|no\b|non|only|default|full|all\b)", re.IGNORECASE)
_COMPONENT_ALONE = re.compile(r"\s*(?:\+|[-−–]\s)")
_LEADING_NUMBER = re.compile(r"[\d.]+\s?[×x]?\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class PaperSays:
    """What is written in a paper that may bear on whose its numbers are."""

    paragraphs: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()


class OwnerQuestion:
    """One number of a table whose owner is asked for: what names it, and the rows beside it."""

    def __init__(self, siblings: SiblingRows, said: PaperSays, row: Row, column: Column, cell: str) -> None:
        self.siblings = siblings
        self.row = row
        self.column = column
        self.cell = cell
        self._said = said

    @cached_property
    def texts(self) -> list[str]:
        """The texts that name the row; a variant is named by its group as well."""
        texts = name_texts(self.row, self.column) or [self.column.head]
        groups = self.row.groups
        if groups and _is_variant(self.row, texts) and self._is_model(groups[-1]):
            return [groups[-1], *texts]
        return texts

    def _is_model(self, group: str) -> bool:
        return self.siblings.names_own(group) or self.siblings.names.names_cited(group)

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
        return [text for text in self.texts if text not in self.siblings.shared_texts] or self.texts

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
        return [note for mark in footnote_marks(text) for note in explanations(self.siblings.notes, mark)]

    def names_own_model(self) -> bool:
        """True where a label without citation carries a name of the paper's own, and is no family of cited rows."""
        return any(
            self.siblings.names_own(text) and not has_citation(text) and self._is_telling(text)
            for text in self.texts
        )

    def _is_telling(self, own: str) -> bool:
        """False for an own name that stands for more rows than a cited one does: a family that others belong to."""
        counts = self.siblings.text_counts
        cited = [counts[text] for text in self.texts if has_citation(text)]
        if own == self.texts[-1] and has_citation(self.texts[0]):
            return True
        return not cited or counts[own] <= min(cited)

    def cites_a_component(self) -> bool:
        """True where what is cited is added to a row of the paper's own, or alone names the row."""
        # A component that is taken away is cited, too: ``- mixup [4]``.
        is_added = _COMPONENT_ALONE.match(self._telling[0]) and not has_citation(self.row.base)
        cited = next(filter(has_citation, self._whole), self._telling[0])
        base = self.row.base
        return bool(is_added) or self.siblings.names_own(base) or self.siblings.adds_to_own(cited)

    def is_variant(self) -> bool:
        """True for ``no dropout``, ``+ mixup`` and ``3``."""
        return _is_variant(self.row, self.texts)

    def is_named_by_others(self) -> bool:
        """True for the name of a network that the catalog knows or the paper cites."""
        is_cited = self.siblings.names.names_cited(self.name)
        return is_cited or networks.find(self.texts[0]) is not None

    def is_of_cited_method(self) -> bool:
        """True for ``NetQ [4]`` among heads that name the paper's own method: rows are what both were tried on."""
        head = self.column.heads[-1] if self.column.heads else ""
        if not (has_citation(head) and self.siblings.names.names_cited(head)) or terms_of(
            head, Facet.DATASET
        ):
            return False
        return (
            not self._are_run_here
            and self.siblings.has_own_columns
            and not any(map(has_citation, self.texts))
        )

    @property
    def _are_run_here(self) -> bool:
        """True where caption or text say that the paper ran what it compares."""
        return self.siblings.all_own or self.all_are_run_again()

    def is_teacher(self) -> bool:
        """True for the score of a teacher by itself, beside students."""
        return teaches(self.row.labels) and role_of_column(self.column) is Role.TEACHER

    def is_of_rival_teaching(self) -> bool:
        """True for the students of other methods in the heads beside the paper's own, unless they were run again."""
        is_method = teaches(self.row.labels) and role_of_column(self.column) is None
        return is_method and self.siblings.has_own_columns and not self._are_run_here

    def is_said_to_be_quoted(self) -> bool:
        """True where the caption names the row and says where its numbers are from."""
        is_added = self.siblings.adds_to_a_row(self.texts[0])
        return not is_added and self.siblings.is_said_to_be_quoted(self.name)

    def says_own(self) -> bool:
        """True for ``NetA (ours)``, and beside a kind that says so: ``Hybrid (ours)``."""
        return any(says_own(text) for text in (*self.texts, *self.references, *kinds_of(self.row)))

    def all_are_run_again(self) -> bool:
        """True where the paper says that it trained the models of others again."""
        # What the caption of another table says holds for the models that the paper's own rows build on.
        return ran_all_again(self._said.paragraphs) or (
            ran_all_again(self._said.captions) and self.siblings.is_base_of_own(self.texts[0])
        )


def _is_variant(row: Row, texts: Sequence[str]) -> bool:
    """True for rows that vary a model named elsewhere."""
    name = _LEADING_NUMBER.sub("", texts[0], count=1)
    return bool(row.base or _VARIANT.match(name) or is_change(name)) or not looks_like_a_name(name)
