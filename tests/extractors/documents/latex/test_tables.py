r"""Tabulars as papers write them."""

from __future__ import annotations

import pytest

from tests.extractors.documents.latex.sources import grid, only_table, read

TWO_ROWS = r"\hline A & 1.5 \\ B & 2.5 \\"


@pytest.mark.parametrize(
    "rule",
    [
        r"\hline",
        r"\midrule",
        r"\midrule[1.2pt]",
        r"\hline\hline",
        r"\specialrule{1pt}{0pt}{0pt}",
        r"\Xhline{2\arrayrulewidth}",
        r"\noalign{\hrule height 1pt}",
        r"\hhline{--}",
        r"\shline",
        r"\thick",
        r"\cmidrule(lr){1-2}",
        r"\cline{1-1}\cline{2-2}",
        r"\arrayrulecolor{gray}\hline",
        r"\addlinespace[2pt]\midrule",
    ],
)
def test_a_rule_right_across_ends_the_head(rule):
    preamble = r"""
        \newcommand{\shline}{\noalign{\hrule height 1pt}}
        \makeatletter
        \def\thick{\noalign{\ifnum0=`}\fi\hrule \@height 1.2pt \futurelet\reserved@a\@xhline}
        \makeatother
    """
    body = rf"\begin{{tabular}}{{lc}} 2015 & 90 \\ 2016 & 91 \\ {rule} A & 1.5 \\ B & 2.5 \\ \end{{tabular}}"
    assert grid(body.replace("2015 & 90", "Model & Error").replace("2016 & 91", "& (\\%)"), preamble) == [
        "H Model | Error",
        "H  | (%)",
        "  A | 1.5",
        "  B | 2.5",
    ]


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        (r"\begin{tabular}[t]{@{\extracolsep{\fill}}lc@{}}", r"\end{tabular}"),
        (r"\begin{tabular*}{\textwidth}{l*{1}{c}}", r"\end{tabular*}"),
        (r"\begin{tabularx}{\linewidth}{lX}", r"\end{tabularx}"),
        (r"\begin{tabulary}{1.0\textwidth}{L|C}", r"\end{tabulary}"),
        (r"\begin{tabu} to \linewidth {lX[c]}", r"\end{tabu}"),
        (r"\begin{longtable}[c]{ll}", r"\end{longtable}"),
        (r"\begin{xltabular}{\textwidth}{lX}", r"\end{xltabular}"),
        (r"\begin{NiceTabular}{lc}[hvlines]", r"\end{NiceTabular}"),
        (r"\begin{tblr}{colspec={lc}}", r"\end{tblr}"),
        (r"\begin{tabular}{x{48}|y{22}}", r"\end{tabular}"),
        (r"\bt{lc}", r"\et"),
        (r"\begin{mytable}{0.5}", r"\end{mytable}"),
    ],
)
def test_every_kind_of_tabular(begin, end):
    preamble = r"""
        \newcolumntype{x}[1]{>{\centering\arraybackslash}p{#1pt}}\newcolumntype{y}[1]{>{\bfseries}w{c}{#1pt}}
        \newcommand{\bt}{\begin{tabular}}\newcommand{\et}{\end{tabular}}
        \newenvironment{mytable}[1]{\small\begin{tabular}{lc}}{\end{tabular}}
    """
    lines = grid(rf"{begin} Model & Error \\ {TWO_ROWS} {end}", preamble)
    assert [line.replace("*", "") for line in lines] == ["H Model | Error", "  A | 1.5", "  B | 2.5"]


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        (r"76.3{\scriptsize$\pm$0.2}", "76.3±0.2"),
        (r"$76.3_{\pm 0.2}$", "76.3±0.2"),
        (r"\textbf{93.2}\textcolor{red}{(+1.2)}", "*93.2(+1.2)"),
        (r"\cellcolor{gray!20}\textbf{93.2}", "*93.2"),
        (r"{\bf 93.2}$^{\dagger}$", "*93.2^†"),
        (r"\phantom{0}9.1", "9.1"),
        (r"$1.5\times10^{9}$", "1.5×10^9"),
        (r"1{,}024", "1,024"),
        (r"76.3 / 93.1", "76.3 / 93.1"),
        (r"\num{3.3e18}", "3.3×10^18"),
        (r"\SI{21}{\percent}", "21%"),
        (r"$\sim$100M", "∼100M"),
        (r"\unknown{3}{5}", "3 5"),
        (r"\SIrange{3}{5}{\second}", "3–5 s"),
        (r"\parbox{2cm}{\raggedright 40.1}", "40.1"),
        (r"\multirow{1}{*}[-2pt]{40.1}", "40.1"),
        (r"\rotatebox[origin=c]{90}{40.1}", "40.1"),
        (r"\begin{tabular}[c]{@{}c@{}}40.1\\ (val)\end{tabular}", "40.1 (val)"),
        (r"\makecell[l]{40.1 \\ (val)}", "40.1 (val)"),
        (r"\texttt{a\_b\^{}c}", "a_b^c"),
        (r"AP$^{\text{bb}}_{75}$", "AP^bb_75"),
        (r"\eg A \etal", "e.g. A et al."),
    ],
)
def test_cells(cell, printed):
    lines = grid(rf"\begin{{tabular}}{{lc}} Model & x \\ \hline A & 1 \\ B & {cell} \\ \end{{tabular}}")
    assert lines[-1] == f"  B | {printed}"


