"""Which stage the settings of a table are for, by its caption and the data in its heads."""

from __future__ import annotations

import pytest

from extractors.facts.compute import extract
from extractors.records import Quantity, Stage
from tests.extractors.facts.compute.papers import paper_of_table

ROWS = [
    ["config", "ImageNet-1K", "ImageNet-21K"],
    ["optimizer", "AdamW", "AdamW"],
    ["training epochs", "300", "90"],
]


def _stages(caption: str) -> dict[str, Stage]:
    facts = extract(paper_of_table(ROWS, caption=caption))
    return {fact.dataset_name: fact.stage for fact in facts if fact.quantity is Quantity.EPOCHS}


@pytest.mark.parametrize(
    "caption",
    [
        "ImageNet-1K/21K (pre-)training settings.",
        "Settings of training and pre-training.",
        "Our (pre)training recipe on ImageNet-1K/ImageNet-21K, adapted from NetB [3].",
    ],
)
def test_data_tell_the_pre_training_where_a_table_has_both(caption: str) -> None:
    assert _stages(caption) == {"ImageNet-1K": Stage.TRAINING, "ImageNet-21K": Stage.PRETRAINING}


@pytest.mark.parametrize(
    ("caption", "stage"),
    [
        ("Training settings, adapted from NetB [3].", Stage.TRAINING),
        ("Fine-tuning settings, adapted from NetB [3].", Stage.FINETUNING),
        ("Settings when adapting to other data.", Stage.FINETUNING),
    ],
)
def test_settings_adapted_from_others_adapt_no_network(caption: str, stage: Stage) -> None:
    assert set(_stages(caption).values()) == {stage}


@pytest.mark.parametrize(
    ("head", "stage"),
    [
        ("Pre-training", Stage.PRETRAINING),
        ("Pretraining method", Stage.PRETRAINING),
        ("Pre-training (ResNet-50)", Stage.PRETRAINING),
        ("Pretrained weights", Stage.FINETUNING),
        ("Method", Stage.FINETUNING),
    ],
)
def test_epochs_beside_methods_of_pre_training_are_of_that(head: str, stage: Stage) -> None:
    rows = [[head, "Epochs", "Top-1"], ["NetA", "800", "83.1"], ["NetB", "300", "82.4"]]
    facts = extract(paper_of_table(rows, caption="Fine-tuning accuracy on ImageNet."))
    assert {fact.stage for fact in facts if fact.quantity is Quantity.EPOCHS} == {stage}
