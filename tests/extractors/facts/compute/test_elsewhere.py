"""What a sentence excepts, and what has an amount of its own beside another."""

from __future__ import annotations

import pytest

from extractors.facts.compute import extract
from extractors.facts.compute.attaching import ALL_MODELS
from extractors.records import Quantity
from tests.extractors.facts.compute.papers import by_model, paper_of_text

TITLE = "LoomNet: Weaving Deep Nets"
OWN = "LoomNet"


@pytest.mark.parametrize(
    ("text", "quantity", "expected"),
    [
        (
            "We use batch size 64 for RetinaNet, 4096 for Transformer, and 1024 for the rest of the workloads.",
            Quantity.BATCH_SIZE,
            {"RetinaNet": 64, "Transformer": 4096},
        ),
        (
            "We train 70 epochs for ZF-5 and 90 epochs for OF-7 and OF-9.",
            Quantity.EPOCHS,
            {"ZF-5": 70, "OF-7 and OF-9": 90},
        ),
        (
            "We train 70 epochs for ZF-5 and 90 epochs for the others.",
            Quantity.EPOCHS,
            {"ZF-5": 70, OWN: 90},
        ),
        (
            "Runs take 300 epochs for 12-layer models, and 400 epochs for models with more than 12 layers.",
            Quantity.EPOCHS,
            {"12-layer models": 300, "models with more than 12 layers": 400},
        ),
    ],
)
def test_each_amount_of_a_list_has_its_own_model(
    text: str, quantity: Quantity, expected: dict[str, float]
) -> None:
    assert by_model(paper_of_text(text, title=TITLE), quantity) == expected


@pytest.mark.parametrize(
    "text",
    [
        "We train 90 epochs for ImageNet and 200 epochs for CIFAR-10.",
        "We use 90 epochs for training and 20 epochs for fine-tuning.",
        "We train for 300 epochs on 8 GPUs and 30 epochs on 16 GPUs.",
    ],
)
def test_data_stages_and_machines_of_a_list_are_no_models(text: str) -> None:
    names = by_model(paper_of_text(text, title=TITLE), Quantity.EPOCHS)
    assert names.keys() <= {OWN, "ImageNet", "CIFAR-10"}


@pytest.mark.parametrize(
    "text",
    [
        "All models are trained on a single V100 GPU except for ImageNet for which we use a whole machine.",
        "Our models are trained on a single V100 GPU, except BigNet-50 on ImageNet.",
        "Our networks are trained on one V100 GPU, with the exception of ImageNet.",
    ],
)
def test_an_exception_is_not_what_the_rest_is_for(text: str) -> None:
    facts = extract(paper_of_text(text, title=TITLE))
    assert facts
    assert {(fact.dataset_name, fact.reasons[-1]) for fact in facts} == {("", ALL_MODELS)}


def test_the_amount_of_an_exception_is_its_own() -> None:
    text = "We train for 90 epochs on CIFAR-10, except for BigNet-50, which we train for 200 epochs."
    assert by_model(paper_of_text(text, title=TITLE), Quantity.EPOCHS)["BigNet-50"] == 200


@pytest.mark.parametrize(
    "text",
    [
        "For ImageNet, we follow NetA except for a batch size of 256.",
        "On ImageNet, nothing changes except that we use a batch size of 256.",
    ],
)
def test_what_only_the_settings_differ_in_goes_on(text: str) -> None:
    [fact] = extract(paper_of_text(text, title=TITLE))
    assert fact.dataset_name == "ImageNet"


def test_brackets_keep_their_amount_for_themselves() -> None:
    text = "We train with a batch size of 100 (for ImageNet, 32) and momentum 0.9."
    sizes = [
        (fact.value, fact.dataset_name)
        for fact in extract(paper_of_text(text, title=TITLE, heading="Training"))
        if fact.quantity is Quantity.BATCH_SIZE
    ]
    assert (100, "") in sizes


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("All three models are pre-trained for 12 epochs, and NetA-18 is fine-tuned for 60 epochs.", 60),
        ("All networks are trained for 90 epochs, while NetA-18 is trained for 300 epochs.", 300),
    ],
)
def test_a_model_with_a_clause_of_its_own_is_not_all_of_them(text: str, value: float) -> None:
    assert by_model(paper_of_text(text, title=TITLE), Quantity.EPOCHS)["NetA-18"] == value


@pytest.mark.parametrize("text", ["For all models, we set the input to 512 and train for 90 epochs."])
def test_words_that_point_describe_no_model(text: str) -> None:
    [fact] = extract(paper_of_text(text, title=TITLE))
    assert fact.reasons[-1] == ALL_MODELS


def test_a_detector_is_no_disk() -> None:
    text = (
        "We used a batch of 128 for ResNet-32, and 256 for SSD. The machine has 8 V100 GPUs and a 2 TB SSD."
    )
    names = {(fact.value, fact.model_name) for fact in extract(paper_of_text(text, title=TITLE))}
    assert {(128, "ResNet-32"), (256, "SSD")} <= names
    assert (8, "SSD") not in names
