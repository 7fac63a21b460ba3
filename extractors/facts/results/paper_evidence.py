"""What a paper as a whole says for and against numbers on each data set."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log10

from extractors.catalog.benchmarks import Benchmark
from extractors.catalog.terms import Facet, may_name_dataset, terms_of
from extractors.documents.model import Document, ParagraphKind
from extractors.facts.results.context_terms import (
    is_trained_on,
    tested_terms,
)
from extractors.facts.results.cues import beside_head, cues_of
from extractors.facts.results.weighing import Features

_LINEAR = re.compile(r"linear (?:class|eval|prob|read)|frozen feature", re.IGNORECASE)
_MANY_LINEAR = 5


@dataclass(frozen=True, slots=True)
class Mentions:
    """How often a paper names a data set, and as what."""

    tested: int = 0
    trained: int = 0
    """Mentions as what models were trained on first."""


class PaperEvidence:
    """What the paper as a whole says about each data set."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._abstract = " ".join(p.text for p in document.paragraphs if p.kind is ParagraphKind.ABSTRACT)

    @cached_property
    def mentions(self) -> Mapping[str, Mentions]:
        """Mentions of each data set in text and captions."""
        tested: Counter[str] = Counter()
        trained: Counter[str] = Counter()
        texts = (*(p.text for p in self._document.paragraphs), *(t.caption for t in self._document.tables))
        for text in filter(may_name_dataset, texts):
            for term in terms_of(text, Facet.DATASET):
                (trained if is_trained_on(text, term) else tested)[term.term_id] += 1
        return {key: Mentions(tested[key], trained[key]) for key in tested.keys() | trained.keys()}

    @cached_property
    def _linear(self) -> float:
        """How often the paper speaks of classifiers on fixed features, 1 from five paragraphs on."""
        speaking = sum(_LINEAR.search(p.text) is not None for p in self._document.paragraphs)
        return min(1.0, speaking / _MANY_LINEAR)

    @lru_cache(maxsize=256)  # noqa: B019 - as short-lived as the document
    def of(self, benchmark: Benchmark, told: frozenset[str] = frozenset()) -> Features:
        """Return the features that hold for all numbers of a paper on one benchmark.

        Args:
            benchmark: The benchmark.
            told: What the heads of the numbers tell, see `told_by_head`.
        """
        mentions = self.mentions.get(benchmark.dataset, Mentions())
        count = mentions.tested + mentions.trained
        everything = sum(m.tested + m.trained for m in self.mentions.values())
        most = max((m.tested + m.trained for m in self.mentions.values()), default=0)
        front = f"{self._document.title}. {self._abstract}"
        in_front = {term.term_id for term in tested_terms(front) if term.facet is Facet.DATASET}
        tasks = {term.term_id for term in terms_of(self._document.title, Facet.TASK)}
        features = {
            "how often the paper names the data set": log10(1 + count) / 2,
            "share of the data set among those the paper names": count / everything if everything else 0.0,
            "the paper names no data set more often": float(count == most),
            "share of mentions as what was trained on before": mentions.trained / count if count else 0.0,
            "title or abstract names the data set": float(benchmark.dataset in in_front),
            "title or abstract names other data sets alone": float(
                bool(in_front) and benchmark.dataset not in in_front
            ),
            "the title names another task": float(bool(tasks) and benchmark.task not in tasks),
        }
        if benchmark.task == "classification":
            features["how often the paper speaks of linear classifiers"] = self._linear
        cues = cues_of(self._document.title, benchmark.task, is_far=True)
        return features | {f"title speaks of {cue}": 1.0 for cue in beside_head(cues, told)}
