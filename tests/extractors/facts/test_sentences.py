"""Where a sentence ends."""

from __future__ import annotations

import pytest

from extractors.facts.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("We train for 90 epochs. The batch size is 256.", 2, id="two"),
        pytest.param(
            "All models follow protocol C. For text, we train for 200 epochs.", 2, id="a letter as label"
        ),
        pytest.param("Curves are in Appendix B. We stop after 5 days.", 2, id="an appendix"),
        pytest.param("This is setting A. All nets see 10M images.", 2, id="a setting"),
        pytest.param(
            "Training on COCO. We train for 36 epochs. Nets are small.", 2, id="a heading in the line"
        ),
        pytest.param(
            "Detection on larger sets. All nets see 10M images.", 1, id="a heading in the line, two"
        ),
        pytest.param("We train nets. They are small.", 2, id="a short sentence"),
        pytest.param("We pre-train on ImageNet-22K. Then we stop.", 2, id="a size"),
        pytest.param("It has 6B. We use it.", 2, id="a size, two"),
        pytest.param("Nets see 10M images. *Our epochs include both.", 2, id="a footnote mark"),
        pytest.param("Nets see 10M images. † Results of our own runs.", 2, id="a footnote mark and a space"),
        pytest.param("Nets see 10M images. **NetA sees more.", 2, id="two footnote marks"),
        pytest.param("We use approx. *one epoch of it.", 1, id="an emphasis"),
        pytest.param("The recipe of A. Weaver is kept.", 1, id="an initial"),
        pytest.param("Thanks go to B. F. Miller.", 1, id="two initials"),
        pytest.param("Weaver et al. Our rows are bold.", 1, id="an abbreviation"),
        pytest.param("See Sec. 3 and Tab. 4.", 1, id="abbreviations before numbers"),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(list(split_sentences(text))) == count
