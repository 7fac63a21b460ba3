"""Training compute from joined facts, checked against figures worked out by hand."""

import json
from typing import Any

import pandas as pd
import pytest

from analysis.conversion import PUBLISHED_LINE, conversion_line
from analysis.estimates import COLUMNS, MEASURES, estimate
from analysis.hardware import Catalog
from analysis.runs import join
from analysis.steps import worked_steps
from tests.analysis.frames import compute, results

HARDWARE = pd.DataFrame(
    [
        {"hardware_id": "gtx-580", "kind": "gpu", "peak_fp32_flop_per_s": 1.58e12},
        {
            "hardware_id": "v100",
            "kind": "gpu",
            "peak_fp32_flop_per_s": 15.7e12,
            "peak_fp16_flop_per_s": 125e12,
        },
        {
            "hardware_id": "tpu-v3",
            "kind": "tpu",
            "peak_fp16_flop_per_s": 123e12,
            "cores_per_device": 2,
            "devices_per_board": 4,
        },
        {"hardware_id": "edge", "kind": "other"},
    ]
)


def machine(hardware_id: str, **more: Any) -> dict[str, Any]:
    return {"quantity": "hardware_model", "text_value": hardware_id, "hardware_id": hardware_id, **more}


def fact(quantity: str, value: float, **more: Any) -> dict[str, Any]:
    return {"quantity": quantity, "value": value, **more}


def estimates_of(*facts: dict[str, Any], benchmark_id: str = "imagenet_top1") -> pd.DataFrame:
    """Estimates of a paper with one model, indexed by measure."""
    runs = join(results({"benchmark_id": benchmark_id}), compute(*facts))
    return estimate(runs, HARDWARE).set_index("measure", drop=False)


def test_network_operations_are_three_forward_passes_per_example_seen() -> None:
    row = estimates_of(
        fact("forward_flops", 0.7e9, counts_macs=True), fact("epochs", 100.0), fact("dataset_size", 1.28e6)
    ).loc["network_operations"]
    assert row.flop == pytest.approx(3 * 2 * 0.7e9 * 100 * 1.28e6)
    assert row.stages == "training"
    assert json.loads(row.inputs)["examples"] == {"training": {"epochs": 100.0, "dataset_size": 1.28e6}}


def test_steps_times_batch_size_stand_in_for_epochs() -> None:
    row = estimates_of(fact("forward_flops", 1e9), fact("steps", 6e5), fact("batch_size", 256.0)).loc[
        "network_operations"
    ]
    assert row.flop == pytest.approx(3 * 2 * 1e9 * 6e5 * 256)


def test_pretraining_and_finetuning_are_added_and_an_uncountable_stage_is_flagged() -> None:
    facts = [
        fact("forward_flops", 1e9),
        fact("epochs", 90.0, stage="pretraining"),
        fact("epochs", 10.0, stage="finetuning"),
    ]
    known = estimates_of(*facts, fact("dataset_size", 14e6, stage="pretraining")).loc["network_operations"]
    assert known.flop == pytest.approx(3 * 2 * 1e9 * (90 * 14e6 + 10 * 1_281_167))
    unknown = estimates_of(*facts).loc["network_operations"]
    assert unknown.flop == pytest.approx(3 * 2 * 1e9 * 10 * 1_281_167)
    assert list(unknown["flags"]) == ["pretraining_not_counted"]


def test_hardware_burden_is_devices_times_seconds_times_peak() -> None:
    row = estimates_of(
        machine("gtx-580"),
        fact("device_count", 2.0),
        fact("wall_time_hours", 120.0, value_low=120.0, value_high=144.0),
    ).loc["hardware_burden"]
    assert row.flop == pytest.approx(2 * 132 * 3600 * 1.58e12)
    assert row.flop_low == pytest.approx(2 * 120 * 3600 * 1.58e12)
    assert row.flop_at_utilisation == pytest.approx(0.33 * row.flop)
    assert (row.precision, row.utilisation) == ("fp32", 0.33)


def test_a_total_is_not_added_to_its_stages() -> None:
    row = estimates_of(
        machine("v100"),
        fact("device_hours", 2664e3, stage="pretraining"),
        fact("device_hours", 124e3, stage="finetuning"),
        fact("device_hours", 2788e3),
    ).loc["hardware_burden"]
    assert row.flop == pytest.approx(2788e3 * 3600 * 15.7e12)


