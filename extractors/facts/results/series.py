"""The numbers of one column that may be results of one benchmark: whether they are errors, and whether fractions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.facts.results.cell_readings import CellReading
from extractors.facts.results.context_terms import TermSource
from extractors.facts.results.objections import Objection
from extractors.facts.results.reading import Reading


@dataclass(frozen=True, slots=True)
class BenchmarkNumbers:
    """What the numbers of a whole table are that may be results of one benchmark."""

    lowest: float
    highest: float
    is_headed: bool
    """True when the metric of the benchmark heads some column."""


@dataclass(frozen=True)
class ColumnSeries:
    """The numbers of one column that may be results of one benchmark, in reading order."""

    items: Sequence[CellReading]
    is_error: bool
    is_direction_stated: bool
    in_table: BenchmarkNumbers

    @property
    def reading(self) -> Reading:
        """The reading of the first number, which stands for all where they differ only in their rows."""
        return self.items[0].reading

    @cached_property
    def levels(self) -> Sequence[CellReading]:
        """The numbers without costs and differences; all of them where there are no others."""
        objection = Objection.COST_OR_DIFFERENCE
        return [item for item in self.items if objection not in item.reading.objections] or self.items

    @cached_property
    def is_fraction(self) -> bool:
        """True when no number is above one."""
        return max(item.value.value for item in self.levels) <= 1.0

    @cached_property
    def is_count(self) -> bool:
        """True when no number has decimals."""
        return all("." not in item.value.printed for item in self.items)

    @property
    def is_beside_percents(self) -> bool:
        """True when another column prints the benchmark in percent."""
        return self.in_table.highest > 1.0

    @property
    def scale(self) -> float:
        """The factor that turns the numbers into percent; beside columns in percent, ``0.1`` may be that of a guess."""
        return 100.0 if self.is_fraction and not self.is_beside_percents else 1.0


def series_of(found: Iterable[CellReading]) -> Iterator[ColumnSeries]:
    """Group the numbers of a table by column and benchmark, with what the whole table prints of the benchmark."""
    by_benchmark: dict[str, list[CellReading]] = defaultdict(list)
    by_column: dict[tuple[int, str], list[CellReading]] = defaultdict(list)
    for item in found:
        benchmark_id = item.reading.benchmark.benchmark_id
        by_benchmark[benchmark_id].append(item)
        by_column[item.column.index, benchmark_id].append(item)
    in_table = {}
    for benchmark_id, items in by_benchmark.items():
        values = [item.value.value for item in items]
        is_headed = any(is_headed_by_metric(item.reading) and not item.reading.objections for item in items)
        in_table[benchmark_id] = BenchmarkNumbers(min(values), max(values), is_headed)
    for (_, benchmark_id), items in by_column.items():
        is_error, is_stated = _direction(items, in_table[benchmark_id].lowest)
        yield ColumnSeries(items, is_error, is_stated, in_table[benchmark_id])


def is_headed_by_metric(reading: Reading) -> bool:
    """True where the metric of the benchmark itself, not a general one, is named in a column head."""
    return reading.metric_source is TermSource.HEAD and not reading.is_implied


def _direction(items: Sequence[CellReading], lowest: float) -> tuple[bool, bool]:
    """Return whether the values of one column are errors of a benchmark, and whether the paper says so.

    What heads and labels say is believed. What is said farther away is often on other numbers: values that
    contradict it are believed instead; a caption that speaks of errors is contradicted only by a whole table.

    Args:
        items: The values.
        lowest: The lowest value of the benchmark in the table.
    """
    reading = items[0].reading
    looks_like_error = 1.0 < max(item.value.value for item in items) < 50.0
    is_near = reading.direction_source is None or reading.direction_source <= TermSource.GROUP
    is_contradicted = reading.is_error is not None and reading.is_error != looks_like_error
    if reading.is_error and reading.direction_source is TermSource.CAPTION:
        # Small models err on more than half of the examples: one column alone tells little.
        is_contradicted = is_contradicted and lowest >= 50.0
    if reading.is_error is None or (is_contradicted and not is_near):
        return looks_like_error, False
    return reading.is_error, True
