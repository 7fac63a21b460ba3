"""What a network was trained with before: on more data, or at a smaller input."""

import json
from typing import Any

import pandas as pd
import pytest

from analysis.runs import join
from tests.analysis.frames import compute, results
from tests.analysis.runs.stages import fact

TABLE = {"document_id": "d1", "table_label": "Table 1"}


def row(
    name: str, index: int, value: float, *, side: int = 224, data: str = "", **more: Any
) -> dict[str, Any]:
    return {
        **TABLE,
        "model_name": name,
        "row_index": index,
        "value": value,
        "protocol": f"image size {side}",
        "extra_training_data": data,
        "quote": f"{name} {side} | top-1 | {value}",
        **more,
    }


def cost(name: str, index: int, value: float, *, side: int = 224, **more: Any) -> dict[str, Any]:
    quote = f"{name} {side} | FLOPs | {value:g}"
    return {
        **TABLE,
        "quantity": "forward_flops",
        "value": value,
        "model_name": name,
        "row_index": index,
        "counts_macs": True,
        "quote": quote,
        **more,
    }


def epochs(
    value: float, stage: str, quote: str = "We train for these epochs.", **more: Any
) -> dict[str, Any]:
    return {"quantity": "epochs", "value": value, "stage": stage, "quote": quote, **more}


def facts(runs: pd.DataFrame, value: float) -> dict[str, Any]:
    """The facts of the run of the result that was given this id."""
    [found] = [row for row in runs.to_dict("records") if f"r{value:g}" in row["result_ids"]]
    facts: dict[str, Any] = json.loads(found["facts"])
    return facts


SCHEDULES = (
    epochs(300.0, "training", "All models are trained for 300 epochs on ImageNet-1K."),
    epochs(90.0, "pretraining", "We pre-train on ImageNet-22K for 90 epochs.", dataset_name="ImageNet-22K"),
    epochs(30.0, "finetuning", "They are fine-tuned on ImageNet-1K for 30 epochs."),
)


@pytest.mark.parametrize("data", ["ImageNet-22K", "IN-21k", "ImageNet-21K-P"])
def test_rows_of_one_name_are_parted_by_the_data_they_were_trained_on_first(data: str) -> None:
    runs = join(
        results(row("Net-B", 1, 83.0), row("Net-B", 2, 85.0, data=data)),
        compute(cost("Net-B", 1, 15e9), *SCHEDULES),
    )
    scratch, more = facts(runs, 0), facts(runs, 1)
    assert scratch["training"]["epochs"]["value"] == 300
    assert "pretraining" not in scratch
    assert "training" not in more
    assert more["pretraining"]["epochs"]["value"] == 90
    assert more["pretraining"]["dataset_size"]["value"] == 14_197_122
    assert more["finetuning"]["epochs"]["value"] == 30


def test_a_cost_that_several_rows_print_is_that_of_each() -> None:
    runs = join(
        results(
            row("Net-B", 1, 83.0),
            row("Net-B", 2, 84.0, side=384),
            row("Net-B", 3, 85.0, data="ImageNet-22K"),
            row("Net-B", 4, 86.0, side=384, data="ImageNet-22K"),
        ),
        compute(cost("Net-B", 1, 15e9), cost("Net-B", 2, 45e9, side=384), *SCHEDULES),
    )
    assert [facts(runs, i)["model"]["forward_flop"]["value"] for i in range(4)] == [30e9, 90e9, 30e9, 90e9]


def test_a_cost_at_the_same_input_holds_in_another_table() -> None:
    runs = join(
        results(
            row("Net-B", 1, 83.0, side=384),
            row("Net-B", 1, 85.0, side=384, data="ImageNet-22K", table_label="Table 2"),
            row("Net-B", 2, 86.0, side=512, data="ImageNet-22K", table_label="Table 2"),
        ),
        compute(cost("Net-B", 1, 45e9, side=384), *SCHEDULES),
    )
    assert facts(runs, 1)["model"]["forward_flop"]["value"] == 90e9


