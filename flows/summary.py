"""What a night has done, for a person and for a script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from analysis.frames import finite
from flows.changes import Changes
from flows.discovery import Discovery
from flows.enriching import Enrichment
from flows.fit_lines import FIT_HEADINGS, FitLine
from flows.tables import print_rows
from warehouse.items import LoadedItem, LoadOutcome

MOST_FAILED_NAMED = 500
"""A night tells this many failed papers by name; the view `load_items` has all."""


@dataclass(slots=True)
class Tally:
    """Counts over the papers of a night."""

    outcomes: Counter[LoadOutcome] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    """Failed papers by reason."""
    failed: list[LoadedItem] = field(default_factory=list)
    """The first `MOST_FAILED_NAMED` of them."""
    result_count: int = 0
    """Results read from the papers that were read this night."""
    compute_count: int = 0

    def add(self, loaded: Iterable[LoadedItem]) -> None:
        """Count a batch."""
        for one in loaded:
            self.outcomes[one.outcome] += 1
            if one.outcome is LoadOutcome.FAILED and one.failure:
                self.failures[one.failure.reason] += 1
                if len(self.failed) < MOST_FAILED_NAMED:
                    self.failed.append(one)
            if one.outcome is LoadOutcome.LOADED and one.item.extraction:
                self.result_count += len(one.item.extraction.results)
                self.compute_count += len(one.item.extraction.compute)

    @property
    def paper_count(self) -> int:
        """Papers seen."""
        return self.outcomes.total()

    @property
    def failed_share(self) -> float:
        """Share of the papers seen that could not be read."""
        return self.outcomes[LoadOutcome.FAILED] / self.paper_count if self.paper_count else 0.0


@dataclass(slots=True)
class Gathered:
    """What came in during a night."""

    discovery: Discovery = field(default_factory=Discovery)
    tally: Tally = field(default_factory=Tally)
    fetched_count: int = 0
    request_count: int = 0
    waited_seconds: float = 0.0
    """Spent waiting for the next request's turn, and between attempts."""
    waiting_count: int = 0
    """Papers of the source that are left for another night."""
    ended_early: str = ""
    """Why they are left, where fetching ended before its time."""
    listing_error: str = ""
    """Why the source could not be listed to its end."""
    enrichment: Enrichment = field(default_factory=Enrichment)


@dataclass(frozen=True, slots=True)
class NightSummary:
    """The outcome of a night."""

    load_id: int
    source: str
    offered_count: int
    """Papers a remote source has offered for the first time."""
    left_out_count: int
    """Of those, how many are not relevant."""
    fetched_count: int
    waiting_count: int
    """Papers of the source that are left for another night."""
    ended_early: str
    """Why they are left; empty when fetching went on to its end."""
    request_count: int
    waited_seconds: float
    paper_count: int
    loaded_count: int
    unchanged_count: int
    failed_count: int
    skipped_count: int
    result_count: int
    compute_count: int
    failures: dict[str, int]
    changes: Changes
    """What the night changed among the facts."""
    enrichment: Enrichment
    fits: list[FitLine]
    """Fits of the headline's specification, for every benchmark and measure that has one."""
    headline: str
    """What the declared fit says, or that these papers do not tell."""
    warnings: list[str]
    """Data tests that found something worth a look, troubles with OpenAlex, and what could not be computed or drawn."""
    seconds: float
    step_seconds: dict[str, float]
    """Where the time went."""
    peak_memory_mib: float
    database: Path
    report: Path | None
    """The page to start with; None where no report could be written."""

    def as_json(self) -> dict[str, Any]:
        """Return plain values for ``--json``; None for numbers that JSON does not know."""
        paths = {"database": str(self.database), "report": str(self.report) if self.report else None}
        plain: dict[str, Any] = finite({**asdict(self), **paths})
        return plain

    def show(self, console: Console) -> None:
        """Print it for a person."""
        table = Table(title=f"Night {self.load_id}", show_header=False, title_justify="left")
        if self.request_count:
            table.add_row("papers offered for the first time", f"{self.offered_count:,}")
            table.add_row("  left out as not relevant", f"{self.left_out_count:,}")
            table.add_row("requests", f"{self.request_count:,}")
            table.add_row("papers left for another night", f"{self.waiting_count:,}")
        table.add_row("papers seen", f"{self.paper_count:,}")
        table.add_row("read and loaded", f"{self.loaded_count:,}")
        table.add_row("unchanged since an earlier night", f"{self.unchanged_count:,}")
        table.add_row("failed", f"{self.failed_count:,}")
        for reason, count in sorted(self.failures.items(), key=lambda item: (-item[1], item[0])):
            table.add_row(f"  {reason}", f"{count:,}")
        table.add_row("skipped (same bytes, or known to be unreadable)", f"{self.skipped_count:,}")
        table.add_row("results found", f"{self.result_count:,}")
        table.add_row("compute statements found", f"{self.compute_count:,}")
        if self.enrichment.asked_count:
            table.add_row("papers asked about at OpenAlex", f"{self.enrichment.asked_count:,}")
            table.add_row("  known there", f"{self.enrichment.known_count:,}")
        table.add_row("time", f"{self.seconds:.0f} s")
        table.add_row("peak memory", f"{self.peak_memory_mib:,.0f} MiB")
        console.print(table)
        self.changes.show(console)
        self._show_fits(console)
        if self.ended_early:
            console.print(f"[yellow]fetching ended early[/] {self.ended_early}", highlight=False)
        for warning in self.warnings:
            console.print(f"[yellow]look at[/] {escape(warning)}", highlight=False)
        console.print(f"database  {self.database}", highlight=False, soft_wrap=True)
        if self.report:
            console.print(f"report    {self.report}", highlight=False, soft_wrap=True)

    def _show_fits(self, console: Console) -> None:
        console.print(self.headline, highlight=False, markup=False)
        if not self.fits:
            return
        print_rows(
            console,
            FIT_HEADINGS,
            [fit.cells() for fit in self.fits],
            numeric=FIT_HEADINGS[_NAMES_OF_FIT:],
            title="compute ~ (1 / error) ^ exponent",
        )


_NAMES_OF_FIT = 2
"""The first columns of a fit are benchmark and measure."""
