"""Which caption belongs to which table of a float: the same for HTML and LaTeX."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from extractors.documents.checks import check_table
from extractors.documents.grid import Grid
from extractors.documents.model import Place, Table

_LABEL = re.compile(
    r"((?:Extended Data\s|Supplementary\s)?(?:Table|Tab\.|Figure|Fig\.|Algorithm|Listing)\s?"
    r"(?:[A-Z]{1,2}[.-]?)?\d+(?:\.\d+)*[a-z]?|TABLE\s[IVXLC]+)(?:\s*[.:|–—-]\s|\s*[.:]|\s|$)\s*",
    re.IGNORECASE,
)
_SUB_LABEL = re.compile(r"\(?[a-z\d]\)")


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption, its label apart."""

    label: str = ""
    """``Table 3`` or, below a part of a float, ``(a)``."""
    text: str = ""

    @property
    def full_text(self) -> str:
        """The caption as printed."""
        separator = " " if self.is_of_part else ": "
        return separator.join(part for part in (self.label, self.text) if part)

    @property
    def is_of_part(self) -> bool:
        """True for the caption of one part of a float, such as ``(a)``."""
        return not self.label or _SUB_LABEL.fullmatch(self.label) is not None

    @property
    def is_of_table(self) -> bool:
        """True for ``Table 3`` and its like."""
        return self.label.lower().startswith("tab")

    def below(self, outer: Caption) -> Caption:
        """Return this caption completed by that of the float around it."""
        if not self.is_of_part or outer == Caption():
            return self
        return Caption(outer.label, f"{outer.text} {self.full_text}".strip())


@dataclass(frozen=True, slots=True)
class Tabular:
    """A tabular read, and where it stands."""

    grid: Grid
    anchor: str | None


@dataclass(slots=True)
class Panel:
    """A float, or a part of one, with its content in order."""

    items: list[Caption | Tabular | Panel] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Text of the float that is neither caption nor table."""

    def all_captions(self) -> Iterator[Caption]:
        """Yield the captions of the float and its parts."""
        for item in self.items:
            if isinstance(item, Caption):
                yield item
            elif isinstance(item, Panel):
                yield from item.all_captions()

    def all_notes(self) -> Iterator[str]:
        """Yield the notes of the float and its parts."""
        yield from self.notes
        for item in self.items:
            if isinstance(item, Panel):
                yield from item.all_notes()

    def _captions(self) -> Iterator[tuple[int, Caption]]:
        r"""Yield the float's own captions and where they stand.

        A part that is nothing but the caption of a table is what becomes of ``\captionof`` in a page.
        """
        for index, item in enumerate(self.items):
            if isinstance(item, Caption):
                yield index, item
            elif isinstance(item, Panel) and all(isinstance(inner, Caption) for inner in item.items):
                yield from ((index, caption) for caption in item.all_captions() if caption.is_of_table)

    def _tables_inside(self) -> Iterator[Tabular]:
        """Yield the tables of the float and its parts, in their order."""
        for item in self.items:
            if isinstance(item, Panel):
                yield from item._tables_inside()
            elif not isinstance(item, Caption):
                yield item

    def tables(self, outer: Caption = Caption()) -> Iterator[tuple[Tabular, Caption, tuple[str, ...]]]:
        """Give each table of the float its caption.

        A single caption is that of everything in its panel. As many numbered ones as there are tables go to them in
        their order, wherever a page puts them. Else each table takes the last one before it when the panel starts with
        a caption, and the next one after it when not.

        Args:
            outer: The caption of the float around this panel.

        Yields:
            Each table with its caption and the notes printed in its panel.
        """
        captions = list(self._captions())
        numbered = list({caption.label: caption for _, caption in captions if caption.is_of_table}.values())
        inside = list(self._tables_inside())
        if len(numbered) == len(inside) > 1:
            yield from (
                (table, caption, tuple(self.notes)) for table, caption in zip(inside, numbered, strict=True)
            )
            return
        starts_with_caption = bool(captions) and captions[0][0] == 0
        for index, item in enumerate(self.items):
            if isinstance(item, Caption):
                continue
            before = [caption for at, caption in captions if at < index]
            after = [caption for at, caption in captions if at > index]
            nearest = (before[-1:] or after[:1]) if starts_with_caption else (after[:1] or before[-1:])
            caption = nearest[0].below(outer) if nearest else outer
            if isinstance(item, Panel):
                for table, inner_caption, inner_notes in item.tables(caption):
                    yield table, inner_caption, (*inner_notes, *self.notes)
            else:
                yield item, caption, tuple(self.notes)


def parse_caption(text: str) -> Caption:
    """Split a caption into its label and the rest: ``Table 3: Results`` has the label ``Table 3``."""
    if match := _LABEL.match(text):
        return Caption(match[1], text[match.end() :])
    if match := re.match(rf"({_SUB_LABEL.pattern})\s+", text):
        return Caption(match[1], text[match.end() :])
    return Caption("", text)


def is_table(grid: Grid, caption: Caption) -> bool:
    """Tell whether a tabular is a table, and not a mere way to set lines or pictures side by side."""
    if caption.is_of_table:
        return bool(grid.cells)
    return min(grid.row_count, grid.column_count) >= 2


def tables_of(panel: Panel, section: int | None, place_of: Callable[[str | None], Place]) -> list[Table]:
    """Return the tables of a float, checked; tabulars that only set lines or pictures side by side are left out.

    Args:
        panel: The float.
        section: Index of the section it stands in.
        place_of: Gives the place of an anchor.
    """
    return [
        table_of(tabular.grid, caption, notes, section, place_of(tabular.anchor))
        for tabular, caption, notes in panel.tables()
        if is_table(tabular.grid, caption)
    ]


def table_of(
    grid: Grid, caption: Caption, notes: tuple[str, ...], section: int | None, place: Place
) -> Table:
    """Return the table of a grid, checked."""
    return check_table(
        Table(
            cells=grid.cells,
            row_count=grid.row_count,
            column_count=grid.column_count,
            header_row_count=grid.header_row_count,
            label=caption.label,
            caption=caption.text,
            notes=notes,
            group_rows=grid.group_rows,
            section=section,
            place=place,
            damage=tuple(replace(damage, place=place) for damage in grid.damage),
        )
    )