def test_a_network_was_pre_trained_at_the_smallest_input() -> None:
    runs = join(
        results(
            row("Net-B", 1, 83.0),
            row("Net-B", 2, 85.0, side=384, data="ImageNet-22K"),
            row("Net-B", 3, 86.0, side=512, data="ImageNet-22K"),
        ),
        compute(
            cost("Net-B", 1, 15e9),
            cost("Net-B", 2, 45e9, side=384),
            cost("Net-B", 3, 80e9, side=512),
            *SCHEDULES,
        ),
    )
    assert [facts(runs, i)["pretraining"]["forward_flop"]["value"] for i in (1, 2)] == [30e9, 30e9]


@pytest.mark.parametrize("data", ["", "ImageNet-22K"])
def test_what_was_fine_tuned_at_a_larger_input_was_trained_at_that_of_its_sibling(data: str) -> None:
    runs = join(
        results(row("Net-B", 1, 83.0), row("Net-B", 2, 84.0, side=384, data=data)),
        compute(cost("Net-B", 1, 15e9), cost("Net-B", 2, 45e9, side=384), *SCHEDULES),
    )
    found = facts(runs, 1)
    assert found["pretraining"]["forward_flop"]["value"] == 30e9
    assert found["pretraining"]["epochs"]["value"] == (90 if data else 300)
    assert found["model"]["forward_flop"]["value"] == 90e9


def test_without_a_sibling_the_cost_is_that_of_as_many_pixels_as_other_rows_have() -> None:
    runs = join(
        results(row("Net-S", 1, 83.0), row("Net-L", 2, 86.0, side=448, data="ImageNet-22K")),
        compute(cost("Net-S", 1, 9e9), cost("Net-L", 2, 100e9, side=448), *SCHEDULES),
    )
    assert facts(runs, 1)["pretraining"]["forward_flop"]["value"] == 50e9


def test_a_sibling_at_a_large_input_was_pre_trained_at_as_many_pixels_as_other_rows_have() -> None:
    more = {"data": "ImageNet-22K"}
    runs = join(
        results(
            row("Net-S", 1, 83.0),
            row("Net-L", 2, 86.0, side=448, **more),
            row("Net-L", 3, 87.0, side=672, **more),
        ),
        compute(
            cost("Net-S", 1, 9e9),
            cost("Net-L", 2, 100e9, side=448),
            cost("Net-L", 3, 225e9, side=672),
            *SCHEDULES,
        ),
    )
    assert [facts(runs, i)["pretraining"]["forward_flop"]["value"] for i in (1, 2)] == [50e9, 50e9]


@pytest.mark.parametrize(("named", "value"), [("", 90.0), ("JFT-300M", 14.0)])
def test_a_schedule_on_other_data_is_that_of_a_model_where_no_other_is_stated(
    named: str, value: float
) -> None:
    lengths = [epochs(14.0, "pretraining", dataset_name="JFT-300M")]
    if not named:
        lengths.append(epochs(90.0, "pretraining"))
    runs = join(
        results(row("Net-L (pre-trained)", 1, 86.0)), compute(cost("Net-L (pre-trained)", 1, 50e9), *lengths)
    )
    assert facts(runs, 0)["pretraining"]["epochs"]["value"] == value


def test_where_no_smaller_input_is_printed_the_pre_training_has_no_length() -> None:
    runs = join(
        results(row("Net-L", 1, 86.0, side=384, data="ImageNet-22K")),
        compute(cost("Net-L", 1, 100e9, side=384), *SCHEDULES[1:]),
    )
    assert "epochs" not in facts(runs, 0).get("pretraining", {})
    assert list(runs.missing_stages[0]) == ["pretraining"]


@pytest.mark.parametrize(("data", "value"), [("JFT-300M", 14.0), ("ImageNet-21k", 90.0)])
def test_the_schedule_on_its_own_data_is_that_of_a_model(data: str, value: float) -> None:
    runs = join(
        results(row("Net-L", 1, 86.0, data=data)),
        compute(
            cost("Net-L", 1, 50e9),
            epochs(90.0, "pretraining", dataset_name="ImageNet-21k"),
            epochs(14.0, "pretraining", dataset_name="JFT-300M"),
        ),
    )
    assert facts(runs, 0)["pretraining"]["epochs"]["value"] == value


