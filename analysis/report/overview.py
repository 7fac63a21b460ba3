"""The first screen: the headline, what moved since the refit before, and every benchmark at a glance."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from analysis.fits import HEADLINE, halving_factor
from analysis.frames import records
from analysis.report.data import ReportData
from analysis.report.points import exponent_ends, rank
from analysis.report.words import MEASURE_MEANINGS, MEASURE_NAMES, is_missing, measure_name

HEADLINE_BENCHMARK = "imagenet_top1"
"""The benchmark the published study argues from; the headline is of another one only where this has no fit."""


def overview(data: ReportData) -> dict[str, Any]:
    """Return what the first screen shows: ``headline`` (None without a fit), ``rows``, ``counts`` and ``news``."""
    rows = headline_rows(data)
    headline = _headline(rows)
    return {
        "headline": headline,
        "rows": rows,
        "axis": _axis(rows),
        "counts": {
            "papers": len(data.papers),
            "with_points": int(data.compute_error["paper_id"].nunique()),
            "models": len(data.compute_error[["paper_id", "model_name"]].drop_duplicates()),
            "results": int(data.coverage["with_results"].sum()),
        },
        "news": _news(data, rows),
    }


def headline_rows(data: ReportData) -> list[dict[str, Any]]:
    """Return one row per benchmark and measure with a headline fit, in catalog order."""
    fits = data.fits[(data.fits["specification"] == HEADLINE.name) & data.fits["exponent"].notna()]
    before = data.previous_fits.set_index("fit_id")["exponent"].to_dict() if len(data.previous_fits) else {}
    rows = []
    order = list(MEASURE_NAMES)
    for benchmark in records(data.benchmarks):
        mine = records(fits[fits["benchmark_id"] == benchmark["benchmark_id"]])
        for fit in sorted(mine, key=lambda fit: rank(fit["measure"], order)):
            low, high = exponent_ends(fit)
            earlier = before.get(fit["fit_id"])
            rows.append(
                {
                    "fit_id": fit["fit_id"],
                    "benchmark_id": benchmark["benchmark_id"],
                    "benchmark": benchmark["name"],
                    "measure": measure_name(fit["measure"]),
                    "meaning": MEASURE_MEANINGS[fit["measure"]],
                    "exponent": fit["exponent"],
                    "low": low,
                    "high": high,
                    "factor": fit["halving_factor"],
                    "factor_low": None if is_missing(low) else halving_factor(low),
                    "factor_high": None if is_missing(high) else halving_factor(high),
                    "n": int(fit["n"]),
                    "n_papers": int(fit["n_papers"]),
                    "r_squared": fit["r_squared"],
                    "before": earlier,
                    "moved": not is_missing(earlier) and f"{earlier:.2f}" != f"{fit['exponent']:.2f}",
                }
            )
    return rows


def _headline(rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the row the page opens with: of the headline benchmark, else the one with the most points."""
    own = [row for row in rows if row["benchmark_id"] == HEADLINE_BENCHMARK]
    return own[0] if own else max(rows, key=lambda row: row["n"], default=None)


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
                "at": round(place(row["exponent"]), 2),
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


def _moved_by(
    data: ReportData, fit_id: str, titles: Mapping[Any, Any], count: int = 3
) -> list[dict[str, Any]]:
    """Name the papers that moved a fit most."""
    papers = data.moved_by_papers
    own = papers[(papers["fit_id"] == fit_id) & papers["moved_by"].notna()]
    return [
        {**row, "title": _title(titles.get(row["paper_id"]), row["paper_id"])}
        for row in records(own.head(count))
    ]
