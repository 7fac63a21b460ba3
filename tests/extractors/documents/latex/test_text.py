"""Title pages and formulas as papers write them."""

from __future__ import annotations

import pytest

from tests.extractors.documents.latex.sources import read, text_of


@pytest.mark.parametrize(
    ("author", "names"),
    [
        pytest.param(
            r"Kai One$^{*,\dag}$ \quad Xin Two$^{*}$ \quad Ross B. Three \\ $^*$equal contribution \qquad "
            r"$^\dag$project lead \\ Some AI Research (SAIR)",
            ["Kai One", "Xin Two", "Ross B. Three"],
            id="apart by quads",
        ),
        pytest.param(
            r"Ann One, Ben Two, \\ \textbf{Cid Three, Dan Four,}\\ \textbf{Eve van Five}\\ % Some AI",
            ["Ann One", "Ben Two", "Cid Three", "Dan Four", "Eve van Five"],
            id="a list over several lines",
        ),
        pytest.param(
            r"Ann One\thanks{Equal.} \\ Some Company \\ \texttt{ann@x.org} \And Ben Two\footnotemark[1] \\ Some Lab",
            ["Ann One", "Ben Two"],
            id="blocks",
        ),
        pytest.param(r"Ann One\inst{1} \and Ben Two\inst{2,3}", ["Ann One", "Ben Two"], id="institute marks"),
        pytest.param(r"Team-AI \\ \small \texttt{research@x.org}", [], id="a team"),
    ],
)
def test_authors(author, names):
    document = read("Text.", rf"\title{{T}}\author{{{author}}}")
    assert list(document.authors) == names


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"$\mathrm{AP}^\text{box}$", "AP^box"),
        (r"$x^\mathrm{max}_\theta$", "x^max_θ"),
        (r"$90^\circ$", "90°"),
        (r"$10^{20}$ and 10$^{20}$ and $10^\frac12$", "10^20 and 10^20 and 10^{1/2}"),
        (r"$\raise.17ex\hbox{$\scriptstyle\sim$}$3$\times$", "∼3×"),
        (r"$lr = 1.5e\text{-}4$", "lr = 1.5e-4"),
        (r"a~b\,c 1\,024 tokens", "a b c 1024 tokens"),
        (r"$i \bmod W$", "i mod W"),
        (r"\url{https://x.org/a_b%20c#d} \href{https://x.org/%7E}{here}", "https://x.org/a_b%20c#d here"),
    ],
)
def test_formulas_and_text(source, text):
    assert text_of(source) == text
