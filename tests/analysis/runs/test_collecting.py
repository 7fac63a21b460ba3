"""The stages of a run: what came before, several networks, what other stages lend."""

from typing import Any

import pandas as pd
import pytest

from analysis.runs import join
from tests.analysis.frames import compute, results
from tests.analysis.runs.stages import epochs, stage


def test_a_pre_trained_model_without_its_schedule_lacks_a_stage() -> None:
    runs = join(
        results({"model_name": "Net (ImageNet-21k pre-trained)"}),
        compute(epochs(30.0, "We train for 30 epochs.")),
    )
    assert list(runs.iloc[0]["missing_stages"]) == ["pretraining"]


def test_flops_of_a_larger_image_are_not_those_of_the_classifier() -> None:
    runs = join(
        results({"model_name": "Net"}),
        compute(
            {"quantity": "forward_flops", "value": 945e9, "model_name": "Net"},
            {"quantity": "parameters", "value": 60e6, "model_name": "Net"},
        ),
    )
    assert pd.isna(runs.iloc[0]["forward_flop"])


@pytest.mark.parametrize("group", ["Hybrid, ", "small models (~20M), Hybrid, ", ""])
def test_detectors_leave_out_the_group_of_their_backbone(group: str) -> None:
    runs = join(
        results(
            {"model_name": f"{group}Zeta-T"},
            {"model_name": "Zeta-T (Detector)", "benchmark_id": "coco_box_ap"},
            {"model_name": "Zeta-B (Detector)", "benchmark_id": "coco_box_ap"},
        ),
        compute(
            epochs(300.0, "On ImageNet all models are trained for 300 epochs."),
            epochs(36.0, "On COCO all models are trained for 36 epochs."),
            {"quantity": "forward_flops", "value": 4.5e9, "model_name": f"{group}Zeta-T"},
        ),
    )
    assert stage(runs, "Zeta-T (Detector)", "pretraining")["epochs"]["value"] == 300
    assert stage(runs, "Zeta-B (Detector)", "pretraining") == {}


@pytest.mark.parametrize(("printed", "is_taken"), [(284e6, False), (745e9, True)])
def test_a_detector_costs_more_multiply_adds_than_it_has_parameters(printed: float, is_taken: bool) -> None:
    """Its images are large; a number of parameters that stands under FLOPs is told by that."""
    runs = join(
        results({"model_name": "Net-Det", "benchmark_id": "coco_box_ap", "row_index": 1}),
        compute(
            {"quantity": "forward_flops", "value": printed, "model_name": "Net-Det", "row_index": 1},
            {"quantity": "parameters", "value": 284e6, "model_name": "Net-Det", "row_index": 1},
        ),
    )
    assert ("forward_flop" in stage(runs, "Net-Det", "model")) is is_taken


@pytest.mark.parametrize("head", ["Backbone FLOPs", "FLOPs of the backbone", "FLOPs (backbone)"])
def test_the_flops_of_a_backbone_are_not_those_of_the_detector(head: str) -> None:
    place = {"table_label": "Table 4", "row_index": 1}
    runs = join(
        results({"model_name": "Net-Det", "benchmark_id": "coco_box_ap", **place}),
        compute(
            {"quantity": "forward_flops", "value": 3e8, "model_name": "Net-Det", **place}
            | {"quote": f"Net-Det | {head} | 300M"}
        ),
    )
    assert "forward_flop" not in stage(runs, "Net-Det", "model")


@pytest.mark.parametrize(("table", "is_taken"), [("Table 2", True), ("Table 1", False)])
def test_a_row_with_results_of_both_prints_the_cost_of_the_backbone(table: str, is_taken: bool) -> None:
    """A row of another table prints that of the detector, though both go by one name."""
    runs = join(
        results(
            {"model_name": "Net", "table_label": "Table 1", "row_index": 1},
            {"model_name": "Net", "benchmark_id": "coco_box_ap", "table_label": table, "row_index": 1},
        ),
        compute(
            epochs(12.0, "On COCO we train for 12 epochs."),
            {"quantity": "forward_flops", "value": 250e9, "model_name": "Net", "row_index": 1}
            | {"table_label": table, "dataset_name": "COCO"},
        ),
    )
    [found] = [run for run in runs.to_dict("records") if "r1" in run["result_ids"]]
    assert (found["forward_flop"] == 500e9) is is_taken


