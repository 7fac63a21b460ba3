"""Which candidates are points of the fit."""

import json
from typing import Any

import pandas as pd
import pytest

from analysis.point_features import features_of
from analysis.points import COLUMNS, PointWeights, judge, weights


def candidate(**more: Any) -> dict[str, Any]:
    """A ResNet-like candidate of one paper, all of whose parts are known closely."""
    facts = {
        "model": {"forward_flop": {"how": "same_row", "value": 8e9}},
        "training": {
            "epochs": {
                "how": "all_models",
                "value": 90.0,
                "low": 90.0,
                "high": 90.0,
                "confidence": 0.9,
                "names_data": True,
                "compute_id": "c1",
            },
            "dataset_size": {"how": "benchmark", "value": 1.28e6, "low": 1.28e6, "high": 1.28e6},
        },
    }
    return {
        "run_id": "arxiv:1/net",
        "paper_id": "arxiv:1",
        "benchmark_id": "imagenet_top1",
        "measure": "network_operations",
        "model_name": "Net",
        "error": 0.24,
        "compute_flop": 2.8e18,
        "is_own": True,
        "is_imputed": False,
        "result_confidence": 0.95,
        "facts": json.dumps(facts),
        "flop_convention": "multiply-adds, stated",
        "flags": [],
        "stages": "training",
        "compute_ids": ["c1"],
        "title": "Deep nets",
        **more,
    }


def judged(*rows: dict[str, Any]) -> pd.DataFrame:
    return judge(pd.DataFrame([{**row, "run_id": f"{row['run_id']}{i}"} for i, row in enumerate(rows)]))


def test_a_fine_tuning_that_is_called_training_is_no_point() -> None:
    few = candidate(measure="token_rule", flags=["fewer_tokens_than_parameters"])
    [row] = judged(few).to_dict("records")
    assert not row["is_point"]
    assert row["reasons"] == ["- fewer tokens than parameters: a fine-tuning, whatever the paper calls it"]


@pytest.mark.parametrize(("benchmark", "is_refused"), [("coco_box_ap", True), ("imagenet_top1", False)])
def test_the_last_few_epochs_of_a_detector_are_no_training(benchmark: str, is_refused: bool) -> None:
    size = {"how": "benchmark", "value": 118e3, "low": 118e3, "high": 118e3}
    few = {"how": "paper", "value": 5.0, "low": 5.0, "high": 5.0}
    facts = {"training": {"epochs": few, "dataset_size": size}}
    [row] = judged(candidate(benchmark_id=benchmark, facts=json.dumps(facts))).to_dict("records")
    assert (row["probability"] == 0) is is_refused


def test_what_a_second_reading_contradicts_is_no_point() -> None:
    kept = {"result_id": "r1", "compute_ids": ["c1", "c2"]}
    rows = pd.DataFrame([candidate(**kept)])
    for fact in ("r1", "c2"):
        [row] = judge(rows, {fact: "number: prints '28.41'", "r9": "elsewhere"}).to_dict("records")
        assert not row["is_point"]
        assert row["probability"] == 0.0
        assert row["reasons"] == ["- a second reading of the page disagrees: number: prints '28.41'"]
    assert judge(rows, {"r9": "elsewhere"})["reasons"].equals(judge(rows)["reasons"])


def test_every_candidate_is_judged() -> None:
    frame = judged(candidate(), candidate(error=0.2, compute_flop=5e18))
    assert list(frame.columns) == list(COLUMNS)
    assert frame["probability"].between(0, 1).all()


def test_of_two_spellings_of_one_point_one_is_kept() -> None:
    assert (
        judged(candidate(), candidate(model_name="Net (ours)", result_confidence=0.5))["is_point"].sum() <= 1
    )


def test_a_stage_without_schedule_is_no_point() -> None:
    [row] = judged(candidate(flags=["pretraining_not_counted"])).to_dict("records")
    assert not row["is_point"]
    assert row["reasons"] == ["- a stage without schedule"]


def test_a_time_that_names_no_model_is_that_of_the_best() -> None:
    facts = json.dumps({"training": {"wall_time_hours": {"how": "paper", "value": 20.0}}})
    shared = {"measure": "hardware_burden", "facts": facts, "compute_flop": 5e17}
    best, ablation = judged(
        candidate(**shared), candidate(**shared, error=0.3, model_name="Net without a part")
    ).to_dict("records")
    assert "best model" not in " ".join(best["reasons"])
    assert ablation["reasons"] == ["- a cost of one run that is stated for the best model"]


def test_a_time_for_each_model_is_of_all() -> None:
    facts = json.dumps({"training": {"wall_time_hours": {"how": "all_models", "value": 20.0}}})
    shared = {"measure": "hardware_burden", "facts": facts, "compute_flop": 5e17}
    rows = judged(candidate(**shared), candidate(**shared, error=0.3)).to_dict("records")
    assert all("stated for the best" not in " ".join(row["reasons"]) for row in rows)


