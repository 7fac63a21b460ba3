"""How results and compute of one paper come together."""

import json
from typing import Any

import pandas as pd
import pytest

from analysis.runs import COLUMNS, join
from tests.analysis.frames import compute, results


def run_of(frame: pd.DataFrame, model_name: str) -> dict[str, Any]:
    [row] = frame[frame.model_name == model_name].to_dict("records")
    return row


def facts_of(frame: pd.DataFrame, model_name: str) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(run_of(frame, model_name)["facts"])
    return facts


def test_one_row_per_model_own_models_first() -> None:
    runs = join(
        results(
            {"model_name": "VGG-16 [41]", "is_own": False},
            {"model_name": "ResNet-50"},
            {"model_name": "ResNet 50 (10-crop)", "value": 77.1},
        ),
        compute(),
    )
    assert list(runs.columns) == list(COLUMNS)
    assert list(runs.model_name) == ["ResNet-50", "VGG-16 [41]"]
    assert run_of(runs, "ResNet-50")["result_ids"] == ["r1", "r2"]
    assert run_of(runs, "ResNet-50")["name_variants"] == ["ResNet 50 (10-crop)"]


def test_multiply_adds_count_twice() -> None:
    runs = join(
        results({"model_name": "A"}),
        compute({"quantity": "forward_flops", "value": 4e9, "model_name": "A", "counts_macs": True}),
    )
    assert run_of(runs, "A")["forward_flop"] == 8e9
    assert run_of(runs, "A")["flop_convention"] == "multiply-adds, stated"


@pytest.mark.parametrize(
    ("statement", "how"),
    [
        ("ResNet-152", "exact"),
        ("ResNet-152 on ImageNet", "variant"),
        ("152-layer", "only_match"),
        ("ResNet", "family"),
        (None, "paper"),
    ],
)
def test_how_a_statement_finds_its_model(statement: str | None, how: str) -> None:
    runs = join(
        results({"model_name": "ResNet-152"}, {"model_name": "ResNet-101"}),
        compute({"quantity": "wall_time_hours", "value": 240.0, "model_name": statement}),
    )
    run = run_of(runs, "ResNet-152")
    assert (run["wall_time_hours"], run["how_joined"]) == (240.0, how)


def test_a_closer_statement_wins_over_a_looser_one() -> None:
    runs = join(
        results({"model_name": "Net-S"}, {"model_name": "Net-L"}),
        compute(
            {"quantity": "epochs", "value": 300.0},
            {"quantity": "epochs", "value": 90.0, "model_name": "Net-L"},
        ),
    )
    assert run_of(runs, "Net-S")["epochs"] == 300
    assert run_of(runs, "Net-L")["epochs"] == 90


def test_the_table_row_of_the_result_wins_over_every_name() -> None:
    runs = join(
        results({"model_name": "Net (300 epochs)", "table_label": "Table 2", "row_index": 3}),
        compute(
            {
                "quantity": "parameters",
                "value": 25e6,
                "model_name": "Net",
                "table_label": "Table 2",
                "row_index": 3,
            },
            {"quantity": "parameters", "value": 60e6, "model_name": "Net (300 epochs)"},
        ),
    )
    assert run_of(runs, "Net (300 epochs)")["parameters"] == 25e6


def test_a_row_that_serves_several_models_names_none_of_them() -> None:
    row = {"table_label": "Table 2", "row_index": 1}
    runs = join(
        results({"model_name": "Net-S", **row}, {"model_name": "Net-L", **row}),
        compute({"quantity": "parameters", "value": 1e6, "model_name": "Net-S", **row}),
    )
    assert run_of(runs, "Net-S")["parameters"] == 1e6
    assert run_of(runs, "Net-L")["parameters"] is None or pd.isna(run_of(runs, "Net-L")["parameters"])


