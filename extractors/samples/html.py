"""A sample paper as HTML, in the markup LaTeXML gives the papers on arXiv."""

from __future__ import annotations

from html import escape
from itertools import count

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from extractors.documents.model import Cell
from extractors.samples import formula
from extractors.samples.citations import citation_parts
from extractors.samples.markup import Footnote, Inline, Math, SampleCitation, Styled, TableNumber, Text, parse
from extractors.samples.source import NOTICE, PrintedTable, SamplePaper

_TEMPLATES = Environment(
    loader=PackageLoader("extractors.samples"), autoescape=True, trim_blocks=True, lstrip_blocks=True
)

_STYLES = {
    "strong": '<span class="ltx_text ltx_font_bold">{}</span>',
    "emphasis": '<em class="ltx_emph ltx_font_italic">{}</em>',
    "superscript": '<sup class="ltx_sup">{}</sup>',
    "subscript": '<sub class="ltx_sub">{}</sub>',
}

_REFERENCE = '<a href="#T{0}" title="" class="ltx_ref"><span class="ltx_text ltx_ref_tag">{0}</span></a>'


def render_html(paper: SamplePaper) -> str:
    """Return a paper as one HTML page."""
    footnote_numbers = count(1)

    def render(elements: tuple[Inline, ...]) -> str:
        return "".join(element_html(element) for element in elements)

    def element_html(element: Inline) -> str:
        match element:
            case Text(text):
                return escape(text, quote=False)
            case Styled(style, children):
                return _STYLES[style].format(render(children))
            case Math(tex):
                mathml = formula.to_mathml(formula.parse(tex))
                return f'<math class="ltx_Math" alttext="{escape(tex)}" display="inline">{mathml}</math>'
            case SampleCitation():
                return _citation_html(element, paper)
            case TableNumber(table_id):
                return _REFERENCE.format(paper.table_number(table_id))
            case Footnote(children):
                return _footnote_html(next(footnote_numbers), render(children))

    return _TEMPLATES.get_template("paper.html.j2").render(
        paper=paper,
        notice=NOTICE,
        inline=lambda source: Markup(render(parse(source))),  # noqa: S704
        rows=_rows,
        cell_class=_cell_class,
    )


def _rows(table: PrintedTable, *, is_header: bool) -> list[list[Cell]]:
    """Group the cells that begin in each header or body row."""
    rows = range(table.header_row_count) if is_header else range(table.header_row_count, table.row_count)
    return [[cell for cell in table.cells if cell.row == row] for row in rows]


def _cell_class(cell: Cell, table: PrintedTable) -> str:
    names = ["ltx_td", "ltx_align_left" if cell.column == 0 else "ltx_align_center"]
    if cell.row == 0:
        names.append("ltx_border_tt")
    elif table.framed or cell.row in table.rules:
        names.append("ltx_border_t")
    if cell.row + cell.row_span == table.row_count:
        names.append("ltx_border_bb")
    if table.framed:
        names.append("ltx_border_r")
    return " ".join(names)


def _citation_html(citation: SampleCitation, paper: SamplePaper) -> str:
    macro = "citet" if citation.is_narrative else "citep"
    content = "".join(
        f'<a href="#bib.bib{number}" title="" class="ltx_ref">{text}</a>' if number else escape(text)
        for text, number in citation_parts(citation, paper)
    )
    return f'<cite class="ltx_cite ltx_citemacro_{macro}">{content}</cite>'


def _footnote_html(number: int, content: str) -> str:
    mark = f'<sup class="ltx_note_mark">{number}</sup>'
    return (
        f'<span id="footnote{number}" class="ltx_note ltx_role_footnote">{mark}<span class="ltx_note_outer">'
        f'<span class="ltx_note_content">{mark}<span class="ltx_tag ltx_tag_note">{number}</span>'
        f"{content}</span></span></span>"
    )