def test_a_detector_had_its_own_backbone_trained_first() -> None:
    runs = join(
        results(
            {"model_name": "Zeta-T"},
            {"model_name": "Zeta-T (Detector)", "benchmark_id": "coco_box_ap"},
            {"model_name": "Other-T (Detector)", "benchmark_id": "coco_box_ap"},
        ),
        compute(
            epochs(300.0, "On ImageNet all models are trained for 300 epochs."),
            epochs(36.0, "On COCO all models are trained for 36 epochs."),
            {"quantity": "forward_flops", "value": 4.5e9, "model_name": "Zeta-T"},
        ),
    )
    before = stage(runs, "Zeta-T (Detector)", "pretraining")
    assert (before["epochs"]["value"], before["forward_flop"]["value"]) == (300, 9e9)
    assert before["epochs"]["how"] == "backbone"
    assert stage(runs, "Other-T (Detector)", "pretraining") == {}


@pytest.mark.parametrize(("name", "has_it"), [("Net-Det", False), ("Net-Det (pre-trained)", True)])
def test_a_detector_whose_row_says_how_long_it_was_trained_was_not_fine_tuned(
    name: str, has_it: bool
) -> None:
    row = {"model_name": name, "table_label": "Table 1", "row_index": 1}
    runs = join(
        results({"benchmark_id": "coco_box_ap", **row}),
        compute(
            epochs(12.0, "", **row),
            epochs(18.0, "We fine-tune Net on COCO for 18 epochs.", model_name="Net", stage="finetuning"),
        ),
    )
    assert bool(stage(runs, name, "finetuning")) is has_it


@pytest.mark.parametrize(
    "said",
    [
        "On COCO all models are trained from scratch for 36 epochs.",
        "We train from scratch on COCO for 36 epochs.",
        "COCO detectors, trained from-scratch, take 36 epochs.",
    ],
)
def test_a_detector_trained_from_scratch_has_no_backbone_trained_first(said: str) -> None:
    runs = join(
        results({"model_name": "Zeta-T"}, {"model_name": "Zeta-T (Detector)", "benchmark_id": "coco_box_ap"}),
        compute(
            epochs(300.0, "On ImageNet all models are trained for 300 epochs."),
            epochs(36.0, said),
            {"quantity": "forward_flops", "value": 4.5e9, "model_name": "Zeta-T"},
        ),
    )
    assert stage(runs, "Zeta-T (Detector)")["epochs"]["value"] == 36
    assert stage(runs, "Zeta-T (Detector)", "pretraining") == {}


@pytest.mark.parametrize("name", ["5 Zetas", "Zeta, 5 models", "Zeta (ensemble of five)"])
def test_several_networks_take_several_trainings(name: str) -> None:
    runs = join(
        results({"model_name": "1 Zeta"}, {"model_name": name, "value": 78.0}),
        compute(epochs(90.0, "A single Zeta is trained for 90 epochs.", model_name="Zeta")),
    )
    assert stage(runs, "1 Zeta")["epochs"]["how"] == "exact"
    assert stage(runs, name, "model")["networks"]["value"] == 5
    assert "networks" not in stage(runs, "1 Zeta", "model")


@pytest.mark.parametrize("name", ["Zeta (10 crops)", "Zeta, 3 layers", "Zeta-2"])
def test_other_numbers_count_no_networks(name: str) -> None:
    runs = join(results({"model_name": name}), compute(epochs(90.0, "We train for 90 epochs.")))
    assert "networks" not in stage(runs, name, "model")


def test_what_is_called_pre_training_on_the_very_data_is_the_training() -> None:
    called = epochs(
        300.0, "We pre-train on ImageNet for 300 epochs.", stage="pretraining", dataset_name="ImageNet"
    )
    found = stage(join(results({"model_name": "Zeta"}), compute(called)), "Zeta")
    assert (found["epochs"]["value"], found["dataset_size"]["how"]) == (300, "benchmark")


