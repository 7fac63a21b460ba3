"""The fits of a night in a few words: for the terminal, the summary on disk, artifacts and messages."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.headline import HeadlineFinding, finding
from analysis.report.headline import exponent_range, factor_range, in_words
from analysis.report.words import number
from flows.science import declared_headline
from flows.settings import Settings
from warehouse.store import Warehouse

FIT_HEADINGS = (
    "benchmark",
    "measure",
    "models",
    "works",
    "exponent",
    "95 % interval over resampled works",
    "times to halve the error",
)


@dataclass(frozen=True, slots=True)
class FitLine:
    """One fitted curve."""

    benchmark_id: str
    measure: str
    n: int
    n_works: int
    exponent: float | None
    """None where the fit carries no figure; then its interval says all there is."""
    exponent_low: float | None
    """Of the 95 % interval over resampled works."""
    exponent_high: float | None
    """None where it is open."""
    halving_factor: float | None
    halving_text: str
    """Between what and what it lies."""

    def cells(self) -> tuple[str, ...]:
        """Return the columns of `FIT_HEADINGS` as text."""
        return (
            self.benchmark_id,
            self.measure,
            str(self.n),
            str(self.n_works),
            number(self.exponent),
            exponent_range(self.exponent_low, self.exponent_high),
            self.halving_text,
        )


def fits_in_words(warehouse: Warehouse, settings: Settings) -> tuple[list[FitLine], str]:
    """Return the fits of the headline's specification, and the headline.

    Args:
        warehouse: The open warehouse, refitted.
        settings: Which fit is declared.
    """
    declared = declared_headline(settings)
    fits, points = warehouse.frame("fits"), warehouse.frame("fit_points")
    own = fits[fits["specification"].eq(declared.specification) & fits["status"].eq("fitted")]
    lines = [
        _line(benchmark_id, measure, finding(fits, points, fit_id))
        for fit_id, benchmark_id, measure in own.sort_values(["benchmark_id", "measure"])[
            ["fit_id", "benchmark_id", "measure"]
        ].itertuples(index=False)
    ]
    names = warehouse.frame("benchmarks").set_index("benchmark_id")["name"]
    name = str(names.get(declared.benchmark_id, declared.benchmark_id))
    return lines, str(in_words(declared, name, finding(fits, points, declared.fit_id)))


def _line(benchmark_id: str, measure: str, found: HeadlineFinding) -> FitLine:
    text = "–" if found.low is None else factor_range(found)
    return FitLine(
        benchmark_id,
        measure,
        found.n_models,
        found.n_works,
        found.exponent,
        found.low,
        found.high,
        found.factor,
        text,
    )
