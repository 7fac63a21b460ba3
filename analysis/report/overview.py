"""The first screen: the headline, what moved since the refit before, and every benchmark at a glance."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from analysis.frames import records
from analysis.headline import finding
from analysis.report.audits import audits_at_a_glance
from analysis.report.data import ReportData, names_of
from analysis.report.headline import exponent_range, in_words
from analysis.report.points import rank
from analysis.report.words import MEASURE_NAMES, is_missing, measure_name, specification_name


def overview(data: ReportData) -> dict[str, Any]:
    """Return what the first screen shows: ``headline``, ``rows``, ``refused``, ``counts`` and ``news``."""
    rows = headline_rows(data)
    declared = data.headline
    names = names_of(data)
    found = finding(data.fits, data.fit_points, declared.fit_id)
    return {
        "headline": in_words(declared, str(names.get(declared.benchmark_id, declared.benchmark_id)), found),
        "rows": rows,
        "refused": _refused(data, names),
        "specification": specification_name(declared.specification),
        "axis": _axis(rows),
        "counts": _counts(data),
        "audits": audits_at_a_glance(data),
        "has_samples": "samples" in set(data.sources["source"]),
        "news": _news(data, rows),
    }


def headline_rows(data: ReportData) -> list[dict[str, Any]]:
    """Return one row per benchmark and measure with a fit of the headline's specification, in catalog order."""
    fits = data.fits[
        (data.fits["specification"] == data.headline.specification) & data.fits["exponent"].notna()
    ]
    before = data.previous_fits.set_index("fit_id")["exponent"].to_dict() if len(data.previous_fits) else {}
    rows = []
    order = list(MEASURE_NAMES)
    for benchmark in records(data.benchmarks):
        mine = records(fits[fits["benchmark_id"] == benchmark["benchmark_id"]])
        for fit in sorted(mine, key=lambda fit: rank(fit["measure"], order)):
            found = finding(data.fits, data.fit_points, fit["fit_id"])
            earlier = before.get(fit["fit_id"])
            rows.append(
                {
                    "fit_id": fit["fit_id"],
                    "is_declared": fit["fit_id"] == data.headline.fit_id,
                    "benchmark_id": benchmark["benchmark_id"],
                    "benchmark": benchmark["name"],
                    "measure": measure_name(fit["measure"]),
                    "exponent": fit["exponent"],
                    "figure": found.exponent,
                    "range": exponent_range(found.low, found.high),
                    "why_not": "; ".join(found.why_not),
                    "low": found.low,
                    "high": found.high,
                    "n": found.n_models,
                    "n_works": found.n_works,
                    "is_wide": found.is_wide,
                    "before": earlier,
                    "moved": not is_missing(earlier) and f"{earlier:.2f}" != f"{fit['exponent']:.2f}",
                }
            )
    return rows


def _refused(data: ReportData, names: dict[Any, Any]) -> list[dict[str, Any]]:
    """Name the fits of the headline's specification that are none, with the reason."""
    fits = data.fits[
        (data.fits["specification"] == data.headline.specification) & (data.fits["status"] != "fitted")
    ]
    order = list(names)
    return [
        {**row, "benchmark": names[row["benchmark_id"]], "measure": measure_name(row["measure"])}
        for row in sorted(records(fits), key=lambda row: (rank(row["benchmark_id"], order), row["measure"]))
        if row["benchmark_id"] in names
    ]


def _counts(data: ReportData) -> dict[str, int]:
    """Count works and files: what was offered is loaded or not readable, and the sums agree."""
    read = int(data.files_read["file_count"].sum() - data.files_read["failed_count"].sum())
    return {
        "papers": len(data.papers),
        "files": read,
        "not_read": int(data.files_read["failed_count"].sum()),
        "with_points": int(data.compute_error["paper_id"].nunique()),
        "models": len(data.compute_error[["paper_id", "model_name"]].drop_duplicates()),
    }


def _axis(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Place exponents on a logarithmic axis that leaves out what is off any scale; positions in percent."""
    lowest, highest = 1.0, 64.0

    def place(exponent: float | None) -> float:
        if exponent is None or is_missing(exponent) or exponent > highest:
            return 100.0
        return 100 * math.log(max(exponent, lowest) / lowest) / math.log(highest / lowest)

    return {
        "ticks": [{"label": str(tick), "at": round(place(tick), 2)} for tick in (1, 2, 4, 8, 16, 32, 64)],
        "whiskers": {
            row["fit_id"]: {
                "low": round(place(row["low"] if not is_missing(row["low"]) else row["exponent"]), 2),
                "at": None if row["figure"] is None else round(place(row["figure"]), 2),
                "high": round(place(row["high"] if not is_missing(row["high"]) else row["exponent"]), 2),
            }
            for row in rows
        },
        "ninth": round(place(9.0), 2),
    }


def _news(data: ReportData, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Say what the last night brought."""
    last: Mapping[Any, Any] = data.loads.iloc[-1].to_dict() if len(data.loads) else {}
    titles = data.papers.set_index("paper_id")["title"].to_dict()
    changes = data.load_changes.groupby("paper_id", as_index=False)[
        ["added_count", "removed_count", "changed_count"]
    ].sum()
    changes["total"] = changes.drop(columns="paper_id").sum(axis=1)
    changes = changes.sort_values(["total", "paper_id"], ascending=[False, True])
    return {
        "is_first": data.previous_fits.empty,
        "night": last,
        "moved": [{**row, "by": _moved_by(data, row["fit_id"], titles)} for row in rows if row["moved"]],
        "papers_changed": len(changes),
        "facts_added": int(changes["added_count"].sum()),
        "facts_removed": int(changes["removed_count"].sum()),
        "facts_changed": int(changes["changed_count"].sum()),
        "largest": [
            {**row, "title": _title(titles.get(row["paper_id"]), row["paper_id"])}
            for row in records(changes.head(5))
        ],
    }


def _title(title: object, paper_id: str) -> str:
    return title if isinstance(title, str) and title else paper_id


def _moved_by(data: ReportData, fit_id: str, titles: Mapping[Any, Any]) -> list[dict[str, Any]]:
    """Name the papers that moved a fit most."""
    papers = data.moved_by_papers
    own = papers[(papers["fit_id"] == fit_id) & papers["moved_by"].notna()]
    return [
        {**row, "title": _title(titles.get(row["paper_id"]), row["paper_id"])} for row in records(own.head(3))
    ]
