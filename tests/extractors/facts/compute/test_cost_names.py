"""Which model each cost of a table belongs to, and what the models are called."""

from __future__ import annotations

import pytest

from extractors.facts.compute import extract
from extractors.records import Quantity
from tests.extractors.facts.compute.papers import by_model, paper_of_table, values


def test_a_total_is_of_the_papers_own_model() -> None:
    document = paper_of_table(
        [["Training Costs", "Pre-Training", "Total"], ["in H800 GPU Hours", "2664K", "2788K"]],
        title="QuickNet: Small Networks",
    )
    assert {fact.model_name for fact in extract(document)} == {"QuickNet"}


def test_models_called_by_their_size() -> None:
    document = paper_of_table([["Model", "#L", "Batch"], ["125M", "12", "0.5M"], ["1.3B", "24", "1M"]])
    assert by_model(document, Quantity.PARAMETERS) == {"125M": 125e6, "1.3B": 1.3e9}
    assert by_model(document, Quantity.BATCH_SIZE) == {"125M": 500_000, "1.3B": 1_000_000}


def test_a_cited_row_is_quoted_and_the_papers_own_is_not() -> None:
    document = paper_of_table(
        [["Model", "Params"], ["OldNet [12]", "60M"], ["NewNet (ours)", "20M"]],
        title="NewNet: Better Networks",
    )
    assert {fact.model_name: fact.is_own for fact in extract(document)} == {
        "OldNet": False,
        "NewNet (ours)": True,
    }


def test_columns_of_others_beside_the_papers_own_are_quoted() -> None:
    document = paper_of_table(
        [["", "NetB Base", "QuickNet Base"], ["# Activated Params", "21B", "37B"], ["Tokens", "1T", "2T"]],
        caption="Table 1: QuickNet compared with other models.",
        title="QuickNet: Small Networks",
    )
    sizes = [fact for fact in extract(document) if fact.quantity is Quantity.PARAMETERS]
    assert {fact.model_name: fact.is_own for fact in sizes} == {"NetB Base": False, "QuickNet Base": True}
    assert {fact.text_value for fact in sizes} == {"activated"}


def test_sizes_of_the_papers_own_model_are_completed_in_schedules() -> None:
    document = paper_of_table(
        [["Hyperparameter", "Small", "Large"], ["Batch Size", "128", "2048"]],
        title="QuickNet: Small Networks",
    )
    assert by_model(document, Quantity.BATCH_SIZE) == {"QuickNet-Small": 128, "QuickNet-Large": 2048}


def test_kinds_of_models_are_no_part_of_their_names() -> None:
    document = paper_of_table(
        [
            ["Method Type", "Network", "#Param. (M)"],
            ["Transformers", "NetA-S [3][arXiv 2021]", "22"],
            ["Transformers", "Ours: NetB-13", "20"],
        ]
    )
    assert by_model(document, Quantity.PARAMETERS) == {"NetA-S": 22e6, "NetB-13": 20e6}


def test_rows_of_numbers_alone_go_by_the_size_they_state() -> None:
    document = paper_of_table(
        [["Layers", "Parameters", "width"], ["12", "117M", "768"], ["24", "345M", "1024"]]
    )
    assert by_model(document, Quantity.PARAMETERS) == {"117M": 117e6, "345M": 345e6}


def test_a_number_of_steps_is_no_model() -> None:
    document = paper_of_table([["#Iters", "#Epochs", "mAP"], ["12M", "1.3", "35.0"], ["24M", "2.6", "36.1"]])
    assert {fact.model_name for fact in extract(document)} == {None}
    assert values(document, Quantity.EPOCHS) == [1.3, 2.6]


def test_rows_that_share_a_name_go_by_their_size() -> None:
    document = paper_of_table(
        [
            ["Model", "Model size", "Number of GPUs", "Total batch size", "Batch size"],
            ["NetA", "1.5B", "400", "9600", "24"],
            ["NetA", "13B", "400", "1200", "12"],
        ]
    )
    assert by_model(document, Quantity.DEVICE_COUNT) == {"1.5B NetA": 400, "13B NetA": 400}
    assert by_model(document, Quantity.BATCH_SIZE) == {"1.5B NetA": 9600, "13B NetA": 1200}


@pytest.mark.parametrize("head", ["# Training Tokens", "Train tokens", "Training tokens (B)"])
def test_own_models_trained_on_as_much_keep_their_data(head: str) -> None:
    cells = ("100", "100") if head.endswith("(B)") else ("100B", "100B")
    document = paper_of_table(
        [["Model", head], ["NewNet-Small", cells[0]], ["NewNet-Large", cells[1]]],
        title="NewNet: Better Networks",
    )
    assert by_model(document, Quantity.DATASET_SIZE) == {"NewNet-Small": 1e11, "NewNet-Large": 1e11}


def test_rows_of_numbers_go_by_the_sizes_beside_them() -> None:
    rows = [
        ["params", "dimension", "learning rate", "batch size", "n tokens"],
        ["6.7B", "4096", "3.0e^{−4}", "4M", "1.0T"],
        ["65.2B", "8192", "1.5e^{−4}", "4M", "1.4T"],
    ]
    document = paper_of_table(rows, title="LoomNet: Weaving Deep Nets", caption="Sizes and training tokens.")
    assert by_model(document, Quantity.DATASET_SIZE) == {"LoomNet-6.7B": 1e12, "LoomNet-65.2B": 1.4e12}
    assert by_model(document, Quantity.PARAMETERS) == {"6.7B": 6.7e9, "65.2B": 65.2e9}


def test_of_several_sizes_in_a_row_none_is_its_name() -> None:
    rows = [
        ["MP", "GPUs", "Baseline model size", "Largest model size"],
        ["1", "64", "1.3B", "6.2B"],
        ["2", "128", "2.5B", "12.5B"],
    ]
    counts = by_model(paper_of_table(rows, title="LoomNet: Weaving Deep Nets"), Quantity.PARAMETERS)
    assert len(counts) == 4
