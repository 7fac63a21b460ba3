"""Shares of what is right, with their intervals, from people's answers."""

import pandas as pd
import pytest

from analysis.precision import WHOLE, agreement, calibration, judged, precision, wilson


def answers(*rows):
    whole = [
        {
            "item_id": item, "kind": "point", "who": who, "verdict": verdict, "parts": ["value", "epochs"],
            "wrong_parts": wrong, "benchmark_id": "imagenet_top1", "confidence": 0.75,
        }
        for item, who, verdict, wrong in rows
    ]  # fmt: skip
    columns = ["item_id", "kind", "who", "verdict", "parts", "wrong_parts", "benchmark_id", "confidence"]
    return pd.DataFrame(whole, columns=columns)


def test_the_wilson_interval_is_the_known_one():
    assert wilson(51, 60) == pytest.approx((0.739, 0.919), abs=1e-3)
    assert wilson(0, 0) == (None, None)


def test_an_item_is_right_when_all_parts_are_and_each_part_counts_by_itself():
    table = precision(
        answers(("a", "K", "right", []), ("b", "K", "wrong", ["epochs"]), ("c", "K", "unclear", []))
    )
    shares = table[table.benchmark_id.isna()].set_index("part")
    assert shares.loc[WHOLE, ["right_count", "judged_count", "unclear_count"]].tolist() == [1, 2, 1]
    assert shares.loc["value", ["right_count", "judged_count"]].tolist() == [2, 2]
    assert shares.loc["epochs", ["right_count", "judged_count"]].tolist() == [1, 2]
    assert set(table.benchmark_id.dropna()) == {"imagenet_top1"}


def test_parts_of_one_sort_are_counted_together():
    staged = answers(("a", "K", "wrong", ["epochs 2"]), ("b", "K", "right", []))
    staged.at[0, "parts"] = ["value", "epochs", "epochs 2"]
    shares = precision(staged)[lambda table: table.benchmark_id.isna()].set_index("part")
    assert list(shares.index) == [WHOLE, "value", "epochs"]
    assert shares.loc["epochs", ["right_count", "judged_count"]].tolist() == [2, 3]


def test_what_is_unclear_is_counted_for_the_parts_it_has():
    table = answers(("a", "K", "right", []), ("b", "K", "unclear", []))
    table.at[1, "parts"] = ["value"]
    shares = precision(table)[lambda table: table.benchmark_id.isna()].set_index("part")
    assert shares["unclear_count"].to_dict() == {WHOLE: 1, "value": 1, "epochs": 0}


def test_the_last_answer_of_a_person_counts():
    assert judged(answers(("a", "K", "wrong", ["value"]), ("a", "K", "right", []))).verdict.tolist() == [
        "right"
    ]


def test_people_who_differ_leave_an_item_disputed():
    two = answers(
        ("a", "K", "right", []),
        ("a", "M", "wrong", ["value"]),
        ("b", "K", "right", []),
        ("b", "M", "right", []),
    )
    assert judged(two).verdict.tolist() == ["disputed", "right"]
    assert agreement(two) == (2, 1)
    whole = precision(two).query("part == 'whole' and benchmark_id.isna()").iloc[0]
    assert (whole.right_count, whole.judged_count, whole.unclear_count) == (1, 1, 1)


def test_stated_confidence_stands_beside_the_share_that_was_right():
    [row] = calibration(answers(("a", "K", "right", []), ("b", "K", "wrong", ["value"]))).to_dict("records")
    assert (row["stated"], row["right_count"], row["judged_count"]) == (0.75, 1, 2)


def test_no_answers_give_empty_tables():
    assert precision(answers()).empty
    assert calibration(answers()).empty
    assert agreement(answers()) == (0, 0)
