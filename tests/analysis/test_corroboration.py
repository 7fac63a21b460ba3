"""Quoted results are compared with what their source prints, and differences are told apart."""

from typing import Any

import pandas as pd
import pytest

from analysis.corroboration import compare

OWN: dict[str, Any] = {
    "result_id": "r1", "paper_id": "arxiv:1512.03385", "benchmark_id": "imagenet_top1", "model_name": "ResNet-50",
    "value": 76.13, "value_printed": "76.13", "is_error": False, "split": None, "protocol": None,
    "extra_training_data": None, "is_ensemble": False, "confidence": 0.95,
}  # fmt: skip
QUOTE: dict[str, Any] = {
    **OWN, "result_id": "q1", "paper_id": "arxiv:1611.05431", "source_paper_id": "arxiv:1512.03385",
}  # fmt: skip


def judged(
    quote: dict[str, Any], *own: dict[str, Any], versions: list[dict[str, Any]] | None = None
) -> tuple[Any, ...]:
    columns = ["paper_id", "benchmark_id", "model_name", "value", "is_error"]
    rows = compare(
        pd.DataFrame([{**QUOTE, **quote}]),
        pd.DataFrame(
            [{**OWN, "result_id": f"r{n}", **one} for n, one in enumerate(own, start=1)], columns=list(OWN)
        ),
        pd.DataFrame(versions or [], columns=columns),
    )
    (row,) = rows.to_dict("records")
    return row["verdict"], row["why"], row["source_result_id"]


@pytest.mark.parametrize(
    ("quote", "own", "verdict", "why"),
    [
        ({}, {}, "agrees", "same"),
        ({"value": 23.87, "value_printed": "23.87", "is_error": True}, {}, "agrees", "same"),
        ({"value": 76.1, "value_printed": "76.1"}, {}, "agrees", "rounding"),
        ({"value": 76.1, "value_printed": "0.761"}, {}, "agrees", "rounding"),
        ({"value": 76.12, "value_printed": "76.12"}, {}, "differs", "rounding"),
        ({"value": 77.5, "value_printed": "77.5", "protocol": "10-crop"}, {}, "differs", "other protocol"),
        ({"value": 75.3, "value_printed": "75.3"}, {}, "differs", "misquoted or rerun"),
        ({"value": 75.3, "value_printed": "75.3", "confidence": 0.4}, {}, "differs", "misread by us"),
        ({"value": 46.1, "value_printed": "46.1"}, {}, "differs", "misread by us"),
        ({"model_name": "R50 baseline"}, {}, "agrees", "under another name"),
        (
            {"model_name": "DenseNet", "value": 70.2, "value_printed": "70.2"},
            {},
            "model not found in source",
            None,
        ),
        ({"model_name": "ResNet-50 (320px)", "value": 76.13}, {}, "agrees", "same"),
        ({}, {"benchmark_id": "coco_box_ap"}, "benchmark not read in source", None),
    ],
)
def test_verdicts(quote: dict[str, Any], own: dict[str, Any], verdict: str, why: str | None):
    found = judged(quote, own)
    assert found[0] == verdict
    assert found[1] == why or (why is None and pd.isna(found[1]))


def test_a_value_of_the_other_benchmark_is_misread():
    top5 = {"benchmark_id": "imagenet_top5", "value": 92.9, "value_printed": "92.9"}
    assert judged({"value": 92.9, "value_printed": "92.9"}, {"value": 84.0, "value_printed": "84.0"}, top5)[
        :2
    ] == (
        "differs",
        "misread by us",
    )


def test_a_value_of_an_other_version_is_told():
    version = {
        "paper_id": OWN["paper_id"], "benchmark_id": "imagenet_top1", "model_name": "ResNet-50", "value": 75.3,
        "is_error": False,
    }  # fmt: skip
    quote = {"value": 75.3, "value_printed": "75.3"}
    assert judged(quote, {}, versions=[version])[1] == "other version"
    other = {**version, "model_name": "ResNet-50 on other data"}
    assert judged(quote, {}, versions=[other])[1] == "misquoted or rerun"


@pytest.mark.parametrize("name", ["ResNet-101", "ResNet-101 (Faster R-CNN)", "R-101"])
def test_a_network_that_detectors_are_built_on_names_several_of_them(name: str):
    of_boxes = {
        "benchmark_id": "coco_box_ap",
        "value": 27.2,
        "value_printed": "27.2",
        "model_name": "ResNet-101",
    }
    quote = {**of_boxes, "model_name": name, "value": 40.4, "value_printed": "40.4"}
    expected = "other model on that network" if name != "R-101" else None
    assert judged(quote, of_boxes)[1] == expected or pd.isna(judged(quote, of_boxes)[1])


@pytest.mark.parametrize(("one", "other"), [("ResNet-50", "ResNeXt-50"), ("MobileNet", "MobileNeXt")])
def test_a_letter_makes_another_network(one: str, other: str):
    assert judged({"model_name": one, "value": 77.1}, {"model_name": other})[0] == "model not found in source"


@pytest.mark.parametrize("width", ["(0.5x)", "(1.4)", "(×2)"])
def test_a_width_in_brackets_is_another_model(width: str):
    quote = {"model_name": f"FooNet {width}", "value": 61.1, "value_printed": "61.1"}
    assert judged(quote, {"model_name": "FooNet"})[0] == "model not found in source"


@pytest.mark.parametrize("split", ["dev", "val", "test"])
def test_another_part_of_the_data_is_another_protocol(split: str):
    own = {"split": "test"}
    quote = {"split": split, "value": 75.3, "value_printed": "75.3"}
    assert judged(quote, own)[1] == ("misquoted or rerun" if split == "test" else "other protocol")


def test_of_several_results_the_nearest_is_compared():
    assert (
        judged(
            {"value": 77.1, "value_printed": "77.1"},
            {"value": 75.0, "value_printed": "75.0"},
            {"value": 77.1, "value_printed": "77.1"},
        )[2]
        == "r2"
    )


def test_nothing_quoted_is_nothing_compared():
    empty = pd.DataFrame(columns=list(QUOTE))
    assert compare(empty, pd.DataFrame([OWN]), pd.DataFrame(columns=["paper_id"])).empty
