"""What captions, headings and sections say, and for which models it holds."""

import json

import pytest

from analysis.runs import join
from tests.analysis.frames import compute, results
from tests.analysis.runs.stages import epochs, stage


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


def test_a_caption_comes_before_what_is_said_of_the_model_elsewhere() -> None:
    row = {"model_name": "Net-S", "table_label": "Table 2", "row_index": 1}
    runs = join(
        results(row),
        compute(
            epochs(36.0, "Table 2: Results after 36 epochs.", table_label="Table 2"),
            epochs(90.0, "Net-S is trained for 90 epochs.", model_name="Net-S"),
        ),
    )
    assert stage(runs, "Net-S")["epochs"] | {"how": "caption"} == stage(runs, "Net-S")["epochs"]
    assert stage(runs, "Net-S")["epochs"]["value"] == 36


def test_a_caption_that_names_the_network_of_others_is_about_its_rows() -> None:
    row = {"model_name": "With tags", "table_label": "Table 2", "row_index": 1}
    quote = "Table 2: Ablation of NetX for 36 epochs."
    runs = join(
        results(row), compute(epochs(36.0, quote, model_name="NetX", is_own=False, table_label="Table 2"))
    )
    assert stage(runs, "With tags")["epochs"]["value"] == 36


def test_a_mark_that_a_caption_explains_is_for_the_rows_with_it() -> None:
    place = {"table_label": "Table 2"}
    runs = join(
        results(
            {"model_name": "Net-S †", "row_index": 1, **place},
            {"model_name": "Net-L", "row_index": 2, **place},
        ),
        compute(
            epochs(36.0, "† means the model is trained for 36 epochs.", **place),
            epochs(90.0, "We train for 90 epochs."),
        ),
    )
    assert stage(runs, "Net-S †")["epochs"]["value"] == 36
    assert stage(runs, "Net-L")["epochs"]["value"] == 90


def test_rows_of_one_name_below_captions_of_other_epochs_are_other_models() -> None:
    rows = [
        {"model_name": "Net", "table_label": f"Table {i}", "row_index": 1, "value": 75.0 + i} for i in (1, 2)
    ]
    captions = [epochs(100.0 * i, f"After {i}00 epochs.", table_label=f"Table {i}") for i in (1, 2)]
    assert sorted(join(results(*rows), compute(*captions))["epochs"]) == [100, 200]


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


@pytest.mark.parametrize("heading", ["4.2 Object detection", "Detection on COCO", "COCO"])
def test_the_heading_tells_the_data(heading: str) -> None:
    runs = join(
        results({"model_name": "Net"}, {"model_name": "Net-D", "benchmark_id": "coco_box_ap"}),
        compute(epochs(12.0, "We train for 12 epochs.", section=heading)),
    )
    assert "epochs" not in stage(runs, "Net")
    assert stage(runs, "Net-D")["epochs"]["value"] == 12


@pytest.mark.parametrize(
    ("quote", "is_taken"),
    [
        ("^3All of our experiments were run on NVIDIA P100 GPUs.", True),
        ("All our experiments on CIFAR-10 were run on NVIDIA P100 GPUs.", False),
        ("This network was run on NVIDIA P100 GPUs.", False),
    ],
)
def test_the_machine_of_all_experiments_is_said_below_any_heading(quote: str, is_taken: bool) -> None:
    machine = {"quantity": "hardware_model", "text_value": "NVIDIA P100", "quote": quote}
    runs = join(
        results({"model_name": "Net"}),
        compute(
            epochs(90.0, "We train on ImageNet for 90 epochs."),
            machine | {"dataset_name": "CIFAR-10", "value": None},
        ),
    )
    assert ("hardware_model" in stage(runs, "Net")) is is_taken


@pytest.mark.parametrize(("section", "is_taken"), [("Object detection", False), ("Experiments", True)])
def test_the_schedule_of_another_task_is_not_that_of_its_backbone(section: str, is_taken: bool) -> None:
    quote = "With Net trained on ImageNet as the backbone, we train SegHead for 160k iterations."
    runs = join(
        results({"model_name": "Net-T"}),
        compute(
            {
                "quantity": "steps",
                "value": 160e3,
                "model_name": "SegHead",
                "dataset_name": "ImageNet",
                "quote": quote,
                "section": section,
            }
        ),
    )
    assert ("steps" in stage(runs, "Net-T")) is is_taken


