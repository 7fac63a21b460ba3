"""Pictures of PDF pages, as a viewer shows them."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2

MAX_PICTURE_COUNT = 300
"""Later pages are shown without a picture: a browser has to hold all of them."""
_PICTURE_WIDTH_PIXELS = 1000
_LARGEST_SCALE = 3.0
_QUALITY = 50
_METHOD = 2
"""WebP's effort from 0 to 6: more saves a few percent of space and doubles the time."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page as a picture."""

    width: float
    """Of the page in PDF points, turned as a viewer turns it."""
    height: float
    address: str = ""
    """``data:`` address of the picture; empty for a page that cannot be drawn."""


def page_pictures(data: bytes) -> Iterator[PagePicture]:
    """Yield the pages of a PDF that `read_pdf` accepts, up to `MAX_PICTURE_COUNT`."""
    with pypdfium2.PdfDocument(data) as document:
        for number in range(min(len(document), MAX_PICTURE_COUNT)):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                yield PagePicture(612.0, 792.0)
                continue
            width, height = page.get_size()
            yield PagePicture(width, height, _draw(page, width))
            page.close()


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """One page as the bytes of a WebP picture."""

    width: float
    """In PDF points, turned as a viewer turns it."""
    height: float
    picture: bytes


def draw_page(data: bytes, number: int) -> DrawnPage | None:
    """Draw one page of a PDF; None where there is no such page or it cannot be drawn.

    Args:
        data: The file.
        number: Counted from 1.

    Returns:
        The picture with its scale, or None.
    """
    try:
        with pypdfium2.PdfDocument(data) as document:
            page = document[number - 1]
            width, height = page.get_size()
            return DrawnPage(width, height, _webp(page, width))
    except (pypdfium2.PdfiumError, IndexError):
        return None


def _draw(page: pypdfium2.PdfPage, width: float) -> str:
    """Return the picture of a page as a ``data:`` address."""
    return "data:image/webp;base64," + base64.b64encode(_webp(page, width)).decode()


def _webp(page: pypdfium2.PdfPage, width: float) -> bytes:
    drawn = io.BytesIO()
    bitmap = page.render(scale=min(_PICTURE_WIDTH_PIXELS / max(width, 1.0), _LARGEST_SCALE))
    bitmap.to_pil().save(drawn, "WEBP", quality=_QUALITY, method=_METHOD)
    bitmap.close()
    return drawn.getvalue()
