"""Whatever the bytes, the reader ends with a document or with a reason."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractors.documents.latex import read_latex
from extractors.documents.latex.tables import is_layout
from extractors.documents.model import Document
from extractors.documents.tex.commands import names
from extractors.documents.tex.tokens import tokenize
from extractors.errors import FinalPaperError
from tests.extractors.documents.latex.golden_files import NAMES, source
from tests.extractors.documents.latex.sources import read, tex

_PIECES = st.sampled_from(
    sorted(
        names(r"""
            \begin{tabular}{lc} \end{tabular} \begin{table} \end{table} \begin{longtable}{ll}
            \end{longtable} \begin{x} \end{x} \caption{ \multicolumn{2}{c}{ \multirow{3}{*}{
            \multirow{-9}{*}{ \hline \cmidrule(lr){2-3} \\ & { } $ $$ [ ] \[ \] \( \) \section{
            \footnote{ \footnotemark \label{a} \ref{a} \cite{a} \item \def\a#1{#1#1} \a \newcommand
            {\b}[2][x]{#2#1} \b \let\c\a \c \csname \endcsname \iffalse \iftrue \ifx \else \fi
            \newif\ifq \qtrue \ifq \input{main} \input{ \begin{document} \end{document} \bibitem{a}
            \begin{thebibliography}{9} \verb| % ~ ^ _ # #1 \frac \sqrt \num{1e5} \SI{ \text{
            \textbf{ \bf \endhead \endfoot \appendix \captionof{table}{ \subfloat[ \begin{subtable}{
            \setcounter{table}{ \thetable \renewcommand{\thetable}{\thetable} \newtheorem{x}{X}
            \newenvironment{e}{\begin{e}} { \begin{e} \end{e} \left( \right. \author{ \and \title{
            \url{ \href{ \newcolumntype{C}{C} \begin{tabular}{*{999}{C}}
        """)
    )
    + ["\n\n", " ", "90.1", "Model", "é", "\x00", "\\", "\\\\[", "*", "\n"]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(_PIECES, max_size=60))
@example([r"\begin{tabular}{lc}"] * 40)
@example([r"\caption{", r"\begin{table}"] * 30)
@example([r"\multirow{3}{*}{", r"\begin{tabular}{lc}", "&", r"\\"] * 15)
@example([r"\begin{table}", r"\begin{array}", "{", r"\end"])
def test_pieces_of_tex_in_any_order_end_with_a_document_or_a_reason(pieces):
    _ends(tex("".join(pieces)).encode())


@settings(max_examples=80, deadline=None)
@given(
    name=st.sampled_from(NAMES),
    start=st.floats(0, 1),
    length=st.integers(0, 400),
    replacement=st.one_of(st.binary(max_size=60), st.lists(_PIECES, max_size=8).map("".join).map(str.encode)),
    in_archive=st.booleans(),
)
def test_mutated_sources_end_with_a_document_or_a_reason(name, start, length, replacement, in_archive):
    whole = source(name)
    if in_archive:
        whole = gzip.decompress(whole)
    position = int(start * len(whole))
    _ends(whole[:position] + replacement + whole[position + length :])


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=2000))
@example(b"\x1f\x8b\x08\x00")
@example(b"")
@example(b"\\")
def test_any_bytes_end_with_a_document_or_a_reason(data):
    _ends(data)
    _ends(gzip.compress(data))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("{" * 20_000, id="groups"),
        pytest.param(r"\begin{a}" * 5_000, id="environments"),
        pytest.param(r"\textbf{" * 5_000, id="commands"),
        pytest.param(r"\begin{table}" * 2_000, id="floats"),
        pytest.param(r"\begin{tabular}{l}" * 2_000, id="tabulars"),
        pytest.param(r"$\frac{" * 3_000, id="fractions"),
        pytest.param(r"\footnote{" * 3_000, id="footnotes"),
        pytest.param(r"\subfloat[a]{" * 2_000, id="parts of floats"),
        pytest.param(r"x^{" * 5_000, id="scripts"),
        pytest.param(r"\iftrue " * 5_000, id="conditionals"),
        pytest.param(r"\iffalse " * 5_000, id="conditionals never closed"),
        pytest.param(r"\\[" * 5_000, id="brackets never closed"),
        pytest.param(r"\csname " * 3_000, id="names never closed"),
        pytest.param(r"\begin{center}" * 2_000, id="boxes that might hold a caption"),
        pytest.param(r"\begin{tabular}{l}" + r"\multirow{2}{*}{" * 2_000, id="spans in spans"),
    ],
)
def test_deep_nesting_ends(body):
    assert read(f"Before.\n\n{body}").paragraphs[0].text == "Before."


def test_more_rows_than_any_table_has_end():
    rows = "\n".join(f"{number} & {number % 90}.5 \\\\" for number in range(2_500))
    (table,) = read(f"\\begin{{tabular}}{{lr}} run & error \\\\ \\hline {rows} \\end{{tabular}}").tables
    assert table.row_count == 2000
    assert [damage.code for damage in table.damage] == ["table_truncated"]


def test_a_tabular_in_a_tabular_without_end_is_a_layout_or_not():
    assert not is_layout(tokenize(r"\begin{tabular}{l} a \\ b"))
    assert is_layout(tokenize(r"\begin{tabular}{ll} a & b \\ c"))


def _ends(data: bytes) -> None:
    try:
        document = read_latex(data, "paper")
    except FinalPaperError as error:
        assert error.reason
    else:
        assert isinstance(document, Document)