@pytest.mark.parametrize("title", ["Ablation study", "4.4 Model Analyses", "Design analysis"])
@pytest.mark.parametrize(("usual", "taken"), [(300.0, 300.0), (None, 100.0)])
def test_the_length_of_ablations_is_not_that_of_the_main_results(
    title: str, usual: float | None, taken: float
) -> None:
    said = [epochs(100.0, "All models are trained for 100 epochs on ImageNet.", section=title)]
    said += [epochs(usual, "We train for 300 epochs.", section="Classification")] if usual else []
    runs = join(
        results(
            {"model_name": "Net", "section": "Classification"},
            {"model_name": "Net w/o gate", "section": title},
        ),
        compute(*said),
    )
    assert stage(runs, "Net")["epochs"]["value"] == taken
    assert stage(runs, "Net w/o gate")["epochs"]["value"] == 100


@pytest.mark.parametrize(
    "quote",
    [
        "The basic architecture is Net and the number of epochs is 100.",
        "Table 5: Net for 100 epochs.",
        "Gates in Net after 100 epochs.",
    ],
)
def test_the_caption_of_an_ablation_is_about_its_table_whatever_it_names(quote: str) -> None:
    runs = join(
        results(
            {"model_name": "Net", "value": 24.0, "table_label": "Table 2", "section": "Classification"},
            {"model_name": "Net", "value": 26.0, "table_label": "Table 5", "section": "Ablations"},
        ),
        compute(
            epochs(100.0, quote, model_name="Net", table_label="Table 5", section="Ablations"),
            epochs(300.0, "We train for 300 epochs.", section="Classification"),
        ),
    )
    lengths = [json.loads(facts)["training"]["epochs"]["value"] for facts in runs["facts"]]
    assert sorted(lengths) == [100.0, 300.0]


@pytest.mark.parametrize("title", ["Results and analysis", "Experiments", "Image classification"])
def test_other_sections_speak_of_all_models(title: str) -> None:
    runs = join(
        results({"model_name": "Net", "section": "Main results"}),
        compute(
            epochs(300.0, "All models are trained for 300 epochs.", section=title),
            epochs(90.0, "OtherNet takes 90 epochs.", model_name="OtherNet", section="Details"),
        ),
    )
    assert stage(runs, "Net")["epochs"]["value"] == 300


@pytest.mark.parametrize(("section", "is_taken"), [("Other recipes", False), ("Main results", True)])
def test_the_length_under_an_unknown_name_is_for_the_results_of_its_section(
    section: str, is_taken: bool
) -> None:
    runs = join(
        results({"model_name": "Net-B", "section": "Main results"}),
        compute(
            epochs(90.0, "We adopt Recipe V1 with 90 epochs.", model_name="Recipe V1", section=section),
            epochs(200.0, "OldNets take 200 epochs.", model_name="OldNets", section="Details", is_own=False)
            | {"is_own": True, "stage": "training", "dataset_name": "ImageNet"},
        ),
    )
    found = stage(runs, "Net-B").get("epochs", {}).get("value")
    assert (found == 90) is is_taken


@pytest.mark.parametrize(
    "quote",
    [
        "The middle section shows nets with the 109 epoch schedule.",
        "Nets in the last three rows are trained for 109 epochs.",
        "Left part: trained for 109 epochs.",
    ],
)
def test_what_a_caption_says_of_a_part_of_its_table_is_not_of_all_rows(quote: str) -> None:
    runs = join(
        results({"model_name": "Net-S", "table_label": "Table 1", "row_index": 1}),
        compute(
            epochs(109.0, quote, model_name="NetX", is_own=False, table_label="Table 1"),
            epochs(90.0, "We train for 90 epochs."),
        ),
    )
    assert stage(runs, "Net-S")["epochs"]["value"] == 90


@pytest.mark.parametrize(
    "quote",
    [
        "Table 2: Variants of Net-S. The training is run for 36 epochs only.",
        "Table 2: Ablation of Net-S, trained for 36 epochs.",
    ],
)
def test_a_caption_about_what_all_rows_are_variants_of_is_about_all_of_them(quote: str) -> None:
    runs = join(
        results(
            {"model_name": "Net-S", "table_label": "Table 1", "row_index": 1},
            {"model_name": "Net-S, A1", "table_label": "Table 2", "row_index": 1, "value": 70.0},
            {"model_name": "Net-S, A2", "table_label": "Table 2", "row_index": 2, "value": 69.0},
        ),
        compute(
            epochs(36.0, quote, model_name="Net-S", table_label="Table 2"),
            epochs(300.0, "Net-S is trained for 300 epochs.", model_name="Net-S"),
        ),
    )
    assert [stage(runs, name)["epochs"]["value"] for name in ("Net-S", "Net-S, A1", "Net-S, A2")] == [
        300,
        36,
        36,
    ]
