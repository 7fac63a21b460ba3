"""Which columns of a table hold a cost, judged by their heads, and which only look as if they did."""

from __future__ import annotations

import pytest

from extractors.documents.model import Cell, Document, Format, Table
from extractors.facts.compute import extract
from extractors.records import Quantity
from tests.extractors.facts.compute.papers import by_model, paper_of_table, stated, values


def test_a_count_of_iterations_is_no_size_of_a_model() -> None:
    assert stated(paper_of_table([["#Iters", "AP"], ["12M", "36.1"]])) == {(Quantity.STEPS, 12e6)}


def test_ratings_of_a_platform_are_no_counts_of_devices() -> None:
    document = paper_of_table(
        [
            ["Platform", "Unit", "Memory (GB)", "Bandwidth (GB/s)"],
            ["GPU", "one card", "24", "900"],
            ["TPU", "one board", "8", "2100"],
        ]
    )
    assert values(document, Quantity.DEVICE_COUNT) == []


def test_carbon_that_is_removed_is_no_emission() -> None:
    rows = [["Field", "Deep learning", "Vision"], ["CO_2 Removal", "6.3", "6.2"]]
    assert not values(paper_of_table(rows), Quantity.CO2E_KG)


def test_a_caption_may_spell_out_the_heads() -> None:
    document = paper_of_table(
        [["Task", "BSZ", "TS"], ["CoLA", "16", "5336"], ["RTE", "32", "800"]],
        caption="Hyperparameters. BSZ: Batch Size. TS: Training Steps.",
    )
    assert values(document, Quantity.STEPS) == [800, 5336]


def test_images_that_nothing_says_are_trained_on_are_no_training_data() -> None:
    document = paper_of_table([["Scene", "# images"], ["Alamo", "577"], ["Piccadilly", "2152"]])
    assert values(document, Quantity.DATASET_SIZE) == []


def test_iterations_are_no_ratio() -> None:
    document = paper_of_table([["Model", "Total Iterations", "Acc"], ["NetA", "80,000", "89.1"]])
    assert values(document, Quantity.STEPS) == [80_000]


@pytest.mark.parametrize("head", ["Pars.", "#Pars", "Pars", "#P", "#P (M)"])
def test_parameters_may_be_shortened(head: str) -> None:
    document = paper_of_table([["Model", head, "FID"], ["NetA", "18.6M", "30.7"]])
    assert by_model(document, Quantity.PARAMETERS) == {"NetA": 18.6e6}


@pytest.mark.parametrize("head", ["time/epoch [s]", "Epoch time", "images / epoch"])
def test_what_an_epoch_takes_is_no_number_of_epochs(head: str) -> None:
    assert values(paper_of_table([["Model", head], ["NetA", "1141"]]), Quantity.EPOCHS) == []


@pytest.mark.parametrize("names", [("NetA", "NetB"), ("NetA-I", "OldNet-cont"), ("NetA", "NetA")])
def test_sizes_may_stand_beside_names_without_a_head(names: tuple[str, str]) -> None:
    document = paper_of_table([["", "", "Task"], [names[0], "7B", "61.1"], [names[1], "62B", "64.3"]])
    assert values(document, Quantity.PARAMETERS) == [7e9, 62e9]


@pytest.mark.parametrize(
    "text",
    [
        "We train on corpora of 1.6 billion tokens and of 6 billion tokens.",
        "One corpus has 1.6B words, the other is a 6 billion token corpus.",
        "There are 1.6 billion training examples, or 6 billion images.",
    ],
)
def test_sizes_that_the_text_counts_data_by_are_sizes_of_data(text: str) -> None:
    rows = [["Model", "Size", "Tot."], ["NetA", "1.6B", "60.3"], ["NetB", "6B", "71.7"]]
    assert values(paper_of_table(rows, text=text), Quantity.DATASET_SIZE) == [1.6e9, 6e9]
    assert values(paper_of_table(rows, text=text), Quantity.PARAMETERS) == []
    assert values(paper_of_table(rows, text="NetB is large."), Quantity.PARAMETERS) == [1.6e9, 6e9]


@pytest.mark.parametrize("head", ["Data/Size", "Data / Size", "Images/size"])
def test_a_size_beside_data_is_no_size_of_a_model(head: str) -> None:
    assert (
        values(paper_of_table([["Model", head, "Top-1"], ["NetA", "22K/384", "83.8"]]), Quantity.PARAMETERS)
        == []
    )


