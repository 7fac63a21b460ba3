"""Whose runs a sentence about machines and times speaks of: of all, of each, of nets that go by a letter."""

from __future__ import annotations

import pytest

from extractors.documents.model import Document, Format, Paragraph, Section
from extractors.facts.compute import extract
from extractors.facts.compute.attaching import ALL_MODELS
from extractors.records import Quantity, Stage
from tests.extractors.facts.compute.papers import by_model, paper_of_table, paper_of_text, values


@pytest.mark.parametrize(
    "text",
    [
        "We train our models on one machine with 8 V100 GPUs.",
        "Our networks are trained on 8 V100 GPUs.",
        "All networks were trained on 8 V100 GPUs.",
    ],
)
def test_our_models_are_all_of_them(text: str) -> None:
    facts = extract(paper_of_text(text, title="LoomNet: Weaving Deep Nets"))
    assert {fact.reasons[-1] for fact in facts} == {ALL_MODELS}


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("The ImageNet experiments took about 3 days each.", 72),
        ("The four runs took 20 hours each.", 20),
        ("Our models required 2 days each, on one GPU.", 48),
    ],
)
def test_what_each_took_is_said_of_all(text: str, hours: float) -> None:
    facts = extract(paper_of_text(text, title="LoomNet: Weaving Deep Nets"))
    [time] = [fact for fact in facts if fact.quantity is Quantity.WALL_TIME_HOURS]
    assert (time.value, time.reasons[-1]) == (hours, ALL_MODELS)


@pytest.mark.parametrize(
    "text",
    [
        "Training A/B on 4 V100 GPUs, or training C on 8 A100 GPUs, takes about 3 weeks.",
        "Model A and model B train on 4 V100 GPUs, and model C trains on 8 A100 GPUs.",
        "We train models A and B on 4 V100 GPUs; network C takes 8 A100 GPUs.",
    ],
)
def test_nets_may_go_by_a_letter(text: str) -> None:
    counts = by_model(paper_of_text(text), Quantity.DEVICE_COUNT)
    assert counts == {"model A and model B": 4, "model C": 8}


@pytest.mark.parametrize(
    "text",
    [
        "We achieve the same accuracy as NetA within 3 hours of training.",
        "Trained on one GPU, we reach comparable F1 scores within only 3 hours.",
        "Our training comes to a similar loss after just 3 hours on a GPU.",
    ],
)
def test_how_soon_a_net_is_as_good_as_others_is_no_time_of_a_run(text: str) -> None:
    assert values(paper_of_text(text), Quantity.WALL_TIME_HOURS) == []


@pytest.mark.parametrize(
    "before",
    [
        "The architecture is similar to that for SQuAD.",
        "Texts are split by the PTB tokenizer.",
        "Unlike in the experiments for SQuAD, answers are words.",
    ],
)
def test_data_that_a_sentence_before_only_likens_to_are_not_those_of_the_run(before: str) -> None:
    text = f"{before} Training takes 60 hours on 8 V100 GPUs."
    document = Document(
        Format.PDF, sections=(Section("Cloze tests"),), paragraphs=(Paragraph(text, section=0),)
    )
    assert {fact.dataset_name for fact in extract(document)} == {""}


@pytest.mark.parametrize(
    "text",
    [
        "The network is trained on 4 V100 GPUs with 16 images per GPU.",
        "SGD with a batch size of 64 runs on 4 V100 GPUs.",
        "We fine-tune on 4 V100 GPUs.",
    ],
)
def test_what_is_trained_is_no_inference_whatever_the_heading(text: str) -> None:
    document = paper_of_text(text, heading="Training, inference and implementation")
    stages = {fact.stage for fact in extract(document)}
    assert stages <= {Stage.TRAINING, Stage.FINETUNING}


