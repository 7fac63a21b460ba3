"""LaTeXML's tabulars, and plain HTML tables, into `Table`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from extractors.documents.floats import Caption, Panel, Tabular, parse_caption
from extractors.documents.grid import MarkupCell, MarkupRow, build_grid
from extractors.documents.html.inline import HtmlInlineReader

_DEEPEST = 120
_ROW_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_ROW_GROUP_CLASSES = frozenset(("ltx_thead", "ltx_tbody", "ltx_tfoot"))
_PANEL_CLASSES = frozenset(("ltx_minipage", "ltx_figure_panel", "ltx_subfigure", "ltx_subtable"))
_SPAN_CLASS = re.compile(r"ltx_(row|col)span_(\d+)")
_MOST_SPAN_DIGITS = 4


def is_tabular(element: HtmlElement) -> bool:
    """Tell whether an element lays out rows and columns that are no equation."""
    classes = element.get("class", "")
    if "ltx_tabular" in classes.split():
        return True
    return element.tag == "table" and "ltx_eq" not in classes


def is_caption(element: HtmlElement) -> bool:
    """Tell whether an element is the caption of a float or table."""
    return element.tag in ("figcaption", "caption") or "ltx_caption" in element.get("class", "").split()


def read_tabular(element: HtmlElement, inline: HtmlInlineReader) -> Tabular:
    """Read rows, cells, spans, heads and bold marks of a tabular."""
    rows = [
        MarkupRow(tuple(_read_cell(cell, inline) for cell in _cells(row)), is_head)
        for row, is_head in _rows(element, is_head=False)
    ]
    return Tabular(build_grid(rows, covers_spans=False), anchor_of(element))


def read_float(element: HtmlElement, inline: HtmlInlineReader) -> Panel:
    """Read the captions, tabulars and other text of a figure, table or similar float."""
    panel = Panel()
    _fill(panel, element, inline, 0)
    return panel


def anchor_of(element: HtmlElement) -> str | None:
    """Return the id by which an element can be linked to: its own, or that of what it stands in."""
    current: HtmlElement | None = element
    while current is not None:
        if anchor := current.get("id"):
            return str(anchor)
        current = current.getparent()
    return None


def _fill(panel: Panel, element: HtmlElement, inline: HtmlInlineReader, depth: int) -> None:
    for child in element:
        if is_caption(child):
            panel.items.append(_read_caption(child, inline))
        elif is_tabular(child):
            panel.items.extend(captions_inside(child, inline))
            tabular = read_tabular(child, inline)
            if tabular.grid.cells:
                panel.items.append(tabular)
        elif depth > _DEEPEST or not _holds_parts(child):
            if text := inline.text(child):
                panel.notes.append(text)
        elif _is_panel(child):
            inner = Panel()
            _fill(inner, child, inline, depth + 1)
            panel.items.append(inner)
        else:
            _fill(panel, child, inline, depth + 1)


def _holds_parts(element: HtmlElement) -> bool:
    return any(is_caption(inner) or is_tabular(inner) for inner in element.iter())


def _is_panel(element: HtmlElement) -> bool:
    classes = element.get("class", "").split()
    is_part = element.tag == "figure" or not _PANEL_CLASSES.isdisjoint(classes)
    return is_part and any(is_caption(inner) for inner in element.iter())


def _read_caption(element: HtmlElement, inline: HtmlInlineReader) -> Caption:
    return parse_caption(inline.text(element))


def captions_inside(table: HtmlElement, inline: HtmlInlineReader) -> Iterator[Caption]:
    """Yield the ``<caption>`` that plain HTML keeps inside its tables."""
    return (_read_caption(child, inline) for child in table if child.tag == "caption")


def _rows(element: HtmlElement, *, is_head: bool) -> Iterator[tuple[HtmlElement, bool]]:
    for child in element:
        classes = child.get("class", "").split()
        if child.tag == "tr" or "ltx_tr" in classes:
            yield child, is_head
        elif child.tag in _ROW_GROUPS or not _ROW_GROUP_CLASSES.isdisjoint(classes):
            yield from _rows(child, is_head=child.tag == "thead" or "ltx_thead" in classes)


def _cells(row: HtmlElement) -> Iterator[HtmlElement]:
    return (cell for cell in row if cell.tag in ("td", "th") or "ltx_td" in cell.get("class", "").split())


def _read_cell(element: HtmlElement, inline: HtmlInlineReader) -> MarkupCell:
    classes = element.get("class", "").split()
    text = inline.text(element)
    return MarkupCell(
        text=text,
        row_span=_span(element, classes, "row"),
        column_span=_span(element, classes, "col"),
        is_header=element.tag == "th" or "ltx_th" in classes,
        is_bold=inline.is_bold(element, text),
        has_rule_above="ltx_border_t" in classes or "ltx_border_tt" in classes,
    )


def _span(element: HtmlElement, classes: list[str], direction: str) -> int:
    """Read a span from the attribute, or from the class that LaTeXML gives to cells that are no ``td``."""
    value = element.get(f"{direction}span", "")
    if not value:
        matches = (_SPAN_CLASS.fullmatch(name) for name in classes)
        value = next((match[2] for match in matches if match and match[1] == direction), "1")
    return int(value) if value.isdecimal() and len(value) <= _MOST_SPAN_DIGITS else 1
