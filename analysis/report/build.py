"""Frames in, the files of a self-contained HTML folder out."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache, partial
from importlib import resources
from typing import Any

import jinja2
import pandas as pd
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from analysis.attempts import Attempts
from analysis.precision import precision
from analysis.report import charts, figures
from analysis.report.data import ReportData
from analysis.report.exports import citation, table_files
from analysis.report.overview import headline_rows
from analysis.report.points import plot_data
from analysis.report.sections import SECTIONS, ReportSection
from analysis.report.words import NONE, is_missing, number, significant
from analysis.wording import counted

ASSETS = ("style.css", "theme.js", "evidence.js", "plots.js", "tables.js")
"""Files of the folder `assets`, copied as they are."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report, ready to be written."""

    files: dict[str, bytes]
    """File name to content; ``index.html`` is where to start. Nothing in them is loaded from elsewhere."""
    troubles: tuple[str, ...]
    """What could not be drawn and why, a sentence each; the page says so in its place."""


def render(data: ReportData) -> Report:
    """Render the report; a part that cannot be drawn says why and leaves the others alone.

    Args:
        data: The frames it shows.

    Returns:
        The report; the same data give the same bytes.
    """
    attempts = Attempts()
    rows = attempts.attempt("the exponents at a glance", partial(headline_rows, data)) or []
    tables = _table_files(data, attempts)
    cited = citation(data.publication)
    script = (attempts.attempt("the plots of the benchmarks", partial(plot_data, data)) or _NO_PLOTS) | {
        "charts": _charts(data, rows, attempts)
    }
    shared = {
        "publication": data.publication,
        "tables": list(tables),
        "citation": cited["citation.txt"].decode(),
    }
    page = _template("index.html").render(
        navigation=[section for section in SECTIONS if section.anchor != "top"],
        body=[_drawn(section, data, shared, attempts) for section in SECTIONS],
        **shared,
    )
    files = {
        "index.html": page.encode(),
        "assets/plotly.min.js": get_plotlyjs().encode(),
        "assets/data.js": f"window.NINTHPOWER = {charts.as_json(script)};\n".encode(),
        **{f"assets/{name}": _asset(name) for name in ASSETS},
        **cited,
        **figures.pictures(data, rows, attempts),
    }
    for of_table in tables.values():
        files |= of_table
    return Report(files, tuple(attempts.troubles))


_NO_PLOTS: dict[str, Any] = {
    "benchmarks": {},
    "imported": {},
    "papers": {},
    "runs": {},
    "results": {},
    "statements": {},
}


def _drawn(section: ReportSection, data: ReportData, shared: dict[str, Any], attempts: Attempts) -> Markup:
    """Draw one section, or what stands in its place."""
    known = len(attempts.troubles)
    drawn = attempts.attempt(
        f"the section {section.label!r}",
        lambda: _template(f"sections/{section.template}.html").render(**shared, **section.show(data)),
    )
    if drawn is None:
        drawn = _template("sections/failed.html").render(
            anchor=section.anchor, label=section.label, reason=attempts.troubles[known]
        )
    return Markup(drawn)  # noqa: S704  the section's own template has escaped what it shows


def _charts(data: ReportData, rows: list[dict[str, Any]], attempts: Attempts) -> dict[str, Any]:
    """Return the plots that are not of one benchmark, those that can be drawn."""
    makers = {
        "multiverse": partial(charts.multiverse_charts, data),
        "frontier": partial(charts.frontier_charts, data),
        "theory": partial(charts.theory_chart, [row for row in rows if row["figure"] is not None]),
        "simulation": partial(charts.simulation_charts, data.theory),
        "coverage": partial(charts.coverage_chart, data.coverage),
    }
    made = {name: attempts.attempt(f"the plot {name}", make) for name, make in makers.items()}
    return {name: chart for name, chart in made.items() if chart is not None}


def _table_files(data: ReportData, attempts: Attempts) -> dict[str, dict[str, bytes]]:
    """Return the files of every table that can be written, by its name."""
    made = {
        name: attempts.attempt(f"the files of {name}", partial(table_files, name, frame))
        for name, frame in _tables(data).items()
    }
    return {name: files for name, files in made.items() if files is not None}


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
        "quotations": data.quotations,
        "cost_quotations": data.cost_quotations,
        "known_networks": data.known_networks,
        "scores": data.scores.rows if data.scores.blind.empty else data.scores.blind,
        "audits": precision(data.audits),
        "imported_models": data.imported_models,
        "compute_agreement": data.compute_agreement,
    }


def _template(name: str) -> jinja2.Template:
    return _environment().get_template(name)


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
        "counted": counted,
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