@pytest.mark.parametrize(
    "text",
    [
        "It is trained on 4 GPUs (NVDIA Tesla V100).",
        "The VMs train on 4 Tesla V100 GPUs.",
        "Training ran on a machine with DDR4 memory and 4 Tesla V100 GPUs/node.",
    ],
)
def test_makers_and_machines_are_no_models(text: str) -> None:
    assert {fact.model_name for fact in extract(paper_of_text(text))} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "All detectors are trained on COCO for 24 epochs from ImageNet pre-trained backbones.",
        "We train on COCO for 24 epochs with backbones initialized with weights pre-trained on ImageNet.",
        "Every model is trained on COCO for 24 epochs using an ImageNet-pretrained ResNet-50 backbone.",
    ],
)
def test_what_a_training_begins_from_is_no_training_of_its_own(text: str) -> None:
    [epochs] = [fact for fact in extract(paper_of_text(text)) if fact.quantity is Quantity.EPOCHS]
    assert (epochs.stage, epochs.dataset_name) == (Stage.TRAINING, "COCO")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            "The nets are first trained for 90 epochs, pruned, and then fine-tuned for 40 epochs.",
            Stage.TRAINING,
        ),
        ("We train it for 90 epochs and then fine-tune for 40 epochs.", Stage.TRAINING),
        ("We pre-train for 90 epochs before fine-tuning for 40 epochs.", Stage.PRETRAINING),
    ],
)
def test_a_length_before_the_fine_tuning_is_of_the_stage_before(text: str, first: Stage) -> None:
    facts = extract(paper_of_text(text))
    stages = {fact.value: fact.stage for fact in facts if fact.quantity is Quantity.EPOCHS}
    assert stages == {90: first, 40: Stage.FINETUNING}


@pytest.mark.parametrize(
    ("text", "is_own"),
    [
        ("The best networks took 2000 GPU days of reinforcement learning (RL) (Smith et al., 2018).", False),
        ("The best networks took 3150 GPU days of evolution [12].", False),
        ("Our search took 4 GPU days of evolution.", True),
    ],
)
def test_device_days_of_a_search_that_is_cited_are_of_others(text: str, is_own: bool) -> None:
    facts = extract(paper_of_text(text, title="LoomNet: Weaving Deep Nets"))
    [days] = [fact for fact in facts if fact.quantity is Quantity.DEVICE_HOURS]
    assert days.is_own is is_own


@pytest.mark.parametrize(
    ("text", "is_own"),
    [
        ("All models were implemented using LibA (Smith et al., 2016) and trained on 8 P100 GPUs.", True),
        ("All nets are written with LibA (Smith et al. 2016) and trained on 8 P100 GPUs.", True),
        ("The models are implemented in LibA (Smith et al., 2016) and use 8 P100 GPUs.", True),
        ("Smith et al. (2016) trained on 8 P100 GPUs.", False),
        ("The work of Smith et al., 2016 originally trained on 8 P100 GPUs.", False),
    ],
)
def test_whoever_a_tool_is_from_did_not_train_with_it(text: str, is_own: bool) -> None:
    found = [fact for fact in extract(paper_of_text(text)) if fact.quantity is Quantity.DEVICE_COUNT]
    assert [fact.is_own for fact in found] == [is_own]


@pytest.mark.parametrize(
    "text",
    [
        "For NetA-18 [12] and NetB [15] models, we adopt the same setting as most, whose training epochs are 100.",
        "Following [4], we use the same settings for NetA-18 [12] and NetB [15], which are trained for 100 epochs.",
        "We train NetA-18 [12] and NetB [15] for 100 epochs.",
    ],
)
def test_networks_of_others_that_are_trained_here(text: str) -> None:
    [epochs] = [fact for fact in extract(paper_of_text(text)) if fact.quantity is Quantity.EPOCHS]
    assert (epochs.model_name, epochs.is_own) == ("NetA-18 and NetB", True)


def test_a_row_of_others_and_its_reproduction_are_two() -> None:
    document = paper_of_table(
        [
            ["Model", "Epochs", "Top-1"],
            ["NetB [5]", "400", "80.4"],
            ["NetB (ours)", "400", "81.2"],
            ["NetA", "300", "80"],
        ]
    )
    assert len(values(document, Quantity.EPOCHS)) == 3
