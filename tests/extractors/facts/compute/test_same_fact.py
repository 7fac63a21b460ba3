"""Statements that repeat one fact: the machine that speed is measured on, the schedule of detectors."""

from __future__ import annotations

import pytest

from extractors.facts.compute import extract
from extractors.records import Quantity
from tests.extractors.facts.compute.papers import by_model, paper_of_text, stated, values


def machines(text: str) -> list[str]:
    facts = extract(paper_of_text(text))
    return [fact.text_value for fact in facts if fact.quantity is Quantity.HARDWARE_MODEL]


@pytest.mark.parametrize(
    "text",
    [
        "We measure the inference speed of ResNet-50 on a V100 GPU. The latency of our BiNet on a V100 GPU is 3 ms.",
        "Inference of our BiNet takes 3 ms on a V100. We test the inference time of our TriNet on a V100.",
        "We report the latency of our BiNet on a V100 GPU. Our TriNet has an inference latency of 5 ms on a V100 GPU.",
    ],
)
def test_a_bench_is_one_whatever_is_measured_on_it(text: str) -> None:
    assert len(machines(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "We train our BiNet on a V100 GPU. The inference latency of our TriNet on a V100 GPU is 3 ms.",
        "We measure the latency of our BiNet on a V100 GPU. The inference of our BiNet on a P100 GPU takes 9 ms.",
        "We train our BiNet-50 on 8 V100 GPUs. We train our TriNet-50 on 4 A100 GPUs.",
    ],
)
def test_other_machines_and_other_uses_stay_apart(text: str) -> None:
    assert len(machines(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "We train RetinaNet with the 3x schedule on COCO. BiNet surpasses SwinNet trained with 3x schedule in mAP.",
        "Mask R-CNN with BiNet is trained with a 3× schedule. RetinaNet with TriNet is trained with a 3× schedule.",
        "Detection with BiNet uses the 3x schedule. At 3x schedule TriNet improves detection of COCO objects.",
    ],
)
def test_a_standard_schedule_is_told_once(text: str) -> None:
    assert values(paper_of_text(text), Quantity.EPOCHS) == [36]


def test_whose_a_schedule_is_tells_the_sentence_that_sets_it() -> None:
    text = (
        "BiNet-T surpasses SwinNet by 4 box AP with the 3x schedule. "
        "For Mask R-CNN, we train it with the 3x schedule."
    )
    assert by_model(paper_of_text(text), Quantity.EPOCHS) == {"Mask R-CNN": 36}


@pytest.mark.parametrize(
    "text",
    [
        "We train BiNets for 90 epochs. On ImageNet, our BiNet is trained for 90 epochs.",
        "BiNet is trained for 90 epochs. In all, BiNets take 90 epochs.",
    ],
)
def test_all_networks_of_a_name_are_no_other_network(text: str) -> None:
    assert values(paper_of_text(text), Quantity.EPOCHS) == [90]


@pytest.mark.parametrize(
    ("text", "epochs"),
    [
        ("RetinaNet is trained with the 1x schedule. Mask R-CNN is trained with the 3x schedule.", [12, 36]),
        ("We train BiNet-50 for 36 epochs. We train TriNet-50 for 12 epochs.", [12, 36]),
        ("RetinaNet is trained with the 2x schedule. BiNet-50 is trained for 90 epochs.", [24, 90]),
    ],
)
def test_other_lengths_are_told_each(text: str, epochs: list[float]) -> None:
    assert values(paper_of_text(text), Quantity.EPOCHS) == epochs


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("The number of parameters grew from the original 340 million in NetA to 175 billion in NetB.", (340e6, 175e9)),
        ("Parameter counts rose from 117M (BiNet) to 1.5B (TriNet) within a year.", (117e6, 1.5e9)),
        ("The size of models went from 94M parameters in NetA to over 11B in NetB.", (94e6, 11e9)),
    ],
)  # fmt: skip
def test_growth_between_two_models_states_the_size_of_each(text: str, sizes: tuple[float, float]) -> None:
    assert stated(paper_of_text(text)) == {(Quantity.PARAMETERS, size) for size in sizes}


@pytest.mark.parametrize(
    "text",
    [
        "The number of parameters is reduced from 25M to 11M.",
        "The number of parameters varies from 25M in stage 1 to 40M in stage 2.",
        "Parameters are drawn from 2 distributions in NetA to 4 in NetB.",
    ],
)
def test_other_ranges_of_parameters_are_of_no_model(text: str) -> None:
    assert stated(paper_of_text(text)) == set()
