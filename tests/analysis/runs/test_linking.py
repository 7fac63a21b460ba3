"""Whom a statement holds for, from the words of the statement to the row of the model."""

import json
from typing import Any

import pandas as pd
import pytest

from analysis.runs import join
from tests.analysis.frames import compute, results


def stage(frame: pd.DataFrame, model_name: str, name: str = "training") -> dict[str, Any]:
    [row] = frame[frame.model_name == model_name].to_dict("records")
    found: dict[str, Any] = json.loads(row["facts"]).get(name, {})
    return found


def epochs(value: float, quote: str, **more: Any) -> dict[str, Any]:
    return {"quantity": "epochs", "value": value, "quote": quote, **more}


@pytest.mark.parametrize(
    "quote",
    [
        "All models are trained for 90 epochs.",
        "We train for 90 epochs.",
        "The networks are trained for 90 epochs.",
    ],
)
def test_a_name_that_the_sentence_does_not_print_takes_nothing_from_others(quote: str) -> None:
    runs = join(
        results({"model_name": "Net-S"}, {"model_name": "Net-L"}),
        compute(epochs(90.0, quote, model_name="Net-S")),
    )
    assert stage(runs, "Net-S")["epochs"]["value"] == stage(runs, "Net-L")["epochs"]["value"] == 90


def test_what_is_said_of_other_data_holds_for_nobody_here() -> None:
    runs = join(
        results({"model_name": "Net"}), compute(epochs(164.0, "On CIFAR-10 we train for 164 epochs."))
    )
    assert "epochs" not in stage(runs, "Net")


def test_a_sentence_without_data_is_about_the_data_of_its_section() -> None:
    section = {"section": "Experiments on small images"}
    runs = join(
        results({"model_name": "Net"}),
        compute(
            epochs(164.0, "We train for 164 epochs.", **section),
            {"quantity": "batch_size", "value": 128.0, "quote": "CIFAR-10 uses batches of 128.", **section},
            epochs(90.0, "Training takes 90 epochs.", section="Details"),
        ),
    )
    assert stage(runs, "Net")["epochs"]["value"] == 90


def test_rows_of_one_name_with_other_epochs_are_other_models() -> None:
    rows = [
        {"model_name": "Net", "table_label": "Table 1", "row_index": i, "value": 75.0 + i} for i in (1, 2)
    ]
    lengths = [epochs(100.0 * i, "", model_name="Net", table_label="Table 1", row_index=i) for i in (1, 2)]
    runs = join(results(*rows), compute(*lengths))
    assert sorted(runs["epochs"]) == [100, 200]


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


@pytest.mark.parametrize(
    "quote",
    [
        "Table 2: Nets trained for 36 epochs.",
        "All nets are trained for 36 epochs.",
        "Results after 36 epochs of NetX.",
    ],
)
def test_what_a_caption_says_holds_for_the_rows_of_its_table_alone(quote: str) -> None:
    runs = join(
        results(
            {"model_name": "Net-S", "table_label": "Table 1", "row_index": 1},
            {"model_name": "Net-L", "table_label": "Table 2", "row_index": 1},
        ),
        compute(
            epochs(36.0, quote, model_name="NetX" if "NetX" in quote else None, table_label="Table 2"),
            epochs(90.0, "We train for 90 epochs."),
        ),
    )
    assert stage(runs, "Net-S")["epochs"]["value"] == 90
    assert stage(runs, "Net-L")["epochs"]["value"] == 36


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


@pytest.mark.parametrize("label", ["Complexity (MFLOPs) | 140", "140M | FLOPs", "Budget | 140 MFLOPs"])
def test_a_row_labelled_with_its_flops_prints_those_of_all_its_models(label: str) -> None:
    place = {"table_label": "Table 4", "row_index": 1}
    runs = join(
        results(*({"model_name": name, **place} for name in ("Plain-like", "ThinNet"))),
        compute(
            {"quantity": "forward_flops", "value": 140e6, "model_name": "ThinNet", "quote": label, **place}
        ),
    )
    for name in ("Plain-like", "ThinNet"):
        assert stage(runs, name, "model")["forward_flop"]["value"] == 280e6


