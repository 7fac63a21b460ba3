"""Frames in, the files of a self-contained HTML folder out."""

from __future__ import annotations

import math
from dataclasses import asdict, fields
from datetime import datetime
from functools import cache
from importlib import resources

import jinja2
import pandas as pd
from plotly.offline import get_plotlyjs

from analysis.report import charts, figures
from analysis.report.data import ReportData
from analysis.report.exports import citation, table_files
from analysis.report.overview import overview
from analysis.report.points import plot_data
from analysis.report.sections import NAVIGATION, sections
from analysis.report.words import NONE, is_missing, number, significant

ASSETS = ("style.css", "theme.js", "evidence.js", "plots.js", "tables.js")
"""Files of the folder `assets`, copied as they are."""


def render(data: ReportData) -> dict[str, bytes]:
    """Render the report.

    Args:
        data: The frames it shows.

    Returns:
        File name to content; ``index.html`` is where to start. Nothing in them is loaded from elsewhere, and the
        same data give the same bytes.
    """
    first = overview(data)
    shown = sections(data)
    script = plot_data(data) | {
        "charts": {
            "multiverse": charts.multiverse_charts(data),
            "frontier": charts.frontier_charts(data),
            "theory": charts.theory_chart(first["rows"]),
            "simulation": {
                against: charts.simulation_chart(data.theory, against)
                for against in ("examples", "relative_compute")
            },
            "coverage": charts.coverage_chart(data.coverage),
        }
    }
    tables = _tables(data)
    cited = citation(data.publication)
    page = (
        _environment()
        .get_template("index.html")
        .render(
            navigation=NAVIGATION,
            publication=data.publication,
            tables=list(tables),
            citation=cited["citation.txt"].decode(),
            **first,
            **{field.name: getattr(shown, field.name) for field in fields(shown)},
        )
    )
    files = {
        "index.html": page.encode(),
        "assets/plotly.min.js": get_plotlyjs().encode(),
        "assets/data.js": f"window.NINTHPOWER = {charts.as_json(script)};\n".encode(),
        **{f"assets/{name}": _asset(name) for name in ASSETS},
        **cited,
        **figures.pictures(data, first["rows"]),
    }
    for name, frame in tables.items():
        files |= table_files(name, frame)
    return files


def _tables(data: ReportData) -> dict[str, pd.DataFrame]:
    """Return every table and the data of every plot, by the name of its view where it is one."""
    return {
        "compute_error": data.compute_error,
        "compute_estimates": data.compute_estimates,
        "reported_results": data.reported_results,
        "reported_compute": data.reported_compute,
        "fits": data.fits,
        "fit_points": data.fit_points,
        "multiverse": data.multiverse,
        "multiverse_moves": data.multiverse_moves,
        "form_comparison": data.form_comparison,
        "projections": data.projections,
        "published_projections": data.published_projections,
        "frontier": data.frontier,
        "compute_for_error": data.compute_for_error,
        "progress": data.progress,
        "theory": data.theory,
        "decompositions": data.decompositions,
        "claims": data.claims,
        "reproduction": data.reproduction,
        "reproduction_quirks": data.reproduction_quirks,
        "coverage": data.coverage,
        "data_tests": pd.DataFrame(
            [asdict(test) for test in data.data_tests], columns=["name", "severity", "says", "count"]
        ),
        "files_read": data.files_read,
        "failures": data.failures,
        "damage": data.damage,
        "doubts": data.doubts,
        "scores": data.scores.rows,
    }


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("analysis.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "number": number,
        "significant": significant,
        "whole": _whole,
        "sortable": _sortable,
        "moment": _moment,
    }
    return environment


def _asset(name: str) -> bytes:
    return (resources.files("analysis.report") / "assets" / name).read_bytes()


def _whole(value: float | None) -> str:
    return NONE if value is None or is_missing(value) else str(int(value))


def _sortable(value: float | None) -> str:
    """Write a number for the script that sorts tables, which puts what is empty last."""
    return "" if value is None or is_missing(value) or math.isinf(value) else repr(float(value))


def _moment(value: datetime) -> str:
    return f"{value:%d %B %Y, %H:%M} UTC"
