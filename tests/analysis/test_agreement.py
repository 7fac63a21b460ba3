"""What other papers print of a model raises or lowers the confidence of a number, and decides nothing."""

from typing import Any

import pandas as pd
import pytest

from analysis import agreement, corroboration, cost_quotations
from analysis.agreement import (
    CONTRADICTED,
    DISTANCE,
    DISTANCE_OF_ALIKE,
    MORE,
    OFF_REFERENCE,
    ONE,
    features_of,
)
from analysis.known_networks import known_networks
from analysis.prints import prints_of
from tests.analysis import frames

NO_QUOTATIONS = pd.DataFrame(columns=corroboration.COLUMNS)
NO_COSTS = pd.DataFrame(columns=cost_quotations.COLUMNS)


def printed(*rows: dict[str, Any]) -> pd.DataFrame:
    """Results of papers 0, 1, ..., of a model called FooNet-50 unless a row says otherwise."""
    return frames.results(
        *(
            {
                "paper_id": f"p{n}",
                "model_name": "FooNet-50",
                "confidence": 0.8,
                "value_printed": str(row["value"]),
                **row,
            }
            for n, row in enumerate(rows)
        )
    )


def evidence(*rows: dict[str, Any]) -> dict[str, float]:
    """What the first of some results is told by the others."""
    prints = prints_of(printed(*rows), frames.compute())
    one, found = next(iter(agreement.paired(prints, NO_QUOTATIONS, NO_COSTS)))
    return features_of(one, found)


QUOTED = {"is_own": False}


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ([], set()),
        ([{"value": 76.2}], {ONE}),
        ([{"value": 76.15}], {ONE}),
        ([{"value": 76.2, "model_name": "FooNet 50 [3]"}], {ONE}),
        ([{"value": 76.2}, {"value": 76.2}], {ONE, MORE}),
        ([{"value": 71.2}], {agreement.OTHERWISE, DISTANCE}),
        ([{"value": 71.2, "model_name": "FooNet-50 (wide)"}], {agreement.OTHERWISE, DISTANCE_OF_ALIKE}),
        ([{"value": 71.2}] * 3, {agreement.OTHERWISE, DISTANCE, OFF_REFERENCE}),
        ([{"value": 75.9}] * 3, {agreement.OTHERWISE, DISTANCE}),
        ([{"value": 71.2, "benchmark_id": "imagenet_top5"}], set()),
        ([{"value": 71.2, "model_name": "BarNet-50"}], set()),
        ([{"value": 71.2, "is_ensemble": True}], set()),
        ([{"value": 71.2, "paper_id": "p0"}], set()),
    ],
)  # fmt: skip
def test_evidence(others: list[dict[str, Any]], told: set[str]):
    assert set(evidence({"value": 76.2, "model_name": "FooNet-50", **QUOTED}, *others)) == told


def test_whoever_trains_a_model_may_set_it_up_otherwise():
    other = {"value": 71.2, "model_name": "FooNet-50 (wide)"}
    assert evidence({"value": 76.2}, other) == {}
    assert evidence({"value": 76.2, **QUOTED}, other)


def test_another_number_beside_the_one_that_all_print_is_of_another_setting():
    rows = [{"value": 79.2}, {"value": 76.2, "paper_id": "p0"}, *[{"value": 76.2}] * 3]
    assert evidence(*rows) == {}
    assert evidence(rows[0], *rows[2:])


def weighed(*rows: dict[str, Any], quotations: pd.DataFrame = NO_QUOTATIONS) -> dict[str, dict[str, Any]]:
    found = agreement.weigh(printed(*rows), frames.compute(), quotations, NO_COSTS)
    return {row["fact_id"]: row for row in found.to_dict("records")}


def test_agreement_raises_and_disagreement_lowers_the_confidence():
    agreed = weighed({"value": 76.2}, {"value": 76.2})["r0"]
    assert 0.8 < agreed["confidence"] < 1
    assert agreed["agreeing_papers"] == ["p1"]
    assert agreed["reasons"] == [f"+ {ONE}"]
    off = weighed({"value": 46.2, **QUOTED}, *[{"value": 76.2}] * 3)["r0"]
    assert 0 < off["confidence"] < 0.8
    assert off["reference"] == pytest.approx(23.8)


def test_what_no_other_paper_prints_keeps_its_confidence():
    assert weighed({"value": 76.2}, {"value": 76.2, "model_name": "BarNet"}) == {}


def test_a_quotation_that_differs_speaks_against_both_sides():
    quotation = {
        "quoting_result_id": "r0", "source_result_id": "r1", "verdict": "differs", "why": "misquoted or rerun",
    }  # fmt: skip
    names = [{"value": 76.2, "model_name": "Foo", **QUOTED}, {"value": 71.2, "model_name": "FooNet (ours)"}]
    found = weighed(*names, quotations=pd.DataFrame([quotation]))
    assert {row["confidence"] < 0.8 for row in found.values()} == {True}
    assert {row["reasons"][0] for row in found.values()} == {f"- {CONTRADICTED}"}


@pytest.mark.parametrize(
    ("value", "text", "quantity", "told"),
    [
        (25.6e6, "25.6M", "parameters", {ONE}),
        (25.56e6, "25.56M", "parameters", {ONE}),
        (8.2e9, "8.2", "forward_flops", {ONE}),
        (12.3e9, "12.3", "forward_flops", {agreement.OTHERWISE, DISTANCE}),
        (90.0, "90", "epochs", None),
    ],
)
def test_costs_of_a_network_agree_but_for_rounding_and_what_is_counted(
    value: float, text: str, quantity: str, told: set[str] | None
):
    known = {"parameters": (25.6e6, "25.6M"), "forward_flops": (4.1e9, "4.1")}.get(quantity, (90.0, "90"))
    rows = [
        {"paper_id": f"p{n}", "quantity": quantity, "model_name": "FooNet-50", "value": v, "value_printed": t}
        for n, (v, t) in enumerate([(value, text), known])
    ]
    prints = prints_of(frames.results(), frames.compute(*rows))
    if told is None:
        assert prints == []
        return
    one, found = next(iter(agreement.paired(prints, NO_QUOTATIONS, NO_COSTS)))
    assert set(features_of(one, found)) == told


def test_networks_that_three_papers_print_alike_are_known():
    results = printed(
        {"value": 76.2}, {"value": 76.15}, {"value": 76.2}, {"value": 70.0}, {"value": 1, "model_name": "B"}
    )
    [row] = known_networks(results, frames.compute()).to_dict("records")
    assert (row["model_name"], row["subject"], row["usual_value"]) == ("FooNet-50", "imagenet_top1", 23.85)
    assert (row["alike_paper_count"], row["paper_count"], row["other_papers"]) == (3, 4, ["p3"])


def test_nothing_read_is_nothing_weighed():
    assert agreement.weigh(frames.results(), frames.compute(), NO_QUOTATIONS, NO_COSTS).empty
    assert known_networks(frames.results(), frames.compute()).empty