def test_search_stays_a_measure_of_its_own() -> None:
    rows = estimates_of(
        machine("v100"),
        machine("v100", stage="search"),
        fact("device_hours", 100.0),
        fact("device_hours", 9900.0, stage="search"),
    )
    ratio = rows.loc["hardware_burden_with_search"].flop / rows.loc["hardware_burden"].flop
    assert ratio == pytest.approx(100)
    assert rows.loc["hardware_burden_with_search"].stages == "search, training"


def test_a_search_alone_is_no_training() -> None:
    assert estimates_of(machine("v100", stage="search"), fact("device_hours", 99.0, stage="search")).empty


TRANSFORMER = fact("architecture", 3.0, text_value="transformer", unit_printed="sentences")


class TestTokenRule:
    def test_it_uses_the_active_parameters(self) -> None:
        row = estimates_of(
            TRANSFORMER,
            fact("parameters", 671e9, text_value="total"),
            fact("parameters", 37e9, text_value="activated"),
            fact("dataset_size", 14.8e12, text_value="tokens", stage="pretraining"),
        ).loc["token_rule"]
        assert row.flop == pytest.approx(6 * 37e9 * 14.8e12)

    def test_it_holds_only_where_the_paper_says_that_its_models_are_transformers(self) -> None:
        facts = [
            fact("parameters", 1e8),
            fact("dataset_size", 3.3e9, text_value="tokens", stage="pretraining"),
        ]
        assert "token_rule" in estimates_of(TRANSFORMER, *facts).index
        assert "token_rule" not in estimates_of(*facts).index
        of_others = {**TRANSFORMER, "is_own": False}
        assert "token_rule" not in estimates_of(of_others, *facts).index

    def test_a_model_named_after_another_kind_of_network_is_none(self) -> None:
        size = fact("dataset_size", 3.3e9, text_value="tokens", stage="pretraining")
        facts = compute(TRANSFORMER, fact("parameters", 1e8), size)
        for name, expected in (("Net", True), ("BiLSTM-Net", False), ("Net + LSTM", False)):
            measures = set(estimate(join(results({"model_name": name}), facts), HARDWARE)["measure"])
            assert ("token_rule" in measures) is expected

    def test_one_pass_is_assumed_only_where_nothing_says_otherwise(self) -> None:
        size = fact("dataset_size", 3.3e9, text_value="tokens", stage="pretraining")
        parameters = fact("parameters", 1e8)
        assert "token_rule" in estimates_of(TRANSFORMER, parameters, size).index
        in_steps = estimates_of(
            TRANSFORMER,
            parameters,
            size,
            fact("steps", 1e6, stage="pretraining"),
            fact("batch_size", 256.0, stage="pretraining"),
        )
        assert "token_rule" not in in_steps.index

    @pytest.mark.parametrize(
        ("batch", "more"),
        [
            (fact("batch_size", 256.0, text_value="sequences"), (fact("sequence_length", 512.0),)),
            (fact("batch_size", 131072.0, text_value="tokens"), ()),
            (
                fact("batch_size", 8192.0, text_value="tokens per device", unit_printed="per device"),
                (fact("device_count", 8.0), fact("accumulated_batches", 2.0)),
            ),
        ],
        ids=["sequences of a length", "tokens", "tokens of each device, accumulated"],
    )
    def test_tokens_are_steps_times_those_of_a_batch(
        self, batch: dict[str, Any], more: tuple[dict[str, Any], ...]
    ) -> None:
        row = estimates_of(TRANSFORMER, fact("parameters", 1e8), fact("steps", 1e6), batch, *more).loc[
            "token_rule"
        ]
        assert row.flop == pytest.approx(6 * 1e8 * 1e6 * 131072)

    def test_translation_reads_one_side_at_least_and_both_at_most(self) -> None:
        row = estimates_of(
            TRANSFORMER,
            fact("parameters", 1e8),
            fact("steps", 1e5),
            fact("batch_size", 3e4, text_value="source tokens"),
            benchmark_id="wmt14_en_de_bleu",
        ).loc["token_rule"]
        one_side = 6 * 1e8 * 1e5 * 3e4
        assert (row.flop_low, row.flop_high) == pytest.approx((one_side, 2 * one_side))
        assert row.flop == pytest.approx(2**0.5 * one_side)
        steps = list(worked_steps(json.loads(row.inputs), row.flop))
        assert "1.414213562 sides" in steps[1]

    def test_a_fine_tuning_alone_is_not_all_that_a_model_was_trained_for(self) -> None:
        facts = [
            fact("parameters", 1e8),
            fact("steps", 1e5, stage="finetuning"),
            fact("batch_size", 48.0, stage="finetuning"),
            fact("sequence_length", 384.0, stage="finetuning"),
        ]
        row = estimates_of(TRANSFORMER, *facts, benchmark_id="squad11_f1").loc["token_rule"]
        assert "pretraining_not_counted" in row["flags"]

    def test_fewer_tokens_than_parameters_are_flagged(self) -> None:
        facts = [fact("parameters", 1e8), fact("steps", 1e4), fact("sequence_length", 384.0)]
        few = estimates_of(TRANSFORMER, *facts, fact("batch_size", 16.0)).loc["token_rule"]
        assert "fewer_tokens_than_parameters" in few["flags"]
        many = estimates_of(TRANSFORMER, *facts, fact("batch_size", 256.0)).loc["token_rule"]
        assert list(many["flags"]) == []


