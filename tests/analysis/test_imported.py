"""Other people's tables as points of a plot."""

import json
from typing import Any

import pandas as pd
import pytest

from analysis.imported import COLUMNS, imported_models

RESULT = {
    "source_id": "zoo", "row_id": "a", "model_name": "Net", "year": 2020, "benchmark_id": "imagenet_top1",
    "dataset": "ImageNet-1k", "value": 80.0, "is_error": False, "extra": "{}",
}  # fmt: skip
FIGURES = ("quantity", "value", "text_value", "stage", "counts_macs", "source_id", "row_id")


def models(*results: dict[str, Any], **figures: float) -> pd.DataFrame:
    """The models of a table of which some figures are known, multiply-adds where they are called so."""
    rows = [
        (name.removesuffix("_macs"), value, None, "training", name.endswith("_macs"), "zoo", "a")
        for name, value in figures.items()
    ]
    known = [{**RESULT, **result} for result in results or ({},)]
    return imported_models(pd.DataFrame(known), pd.DataFrame(rows, columns=list(FIGURES)))


def test_a_total_that_a_table_prints_is_taken_as_it_is():
    found = models({"extra": json.dumps({"network_operations": "1.2E+19", "hardware_burden": "3E+19"})})
    assert list(found.columns) == list(COLUMNS)
    assert found[["measure", "compute_flop"]].to_numpy().tolist() == [
        ["network_operations", 1.2e19],
        ["hardware_burden", 3e19],
    ]
    assert found["error"].round(6).tolist() == [0.2, 0.2]


def test_operations_follow_from_the_forward_pass_and_the_epochs():
    [row] = models(forward_flops_macs=4e9, epochs=100).to_dict("records")
    assert row["measure"] == "network_operations"
    assert row["compute_flop"] == pytest.approx(3 * 8e9 * 100 * 1_281_167)


@pytest.mark.parametrize("data", ["ImageNet-21k", ["ImageNet-21k", "ImageNet-1k"], ["ImageNet-1k", "Own"]])
def test_epochs_on_other_data_tell_no_operations(data: object):
    found = models({"extra": json.dumps({"training_data": data})}, forward_flops=4e9, epochs=100)
    assert found["measure"].tolist() == [None]


def test_a_model_without_compute_is_its_error_alone():
    assert models(forward_flops=4e9)[["error", "measure", "compute_flop"]].isna().to_numpy().tolist() == [
        [False, True, True]
    ]


def test_the_lowest_error_of_a_model_counts():
    assert models({"value": 79.0}, {"value": 21.5, "is_error": True})["error"].round(6).tolist() == [0.21]


@pytest.mark.parametrize("value", [0.0, 100.0, -3.0, 1e300])
def test_what_is_no_error_is_left_out(value: float):
    assert models({"value": value}).empty


@pytest.mark.parametrize("extreme", ["inf", "-1", "0", "1e-400", "no number", None])
def test_what_is_no_amount_is_no_compute(extreme: object):
    assert models({"extra": json.dumps({"network_operations": extreme})})["measure"].tolist() == [None]
