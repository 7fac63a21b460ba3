"""How often what was read is right, by people who looked: shares with Wilson intervals, and agreement of two people."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from itertools import pairwise
from typing import Any

import pandas as pd
from statsmodels.stats.proportion import proportion_confint

COLUMNS = (
    "kind", "part", "benchmark_id", "right_count", "judged_count", "unclear_count", "precision", "precision_low",
    "precision_high",
)  # fmt: skip
"""The columns of the frame `precision` returns."""

CALIBRATION_COLUMNS = (
    "confidence_from",
    "confidence_to",
    "stated",
    "right_count",
    "judged_count",
    "low",
    "high",
)
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)
WHOLE = "whole"
"""The part that stands for an item with all its parts."""
DISPUTED = "disputed"


def judged(answers: pd.DataFrame) -> pd.DataFrame:
    """Return one row per item: the last answer of each person counts, and people who differ leave it disputed.

    Args:
        answers: One row per answer, in the order given: item_id, kind, who, verdict (``right``, ``wrong`` or
            ``unclear``), parts (all part names), wrong_parts, benchmark_id, confidence.
    """
    last = answers.drop_duplicates(["item_id", "who"], keep="last")
    rows = []
    for _, own in last.groupby("item_id", sort=True):
        verdicts = set(own["verdict"])
        row = own.iloc[-1].to_dict()
        row["verdict"] = own["verdict"].iloc[0] if len(verdicts) == 1 else DISPUTED
        row["wrong_parts"] = sorted({part for parts in own["wrong_parts"] for part in parts})
        rows.append(row)
    return pd.DataFrame(rows, columns=list(answers.columns))


def precision(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the share of right items and parts, over all benchmarks and by benchmark, with the columns of `COLUMNS`.

    An item is right when all of its parts are; a part is right where its item is, or where it is not among those
    called wrong. Parts of one sort, such as the epochs of two stages, are counted together, each by itself. What is
    unclear or disputed is counted apart.

    Args:
        answers: As for `judged`.
    """
    rows = []
    for kind, items in judged(answers).groupby("kind", sort=True):
        rows += list(_shares(kind, None, items))
        for benchmark_id, own in items.groupby("benchmark_id", sort=True):
            rows += list(_shares(kind, benchmark_id, own))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _shares(kind: Hashable, benchmark_id: Hashable | None, items: pd.DataFrame) -> Iterator[dict[str, Any]]:
    is_clear = items["verdict"].isin(["right", "wrong"])
    parts = [
        (_sort_of_part(part), clear, part not in wrong)
        for known, wrong, clear in zip(items["parts"], items["wrong_parts"], is_clear, strict=True)
        for part in known
    ]
    whole = list(zip([WHOLE] * len(items), is_clear, items["verdict"].eq("right"), strict=True))
    judgements = pd.DataFrame([*whole, *parts], columns=["part", "is_clear", "is_right"])
    for part, own in judgements.groupby("part", sort=False):
        clear = own[own["is_clear"]]
        count, total = int(clear["is_right"].sum()), len(clear)
        low, high = wilson(count, total)
        yield {
            "kind": kind,
            "part": part,
            "benchmark_id": benchmark_id,
            "right_count": count,
            "judged_count": total,
            "unclear_count": len(own) - total,
            "precision": count / total if total else None,
            "precision_low": low,
            "precision_high": high,
        }


def _sort_of_part(part: str) -> str:
    """Return what parts of one sort share: the second one of an item is numbered."""
    return _NUMBERED.sub("", part)


_NUMBERED = re.compile(r"\s\d+$")


def wilson(right: int, total: int) -> tuple[float | None, float | None]:
    """Return the 95 % Wilson interval of a share; none of nothing."""
    if not total:
        return None, None
    low, high = proportion_confint(right, total, method="wilson")
    return float(low), float(high)


def calibration(answers: pd.DataFrame) -> pd.DataFrame:
    """Set the confidence that was stated beside the share that was right, with the columns of `CALIBRATION_COLUMNS`.

    Args:
        answers: As for `judged`.

    Returns:
        One row per range of confidence that has answers.
    """
    items = judged(answers)
    items = items[items["verdict"].isin(["right", "wrong"]) & items["confidence"].notna()]
    rows = []
    for begin, end in pairwise(BINS):
        own = items[(items["confidence"] >= begin) & ((items["confidence"] < end) | (end == BINS[-1]))]
        if len(own):
            right = int(own["verdict"].eq("right").sum())
            ends = wilson(right, len(own))
            rows.append((begin, end, float(own["confidence"].mean()), right, len(own), *ends))
    return pd.DataFrame(rows, columns=list(CALIBRATION_COLUMNS))


def agreement(answers: pd.DataFrame) -> tuple[int, int]:
    """Return how many items two people or more have judged, and how many of these all judge alike."""
    last = answers.drop_duplicates(["item_id", "who"], keep="last")
    by_item = last.groupby("item_id")["verdict"].agg(["size", "nunique"])
    shared = by_item[by_item["size"] > 1]
    return len(shared), int((shared["nunique"] == 1).sum())
