"""A refit without a night: the facts stay as they are, all that follows from them is computed anew."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows import reporting, science
from flows.errors import NightFailedError
from flows.live import telling
from flows.progress import listener
from flows.publishing import publish_run
from flows.recording import recorded
from flows.settings import Settings
from flows.stopping import stoppable
from warehouse.store import Warehouse


@dataclass(frozen=True, slots=True)
class RefitSummary:
    """What a refit has done."""

    fit_run_id: str
    fitted_count: int
    not_fitted_count: int
    claims: dict[str, int]
    """Verdict to number of claims."""
    seconds: float
    database: Path
    report: Path | None
    """The page to start with; None where no report could be written."""
    warnings: list[str]
    """What could not be computed or drawn, a sentence each."""

    def as_json(self) -> dict[str, Any]:
        """Return the summary for ``--json``."""
        return {
            "fit_run_id": self.fit_run_id,
            "fitted_count": self.fitted_count,
            "not_fitted_count": self.not_fitted_count,
            "claims": self.claims,
            "seconds": round(self.seconds, 2),
            "database": str(self.database),
            "report": str(self.report) if self.report else None,
            "warnings": self.warnings,
        }


def run_refit(settings: Settings) -> RefitSummary:
    """Refit, publish and report.

    Args:
        settings: What the operator has set.

    Returns:
        What was fitted and published.

    Raises:
        NightFailedError: There is no warehouse yet.
        WarehouseError: The warehouse cannot be used, or its data tests found errors.
    """
    started = time.perf_counter()
    if not settings.warehouse.exists():
        raise NightFailedError(f"{settings.warehouse} does not exist; run a night first: ninthpower night")
    with (
        stoppable(),
        Warehouse(settings.warehouse) as warehouse,
        telling(settings.home, "refit") as teller,
        stoppable(teller.killed),
        recorded(warehouse, "refit", settings, teller, extractor_version="none") as load_id,
    ):
        listener().step("fitting")
        refit = science.refit(warehouse, load_id, settings)
        warehouse.finish_load(load_id, finished_at=datetime.now(UTC), succeeded=True)
        publication = publish_run(warehouse, load_id, settings)
        status = warehouse.frame("SELECT status FROM fits")["status"]
        verdicts = warehouse.frame("SELECT verdict FROM claims")["verdict"]
        teller.end("succeeded")
    written = reporting.try_report(publication.database, settings)
    return RefitSummary(
        fit_run_id=refit.fit_run_id,
        fitted_count=int((status == "fitted").sum()),
        not_fitted_count=int((status != "fitted").sum()),
        claims={str(verdict): int(count) for verdict, count in verdicts.value_counts().sort_index().items()},
        seconds=time.perf_counter() - started,
        database=publication.database,
        report=written.page,
        warnings=[*refit.troubles, *written.troubles],
    )
