"""The glue between warehouse and analysis: facts out, estimates and fits in."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import pandas as pd

import analysis.refit
from analysis import estimates, points
from analysis import runs as model_runs
from analysis.fits import SPECIFICATIONS
from analysis.headline import Declared
from analysis.report.words import MEASURE_NAMES
from extractors.catalog import benchmarks, hardware
from flows.corroborating import corroborate
from flows.errors import SettingsError
from flows.second_look import look_again
from flows.settings import Settings
from flows.version import code_version
from warehouse.correction_entries import read_corrections
from warehouse.second_readings import disagreements
from warehouse.store import Warehouse

CANDIDATES = """
SELECT c.*, m.facts, m.flop_convention, e.flags, e.stages, w.title
FROM core.point_candidates AS c
JOIN core.works AS w USING (paper_id)
JOIN model_runs AS m USING (run_id)
JOIN compute_estimates AS e USING (run_id, measure)
ORDER BY ALL
"""
"""Candidates for points with what tells whether they are right; training the weights asks for the same."""
# Of two statements that are equally good the one that is printed first is taken: a view's joins keep no order.
_IN_ORDER = """
SELECT facts.*
FROM {view} AS facts
LEFT JOIN (SELECT {key}, rowid AS place FROM {table} WHERE valid_to_load IS NULL) AS printed USING ({key})
ORDER BY place NULLS LAST, {key}
"""
_POINTS = """
SELECT e.* EXCLUDE (is_own), NOT e.is_own AS is_quoted, c.inputs, m.parameters, m.dataset_size, m.dataset_unit,
    facts.is_verified
FROM core.compute_error_of_all AS e
JOIN compute_estimates AS c USING (run_id, measure)
JOIN model_runs AS m USING (run_id)
JOIN (
    SELECT p.run_id, p.result_id, p.measure,
        bool_and(f.correction_id IS NOT NULL) AS is_verified
    FROM (
        SELECT run_id, result_id, measure, unnest([result_id] || compute_ids) AS fact_id FROM core.compute_error_of_all
    ) AS p
    JOIN (
        SELECT result_id AS fact_id, correction_id FROM reported_results
        UNION ALL
        SELECT compute_id, correction_id FROM core.compute_statements
    ) AS f USING (fact_id)
    GROUP BY ALL
) AS facts USING (run_id, result_id, measure)
ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class KeptRefit:
    """A refit as the warehouse keeps it."""

    fit_run_id: str
    troubles: tuple[str, ...]
    """A sentence for each of its tables that could not be computed."""


def refit(warehouse: Warehouse, load_id: int, settings: Settings) -> KeptRefit:
    """Apply corrections, join facts into model runs, estimate compute, fit, and keep the outcome.

    Args:
        warehouse: The open warehouse, with the night's papers loaded.
        load_id: The night.
        settings: The assumed utilisation and the folder of corrections are taken from here.

    Returns:
        The refit. One that is kept already, of the same facts, code and settings, is not computed again.

    Raises:
        CorrectionsError: A corrections file cannot be understood.
    """
    warehouse.apply_corrections(read_corrections(settings.corrections))
    hardware_frame = pd.DataFrame(map(asdict, hardware.catalog()))
    warehouse.replace({"benchmarks": benchmarks_frame(settings.follow), "hardware": hardware_frame})
    corroborate(warehouse)
    runs = model_runs.join(
        warehouse.frame(
            _IN_ORDER.format(view="reported_results", table="core.reported_results", key="result_id")
        ),
        _with_hardware_ids(warehouse),
    )
    warehouse.replace(
        {
            "model_runs": runs,
            "compute_estimates": estimates.estimate(runs, hardware_frame, settings.utilisation),
        }
    )
    _judge_points(warehouse, load_id, settings)
    snapshot = warehouse.snapshot_hash()
    fit_run_id = _fit_run_id(snapshot, settings)
    if warehouse.has_fit_run(fit_run_id):
        computed = analysis.refit.Refit({}, ())
    else:
        computed = _computed(warehouse, hardware_frame, settings)
    warehouse.record_fits(
        load_id,
        fit_run_id,
        computed.tables,
        recorded_at=datetime.now(UTC),
        snapshot_hash=snapshot,
        code_version=code_version(),
        settings={
            "utilisation": settings.utilisation,
            "headline": asdict(declared_headline(settings)),
            "specifications": [asdict(s) for s in SPECIFICATIONS],
        },
    )
    return KeptRefit(fit_run_id, computed.troubles)


