"""Quoted results against what the papers they come from print themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import pandas as pd

from analysis.benchmarks import family_of
from analysis.frames import FrameRow, records
from analysis.prints import decimals_of_percent, without_setting
from analysis.runs.names import ModelName, Relation, parse, relate
from analysis.runs.plausible import FAMILIES_ON_A_BACKBONE
from extractors.catalog import networks


class QuotationVerdict(StrEnum):
    """What became of a quoted result at its source."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NO_SUCH_MODEL = "model not found in source"
    NO_SUCH_BENCHMARK = "benchmark not read in source"
    NO_SUCH_QUANTITY = "quantity not read in source"


class Why(StrEnum):
    """How a quoted result agrees with its source, or why it may differ."""

    SAME = "same"
    ROUNDING = "rounding"
    OTHER_NAME = "under another name"
    OTHER_PROTOCOL = "other protocol"
    OTHER_VERSION = "other version"
    OTHER_MODEL = "other model on that network"
    """The name is that of a network, and what each paper tested is a model built on it."""
    MISREAD = "misread by us"
    MISQUOTED = "misquoted or rerun"
    """Both are read surely and say the same of how they were measured."""
    MULTIPLY_ADDS = "multiply-adds counted as one or two"
    COUNTED_OTHERWISE = "misquoted or counted otherwise"
    """Both costs are read surely, and nothing says what else is counted."""


CERTAIN = 0.5
"""When numbers of less confidence differ, a misreading is likelier than an error of quoting."""
IMPLAUSIBLE_DIFFERENCE = 10.0
"""Points: nobody quotes a number that wrongly."""

COLUMNS = (
    "quoting_result_id", "quoting_paper_id", "source_paper_id", "source_result_id", "benchmark_id",
    "quoted_model_name", "source_model_name", "quoted_error", "source_error", "difference", "verdict", "why",
)  # fmt: skip


_Elsewhere = Mapping[tuple[str, str], list[tuple[ModelName, float]]]
"""What other files of a paper print on a benchmark, with the models' names."""


@dataclass(frozen=True, slots=True)
class _PrintedResult:
    """One result, as far as comparing needs it."""

    row: FrameRow
    name: ModelName
    error: float
    decimals: int

    @property
    def terms(self) -> tuple[object, ...]:
        """How the model was evaluated, as far as it is said."""
        return tuple(self.row.get(term) or "" for term in ("split", "protocol", "extra_training_data"))


