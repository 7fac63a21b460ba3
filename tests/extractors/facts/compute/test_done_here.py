"""What a paper does itself with a network of others is its own run; what it takes from them is not."""

from __future__ import annotations

import pytest

from extractors.facts.compute import extract
from tests.extractors.facts.compute.papers import paper_of_text

TITLE = "LoomNet: Weaving Deep Nets"
INTRODUCED = "NetX (Author et al., 2019) is a strong network. "


def _owners(text: str) -> set[bool]:
    return {fact.is_own for fact in extract(paper_of_text(INTRODUCED + text, title=TITLE))}


@pytest.mark.parametrize(
    "text",
    [
        "For NetX (Author et al., 2019), we use 8 GPUs and a batch size of 256 for 300 epochs.",
        "We set the batch size to 512 for NetX [3].",
        "We apply the best practices of Author et al. (2019) to train NetX [3] on 16 V100 GPUs for 125000 steps.",
        "For NetX [3], we follow the setting in [4] and use AdamW with a batch size of 16 for 160K iterations.",
        "We use NetX [3] implemented in a toolbox [5] with the schedule of 80K iterations.",
        "We repeat the sweep for NetX [3], running each for 25 epochs.",
        "Our distributed system trains NetX [3] on 256 GPUs in 1 hour.",
    ],
)
def test_what_we_do_is_own(text: str) -> None:
    assert _owners(text) == {True}


@pytest.mark.parametrize(
    "text",
    [
        "We use NetX [3], which is trained on 8 GPUs for 300 epochs.",
        "We use the weights of NetX [3] trained for 300 epochs.",
        "We compare with NetX [3], trained for 300 epochs.",
        "We do not use NetX [3] with its 300 epochs of training.",
        "We use fewer layers, while NetX [3] needs 300 epochs on 64 GPUs.",
    ],
)
def test_what_others_did_is_theirs(text: str) -> None:
    assert _owners(text) == {False}


def test_its_settings_are_not_those_of_the_proposed_model_said_again() -> None:
    text = "Our LoomNet uses a batch size of 256. For NetX [3], we use a batch size of 256."
    facts = extract(paper_of_text(INTRODUCED + text, title=TITLE))
    assert {fact.model_name for fact in facts if fact.value == 256} == {"LoomNet", "NetX"}
