"""Epochs and steps of a part of a run, or of a run that might have been, are not how long a training was."""

from __future__ import annotations

import pytest

from extractors.records import Quantity
from tests.extractors.facts.compute.papers import paper_of_table, paper_of_text, values


@pytest.mark.parametrize(
    "text",
    [
        "In the first 50 training epochs, we only optimize the weights.",
        "After 50 epochs, the sampling distribution is updated.",
        "After 20 epochs we enable the auxiliary loss.",
        "After 40 epochs, the gates are frozen.",
        "We set the cutoff epochs to 30.",
        "We use AdamW with decay epochs = 30.",
        "The accuracy saturates beyond 300 epochs.",
        "Larger networks may require 500 epochs.",
    ],
)
def test_a_part_of_a_schedule_is_no_length_of_a_training(text: str) -> None:
    assert values(paper_of_text(text), Quantity.EPOCHS) == []


@pytest.mark.parametrize(
    "text",
    [
        "NetA is trained for 50 epochs, and the rate is updated per epoch.",
        "After 50 epochs of training, the gates are frozen.",
        "Training stops after 50 epochs.",
        "We train NetA with AdamW and epochs = 50.",
        "NetA may overfit, so we train it for 50 epochs.",
    ],
)
def test_a_whole_training_is_one(text: str) -> None:
    assert values(paper_of_text(text), Quantity.EPOCHS) == [50]


@pytest.mark.parametrize(
    "text",
    [
        "Small subnets may converge after 30000 iterations, while large ones may require 50000 iterations.",
        "Full convergence would take about 50000 iterations.",
        "Other tasks could need more than 50000 steps.",
    ],
)
def test_what_a_training_might_take_is_no_length(text: str) -> None:
    assert values(paper_of_text(text), Quantity.STEPS) == []


@pytest.mark.parametrize(
    "head",
    [
        "Cutoff Epochs",
        "warm-up epochs",
        "Warmup epochs",
        "Soft mask: cutoff epochs",
        "Patience epochs",
        "Ramp-Up epochs",
    ],
)
def test_epochs_of_anything_but_a_training_are_none(head: str) -> None:
    assert values(paper_of_table([["Model", head], ["NetA", "30"], ["NetB", "50"]]), Quantity.EPOCHS) == []
    assert values(paper_of_table([["Config", "NetA", "NetB"], [head, "30", "50"]]), Quantity.EPOCHS) == []


@pytest.mark.parametrize(
    "head",
    [
        "Epochs",
        "# Epochs",
        "Training epochs",
        "Number of epochs",
        "Optimization: training epochs",
        "Pre-Train Epochs",
        "Max. epochs",
        "ImageNet epochs",
    ],
)
def test_a_head_of_epochs_may_say_which_training(head: str) -> None:
    assert values(paper_of_table([["Model", head], ["NetA", "30"], ["NetB", "50"]]), Quantity.EPOCHS) == [
        30,
        50,
    ]


def test_how_far_curves_are_drawn_is_no_length_of_a_training() -> None:
    text = "Training losses of NetA and NetB during 12 epochs."
    assert values(paper_of_text(text), Quantity.EPOCHS) == []
    assert values(paper_of_text("We train with a cross-entropy loss over 12 epochs."), Quantity.EPOCHS) == [
        12
    ]
