"""Our estimates beside what others computed for the same models, and what makes the difference."""

import json
from typing import Any

import pandas as pd
import pytest

from analysis.compute_agreement import COLUMNS, compute_agreement

RUN = {
    "run_id": "r1", "paper_id": "arxiv:1", "model_name": "Net-50", "forward_flop": 8e9, "epochs": 100.0,
    "hardware_model": "Tesla V100",
}  # fmt: skip
COUNTED = {
    "formula": "3 x forward_flop x examples",
    "forward_flop": 8e9,
    "examples": {"training": {"dataset_size": 1e6, "epochs": 100.0}},
}
OPERATIONS = {"measure": "network_operations", "flop": 2.4e18, "inputs": json.dumps(COUNTED)}


def burden(stages: dict[str, dict[str, float]], flop: float = 1e18) -> dict[str, Any]:
    return {"measure": "hardware_burden", "flop": flop, "inputs": json.dumps({"stages": stages})}


def imported(
    model: str = "Net-50", source: str = "thompson", extra: object = None, **figures: Any
) -> pd.DataFrame:
    """Rows of an imported table about one model; `forward_flops` are multiply-adds where they are a tuple."""
    rows = [
        {
            "quantity": quantity,
            "value": None if isinstance(value, str) else float(value),
            "text_value": value if isinstance(value, str) else None,
        }
        for quantity, value in figures.items()
    ] or [{"quantity": None, "value": None, "text_value": None}]
    shared = {
        "source_id": source, "row_id": model, "paper_id": "arxiv:1", "model_name": model, "stage": "training",
        "counts_macs": False, "extra": json.dumps(extra or {}),
    }  # fmt: skip
    return pd.DataFrame([{**shared, **row} for row in rows])


def compared(
    theirs: pd.DataFrame, *estimates: dict[str, Any], runs: list[dict[str, Any]] | None = None
) -> pd.DataFrame:
    known = [{"run_id": "r1", "stages": "training", "precision": "fp32", **one} for one in estimates]
    return compute_agreement(theirs, pd.DataFrame(runs or [RUN]), pd.DataFrame(known))


def test_the_same_figures_give_a_ratio_of_one():
    theirs = imported(extra={"network_operations": "2.40E+18"}, forward_flops=8e9, epochs=100)
    [row] = compared(theirs, OPERATIONS).to_dict("records")
    assert (row["ratio"], row["explanation"]) == (1.0, "the same figures")
    assert set(row) == set(COLUMNS)


def test_what_differs_is_named_and_multiply_adds_are_told():
    theirs = imported(extra={"network_operations": "2.40E+18"}, forward_flops=4e9, epochs=200)
    [row] = compared(theirs, OPERATIONS).to_dict("records")
    assert row["explanation"] == (
        "FLOP of a forward pass 8e+09 here, 4e+09 there, where multiply-adds count twice here and once there; "
        "epochs 100 here, 200 there"
    )


@pytest.mark.parametrize(
    ("figures", "flop", "said"),
    [
        (
            {"forward_flops": 8e9, "epochs": 100},
            4.8e18,
            "0.5 times the examples in an epoch, or other stages",
        ),
        ({"epochs": 100}, 4.8e18, "a factor of 0.5 is left; not stated there: FLOP of a forward pass"),
    ],
)
def test_what_is_left_is_told(figures: dict[str, float], flop: float, said: str):
    theirs = imported(extra={"network_operations": str(flop)}, **figures)
    assert compared(theirs, OPERATIONS)["explanation"].tolist() == [said]


def test_a_total_that_does_not_say_how_it_was_made_stands_beside_every_measure():
    theirs = imported(
        source="epoch", extra={"utilisation": "0.3"}, training_flops=3e17, device_count=8, wall_time_hours=10,
        hardware_model="NVIDIA V100",
    )  # fmt: skip
    ours = burden({"training": {"device_count": 8.0, "wall_time_hours": 10.0}})
    rows = compared(theirs, OPERATIONS, ours).set_index("measure")
    assert list(rows.index) == ["network_operations", "hardware_burden"]
    assert rows.loc["hardware_burden", "explanation"] == "they count 30% of the peak, 0.3 by their word"


def test_a_total_above_the_peak_is_of_a_faster_precision():
    theirs = imported(
        source="epoch", training_flops=5e18, device_count=8, wall_time_hours=10, hardware_model="V100"
    )
    ours = burden({"training": {"device_count": 8.0, "wall_time_hours": 10.0}})
    [said] = compared(theirs, ours)["explanation"]
    assert said == "they count 5 times the fp32 peak that counts here: a faster precision"


def test_device_hours_are_compared_where_devices_and_hours_are_not_told_apart():
    theirs = imported(
        extra={"hardware_burden": "1E+18"}, device_count=4, wall_time_hours=10, hardware_model="V100"
    )
    [said] = compared(theirs, burden({"training": {"device_hours": 80.0}}))["explanation"]
    assert said == "device-hours 80 here, 40 there; a device counts 0.5 times what it counts there"


def test_stages_that_one_side_counts_alone_are_told():
    theirs = pd.concat([
        imported(extra={"network_operations": "2.4E18"}, forward_flops=8e9, epochs=100),
        imported(extra={"network_operations": "2.4E18"}, epochs=30).assign(stage="pretraining"),
    ])  # fmt: skip
    assert compared(theirs, OPERATIONS)["explanation"].tolist() == [
        "training here, pretraining and training there"
    ]


def test_search_that_a_table_folds_in_is_compared_with_ours_with_search():
    theirs = imported(extra={"hardware_burden": "1E18"})
    with_search = {**burden({}, flop=2e18), "measure": "hardware_burden_with_search"}
    rows = compared(theirs, burden({}), with_search)
    assert rows[["measure", "ratio"]].to_numpy().tolist() == [["hardware_burden_with_search", 2.0]]


@pytest.mark.parametrize("name", ["Net 50", "net-50 (ours)", "Net-50 [3]"])
def test_names_are_the_same_in_other_spellings(name: str):
    assert len(compared(imported(name, extra={"network_operations": "1E18"}), OPERATIONS)) == 1


@pytest.mark.parametrize("name", ["Net-101", "Other", "Net-50 and Net-101 ensemble"])
def test_another_model_is_compared_with_nothing(name: str):
    assert compared(imported(name, extra={"network_operations": "1E18"}), OPERATIONS).empty


def test_a_name_that_several_models_share_is_compared_with_none_of_them():
    runs = [RUN, {**RUN, "run_id": "r2", "model_name": "Net-101"}]
    estimates = [OPERATIONS, {**OPERATIONS, "run_id": "r2"}]
    assert compared(imported("Net", extra={"network_operations": "1E18"}), *estimates, runs=runs).empty


def test_tables_without_totals_compare_nothing():
    assert compared(imported(epochs=90), OPERATIONS).empty
    assert compared(imported(extra={"network_operations": "unknown"}), OPERATIONS).empty


@pytest.mark.parametrize("extreme", [1e-300, 1e300, -1.0, 0.0, float("inf"), float("nan")])
def test_no_number_of_a_table_ends_the_comparison(extreme: float):
    theirs = imported(
        source="epoch", extra={"network_operations": extreme, "hardware_burden": extreme}, training_flops=extreme,
        epochs=extreme, forward_flops=extreme, device_count=extreme, wall_time_hours=extreme,
    )  # fmt: skip
    rows = compared(
        theirs, OPERATIONS, burden({"training": {"device_count": 1e-300, "wall_time_hours": 1e300}})
    )
    assert rows["explanation"].str.len().gt(0).all()
    assert rows["their_flop"].gt(0).all()
