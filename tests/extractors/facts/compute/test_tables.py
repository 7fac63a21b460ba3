"""How a table of costs is laid out: models down or across, panels, heads that are values, and look-alikes."""

from __future__ import annotations

import pytest

from extractors.facts.compute import extract
from extractors.records import Quantity, Stage
from tests.extractors.facts.compute.papers import by_model, paper_of_table, stated, values


def test_columns_headed_by_a_cost_are_read_per_model() -> None:
    document = paper_of_table(
        [
            ["Model", "#Params", "FLOPs", "top-1"],
            ["NetA", "25.6M", "4.1G", "76.2"],
            ["NetB", "86M", "17.6G", "81.8"],
        ]
    )
    assert by_model(document, Quantity.PARAMETERS) == {"NetA": 25.6e6, "NetB": 86e6}
    assert by_model(document, Quantity.FORWARD_FLOPS) == {"NetA": 4.1e9, "NetB": 17.6e9}


def test_rows_of_a_hyper_parameter_table_are_read_per_column() -> None:
    document = paper_of_table(
        [
            ["Hyper-parameter", "NetA-Base", "NetA-Large"],
            ["Warmup Steps", "24k", "30k"],
            ["Batch Size", "256", "8k"],
            ["Max Steps", "500k", "1M"],
        ]
    )
    assert by_model(document, Quantity.BATCH_SIZE) == {"NetA-Base": 256, "NetA-Large": 8000}
    assert by_model(document, Quantity.STEPS) == {"NetA-Base": 500_000, "NetA-Large": 1_000_000}


def test_a_single_column_of_values_is_of_the_main_runs() -> None:
    document = paper_of_table([["Hyper-parameter", "Value"], ["Epochs", "90"], ["Batch size", "{16, 32}"]])
    assert by_model(document, Quantity.EPOCHS) == {None: 90}
    assert values(document, Quantity.BATCH_SIZE) == [16, 32]


def test_stages_as_columns() -> None:
    document = paper_of_table(
        [["Training Costs", "Pre-Training", "Post-Training"], ["in H800 GPU Hours", "2664K", "5K"]]
    )
    assert {
        (fact.stage, fact.value) for fact in extract(document) if fact.quantity is Quantity.DEVICE_HOURS
    } == {
        (Stage.PRETRAINING, 2_664_000),
        (Stage.FINETUNING, 5_000),
    }


def test_heads_inside_the_body_start_a_table_of_their_own() -> None:
    document = paper_of_table(
        [
            ["method", "", "", "error (%)"],
            ["OldNet [3]", "", "", "9.1"],
            ["", "# layers", "# params", ""],
            ["NetA", "110", "1.7M", "6.4"],
            ["NetB", "20", "0.27M", "8.7"],
        ]
    )
    assert by_model(document, Quantity.PARAMETERS) == {"NetA": 1.7e6, "NetB": 270_000}


def test_sizes_that_head_the_columns() -> None:
    document = paper_of_table([["#Params", "5 × 10^4", "1.1 × 10^6"], ["NetA", "0.448", "0.443"]])
    assert values(document, Quantity.PARAMETERS) == [50_000, 1_100_000]


def test_the_name_of_a_setting_may_stand_in_the_second_column() -> None:
    document = paper_of_table(
        [
            ["Layer", "Hyper-parameter", "POS", "NER"],
            ["CNN", "width", "3", "3"],
            ["", "batch size", "10", "16"],
        ]
    )
    assert by_model(document, Quantity.BATCH_SIZE) == {"POS": 10, "NER": 16}


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Dataset", "", "NewsA", "NewsB"],
            ["Train", "SENT", "38,219", "14,987"],
            ["Dev", "SENT", "5,527", "3,466"],
        ],
        [["Corpus", "Train", "Dev"], ["NewsA", "38,219", "5,527"], ["NewsB", "14,987", "3,466"]],
        [["", "NewsA", "NewsB"], ["Train", "38,219", "14,987"], ["Test", "5,527", "3,466"]],
    ],
)
def test_statistics_of_data_sets_count_the_training_part(rows: list[list[str]]) -> None:
    document = paper_of_table(rows, caption="Table 1: Statistics of the corpora.")
    assert values(document, Quantity.DATASET_SIZE) == [14_987, 38_219]


