"""Opening a PDF and going through its pages."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Set

import pypdfium2
from pypdfium2 import raw

from extractors.documents.pdf.bindings import Address
from extractors.documents.pdf.characters import MAX_CHARACTER_COUNT, Characters, Styles, read_characters
from extractors.documents.pdf.geometry import Rectangle, Rotation
from extractors.documents.pdf.graphics import Graphics, read_graphics
from extractors.errors import FinalPaperError

MAX_PAGE_COUNT = 1500
"""Longer files are proceedings, not papers: the pages after this one are left out and noted as damage."""


class PdfPage:
    """One loaded page."""

    def __init__(self, page: pypdfium2.PdfPage, number: int) -> None:
        self._page = page
        self._text = page.get_textpage()
        self._text_address = ctypes.cast(self._text.raw, Address)
        self.number = number
        """Counted from 1."""
        self.bounds = Rectangle(*page.get_bbox())
        """The visible part of the page, y up."""
        self.rotation = Rotation(page.get_rotation() % 360)
        """How a viewer turns the page, clockwise."""
        self.styles = Styles(self._text_address)

    @property
    def has_all_characters(self) -> bool:
        """Whether `characters` returns all there are."""
        return bool(self._text.count_chars() <= MAX_CHARACTER_COUNT)

    def close(self) -> None:
        """Free what PDFium holds for the page."""
        self._text.close()
        self._page.close()

    def characters(self, invisible_texts: Set[int] = frozenset()) -> list[Characters]:
        """Return the characters by reading direction; see `read_characters`."""
        return read_characters(self._text_address, self.bounds, invisible_texts)

    def graphics(self) -> Graphics:
        """Return the rules, the pictures and the text that paints nothing; see `read_graphics`."""
        return read_graphics(ctypes.cast(self._page.raw, Address))


class PdfFile:
    """An open PDF, to be used as a context manager."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open a PDF.

        Raises:
            FinalPaperError: `not_a_pdf`, `encrypted`, `truncated`, `damaged_pdf` or `no_pages`.
        """
        self._document = _open(data, name)
        self.page_count = len(self._document)
        if self.page_count == 0:
            self._document.close()
            raise FinalPaperError(name, "no_pages", "the PDF has no pages", "fetch it again")

    def __enter__(self) -> PdfFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def metadata(self) -> dict[str, str]:
        """Return the document information, such as ``Title`` and ``CreationDate``; empty entries left out."""
        return {key: value for key, value in self._document.get_metadata_dict().items() if value}

    def pages(self) -> Iterator[PdfPage | None]:
        """Yield each page, None for one that cannot be loaded; a page is closed when the next is asked for."""
        for number in range(1, min(self.page_count, MAX_PAGE_COUNT) + 1):
            try:
                page = PdfPage(self._document[number - 1], number)
            except pypdfium2.PdfiumError:
                yield None
                continue
            try:
                yield page
            finally:
                page.close()


def is_truncated(data: bytes) -> bool:
    """Tell whether the end-of-file mark is missing (ISO 32000-1, 7.5.5: the last line of the file)."""
    return b"%%EOF" not in data[-2048:]


def _open(data: bytes, name: str) -> pypdfium2.PdfDocument:
    if b"%PDF-" not in data[:1024]:
        raise FinalPaperError(name, "not_a_pdf", "the bytes are not a PDF", "look at what was saved")
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            reason, message, advice = (
                "encrypted",
                "the PDF asks for a password",
                "save a copy without password",
            )
        elif is_truncated(data):
            reason, message, advice = "truncated", "the PDF breaks off before its end", "fetch it again"
        else:
            reason, message, advice = "damaged_pdf", f"PDFium cannot open the PDF: {error}", "fetch it again"
        raise FinalPaperError(name, reason, message, advice) from error
