"""What is said of whose a number is: a verdict with its reason, and what each reason weighs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extractors.facts.results import owner_evidence
from extractors.facts.results.weighing import Features, decision


@dataclass(frozen=True, slots=True)
class Ownership:
    """The verdict on one row."""

    is_own: bool
    confidence: float
    reason: str
    evidence: Features = field(default_factory=dict)
    """What the table as a whole tells beside the reason."""

    @property
    def features(self) -> Features:
        """Reason and evidence, to be weighed."""
        return {self.reason: 1.0, **self.evidence}


def weighed(verdict: Ownership) -> Ownership:
    """Return what reason and evidence together have been worth on annotated papers."""
    probability = decision("own").probability(verdict.features)
    is_own = probability > _EVEN if verdict.evidence else verdict.is_own
    return replace(verdict, is_own=is_own, confidence=max(probability, 1.0 - probability))


_EVEN = 0.5
_LIKELY, _PROBABLE, _SURE = 0.6, 1.5, 2.5


def expected_weight(reason: str) -> float:
    """Return what a reason, or other evidence, is judged to weigh before any paper is seen.

    In log-odds for the paper's own run.
    """
    return _REASONS.get(reason, 0.0) or owner_evidence.expected_weight(reason)


_REASONS = {
    "the cell carries a citation": -_SURE,
    "people, not a model": -_SURE,
    "the row says it is the paper's own": _SURE,
    "the row says it is not the paper's own run": -_SURE,
    "the caption says where its numbers are from": -_SURE,
    "the column is about the paper's own work": _SURE,
    "carries a name the paper gives to its own work": _SURE,
    "the caption says that all rows are the paper's own runs": _PROBABLE,
    "the paper says that it ran all others again": _PROBABLE,
    "stands in a group of the paper's own rows": _SURE,
    "adds a component to a row of the paper's own": _LIKELY,
    "the row carries a citation": -_SURE,
    "the column carries a citation": -_SURE,
    "no mark beside rows marked as quoted": _PROBABLE,
    "the row carries a citation, but the paper's own rows build on it": -_LIKELY,
    "stands in a group of earlier work": -_SURE,
    "the column holds numbers of others": -_PROBABLE,
    "the paper's own rows build on it": _PROBABLE,
    "a variant, not a model of its own": _PROBABLE,
    "all rows are variants of one model": _PROBABLE,
    "no mark beside rows marked as the paper's own": -_PROBABLE,
    "the row states year or venue": -_PROBABLE,
    "another row of that name carries a citation": -_PROBABLE,
    "only the quoted one of that very name carries a citation": _LIKELY,
    "no citation while other rows carry one": _LIKELY,
    "a name of others beside the paper's own": -_LIKELY,
    "no name of others": _LIKELY,
    "a known model in a table without citations": _LIKELY,
    "a table of variants without citations": _LIKELY,
    "a footnote says where its numbers are from": -_SURE,
    "a footnote says it was run by the paper": _SURE,
    "the sentence is about the paper's own work": _PROBABLE,
    "a citation stands beside the name": -_PROBABLE,
    "a name of others": -_PROBABLE,
}
SAID_OUTRIGHT = frozenset({
    "the cell carries a citation", "the row says it is the paper's own", "the caption says where its numbers are from",
    "a footnote says where its numbers are from", "a footnote says it was run by the paper",
    "the row says it is not the paper's own run",
    "another row of that name carries a citation", "people, not a model", "the column carries a citation",
})  # fmt: skip
"""Reasons that nothing else about the table can outweigh."""
