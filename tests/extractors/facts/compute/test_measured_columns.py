"""Columns whose heads name a cost and count something else, and costs that share a cell with another number."""

from __future__ import annotations

import pytest

from extractors.facts.compute import extract
from extractors.records import Quantity
from tests.extractors.facts.compute.papers import by_model, paper_of_table, stated, values


@pytest.mark.parametrize("head", ["Weights W-bits", "#Weights bit-width", "Bits (weights/activations)"])
def test_the_bits_of_weights_are_no_parameters(head: str) -> None:
    document = paper_of_table([["Model", head, "Top-1"], ["NetA", "4", "70.1"], ["NetB", "2", "66.3"]])
    assert values(document, Quantity.PARAMETERS) == []


@pytest.mark.parametrize("head", ["#Weights", "Weights (M)", "Number of weights"])
def test_weights_without_bits_are_parameters(head: str) -> None:
    document = paper_of_table([["Model", head, "Top-1"], ["NetA", "4.2", "70.1"], ["NetB", "2.8", "66.3"]])
    assert values(document, Quantity.PARAMETERS) == [2.8e6, 4.2e6]


@pytest.mark.parametrize("head", ["#ops", "# ops", "Num. of operations"])
def test_the_operations_that_a_search_chooses_from_are_no_cost(head: str) -> None:
    document = paper_of_table([["Model", "Error", head], ["NetA", "2.6", "13"], ["NetB", "2.8", "7"]])
    assert values(document, Quantity.FORWARD_FLOPS) == []


@pytest.mark.parametrize(
    ("head", "cells"), [("#ops", ["1.3", "0.7"]), ("#Ops (M)", ["13", "7"]), ("#ops", ["1300", "700"])]
)
def test_operations_of_a_forward_pass_stay(head: str, cells: list[str]) -> None:
    rows = [
        ["Model", "Error", head],
        *([f"Net{name}", "2.6", cell] for name, cell in zip("AB", cells, strict=True)),
    ]
    assert len(values(paper_of_table(rows), Quantity.FORWARD_FLOPS)) == 2


@pytest.mark.parametrize("head", ["× (M)", "×+ (M)", "+× (M)"])
def test_a_cross_with_a_scale_heads_multiply_adds(head: str) -> None:
    document = paper_of_table([["Model", "Params (M)", head], ["NetA", "4.2", "569"]])
    assert by_model(document, Quantity.FORWARD_FLOPS) == {"NetA": 569e6}
    assert all(fact.counts_macs for fact in extract(document) if fact.quantity is Quantity.FORWARD_FLOPS)


@pytest.mark.parametrize("head", ["×", "Gain (×)", "Speed ×"])
def test_a_cross_alone_heads_a_factor(head: str) -> None:
    document = paper_of_table([["Model", "Params (M)", head], ["NetA", "4.2", "569"]])
    assert values(document, Quantity.FORWARD_FLOPS) == []


@pytest.mark.parametrize("head", ["Inference Cost (KFLOPs)", "KFLOPs", "Kflops (test)"])
def test_a_tiny_network_is_counted_in_thousands(head: str) -> None:
    document = paper_of_table([["Method", head], ["NetA", "97.1"], ["NetB", "6.2"]])
    assert by_model(document, Quantity.FORWARD_FLOPS) == {"NetA": 97_100, "NetB": 6_200}


@pytest.mark.parametrize("head", ["Batch Size × GPUs", "Batch size x #GPUs", "Batch × GPUs"])
def test_a_product_is_what_each_device_takes_and_how_many_there_are(head: str) -> None:
    document = paper_of_table([["", "NetA", "NetB"], [head, "4096 × 8", "512 × 24"]])
    assert by_model(document, Quantity.BATCH_SIZE) == {"NetA": 4096, "NetB": 512}
    assert by_model(document, Quantity.DEVICE_COUNT) == {"NetA": 8, "NetB": 24}
    batches = [fact for fact in extract(document) if fact.quantity is Quantity.BATCH_SIZE]
    assert {fact.unit_printed for fact in batches} == {"per device"}


@pytest.mark.parametrize("cell", ["4096", "4096 (8 × 512)", "4,096"])
def test_a_batch_alone_is_of_all_devices(cell: str) -> None:
    document = paper_of_table([["", "NetA", "NetB"], ["Batch Size", cell, cell]])
    assert set(values(document, Quantity.BATCH_SIZE)) == {4096}
    assert values(document, Quantity.DEVICE_COUNT) == []


@pytest.mark.parametrize(
    "head", ["Train/All Params (M)", "Trainable / total params (M)", "Tuned/Total Params (M)"]
)
def test_of_trained_and_all_parameters_a_model_has_all(head: str) -> None:
    document = paper_of_table([["Model", head], ["NetA", "1.02/7.83"], ["NetB", "3.92/40.41"]])
    assert by_model(document, Quantity.PARAMETERS) == {"NetA": 7.83e6, "NetB": 40.41e6}


def test_a_column_of_one_number_each_is_read_whole() -> None:
    document = paper_of_table([["Model", "Train/All Params (M)"], ["NetA", "7.83"], ["NetB", "40.41"]])
    assert by_model(document, Quantity.PARAMETERS) == {"NetA": 7.83e6, "NetB": 40.41e6}


