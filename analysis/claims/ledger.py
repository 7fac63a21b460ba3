"""Puts every claim beside the study's own tables and beside the papers read here."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache, partial
from importlib import resources
from typing import Any

import pandas as pd

from analysis.attempts import Attempts
from analysis.claims.arithmetic import ARITHMETIC
from analysis.claims.criteria import ClaimVerdict, criterion
from analysis.claims.evidence import ClaimEvidence, ClaimOutcome, Figures, untestable
from analysis.claims.measured import MEASURED

COLUMNS = (
    "claim_number", "claim_id", "claim", "source", "published_text", "published_value", "unit", "how_tested",
    "criterion", "study_value", "study_low", "study_high", "study_verdict", "study_basis", "current_value",
    "current_low", "current_high", "n_models", "n_works", "verdict", "reason", "caveat",
)  # fmt: skip
"""The columns of the frame `ledger` returns."""

NOT_OF_PAPERS = "tested on published figures alone: papers read here do not speak to it"


@cache
def published_claims() -> dict[str, Any]:
    """Return the file of claims."""
    return tomllib.loads((resources.files("analysis.published") / "claims.toml").read_text("utf-8"))


@cache
def study_outcomes() -> dict[str, ClaimOutcome]:
    """Return what the tests of `MEASURED` answer on the study's tables; `tools.study_claims` froze it."""
    text = (resources.files("analysis.published") / "study_claims.toml").read_text("utf-8")
    return {name: ClaimOutcome(**known) for name, known in tomllib.loads(text).items()}


def ledger(evidence: ClaimEvidence, figures: Figures) -> pd.DataFrame:
    """Test every claim.

    Args:
        evidence: What the refit has found in the papers read here.
        figures: What does not come from papers.

    Returns:
        One row per claim, in the order of the article, with the columns of `COLUMNS`: judged by one criterion on
        the study's own figures (``study_...``) and on the papers read here.
    """
    published = published_claims()
    rows = [
        _row(number, published["source"], claim, evidence, figures)
        for number, claim in enumerate(published["claim"], start=1)
    ]
    whole = ["n_models", "n_works"]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(dict.fromkeys(whole, "Int64"))


def _row(
    number: int, source: str, claim: dict[str, Any], evidence: ClaimEvidence, figures: Figures
) -> dict[str, Any]:
    study, current = _outcomes(claim, evidence, figures)
    asked = criterion(claim.get("criterion"))
    judge: Callable[[ClaimOutcome], ClaimVerdict] = asked.judge if asked else lambda _: ClaimVerdict.UNTESTED
    return {
        "claim_number": number,
        "claim_id": claim["id"],
        "claim": claim["claim"],
        "source": source,
        "published_text": claim["published_text"],
        "published_value": claim.get("published_value"),
        "unit": claim.get("unit"),
        "how_tested": claim["how_tested"],
        "criterion": asked and asked.text,
        "study_value": study.value,
        "study_low": study.low,
        "study_high": study.high,
        "study_verdict": judge(study).value,
        "study_basis": _basis(study),
        "current_value": current.value,
        "current_low": current.low,
        "current_high": current.high,
        "n_models": current.n_models,
        "n_works": current.n_works,
        "verdict": judge(current).value,
        "reason": claim.get("reason") or current.reason,
        "caveat": claim.get("caveat"),
    }


def _outcomes(
    claim: dict[str, Any], evidence: ClaimEvidence, figures: Figures
) -> tuple[ClaimOutcome, ClaimOutcome]:
    """Return what a claim comes to on the study's figures, and on the papers read here."""
    name = claim["id"]
    if name in ARITHMETIC:
        return _tried(partial(ARITHMETIC[name], figures)), untestable(NOT_OF_PAPERS)
    if name in MEASURED:
        return study_outcomes().get(name, untestable("the study does not say")), _tried(
            partial(MEASURED[name], evidence)
        )
    return untestable(claim["reason"]), untestable(claim["reason"])


def _tried(test: Callable[[], ClaimOutcome]) -> ClaimOutcome:
    attempts = Attempts()
    return attempts.attempt("the test", test) or untestable("; ".join(attempts.troubles))


def _basis(study: ClaimOutcome) -> str | None:
    if study.n_models is None:
        return study.reason
    return f"{study.n_models} models of the study's tables"
