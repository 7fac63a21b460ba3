"""Writes docs/claims.md: every claim with its criterion, and what the study's own figures say of it.

Run with ``make claims``; a test tells when it is due.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.claims import ClaimEvidence, Figures, ledger
from analysis.claims.criteria import ClaimVerdict, criterion
from analysis.claims.ledger import published_claims
from analysis.costs import PUBLISHED_2020
from analysis.frames import records
from analysis.projections import project
from analysis.report.words import NONE, in_unit, is_missing
from analysis.theory import theory
from extractors.catalog.hardware import catalog

TARGET = Path(__file__).parents[1] / "docs" / "claims.md"

_INTRODUCTION = """\
# The claims and their criteria

Written by `make claims` from `analysis/published/claims.toml`; do not edit. [science.md](science.md#claims) says how a
criterion judges.

All {count} claims of the published study, in the order of the article. The criterion of each was written down before
the numbers that it judges. It judges twice: the study's own figures, which stand here with their 95 % interval over
resampled works, and the papers read by a warehouse, which stand in its view `claims` and its report. {untested} claims
are not tested, for the reason given.

| no. | claim | published | criterion | tested by | study's figures | say |
|---|---|---|---|---|---|---|
"""


def main() -> None:
    """Write the file."""
    TARGET.write_text(claims_page(), "utf-8")


def claims_page() -> str:
    """Return what docs/claims.md should hold."""
    claims = published_claims()["claim"]
    judged = ledger(_no_papers(), Figures(theory(), pd.DataFrame(map(asdict, catalog()))))
    rows = list(_rows(claims, records(judged)))
    untested = sum(criterion(claim.get("criterion")) is None for claim in claims)
    introduction = _INTRODUCTION.format(count=len(rows), untested=untested)
    return introduction + "\n".join(rows) + "\n"


def _no_papers() -> ClaimEvidence:
    """Return the evidence of a warehouse that holds nothing: what is left are the study's own figures."""
    columns = ["benchmark_id", "measure", "year", "error", "parameters", "training_examples"]
    points = pd.DataFrame(columns=columns)
    fits = pd.DataFrame(columns=["fit_id", "status", "reason"])
    return ClaimEvidence(points, fits, project([], PUBLISHED_2020), 0)


def _rows(claims: list[dict[str, Any]], judged: list[dict[Any, Any]]) -> Iterator[str]:
    for claim, row in zip(claims, judged, strict=True):
        asked = criterion(claim.get("criterion"))
        cells = (
            str(row["claim_number"]),
            claim["claim"],
            claim["published_text"],
            asked.brief if asked else "none",
            _tested_by(claim),
            _figure(row) if asked else NONE,
            row["study_verdict"] if asked else ClaimVerdict.UNTESTED.value,
        )
        yield f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _tested_by(claim: Mapping[str, Any]) -> str:
    said = [claim["how_tested"], claim.get("reason"), claim.get("caveat")]
    return "; ".join(part for part in said if part)


def _figure(row: Mapping[Any, Any]) -> str:
    value, low, high = (row[f"study_{end}"] for end in ("value", "low", "high"))
    if is_missing(value):
        return NONE
    unit = row["unit"]
    is_open = is_missing(low) or is_missing(high)
    ends = "" if is_open else f" ({in_unit(low, unit)} to {in_unit(high, unit)})"
    return " ".join(filter(None, [in_unit(value, unit) + ends, "" if unit == "year" else unit]))


if __name__ == "__main__":
    main()