def test_size_of_one_network_is_not_spread_over_a_family() -> None:
    runs = join(
        results({"model_name": "Net-S"}, {"model_name": "Net-L"}),
        compute(
            {"quantity": "parameters", "value": 1e6, "model_name": "Net"},
            {"quantity": "forward_flops", "value": 1e9},
            {"quantity": "forward_flops", "value": 9e9, "model_name": "Net-L"},
        ),
    )
    assert pd.isna(run_of(runs, "Net-S")["parameters"])
    assert pd.isna(run_of(runs, "Net-S")["forward_flop"])
    assert run_of(runs, "Net-L")["forward_flop"] == 2 * 9e9


def test_an_addition_to_a_network_does_not_inherit_its_size() -> None:
    runs = join(
        results({"model_name": "ResNet-50 + SE"}),
        compute({"quantity": "parameters", "value": 25e6, "model_name": "ResNet-50"}),
    )
    assert pd.isna(run_of(runs, "ResNet-50 + SE")["parameters"])
    assert run_of(runs, "ResNet-50")["parameters"] == 25e6


def test_quoted_figures_stay_with_quoted_models() -> None:
    runs = join(
        results({"model_name": "Net"}, {"model_name": "GNMT", "is_own": False}),
        compute(
            {"quantity": "wall_time_hours", "value": 144.0, "model_name": "GNMT", "is_own": False},
            {"quantity": "wall_time_hours", "value": 99.0, "is_own": False},
        ),
    )
    assert pd.isna(run_of(runs, "Net")["wall_time_hours"])
    assert run_of(runs, "GNMT")["wall_time_hours"] == 144


def test_devices_are_taken_from_the_sentence_that_gives_the_time() -> None:
    sentence = "It took 53 hours on one node of 8 GPUs."
    runs = join(
        results({"model_name": "Net"}),
        compute(
            {"quantity": "device_count", "value": 4.0, "quote": "We tune on 4 GPUs."},
            {"quantity": "wall_time_hours", "value": 53.0, "quote": sentence},
            {"quantity": "device_count", "value": 8.0, "quote": sentence},
        ),
    )
    assert run_of(runs, "Net")["device_count"] == 8


def test_a_surer_time_wins_over_one_beside_a_device_count() -> None:
    runs = join(
        results({"model_name": "Net"}),
        compute(
            {
                "quantity": "wall_time_hours",
                "value": 168.0,
                "quote": "Two GPUs, within a week.",
                "confidence": 0.7,
            },
            {"quantity": "device_count", "value": 2.0, "quote": "Two GPUs, within a week."},
            {"quantity": "wall_time_hours", "value": 144.0, "quote": "It took six days.", "confidence": 0.9},
        ),
    )
    assert (run_of(runs, "Net")["wall_time_hours"], run_of(runs, "Net")["device_count"]) == (144, 2)


def test_equally_good_statements_span_a_range() -> None:
    runs = join(
        results({"model_name": "Net"}),
        compute(
            {"quantity": "wall_time_hours", "value": 120.0, "value_low": 120.0, "value_high": 144.0},
            {"quantity": "wall_time_hours", "value": 150.0},
        ),
    )
    time = facts_of(runs, "Net")["training"]["wall_time_hours"]
    assert (time["value"], time["low"], time["high"]) == (132, 120, 150)


def test_a_stage_without_a_machine_runs_on_the_machine_of_the_other_stage() -> None:
    runs = join(
        results({"model_name": "Net"}),
        compute(
            {"quantity": "hardware_model", "text_value": "V100", "hardware_id": "v100"},
            {"quantity": "device_count", "value": 8.0},
            {"quantity": "wall_time_hours", "value": 10.0, "stage": "pretraining"},
        ),
    )
    pretraining = facts_of(runs, "Net")["pretraining"]
    assert pretraining["hardware_model"]["hardware_id"] == "v100"
    assert pretraining["device_count"]["how"] == "other_stage"


def test_inference_hardware_is_not_training_hardware() -> None:
    runs = join(
        results({"model_name": "Net"}),
        compute({"quantity": "hardware_model", "text_value": "Jetson", "stage": "inference"}),
    )
    assert facts_of(runs, "Net") == {}


