"""What other people's tables say, for the layer of the plots and for the section on agreement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.frames import records
from analysis.report.data import ReportData
from analysis.report.words import measure_name

_ALSO = {"consolidated": "hardware_burden"}
"""A measure whose plot shows what tables print under another: a printed burden is a consolidated one."""
_FACTOR = 2.0
"""Within which two totals agree: no paper prints its devices and hours more sharply than that."""


def imported_layers(data: ReportData) -> dict[str, dict[str, Any]]:
    """Return per benchmark the models of imported tables: ``costed`` by measure, and ``uncosted``.

    Models without compute are given as their errors; a plot of a measure shows those of all models that do not
    state this measure as ticks.
    """
    names = dict(zip(data.import_sources["source_id"], data.import_sources["name"], strict=True))
    return {
        str(benchmark_id): {
            "sources": [names[source] for source in sorted(own["source_id"].unique())],
            "costed": {
                measure: _columns(chosen, own)
                for measure in [*own["measure"].dropna().unique(), *_ALSO]
                if len(chosen := own[own["measure"] == _ALSO.get(measure, measure)])
            },
            "uncosted": _columns(own[own["measure"].isna()], own),
        }
        for benchmark_id, own in data.imported_models.groupby("benchmark_id")
    }


def _columns(rows: pd.DataFrame, of_benchmark: pd.DataFrame) -> dict[str, list[Any]]:
    sources = sorted(of_benchmark["source_id"].unique())
    years = rows["year"].astype(object).where(rows["year"].notna(), None)
    return {
        "model": rows["model_name"].tolist(),
        "error": [float(f"{error:.5g}") for error in rows["error"]],
        "flop": [None if pd.isna(flop) else float(f"{flop:.4g}") for flop in rows["compute_flop"]],
        "year": [None if year is None else int(year) for year in years],
        "source": [sources.index(source) for source in rows["source_id"]],
    }


def agreement_section(data: ReportData) -> dict[str, Any]:
    """Arrange our estimates beside those of imported tables for the template."""
    names = dict(zip(data.import_sources["source_id"], data.import_sources["name"], strict=True))
    rows = [
        {
            **row,
            "source": _short(names, row["source_id"]),
            "measure_name": measure_name(row["measure"]),
            "is_near": 1 / _FACTOR <= row["ratio"] <= _FACTOR,
        }
        for row in records(data.compute_agreement)
    ]
    summary = [
        {
            "source": _short(names, source),
            "measure_name": measure_name(str(measure)),
            "count": len(own),
            "near_count": int(own["ratio"].between(1 / _FACTOR, _FACTOR).sum()),
            "median": float(own["ratio"].median()),
        }
        for (source, measure), own in data.compute_agreement.groupby(["source_id", "measure"], sort=True)
    ]
    return {"agreements": rows, "agreement_summary": summary, "has_imports": len(data.import_sources) > 0}


def _short(names: Mapping[Any, Any], source_id: object) -> str:
    """Return the publisher of a table, without what the table is called."""
    return str(names.get(source_id, source_id)).partition(":")[0]