@pytest.mark.parametrize("cell", ["1x (8.2e9)", "1× (8.2e9)", "1.0x (8.2e9)"])
def test_the_measure_of_all_factors_prints_its_cost(cell: str) -> None:
    document = paper_of_table(
        [["Method", "FLOPs (Test)"], ["Dense", cell], ["NetA", "0.23x"], ["NetB", "0.42x (0.5)"]]
    )
    assert (Quantity.FORWARD_FLOPS, 8.2e9) in stated(document)
    assert len(values(document, Quantity.FORWARD_FLOPS)) == 1


def test_a_head_that_the_caption_spells_out_names_no_model() -> None:
    document = paper_of_table(
        [["Task", "BSZ", "TS"], ["CoLA", "16", "5336"], ["RTE", "32", "800"]],
        caption="Hyperparameters. BSZ: Batch Size. TS: Training Steps.",
    )
    assert by_model(document, Quantity.STEPS) == {"CoLA": 5336, "RTE": 800}


@pytest.mark.parametrize(
    ("head", "cell", "hours"),
    [
        ("time/epoch [s]", "1800", 0.5),
        ("Time per epoch (min)", "45", 0.75),
        ("Epoch time (hours)", "1.5", 1.5),
        ("min/epoch", "30", 0.5),
    ],
)
def test_the_time_of_an_epoch_is_none_of_the_whole_run(head: str, cell: str, hours: float) -> None:
    document = paper_of_table([["Model", "Top-1", head], ["NetA", "76.3", cell]])
    assert by_model(document, Quantity.EPOCH_HOURS) == {"NetA": hours}
    assert values(document, Quantity.WALL_TIME_HOURS) == []


@pytest.mark.parametrize("head", ["Epochs", "Speed-up per epoch", "Time per iteration (s)", "Time (epochs)"])
def test_what_counts_epochs_or_compares_them_is_no_time_of_one(head: str) -> None:
    document = paper_of_table([["Model", "Top-1", head], ["NetA", "76.3", "90"]])
    assert values(document, Quantity.EPOCH_HOURS) == []


@pytest.mark.parametrize("head", ["{} (%)", "{} ↓(%)", "{} (↓ %)", "% {}", "{} (×)", "{} (% of all)"])
@pytest.mark.parametrize("cost", ["Params", "FLOPs"])
def test_shares_and_factors_are_no_sizes(head: str, cost: str) -> None:
    document = paper_of_table([["Model", head.format(cost), "Top-1"], ["NetA", "55.6", "70.1"]])
    assert extract(document) == ()


@pytest.mark.parametrize("head", ["{} (×)", "{} (↓ %)", "{} (%)"])
@pytest.mark.parametrize(
    ("cost", "quantity"), [("Params", Quantity.PARAMETERS), ("FLOPs", Quantity.FORWARD_FLOPS)]
)
def test_a_size_beside_its_share_stays(head: str, cost: str, quantity: Quantity) -> None:
    document = paper_of_table([["Model", head.format(cost), "Top-1"], ["NetA", "42.6M (2.03)", "70.1"]])
    assert by_model(document, quantity) == {"NetA": 42.6e6}


@pytest.mark.parametrize("head", ["Params (M) ↓", "Params. ↓", "#Params ×10^6", "Params (M)"])
def test_an_arrow_alone_says_only_that_less_is_better(head: str) -> None:
    document = paper_of_table([["Model", head, "Top-1 (%)"], ["NetA", "55.6", "70.1"]])
    assert by_model(document, Quantity.PARAMETERS) == {"NetA": 55.6e6}


@pytest.mark.parametrize(
    "head", ["+FLOPs", "Δ Params (M)", "Extra FLOPs (G)", "Additional params (M)", "FLOPs drop"]
)
def test_what_is_added_or_dropped_is_no_size(head: str) -> None:
    document = paper_of_table([["Model", head, "Top-1"], ["NetA", "3.6", "70.1"], ["NetB", "1.2", "69.0"]])
    assert extract(document) == ()


@pytest.mark.parametrize(
    ("head", "cell", "hours"),
    [
        ("Search Cost (GPU sec.)", "1800 (-40.2%)", 0.5),
        ("Search time, GPU-minutes", "30", 0.5),
        ("Training time (GPU mins)", "90", 1.5),
    ],
)
def test_a_run_may_take_seconds_of_a_device(head: str, cell: str, hours: float) -> None:
    document = paper_of_table([["Model", "Top-1", head], ["NetA", "76.3", cell]])
    assert by_model(document, Quantity.DEVICE_HOURS) == {"NetA": hours}


@pytest.mark.parametrize("head", ["Latency (GPU sec.)", "GPU sec", "Training time (GPU sec per image)"])
def test_seconds_of_a_device_that_no_run_took_are_no_cost(head: str) -> None:
    document = paper_of_table([["Model", "Top-1", head], ["NetA", "76.3", "1800"]])
    assert values(document, Quantity.DEVICE_HOURS) == []