def test_reasons_are_the_weightiest_parts() -> None:
    known = PointWeights(0.0, {"good": 2.0, "bad": -3.0, "small": 0.1}, {"reported": 0.5})
    assert known.reasons({"good": 1.0, "bad": 1.0, "small": 1.0}) == ["- bad", "+ good", "+ small"]


def test_the_weights_that_ship_know_the_features() -> None:
    [features] = features_of([candidate()])
    assert set(features) & set(weights().weights)


def feature(name: str, *rows: dict[str, Any]) -> list[float]:
    return [features[name] for features in features_of(list(rows))]


def with_epochs(value: float) -> dict[str, Any]:
    facts = json.loads(candidate()["facts"])
    facts["training"]["epochs"] |= {"value": value, "low": value, "high": value}
    return candidate(facts=json.dumps(facts))


def test_a_schedule_is_compared_with_what_the_data_set_usually_takes() -> None:
    rows = [with_epochs(value) for value in (1.0, 90.0, 600.0, 100_000.0)]
    short, long = feature("schedule shorter than usual", *rows), feature("schedule longer than usual", *rows)
    assert [value > 0 for value in short] == [True, False, False, False]
    assert [value > 0 for value in long] == [False, False, False, True]


@pytest.mark.parametrize(
    ("title", "name"),
    [("Pruning of nets", "Net"), ("Deep nets", "Net, quantized"), ("Nets in a compressed form", "Net-S")],
)
def test_a_network_made_from_another_is_known_by_title_or_name(title: str, name: str) -> None:
    rows = candidate(title=title, model_name=name), candidate()
    assert feature("made from a trained network", *rows) == [1.0, 0.0]


def with_rival_lengths(**counts: float) -> dict[str, Any]:
    facts = json.loads(candidate()["facts"])
    facts["training"]["epochs"]["rival_lengths"] = {
        "in_paper": 0,
        "in_sentence": 0,
        "speaks_of_training": True,
    } | counts
    return candidate(facts=json.dumps(facts))


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("other lengths in the paper", {"in_paper": 3}),
        ("other lengths in the sentence", {"in_sentence": 1}),
        ("a sentence that speaks of no training", {"speaks_of_training": False}),
    ],
)
def test_other_lengths_make_it_open_which_training_a_length_is_that_of(
    name: str, counts: dict[str, float]
) -> None:
    alone, beside = feature(name, with_rival_lengths(), with_rival_lengths(**counts))
    assert alone == 0.0 < beside
    assert weights().weights.get(name, 0.0) <= 0.0


@pytest.mark.parametrize(
    ("title", "is_made"),
    [
        ("Training sparse networks", True),
        ("Dense-sparse-dense training", True),
        ("Sparsity in nets", True),
        ("Sparse anchors for detectors", False),
        ("Sparse MLP", False),
        ("A sparse attention", False),
    ],
)
def test_not_all_that_is_sparse_was_made_from_a_dense_network(title: str, is_made: bool) -> None:
    assert feature("made from a trained network", candidate(title=title)) == [float(is_made)]


@pytest.mark.parametrize(
    ("stages", "is_refused"), [("finetuning", True), ("pretraining, finetuning", False), ("training", False)]
)
def test_a_fine_tuning_alone_is_not_all_of_a_training(stages: str, is_refused: bool) -> None:
    [row] = judged(candidate(stages=stages)).to_dict("records")
    reason = "- only a fine-tuning is stated, and nothing of what came before"
    assert (row["reasons"] == [reason]) == is_refused


@pytest.mark.parametrize("name", ["Net-B↑384", "Net-B (384px)", "Net-B 384²"])
def test_a_run_at_a_larger_input_is_told_from_the_first(name: str) -> None:
    facts = json.loads(candidate()["facts"])
    facts["model"]["forward_flop"]["value"] = 3e10
    rows = candidate(model_name="Net-B"), candidate(model_name=name, facts=json.dumps(facts))
    assert feature("the network at a larger input", *rows) == [0.0, 1.0]


def test_only_figures_of_the_estimate_count() -> None:
    facts = json.loads(candidate()["facts"])
    facts["training"]["wall_time_hours"] = {"how": "paper", "value": 20.0, "compute_id": "c2"}
    [features] = features_of([candidate(facts=json.dumps(facts))])
    assert "schedule: for the paper" not in features


def test_the_worse_test_of_one_training_is_no_point() -> None:
    best, other = judged(
        candidate(model_name="Net (320×)"), candidate(model_name="Net (224×)", error=0.3)
    ).to_dict("records")
    assert other["reasons"] == ["- another test of a training with a better result"]
    assert best["reasons"] != other["reasons"]


