"""Frames in, the files of a self-contained HTML folder out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import jinja2
import pandas as pd
from plotly.offline import get_plotlyjs

from analysis.fits import HEADLINE
from analysis.report.figures import benchmark_figure
from analysis.report.plots import benchmark_plot


@dataclass(frozen=True, slots=True)
class ReportData:
    """What the report is made of: views of the published file."""

    points: pd.DataFrame
    """`compute_error`, with the columns `title`, `quote` and `location` of its paper and result."""
    fits: pd.DataFrame
    """`fits`."""
    previous_fits: pd.DataFrame
    """The same of the refit before; empty when this is the first."""
    benchmarks: pd.DataFrame
    """`benchmarks`."""
    coverage: pd.DataFrame
    """Per year: papers, papers with results, papers with training compute."""
    publication: Mapping[str, str]
    """Release id, snapshot hash, code version, time of publishing."""


def render(data: ReportData) -> dict[str, bytes]:
    """Render the report.

    Args:
        data: The frames it shows.

    Returns:
        File name to content; ``index.html`` is where to start. Nothing in them is loaded from elsewhere.
    """
    sections = [_section(data, row) for row in data.benchmarks.to_dict("records")]
    shown = [section for section in sections if section["points"]]
    page = (
        _environment()
        .get_template("index.html")
        .render(
            sections=shown,
            empty=[section["name"] for section in sections if not section["points"]],
            headlines=_headlines(data),
            coverage=data.coverage.to_dict("records"),
            publication=data.publication,
        )
    )
    texts = {
        "index.html": page,
        "plotly.min.js": get_plotlyjs(),
        "style.css": _environment().get_template("style.css").render(),
        "points.csv": data.points.to_csv(index=False),
        "fits.csv": data.fits.to_csv(index=False),
    }
    return {name: text.encode() for name, text in texts.items()} | _figures(data, shown)


def _figures(data: ReportData, sections: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
    """Draw the benchmarks that have a fit."""
    pictures: dict[str, bytes] = {}
    for section in sections:
        fits = [fit for fit in section["fits"] if pd.notna(fit["exponent"])]
        if fits:
            points = data.points[data.points["benchmark_id"] == section["id"]]
            drawn = benchmark_figure(section["name"], points, fits)
            pictures |= {f"figures/{section['id']}.{kind}": picture for kind, picture in drawn.items()}
    return pictures


def _section(data: ReportData, benchmark: Mapping[Any, Any]) -> dict[str, Any]:
    benchmark_id = benchmark["benchmark_id"]
    points = data.points[data.points["benchmark_id"] == benchmark_id]
    lines = data.fits[
        (data.fits["benchmark_id"] == benchmark_id) & (data.fits["specification"] == HEADLINE.name)
    ]
    return {
        "id": benchmark_id,
        "name": benchmark["name"],
        "description": benchmark["description"],
        "points": len(points),
        "papers": points["paper_id"].nunique(),
        "fits": lines.to_dict("records"),
        "plot": benchmark_plot(points, lines) if len(points) else "",
        "rows": points.sort_values(["error", "measure"]).to_dict("records"),
    }


def _headlines(data: ReportData) -> list[dict[str, Any]]:
    """Return the fitted headline curves, each with what it was before."""
    now = data.fits[(data.fits["specification"] == HEADLINE.name) & data.fits["exponent"].notna()]
    before = data.previous_fits[["fit_id", "exponent"]].rename(columns={"exponent": "exponent_before"})
    rows = now.merge(before, on="fit_id", how="left").merge(
        data.benchmarks[["benchmark_id", "name"]], on="benchmark_id"
    )
    return [{str(key): value for key, value in row.items()} for row in rows.to_dict("records")]


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("analysis.report"),
        autoescape=jinja2.select_autoescape(["html"]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["figure"] = _figure
    return environment


def _figure(value: float | None, digits: int = 1) -> str:
    """Write a number for a reader; a dash for none, powers of ten beyond a million."""
    if value is None or pd.isna(value):
        return "–"
    if value == float("inf"):
        return "∞"
    if abs(value) >= 1e6:
        mantissa, _, power = f"{value:.1e}".partition("e")
        return f"{mantissa}×10^{int(power)}"
    return f"{value:,.{digits}f}"
