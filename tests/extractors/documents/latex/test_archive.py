"""Sources as arXiv sends them, and as somebody who means harm would."""

from __future__ import annotations

import gzip
import io
import pickle
import tarfile

import pytest

from extractors.documents.detect import detect
from extractors.documents.latex import read_latex
from extractors.documents.model import Format
from extractors.errors import FinalPaperError
from tests.extractors.documents.latex.sources import tar, tex

PAPER = tex(r"\section{Method} We train for 90 epochs.")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PAPER.encode(), id="plain"),
        pytest.param(b"\xef\xbb\xbf" + PAPER.encode(), id="with byte order mark"),
        pytest.param(gzip.compress(PAPER.encode()), id="one gzipped file"),
        pytest.param(gzip.compress(gzip.compress(PAPER.encode())), id="gzipped twice"),
        pytest.param(tar({"main.tex": PAPER}), id="gzipped archive"),
        pytest.param(gzip.decompress(tar({"main.tex": PAPER})), id="archive"),
        pytest.param(tar({"src/paper.tex": PAPER, "fig/a.pdf": b"%PDF-1.4"}), id="in a folder"),
        pytest.param(PAPER.replace("\n", "\r\n").encode(), id="Windows line ends"),
    ],
)
def test_every_form_of_source_is_read(data):
    assert detect(data, "paper") is Format.LATEX
    document = read_latex(data, "paper")
    assert [section.title for section in document.sections] == ["Method"]
    assert [paragraph.text for paragraph in document.paragraphs] == ["We train for 90 epochs."]


@pytest.mark.parametrize(
    ("declared", "encoding"), [("latin1", "latin-1"), ("utf8", "utf-8"), ("cp1251", "cp1251"), ("", "cp1252")]
)
def test_encodings(declared, encoding):
    name = "Иванов" if encoding == "cp1251" else "Hervé Jégou"
    preamble = f"\\usepackage[{declared}]{{inputenc}}" if declared else ""
    document = read_latex(tex(f"By {name}.", preamble).encode(encoding), "paper")
    assert document.paragraphs[0].text == f"By {name}."


def test_the_main_file_is_the_one_that_reaches_most():
    document = read_latex(
        tar(
            {
                "a_response.tex": tex(
                    "A letter to the reviewers, with more words than the main file itself."
                ),
                "body/long.tex": "What the paper says. " * 20,
                "paper.tex": tex(r"\input{body/long}"),
                "template.tex": "% \\documentclass{article}",
            }
        ),
        "paper",
    )
    assert document.paragraphs[0].text.startswith("What the paper says.")


def test_a_source_without_document_class_is_all_text():
    assert (
        read_latex(b"\\input epsf\nOld sources begin at once.\n\\bye", "old")
        .paragraphs[0]
        .text.startswith("Old sources")
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(gzip.compress(bytes(2**27)), "too_large", id="gzip bomb"),
        pytest.param(gzip.compress(gzip.compress(bytes(2**27))), "too_large", id="gzip bomb in gzip"),
        pytest.param(tar({"main.tex": b"a" * (2**24 + 1)}), "too_large", id="a text too long"),
        pytest.param(gzip.compress(PAPER.encode())[:60], "damaged_archive", id="cut off"),
        pytest.param(b"\x1f\x8b" + b"nothing of use", "damaged_archive", id="no gzip"),
        pytest.param(gzip.compress(b"%PDF-1.4 ..."), "pdf_in_archive", id="a PDF"),
        pytest.param(tar({"figure.png": b"\x89PNG"}), "no_latex", id="no text file"),
        pytest.param(tex("% nothing").encode(), "no_article_text", id="nothing printed"),
    ],
)
def test_what_holds_no_paper_has_a_reason(data, reason):
    with pytest.raises(FinalPaperError) as caught:
        read_latex(data, "arxiv:2101.00001")
    assert caught.value.reason == reason
    assert "arxiv:2101.00001" in str(caught.value)
    assert caught.value.advice
    assert pickle.loads(pickle.dumps(caught.value)).reason == reason


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("../escape.tex", tarfile.REGTYPE),
        ("/etc/passwd.tex", tarfile.REGTYPE),
        ("link.tex", tarfile.SYMTYPE),
        ("hard.tex", tarfile.LNKTYPE),
        ("device.tex", tarfile.CHRTYPE),
        ("pipe.tex", tarfile.FIFOTYPE),
    ],
)
def test_entries_that_are_no_plain_files_are_left_out(name, kind):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname = kind, "/etc/passwd"
        archive.addfile(entry)
        paper = tarfile.TarInfo("main.tex")
        paper.size = len(PAPER)
        archive.addfile(paper, io.BytesIO(PAPER.encode()))
    document = read_latex(packed.getvalue(), "paper")
    assert [damage.code for damage in document.damage] == ["archive_entry_skipped"]
    assert document.paragraphs[0].text == "We train for 90 epochs."


def test_an_archive_cut_off_is_read_as_far_as_it_goes():
    whole = gzip.decompress(tar({"main.tex": PAPER, "other.tex": "x" * 5000}))
    document = read_latex(gzip.compress(whole[:2500]), "paper")
    assert document.paragraphs[0].text == "We train for 90 epochs."
    assert [damage.code for damage in document.damage] == ["damaged_archive"]
