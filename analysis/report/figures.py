"""The plots of the report as pictures, for papers, slides, print and browsers without scripts."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure

from analysis.attempts import Attempts
from analysis.frames import records
from analysis.report.charts import LARGEST_EXPONENT_SHOWN, THEORY_EXPONENT
from analysis.report.data import ReportData, names_of
from analysis.report.growth import decomposition, frontier_pairs
from analysis.report.lines import curve
from analysis.report.words import (
    ERROR_TICKS,
    STRATEGY_NAMES,
    measure_name,
    number,
    power_of_ten,
    significant,
    specification_name,
)

_STYLE: dict[Any, Any] = {
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    # Text stays text, and the same data give the same bytes.
    "svg.fonttype": "none",
    "svg.hashsalt": "ninthpower",
}
_MARKERS = ("o", "s", "^", "D", "v", "P")
_INK = "#0b5394"
_LESS = "#b3370f"


def pictures(data: ReportData, rows: Sequence[dict[str, Any]], attempts: Attempts) -> dict[str, bytes]:
    """Draw every plot of the report that has something to show.

    Args:
        data: The frames of the report.
        rows: Rows of the overview.
        attempts: Notes the pictures that cannot be drawn.

    Returns:
        ``figures/<name>.svg`` and ``figures/<name>.png``.
    """
    drawn: dict[str, bytes] = {}
    with mpl.rc_context(_STYLE), np.errstate(over="ignore"):
        drawings = attempts.attempt("the figures", lambda: list(_drawings(data, rows))) or []
        for name, draw in drawings:
            drawn |= attempts.attempt(f"the figure {name}", partial(_saved, name, draw)) or {}
    return drawn


def _drawings(data: ReportData, rows: Sequence[dict[str, Any]]) -> Iterator[tuple[str, Callable[[], Figure]]]:
    """Name every picture, and say how it is drawn."""
    names = {row["benchmark_id"]: row["benchmark"] for row in rows}
    for benchmark_id, name in names.items():
        yield benchmark_id, partial(_benchmark, benchmark_id, name, data)
    if rows:
        yield "multiverse", partial(_multiverse, rows[0]["benchmark_id"], rows[0]["benchmark"], data)
    if rows := [row for row in rows if row["figure"] is not None]:
        yield "theory", partial(_theory, rows)
    if pairs := frontier_pairs(data):
        yield "frontier", partial(_frontier, *pairs[0], data)
    if len(data.theory):
        yield "simulation", partial(_simulation, data.theory)
    if growth := decomposition(data):
        yield "decomposition", partial(_decomposition, growth)
    yield "coverage", partial(_coverage, data.coverage)


def _benchmark(benchmark_id: str, name: str, data: ReportData) -> Figure:
    """Error against compute on logarithmic axes, every fitted measure in one picture."""
    figure, axes = _axes(title=name, xlabel="training compute (FLOP)", ylabel="error")
    fits = data.fits[
        (data.fits["benchmark_id"] == benchmark_id)
        & (data.fits["specification"] == data.headline.specification)
        & data.fits["exponent"].notna()
    ]
    for marker, fit in zip(_MARKERS, records(fits), strict=False):
        points = data.compute_error[
            (data.compute_error["benchmark_id"] == benchmark_id)
            & (data.compute_error["measure"] == fit["measure"])
        ]
        (dots,) = axes.plot(
            points["compute_flop"], points["error"], marker, markersize=6, alpha=0.75, markeredgewidth=0
        )
        line = curve(fit, points["compute_flop"].min(), points["compute_flop"].max())
        if line is not None:
            label = f"{measure_name(fit['measure'])}, n = {fit['n']}: exponent {fit['exponent']:.1f}"
            axes.plot(*line, color=dots.get_color(), linewidth=1.8, label=label)
    _log_error(axes)
    axes.legend(frameon=False)
    return figure


def _multiverse(benchmark_id: str, name: str, data: ReportData) -> Figure:
    """Every exponent of one benchmark in order, with its interval."""
    rows = (
        data.multiverse[data.multiverse["benchmark_id"] == benchmark_id]
        .sort_values("exponent")
        .reset_index(drop=True)
    )
    figure, axes = _axes(
        title=f"{name}: exponent by choice",
        xlabel="exponent",
        height=1.2 + 0.19 * len(rows),
    )
    most = min(rows["exponent"].max() * 4, LARGEST_EXPONENT_SHOWN)
    low = rows["exponent_low"].fillna(rows["exponent"])
    high = rows["exponent_high"].clip(upper=most).fillna(rows["exponent"])
    axes.hlines(rows.index, low, high, color=_INK, linewidth=1, alpha=0.5)
    axes.plot(rows["exponent"], rows.index, "o", color=_INK, markersize=4)
    labels = [
        f"{specification_name(row['specification'])} · {measure_name(row['measure'])}"
        for row in records(rows)
    ]
    axes.set_yticks(rows.index, labels, fontsize=7)
    axes.set(xscale="log")
    axes.xaxis.set_major_locator(mpl.ticker.FixedLocator((1, 2, 3, 4, 6, 9, 15, 30, 60, 100, 200, 400)))
    axes.xaxis.set_minor_locator(mpl.ticker.NullLocator())
    axes.xaxis.set_major_formatter(mpl.ticker.StrMethodFormatter("{x:g}"))
    return figure


def _theory(rows: Sequence[dict[str, Any]]) -> Figure:
    figure, axes = _axes(
        title="Theory beside the data",
        xlabel="how many times smaller the error (k)",
        ylabel="times more compute",
    )
    folds = np.linspace(1, 10, 50)
    axes.plot(folds, folds**THEORY_EXPONENT, "k--", linewidth=2.5, label="theory: k⁴")
    for row in rows:
        label = f"{row['benchmark']}, {row['measure']}: {number(row['exponent'])}"
        axes.plot(folds, folds ** min(row["exponent"], 300.0), linewidth=1.6, label=label)
    axes.set(xscale="log", yscale="log", ylim=(0.5, 1e16), xlim=(1, 10))
    _powers_of_ten(axes.yaxis)
    axes.xaxis.set_major_locator(mpl.ticker.FixedLocator((1, 2, 3, 5, 10)))
    axes.xaxis.set_minor_locator(mpl.ticker.NullLocator())
    axes.xaxis.set_major_formatter(mpl.ticker.StrMethodFormatter("{x:g}"))
    axes.legend(frameon=False, fontsize=8)
    return figure


def _frontier(benchmark_id: str, measure: str, data: ReportData) -> Figure:
    """The record-setting models of one benchmark, a step line per year."""
    names = names_of(data)
    figure, axes = _axes(
        title=f"{names[benchmark_id]}: best error so far",
        xlabel=f"training compute (FLOP), {measure_name(measure)}",
        ylabel="error",
    )
    rows = data.frontier[
        (data.frontier["benchmark_id"] == benchmark_id)
        & (data.frontier["measure"] == measure)
        & (data.frontier["method"] == "record")
    ]
    years = sorted(rows["year"].unique())
    shades = mpl.colormaps["Blues"](np.linspace(0.35, 1.0, len(years)))
    for year, shade in zip(years, shades, strict=True):
        of_year = rows[rows["year"] == year].sort_values("compute_flop")
        axes.step(
            of_year["compute_flop"],
            of_year["error"],
            "o-",
            where="post",
            color=shade,
            markersize=3,
            label=str(year),
        )
    _log_error(axes)
    axes.legend(frameon=False, fontsize=8)
    return figure


def _simulation(theory: pd.DataFrame) -> Figure:
    """Performance of four ways to choose variables, by training examples and by computation."""
    figure = Figure(figsize=(9.6, 4.2), layout="constrained")
    left, right = figure.subplots(1, 2, sharey=True)
    for strategy, name in STRATEGY_NAMES.items():
        rows = theory[theory["strategy"] == strategy]
        for axes, against in ((left, "examples"), (right, "relative_compute")):
            ordered = rows.sort_values(against)
            axes.plot(ordered[against], ordered["performance"], label=name)
    left.set(xscale="log", xlabel="training examples", ylabel="performance (−log₁₀ relative error)")
    right.set(xscale="log", xlabel="computation, relative to the cheapest oracle")
    for axes in (left, right):
        _powers_of_ten(axes.xaxis)
    left.legend(frameon=False, fontsize=8)
    return figure


def _decomposition(growth: dict[str, Any]) -> Figure:
    """The growth of compute between two models as bars that add up, on a logarithmic scale."""
    figure, axes = _axes(
        title=f"Compute from {growth['from_model']} to {growth['to_model']}",
        xlabel="times more compute",
        height=2.6,
    )
    parts = growth["parts"]
    at = 1.0
    for place, part in enumerate(parts):
        factor = part["factor"]
        axes.barh(place, at * factor - at, left=at, color=_INK if factor >= 1 else _LESS)
        # The first bar is the whole, which the others make up one after the other.
        at = at if place == 0 else at * factor
    axes.set_yticks(
        range(len(parts)), [f"{part['name']}  × {significant(part['factor'], 3)}" for part in parts]
    )
    axes.invert_yaxis()
    axes.grid(visible=False, axis="y")
    axes.set(xscale="log", xlim=(1, None))
    _powers_of_ten(axes.xaxis)
    return figure


def _coverage(coverage: pd.DataFrame) -> Figure:
    known = coverage[coverage["year"].notna()]
    figure, axes = _axes(
        title="Papers that print training compute", xlabel="year of the paper", ylabel="papers"
    )
    years = known["year"].astype(int)
    for column, label, shade in (
        ("paper_count", "read", 0.25),
        ("with_results", "with own results", 0.55),
        ("with_compute", "with usable training compute", 1.0),
    ):
        axes.bar(years, known[column], color=_INK, alpha=shade, label=label)
    axes.xaxis.set_major_locator(mpl.ticker.MaxNLocator(integer=True))
    axes.legend(frameon=False)
    return figure


def _powers_of_ten(axis: Axis) -> None:
    """Label a logarithmic axis in plain text, which is drawn much faster than formulas and stays text in SVG."""
    axis.set_major_formatter(lambda value, _: power_of_ten(round(math.log10(value))))
    axis.set_minor_locator(mpl.ticker.NullLocator())


def _log_error(axes: Axes) -> None:
    axes.set(xscale="log", yscale="log")
    _powers_of_ten(axes.xaxis)
    axes.yaxis.set_major_locator(mpl.ticker.FixedLocator(ERROR_TICKS))
    axes.yaxis.set_minor_locator(mpl.ticker.NullLocator())
    axes.yaxis.set_major_formatter(mpl.ticker.PercentFormatter(1.0, decimals=0))


def _axes(height: float = 4.6, **labels: str) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(7.2, height), layout="constrained")
    axes = figure.subplots()
    axes.set(**labels)
    axes.grid(visible=True, linewidth=0.4, alpha=0.5)
    axes.set_axisbelow(True)
    return figure, axes


def _saved(name: str, draw: Callable[[], Figure]) -> dict[str, bytes]:
    figure = draw()
    # Arranging costs more than drawing: once does for both kinds.
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    files = {}
    for kind in ("svg", "png"):
        buffer = io.BytesIO()
        figure.savefig(buffer, format=kind, dpi=160, metadata={"Date": None} if kind == "svg" else None)
        files[f"figures/{name}.{kind}"] = buffer.getvalue()
    return files