@pytest.mark.parametrize(
    ("others", "how"),
    [([], "inference"), ([{"text_value": "P100", "hardware_id": "p100", "stage": "inference"}], None)],
    ids=["the only one named", "one of two"],
)
def test_a_time_without_a_machine_borrows_the_only_one_the_paper_names(
    others: list[dict[str, Any]], how: str | None
) -> None:
    machines = [{"text_value": "V100", "hardware_id": "v100", "stage": "inference"}, *others]
    runs = join(
        results({"model_name": "Net"}),
        compute(
            {"quantity": "wall_time_hours", "value": 53.0},
            {"quantity": "device_count", "value": 8.0},
            *({"quantity": "hardware_model", **machine} for machine in machines),
        ),
    )
    assert facts_of(runs, "Net")["training"].get("hardware_model", {}).get("how") == how


class TestDatasetSize:
    def test_epochs_without_a_size_use_the_standard_training_set(self) -> None:
        runs = join(results({"model_name": "Net"}), compute({"quantity": "epochs", "value": 90.0}))
        assert run_of(runs, "Net")["dataset_size"] == 1_281_167
        assert facts_of(runs, "Net")["training"]["dataset_size"]["how"] == "benchmark"

    def test_of_several_sizes_the_benchmarks_is_taken(self) -> None:
        runs = join(
            results({"model_name": "Net"}),
            compute(
                {"quantity": "epochs", "value": 90.0},
                {"quantity": "dataset_size", "value": 50_000.0, "text_value": "images"},
                {"quantity": "dataset_size", "value": 1.28e6, "text_value": "images"},
            ),
        )
        assert run_of(runs, "Net")["dataset_size"] == 1.28e6

    def test_a_statement_about_other_data_is_left_alone(self) -> None:
        runs = join(
            results({"model_name": "Net"}),
            compute(
                {"quantity": "epochs", "value": 7200.0, "quote": "On CIFAR-10 we train for 7200 epochs."},
                {"quantity": "epochs", "value": 100.0, "section": "ImageNet classification"},
            ),
        )
        assert run_of(runs, "Net")["epochs"] == 100


def test_a_model_trained_differently_for_two_benchmarks_has_two_rows() -> None:
    runs = join(
        results(
            {"model_name": "ConvS2S", "benchmark_id": "wmt14_en_de_bleu"},
            {"model_name": "ConvS2S", "benchmark_id": "wmt14_en_fr_bleu"},
        ),
        compute(
            {"quantity": "wall_time_hours", "value": 444.0, "model_name": "ConvS2S (English-German)"},
            {"quantity": "wall_time_hours", "value": 888.0, "model_name": "ConvS2S (English-French)"},
        ),
    )
    hours = dict(zip(runs.benchmark_families, runs.wall_time_hours, strict=True))
    assert hours == {"wmt14_en_de": 444, "wmt14_en_fr": 888}
    assert runs.run_id.is_unique
    assert list(runs.result_ids) == [["r0"], ["r1"]]


def test_a_paper_without_results_still_has_its_runs() -> None:
    runs = join(
        results().reindex(columns=["paper_id", "benchmark_id", "model_name"]),
        compute(
            {"quantity": "parameters", "value": 175e9, "model_name": "OPT-175B"},
            {"quantity": "batch_size", "value": 2e6, "model_name": "175B", "stage": "pretraining"},
            {"quantity": "dataset_size", "value": 180e9, "text_value": "tokens", "stage": "pretraining"},
        ),
    )
    run = run_of(runs, "OPT-175B")
    assert (run["parameters"], run["batch_size"], run["dataset_size"]) == (175e9, 2e6, 180e9)
    assert run["name_variants"] == ["175B"]


def test_statements_of_an_unnamed_model_make_one_run() -> None:
    runs = join(
        results().reindex(columns=["paper_id", "benchmark_id", "model_name"]),
        compute({"quantity": "wall_time_hours", "value": 5.0}),
    )
    assert list(runs.model_name) == [""]
    assert list(runs.run_id) == ["arxiv:1/main"]


def test_nothing_reported_gives_an_empty_frame_with_the_columns() -> None:
    runs = join(results().reindex(columns=["paper_id", "benchmark_id", "model_name"]), compute())
    assert list(runs.columns) == list(COLUMNS)
    assert runs.empty
