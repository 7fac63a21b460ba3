"""Whatever the bytes, the reader ends with a document or with a reason."""

from __future__ import annotations

import pickle

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.documents.model import Document
from extractors.documents.pdf import read_pdf
from extractors.errors import FinalPaperError
from tests.extractors.documents.pdf.golden_files import NAMES, pdf_bytes

_ENCRYPTED = b"""%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >> endobj
4 0 obj << /Filter /Standard /V 1 /R 2 /P -44 /O <OWNER> /U <USER> >> endobj
trailer << /Root 1 0 R /Encrypt 4 0 R /ID [<00112233445566778899aabbccddeeff> <00>] >>
%%EOF
""".replace(b"OWNER", b"5a" * 32).replace(b"USER", b"a5" * 32)
"""Asks for a password: no key derived from the empty one fits."""

_CYCLIC = b"""%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [2 0 R] /Count 1 >> endobj
trailer << /Root 1 0 R >>
%%EOF
"""
"""A page tree that holds itself."""


def typeset(source: str) -> bytes:
    return typst.compile(source.encode())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "not_a_pdf", id="empty"),
        pytest.param(b"<html><body>Not found</body></html>", "not_a_pdf", id="error page"),
        pytest.param(b"%PDF-1.7\n" + bytes(200), "truncated", id="header only"),
        pytest.param(pdf_bytes("values")[:3000], "truncated", id="first bytes only"),
        pytest.param(b"%PDF-1.7\nnothing of use\n%%EOF\n", "damaged_pdf", id="no objects"),
        pytest.param(_ENCRYPTED, "encrypted", id="password"),
        pytest.param(typeset("#rect(width: 100%, height: 50%, fill: gray)"), "no_text", id="picture of text"),
    ],
)
def test_what_cannot_be_read_has_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(FinalPaperError) as caught:
        read_pdf(data, "arxiv:2101.00001")
    assert caught.value.reason == reason
    assert "arxiv:2101.00001" in str(caught.value)
    assert caught.value.advice
    assert pickle.loads(pickle.dumps(caught.value)).reason == reason


def test_a_page_tree_that_holds_itself_ends() -> None:
    with pytest.raises(FinalPaperError):
        read_pdf(_CYCLIC, "cyclic")


def test_a_file_without_its_end_is_read_as_far_as_it_goes() -> None:
    whole = pdf_bytes("values")
    read = read_pdf(whole[: whole.rindex(b"startxref")], "values")
    assert [damage.code for damage in read.damage] == ["truncated"]
    assert len(read.tables) == 3


def test_thousands_of_rows_are_read() -> None:
    rows = ", ".join(f"[class {i}], [{i % 90}.{i % 10}]" for i in range(1500))
    table = f"#table(columns: 2, stroke: none, table.hline(), {rows}, table.hline())"
    read = read_pdf(typeset(f"#set page(width: 400pt, height: 30000pt)\n{table}"), "long")
    assert read.page_count == 1


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(NAMES),
    start=st.floats(0, 1),
    length=st.integers(0, 2000),
    replacement=st.binary(max_size=200),
)
def test_mutated_files_end_with_a_document_or_a_reason(
    name: str, start: float, length: int, replacement: bytes
) -> None:
    whole = pdf_bytes(name)
    position = int(start * len(whole))
    try:
        read = read_pdf(whole[:position] + replacement + whole[position + length :], name)
    except FinalPaperError as error:
        assert error.reason
    else:
        assert isinstance(read, Document)