def test_figures_of_one_cell_go_to_the_models_of_the_row_in_order() -> None:
    place = {"table_label": "Table 1", "row_index": 3}
    runs = join(
        results(
            {"model_name": "Net (two-stage)", "column_index": 6, **place},
            {"model_name": "Net (one-stage)", "column_index": 3, **place},
        ),
        compute(
            {"quantity": "forward_flops", "value": 239e9, "model_name": "Net", "column_index": 2, **place},
            {"quantity": "forward_flops", "value": 260e9, "model_name": "Net", "column_index": 2, **place},
        ),
    )
    assert stage(runs, "Net (one-stage)", "model")["forward_flop"]["value"] == 2 * 239e9
    assert stage(runs, "Net (two-stage)", "model")["forward_flop"]["value"] == 2 * 260e9


def of_device(value: float) -> dict[str, Any]:
    quote = f"A batch is {value:g} images per GPU."
    return {"quantity": "batch_size", "value": value, "unit_printed": "per device", "quote": quote}


def test_the_batch_of_one_device_is_multiplied() -> None:
    devices = {"quantity": "device_count", "value": 8.0, "quote": "We train on 8 GPUs."}
    runs = join(results({"model_name": "Net"}), compute(of_device(32.0), devices))
    batch = stage(runs, "Net")["batch_size"]
    assert (batch["value"], batch["source"]) == (256, "32 per device, 8 devices")


def test_the_batch_of_one_device_is_none_of_all_where_their_number_is_not_known() -> None:
    assert "batch_size" not in stage(join(results({"model_name": "Net"}), compute(of_device(32.0))), "Net")


def test_of_several_batches_the_one_the_devices_make_counts() -> None:
    whole = [
        {"quantity": "batch_size", "value": value, "quote": "Batches are 64, 128 and 256."}
        for value in (64.0, 128.0, 256.0)
    ]
    devices = {"quantity": "device_count", "value": 8.0, "quote": "We train on 8 GPUs."}
    runs = join(results({"model_name": "Net"}), compute(*whole, of_device(32.0), devices))
    assert stage(runs, "Net")["batch_size"]["value"] == 256


@pytest.mark.parametrize(
    "name", ["Net, 3x schedule", "Net (Detector 3× schedule + MS)", "Net 3x LR schedule"]
)
def test_a_schedule_in_the_name_of_a_detector(name: str) -> None:
    runs = join(
        results({"model_name": name, "benchmark_id": "coco_box_ap"}),
        compute(epochs(12.0, "All detectors are trained for 12 epochs on COCO.")),
    )
    assert stage(runs, name)["epochs"]["value"] == 36


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


@pytest.mark.parametrize("added", ["our Quick", "the Quick", "Quick"])
def test_what_is_said_of_a_network_with_a_module_is_not_for_all(added: str) -> None:
    said = f"For training SmallNet with {added}, networks are trained for 400 epochs."
    runs = join(
        results({"model_name": "Quick, SmallNet"}, {"model_name": "Quick, LargeNet"}),
        compute(
            epochs(100.0, "All models are trained for 100 epochs."),
            epochs(400.0, said, model_name="SmallNet with Quick"),
        ),
    )
    assert stage(runs, "Quick, SmallNet")["epochs"]["value"] == 400
    assert stage(runs, "Quick, LargeNet")["epochs"]["value"] == 100


def test_all_models_under_a_heading_that_names_one_are_those_of_its_name() -> None:
    said = "All models are trained for {} epochs."
    runs = join(
        results({"model_name": "Quick-A 1.0"}, {"model_name": "Slow-B 50"}),
        compute(
            epochs(100.0, said.format(100), model_name="Slow-B", section="Training of Slow-B"),
            epochs(300.0, said.format(300), model_name="Quick-A", section="Training of Quick-A"),
        ),
    )
    assert stage(runs, "Quick-A 1.0")["epochs"]["value"] == 300
    assert stage(runs, "Slow-B 50")["epochs"]["value"] == 100