def compare(quoted: pd.DataFrame, own: pd.DataFrame, other_versions: pd.DataFrame) -> pd.DataFrame:
    """Compare quoted results with the own results of the papers they are cited from.

    Args:
        quoted: Rows of `reported_results` that are quoted, once for each held paper they are cited from, which is
            `source_paper_id`.
        own: Rows of `reported_results` that are a paper's own.
        other_versions: Columns `paper_id`, `benchmark_id`, `model_name`, `value` and `is_error` of what other files
            of a paper say.

    Returns:
        The columns `COLUMNS`, one row for each row of `quoted`, in the order of their ids.
    """
    by_source: dict[str, list[_PrintedResult]] = defaultdict(list)
    for row in records(own):
        by_source[row["paper_id"]].append(_printed(row))
    elsewhere: _Elsewhere = defaultdict(list)
    for row in records(other_versions):
        elsewhere[row["paper_id"], row["benchmark_id"]].append((parse(row["model_name"]), _error(row)))
    rows = [
        _compared(row, _printed(row), by_source[row["source_paper_id"]], elsewhere)
        for row in records(quoted.sort_values(["result_id", "source_paper_id"]))
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _compared(
    row: FrameRow,
    quote: _PrintedResult,
    source: Sequence[_PrintedResult],
    elsewhere: _Elsewhere,
) -> dict[str, object]:
    verdict, why, found = _judge(row, quote, source, elsewhere)
    return {
        "quoting_result_id": row["result_id"],
        "quoting_paper_id": row["paper_id"],
        "source_paper_id": row["source_paper_id"],
        "source_result_id": found and found.row["result_id"],
        "benchmark_id": row["benchmark_id"],
        "quoted_model_name": row["model_name"],
        "source_model_name": found and found.row["model_name"],
        "quoted_error": quote.error,
        "source_error": found and found.error,
        "difference": found and round(quote.error - found.error, 6),
        "verdict": verdict.value,
        "why": why and why.value,
    }


def _judge(
    row: FrameRow,
    quote: _PrintedResult,
    source: Sequence[_PrintedResult],
    elsewhere: _Elsewhere,
) -> tuple[QuotationVerdict, Why | None, _PrintedResult | None]:
    here = [one for one in source if one.row["benchmark_id"] == row["benchmark_id"]]
    if not here:
        return QuotationVerdict.NO_SUCH_BENCHMARK, None, None
    named = [one for one in here if _is_named_alike(quote, one)]
    equal = _nearest(quote, [one for one in named if _is_equal(quote, one)])
    if equal is not None:
        why = Why.SAME if quote.error == equal.error else Why.ROUNDING
        return QuotationVerdict.AGREES, why, equal
    # Equal values show that the quoting paper names the model otherwise: two decimals, or one and a shared word.
    others = [
        one
        for one in here
        if _is_equal(quote, one)
        and min(quote.decimals, one.decimals) + bool(quote.name.tokens & one.name.tokens) > 1
    ]
    if others:
        most = max(len(quote.name.tokens & one.name.tokens) for one in others)
        alike = [one for one in others if len(quote.name.tokens & one.name.tokens) == most]
        return QuotationVerdict.AGREES, Why.OTHER_NAME, _nearest(quote, alike)
    nearest = _nearest(quote, named)
    if nearest is None:
        return QuotationVerdict.NO_SUCH_MODEL, None, None
    key = (row["source_paper_id"], row["benchmark_id"])
    is_elsewhere = any(
        abs(error - quote.error) <= 10**-quote.decimals / 2 and is_same_model(quote.name, name)
        for name, error in elsewhere.get(key, ())
    )
    return (
        QuotationVerdict.DIFFERS,
        _why_different(quote, nearest, source, is_in_other_version=is_elsewhere),
        nearest,
    )


def _why_different(
    quote: _PrintedResult,
    nearest: _PrintedResult,
    source: Sequence[_PrintedResult],
    *,
    is_in_other_version: bool,
) -> Why:
    difference = abs(quote.error - nearest.error)
    if difference <= 10 ** -min(quote.decimals, nearest.decimals) + 1e-9:
        return Why.ROUNDING
    if is_in_other_version:
        return Why.OTHER_VERSION
    is_of_other_benchmark = any(
        one.row["benchmark_id"] != quote.row["benchmark_id"]
        and relate(quote.name, one.name) is not None
        and _is_equal(quote, one)
        for one in source
    )
    is_on_a_network = family_of(quote.row["benchmark_id"]) in FAMILIES_ON_A_BACKBONE
    if is_on_a_network and networks.find(nearest.row["model_name"]) is not None:
        return Why.OTHER_MODEL
    is_unsure = min(quote.row["confidence"], nearest.row["confidence"]) < CERTAIN
    if is_of_other_benchmark or difference > IMPLAUSIBLE_DIFFERENCE or is_unsure:
        return Why.MISREAD
    if quote.terms != nearest.terms:
        return Why.OTHER_PROTOCOL
    return Why.MISQUOTED


def _is_named_alike(quote: _PrintedResult, one: _PrintedResult) -> bool:
    """Compare the names, and without what stands in brackets behind them: ``ResNeXt-101 (320px)``."""
    if quote.row["is_ensemble"] != one.row["is_ensemble"]:
        return False
    short = parse(without_setting(quote.row["model_name"]))
    return any(is_same_model(name, one.name) for name in (quote.name, short))


def is_same_model(one: ModelName, other: ModelName) -> bool:
    """Tell whether two names mean one model; a letter more or less makes another network of a known one."""
    if relate(one, other) not in (Relation.EXACT, Relation.VARIANT):
        return False
    return one.tokens == other.tokens or _networks(one) == _networks(other)


def _networks(name: ModelName) -> frozenset[str]:
    """The words of a name that the catalog knows networks by."""
    return name.tokens & _words_of_networks()


@cache
def _words_of_networks() -> frozenset[str]:
    names = (parse(text) for network in networks.networks() for text in (network.name, *network.aliases))
    return frozenset(word for name in names for word in name.tokens if word.isalpha())


def _nearest(quote: _PrintedResult, candidates: Sequence[_PrintedResult]) -> _PrintedResult | None:
    """Return the result of the nearest value; of equal ones the one evaluated alike, then the surest."""
    return min(
        candidates,
        key=lambda one: (
            abs(one.error - quote.error),
            one.terms != quote.terms,
            -one.row["confidence"],
            one.row["result_id"],
        ),
        default=None,
    )


def _is_equal(one: _PrintedResult, other: _PrintedResult) -> bool:
    """Equal when written with the fewer decimals of both; halves may have been rounded either way."""
    coarser = 10 ** -min(one.decimals, other.decimals)
    return abs(one.error - other.error) <= (coarser / 2 if one.decimals != other.decimals else 0) + 1e-9


def _printed(row: FrameRow) -> _PrintedResult:
    printed = str(row.get("value_printed") or row["value"])
    return _PrintedResult(row, parse(row["model_name"]), _error(row), decimals_of_percent(printed))


def _error(row: FrameRow) -> float:
    return round(float(row["value"] if row["is_error"] else 100 - row["value"]), 6)
