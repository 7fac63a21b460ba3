"""Which candidates are points of the fit."""

import json
from typing import Any

import pandas as pd

from analysis.points import COLUMNS, Weights, features_of, judge, weights


def candidate(**more: Any) -> dict[str, Any]:
    """A ResNet-like candidate of one paper, all of whose parts are known closely."""
    facts = {
        "model": {"forward_flop": {"how": "same_row", "value": 8e9}},
        "training": {"epochs": {"how": "all_models", "value": 90.0, "confidence": 0.9, "names_data": True}},
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
        **more,
    }


def judged(*rows: dict[str, Any]) -> pd.DataFrame:
    return judge(pd.DataFrame([{**row, "run_id": f"{row['run_id']}{i}"} for i, row in enumerate(rows)]))


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
    best, ablation = judged(candidate(**shared), candidate(**shared, error=0.3)).to_dict("records")
    assert "best model" not in " ".join(best["reasons"])
    assert ablation["reasons"] == ["- a cost of one run that is stated for the best model"]


def test_a_time_for_each_model_is_of_all() -> None:
    facts = json.dumps({"training": {"wall_time_hours": {"how": "all_models", "value": 20.0}}})
    shared = {"measure": "hardware_burden", "facts": facts, "compute_flop": 5e17}
    rows = judged(candidate(**shared), candidate(**shared, error=0.3)).to_dict("records")
    assert all("stated for the best" not in " ".join(row["reasons"]) for row in rows)


def test_reasons_are_the_weightiest_parts() -> None:
    known = Weights(0.0, {"good": 2.0, "bad": -3.0, "small": 0.1}, 0.5)
    assert known.reasons({"good": 1.0, "bad": 1.0, "small": 1.0}) == ["- bad", "+ good", "+ small"]


def test_the_weights_that_ship_know_the_features() -> None:
    [features] = features_of([candidate()])
    assert set(features) & set(weights().weights)
