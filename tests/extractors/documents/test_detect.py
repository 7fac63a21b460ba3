"""The format of a file is judged by its bytes."""

import gzip

import pytest

from extractors.documents.detect import detect
from extractors.documents.model import Format
from extractors.errors import FinalPaperError

TOLD = {
    "a page": (b"<!DOCTYPE html><html><body>", Format.HTML),
    "a page with a byte order mark": (b"\xef\xbb\xbf  <html>", Format.HTML),
    "a part of a page by LaTeXML": (b'<article class="ltx_document">', Format.HTML),
    "a PDF": (b"%PDF-1.5\n", Format.PDF),
    "a PDF behind other bytes": (b"\x00" * 100 + b"%PDF-1.5\n", Format.PDF),
    "gzipped source": (gzip.compress(b"\\documentclass{article}"), Format.LATEX),
    "an archive of source": (b"\x00" * 257 + b"ustar", Format.LATEX),
    "plain source": (b"% a comment\n\\documentclass{article}", Format.LATEX),
    "a page in UTF-16": ("\ufeff<html><body>".encode("utf-16-le"), Format.HTML),
}

REFUSED = {
    "nothing": (b" \n", "empty_file"),
    "a zip archive": (b"PK\x03\x04", "zip_archive"),
    "bytes of no format": (b"\x00\x01\x02", "unknown_binary"),
    "a refusal of the server": (b"Rate exceeded.", "rate_limited_page"),
    "text without markup": (b"We train a network.", "plain_text"),
}


@pytest.mark.parametrize("what", TOLD)
def test_a_format_is_told_by_the_bytes(what):
    data, expected = TOLD[what]
    assert detect(data, "misleading.txt") is expected


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_paper_is_refused_with_its_reason(what):
    data, reason = REFUSED[what]
    with pytest.raises(FinalPaperError) as refused:
        detect(data, "misleading.pdf")
    assert refused.value.reason == reason
