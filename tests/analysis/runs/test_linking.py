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
