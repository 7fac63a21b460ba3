"""The plots that are not of one benchmark, as Plotly figures; the page's script adds what depends on its theme."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.frames import finite, records
from analysis.report.data import ReportData
from analysis.report.points import plain
from analysis.report.words import (
    STRATEGY_NAMES,
    interval,
    measure_name,
    number,
    specification_name,
)

THEORY_EXPONENT = 4.0
"""k-fold better needs k^2 data and, with parameters that grow with the data, k^4 compute (Thompson et al. 2020)."""

LARGEST_EXPONENT_SHOWN = 400.0
"""Where axes of exponents end."""

_FOLDS = np.linspace(1, 10, 37)


def multiverse_charts(data: ReportData) -> dict[str, dict[str, Any]]:
    """Return a specification curve per benchmark: every exponent in order, and below which choices made it."""
    return {str(name): _specification_curve(rows) for name, rows in data.multiverse.groupby("benchmark_id")}


def theory_chart(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Plot how much compute a k-fold smaller error takes: in theory, and by the headline fit of each row.

    Args:
        rows: Rows of the overview, with ``benchmark``, ``measure`` and ``exponent``.

    Returns:
        A Plotly figure as plain values; colours are names that the page replaces.
    """
    traces = [
        _power("theory: k⁴", THEORY_EXPONENT, {"width": 3, "dash": "dash", "color": "var:ink"}),
        *(
            _power(
                f"{row['benchmark']}, {row['measure']}: k^{row['exponent']:.1f}",
                row["exponent"],
                {"width": 2},
            )
            for row in rows
        ),
    ]
    layout = {
        "xaxis": {
            "type": "log",
            "title": {"text": "how many times smaller the error (k)"},
            "tickvals": [1, 2, 3, 5, 10],
        },
        "yaxis": {
            "type": "log",
            "title": {"text": "times more compute"},
            "exponentformat": "power",
            "range": [-0.3, 16],
        },
        "showlegend": True,
    }
    return {"data": traces, "layout": layout}


