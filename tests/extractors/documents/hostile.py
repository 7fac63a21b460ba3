"""Small files that grow, nest or circle without end, for tests of what keeps a night from it."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

PROSE = b"<p>" + b"The models are trained on images and evaluated once. " * 40 + b"</p>"
TEXT = b"BT /F1 10 Tf 1 0 0 1 50 700 Tm (Models are trained on images, and one reaches 76.3.) Tj ET\n"
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def page_of(body: bytes) -> bytes:
    """Return a page of a paper around some markup."""
    return b"<html><body><article class='ltx_document'>" + PROSE + body + b"</article></body></html>"


def pdf_of(objects: Sequence[bytes]) -> bytes:
    """Return a PDF of some objects, the first of which is the catalog."""
    data, offsets = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, entries, size, len(data))
    )


def stream_of(content: bytes, dictionary: bytes = b"") -> bytes:
    """Return a compressed stream."""
    packed = zlib.compress(content, 9)
    return b"<< %b /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (
        dictionary,
        len(packed),
        packed,
    )


def one_page(content: bytes, form: bytes = b"null", *, height: int = 792) -> bytes:
    """Return a PDF of one page with a content stream and, as ``/X``, another object to draw."""
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 %d] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> >>" % height,
            stream_of(content),
            _FONT,
            form,
        ]
    )


def rows(count: int) -> bytes:
    """Return the content of a page with a table of many rows."""
    cell = b"BT /F1 9 Tf 1 0 0 1 %d %d Tm (%b) Tj ET\n"
    lines = (
        cell % (50, 12 * row + 20, b"model %d" % row) + cell % (200, 12 * row + 20, b"%d.5" % (row % 90))
        for row in range(count)
    )
    return b"".join(lines) + b"50 %d 300 0.8 re f 50 10 300 0.8 re f\n" % (12 * count + 20)


_NESTED_FORM = (
    b"<< /Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /XObject << /X 6 0 R >> >> "
)
_FORM_IN_ITSELF = _NESTED_FORM + b"/Length 6 >>\nstream\n/X Do \nendstream"
_HUGE_IMAGE = stream_of(
    b"0" * 100,
    b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 /ColorSpace /DeviceGray",
)
_ENTITIES = b"<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'>%b]>" % b"".join(
    b"<!ENTITY %c '%b'>" % (98 + level, b"&%c;" % (97 + level) * 10) for level in range(9)
)
_TREE_IN_ITSELF = [
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 2 >>",
    b"<< /Type /Pages /Kids [2 0 R] /Count 2 /Parent 2 0 R >>",
]
_BILLION_PAGES = [
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>",
]
HOSTILE: dict[str, tuple[bytes, str]] = {
    "100,000 nested blocks.html": (
        page_of(b"<div>" * 100_000 + PROSE + b"</div>" * 100_000),
        "nested_too_deeply",
    ),
    "100,000 nested spans in a cell.html": (
        page_of(
            b"<table><tr><td>" + b"<span>" * 100_000 + b"1" + b"</span>" * 100_000 + b"</td></tr></table>"
        ),
        "nested_too_deeply",
    ),
    "2,000 tables in each other.html": (
        page_of(b"<table><tr><td>a</td><td>" * 2000 + b"1"),
        "nested_too_deeply",
    ),
    "10,000 rows.html": (
        page_of(b"<table>" + b"<tr><td>model</td><td>76.3</td></tr>" * 10_000 + b"</table>"),
        "table_truncated",
    ),
    "5,000 columns.html": (
        page_of(b"<table>" + (b"<tr>" + b"<td>1</td>" * 5000 + b"</tr>") * 2 + b"</table>"),
        "table_truncated",
    ),
    "endless spans.html": (
        page_of(b"<table><tr><td rowspan=99999999 colspan=99999999>a</td></tr><tr><td>1</td></tr></table>"),
        "",
    ),
    "one line of 5 million digits.html": (page_of(b"<p>" + b"7" * 5_000_000 + b"</p>"), "text_cut_off"),
    "a cell of a million numbers.html": (
        page_of(
            b"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>"
            + b"1 " * 1_000_000
            + b"</td></tr></table>"
        ),
        "text_cut_off",
    ),
    "entities of entities.html": (_ENTITIES + page_of(b"<p>&j;</p>"), ""),
    "3 million tags.html": (page_of(b"<br>" * 3_000_000), "too_large"),
    "a stream of 100 MB.pdf": (one_page(b" " * 100_000_000), "no_text"),
    "100,000 texts on top of each other.pdf": (one_page(TEXT * 100_000), ""),
    "200,000 lines.pdf": (one_page(TEXT + b"10 10 5 0.4 re f\n" * 200_000), ""),
    "10,000 rows.pdf": (one_page(rows(10_000), height=120_100), "character_limit"),
    "one line of a million characters.pdf": (
        one_page(b"BT /F1 10 Tf 50 700 Td (" + b"word 76.3 " * 100_000 + b") Tj ET"),
        "",
    ),
    "a form in itself.pdf": (one_page(TEXT * 3 + b"/X Do\n", _FORM_IN_ITSELF), ""),
    "an image of 10 gigapixels.pdf": (one_page(TEXT + b"/X Do\n", _HUGE_IMAGE), ""),
    "a page tree in itself.pdf": (pdf_of(_TREE_IN_ITSELF), "no_text"),
    "a billion pages.pdf": (pdf_of(_BILLION_PAGES), "no_text"),
}
"""By name: the file, and the reason or damage it has to end with; an empty one where it is read whole."""