def _judge_points(warehouse: Warehouse, load_id: int, settings: Settings) -> None:
    """Tell which candidates are points, after a second look at the numbers they rest on.

    When a point is dropped, another candidate may take its place, and its numbers were not looked at yet.
    """
    candidates = warehouse.frame(CANDIDATES)
    has_fallen = True
    while has_fallen:
        judged = points.judge(candidates, disagreements(warehouse))
        warehouse.replace({"point_judgements": judged})
        has_fallen = look_again(warehouse, load_id, settings) > 0


def _computed(warehouse: Warehouse, hardware_frame: pd.DataFrame, settings: Settings) -> analysis.refit.Refit:
    inputs = analysis.refit.RefitInputs(
        points=warehouse.frame(_POINTS),
        hardware=hardware_frame,
        utilisation=settings.utilisation,
        paper_count=len(warehouse.frame("SELECT paper_id FROM papers")),
        headline=declared_headline(settings),
    )
    return analysis.refit.refit(inputs)


def declared_headline(settings: Settings) -> Declared:
    """Return the fit the settings declare as the headline.

    Raises:
        SettingsError: There is no such benchmark, measure or specification.
    """
    chosen = settings.headline
    known = {
        "benchmark": [benchmark.benchmark_id for benchmark in benchmarks.benchmarks()],
        "measure": list(MEASURE_NAMES),
        "specification": [specification.name for specification in SPECIFICATIONS],
    }
    for name, values in known.items():
        value = getattr(chosen, name)
        if value not in values:
            raise SettingsError(f"headline.{name} is {value!r}; known are {', '.join(values)}")
    return Declared(chosen.benchmark, chosen.measure, chosen.specification)


def benchmarks_frame(followed: Collection[str]) -> pd.DataFrame:
    """Return the benchmark catalog with the columns of the table `benchmarks`.

    Args:
        followed: Benchmarks to follow beside those the catalog follows by itself.

    Raises:
        SettingsError: One of them is not in the catalog.
    """
    catalog = benchmarks.benchmarks()
    unknown = set(followed) - {benchmark.benchmark_id for benchmark in catalog}
    if unknown:
        known = ", ".join(benchmark.benchmark_id for benchmark in catalog)
        raise SettingsError(f"follow names {', '.join(sorted(unknown))}; the catalog has {known}")
    columns = [
        "benchmark_id", "name", "description", "task", "dataset", "part", "metric", "unit",
        "lowest_score", "highest_score", "is_followed",
    ]  # fmt: skip
    frame = pd.DataFrame(map(asdict, catalog))[columns]
    return frame.assign(is_followed=frame["is_followed"] | frame["benchmark_id"].isin(list(followed)))


def _with_hardware_ids(warehouse: Warehouse) -> pd.DataFrame:
    """Return what papers state about compute, settings included, with the catalog id of known accelerators."""
    facts = warehouse.frame(
        _IN_ORDER.format(view="core.compute_statements", table="core.reported_compute", key="compute_id")
    )
    names = facts.loc[facts["quantity"] == "hardware_model", "text_value"].dropna().unique()
    known = {name: found.hardware_id for name in names if (found := hardware.named(name))}
    return facts.assign(hardware_id=facts["text_value"].map(known))


def _fit_run_id(snapshot: str, settings: Settings) -> str:
    """Name a refit by what it is computed from: the same data, code and settings are the same run."""
    headline = declared_headline(settings).fit_id
    made_of = f"{snapshot} {code_version()} {settings.utilisation} {headline}"
    return hashlib.sha256(made_of.encode()).hexdigest()[:16]
