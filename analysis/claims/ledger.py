"""Puts every claim beside the current data."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

import pandas as pd

from analysis.attempts import Attempts
from analysis.claims.arithmetic import ARITHMETIC
from analysis.claims.evidence import Evidence, Outcome, untestable
from analysis.claims.measured import MEASURED

COLUMNS = (
    "claim_number", "claim_id", "claim", "source", "published_text", "published_value", "unit", "how_tested",
    "current_value", "current_low", "current_high", "verdict", "reason", "caveat",
)  # fmt: skip
"""The columns of the frame `ledger` returns."""

TESTS = ARITHMETIC | MEASURED
VERDICTS = {True: "holds", False: "does not hold", None: "cannot be tested"}


@cache
def published_claims() -> dict[str, Any]:
    """Return the file of claims."""
    return tomllib.loads((resources.files("analysis.published") / "claims.toml").read_text("utf-8"))


def ledger(evidence: Evidence) -> pd.DataFrame:
    """Test every claim.

    Args:
        evidence: What the refit has found.

    Returns:
        One row per claim, in the order of the article, with the columns of `COLUMNS`.
    """
    published = published_claims()
    rows = [
        _row(number, published["source"], claim, evidence)
        for number, claim in enumerate(published["claim"], start=1)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(number: int, source: str, claim: dict[str, Any], evidence: Evidence) -> dict[str, Any]:
    outcome = _outcome(claim, evidence)
    return {
        "claim_number": number,
        "claim_id": claim["id"],
        "claim": claim["claim"],
        "source": source,
        "published_text": claim["published_text"],
        "published_value": claim.get("published_value"),
        "unit": claim.get("unit"),
        "how_tested": claim["how_tested"],
        "current_value": outcome.value,
        "current_low": outcome.low,
        "current_high": outcome.high,
        "verdict": VERDICTS[outcome.holds],
        "reason": outcome.reason,
        "caveat": claim.get("caveat"),
    }


def _outcome(claim: dict[str, Any], evidence: Evidence) -> Outcome:
    test = TESTS.get(claim["id"])
    if test is None:
        return untestable(claim["reason"])
    attempts = Attempts()
    outcome = attempts.attempt("the test", lambda: test(evidence))
    return outcome or untestable("; ".join(attempts.troubles))
