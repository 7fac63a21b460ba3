"""The markup of the sample sources and its formulas."""

import pytest

from extractors.samples import formula
from extractors.samples.markup import Footnote, Math, SampleCitation, Styled, TableNumber, Text, parse


@pytest.mark.parametrize(
    ("source", "elements"),
    [
        pytest.param("two\n  lines", (Text("two lines"),), id="line breaks are spaces"),
        pytest.param("**28.4**", (Styled("strong", (Text("28.4"),)),), id="bold"),
        pytest.param(
            "an *own* one", (Text("an "), Styled("emphasis", (Text("own"),)), Text(" one")), id="italic"
        ),
        pytest.param("AP~50~", (Text("AP"), Styled("subscript", (Text("50"),))), id="subscript"),
        pytest.param("ViT^†^", (Text("ViT"), Styled("superscript", (Text("†"),))), id="superscript"),
        pytest.param("$10^{18}$", (Math("10^{18}"),), id="formula"),
        pytest.param("VGG [@vgg]", (Text("VGG "), SampleCitation(("vgg",))), id="citation"),
        pytest.param("[@vgg; @deep-att]", (SampleCitation(("vgg", "deep-att")),), id="two citations"),
        pytest.param(
            "@vgg say",
            (SampleCitation(("vgg",), is_narrative=True), Text(" say")),
            id="citation in a sentence",
        ),
        pytest.param("Table [#main]", (Text("Table "), TableNumber("main")), id="table number"),
        pytest.param(
            "so^[see [@vgg]]", (Text("so"), Footnote((Text("see "), SampleCitation(("vgg",))))), id="footnote"
        ),
        pytest.param(
            r"CNN\*, AP\@.5", (Text("CNN"), Text("*"), Text(", AP"), Text("@"), Text(".5")), id="escaped"
        ),
        pytest.param("**x $2^2$**", (Styled("strong", (Text("x "), Math("2^2"))),), id="formula in bold"),
        pytest.param("mAP@[.5, .95]", (Text("mAP@[.5, .95]"),), id="a bracket that is no citation"),
    ],
)
def test_markup_is_read_into_elements(source, elements):
    assert parse(source) == elements


@pytest.mark.parametrize(
    ("tex", "mathml", "typst", "text"),
    [
        pytest.param("3", "<mn>3</mn>", "3", "3", id="number"),
        pytest.param(
            r"11.3\times 10^{9}",
            "<mrow><mn>11.3</mn><mo>×</mo><msup><mn>10</mn><mn>9</mn></msup></mrow>",
            "11.3 times 10^(9)",
            "11.3×10^9",
            id="power of ten",
        ),
        pytest.param(
            "10^{-2}",
            "<msup><mn>10</mn><mrow><mo>-</mo><mn>2</mn></mrow></msup>",
            "10^(- 2)",
            "10^{-2}",
            id="negative exponent",
        ),
        pytest.param(
            r"88.5\pm 0.1",
            "<mrow><mn>88.5</mn><mo>±</mo><mn>0.1</mn></mrow>",
            "88.5 plus.minus 0.1",
            "88.5±0.1",
            id="deviation",
        ),
        pytest.param("d_k", "<msub><mi>d</mi><mi>k</mi></msub>", "d_(k)", "d_k", id="index"),
        pytest.param(
            "x_i^2",
            "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>",
            "x^(2)_(i)",
            "x_i^2",
            id="index and power",
        ),
    ],
)
def test_formulas_are_written_for_every_format(tex, mathml, typst, text):
    read = formula.parse(tex)
    assert (formula.to_mathml(read), formula.to_typst(read), formula.to_text(read)) == (mathml, typst, text)


@pytest.mark.parametrize("tex", [r"\sqrt{2}", "10^{9", "10}9"])
def test_formulas_beyond_the_few_we_need_are_refused(tex):
    with pytest.raises(ValueError, match=r"formula|command"):
        formula.parse(tex)
