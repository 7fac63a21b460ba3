"""A sample paper as PDF, typeset with Typst (a development dependency; the shipped files need it no more)."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, time

import typst
from jinja2 import Environment, PackageLoader

from extractors.documents.model import Cell
from extractors.samples import formula
from extractors.samples.citations import citation_text
from extractors.samples.markup import Footnote, Inline, Math, SampleCitation, Styled, TableNumber, Text, parse
from extractors.samples.source import NOTICE, PrintedTable, SamplePaper

_TEMPLATES = Environment(  # noqa: S701  (Typst, not HTML: texts are escaped by `_escaped`)
    loader=PackageLoader("extractors.samples"), trim_blocks=True, lstrip_blocks=True
)

_STYLES = {
    "strong": "#strong[{}]",
    "emphasis": "#emph[{}]",
    "superscript": "#super[{}]",
    "subscript": "#sub[{}]",
}

_SPECIAL = re.compile(r"([\\#$*_\[\]<>@`~/=+\-])")


def render_pdf(paper: SamplePaper) -> bytes:
    """Return a paper as a PDF; the same source gives the same bytes with the same version of Typst."""
    source = typst_source(paper)
    pdf = typst.compile(
        source.encode(),
        format="pdf",
        ignore_system_fonts=True,
        pdf_tags=False,
        timestamp=datetime.combine(paper.published_on, time(), UTC),
    )
    assert isinstance(pdf, bytes)  # noqa: S101  (only page images come as a list)
    return pdf


def typst_source(paper: SamplePaper) -> str:
    """Return a paper as a Typst document."""
    return _TEMPLATES.get_template("paper.typ.j2").render(
        paper=paper,
        notice=NOTICE,
        typst=lambda source: _render(parse(source), paper),
        escaped=_escaped,
        quoted=lambda text: json.dumps(text, ensure_ascii=False),
        rows=_rows,
    )


def _rows(table: PrintedTable) -> list[list[Cell]]:
    """Group the cells that begin in each row."""
    return [[cell for cell in table.cells if cell.row == row] for row in range(table.row_count)]


def _render(elements: tuple[Inline, ...], paper: SamplePaper) -> str:
    return "".join(_element(element, paper) for element in elements)


def _element(element: Inline, paper: SamplePaper) -> str:
    match element:
        case Text(text):
            return _escaped(text)
        case Styled(style, children):
            return _STYLES[style].format(_render(children, paper))
        case Math(tex):
            return f"${formula.to_typst(formula.parse(tex))}$"
        case SampleCitation():
            return _escaped(citation_text(element, paper))
        case TableNumber(table_id):
            return str(paper.table_number(table_id))
        case Footnote(children):
            return f"#footnote[{_render(children, paper)}]"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