@pytest.mark.parametrize("head", ["update", "# Updates", "Iteration"])
def test_updates_are_steps(head: str) -> None:
    document = paper_of_table([["Model", head, "GLUE"], ["NetA", "1.45M", "75.1"], ["NetB", "500k", "86.4"]])
    assert values(document, Quantity.STEPS) == [500_000, 1_450_000]


@pytest.mark.parametrize("head", ["# Pretrain Images", "Pretrained images", "pre-training images"])
def test_images_of_pretraining_are_training_data(head: str) -> None:
    document = paper_of_table([["Model", head, "VQA"], ["NetA", "4M", "72.7"], ["NetB", "1.0B", "82.9"]])
    assert values(document, Quantity.DATASET_SIZE) == [4e6, 1e9]


@pytest.mark.parametrize("head", ["Critical Batch Size", "Critical batch size (start)"])
def test_a_critical_batch_is_measured_and_not_used(head: str) -> None:
    assert values(paper_of_table([["Task", head], ["NetA", "900"]]), Quantity.BATCH_SIZE) == []


@pytest.mark.parametrize("head", ["Peak FLOPS", "Peak FLOPs (T)", "peak flop/s"])
def test_what_a_machine_can_do_is_no_cost(head: str) -> None:
    assert values(paper_of_table([["Platform", head], ["TPU v3", "420T"]]), Quantity.FORWARD_FLOPS) == []


def test_a_head_of_two_quantities_is_dealt_out_in_every_row_it_stands_in() -> None:
    """``AP`` is parted by a second row of heads, beside which the last head stands over two columns in both."""
    heads = (
        Cell(0, 0, "Model", row_span=2),
        Cell(0, 1, "val", column_span=2),
        Cell(1, 1, "box"),
        Cell(1, 2, "mask"),
        Cell(0, 3, "#param. FLOPs", row_span=2, column_span=2),
    )
    body = [("NetA", "50.1", "43.0", "86M", "745G"), ("NetB", "51.9", "45.0", "107M", "-")]
    cells = (
        *heads,
        *(Cell(2 + row, i, text) for row, texts in enumerate(body) for i, text in enumerate(texts)),
    )
    document = Document(Format.PDF, tables=(Table(cells, 4, 5, 2, label="Table 1"),))
    assert by_model(document, Quantity.FORWARD_FLOPS) == {"NetA": 745e9}
    assert by_model(document, Quantity.PARAMETERS) == {"NetA": 86e6, "NetB": 107e6}


@pytest.mark.parametrize(
    "group", ["Small model size (~20M)", "Medium-size networks, 12 epochs", "Training time"]
)
def test_below_heads_of_costs_a_row_stands_for_a_model_whatever_its_group_is_called(group: str) -> None:
    document = paper_of_table(
        [
            ["Kind", "Method", "Params (M)", "FLOPs (G)", "Top-1"],
            [group, "NetA", "26", "4.1", "80.4"],
            [group, "NetB", "28", "4.5", "82.1"],
        ]
    )
    assert values(document, Quantity.PARAMETERS) == [26e6, 28e6]
    assert values(document, Quantity.FORWARD_FLOPS) == [4.1e9, 4.5e9]


@pytest.mark.parametrize("label", ["Params (M)", "Model size (M)", "#Params (M)"])
def test_below_names_a_row_of_costs_is_one(label: str) -> None:
    document = paper_of_table([["Setting", "NetA", "NetB"], [label, "26", "28"]])
    assert by_model(document, Quantity.PARAMETERS) == {"NetA": 26e6, "NetB": 28e6}


@pytest.mark.parametrize(
    "caption",
    [
        "Settings. BS: mini-batch size, LR: learning rate, EP: #fine-tuning epochs.",
        'Settings, where "BS" denotes the batch size and "EP" denotes the number of epochs.',
        "Settings (BS = batch size, EP = epochs).",
    ],
)
def test_heads_are_spelled_out_in_small_letters_too(caption: str) -> None:
    document = paper_of_table(
        [["Task", "BS", "LR", "EP"], ["CoLA", "16", "1e-5", "3"], ["RTE", "32", "2e-5", "10"]],
        caption=caption,
    )
    assert values(document, Quantity.BATCH_SIZE) == [16, 32]
    assert values(document, Quantity.EPOCHS) == [3, 10]