@pytest.mark.parametrize("name", ["Net (Ensemble)", "an ensemble of nets", "Net ensemble"])
def test_the_cost_of_one_network_is_not_that_of_several(name: str) -> None:
    facts = json.dumps({"training": {"wall_time_hours": {"how": "all_models", "value": 20.0}}})
    [row] = judged(candidate(model_name=name, measure="hardware_burden", facts=facts)).to_dict("records")
    assert row["reasons"] == ["- several networks, and the cost of one"]


def test_a_machine_named_for_inference_trains_nothing() -> None:
    facts = {"wall_time_hours": {"how": "exact", "value": 20.0}, "hardware_model": {"how": "inference"}}
    [row] = judged(candidate(measure="hardware_burden", facts=json.dumps({"training": facts}))).to_dict(
        "records"
    )
    assert row["reasons"] == ["- the machine is named for inference only"]


def burden(**more: Any) -> dict[str, Any]:
    """A candidate whose compute is the time of a machine, said of a net and no table row."""
    figure = {"how": "exact", "value": 8.0, "low": 8.0, "high": 8.0, "confidence": 0.9, "compute_id": "c2"}
    time = {**figure, "value": 72.0, "low": 72.0, "high": 72.0, "compute_id": "c1"}
    facts = {"training": {"wall_time_hours": time, "device_count": {**figure, **more.pop("count", {})}}}
    return candidate(
        **{"measure": "hardware_burden", "facts": json.dumps(facts), "compute_ids": ["c1", "c2"], **more}
    )


@pytest.mark.parametrize(("low", "high"), [(64.0, 512.0), (8.0, 32.0), (1.0, 4.0)])
def test_a_range_of_devices_is_one_of_many_runs(low: float, high: float) -> None:
    [row] = judged(burden(count={"low": low, "high": high})).to_dict("records")
    assert row["reasons"] == ["- the devices of several runs in one range"]


def test_devices_nearly_counted_are_no_range() -> None:
    [row] = judged(burden(count={"low": 8.0, "high": 10.0})).to_dict("records")
    assert row["probability"] > 0


@pytest.mark.parametrize(
    ("short", "long"),
    [("A, PReLU", "Ours (A, PReLU)"), ("PReLU, scale 384", "Ours (PReLU)"), ("Net", "Net, multi-crop")],
)
def test_one_net_in_two_tables_counts_with_its_better_test(short: str, long: str) -> None:
    worse, better = judged(burden(model_name=short, error=0.24), burden(model_name=long, error=0.22)).to_dict(
        "records"
    )
    assert worse["reasons"] == ["- another test of a training with a better result"]
    assert better["probability"] > 0


@pytest.mark.parametrize(("short", "long"), [("Net", "Net + SE"), ("Net", "Net-152"), ("NetA", "NetB")])
def test_what_is_added_to_a_net_makes_another_one(short: str, long: str) -> None:
    frame = judged(burden(model_name=short, error=0.24), burden(model_name=long, error=0.22))
    assert (frame["probability"] > 0).all()


@pytest.mark.parametrize(
    ("name", "is_refused"),
    [("Net, fusion (Branch L)", True), ("Net (early exit 2)", True), ("Two-Branch Net", False)],
)
def test_the_error_of_one_branch_is_not_that_of_the_network(name: str, is_refused: bool) -> None:
    [row] = judged(candidate(model_name=name)).to_dict("records")
    assert (row["reasons"] == ["- the error of a part of the network"]) is is_refused


@pytest.mark.parametrize(
    ("name", "stages", "is_refused"),
    [
        ("Net-B↑384", "training", True),
        ("Net-B ↑ 384", "training", True),
        ("Net-B_{↑384}", "pretraining", True),
        ("Net-B↑384", "training, finetuning", False),
        ("Net-B + layer ↑", "training", False),
        ("Net-B (384)", "training", False),
    ],
)
def test_a_network_tuned_at_a_larger_input_needs_the_length_of_that(
    name: str, stages: str, is_refused: bool
) -> None:
    [row] = judged(candidate(model_name=name, stages=stages)).to_dict("records")
    refused = ["- fine-tuned at a larger input, of which no length is stated"]
    assert (row["reasons"] == refused) is is_refused


@pytest.mark.parametrize(
    "title",
    ["Slimmable nets", "Sparse attention", "Sparsely gated experts", "Sparse R-CNN on Net", "SlimNet"],
)
def test_words_that_make_no_network_from_another(title: str) -> None:
    assert feature("made from a trained network", candidate(title=title)) == [0.0]


@pytest.mark.parametrize("title", ["Slimming nets", "Sparse nets", "Sparsified nets", "Sparsity of nets"])
def test_words_that_do(title: str) -> None:
    assert feature("made from a trained network", candidate(title=title)) == [1.0]