def test_spans_over_rows_and_columns():
    body = r"""\begin{tabular}{|l|l|c|l|}
        \hline a & \multicolumn{2}{c|}{\multirow{2}{*}{b}} & c \\ \cline{1-1}\cline{4-4}
        d & \multicolumn{2}{c|}{} & e \\ \hline
        \multirow[t]{2}{=}{f} & 1 & 2 & \multirowcell{2}[0pt][l]{3\\4} \\
        & 5 & 6 & \\ \hline
    \end{tabular}"""
    assert grid(body) == [
        "H a | b{<2v2} | c",
        "H d | . | . | e",
        "  f{v2} | 1 | 2 | 3 4{v2}",
        "  . | 5 | 6 | .",
    ]


def test_floats_side_by_side_have_captions_of_their_own():
    body = r"""\begin{figure}\begin{floatrow}
        \ffigbox{\includegraphics{a}}{\caption{A curve}}
        \capbtabbox{\begin{tabular}{lc} a & b \\ \hline c & 1 \\ d & 2 \end{tabular}}{\caption{Beside it}}
        \end{floatrow}\end{figure}
        \begin{table}
        \begin{minipage}{.4\linewidth}
            \caption{Left}\begin{tabular}{lc} a & b \\ \hline c & 3 \end{tabular}
        \end{minipage}
        \begin{minipage}{.4\linewidth}
            \begin{tabular}{lc} a & b \\ \hline c & 4 \end{tabular}\caption{Right}
        \end{minipage}
        \end{table}
        \begin{table}\ContinuedFloat\caption{More}\begin{tabular}{lc} a & b \\ \hline c & 5 \end{tabular}\end{table}"""
    tables = read(body).tables
    assert [(table.label, table.caption) for table in tables] == [
        ("Table 1", "Beside it"),
        ("Table 2", "Left"),
        ("Table 3", "Right"),
        ("Table 3", "More"),
    ]


def test_footnotes_in_tables_are_read_as_such():
    document = read(
        r"\begin{table}\caption{Runs\footnote{Twice.}}\begin{tabular}{lc}"
        r"Model & x \\ \hline A\footnotemark & 1 \\ B & 2 \end{tabular}\end{table}\footnotetext{Best of five.}"
    )
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "Table 1: Runs^1",
        "Twice.",
        "Best of five.",
    ]
    assert document.tables[0].grid()[1][0] == "A^2"


def test_a_table_says_where_it_stands():
    table = only_table(
        "Text.\n\n\\begin{table}\n\\caption{T}\n\\begin{tabular}{lc}\na & 1 \\\\ b & 2\n\\end{tabular}\\end{table}"
    )
    assert table.place.anchor == "main.tex:8"


def test_a_name_that_a_missing_style_would_print_is_noted_down():
    document = read(
        r"\begin{tabular}{lc} Model & x \\ \hline \ourname & {\small 1} \\ \ourname-L & 2 \end{tabular}"
    )
    assert [(note.code, note.detail) for note in document.damage] == [
        ("unknown_command", "\\ourname (2 times)")
    ]
    assert document.quality < 1


def test_units_are_no_unknown_names():
    document = read(
        r"\begin{tabular}{lc} Model & Time \\ \hline A & \SI{12}{\hour} \\"
        r" B & \SI{3}{\giga\byte\per\second} \end{tabular}"
    )
    assert not document.damage
    assert [row[1] for row in document.tables[0].grid()] == ["Time", "12 h", "3 GB/s"]