def test_one_letter_may_stand_for_parameters() -> None:
    document = paper_of_table(
        [["Model", "L", "H", "P"], ["NetA", "4", "512", "30M"], ["NetB", "12", "768", "110M"]],
        caption="Models. L: #layers, H: hidden size, P: approximate #parameters.",
    )
    assert by_model(document, Quantity.PARAMETERS) == {"NetA": 30e6, "NetB": 110e6}


@pytest.mark.parametrize(
    "caption", ["Training time of our models.", "Pre-training time on 8 GPUs.", "The training times of all."]
)
def test_a_caption_may_say_that_the_values_are_times_of_training(caption: str) -> None:
    document = paper_of_table(
        [["Model", "NetA", "NetB"], ["Small", "5.4 hrs", "20h 42m"], ["Large", "2 days", "-"]],
        caption=caption,
    )
    assert values(document, Quantity.WALL_TIME_HOURS) == [5.4, 20.7, 48]


@pytest.mark.parametrize(
    "caption", ["Training time per epoch.", "Training time and inference speed.", "Age of the patients."]
)
def test_other_times_of_a_table_are_none_of_trainings(caption: str) -> None:
    document = paper_of_table([["Model", "NetA", "NetB"], ["Small", "5.4 hrs", "20 hrs"]], caption=caption)
    assert values(document, Quantity.WALL_TIME_HOURS) == []


def test_rows_of_one_model_on_several_data_sets_are_runs_of_their_own() -> None:
    document = paper_of_table(
        [["Data", "Epochs"], ["CIFAR-10", "200"], ["CIFAR-100", "200"], ["ImageNet", "90"]],
        caption="Settings of NetA.",
        title="NetA: Deep Networks",
    )
    assert values(document, Quantity.EPOCHS) == [90, 200, 200]


@pytest.mark.parametrize(
    ("head", "hours"),
    [("train (hr)", 12), ("Train (h)", 12), ("Training (days)", 288), ("pre-training [hours]", 12)],
)
def test_a_training_needs_no_word_time_beside_its_unit(head: str, hours: float) -> None:
    document = paper_of_table([["Model", "infer (ms)", head], ["NetA", "10", "12"], ["NetB", "20", "30"]])
    assert by_model(document, Quantity.WALL_TIME_HOURS)["NetA"] == hours


@pytest.mark.parametrize("head", ["train (ms)", "train (%)", "train (min loss)", "train (M)"])
def test_other_measures_of_training_are_no_times(head: str) -> None:
    document = paper_of_table([["Model", head], ["NetA", "10"], ["NetB", "20"]])
    assert values(document, Quantity.WALL_TIME_HOURS) == []


@pytest.mark.parametrize(
    "rows",
    [
        [["", "NetA", "NetB"], ["Time (hour)", "0.5", "0.75"]],
        [["Method", "Time (min)"], ["NetA", "30"], ["NetB", "45"]],
    ],
)
def test_the_caption_may_say_whose_times_a_table_prints(rows: list[list[str]]) -> None:
    document = paper_of_table(rows, caption="Training time comparison of augmentations on CIFAR-10.")
    assert by_model(document, Quantity.WALL_TIME_HOURS) == {"NetA": 0.5, "NetB": 0.75}
    assert {fact.dataset_name for fact in extract(document)} == {"CIFAR-10"}


@pytest.mark.parametrize("caption", ["Inference time of all nets.", "Training time per epoch.", "Results."])
def test_other_times_are_of_no_training(caption: str) -> None:
    document = paper_of_table([["Method", "Time (min)"], ["NetA", "30"], ["NetB", "45"]], caption=caption)
    assert values(document, Quantity.WALL_TIME_HOURS) == []


@pytest.mark.parametrize(
    ("head", "counts"), [("n tokens", True), ("n_tokens", True), ("n heads", False), ("n", False)]
)
def test_n_counts_what_follows_it(head: str, counts: bool) -> None:
    document = paper_of_table(
        [["Training of", "dimension", head], ["NetA", "512", "1.0T"], ["NetB", "768", "1.4T"]]
    )
    assert bool(values(document, Quantity.DATASET_SIZE)) is counts
