"""Glyphs whose font does not say which characters they are."""

from __future__ import annotations

import pytest

from extractors.documents.contradictions import UNREADABLE
from extractors.documents.model import Document, Table
from extractors.documents.pdf import read_pdf
from extractors.documents.pdf.glyphs import decoded, identity, readable

FILLER = "Some more words so that the page holds enough text to be a page of text."

_BOX = "500 0 0 0 500 700 d1 50 0 400 700 re f"


def pdf_of(*placed: tuple[str, float, float, float, str]) -> bytes:
    """Return a page with texts at places: font (F for Helvetica, G for one without a map), size, x, y, text."""
    content = "".join(
        f"BT /{font} {size} Tf {x} {y} Td ({text}) Tj ET\n" for font, size, x, y, text in placed
    )
    names = ("/glyphA", "/glyphB", "/glyphC", "/glyphD")
    procedures = " ".join(f"{name} 7 0 R" for name in names)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        " /Resources << /Font << /F 5 0 R /G 6 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /Font /Subtype /Type3 /Name /Lost /FontBBox [0 0 500 700] /FontMatrix [.001 0 0 .001 0 0]"
        f" /FirstChar 1 /LastChar 4 /Widths [500 500 500 500] /CharProcs << {procedures} >> /Resources << >>"
        f" /Encoding << /Type /Encoding /Differences [1 {' '.join(names)}] >> >>",
        f"<< /Length {len(_BOX)} >>\nstream\n{_BOX}\nendstream",
    ]
    data, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return (data + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}").encode("latin-1")


def rows_of(*rows: tuple[str, ...]) -> list[tuple[str, float, float, float, str]]:
    """Return rows of a table as texts in columns of 90 points."""
    return [
        ("F", 10.0, 60.0 + 90.0 * column, 680.0 - 14.0 * row, text)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]


def read_placed(*placed: tuple[str, float, float, float, str]) -> Document:
    return read_pdf(pdf_of(("F", 10.0, 60.0, 740.0, FILLER), *placed), "glyphs")


def sized_table() -> Table:
    """Return a table whose heads differ by subscripts in a font that nobody can read."""
    heads, *_ = rows_of(("Detector",))
    scripts = [
        placed
        for column in range(3)
        for placed in (
            ("F", 10.0, 150.0 + 90.0 * column, 680.0, "AP"),
            ("G", 7.0, 163.5 + 90.0 * column, 678.5, f"\\00{column + 1}"),
        )
    ]
    body = rows_of((), ("KiteDet", "31.5", "14.2", "40.9"), ("OwlDet", "33.0", "16.1", "42.7"))
    caption = ("F", 10.0, 60.0, 700.0, "Table 1: Detection on the validation set.")
    (table,) = read_placed(caption, heads, *scripts, *body).tables
    return table


def test_unknown_glyphs_keep_heads_apart() -> None:
    heads = [cell.text for cell in sized_table().cells if cell.row == 0]
    assert heads[0] == "Detector"
    assert all(head.startswith("AP_") for head in heads[1:])
    assert len(set(heads[1:])) == 3


def test_a_head_with_an_unknown_glyph_is_damaged_and_its_column_not_trusted() -> None:
    table = sized_table()
    (damage,) = (damage for damage in table.damage if damage.code == "unreadable_head")
    assert damage.columns == (1, 2, 3)
    assert table.quality < 0.5
    assert [cell.text for cell in table.trusted().cells] == ["Detector", "KiteDet", "OwlDet"]


def test_what_cannot_be_read_counts_against_the_document() -> None:
    whole = read_placed()
    damaged = read_placed(("G", 10.0, 60.0, 700.0, r"\001\002\003\004"))
    assert damaged.quality < whole.quality == 1.0


@pytest.mark.parametrize(
    ("code", "font", "text"),
    [
        pytest.param("\x05", "CMSY6", "⋄", id="symbol font, control code"),
        pytest.param("\x0f", "CMMI10", "ε", id="math italic, control code"),
        pytest.param("\uf8ee", "CMEX10", "", id="a piece of a bracket says nothing"),
        pytest.param("e\x1ecient", "", "efficient", id="bitmaps in the Cork encoding"),
        pytest.param("shu\x0fe", "", "shuffle", id="bitmaps in TeX's own encoding"),
        pytest.param("\uf041\uf050", "Garamond", "AP", id="codes of ASCII in the private area"),
        pytest.param("\U0001d434\U0001d443", "LatinModernMath-Regular", "AP", id="letters of mathematics"),
    ],
)
def test_codes_are_read_where_the_font_tells(code: str, font: str, text: str) -> None:
    assert readable(code, font) == text


def test_only_codes_of_the_symbols_own_font_are_symbols() -> None:
    assert decoded("^2.2", [True, False, False, False], "CMSY10") == "^2.2"
    assert decoded("!2", [True, True], "CMSY10") == "→∈"


def test_pictures_of_a_symbol_font_are_not_letters() -> None:
    assert UNREADABLE.fullmatch(readable("\uf041", "Wingdings-Regular"))


def test_identities_differ_by_code_and_by_font() -> None:
    known = {identity(code, font) for code in (1, 2, 3) for font in ("TT2Bo00", "TT30o00")}
    assert len(known) == 6
    assert all(map(UNREADABLE.fullmatch, known))


@pytest.mark.parametrize(
    ("font", "codes", "text"),
    [("dingbat", "D", "✓"), ("bbding10", "!", "✓"), ("bbding10", "%", "✗"), ("Dingbats-Like", "D", "D")],
)
def test_marks_of_picture_fonts_are_read_from_their_codes(font: str, codes: str, text: str) -> None:
    assert readable(codes, font) == text
