"""What one cell or label of a table says of cost."""

from __future__ import annotations

import pytest

from extractors.records import Quantity
from tests.extractors.facts.compute.papers import by_model, paper_of_table, stated, values


def test_a_cell_with_two_costs() -> None:
    document = paper_of_table([["Model", "Train / Infer FLOPs"], ["NetA", "3.3e18 / 2.6e10"]])
    assert stated(document) == {(Quantity.TRAINING_FLOPS, 3.3e18), (Quantity.FORWARD_FLOPS, 2.6e10)}


def test_a_cell_in_words() -> None:
    document = paper_of_table([["Model", "Train Time + Hardware"], ["NetA", "14d on 3 GTX 1080 GPUs"]])
    assert stated(document) == {
        (Quantity.WALL_TIME_HOURS, 336),
        (Quantity.DEVICE_COUNT, 3),
        (Quantity.HARDWARE_MODEL, "GTX 1080"),
    }


def test_a_number_that_runs_over_two_columns_is_one() -> None:
    document = paper_of_table(
        [
            ["Model", "Training Cost (FLOPs)", "Training Cost (FLOPs)"],
            ["Model", "EN-DE", "EN-FR"],
            ["NetA [4]", "2.3 · 10^19", "1.4 · 10^20"],
            ["NetB", "3.3 ·", "10^18"],
        ],
        header_rows=2,
    )
    assert values(document, Quantity.TRAINING_FLOPS) == [3.3e18, 2.3e19, 1.4e20]


def test_a_label_may_say_how_long_a_model_was_trained() -> None:
    document = paper_of_table(
        [["Model", "top-1"], ["NetA, 1000 epochs", "84.2"], ["NetB + 500k steps", "85.1"]]
    )
    assert values(document, Quantity.EPOCHS) == [1000]
    assert values(document, Quantity.STEPS) == [500_000]


def test_conditions_in_a_cell_are_no_heads() -> None:
    document = paper_of_table(
        [["Hyper-parameter", "Value"], ["Train Epochs", "10 for RTE and STS, 3 for other tasks"]]
    )
    assert values(document, Quantity.EPOCHS) == [3, 10]


@pytest.mark.parametrize(("head", "hours"), [("Training time", 228), ("Training time (speedup)", 228)])
def test_a_cell_may_have_the_unit_of_a_time(head: str, hours: float) -> None:
    document = paper_of_table([["Model", head], ["NetA", "9.5 days (1.0x)"]])
    assert values(document, Quantity.WALL_TIME_HOURS) == [hours]


@pytest.mark.parametrize(
    "label", ["NetA (12 layers, 38.6M params)", "NetA, 38.6M parameters", "NetA - 38.6M params"]
)
def test_a_label_that_tells_a_size_is_no_head(label: str) -> None:
    document = paper_of_table([["Method", "C10", "C100"], [label, "5.22", "23.30"], ["NetB", "6.61", "25.1"]])
    assert values(document, Quantity.PARAMETERS) == [38.6e6]


@pytest.mark.parametrize("cell", ["46.0 → 46.5", "46.0 -> 46.5", "46.0 --> 46.5"])
def test_two_counts_may_stand_before_and_behind_an_arrow(cell: str) -> None:
    document = paper_of_table([["Method", "#params (million)"], ["NetA", cell]])
    assert values(document, Quantity.PARAMETERS) == [46.0e6, 46.5e6]


@pytest.mark.parametrize(
    ("energy", "emissions", "cells"),
    [
        ("Total power consumption", "Carbon emitted (tCO_{2}eq)", ("36 MWh", "14")),
        ("Energy (MWh)", "Carbon footprint (t)", ("36", "14")),
        ("Energy consumption", "CO2 (kg)", ("36 MWh", "14000")),
    ],
)
def test_energy_and_emissions_keep_their_units(energy: str, emissions: str, cells: tuple[str, str]) -> None:
    rows = [
        ["", "GPU Type", "GPU power consumption", energy, emissions],
        ["NetA", "A100-80GB", "400W", *cells],
    ]
    document = paper_of_table(rows)
    assert by_model(document, Quantity.ENERGY_KWH) == {"NetA": 36_000}
    assert by_model(document, Quantity.CO2E_KG) == {"NetA": 14_000}
    assert (Quantity.HARDWARE_MODEL, "A100-80GB") in stated(document)


@pytest.mark.parametrize("head", ["FLOPs / Params", "FLOPs/Params", "FLOPs (G) / Params (M)"])
def test_a_head_may_name_a_cost_for_each_number_of_a_cell(head: str) -> None:
    document = paper_of_table([["Model", head], ["NetA", "4.1 / 25.6"], ["NetB", "4.5 / 28.3"]])
    assert by_model(document, Quantity.FORWARD_FLOPS) == {"NetA": 4.1e9, "NetB": 4.5e9}
    assert by_model(document, Quantity.PARAMETERS) == {"NetA": 25.6e6, "NetB": 28.3e6}


@pytest.mark.parametrize("cell", ["C^2/16", "k / 8", "C/16"])
def test_a_formula_is_no_number_of_parameters(cell: str) -> None:
    rows = [["Method", "#.Param. (M)", "Top-1"], ["NetA", "12", "76.2"], ["NetB", cell, "77.1"]]
    assert values(paper_of_table(rows), Quantity.PARAMETERS) == [12e6]


@pytest.mark.parametrize("label", ["20M-60M", "40M–80M", "8B-16B"])
def test_a_range_that_names_a_row_is_no_size(label: str) -> None:
    rows = [["Model", "error"], [label, "1.02"], ["13B", "0.9"]]
    assert values(paper_of_table(rows), Quantity.PARAMETERS) == [13e9]


@pytest.mark.parametrize("head", ["Model/Epoch", "Method / Epochs", "Detector/#epochs"])
def test_a_label_may_end_with_the_cost_that_its_head_names(head: str) -> None:
    document = paper_of_table(
        [[head, "AP"], ["NetA/150", "49.9"], ["NetA-B/16/300", "54.1"], ["NetB", "40.0"]]
    )
    assert by_model(document, Quantity.EPOCHS) == {"NetA/150": 150, "NetA-B/16/300": 300}


@pytest.mark.parametrize("head", ["Model", "Model/Backbone", "Model/Input"])
def test_what_else_follows_a_slash_is_no_length(head: str) -> None:
    document = paper_of_table([[head, "AP"], ["NetA/150", "49.9"], ["NetA/300", "54.1"]])
    assert values(document, Quantity.EPOCHS) == []
