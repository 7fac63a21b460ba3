"""Takes a source out of a home folder: an entry of a corrections file, and a refit that obeys it."""

from __future__ import annotations

import json
from pathlib import Path

from flows.errors import UsageError
from flows.refitting import RefitSummary, run_refit
from flows.settings import Settings
from warehouse.correction_entries import SourceEntry, read_corrections
from warehouse.publish import DATABASE_NAME
from warehouse.query import query

FILE_NAME = "dropped-sources.toml"


def drop_source(settings: Settings, source: str, who: str, reason: str) -> tuple[Path, RefitSummary]:
    """Write the correction that drops a source, unless one says so already, and refit.

    Args:
        settings: What the operator has set.
        source: Name of the source, as in `raw.fetches`.
        who: Who says so.
        reason: Why.

    Returns:
        The file the entry stands in, and what the refit has done.

    Raises:
        UsageError: No file came from it.
        CorrectionsError: A corrections file cannot be understood.
        WarehouseError: The warehouse cannot be used, or its data tests found errors.
    """
    path = settings.corrections / FILE_NAME
    rows = query(settings.published / DATABASE_NAME, "SELECT DISTINCT source FROM raw.fetches").to_pylist()
    sources = sorted(row["source"] for row in rows)
    if source not in sources:
        raise UsageError(f"no file here came from {source}; there are: {', '.join(sources) or 'none'}")
    known = [one.entry for one in read_corrections(settings.corrections)]
    if not any(isinstance(entry, SourceEntry) and entry.source == source for entry in known):
        # JSON texts are TOML texts, too.
        texts = {"source": source, "reason": reason, "who": who}
        lines = ["[[correction]]", 'table = "sources"', 'action = "drop"']
        lines += [f"{key} = {json.dumps(text, ensure_ascii=False)}" for key, text in texts.items()]
        before = path.read_text("utf-8") + "\n" if path.exists() else ""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(before + "\n".join(lines) + "\n", "utf-8")
    return path, run_refit(settings)
