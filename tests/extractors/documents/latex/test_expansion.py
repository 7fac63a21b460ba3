r"""Macros, inputs, conditionals: what TeX would see."""

from __future__ import annotations

import pytest

from extractors.documents.latex import expander
from tests.extractors.documents.latex.sources import read, text_of


@pytest.mark.parametrize(
    ("preamble", "body", "text"),
    [
        pytest.param(
            r"\newcommand{\ours}{Our-Net\xspace}", r"\ours reaches 78.9", "Our-Net reaches 78.9", id="xspace"
        ),
        pytest.param(
            r"\newcommand{\ours}{Our-Net\xspace}", r"(\ours).", "(Our-Net).", id="xspace before a bracket"
        ),
        pytest.param(r"\def\ours/{Our-Net}", r"\ours/ wins", "Our-Net wins", id="def with a delimiter"),
        pytest.param(r"\def\pm@#1#2{$#1\pm#2$}", r"\pm@{1.0}{.2}", "1.0±.2", id="def with arguments"),
        pytest.param(
            r"\def\pair(#1,#2){#1 of #2}", r"\pair(3,{4,5}).", "3 of 4,5.", id="delimited arguments"
        ),
        pytest.param(
            r"\newcommand{\acc}[2][top-1]{#2\% (#1)}",
            r"\acc{77.1}, \acc[top-5]{93}",
            "77.1% (top-1), 93% (top-5)",
            id="optional argument",
        ),
        pytest.param(r"\newcommand\e[1]{\times10^{#1}}", r"$2.3\e{19}$", "2.3×10^19", id="in a formula"),
        pytest.param(r"\newcommand{\x}{a}\renewcommand{\x}{b}", r"\x", "b", id="renewed"),
        pytest.param(r"\newcommand{\x}{a}\providecommand{\x}{b}", r"\x", "a", id="provided but there"),
        pytest.param(
            r"\newcommand{\x}{outer}", r"{\renewcommand{\x}{inner}\x} \x", "inner outer", id="local"
        ),
        pytest.param(r"\newcommand{\x}{outer}", r"{\gdef\x{inner}\x} \x", "inner inner", id="global"),
        pytest.param(r"\let\old\emph \let\plus=\textbf", r"\old{a} \plus{b}", "a b", id="let"),
        pytest.param(r"\DeclareMathOperator{\mAP}{mAP}", r"$\mAP = 42$", "mAP = 42", id="operator"),
        pytest.param(
            r"\NewDocumentCommand{\m}{s O{x} m}{#2-#3}",
            r"\m*[y]{1}, \m{2}",
            "y-1, x-2",
            id="document command",
        ),
        pytest.param(
            r"\newcommand{\make}[1]{\newcommand{\made}[1]{#1:##1}}\make{a}", r"\made{b}", "a:b", id="nested"
        ),
        pytest.param(
            r"\expandafter\newcommand\csname a1\endcsname{seen}", r"\csname a1\endcsname", "seen", id="csname"
        ),
        pytest.param(
            r"\newenvironment{note}[1]{Note #1: }{ (end)}",
            r"\begin{note}{1}text\end{note}",
            "Note 1: text (end)",
            id="environment",
        ),
        pytest.param(r"\newcommand{\hide}[1]{}", r"a\hide{secret}b", "ab", id="hidden"),
        pytest.param(r"\newcommand{\si}{\sigma}", r"$\si^2$", "σ^2", id="a name another package uses"),
        pytest.param(r"\DeclareSIUnit{\flop}{FLOP}", r"\SI{3}{\peta\flop}", "3 PFLOP", id="unit"),
    ],
)
def test_macros(preamble, body, text):
    assert text_of(body, preamble) == text


@pytest.mark.parametrize(
    ("preamble", "body", "text"),
    [
        pytest.param("", r"a\iffalse b \ifx c d\fi e\else f\fi g", "afg", id="false"),
        pytest.param("", r"a\iftrue b\else c\fi d", "abd", id="true"),
        pytest.param(r"\newif\ifshort", r"\ifshort a\else b\fi", "b", id="switch off"),
        pytest.param(r"\newif\ifshort\shorttrue", r"\ifshort a\else b\fi", "a", id="switch on"),
        pytest.param(r"\newcommand{\x}{1}", r"\ifdefined\x a\else b\fi", "a", id="defined"),
        pytest.param("", r"\ifnum\value{page}>3 a\else b\fi", "b", id="undecided"),
        pytest.param(
            r"\newcommand{\x}[1]{\ifthenelse{\equal{#1}{}}{none}{#1}}", r"\x{} \x{y}", "none y", id="equal"
        ),
        pytest.param(r"\newtoggle{t}\toggletrue{t}", r"\iftoggle{t}{a}{b}", "a", id="toggle"),
        pytest.param(
            r"\makeatletter\def\x{\@ifnextchar[{\y}{\y[d]}}\def\y[#1]{<#1>}",
            r"\x[a] \x.",
            "<a> <d>.",
            id="next character",
        ),
        pytest.param(
            r"\usepackage{comment}\excludecomment{answer}",
            r"a\begin{answer}b\end{answer}c",
            "ac",
            id="excluded environment",
        ),
    ],
)
def test_conditionals(preamble, body, text):
    assert text_of(body, preamble) == text