@pytest.mark.parametrize(("more", "is_lent"), [([], True), ([{"value": 64.0}], False)])
def test_a_time_takes_the_only_machine_that_the_paper_trained_on(
    more: list[dict[str, Any]], is_lent: bool
) -> None:
    said = "GatedNet base trained 12 hours on 8 P100 GPUs; GatedNet big 84 hours."
    base, big = {"model_name": "GatedNet base", "quote": said}, {"model_name": "GatedNet big", "quote": said}
    runs = join(
        results(*({"model_name": name} for name in ("GatedNet base", "GatedNet big", "OtherNet"))),
        compute(
            {"quantity": "hardware_model", "text_value": "P100", "hardware_id": "nvidia_p100", **base},
            {"quantity": "device_count", "value": 8.0, **base},
            {"quantity": "wall_time_hours", "value": 12.0, **base},
            {"quantity": "wall_time_hours", "value": 84.0, **big},
            *({"quantity": "device_count", "model_name": "OtherNet", **count} for count in more),
        ),
    )
    assert ("device_count" in stage(runs, "GatedNet big")) is is_lent
    assert ("hardware_model" in stage(runs, "GatedNet big")) is is_lent


@pytest.mark.parametrize(("printed", "is_taken"), [(482e9, False), (3.2e18, True)])
def test_the_cost_of_one_step_is_not_that_of_the_training(printed: float, is_taken: bool) -> None:
    runs = join(
        results({"model_name": "Net"}),
        compute({"quantity": "training_flops", "value": printed, "model_name": "Net"}),
    )
    assert ("training_flops" in stage(runs, "Net")) is is_taken


def test_what_is_only_fine_tuned_was_trained_before() -> None:
    runs = join(
        results({"model_name": "Net"}),
        compute(epochs(30.0, "We fine-tune Net for 30 epochs.", model_name="Net", stage="finetuning")),
    )
    assert list(runs.iloc[0]["missing_stages"]) == ["pretraining"]


def test_the_pre_training_of_the_models_of_a_paper_is_that_of_each() -> None:
    runs = join(
        results(
            {"model_name": "Net", "benchmark_id": "squad11_f1"},
            {"model_name": "Net – rel pos", "benchmark_id": "squad11_f1"},
        ),
        compute(
            {
                "quantity": "steps",
                "value": 500e3,
                "stage": "pretraining",
                "model_name": "Net",
                "quote": "We ran the pre-training for 0.5 million steps.",
            }
        ),
    )
    for name in ("Net", "Net – rel pos"):
        assert stage(runs, name, "pretraining")["steps"]["value"] == 500e3


def test_epochs_on_more_data_are_not_lent_to_the_training() -> None:
    runs = join(
        results({"model_name": "Net"}),
        compute(
            epochs(90.0, "We train for 90 epochs.", stage="pretraining", section="ImageNet classification"),
            {
                "quantity": "dataset_size",
                "value": 14.2e6,
                "stage": "pretraining",
                "quote": "It has 14.2M images.",
            },
        ),
    )
    assert "epochs" not in stage(runs, "Net")


def test_rows_of_one_name_with_other_hours_are_other_trainings() -> None:
    place = {"table_label": "Table 2", "document_id": "d1"}
    runs = join(
        results(
            {"model_name": "Det", "benchmark_id": "coco_box_ap", "value": 32.6, "row_index": 1, **place},
            {"model_name": "Det", "benchmark_id": "coco_box_ap", "value": 41.6, "row_index": 2, **place},
        ),
        compute(
            {"quantity": "wall_time_hours", "value": 4.6, "model_name": "Det", "row_index": 1, **place},
            {"quantity": "wall_time_hours", "value": 23.0, "model_name": "Det", "row_index": 2, **place},
            {
                "quantity": "device_count",
                "value": 8.0,
                "model_name": "Group Det",
                "quote": "The times are measured on 8 A100 GPUs.",
                **place,
            },
        ),
    )
    assert sorted(runs.wall_time_hours) == [4.6, 23.0]
    assert set(runs.device_count) == {8.0}


@pytest.mark.parametrize(
    ("quantity", "tried", "is_lent"),
    [
        ("sequence_length", (512.0, 1024.0), False),
        ("sequence_length", (512.0,), True),
        ("batch_size", (256.0, 1024.0), False),
        ("batch_size", (256.0,), True),
    ],
)
def test_what_rows_try_in_one_stage_is_no_setting_of_another(
    quantity: str, tried: tuple[float, ...], is_lent: bool
) -> None:
    place = {"table_label": "Table 11", "model_name": "Net"}
    runs = join(
        results({"model_name": "Net", "benchmark_id": "squad11_f1"}),
        compute(
            {"quantity": "steps", "value": 1e6, "stage": "pretraining", "quote": "Net took 1M steps."},
            *(
                {"quantity": quantity, "value": value, "row_index": i, **place}
                for i, value in enumerate(tried)
            ),
        ),
    )
    assert (quantity in stage(runs, "Net", "pretraining")) is is_lent
