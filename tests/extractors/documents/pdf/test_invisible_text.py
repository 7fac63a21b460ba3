"""Text that paints nothing, such as the layer for searching that a figure carries along."""

from __future__ import annotations

import pytest

from extractors.documents.pdf.reader import read_pdf
from tests.extractors.documents.hostile import one_page

SHOWN = b"BT /F1 10 Tf 50 700 Td (All of the networks are trained for ninety epochs on eight devices.) Tj ET "


def hidden(text: bytes) -> bytes:
    """Return the content of text in render mode 3: neither filled nor stroked (ISO 32000-1, table 106)."""
    return b"BT 3 Tr /F1 10 Tf 50 600 Td (%b) Tj ET 0 Tr " % text


def text_of(content: bytes) -> str:
    document = read_pdf(one_page(content), "page.pdf")
    return " ".join([document.title, *(paragraph.text for paragraph in document.paragraphs)])


@pytest.mark.parametrize("layer", [b"Top-1 76.3", b"93.1", b"Accuracy 0.20 0.40 0.60"])
def test_an_invisible_layer_is_not_read(layer: bytes) -> None:
    assert text_of(SHOWN + hidden(layer)) == text_of(SHOWN)
    assert text_of(hidden(layer) + SHOWN) == text_of(SHOWN)


def test_what_was_recognised_on_a_scan_is_read() -> None:
    """On a scan all text is invisible, but for a stamp."""
    stamp = b"BT /F1 10 Tf 50 20 Td (arXiv) Tj ET "
    scanned = (
        b"The networks are trained for ninety epochs on eight devices, and the best of three runs counts."
    )
    assert "ninety epochs" in text_of(hidden(scanned) + stamp)