@pytest.mark.parametrize("page", [4, 9])
def test_of_two_schedules_for_all_the_one_beside_the_results_counts(page: int) -> None:
    runs = join(
        results({"model_name": "Zeta", "page": page}),
        compute(
            epochs(90.0, "On ImageNet all models are trained for 90 epochs.", page=4),
            epochs(600.0, "On ImageNet we train all models for 600 epochs.", page=9),
        ),
    )
    assert stage(runs, "Zeta")["epochs"]["value"] == {4: 90, 9: 600}[page]


@pytest.mark.parametrize("heading", ["4.2 Object detection", "Detection on COCO", "COCO"])
def test_the_heading_tells_the_data(heading: str) -> None:
    runs = join(
        results({"model_name": "Net"}, {"model_name": "Net-D", "benchmark_id": "coco_box_ap"}),
        compute(epochs(12.0, "We train for 12 epochs.", section=heading)),
    )
    assert "epochs" not in stage(runs, "Net")
    assert stage(runs, "Net-D")["epochs"]["value"] == 12


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


@pytest.mark.parametrize(
    "name", ["Zeta, 1000 epochs", "Zeta (1000-epoch)", "Zeta trained 1000 training epochs"]
)
def test_epochs_in_the_name_are_those_of_the_run(name: str) -> None:
    runs = join(
        results({"model_name": name}), compute(epochs(300.0, "All models are trained for 300 epochs."))
    )
    assert stage(runs, name)["epochs"]["value"] == 1000


def test_what_is_called_pre_training_on_the_very_data_is_the_training() -> None:
    called = epochs(
        300.0, "We pre-train on ImageNet for 300 epochs.", stage="pretraining", dataset_name="ImageNet"
    )
    found = stage(join(results({"model_name": "Zeta"}), compute(called)), "Zeta")
    assert (found["epochs"]["value"], found["dataset_size"]["how"]) == (300, "benchmark")


@pytest.mark.parametrize(
    "quote",
    [
        "We train our models on subsets of 5M and on all data.",
        "All models are trained on a subset of 5M as well.",
        "A subset of 5M serves for the study of data.",
    ],
)
def test_the_size_of_a_subset_holds_for_no_main_run(quote: str) -> None:
    size = {"quantity": "dataset_size", "value": 5e6, "quote": quote, "model_name": "5M subset"}
    runs = join(
        results({"model_name": "Net"}),
        compute(
            {**size, "stage": "pretraining"}, epochs(9.0, "We pre-train for 9 epochs.", stage="pretraining")
        ),
    )
    assert "dataset_size" not in stage(runs, "Net", "pretraining")


@pytest.mark.parametrize(
    "quote",
    [
        "The ImageNet experiments took about 3 days each.",
        "Our networks required 72 hours each.",
        "The runs lasted 3 days each.",
    ],
)
def test_what_each_took_holds_for_all(quote: str) -> None:
    runs = join(
        results({"model_name": "Net-S"}, {"model_name": "Net-L"}),
        compute({"quantity": "wall_time_hours", "value": 72.0, "quote": quote}),
    )
    assert [stage(runs, name)["wall_time_hours"]["how"] for name in ("Net-S", "Net-L")] == ["all_models"] * 2


@pytest.mark.parametrize("printed", ["B, PReLU", "Ours (B, PReLU)", "PReLU, model B"])
def test_a_net_that_goes_by_a_letter_takes_what_is_said_of_it(printed: str) -> None:
    quote = "Training A/B takes 3 weeks, training C takes 4."
    runs = join(
        results({"model_name": printed}, {"model_name": printed.replace("B", "C")}),
        compute(
            {
                "quantity": "wall_time_hours",
                "value": 504.0,
                "quote": quote,
                "model_name": "model A and model B",
            },
            {"quantity": "wall_time_hours", "value": 672.0, "quote": quote, "model_name": "model C"},
        ),
    )
    hours = [stage(runs, name)["wall_time_hours"]["value"] for name in (printed, printed.replace("B", "C"))]
    assert hours == [504, 672]


