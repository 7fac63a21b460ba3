"""What a paper does itself with a network of others is its own run; what it takes from them is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.documents.model import Paragraph, Section
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


@pytest.mark.parametrize(
    ("heading", "text", "is_own"),
    [
        ("Experiment Setup", "The NetXs are trained for 90 epochs with SGD.", True),
        ("Implementation Details", "NetX is optimized with a batch size of 4096.", True),
        ("Training settings", "NetX was first pre-trained on 8 V100 GPUs for 12 hours.", True),
        ("Related Work", "NetX is trained for 90 epochs.", False),
        ("Experiment Setup", "NetX is trained for 90 epochs in the original paper.", False),
        ("Experiment Setup", "NetX is trained by Author et al. for 90 epochs.", False),
    ],
)
def test_what_a_section_on_the_setup_says_is_trained_is_own(heading: str, text: str, is_own: bool) -> None:
    introduction = paper_of_text(INTRODUCED, heading="Introduction", title=TITLE)
    setup = Paragraph(text, section=1)
    document = replace(
        introduction,
        sections=(*introduction.sections, Section(heading)),
        paragraphs=(*introduction.paragraphs, setup),
    )
    assert {fact.is_own for fact in extract(document)} == {is_own}
