"""How long a stage took, in which batches and on which machines."""

from typing import Any

import pytest

from analysis.runs import join
from tests.analysis.frames import compute, results
from tests.analysis.runs.stages import epochs, fact, stage


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
    "name",
    ["Net, 3x schedule", "Net (Detector 3× schedule + MS)", "Net 3x LR schedule", "Net (Mask R-CNN 3x)"],
)
def test_a_schedule_in_the_name_of_a_detector(name: str) -> None:
    runs = join(
        results({"model_name": name, "benchmark_id": "coco_box_ap"}),
        compute(epochs(12.0, "All detectors are trained for 12 epochs on COCO.")),
    )
    assert stage(runs, name)["epochs"]["value"] == 36


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


@pytest.mark.parametrize(
    "name", ["Zeta, 1000 epochs", "Zeta (1000-epoch)", "Zeta trained 1000 training epochs"]
)
def test_epochs_in_the_name_are_those_of_the_run(name: str) -> None:
    runs = join(
        results({"model_name": name}), compute(epochs(300.0, "All models are trained for 300 epochs."))
    )
    assert stage(runs, name)["epochs"]["value"] == 1000


@pytest.mark.parametrize("name", ["Zeta (OldNet-50, Epochs 200)", "Zeta, #epochs 200", "Zeta (epoch: 200)"])
def test_epochs_behind_their_word_are_those_of_the_run_too(name: str) -> None:
    runs = join(
        results({"model_name": name}), compute(epochs(300.0, "All models are trained for 300 epochs."))
    )
    assert stage(runs, name)["epochs"]["value"] == 200


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


@pytest.mark.parametrize("section", ["Large images", "Ablations"])
def test_without_pages_the_section_of_the_results_comes_first(section: str) -> None:
    runs = join(
        results({"model_name": "Net", "section": section}),
        compute(
            epochs(300.0, "We train for 300 epochs.", section="Large images"),
            epochs(100.0, "We train for 100 epochs.", section="Ablations"),
        ),
    )
    assert stage(runs, "Net")["epochs"]["value"] == {"Large images": 300, "Ablations": 100}[section]


@pytest.mark.parametrize(("size", "taken"), [(118e3, 1281167), (300e3, 300e3)])
def test_the_size_of_another_benchmark_is_not_that_of_this_one(size: float, taken: float) -> None:
    runs = join(
        results({"model_name": "Net"}),
        compute(
            epochs(90.0, "All models are trained for 90 epochs."),
            fact("dataset_size", size, "All models are trained on these images."),
        ),
    )
    assert stage(runs, "Net")["dataset_size"]["value"] == taken


def test_nothing_is_pre_trained_on_less_than_the_benchmark_has() -> None:
    runs = join(
        results({"model_name": "Net (pre-trained)"}),
        compute(
            epochs(1.0, "We pre-train for one epoch.", stage="pretraining"),
            fact("dataset_size", 20e3, "It has 20,000 images.", stage="pretraining"),
        ),
    )
    assert "dataset_size" not in stage(runs, "Net (pre-trained)", "pretraining")


@pytest.mark.parametrize(
    ("quote", "in_sentence", "speaks_of_training"),
    [
        ("Small models are trained for 100 epochs, large ones for 300 epochs.", 1, True),
        ("We fine-tune for 100 epochs.", 0, True),
        ("After 100 epochs, the rate is halved.", 0, False),
    ],
)
def test_what_else_is_stated_stands_beside_a_length(
    quote: str, in_sentence: int, speaks_of_training: bool
) -> None:
    said = [epochs(100.0, quote)] + [epochs(300.0, quote)] * in_sentence
    runs = join(results({"model_name": "Net"}), compute(*said, epochs(90.0, "It takes 90 epochs.")))
    lengths = stage(runs, "Net")["epochs"]["rival_lengths"]
    assert lengths == {
        "in_paper": 1 + in_sentence,
        "in_sentence": in_sentence,
        "speaks_of_training": speaks_of_training,
    }
