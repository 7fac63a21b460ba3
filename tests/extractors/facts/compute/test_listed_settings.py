"""A list of settings has a number for each, which takes no scale from another and is what its name says."""

from __future__ import annotations

import pytest

from extractors.facts.compute import extract
from extractors.records import Quantity
from tests.extractors.facts.compute.papers import paper_of_text


def _read(text: str) -> set[tuple[Quantity, float | None]]:
    facts = extract(paper_of_text(text, title="LoomNet: Weaving Deep Nets"))
    return {(fact.quantity, fact.value) for fact in facts}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "The batch size, learning rate, and training iterations are set to 8, 4e-3, and 41K, respectively.",
            {(Quantity.BATCH_SIZE, 8), (Quantity.STEPS, 41_000)},
        ),
        (
            "We set the number of epochs, batch size and learning rate to 200, 128 and 0.1, respectively.",
            {(Quantity.EPOCHS, 200), (Quantity.BATCH_SIZE, 128)},
        ),
        (
            "The number of iterations, warm-up steps and batch size are set to 80k, 1500 and 16.",
            {(Quantity.STEPS, 80_000), (Quantity.BATCH_SIZE, 16)},
        ),
        (
            "The epochs, batch size and weight decay are 90, 256 and 1e-4.",
            {(Quantity.EPOCHS, 90), (Quantity.BATCH_SIZE, 256)},
        ),
    ],
)
def test_each_setting_has_its_own_number(text: str, read: set[tuple[Quantity, float]]) -> None:
    assert _read(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "The momentum, warm-up epochs and decay epochs are set to 0.9, 5 and 30, respectively.",
        "The weight decay, sampling steps and guidance scale are set to 0.1, 1000 and 7.5.",
        "The momentum and number of epochs are set to 0.9.",
    ],
)
def test_parts_and_other_steps_are_no_lengths(text: str) -> None:
    assert _read(text) == set()