def simulation_charts(theory: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return how well four ways to choose variables predict, by ``examples`` and by ``relative_compute``."""
    return {against: _simulation(theory, against) for against in ("examples", "relative_compute")}


def _simulation(theory: pd.DataFrame, against: str) -> dict[str, Any]:
    titles = {
        "examples": "training examples",
        "relative_compute": "computation, relative to the cheapest oracle",
    }
    traces = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": name,
            "x": plain(rows[against]),
            "y": plain(rows["performance"]),
            "error_y": {"type": "data", "array": plain(rows["performance_se"]), "thickness": 1, "width": 0},
            "hovertemplate": f"{name}<br>%{{x:,.3s}}: performance %{{y:.2f}}<extra></extra>",
        }
        for strategy, name in STRATEGY_NAMES.items()
        if len(rows := theory[theory["strategy"] == strategy].sort_values(against))
    ]
    layout = {
        "xaxis": {"type": "log", "title": {"text": titles[against]}, "exponentformat": "power"},
        "yaxis": {"title": {"text": "performance (−log₁₀ relative error)"}},
        "showlegend": True,
    }
    return {"data": traces, "layout": layout}


def frontier_charts(data: ReportData) -> dict[str, dict[str, Any]]:
    """Return per benchmark and measure, ``<benchmark>/<measure>``, the record-setting models year by year."""
    records_set = data.frontier[data.frontier["method"] == "record"]
    return {
        f"{benchmark}/{measure}": _frontiers(rows)
        for (benchmark, measure), rows in records_set.groupby(["benchmark_id", "measure"])
    }


def _frontiers(rows: pd.DataFrame) -> dict[str, Any]:
    years = sorted(rows["year"].unique())
    traces = []
    for place, year in enumerate(years):
        of_year = rows[rows["year"] == year].sort_values("compute_flop")
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": str(year),
                "x": plain(of_year["compute_flop"]),
                "y": plain(of_year["error"]),
                "text": [f"{label(name)}, best up to {year}" for name in of_year["model_name"]],
                "line": {"shape": "hv", "width": 2, "color": f"mix:{place / max(len(years) - 1, 1):.3f}"},
                "marker": {"size": 6},
                "hovertemplate": "%{text}<br>error %{y:.1%} · %{x:.2e} FLOP<extra></extra>",
            }
        )
    layout = {
        "xaxis": {
            "type": "log",
            "title": {"text": "training compute (FLOP)"},
            "exponentformat": "power",
            "dtick": 1,
        },
        "yaxis": {"type": "log", "title": {"text": "best error so far"}},
        "showlegend": True,
    }
    return {"data": traces, "layout": layout}


def label(text: object) -> str:
    """Take out of a text what Plotly would read as a tag."""
    return str(text).replace("<", "‹").replace(">", "›")


def coverage_chart(coverage: pd.DataFrame) -> dict[str, Any]:
    """Plot per year how many papers were read, print own results, and print usable training compute."""
    known = coverage[coverage["year"].notna()]
    bars = (
        ("papers read", "paper_count"),
        ("with own results", "with_results"),
        ("with usable training compute", "with_compute"),
    )
    traces = [
        {"type": "bar", "name": name, "x": plain(known["year"]), "y": plain(known[column])}
        for name, column in bars
    ]
    layout = {
        "barmode": "group",
        "xaxis": {"dtick": 1, "title": {"text": "year of the paper"}},
        "yaxis": {"title": {"text": "papers"}, "rangemode": "tozero"},
        "showlegend": True,
    }
    return {"data": traces, "layout": layout}


def _specification_curve(rows: pd.DataFrame) -> dict[str, Any]:
    rows = rows.sort_values("exponent").reset_index(drop=True)
    rank = np.arange(len(rows))
    names = [
        f"{specification_name(row['specification'])} · {measure_name(row['measure'])}: {number(row['exponent'])} "
        f"({interval(row['exponent_low'], row['exponent_high'])}), n = {row['n']}"
        for row in records(rows)
    ]
    top = min(rows["exponent"].max() * 4, LARGEST_EXPONENT_SHOWN)
    high = rows["exponent_high"].clip(upper=top).fillna(rows["exponent"])
    low = rows["exponent_low"].fillna(rows["exponent"])
    exponents = {
        "type": "scatter",
        "mode": "markers",
        "x": rank.tolist(),
        "y": rows["exponent"].tolist(),
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": (high - rows["exponent"]).clip(lower=0).tolist(),
            "arrayminus": (rows["exponent"] - low).clip(lower=0).tolist(),
            "thickness": 1,
            "width": 0,
            "color": "var:strong-rule",
        },
        "marker": {
            "color": ["var:fit" if is_headline else "var:accent" for is_headline in rows["is_headline"]],
            "size": [11 if is_headline else 7 for is_headline in rows["is_headline"]],
            "symbol": ["diamond" if is_headline else "circle" for is_headline in rows["is_headline"]],
        },
        "text": names,
        "hovertemplate": "%{text}<extra></extra>",
    }
    choices = {
        "type": "scatter",
        "mode": "markers",
        "x": [*rank.tolist(), *rank.tolist()],
        "y": [*map(measure_name, rows["measure"]), *map(specification_name, rows["specification"])],
        "yaxis": "y2",
        "marker": {"size": 6, "symbol": "square", "color": "var:muted"},
        "text": [*names, *names],
        "hovertemplate": "%{text}<extra></extra>",
    }
    specifications = [specification_name(name) for name in rows["specification"].unique()]
    measures = [measure_name(name) for name in rows["measure"].unique()]
    layout = {
        "height": 330 + 17 * (len(specifications) + len(measures)),
        "margin": {"l": 190, "b": 10},
        "xaxis": {"visible": False, "range": [-0.7, len(rows) - 0.3]},
        "yaxis": {
            "type": "log",
            "title": {"text": "exponent"},
            "range": [math.log10(min(max(rows["exponent"].min() / 3, 0.5), top / 2)), math.log10(top)],
            "domain": [0.56, 1],
            "tickvals": [1, 2, 3, 4, 6, 9, 15, 30, 60, 100, 200, 400],
        },
        "yaxis2": {
            "domain": [0, 0.52],
            "type": "category",
            "categoryorder": "array",
            "categoryarray": [*reversed(specifications), *reversed(measures)],
            "tickfont": {"size": 11},
        },
        "showlegend": False,
    }
    return {"data": [exponents, choices], "layout": layout}


def _power(name: str, exponent: float, line: dict[str, Any]) -> dict[str, Any]:
    with np.errstate(over="ignore"):
        more_compute = _FOLDS**exponent
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [float(fold) for fold in _FOLDS],
        "y": more_compute.tolist(),
        "line": line,
        "hovertemplate": f"{name}<br>%{{x:.1f}} times smaller error: %{{y:.3s}} times the compute<extra></extra>",
    }


def as_json(value: Any) -> str:
    """Write plain values as JSON that stands in a script file; what is beyond a number there is null."""
    return json.dumps(finite(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
