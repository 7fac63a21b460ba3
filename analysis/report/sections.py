"""What each section of the page shows, as plain rows for the templates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from analysis.frames import records
from analysis.precision import agreement, calibration
from analysis.report.audits import audited
from analysis.report.benchmarks import benchmarks_section
from analysis.report.data import ReportData, names_of
from analysis.report.growth import decomposition_section, frontier_section
from analysis.report.imported import agreement_section
from analysis.report.overview import headline_rows, overview
from analysis.report.projections import projections_section
from analysis.report.quotations import quotations_section
from analysis.report.reproduction import reproduction
from analysis.report.words import (
    CLAIM_SECTIONS,
    FORM_NAMES,
    NONE,
    TemplateRow,
    in_unit,
    measure_name,
    specification_name,
)


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A part of the page that is drawn by itself."""

    anchor: str
    label: str
    """What the bar calls it; its heading, where it cannot be drawn."""
    template: str
    """File of `templates/sections`, without its ending."""
    show: Callable[[ReportData], TemplateRow]
    """Arranges the frames under the names the template uses."""


def _show_multiverse(data: ReportData) -> TemplateRow:
    names = names_of(data)
    compared = [
        {"id": benchmark, "name": name}
        for benchmark, name in names.items()
        if benchmark in set(data.multiverse["benchmark_id"])
    ]
    moves = data.multiverse_moves
    moves_of = compared[0]["id"] if compared else None
    return {
        "multiverse": compared,
        "moves": [
            {"name": _choice_name(row["choice"]), "factor": row["move_factor"]}
            for row in records(moves[moves["benchmark_id"] == moves_of].head(5))
        ],
        "moves_of": names[moves_of] if moves_of else None,
        "forms": [
            {
                **row,
                "benchmark": names.get(row["benchmark_id"], row["benchmark_id"]),
                "measure": measure_name(row["measure"]),
                "form": FORM_NAMES.get(row["form"], row["form"]),
            }
            for row in records(data.form_comparison)
            if row["log_score"] is not None
        ],
    }


def _show_theory(data: ReportData) -> TemplateRow:
    return {
        "rows": [row for row in headline_rows(data) if row["figure"] is not None],
        "has_theory": not data.theory.empty,
    }


def _show_claims(data: ReportData) -> TemplateRow:
    with_points = set(data.compute_error["benchmark_id"])
    # What the data say first; what no data set can say last.
    claims = sorted(
        records(data.claims), key=lambda claim: (_untested(claim, ""), _untested(claim, "study_"))
    )
    return {
        "claims": [
            {
                **row,
                "study_figure": in_unit(row["study_value"], row["unit"]),
                "figure": in_unit(row["current_value"], row["unit"]),
                "study_interval": _claim_interval(row, "study"),
                "interval": _claim_interval(row, "current"),
                "section": _section_of_claim(row["claim_id"], with_points),
            }
            for row in claims
        ],
        "verdicts": dict(Counter(claim["verdict"] for claim in claims)),
        "study_verdicts": dict(Counter(claim["study_verdict"] for claim in claims)),
    }


def _untested(claim: TemplateRow, prefix: str) -> bool:
    return str(claim[f"{prefix}verdict"]).startswith("cannot")


def _show_coverage(data: ReportData) -> TemplateRow:
    return {
        "coverage": records(data.coverage),
        "undated": int(data.coverage.loc[data.coverage["year"].isna(), "paper_count"].sum()),
    }


def _show_quotations(data: ReportData) -> TemplateRow:
    return {"quotations": quotations_section(data, names_of(data))}


def _show_quality(data: ReportData) -> TemplateRow:
    return {
        "data_tests": sorted(data.data_tests, key=lambda test: (-test.count, test.severity, test.name)),
        "blind": _blind(data.scores.blind),
        "scored": _scored(data, names_of(data)),
        "measured_on": data.scores.measured_on,
        "is_tuned": data.scores.is_tuned,
        "audited": audited(data),
        "calibrated": records(calibration(data.audits)),
        "agreed": agreement(data.audits),
        "files_read": records(data.files_read),
        "failures": records(data.failures),
        "damage": records(data.damage),
        "doubts": records(data.doubts),
        "odd_years": records(data.odd_years),
    }


SECTIONS = (
    ReportSection("top", "Overview", "overview", overview),
    ReportSection("curve", "Curve", "benchmarks", benchmarks_section),
    ReportSection("multiverse", "Choices", "multiverse", _show_multiverse),
    ReportSection("frontier", "Progress", "frontier", frontier_section),
    ReportSection("projections", "Projections", "projections", projections_section),
    ReportSection("theory", "Theory", "theory", _show_theory),
    ReportSection("decomposition", "Growth", "decomposition", decomposition_section),
    ReportSection(
        "reproduction", "Reproduction", "reproduction", lambda data: {"reproduction": reproduction(data)}
    ),
    ReportSection("agreement", "Agreement", "agreement", agreement_section),
    ReportSection("claims", "Claims", "claims", _show_claims),
    ReportSection("coverage", "Coverage", "coverage", _show_coverage),
    ReportSection("quotations", "Quotations", "quotations", _show_quotations),
    ReportSection("quality", "Quality", "quality", _show_quality),
    ReportSection("downloads", "Use it", "downloads", lambda _: {}),
)
"""The page, from top to bottom."""


def _blind(scores: pd.DataFrame) -> TemplateRow:
    """Set blind scores side by side: a row per fold and kind of paper, a column per measure."""
    measures = list(dict.fromkeys(scores["measure"]))
    rows = []
    for (fold, kind), own in scores.groupby(["fold", "kind"], sort=True):
        values = dict(zip(own["measure"], own["value"], strict=True))
        rows.append({"fold": fold, "kind": kind, "values": [values.get(measure) for measure in measures]})
    return {"measures": measures, "rows": rows}


def _scored(data: ReportData, names: dict[str, str]) -> list[TemplateRow]:
    """Name what was scored; whole kinds first."""
    totals = {"own only": "own alone", "all": "all"}
    rows = [
        {
            **row,
            "is_total": row["subject"] in totals,
            "subject": totals.get(row["subject"])
            or names.get(row["subject"], row["subject"].replace("_", " ")),
        }
        for row in records(data.scores.rows)
    ]
    return sorted(rows, key=lambda row: (not row["is_total"], row["kind"] != "results", row["subject"]))


def _section_of_claim(claim: str, with_points: set[str]) -> str | None:
    section = CLAIM_SECTIONS.get(claim)
    return section if section in with_points | {known.anchor for known in SECTIONS} else None


def _claim_interval(claim: TemplateRow, whose: str) -> str:
    low, high, unit = claim[f"{whose}_low"], claim[f"{whose}_high"], claim["unit"]
    if low is None and high is None:
        return NONE
    return f"{in_unit(low, unit)} to {'no end' if high is None else in_unit(high, unit)}"


def _choice_name(specification: str) -> str:
    return "the compute measure" if specification == "measure" else specification_name(specification)