def test_reported_compute_is_taken_as_printed() -> None:
    assert estimates_of(fact("training_flops", 2.3e19)).loc["reported"].flop == 2.3e19


class TestCrossChecks:
    def test_ratio_and_implied_utilisation_are_stored(self) -> None:
        rows = estimates_of(
            machine("v100"), fact("device_hours", 1000.0), fact("training_flops", 1000 * 3600 * 15.7e12 / 4)
        )
        assert json.loads(rows.loc["hardware_burden"].checks)["reported"] == pytest.approx(4)
        assert rows.loc["hardware_burden"].implied_utilisation == pytest.approx(0.25)
        assert rows.loc["reported"].implied_utilisation == pytest.approx(0.25)
        assert list(rows.loc["reported"]["flags"]) == []

    def test_more_operations_than_the_hardware_can_do_are_flagged_on_both_sides(self) -> None:
        rows = estimates_of(machine("v100"), fact("device_hours", 1.0), fact("training_flops", 1e20))
        assert list(rows.loc["hardware_burden"]["flags"]) == ["burden_below_operations"]
        assert list(rows.loc["reported"]["flags"]) == ["utilisation_above_1"]

    def test_what_only_a_faster_precision_explains_says_so(self) -> None:
        rows = estimates_of(
            machine("v100"), fact("device_hours", 1000.0), fact("training_flops", 1000 * 3600 * 15.7e12 * 4)
        )
        assert list(rows.loc["hardware_burden"]["flags"]) == ["lower_precision_implied"]
        assert list(rows.loc["reported"]["flags"]) == []


class TestConsolidated:
    def test_an_observed_burden_is_kept(self) -> None:
        rows = estimates_of(machine("v100"), fact("device_hours", 10.0))
        assert rows.loc["consolidated"].flop == rows.loc["hardware_burden"].flop
        assert not rows.loc["consolidated"].is_imputed

    def test_a_missing_burden_is_predicted_and_marked(self) -> None:
        rows = estimates_of(fact("forward_flops", 0.7e9), fact("epochs", 100.0), fact("dataset_size", 1.28e6))
        row = rows.loc["consolidated"]
        assert row.is_imputed
        assert row.flop == pytest.approx(10 ** (3.1337 + 0.8716 * 17.7304), rel=1e-3)
        assert row.flop_low < row.flop / 5 < row.flop * 5 < row.flop_high

    def test_the_line_is_refitted_once_enough_runs_have_both(self) -> None:
        operations = pd.Series([10.0**k for k in range(17, 26)])
        line = conversion_line(
            pd.DataFrame({"network_operations": operations, "hardware_burden": 3 * operations})
        )
        assert line.n == 9
        assert line.predict(1e20).value == pytest.approx(3e20)

    @pytest.mark.parametrize("operations", [[1e18] * 20, [1e17, 1e20, 1e22]], ids=["no spread", "too few"])
    def test_otherwise_the_published_line_serves(self, operations: list[float]) -> None:
        pairs = pd.DataFrame({"network_operations": operations, "hardware_burden": operations})
        assert conversion_line(pairs) is PUBLISHED_LINE