@pytest.mark.parametrize("hours", [12.0, 109.0, 252.0])
def test_a_row_with_one_product_beside_its_hours_counts_one_device(hours: float) -> None:
    row = {"document_id": "d1", "table_label": "Table 2", "row_index": 1, "model_name": "Net"}
    runs = join(
        results({"model_name": "Net"}),
        compute(
            {"quantity": "wall_time_hours", "value": hours, **row},
            {"quantity": "hardware_model", "text_value": "Titan X", "hardware_id": "titan-x", **row},
        ),
    )
    assert stage(runs, "Net")["device_count"]["value"] == 1


@pytest.mark.parametrize(
    ("quotes", "is_together"),
    [
        (["NetA took 3 days on 8 V100 GPUs."] * 3, True),
        (["We use 8 V100 GPUs."] * 2 + ["Training took 3 days."], False),
        (["We use V100 GPUs.", "Training took 3 days on 8 GPUs.", "Training took 3 days on 8 GPUs."], False),
    ],
)
def test_a_time_knows_whether_its_machine_stands_beside_it(quotes: list[str], is_together: bool) -> None:
    runs = join(
        results({"model_name": "Net"}),
        compute(
            {
                "quantity": "hardware_model",
                "text_value": "V100",
                "hardware_id": "tesla-v100",
                "quote": quotes[0],
            },
            {"quantity": "device_count", "value": 8.0, "quote": quotes[1]},
            {"quantity": "wall_time_hours", "value": 72.0, "quote": quotes[2]},
        ),
    )
    assert stage(runs, "Net")["wall_time_hours"].get("with_machine", False) == is_together


def fact(quantity: str, value: float, quote: str = "", **more: Any) -> dict[str, Any]:
    return {"quantity": quantity, "value": value, "quote": quote, **more}


@pytest.mark.parametrize(
    ("part", "many", "hours"),
    [
        (fact("epoch_hours", 0.5, "One epoch takes half an hour."), fact("epochs", 90.0), 45.0),
        (fact("epoch_hours", 0.012, "It takes 1.2 h per 100 epochs."), fact("epochs", 300.0), 3.6),
        (fact("step_seconds", 0.36, "A step takes 0.36 s."), fact("steps", 1e5), 10.0),
    ],
    ids=["an epoch", "a hundred epochs", "a step"],
)
def test_the_time_of_a_part_times_their_number_is_that_of_the_run(
    part: dict[str, Any], many: dict[str, Any], hours: float
) -> None:
    found = stage(join(results({"model_name": "Net"}), compute(part, many)), "Net")
    assert found["wall_time_hours"]["value"] == pytest.approx(hours)
    assert f"{many['value']:g} {many['quantity']}" in found["wall_time_hours"]["source"]
    printed = fact("wall_time_hours", 40.0, "In all, training takes 40 hours.")
    found = stage(join(results({"model_name": "Net"}), compute(part, many, printed)), "Net")
    assert found["wall_time_hours"]["value"] == 40
    # What the sentence of a part prints is no total: 1.2 hours are those of 100 epochs.
    beside = fact("wall_time_hours", 1.2, part["quote"])
    found = stage(join(results({"model_name": "Net"}), compute(part, many, beside)), "Net")
    assert found["wall_time_hours"]["value"] == pytest.approx(hours)


@pytest.mark.parametrize(
    ("quote", "count"),
    [
        ("Training on a GPU takes 12 hours.", 1),
        ("It takes 12 hours using a single graphics card.", 1),
        ("With one consumer GPU, training takes 12 hours.", 1),
        ("Training on a GPU cluster takes 12 hours.", None),
        ("Training takes 12 hours on our GPUs.", None),
    ],
)
def test_a_sentence_about_one_device_counts_it(quote: str, count: float | None) -> None:
    runs = join(results({"model_name": "Net"}), compute(fact("wall_time_hours", 12.0, quote)))
    assert stage(runs, "Net").get("device_count", {}).get("value") == count