@pytest.mark.parametrize(
    "quote", ["We pre-train on ImageNet for 800 epochs.", "800 epochs of masked pre-training"]
)
def test_what_was_trained_without_labels_was_on_the_data_of_the_benchmark(quote: str) -> None:
    runs = join(
        results(row("Net-L", 1, 86.0)),
        compute(
            cost("Net-L", 1, 50e9),
            epochs(800.0, "pretraining", quote, dataset_name="ImageNet"),
            epochs(100.0, "finetuning", "We fine-tune on ImageNet for 100 epochs."),
        ),
    )
    training = facts(runs, 0)["training"]
    assert (training["epochs"]["value"], training["dataset_size"]["value"]) == (800, 1_281_167)


@pytest.mark.parametrize(
    ("data", "is_known"), [("ImageNet", True), ("ImageNet-1K", True), ("", False), ("JFT-300M", False)]
)
def test_a_pre_training_named_for_the_benchmark_is_on_its_data_whatever_others_are_on(
    data: str, is_known: bool
) -> None:
    runs = join(
        results(row("Net-L", 1, 86.0), row("Net-L", 2, 87.0, data="JFT-300M")),
        compute(
            cost("Net-L", 1, 50e9),
            epochs(800.0, "pretraining", "Pre-training takes 800 epochs.", dataset_name=data),
            epochs(100.0, "finetuning", "We fine-tune Net-L on ImageNet for 100 epochs."),
        ),
    )
    stages = facts(runs, 0)
    sizes = [
        stages.get(stage, {}).get("dataset_size", {}).get("value") for stage in ("training", "pretraining")
    ]
    epoch = [stages.get(stage, {}).get("epochs", {}).get("value") for stage in ("training", "pretraining")]
    assert ((800, 1_281_167) in zip(epoch, sizes, strict=True)) is is_known


@pytest.mark.parametrize("named", ["ImageNet-21K", "JFT-300M", "ImageNet-22k"])
def test_a_pre_training_on_the_data_of_the_benchmark_does_not_take_the_size_of_larger_ones(
    named: str,
) -> None:
    runs = join(
        results(row("Net-L", 1, 86.0)),
        compute(
            cost("Net-L", 1, 50e9),
            epochs(300.0, "pretraining", "Pre-training takes 300 epochs.", dataset_name="ImageNet-1K"),
            epochs(30.0, "finetuning", "We fine-tune on ImageNet for 30 epochs."),
            fact("dataset_size", 13e6, f"{named} has 13M images.", stage="pretraining", dataset_name=named),
        ),
    )
    training = facts(runs, 0)["training"]
    assert (training["epochs"]["value"], training["dataset_size"]["value"]) == (300, 1_281_167)


def test_a_mark_means_in_another_table_what_its_caption_says_in_one() -> None:
    runs = join(
        results(
            row("Net-B", 1, 83.0, quote="Net-B ‡ | top-1 | 83.0", data="ImageNet-22K"),
            {
                **TABLE,
                "table_label": "Table 2",
                "model_name": "Net-L",
                "row_index": 1,
                "quote": "Net-L ‡ | top-1 | 85.0",
            },
        ),
        compute(cost("Net-L", 1, 30e9, table_label="Table 2"), *SCHEDULES),
    )
    assert facts(runs, 1)["pretraining"]["epochs"]["value"] == 90


def detector(name: str, index: int, value: float, **more: Any) -> dict[str, Any]:
    return {
        **row(name, index, value),
        "benchmark_id": "coco_box_ap",
        "table_label": "Table 2",
        "protocol": "1x schedule",
        **more,
    }


DETECTION = ({"quantity": "dataset_size", "value": 118e3, "dataset_name": "COCO"},)


def test_a_detector_has_the_training_of_its_backbone_behind_it() -> None:
    runs = join(
        results(row("Fern-B", 1, 83.0), detector("Fern-B", 1, 48.0)),
        compute(
            cost("Fern-B", 1, 15e9), cost("Fern-B", 1, 260e9, table_label="Table 2"), SCHEDULES[0], *DETECTION
        ),
    )
    found = facts(runs, 1)
    assert found["model"]["forward_flop"]["value"] == 520e9
    assert found["training"]["epochs"]["value"] == 12
    assert found["pretraining"]["forward_flop"]["value"] == 30e9
    assert found["pretraining"]["epochs"]["value"] == 300