class TestPeak:
    catalog = Catalog(HARDWARE)

    @pytest.mark.parametrize(
        ("wording", "tflop_per_s"),
        [
            ("512 TPU v3 cores", 61.5),
            ("2.5k TPUv3-core-days", 61.5),
            ("32 TPU v3 chips", 123),
            ("8 Cloud TPU v3-8", 492),
            ("TPU v3-512 slice", 256 * 123),
        ],
    )
    def test_a_tpu_is_counted_as_the_paper_counts_it(self, wording: str, tflop_per_s: float) -> None:
        peak = self.catalog.peak("tpu-v3", wording)
        assert peak is not None
        assert peak.flop_per_s.value == pytest.approx(tflop_per_s * 1e12)
        assert peak.is_unit_stated

    def test_an_unstated_unit_is_a_chip_with_a_range_from_core_to_board(self) -> None:
        peak = self.catalog.peak("tpu-v3", "16 TPUv3s")
        assert peak is not None
        assert (peak.flop_per_s.low, peak.flop_per_s.high) == (61.5e12, 492e12)
        assert not peak.is_unit_stated

    def test_fp32_comes_before_faster_formats(self) -> None:
        peak = self.catalog.peak("v100", "8 V100 GPUs")
        assert peak is not None
        assert (peak.precision, peak.flop_per_s.value) == ("fp32", 15.7e12)

    @pytest.mark.parametrize("hardware_id", ["unheard-of", "edge", None])
    def test_unknown_hardware_has_no_peak(self, hardware_id: str | None) -> None:
        assert self.catalog.peak(hardware_id, "8 GPUs") is None


def test_every_row_has_the_declared_columns_and_measures() -> None:
    rows = estimates_of(machine("v100"), fact("device_hours", 10.0), fact("training_flops", 1e18))
    assert list(rows.columns) == list(COLUMNS)
    assert set(rows.measure) <= set(MEASURES)


def test_a_run_without_compute_has_no_estimate() -> None:
    assert estimates_of(fact("batch_size", 256.0)).empty


def test_the_words_after_the_number_say_what_was_counted() -> None:
    sentence = {"quote": "We train on 128 TPU v3 cores for 10 hours."}
    row = estimates_of(
        machine("tpu-v3", **sentence),
        fact("device_count", 128.0, value_printed="128", **sentence),
        fact("wall_time_hours", 10.0, **sentence),
    ).loc["hardware_burden"]
    assert row.flop == pytest.approx(128 * 10 * 3600 * 61.5e12)
    assert list(row["flags"]) == []


def test_confidence_is_that_of_the_weakest_fact_used() -> None:
    row = estimates_of(
        machine("v100", confidence=0.9), fact("device_hours", 10.0, model_name="Net", confidence=0.95)
    ).loc["hardware_burden"]
    assert row.confidence == pytest.approx(0.9 * 0.8)


def test_an_ensemble_costs_all_of_its_networks() -> None:
    facts = [fact("forward_flops", 1e9), fact("epochs", 90.0), fact("dataset_size", 1e6)]
    runs = join(results({"model_name": "Net"}, {"model_name": "5 nets", "value": 78.0}), compute(*facts))
    frame = estimate(runs, HARDWARE)
    of_all = frame[frame["measure"] == "network_operations"].set_index("model_name")["flop"]
    assert of_all["5 nets"] == pytest.approx(5 * of_all["Net"])


def test_a_backbone_counts_at_its_own_cost() -> None:
    of_detector = {"table_label": "Table 1", "row_index": 1}
    runs = join(
        results(
            {"model_name": "Zeta-T"},
            {"model_name": "Zeta-T (Detector)", "benchmark_id": "coco_box_ap", **of_detector},
        ),
        compute(
            fact("epochs", 300.0, quote="On ImageNet all models are trained for 300 epochs."),
            fact("epochs", 36.0, quote="On COCO all models are trained for 36 epochs."),
            fact("forward_flops", 4e9, model_name="Zeta-T"),
            fact("forward_flops", 250e9, model_name="Zeta-T (Detector)", **of_detector),
        ),
    )
    frame = estimate(runs, HARDWARE).set_index(["model_name", "measure"])
    [row] = frame.loc[[("Zeta-T (Detector)", "network_operations")]].to_dict("records")
    assert row["flop"] == pytest.approx(3 * (2 * 250e9 * 36 * 118_287 + 2 * 4e9 * 300 * 1_281_167))
    assert json.loads(row["inputs"])["forward_flop_of_stage"] == {"pretraining": 8e9}
