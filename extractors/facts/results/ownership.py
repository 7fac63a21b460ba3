"""Whose a number is: the paper's own run, or quoted from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from extractors.facts.citations import has_citation
from extractors.facts.naming import looks_like_a_name
from extractors.facts.paper_names import PaperNames
from extractors.facts.results import owner_evidence
from extractors.facts.results.context import PaperContext
from extractors.facts.results.context_terms import ContextPassage, TermSource
from extractors.facts.results.owner_evidence import OwnerEvidence
from extractors.facts.results.owner_question import OwnerQuestion, PaperSays
from extractors.facts.results.owner_reasons import REASONS, closest_reason
from extractors.facts.results.owner_words import says_own, says_quoted
from extractors.facts.results.sibling_rows import SiblingRows, family, name_texts
from extractors.facts.results.weighing import Decision, Features, decision
from extractors.facts.table_view import Column, Row, TableView

_OF_SENTENCES = {
    "the sentence is about the paper's own work": 1.5,
    "a citation stands beside the name": -2.5,
    "a name of others": -1.5,
}
_EXPECTED = {reason.name: reason.weight for reason in REASONS} | _OF_SENTENCES
_EVEN = 0.5


@dataclass(frozen=True, slots=True)
class Ownership:
    """Whose a number is, by the closest reason, and what else bears on it."""

    is_own: bool
    reason: str
    evidence: Features = field(default_factory=dict)
    """What the table as a whole tells; empty where the reason cannot be outweighed."""

    @property
    def features(self) -> Features:
        """Reason and evidence, to be weighed."""
        return {self.reason: 1.0, **self.evidence}

    @property
    def probability(self) -> float:
        """How likely the number is the paper's own, by what reason and evidence were worth on annotated papers."""
        return _decision().probability(self.features)

    @property
    def confidence(self) -> float:
        """How likely the likelier of both is."""
        return max(self.probability, 1.0 - self.probability)


@cache
def _decision() -> Decision:
    """The decision as learned; what no annotated paper has shown weighs what it is judged to."""
    learned = decision("own")
    return replace(learned, weights={**_EXPECTED, **learned.weights})


def weighed(verdict: Ownership) -> Ownership:
    """Return the likelier of both, by reason and evidence."""
    return replace(verdict, is_own=verdict.probability > _EVEN) if verdict.evidence else verdict


def expected_weight(feature: str) -> float:
    """Return what a reason, or other evidence, is judged to weigh before any paper is seen.

    In log-odds for the paper's own run.
    """
    return _EXPECTED.get(feature, 0.0) or owner_evidence.expected_weight(feature)


class TableOwnership:
    """Tells whose the numbers of one table are."""

    def __init__(
        self,
        view: TableView,
        names: PaperNames,
        passages: Sequence[ContextPassage],
        context: PaperContext | None = None,
    ) -> None:
        notes = tuple(p.text for p in passages if p.source is TermSource.CAPTION)
        self._siblings = SiblingRows(view, names, notes)
        said = (context.body_texts, context.captions) if context else ()
        self._said = PaperSays(*said)
        self._evidence = OwnerEvidence(view, names, passages, context)

    def of(self, row: Row, column: Column, cell: str = "") -> Ownership:
        """Return the closest reason for whose a number is, with what else bears on it."""
        reason = closest_reason(OwnerQuestion(self._siblings, self._said, row, column, cell))
        if reason.is_outright:
            return Ownership(reason.weight > 0.0, reason.name)
        texts = name_texts(row, column)
        is_of_cited_family = bool(texts) and family(texts[0]) in self._siblings.cited_families
        evidence = self._evidence.of(row, texts, self._siblings.sure_rows)
        evidence["a size of a network that another row cites"] = float(is_of_cited_family)
        return Ownership(reason.weight > 0.0, reason.name, evidence)

    def of_column(self, column: Column) -> Ownership:
        """Return whose the numbers of a column are, in a table whose columns are models."""
        siblings, head = self._siblings, column.head
        is_of_others = siblings.names.names_cited(head) or siblings.is_comparison
        is_beside_own = siblings.has_own_columns and looks_like_a_name(head)
        reasons = (
            (True, "the column says it is the paper's own", says_own(head)),
            (False, "the column carries a citation", has_citation(head)),
            (True, "the column is about the paper's own work", siblings.names_own(head)),
            (False, "the column holds numbers of others", says_quoted(head)),
            (False, "a name of others beside the paper's own", is_of_others and is_beside_own),
            (True, "no name of others", True),
        )
        return next(Ownership(is_own, reason) for is_own, reason, holds in reasons if holds)
