"""Tells a person how a night went: a summary on disk, the same as Prefect artifacts, and a notification."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apprise
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)

from analysis.wording import counted
from flows.fit_lines import FIT_HEADINGS, FitLine
from flows.live import Live
from flows.network_settings import NotifyOn
from flows.settings import Settings
from flows.summary import Gathered

ARTIFACT_KEY = "night"
FAILURES_KEY = "night-failures"
PROGRESS_KEY = "night-progress"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NightMessage:
    """What a person is told of one night."""

    load_id: int
    source: str
    gathered: Gathered
    seconds: float
    step_seconds: Mapping[str, float] = field(default_factory=dict)
    fits: Sequence[FitLine] = ()
    headline: str = ""
    """What the declared fit says, or that these papers do not tell."""
    warnings: Sequence[str] = ()
    """What a person should look at."""
    failure: str = ""
    """Why the night failed; empty when it succeeded."""

    @property
    def line(self) -> str:
        """How it ended and what came of it, in one line."""
        tally, gathered = self.gathered.tally, self.gathered
        counts = [f"{count:,} {outcome.value}" for outcome, count in sorted(tally.outcomes.items())]
        parts = [", ".join(counts) or "no papers"]
        if gathered.request_count:
            parts.append(counted(gathered.request_count, "request"))
        if gathered.waiting_count:
            parts.append(f"{counted(gathered.waiting_count, 'paper')} left for another night")
        parts.append(f"{self.seconds:,.0f} s")
        if self.warnings:
            parts.append(f"look at: {self.warnings[0]}" + (", and more" if len(self.warnings) > 1 else ""))
        return f"night {self.load_id} ({self.source}) {self.outcome}: " + "; ".join(
            [*([self.failure] if self.failure else ()), *parts]
        )

    @property
    def title(self) -> str:
        """One line."""
        return f"ninthpower night {self.load_id} ({self.source}) {self.outcome}"

    @property
    def outcome(self) -> str:
        """One word."""
        return "failed" if self.failure else "succeeded"

    def markdown(self) -> str:
        """Return the whole message."""
        parts = [f"# {self.title}"]
        if self.failure:
            parts.append(f"**{self.failure}**")
        parts.append(_table(("what", "count"), self._counts()))
        if self.step_seconds:
            parts += ["## Where the time went", _table(("step", "seconds"), self._step_rows())]
        if self.gathered.tally.failures:
            parts += ["## Failed papers by reason", _table(("reason", "papers"), self._failures())]
        if self.headline:
            parts += ["## Headline", self.headline]
        if self.fits:
            parts += [
                "## Compute ~ (1 / error) ^ exponent",
                _table(FIT_HEADINGS, [fit.cells() for fit in self.fits]),
            ]
        if self.warnings:
            parts += ["## Worth a look", "\n".join(f"- {warning}" for warning in self.warnings)]
        return "\n\n".join(parts) + "\n"

    def failure_rows(self) -> list[dict[str, str]]:
        """Return the failed papers, for a table."""
        return [
            {"paper": one.item.name, "reason": one.failure.reason, "what": one.failure.message}
            for one in self.gathered.tally.failed
            if one.failure
        ]

    def _counts(self) -> list[tuple[str, str]]:
        gathered, tally = self.gathered, self.gathered.tally
        asked = [
            ("papers offered for the first time", gathered.discovery.offered_count),
            ("left out as not relevant", gathered.discovery.left_out_count),
            ("requests", gathered.request_count),
            ("papers fetched", gathered.fetched_count),
            ("papers left for another night", gathered.waiting_count),
        ]
        rows = [
            *(asked if gathered.request_count else ()),
            ("papers seen", tally.paper_count),
            *((f"papers {outcome.value}", count) for outcome, count in sorted(tally.outcomes.items())),
            ("results read", tally.result_count),
            ("compute statements read", tally.compute_count),
        ]
        told = [(what, f"{count:,}") for what, count in rows]
        enrichment = gathered.enrichment
        if enrichment.asked_count:
            told.append(("papers asked about at OpenAlex", f"{enrichment.asked_count:,}"))
            told.append(("papers known there", f"{enrichment.known_count:,}"))
        waited = f", of which waiting {gathered.waited_seconds:,.0f} s" if gathered.request_count else ""
        told.append(("time", f"{self.seconds:,.0f} s{waited}"))
        if gathered.ended_early:
            told.append(("fetching ended early", gathered.ended_early))
        told += [("trouble with OpenAlex", trouble) for trouble in enrichment.troubles]
        return told

    def _failures(self) -> list[tuple[str, str]]:
        return [(reason, str(count)) for reason, count in self.gathered.tally.failures.most_common()]

    def _step_rows(self) -> list[tuple[str, str]]:
        return [(step, f"{seconds:,.1f}") for step, seconds in self.step_seconds.items()]


def progress_artifact() -> Callable[[Live], None] | None:
    """Put a bar on Prefect's pages of this flow run, and return what moves it; None where there are no pages."""
    try:
        bar: Any = create_progress_artifact(0.0, key=PROGRESS_KEY, description="starting")
    except Exception:  # Prefect's server may be down, which costs a night nothing
        _log.warning("Prefect's pages show no progress: the server does not answer")
        return None

    farthest = 0.0

    def show(live: Live) -> None:
        nonlocal farthest
        share = live.done_count / live.paper_count if live.paper_count else 0.0
        # Steps without parts, and later ones with few, do not move it back.
        farthest = 1.0 if live.outcome == "succeeded" else max(farthest, share)
        said = f"{live.outcome} ({live.line()})" if live.outcome else live.line()
        try:
            update_progress_artifact(bar, progress=100 * farthest, description=said)
        except Exception:
            _log.debug("the bar on Prefect's pages was not moved", exc_info=True)

    return show


def notify(message: NightMessage, settings: Settings) -> Path:
    """Write the summary, keep it as artifacts of the flow run, and notify whom the settings name.

    Trouble with it is logged and does not change the night's outcome.

    Returns:
        The summary on disk.
    """
    text = message.markdown()
    path = settings.logs / f"night-{message.load_id:05}.md"
    try:
        settings.logs.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        _log.error("the summary could not be written: %s", error)
    try:
        create_markdown_artifact(text, key=ARTIFACT_KEY, description=message.title)
        create_table_artifact(message.failure_rows(), key=FAILURES_KEY, description=message.title)
    except Exception:  # Prefect's server may be down; the papers are loaded all the same
        _log.exception("the summary could not be kept as an artifact; it lies in %s", path)
    _send(message.title, text, settings, failed=bool(message.failure))
    return path


def _send(title: str, text: str, settings: Settings, *, failed: bool) -> None:
    if not settings.notify.urls or not (failed or settings.notify.on is NotifyOn.ALWAYS):
        return
    messenger = apprise.Apprise()
    for url in settings.notify.urls:
        if not messenger.add(url.get_secret_value()):
            _log.error("a notification URL in the settings is none that Apprise knows")
    if not messenger.notify(title=title, body=text, body_format=apprise.NotifyFormat.MARKDOWN):
        _log.error("not everybody could be notified about: %s", title)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
