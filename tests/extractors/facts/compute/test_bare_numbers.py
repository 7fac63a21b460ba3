"""The scale of bare numbers in a table: thousands, millions, billions."""

from __future__ import annotations

import pytest

from extractors.records import Quantity
from tests.extractors.facts.compute.papers import by_model, paper_of_table, values


@pytest.mark.parametrize(
    ("head", "cell", "value"),
    [
        ("Params (M)", "25.6", 25.6e6),
        ("params ×10^6", "65", 65e6),
        ("Params", "15.3 M", 15.3e6),
        ("# Parameters (billions)", "1.5", 1.5e9),
        ("Params", "3.2 × 10^6", 3.2e6),
        ("Params", "1,250,000", 1.25e6),
    ],
)
def test_scales_of_parameters(head: str, cell: str, value: float) -> None:
    document = paper_of_table([["Model", head], ["NetA", cell]])
    assert by_model(document, Quantity.PARAMETERS) == {"NetA": value}


@pytest.mark.parametrize(
    ("head", "cell", "quantity", "value"),
    [
        ("GFLOPs", "4.34", Quantity.FORWARD_FLOPS, 4.34e9),
        ("Complexity (MFLOPs)", "140", Quantity.FORWARD_FLOPS, 140e6),
        ("FLOPs", "142B", Quantity.FORWARD_FLOPS, 142e9),
        ("Mult-Adds (M)", "569", Quantity.FORWARD_FLOPS, 569e6),
        ("Training Cost (FLOPs)", "2.3 · 10^19", Quantity.TRAINING_FLOPS, 2.3e19),
        ("Train FLOPs", "7.1e20", Quantity.TRAINING_FLOPS, 7.1e20),
    ],
)
def test_scales_of_operations(head: str, cell: str, quantity: Quantity, value: float) -> None:
    document = paper_of_table([["Model", head], ["NetA", cell]])
    assert by_model(document, quantity) == {"NetA": value}


@pytest.mark.parametrize(
    ("parameters", "madds", "value"), [("5.4M", "219", 219e6), ("25.6M", "4.1", 4.1e9), ("63M", "142", 142e9)]
)
def test_bare_operations_are_scaled_to_fit_the_parameters(parameters: str, madds: str, value: float) -> None:
    document = paper_of_table([["Model", "Params", "MAdds"], ["NetA", parameters, madds]])
    assert by_model(document, Quantity.FORWARD_FLOPS) == {"NetA": value}


def test_the_caption_may_state_the_scale() -> None:
    document = paper_of_table(
        [["Model", "Params"], ["NetA", "1.5"]], caption="Table 1: Sizes. Parameters are in billions."
    )
    assert by_model(document, Quantity.PARAMETERS) == {"NetA": 1.5e9}


def test_operations_in_exa_are_those_of_a_training() -> None:
    document = paper_of_table([["Model", "Epochs", "exaFLOPs"], ["NetA", "7", "55"]])
    assert values(document, Quantity.TRAINING_FLOPS) == [5.5e19]


def test_speeds_in_tera_operations_are_no_operations() -> None:
    document = paper_of_table([["N", "msec", "TFLOPS"], ["1", "12.5", "3.1"], ["2", "20.4", "3.8"]])
    assert values(document, Quantity.FORWARD_FLOPS) == []


def test_a_detector_needs_more_operations_than_a_classifier() -> None:
    document = paper_of_table(
        [
            ["Backbone", "#Params", "FLOPs", "AP"],
            ["NetA", "82.0", "739", "46.3"],
            ["NetB", "86.0", "745", "50.5"],
        ],
        caption="Object detection on COCO.",
    )
    assert values(document, Quantity.FORWARD_FLOPS) == [739e9, 745e9]


@pytest.mark.parametrize(
    ("batch", "updates"),
    [("Batch (×4096)", "Updates (×100k)"), ("Batch [x4096]", "Updates [x100k]"), ("Batch", "Upd.")],
)
def test_a_head_may_say_how_many_one_stands_for(batch: str, updates: str) -> None:
    cells = ("8192", "50k") if batch == "Batch" else ("2", "0.5")
    document = paper_of_table([["Model", batch, updates, "BLEU"], ["NetA", *cells, "28.4"]])
    assert values(document, Quantity.BATCH_SIZE) == [8192]
    assert values(document, Quantity.STEPS) == [50_000]


@pytest.mark.parametrize(
    ("caption", "value"),
    [
        ("Table 1: Detection on COCO minival.", 261.2e9),
        ("Table 1: Semantic segmentation, mIoU on the validation set.", 261.2e9),
        ("Table 1: Box AP of all detectors.", 261.2e9),
        ("Table 1: Accuracy on ImageNet.", 261.2e6),
    ],
)
def test_bare_operations_of_detectors_are_billions(caption: str, value: float) -> None:
    document = paper_of_table([["Model", "FLOPs"], ["NetA", "261.2"], ["NetB", "325.9"]], caption=caption)
    assert by_model(document, Quantity.FORWARD_FLOPS)["NetA"] == value
