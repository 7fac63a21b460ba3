"""The published study's regressions as its notebooks print them and as recomputed, for the page."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.frames import records
from analysis.report.data import ReportData, names_of
from analysis.report.words import MEASURE_NAMES, NONE, TemplateRow
from analysis.thompson.data import TABLES
from analysis.thompson.regressions import REGRESSIONS, Regression
from analysis.thompson.reproduction import as_printed

_CELLS = {
    "points": ("n",),
    "slope": ("slope.estimate",),
    "standard error": ("slope.standard_error",),
    "95 % interval": ("slope.low", "slope.high"),
    "R²": ("r_squared", "pseudo_r_squared"),
    "AIC": ("aic",),
    "BIC": ("bic",),
}
"""Heading of a column to the statistics in its cells, where a regression has them; the downloads have all."""

_RESPONSE_NAMES = {
    "log10_error": "log error",
    "log10_inverse_error": "log 1/error",
    "inverse_error": "1/error",
    "error": "error",
    "log10_accuracy": "log accuracy",
    "log10_hardware_burden": "log hardware burden",
}
_COMPUTE_NAMES = MEASURE_NAMES | {"forward_flop": "operations per pass"}


def reproduction(data: ReportData) -> TemplateRow | None:
    """Arrange how the published study came out when it was last recomputed; None when it never was.

    Returns:
        `run` (the row of `reproduction_runs`), `equal_count` of `count` numbers, `headings` and `rows` of the
        table of regressions, `differences` (all numbers that came out otherwise) and `quirks`.
    """
    if data.reproduction_runs.empty:
        return None
    [run] = records(data.reproduction_runs)
    numbers = [_number(row) for row in records(data.reproduction)]
    names = names_of(data)
    benchmarks = {table.key: names.get(table.benchmark_id, table.key) for table in TABLES}
    return {
        "run": run,
        "equal_count": sum(number["is_equal"] for number in numbers),
        "count": len(numbers),
        "headings": list(_CELLS),
        "rows": [
            _regression(regression, benchmarks[regression.table], own)
            for regression in REGRESSIONS
            if (own := {n["statistic"]: n for n in numbers if n["regression_id"] == regression.regression_id})
        ],
        "differences": [number for number in numbers if not number["is_equal"]],
        "quirks": records(data.reproduction_quirks),
    }


def _number(row: TemplateRow) -> TemplateRow:
    """Write the recomputed number with the digits of the published one."""
    value, printed = row["recomputed"], row["published"]
    return {
        **row,
        "published": _with_minus(printed),
        "recomputed": NONE if value is None else _with_minus(as_printed(value, printed)),
        "sort": float(printed),
        "name": row["statistic"].replace(".", ", ").replace("_", " "),
    }


def _regression(regression: Regression, benchmark: str, numbers: Mapping[str, TemplateRow]) -> TemplateRow:
    return {
        "benchmark": benchmark,
        "name": _name(regression),
        "id": regression.regression_id,
        "cells": [_cell([numbers[name] for name in chosen if name in numbers]) for chosen in _CELLS.values()],
        "equal_count": sum(number["is_equal"] for number in numbers.values()),
        "count": len(numbers),
    }


def _cell(numbers: list[TemplateRow]) -> TemplateRow:
    return {
        "published": " to ".join(number["published"] for number in numbers) or NONE,
        "recomputed": " to ".join(number["recomputed"] for number in numbers) or NONE,
        "sort": numbers[0]["sort"] if numbers else "",
        "is_equal": all(number["is_equal"] for number in numbers),
    }


def _name(regression: Regression) -> str:
    """Say what is regressed on what.

    Returns:
        The name, such as this one.

    >>> _name(Regression("", "log10_error", "network_operations", relative_to_alexnet=True, is_quantile=True))
    'log error on log network operations, relative to AlexNet, 10 % quantile'
    """
    details = {
        "relative to AlexNet": regression.relative_to_alexnet,
        "with a year term": regression.with_year,
        "10 % quantile": regression.is_quantile,
    }
    regressed = f"{_RESPONSE_NAMES[regression.response]} on log {_COMPUTE_NAMES[regression.compute]}"
    return ", ".join([regressed, *(detail for detail, applies in details.items() if applies)])


def _with_minus(text: str) -> str:
    return text.replace("-", "−")
