"""Heads of tables that name a machine or the parts of the data, and columns whose numbers are no amounts."""

from __future__ import annotations

import pytest

from extractors.facts.compute import extract
from extractors.records import Quantity
from tests.extractors.facts.compute.papers import by_model, paper_of_table, values


def machines(rows: list[list[str]]) -> set[str]:
    return {
        fact.text_value for fact in extract(paper_of_table(rows)) if fact.quantity is Quantity.HARDWARE_MODEL
    }


@pytest.mark.parametrize("label", ["# A100 GPUs", "Number of NVIDIA A100 GPUs", "#GPUs (A100)"])
def test_a_row_that_counts_machines_by_name_says_which_they_are(label: str) -> None:
    rows = [["Hyperparameter", "NetA", "NetB"], ["Epochs", "30", "90"], [label, "4", "64"]]
    assert by_model(paper_of_table(rows), Quantity.DEVICE_COUNT) == {"NetA": 4, "NetB": 64}
    assert {name[-4:] for name in machines(rows)} == {"A100"}


@pytest.mark.parametrize("head", ["# V100 GPUs", "Num. of V100 GPUs", "#GPUs (V100)"])
def test_so_does_a_column(head: str) -> None:
    rows = [["Model", "Top-1", head], ["NetA", "70.1", "8"], ["NetB", "75.2", "16"]]
    assert values(paper_of_table(rows), Quantity.DEVICE_COUNT) == [8, 16]
    assert machines(rows) == {"V100"}


@pytest.mark.parametrize("head", ["# GPUs", "Number of GPUs", "V100 throughput (img/s)"])
def test_no_machine_is_known_without_its_name_or_from_a_speed(head: str) -> None:
    assert machines([["Model", "Top-1", head], ["NetA", "70.1", "8"], ["NetB", "75.2", "16"]]) == set()


@pytest.mark.parametrize("head", ["#Train/#Dev/#Test", "Train/Valid/Test", "Training / Test"])
def test_of_the_parts_of_data_the_first_is_trained_on(head: str) -> None:
    parts = "/".join(["8.5k", "1.2k", "1.1k"][: head.count("/") + 1])
    document = paper_of_table([["Dataset", head], ["CorpA", parts], ["CorpB", parts.replace("8.5", "67")]])
    assert values(document, Quantity.DATASET_SIZE) == [8_500, 67_000]


@pytest.mark.parametrize("head", ["#Dev/#Test", "Train/Test Error", "Train/Test"])
def test_scores_and_held_out_parts_are_no_training_data(head: str) -> None:
    cells = ["1.2k/1.1k", "1.3k/1.4k"] if head.startswith("#Dev") else ["97.1/92.3", "98.0/91.0"]
    document = paper_of_table([["Dataset", head], ["CorpA", cells[0]], ["CorpB", cells[1]]])
    assert values(document, Quantity.DATASET_SIZE) == []


@pytest.mark.parametrize("head", ["Crop Size", "Size", "Input size"])
def test_a_size_of_images_hides_no_parameters_that_tell_the_scale(head: str) -> None:
    rows = [
        ["Backbone", head, "#Param.", "FLOPs", "mIoU"],
        ["NetA", "512", "60", "941", "44.5"],
        ["NetB", "512", "121", "1188", "48.1"],
    ]
    assert values(paper_of_table(rows), Quantity.FORWARD_FLOPS) == [941e9, 1188e9]


@pytest.mark.parametrize("head", ["Params.", "#Params", "FLOPs"])
def test_a_column_of_ones_measures_methods_by_each_other(head: str) -> None:
    rows = [["Method", head, "Memory"], ["NetA", "1", "3"], ["NetB", "1", "2"], ["NetC", "1.0", "1"]]
    assert extract(paper_of_table(rows)) == ()


@pytest.mark.parametrize("cells", [["1", "2"], ["1.0", "1.2"], ["1.1", "1.1"]])
def test_small_models_are_counted_all_the_same(cells: list[str]) -> None:
    document = paper_of_table(
        [["Method", "Params.", "Top-1"], ["NetA", cells[0], "70.0"], ["NetB", cells[1], "71"]]
    )
    assert values(document, Quantity.PARAMETERS) == [float(cell) * 1e6 for cell in cells]


@pytest.mark.parametrize("head", ["#V100", "# V100s", "No. of V100s"])
def test_a_product_that_is_counted_is_a_number_of_devices(head: str) -> None:
    rows = [["Model", head, "Avg. hours"], ["NetA", "1", "0.9"], ["NetB", "4", "19.0"]]
    assert by_model(paper_of_table(rows), Quantity.DEVICE_COUNT) == {"NetA": 1, "NetB": 4}
    assert by_model(paper_of_table(rows), Quantity.WALL_TIME_HOURS) == {"NetA": 0.9, "NetB": 19}
    assert {name.rstrip("s") for name in machines(rows)} == {"V100"}


@pytest.mark.parametrize("head", ["V100", "#V100 ms", "#Blocks"])
def test_a_product_above_speeds_is_none(head: str) -> None:
    rows = [["Model", head, "Top-1"], ["NetA", "1", "70.1"], ["NetB", "4", "71.3"]]
    assert values(paper_of_table(rows), Quantity.DEVICE_COUNT) == []


@pytest.mark.parametrize("head", ["#Train", "|Train|", "# Training"])
def test_a_head_with_the_sign_of_a_count_counts_training_data(head: str) -> None:
    rows = [["Corpus", head, "#Dev"], ["CorpA", "8.5k", "1k"], ["CorpB", "43,738", "500"]]
    assert values(paper_of_table(rows, caption="The benchmarks."), Quantity.DATASET_SIZE) == [8_500, 43_738]


@pytest.mark.parametrize("head", ["Train", "Training", "Train set"])
def test_one_without_it_needs_a_caption_that_speaks_of_sizes(head: str) -> None:
    rows = [["Corpus", head, "Dev"], ["CorpA", "850", "100"], ["CorpB", "1273", "500"]]
    assert values(paper_of_table(rows, caption="The benchmarks."), Quantity.DATASET_SIZE) == []


@pytest.mark.parametrize(
    "head",
    ["GPU hours / Memory (GB)", "Training time (GPU hours) / Memory usage (GB)", "GPU hours / Accuracy"],
)
def test_of_two_measures_only_the_cost_is_one(head: str) -> None:
    rows = [["Model", head], ["NetA", "26.11 / 74.72"], ["NetB", "33.06 / 69.66"]]
    assert values(paper_of_table(rows), Quantity.DEVICE_HOURS) == [26.11, 33.06]


def test_so_is_it_behind_a_score() -> None:
    rows = [["Model", "Top-1 / Params (M)"], ["NetA", "76.1 / 25.6"], ["NetB", "78.0 / 44.5"]]
    assert values(paper_of_table(rows), Quantity.PARAMETERS) == [25.6e6, 44.5e6]


@pytest.mark.parametrize("cell", ["256×8 = 2048", "256 × 8 = 2,048", "64 x 8 x 4 = 2048"])
def test_of_a_product_the_result_counts(cell: str) -> None:
    rows = [["Hyperparameter", "NetA"], ["Batch size", cell], ["Epochs", "300"]]
    assert values(paper_of_table(rows), Quantity.BATCH_SIZE) == [2048]
