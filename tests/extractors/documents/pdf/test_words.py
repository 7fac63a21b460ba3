"""Characters become words: scripts, spaces and the codes of TeX fonts."""

import pytest
import typst

from extractors.documents.pdf import read_pdf
from extractors.documents.pdf.glyphs import readable


def paragraph(markup: str) -> str:
    """Return how the reader sees one paragraph of Typst markup."""
    setup = """#set text(font: "Libertinus Serif")
        #set super(typographic: false)
        #set sub(typographic: false)
        """
    filler = "Some more words so that the page holds enough text to be a page of text."
    read = read_pdf(typst.compile(f"{setup}{filler}\n\n#v(2em)\n{markup}".encode()), "words")
    return read.paragraphs[-1].text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        pytest.param("a cost of 10#super[20] operations", "a cost of 10^20 operations", id="power of ten"),
        pytest.param(
            "at 10#super[#sym.minus;3] per step", "at 10^{−3} per step", id="negative exponent is braced"
        ),
        pytest.param("the AP#sub[50] of it", "the AP_50 of it", id="subscript"),
        pytest.param("a GPU#super[5] of ours", "a GPU^5 of ours", id="footnote mark"),
        pytest.param("ResNet#super[†] and others", "ResNet^† and others", id="dagger"),
        pytest.param("x#sub[i]y for all", "x_{i}y for all", id="script before a letter is braced"),
        pytest.param("efficient workflow, affine", "efficient workflow, affine", id="ligatures"),
        pytest.param("3.8 × 10#super[9] ± 2%", "3.8 × 10^9 ± 2%", id="signs"),
        pytest.param("#smallcaps[Very Deep] nets", "Very Deep nets", id="small capitals"),
        pytest.param(
            "V#text(0.8em)[ERY] D#text(0.8em)[EEP] nets", "VERY DEEP nets", id="capitals of two sizes"
        ),
        pytest.param("*8* P100 GPUs", "8 P100 GPUs", id="bold"),
    ],
)
def test_one_paragraph(markup: str, text: str) -> None:
    assert paragraph(markup) == text


def test_words_hyphenated_at_line_ends_are_joined() -> None:
    markup = "#block(width: 95pt)[#set par(justify: true); #set text(hyphenate: true); Convolutional representations]"
    assert paragraph(markup) == "Convolutional representations"


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [
        pytest.param("\x0cnetuning", "CMR10", "finetuning", id="ligature code of a TeX text font"),
        pytest.param("10\x003", "CMSY7", "10−3", id="minus of the TeX symbol font"),
        pytest.param("\x14", "CMEX10", "[", id="big bracket"),
        pytest.param("X", "MSAM10", "✓", id="check mark of the AMS font"),
        pytest.param("X", "NimbusRomNo9L-Regu", "X", id="a letter stays a letter"),
        pytest.param("na¨ıve", "CMR10", "naïve", id="accent before its letter"),
        pytest.param("ﬁne", "Times-Roman", "fine", id="ligature character"),
        pytest.param("gener\ufffe", "Times-Roman", "gener\u00ad", id="hyphen at a line end"),
    ],
)
def test_readable(text: str, font: str, expected: str) -> None:
    assert readable(text, font) == expected
