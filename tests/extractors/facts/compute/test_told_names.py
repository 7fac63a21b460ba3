"""What a statement is called: the data it is about, what its sentence opens with, and what only looks like a name."""

from __future__ import annotations

import pytest

from extractors.facts.compute import extract
from extractors.records import Quantity
from tests.extractors.facts.compute.papers import by_model, paper_of_text, stated, values

_TITLE = "LoomNet: Weaving Deep Nets"


@pytest.mark.parametrize(
    "text",
    [
        "ImageNet contains 1.28 million training images.",
        "We evaluate on ImageNet. The training set has 1.28 million images.",
        "The ImageNet data set has 1.28 million images for training and 50,000 for validation.",
    ],
)
def test_the_size_of_data_is_said_of_the_data(text: str) -> None:
    assert by_model(paper_of_text(text, title=_TITLE), Quantity.DATASET_SIZE) == {"ImageNet": 1.28e6}


@pytest.mark.parametrize(
    "text",
    [
        "We train LoomNet on the 1.28 million images of ImageNet.",
        "LoomNet is trained on ImageNet with 1.28 million images.",
        "On ImageNet, LoomNet learns from 1.28 million training images.",
    ],
)
def test_a_model_that_the_sentence_names_keeps_its_data(text: str) -> None:
    assert by_model(paper_of_text(text, title=_TITLE), Quantity.DATASET_SIZE) == {"LoomNet": 1.28e6}


@pytest.mark.parametrize(
    "text",
    [
        "On CIFAR-10 and ImageNet we train for 300 and 90 epochs, respectively.",
        "We train for 300 epochs on CIFAR-10 and for 90 epochs on ImageNet.",
        "Training lasts 300 epochs on CIFAR-10, and 90 epochs on ImageNet.",
    ],
)
def test_runs_on_two_sets_go_by_their_data(text: str) -> None:
    assert by_model(paper_of_text(text, title=_TITLE), Quantity.EPOCHS) == {"CIFAR-10": 300, "ImageNet": 90}


def test_a_task_is_no_name_of_data() -> None:
    text = "For object detection, all models are trained for 50 epochs."
    assert by_model(paper_of_text(text), Quantity.EPOCHS) == {"object detection models": 50}


@pytest.mark.parametrize(
    "text",
    [
        "We use SQuAD (88k training examples) and COCO (118k training images).",
        "The SQuAD training set has 88k examples and the COCO training set has 118k images.",
        "We use SQuAD, with 88k training examples, and COCO, with 118k training images.",
    ],
)
def test_each_of_several_sets_has_its_size(text: str) -> None:
    assert by_model(paper_of_text(text, title=_TITLE), Quantity.DATASET_SIZE) == {
        "SQuAD": 88_000,
        "COCO": 118_000,
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("For Mixup, we train 180 epochs.", "Mixup"),
        ("For Cutout we train for 180 epochs.", "Cutout"),
        ("In Sharpening, we always train for 180 epochs.", "Sharpening"),
    ],
)
def test_what_a_sentence_on_training_opens_with_is_trained(text: str, name: str) -> None:
    assert by_model(paper_of_text(text, title=_TITLE), Quantity.EPOCHS) == {name: 180}


@pytest.mark.parametrize(
    "text",
    [
        "For Simplicity, we train for 180 epochs.",
        "In Figure, we train for 180 epochs.",
        "For Pre-training, we train for 180 epochs.",
    ],
)
def test_an_opening_that_names_nothing_is_no_name(text: str) -> None:
    assert by_model(paper_of_text(text, title=_TITLE), Quantity.EPOCHS) == {"LoomNet": 180}


@pytest.mark.parametrize(
    "text",
    [
        "For baseline model, we train for 50k steps. For the distilled model, we train for 80k steps.",
        "For baseline model we train 50k steps. We train the distilled model for 80k steps.",
        "The baseline model is trained for 50k steps. The distilled model is trained for 80k steps.",
    ],
)
def test_described_models_need_no_article(text: str) -> None:
    counts = by_model(paper_of_text(text, title=_TITLE), Quantity.STEPS)
    assert counts == {"baseline model": 50_000, "distilled model": 80_000}


def test_two_described_models_of_one_length_are_two() -> None:
    text = "We train the augmented model for 80k steps. We train the distilled model for 80k steps."
    assert values(paper_of_text(text, title=_TITLE), Quantity.STEPS) == [80_000, 80_000]


@pytest.mark.parametrize(
    "text",
    [
        "Weaver [40] first pre-trains its backbone with 900M image-text pairs.",
        "For example, Weaver [40] pre-trains its backbone with 900M image-text pairs.",
        "Weaver (Loom et al., 2021) is trained with 900M image-text pairs.",
    ],
)
def test_a_cited_name_owns_what_it_does(text: str) -> None:
    assert by_model(paper_of_text(text, title=_TITLE), Quantity.DATASET_SIZE) == {"Weaver": 900e6}