def test_the_cost_of_a_backbone_is_not_that_of_the_detector() -> None:
    runs = join(
        results(row("Net-B", 1, 83.0), detector("Net-B", 1, 48.0)),
        compute(cost("Net-B", 1, 15e9), SCHEDULES[0], *DETECTION),
    )
    assert "forward_flop" not in facts(runs, 1).get("model", {})


@pytest.mark.parametrize(
    ("name", "missing"), [("Mask R-CNN, Net-C", ["pretraining"]), ("Mask R-CNN, ResNet-50", [])]
)
def test_a_detector_on_another_network_of_the_papers_own_misses_its_training(
    name: str, missing: list[str]
) -> None:
    runs = join(
        results(row("Net-B", 1, 83.0), detector(name, 1, 48.0)),
        compute(cost(name, 1, 260e9, table_label="Table 2"), *DETECTION),
    )
    [found] = [run for run in runs.to_dict("records") if "r1" in run["result_ids"]]
    assert list(found["missing_stages"]) == missing


def test_detectors_are_parted_by_their_schedules() -> None:
    runs = join(
        results(
            detector("Mask R-CNN, ResNet-50", 1, 38.0),
            detector("Mask R-CNN, ResNet-50", 2, 41.0, protocol="3x schedule"),
        ),
        compute(cost("Mask R-CNN, ResNet-50", 1, 260e9, table_label="Table 2"), *DETECTION),
    )
    assert [facts(runs, i)["training"]["epochs"]["value"] for i in range(2)] == [12, 36]


def test_lent_epochs_do_not_mix_with_the_data_of_another_training() -> None:
    """The row at the smaller input says nothing of its length, and is of the size of another benchmark's data."""
    runs = join(
        results(row("Net-B", 1, 82.0), row("Net-B", 2, 84.0, side=384, result_id="r84")),
        compute(
            cost("Net-B", 1, 15e9),
            cost("Net-B", 2, 45e9, side=384),
            epochs(
                90.0,
                "pretraining",
                "We train Net-B for 90 epochs on the larger set.",
                model_name="Net-B",
                dataset_name="ImageNet-22K",
            ),
            fact("dataset_size", 118e3, "All models are trained on the 118k images."),
            epochs(30.0, "finetuning", "We fine-tune for 30 epochs.", dataset_name="ImageNet-1K"),
        ),
    )
    before = facts(runs, 84.0)["pretraining"]
    assert before["epochs"]["value"] == 90.0
    assert before["dataset_size"]["value"] > 1e7
    assert before["forward_flop"]["value"] == 30e9


def test_a_fine_tuning_after_few_epochs_on_many_images_is_its_own() -> None:
    data = {"data": "JFT-300M"}
    runs = join(
        results(row("Net-B", 1, 86.0, **data), row("Net-B", 2, 88.0, side=384, result_id="r88", **data)),
        compute(
            cost("Net-B", 1, 15e9),
            cost("Net-B", 2, 45e9, side=384),
            epochs(14.0, "pretraining", "We pre-train on JFT for 14 epochs.", dataset_name="JFT-300M"),
            epochs(30.0, "finetuning", "We fine-tune on ImageNet-1K for 30 epochs."),
        ),
    )
    assert facts(runs, 88.0)["finetuning"]["epochs"]["value"] == 30.0


_THEN = (
    "We pre-train a range of networks for 10 epochs on this large set, then fine-tune all layers on ImageNet."
)


@pytest.mark.parametrize("said", [_THEN, "We pre-train a range of networks for 10 epochs."])
def test_a_section_on_fine_tuning_tells_that_its_networks_were_pre_trained(said: str) -> None:
    runs = join(
        results({"model_name": "Net-50", "section": "Transfer", "result_id": "r80"}),
        compute(
            epochs(10.0, "pretraining", said, model_name="Others", section="Transfer"),
            epochs(360.0, "training", "By default, we train for 360 epochs.", section="Experiments"),
        ),
    )
    assert ("pretraining" in facts(runs, 80.0)) is (said == _THEN)
