"""Quoted costs against what the papers they come from print themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import pandas as pd

from analysis.corroboration import CERTAIN, QuotationVerdict, Why, is_same_model
from analysis.frames import FrameRow, records
from analysis.measures import FLOP_PER_MULTIPLY_ADD
from analysis.prints import OF_NETWORKS, are_equal, unit_of
from analysis.runs.names import ModelName, parse

COLUMNS = (
    "quoting_compute_id", "quoting_paper_id", "source_paper_id", "source_compute_id", "quantity", "quoted_model_name",
    "source_model_name", "quoted_value", "source_value", "factor", "verdict", "why",
)  # fmt: skip

_COUNTED_IN_OPERATIONS = frozenset({"forward_flops", "training_flops"})
_IMPLAUSIBLE_FACTOR = 10.0
"""With a larger factor the two numbers are about different things: that is no error of quoting."""
_TWICE = 1.05
"""How near a factor is to two, which is what counting additions separately makes."""
_TELLING_DIGITS = 3
"""Digits that make a number the mark of a model whose name is spelled otherwise, where the names share a word."""


@dataclass(frozen=True, slots=True)
class _PrintedCost:
    row: FrameRow
    name: ModelName
    value: float
    unit: float

    @property
    def digits(self) -> int:
        """How many digits are printed."""
        return len(str(round(self.value / self.unit))) if self.unit else 0


def compare(quoted: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """Compare quoted costs with the own costs of the papers they are cited from.

    Args:
        quoted: Rows of `reported_compute` that are quoted and have a number, once for each held paper they are cited
            from, which is `source_paper_id`.
        own: Rows of `reported_compute` that are a paper's own and have a number.

    Returns:
        The columns `COLUMNS`, one row for each row of `quoted`, in the order of their ids.
    """
    by_source: dict[str, list[_PrintedCost]] = defaultdict(list)
    for row in records(own):
        by_source[row["paper_id"]].append(_printed(row))
    rows = [
        _compared(row, _printed(row), by_source[row["source_paper_id"]])
        for row in records(quoted.sort_values(["compute_id", "source_paper_id"]))
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _compared(row: FrameRow, quote: _PrintedCost, source: Sequence[_PrintedCost]) -> dict[str, object]:
    verdict, why, found = _judge(quote, source)
    return {
        "quoting_compute_id": row["compute_id"],
        "quoting_paper_id": row["paper_id"],
        "source_paper_id": row["source_paper_id"],
        "source_compute_id": found and found.row["compute_id"],
        "quantity": row["quantity"],
        "quoted_model_name": row["model_name"],
        "source_model_name": found and found.row["model_name"],
        "quoted_value": quote.value,
        "source_value": found and found.value,
        "factor": found and found.value and round(quote.value / found.value, 6),
        "verdict": verdict.value,
        "why": why and why.value,
    }


def _judge(
    quote: _PrintedCost, source: Sequence[_PrintedCost]
) -> tuple[QuotationVerdict, Why | None, _PrintedCost | None]:
    here = [one for one in source if one.row["quantity"] == quote.row["quantity"]]
    if not here:
        return QuotationVerdict.NO_SUCH_QUANTITY, None, None
    named = [one for one in here if _is_named_alike(quote, one)]
    nearest = _nearest(quote, named)
    if nearest is not None and _is_equal(quote, nearest):
        return QuotationVerdict.AGREES, Why.SAME if quote.value == nearest.value else Why.ROUNDING, nearest
    others = [one for one in here if _is_equal(quote, one) and _is_marked_alike(quote, one)]
    if others:
        return QuotationVerdict.AGREES, Why.OTHER_NAME, _nearest(quote, others)
    if nearest is None:
        return QuotationVerdict.NO_SUCH_MODEL, None, None
    return QuotationVerdict.DIFFERS, _why_different(quote, nearest), nearest


def _why_different(quote: _PrintedCost, nearest: _PrintedCost) -> Why:
    if abs(quote.value - nearest.value) <= max(quote.unit, nearest.unit) * (1 + 1e-9):
        return Why.ROUNDING
    apart = _apart(quote, nearest)
    counts_operations = quote.row["quantity"] in _COUNTED_IN_OPERATIONS
    if counts_operations and abs(apart - log(FLOP_PER_MULTIPLY_ADD)) <= log(_TWICE):
        return Why.MULTIPLY_ADDS
    if min(one.row["confidence"] for one in (quote, nearest)) < CERTAIN:
        return Why.MISREAD
    if apart > log(_IMPLAUSIBLE_FACTOR):
        # A model that is built on a network often has its name, and costs many times as much.
        return Why.OTHER_MODEL if quote.row["quantity"] in OF_NETWORKS else Why.MISREAD
    return Why.COUNTED_OTHERWISE


def _is_named_alike(quote: _PrintedCost, one: _PrintedCost) -> bool:
    return is_same_model(quote.name, one.name)


def _is_marked_alike(quote: _PrintedCost, one: _PrintedCost) -> bool:
    """Whether equal numbers are of one model that two papers call otherwise."""
    digits = min(quote.digits, one.digits)
    return digits >= _TELLING_DIGITS and bool(quote.name.tokens & one.name.tokens)


def _is_equal(one: _PrintedCost, other: _PrintedCost) -> bool:
    return are_equal(one.value, other.value, one.unit, other.unit)


def _nearest(quote: _PrintedCost, candidates: Sequence[_PrintedCost]) -> _PrintedCost | None:
    return min(
        candidates,
        key=lambda one: (_apart(quote, one), -one.row["confidence"], one.row["compute_id"]),
        default=None,
    )


def _apart(one: _PrintedCost, other: _PrintedCost) -> float:
    if one.value <= 0 or other.value <= 0:
        return 0.0 if one.value == other.value else float("inf")
    return abs(log(one.value / other.value))


def _printed(row: FrameRow) -> _PrintedCost:
    value = float(row["value"])
    return _PrintedCost(row, parse(row["model_name"] or ""), value, unit_of(value, str(row["value_printed"])))
