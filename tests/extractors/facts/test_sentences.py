"""Where sentences end."""

import pytest

from extractors.facts.sentences import split_sentences


@pytest.mark.parametrize(
    "text",
    [
        "We pre-train on ImageNet-22K. Then we stop.",
        "See Table 2A. The rest is above.",
        "It has 6B. We use it.",
    ],
)
def test_a_size_ends_a_sentence(text: str) -> None:
    assert len(list(split_sentences(text))) == 2


@pytest.mark.parametrize(
    "text", ["As J. Smith says, it works.", "We thank A. B. Author.", "See Fig. 3 and Smith et al. 2019."]
)
def test_an_initial_does_not(text: str) -> None:
    assert list(split_sentences(text)) == [text]
