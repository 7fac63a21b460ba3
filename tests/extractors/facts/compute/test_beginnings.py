"""What a training begins from is neither its model nor its data, and makes it no pre-training."""

from __future__ import annotations

import pytest

from extractors.facts.compute import extract
from extractors.facts.compute.beginnings import without_beginnings
from extractors.records import Quantity, Stage
from tests.extractors.facts.compute.papers import paper_of_text

TITLE = "LoomNet: Weaving Deep Nets"


@pytest.mark.parametrize(
    "text",
    [
        "On COCO we train it with ImageNet-1K pretrained models for 12 epochs.",
        "On COCO we use a schedule of 12 epochs, soft-NMS, and an ImageNet-22K pre-trained model as initialization.",
        "On COCO, models started with pre-trained ImageNet models are trained for 12 epochs.",
        "With the weights of the pre-trained encoder frozen, a head is trained on COCO for 12 epochs.",
        "On COCO, the model with ImageNet initialization was trained for 12 epochs.",
        "On COCO, we initialize LoomNet with a BERT-Base (12) checkpoint and train for 12 epochs.",
        "On COCO, LoomNet is initialized from the ImageNet [3] checkpoint, and trained for 12 epochs.",
    ],
)
def test_what_a_training_begins_from_tells_nothing_of_it(text: str) -> None:
    [fact] = [fact for fact in extract(paper_of_text(text, title=TITLE)) if fact.quantity is Quantity.EPOCHS]
    assert (fact.value, fact.dataset_name, fact.stage) == (12, "COCO", Stage.TRAINING)
    assert fact.model_name in (None, "LoomNet", "COCO")


@pytest.mark.parametrize(
    "text",
    [
        "We pre-train the model with masked patches for 90 epochs.",
        "All models are pre-trained on ImageNet-22K for 90 epochs.",
        "The weights of LoomNet are pre-trained for 90 epochs.",
        "We initialize nothing and pre-train on ImageNet-22K with all weights for 90 epochs.",
    ],
)
def test_a_pre_training_that_is_told_of_stays_one(text: str) -> None:
    assert without_beginnings(text) == text
    [fact] = extract(paper_of_text(text, title=TITLE))
    assert fact.stage is Stage.PRETRAINING


def test_the_size_of_what_a_training_begins_from_is_its_own() -> None:
    text = "The reward model was initialized from a GPT-3 model with 6B parameters."
    [fact] = extract(paper_of_text(text, title=TITLE))
    assert (fact.value, fact.model_name) == (6e9, "GPT-3")


def test_what_brackets_say_of_a_data_set_has_no_size_of_it() -> None:
    text = (
        "We pre-train on ImageNet-22K, a larger dataset (a superset of ImageNet-1K) with 14M images for pre-training, "
        "and fine-tune on ImageNet-1K."
    )
    [fact] = extract(paper_of_text(text, title=TITLE))
    assert (fact.value, fact.dataset_name) == (14e6, "ImageNet-22K")


def test_a_data_set_may_have_a_second_name_in_brackets() -> None:
    text = (
        "The Cityscapes dataset (referred to as CS) and COCO (COCO-2017) with 118k training images are used."
    )
    [fact] = extract(paper_of_text(text, title=TITLE))
    assert fact.dataset_name.startswith("COCO")
