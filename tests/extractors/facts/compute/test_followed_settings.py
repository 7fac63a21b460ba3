"""Whose settings a paper follows says nothing of whose runs it tells: they are its own."""

from __future__ import annotations

import pytest

from extractors.facts.compute import extract
from extractors.records import Quantity
from tests.extractors.facts.compute.papers import paper_of_text

TITLE = "LoomNet: Weaving Deep Nets"


def _epochs(text: str) -> list[tuple[float | None, str | None, bool]]:
    facts = extract(paper_of_text(text, title=TITLE))
    return [(fact.value, fact.model_name, fact.is_own) for fact in facts if fact.quantity is Quantity.EPOCHS]


@pytest.mark.parametrize(
    "text",
    [
        "We follow the settings that are widely used in NetX [3] and train the proposed model with 300 epochs.",
        "We adopt the training recipe of NetX (Author et al., 2021) and train the network for 300 epochs.",
        "We train for 300 epochs using the strategy introduced by NetX [3].",
        "According to the protocol described in NetX, the proposed network is trained for 300 epochs.",
        "With the hyper-parameters of NetX and NetY, we train for 300 epochs.",
        "Following NetX [3] and NetY [4], we train for 300 epochs.",
    ],
)
def test_who_uses_the_settings_is_trained(text: str) -> None:
    assert _epochs(text) == [(300, "LoomNet", True)]


@pytest.mark.parametrize(
    "text",
    [
        "NetX [3] is trained for 300 epochs.",
        "The settings of NetX [3] are 300 epochs.",
        "We follow the settings of NetY and train NetX [3] for 300 epochs.",
        "Unlike NetY, NetX [3] is trained for 300 epochs.",
    ],
)
def test_what_is_said_of_others_is_theirs(text: str) -> None:
    assert [name for _, name, _ in _epochs(text)] == ["NetX"]


def test_the_proposed_model_is_none_of_the_sentence_before() -> None:
    text = "NetX [3] is our baseline. The proposed method is trained for 300 epochs."
    assert _epochs(text) == [(300, "LoomNet", True)]