@pytest.mark.parametrize("steps", [1e5, 5e5])
def test_a_batch_that_is_stated_for_other_steps_is_of_another_run(steps: float) -> None:
    runs = join(
        results({"model_name": "Net"}),
        compute(
            fact("steps", steps, "Net is trained for longer.", model_name="Net"),
            fact("batch_size", 2048.0, "Another run took batches of 2048 for 125K steps."),
            fact("steps", 125e3, "Another run took batches of 2048 for 125K steps."),
            fact("batch_size", 32.0, "We try batches of 32."),
        ),
    )
    assert "batch_size" not in stage(runs, "Net")


def test_a_batch_of_the_model_or_of_its_data_counts_beside_those_of_other_runs() -> None:
    other = "Another run took batches of 2048 for 125K steps."
    for own in (
        fact("batch_size", 512.0, "Net has batches of 512.", model_name="Net"),
        fact("batch_size", 512.0, "On ImageNet, we use batches of 512."),
    ):
        facts = (fact("steps", 1e5, "Net is trained for 100k steps.", model_name="Net"),)
        runs = join(
            results({"model_name": "Net"}),
            compute(*facts, fact("batch_size", 2048.0, other), fact("steps", 125e3, other), own),
        )
        assert stage(runs, "Net")["batch_size"]["value"] == 512


@pytest.mark.parametrize(
    ("row", "has_size"),
    [
        ("OurNet + additional data", True),
        ("OurNet with Books + Wiki", True),
        ("OurNet + pretrain even longer", True),
        ("OurNet + second decoder", False),
    ],
)
def test_a_network_keeps_its_size_when_it_is_trained_otherwise(row: str, has_size: bool) -> None:
    runs = join(
        results({"model_name": row}, {"model_name": "OurNet + bells"}),
        compute(fact("parameters", 3e8, "OurNet has 300M parameters.", model_name="OurNet")),
    )
    assert ("parameters" in stage(runs, row, "model")) is has_size


def test_what_is_said_without_data_holds_for_both_pairs_of_languages() -> None:
    runs = join(
        results(
            {"model_name": "Net", "benchmark_id": "wmt14_en_de_bleu"},
            {"model_name": "Net", "benchmark_id": "wmt14_en_fr_bleu"},
            {"model_name": "Net-L", "benchmark_id": "wmt14_en_fr_bleu"},
        ),
        compute(
            fact("batch_size", 3e4, "Each batch has 30k tokens.", text_value="tokens"),
            fact(
                "steps",
                1e5,
                "WMT models: 100k steps on En-De.",
                model_name="WMT models",
                dataset_name="En-De",
            ),
            fact(
                "steps",
                3e5,
                "WMT models: 300k steps on En-Fr.",
                model_name="WMT models",
                dataset_name="En-Fr",
            ),
            fact(
                "steps",
                2e5,
                "WMT models: 200k steps on Zh-En.",
                model_name="WMT models",
                dataset_name="WMT Zh-En",
            ),
        ),
    )
    found = {
        row["benchmark_families"]: json.loads(row["facts"])["training"]
        for row in runs[runs.model_name == "Net"].to_dict("records")
    }
    assert {family: facts["batch_size"]["value"] for family, facts in found.items()} == {
        "wmt14_en_de": 3e4,
        "wmt14_en_fr": 3e4,
    }
    assert {family: facts["steps"]["value"] for family, facts in found.items()} == {
        "wmt14_en_de": 1e5,
        "wmt14_en_fr": 3e5,
    }


@pytest.mark.parametrize(
    "quote",
    [
        "The base model was trained for 20 epochs.",
        "Our base models take 20 epochs.",
        "Training of the Base model stops after 20 epochs.",
    ],
)
def test_the_base_model_is_the_only_own_one_of_that_size(quote: str) -> None:
    runs = join(
        results({"model_name": "GatedNet base"}, {"model_name": "GatedNet big"}),
        compute(epochs(20.0, quote, model_name="Gated Networks (base model)")),
    )
    assert stage(runs, "GatedNet base")["epochs"]["how"] == "only_match"
    assert "epochs" not in stage(runs, "GatedNet big")


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