@pytest.mark.parametrize(
    "text",
    [
        "With batch size 256, BPTT length 35 and dropout 0.2 we train for 50 epochs.",
        "We train for 50 epochs with NetB-style distillation and batch size 256.",
        "The code is implemented with MMSegmentation; we train for 50 epochs with batch size 256.",
    ],
)
def test_settings_and_tools_are_no_models(text: str) -> None:
    facts = extract(paper_of_text(text, title=_TITLE))
    assert {fact.model_name for fact in facts} == {"LoomNet"}


@pytest.mark.parametrize(
    "text",
    [
        "This takes 4 GPU days vs 2000 GPU days for NetA.",
        "We need 4 GPU days compared with 2000 GPU days for NetA.",
        "LoomNet takes 4 GPU days and 2000 GPU days are needed for NetA.",
    ],
)
def test_the_cost_before_that_of_another_is_not_its(text: str) -> None:
    costs = {(fact.value, fact.model_name) for fact in extract(paper_of_text(text, title=_TITLE))}
    assert (96.0, "LoomNet") in costs and (48_000.0, "NetA") in costs


@pytest.mark.parametrize(
    "text",
    [
        "We adopt the same training setup as BERT (Devlin et al., 2019) by pre-training over 1M updates.",
        "We use the same recipe as BERT (Devlin et al., 2019) and train for 1M updates.",
        "We follow the same procedure as BERT (Devlin et al., 2019) training for 1M updates.",
    ],
)
def test_what_is_done_as_others_did_is_done_here(text: str) -> None:
    [fact] = extract(paper_of_text(text, title=_TITLE))
    assert (fact.quantity, fact.value, fact.model_name, fact.is_own) == (Quantity.STEPS, 1e6, "LoomNet", True)


@pytest.mark.parametrize(
    "text",
    [
        "We warm up the learning rate for 40 epochs to 0.002 for NetA and for 80 epochs to 0.001 for NetB.",
        "The learning rate rises for 5 epochs to 4e-3.",
        "The learning rate goes for 20 epochs to a peak value of 1 × 10^{-3}.",
    ],
)
def test_what_the_learning_rate_takes_is_no_length(text: str) -> None:
    assert values(paper_of_text(text, title=_TITLE), Quantity.EPOCHS) == []


@pytest.mark.parametrize(
    "text",
    [
        "We train for 90 epochs to convergence.",
        "The network is trained for 90 epochs to 76.1% accuracy.",
        "We train for 90 epochs to match NetA.",
    ],
)
def test_a_length_may_have_a_purpose(text: str) -> None:
    assert values(paper_of_text(text, title=_TITLE), Quantity.EPOCHS) == [90]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We increase the batch size to 32 and decrease the iterations to 40K.", (Quantity.STEPS, 40_000)),
        ("We reduce the number of training steps to 60K.", (Quantity.STEPS, 60_000)),
        ("We set the iterations to 90k.", (Quantity.STEPS, 90_000)),
        ("As batch size we use 2,048 for NetA and 8,192 for NetB.", (Quantity.BATCH_SIZE, 8192)),
    ],
)
def test_settings_that_are_changed_are_stated(text: str, expected: tuple[Quantity, float]) -> None:
    assert expected in stated(paper_of_text(text, title=_TITLE))


@pytest.mark.parametrize(
    "text",
    [
        "LoomNet gains 2.1 points with 12G FLOPs saving.",
        "This brings a 12G FLOPs reduction.",
        "The new block comes with a 12G FLOPs overhead.",
    ],
)
def test_what_is_saved_is_no_cost(text: str) -> None:
    assert values(paper_of_text(text, title=_TITLE), Quantity.FORWARD_FLOPS) == []


@pytest.mark.parametrize(
    "text",
    [
        "ADE20K has 20,000 and 2,000 images in the training set and validation set, respectively.",
        "COCO contains 20,000 and 2,000 images for the training set and the test set.",
        "ADE20K includes 20,000 and 2,000 images in the training split and validation split.",
    ],
)
def test_of_two_sets_the_first_is_trained_on(text: str) -> None:
    assert values(paper_of_text(text, heading="Data"), Quantity.DATASET_SIZE) == [20_000]


@pytest.mark.parametrize(
    "text",
    [
        "Consider the training cost of one epoch.",
        "The duration of one epoch of training depends on the machine.",
        "We measure the training time of one epoch.",
    ],
)
def test_what_one_epoch_costs_is_no_length(text: str) -> None:
    assert values(paper_of_text(text, title=_TITLE), Quantity.EPOCHS) == []
