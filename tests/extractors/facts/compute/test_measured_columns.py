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


@pytest.mark.parametrize("head", ["Energy (mWh)", "Energy per image [mWh]", "mWh"])
def test_what_an_image_takes_on_a_phone_is_no_energy_of_a_run(head: str) -> None:
    document = paper_of_table([["Model", head, "Top-1"], ["NetA", "13.8", "70.1"], ["NetB", "12.2", "66.3"]])
    assert values(document, Quantity.ENERGY_KWH) == []


@pytest.mark.parametrize(("head", "value"), [("Energy (MWh)", 12_000), ("Energy (kWh)", 12), ("KWh", 12)])
def test_energies_of_runs_stay(head: str, value: float) -> None:
    document = paper_of_table([["Model", head, "Top-1"], ["NetA", "12", "70.1"]])
    assert by_model(document, Quantity.ENERGY_KWH) == {"NetA": value}


@pytest.mark.parametrize("head", ["tokens/step", "Tokens per step", "tokens / batch"])
def test_tokens_of_a_step_are_no_training_data(head: str) -> None:
    rows = [["Model", head, "Training loss"], ["NetA", "4,096", "2.1"], ["NetB", "8,192", "2.3"]]
    assert values(paper_of_table(rows), Quantity.DATASET_SIZE) == []


@pytest.mark.parametrize(
    ("total", "part", "caption"),
    [
        ("total", "embed.", "The number of total parameters and embedding parameters."),
        ("Total", "encoder", "Number of parameters of each part."),
        ("overall", "from checkpoint", "Parameters, overall and initialized from the checkpoint."),
    ],
)
def test_of_a_total_and_its_parts_the_total_is_the_size(total: str, part: str, caption: str) -> None:
    rows = [["", total, part], ["NetA", "221M", "23M"], ["NetB", "136M", "39M"]]
    found = by_model(paper_of_table(rows, caption=caption), Quantity.PARAMETERS)
    assert found == {"NetA": 221e6, "NetB": 136e6}


def test_columns_of_sizes_without_a_total_all_count() -> None:
    rows = [["", "small", "large"], ["NetA", "22M", "307M"], ["NetB", "13M", "139M"]]
    document = paper_of_table(rows, caption="Number of parameters of both sizes.")
    assert values(document, Quantity.PARAMETERS) == [13e6, 22e6, 139e6, 307e6]


@pytest.mark.parametrize(
    ("caption", "label", "hours"),
    [
        ("Memory cost (MiB) and training time (h) of optimizers.", "Time", [1.5, 3.0]),
        ("Training time (hours) of both.", "Total time", [1.5, 3.0]),
        ("Train time [min] and memory.", "Time", [0.025, 0.05]),
        ("Memory cost and training time of optimizers.", "Time", []),
        ("Inference speed and training time (h) of optimizers.", "Time", []),
        ("Training time (h) of both.", "Time step", []),
    ],
)
def test_the_caption_may_print_the_unit_of_training_times(
    caption: str, label: str, hours: list[float]
) -> None:
    rows = [["Optimizer", "NetA", "NetB"], ["Memory", "5867", "5883"], [label, "1.5", "3"]]
    assert values(paper_of_table(rows, caption=caption), Quantity.WALL_TIME_HOURS) == pytest.approx(hours)
