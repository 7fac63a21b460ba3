"""The inspection page shows what was read where it is printed, and nothing of a paper escapes into its markup."""

from __future__ import annotations

import lxml.html
import pytest
from lxml.html import HtmlElement

from extractors.documents import read
from extractors.documents.model import Cell, Damage, Document, Format, Paragraph, Place, Section, Table
from extractors.extract import extract
from extractors.facts import compute, results
from extractors.inspection import inspection_page
from extractors.records import Evidence, PaperRecord, ReportedResult
from extractors.samples import sample_folder

HOSTILE = "<script>alert('x')</script>\"' onload=&"
PAPER = PaperRecord("file:paper", title=HOSTILE)


def inspected(name: str) -> tuple[Document, HtmlElement]:
    """Return a sample paper and its inspection page."""
    data = (sample_folder() / name).read_bytes()
    document = read(data, name)
    page = inspection_page(
        extract(data, name).paper, document, results.extract(document), compute.extract(document), data
    )
    return document, lxml.html.document_fromstring(page)


@pytest.fixture(scope="module", params=["sample-resnet-2015.pdf", "sample-transformer-2017.html"])
def sample(request: pytest.FixtureRequest) -> tuple[Document, HtmlElement]:
    return inspected(request.param)


def test_every_table_is_shown_cell_by_cell(sample: tuple[Document, HtmlElement]) -> None:
    document, page = sample
    shown = page.xpath("//article[contains(@class, 'table')]")
    assert len(shown) == len(document.tables) > 0
    by_key = {article.get("id"): article for article in shown}
    for number, table in enumerate(document.tables):
        cells = by_key[f"t{number}"].xpath(".//*[self::td or self::th][@id]")
        assert sorted(cell.text_content() for cell in cells) == sorted(cell.text for cell in table.cells)


def test_every_fact_leads_to_where_it_was_read(sample: tuple[Document, HtmlElement]) -> None:
    _, page = sample
    rows = page.xpath("//section[@id='facts']//tr[@id]")
    targets = [row.xpath(".//td[@class='where']/a/@href")[0].removeprefix("#") for row in rows]
    assert targets
    ids = set(page.xpath("//@id"))
    assert set(targets) <= ids
    assert sum(target.startswith(("t", "p")) for target in targets) == len(targets)


def test_ids_are_unique_and_every_inner_link_leads_somewhere(sample: tuple[Document, HtmlElement]) -> None:
    _, page = sample
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = {link.removeprefix("#") for link in page.xpath("//@href") if link.startswith("#")}
    assert links <= set(ids)


def test_nothing_is_loaded_from_elsewhere(sample: tuple[Document, HtmlElement]) -> None:
    _, page = sample
    assert all(source.startswith("data:") for source in page.xpath("//@src"))
    assert page.xpath("//link") == []


def test_each_pdf_page_is_a_picture_under_its_boxes() -> None:
    document, page = inspected("sample-resnet-2015.pdf")
    figures = page.xpath("//figure")
    assert len(figures) == document.page_count
    assert all(
        figure.xpath("./img[starts-with(@src, 'data:image/webp')][@loading='lazy']") for figure in figures
    )
    boxes = page.xpath("//rect[contains(@class, 'cell')]/@data-mark")
    assert len(boxes) == sum(len(table.cells) for table in document.tables)


def test_texts_of_the_paper_stay_texts() -> None:
    place = Place(anchor="S1.T1")
    table = Table(
        cells=(Cell(0, 0, HOSTILE, column_span=2), Cell(1, 0, HOSTILE), Cell(1, 1, "76.3")),
        row_count=2,
        column_count=3,
        header_row_count=1,
        label=HOSTILE,
        caption=HOSTILE,
        notes=(HOSTILE,),
        place=place,
        damage=(Damage("digits_lost", HOSTILE, place),),
    )
    document = Document(
        Format.HTML,
        title=HOSTILE,
        authors=(HOSTILE,),
        sections=(Section(HOSTILE),),
        paragraphs=(Paragraph(HOSTILE, section=0),),
        tables=(table,),
        references=(HOSTILE,),
        damage=(Damage("latexml_error", HOSTILE),),
    )
    evidence = Evidence(HOSTILE, anchor="S1.T1", table_label=HOSTILE, row=1, column=1)
    result = ReportedResult(
        HOSTILE, HOSTILE, 76.3, HOSTILE, is_error=False, is_own=True, evidence=evidence, confidence=0.5
    )
    page = lxml.html.document_fromstring(inspection_page(PAPER, document, [result], [], b""))
    assert [script.text.split()[0] for script in page.xpath("//script")] == ["//"]
    assert page.xpath("//@onload") == []
    assert page.xpath("//th[@colspan='2']/text()") == [HOSTILE]
    assert page.xpath("//td[@id='t0r1c1']/a/@href") == ["#result-1"]
    assert len(page.xpath("//td[contains(@class, 'hole')]")) == 2


def test_a_document_without_anything_has_a_page() -> None:
    page = inspection_page(PAPER, Document(Format.HTML), [], [], b"")
    assert "Nothing was extracted." in page