def test_comments_and_verbatim_text():
    body = (
        "90 epochs % not 100\n with 50\\% \\verb|\\iffalse| \\begin{comment}hidden\\end{comment}"
        "\n\n% \\end{document}\nend"
    )
    assert text_of(body) == "90 epochs with 50% \\iffalse\nend"


def test_inputs_are_followed():
    document = read(
        r"\input{sections/intro} \include{method} \import{app/}{a} \subfile{sub}",
        r"\input macros.tex",
        macros_tex=r"\newcommand{\ours}{ConvMix}",
        sections__intro_tex=r"\ours{} in one. \input{sections/deep}",
        sections__deep_tex="Deeper.",
        method_tex="Two.",
        app__a_tex=r"Three. \input{b}",
        app__b_tex="Four.",
        sub_tex="\\documentclass[main]{subfiles}\n\\begin{document}\nFive.\n\\end{document}\nnot this",
    )
    assert document.paragraphs[0].text == "ConvMix in one. Deeper. Two. Three. Four. Five."
    assert not document.damage


def test_definitions_in_a_style_file_that_ships_along_are_read():
    style = r"\ProvidesPackage{ours} A style prints nothing. \newcommand{\ours}{Our-Net} \def\section{broken}"
    document = read(r"\section{One} \ours.", r"\usepackage{ours}", ours_sty=style)
    assert [paragraph.text for paragraph in document.paragraphs] == ["Our-Net."]
    assert document.sections[0].title == "One"


def test_what_is_missing_is_noted_down():
    document = read(r"Text \input{gone} \input{picture.pdf_tex} more.")
    assert document.paragraphs[0].text == "Text more."
    assert [(note.code, note.detail) for note in document.damage] == [
        ("missing_input", "main.tex:4 inputs gone, which is not in the source")
    ]
    assert document.quality < 1


def test_files_that_input_each_other_end():
    document = read(r"Start. \input{a}", a_tex=r"A. \input{b}", b_tex=r"B. \input{a} \input{main}")
    assert document.paragraphs[0].text == "Start. A. B."
    assert {note.code for note in document.damage} == {"input_cycle"}


@pytest.mark.parametrize(
    "macros",
    [
        pytest.param(r"\def\x{\x}", id="itself"),
        pytest.param(r"\def\x{a\x\x}", id="itself twice"),
        pytest.param(r"\def\x{\y}\def\y{\x}", id="each other"),
        pytest.param(r"\def\y#1{\y{#1#1#1}}\def\x{\y{aaaa}}", id="a growing argument"),
        pytest.param(
            "".join(rf"\def\{a}{{\{b}\{b}\{b}\{b}}}" for a, b in zip("xabcdefgh", "abcdefghi", strict=True))
            + r"\def\i{text text text text text text}",
            id="a billion laughs",
        ),
        pytest.param(r"\newenvironment{e}{\begin{e}}{\end{e}}\def\x{\begin{e}\end{e}}", id="an environment"),
        pytest.param(r"\renewcommand{\thesection}{\thesection}\def\x{\section{a}}", id="a number"),
        pytest.param(r"\edef\x{\x\x a}", id="expanded at once"),
        pytest.param(r"\let\x\y\let\y\x", id="aliases of each other"),
    ],
)
def test_macros_without_end_end(macros, monkeypatch):
    monkeypatch.setattr(expander, "_MOST_ADDED_TOKENS", 20_000)
    monkeypatch.setattr(expander, "_MOST_USES", 1_000)
    document = read(r"Before. \x After.", macros)
    assert "Before." in document.paragraphs[0].text


def test_the_limit_of_expansion_is_noted_down():
    document = read(r"Before. \x\x After.", r"\def\x{\x}")
    assert document.paragraphs[0].text == "Before. After."
    assert {note.code for note in document.damage} == {"expansion_limit"}