LOOK_ALIKES = {
    "scores after so many passes": [["Model", "300 epochs", "1000 epochs"], ["NetA", "81.8", "83.4"]],
    "seconds on a device": [["", "Time (s)"], ["NetA TPU", "384"]],
    "layers of one network": [
        ["type", "output size", "params", "ops"],
        ["convolution", "112×112", "2.7K", "34M"],
    ],
    "image sizes": [["Method", "Size", "AP"], ["NetA", "640", "46.2"]],
    "megabytes": [["Method", "Model size", "top-1"], ["NetA", "138 MB", "56.8"]],
    "speed": [["Method", "GFLOP/s", "FPS"], ["NetA", "591.3", "16"]],
    "factors": [["Method", "Params", "FLOPs"], ["NetA", "2.8×", "3.7×"]],
    "a head shared with a score": [["Method", "FLOPs Top-1 err. (%)"], ["NetA", "22.8"]],
}


@pytest.mark.parametrize("rows", LOOK_ALIKES.values(), ids=LOOK_ALIKES.keys())
def test_look_alikes_are_left_alone(rows: list[list[str]]) -> None:
    assert stated(paper_of_table(rows)) == set()


def test_the_evidence_names_table_row_and_column() -> None:
    document = paper_of_table([["Model", "Params"], ["NetA", "60M"]])
    (fact,) = extract(document)
    assert fact.evidence.quote == "NetA | Params | 60M"
    assert (fact.evidence.table_label, fact.evidence.row, fact.evidence.column) == ("Table 1", 1, 1)


def test_a_size_in_the_text_gives_way_to_the_table_that_prints_it() -> None:
    document = paper_of_table(
        [["Model", "Params"], ["NetA-Base", "86M"]], text="Our reference model (86M parameters) is fast."
    )
    assert by_model(document, Quantity.PARAMETERS) == {"NetA-Base": 86e6}


def test_a_count_of_layers_beside_costs_is_no_table_of_layers() -> None:
    document = paper_of_table(
        [
            ["Model", "Layers", "Hidden Size", "Total GPUs"],
            ["NetA", "12", "768", "32"],
            ["NetB", "48", "2048", "256"],
        ]
    )
    assert by_model(document, Quantity.DEVICE_COUNT) == {"NetA": 32, "NetB": 256}


def test_the_layers_of_one_network_are_no_models() -> None:
    document = paper_of_table([["Layers", "Params"], ["conv1", "9408"], ["fc", "2048000"]])
    assert values(document, Quantity.PARAMETERS) == []


@pytest.mark.parametrize(
    "banner", ["(a) Regular ImageNet-1K trained models", "(b) Models trained from scratch"]
)
def test_a_banner_over_operations_makes_no_training_of_them(banner: str) -> None:
    document = paper_of_table(
        [["", "", banner], ["Model", "#param.", "FLOPs"], ["NetA", "29M", "4.5G"]], header_rows=2
    )
    assert (Quantity.FORWARD_FLOPS, 4.5e9) in stated(document)
    assert not values(document, Quantity.TRAINING_FLOPS)


@pytest.mark.parametrize("head", ["Kernel size", "Stride", "Patch size"])
def test_rows_with_a_score_are_models_and_no_layers(head: str) -> None:
    document = paper_of_table([[head, "Top-1", "Params"], ["3", "82.1", "71.8M"], ["7", "82.7", "72.2M"]])
    assert values(document, Quantity.PARAMETERS) == [71.8e6, 72.2e6]


def test_sizes_of_training_data_may_stand_below_the_tasks() -> None:
    document = paper_of_table(
        [["System", "MNLI 392k", "QQP 363k"], ["NetA", "84.6", "71.2"]],
        caption="The number below each task denotes the number of training examples.",
    )
    assert values(document, Quantity.DATASET_SIZE) == [363_000, 392_000]


@pytest.mark.parametrize("group", ["small model size (~20M)", "Model size: ≈20M", "params (<25M)"])
def test_a_label_that_says_how_large_its_models_are_heads_no_row_of_sizes(group: str) -> None:
    document = paper_of_table(
        [
            ["Group", "Method", "Params (M)", "FLOPs (G)", "Top-1"],
            [group, "NetA", "22", "4.6", "79.8"],
            [group, "NetB", "20", "4.8", "83.4"],
        ]
    )
    assert values(document, Quantity.FORWARD_FLOPS) == [4.6e9, 4.8e9]


@pytest.mark.parametrize("label", ["Model size", "Params (M)", "#Params (10^6)"])
def test_a_label_that_names_a_size_heads_a_row_of_them(label: str) -> None:
    document = paper_of_table([["", "NetA", "NetB"], [label, "22M", "20M"], ["Top-1", "79.8", "83.4"]])
    assert sorted(values(document, Quantity.PARAMETERS)) == [20e6, 22e6]
