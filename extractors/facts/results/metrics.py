"""Which metric a number is in, by its heads, labels and caption, and whether it is the value of any."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.catalog.benchmarks import Benchmark
from extractors.catalog.terms import Facet, Term, find_terms, terms_of
from extractors.facts.results.context_terms import ContextPassage, TermSource, tested_terms

_CAPTION_TOPIC = 70
"""Letters of a caption that say what its table is about."""
DIRECTIONS = ("accuracy", "error")
_CHANGE_OF = re.compile(
    r"\b(?:increase|decrease|drop|loss|change|degradation|reduction|gain|improvement)s?\s(?:of|in)\s"
    r"(?:the\s)?(?:[\w-]+\s){0,2}(?:error|accuracy|AP|BLEU|F1)\b",
    re.IGNORECASE,
)
"""``Increase of top-5 error``: what a caption says first is what its numbers are."""
_VARIED = re.compile(
    r"\b(?:effects?|impact|influence|role|choice|ablat\w+|variants?|different)\b[^.]*\Z", re.IGNORECASE
)
_LOWER_ACCURACY = re.compile(r"\bacc(?:uracy|\.)?\s?[(%)\s]*↓", re.IGNORECASE)
"""``Top-1 acc. ↓``: no accuracy is better for being lower, so it is how much of it was lost."""
_CHANGES_A_PART = re.compile(
    r"(?:\A|\band\s)(?:increas(?:e|ed|ing)|decreas(?:e|ed|ing)|reduc(?:e|ed|ing))\s(?!(?:in|of|over|from|by|vs)\b)[a-z]",
    re.IGNORECASE,
)
_BETWEEN_VALUES = re.compile(r"\s?[/|]\s?")
MOST_OTHER_WORDS = 14
"""Letters a row label may hold beside the name of a metric and still be taken for a row of that metric."""


@dataclass(frozen=True, slots=True)
class ValuePosition:
    """Which of the values in its cell a number is: ``76.3`` in ``76.3/93.1`` is the first of two."""

    index: int = 0
    count: int = 1

    def pick(self, term_ids: Sequence[str]) -> str | None:
        """Return the term for this place when there is one for each value of the cell."""
        return term_ids[self.index] if self.count > 1 and len(term_ids) == self.count else None


FIRST = ValuePosition()
"""The only number of its cell."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric, and where it was read."""

    term_id: str
    """Empty when none is named."""
    source: TermSource | None


def is_no_result(passages: Sequence[ContextPassage]) -> bool:
    """True when head or label say it is a cost, a difference or a score of something else."""
    passages = [p for p in passages if p.source is not TermSource.LABEL or not _changes_a_part(p.text)]
    labels = (passage.text for passage in passages if passage.source is TermSource.LABEL)
    captions = (passage.text[:_CAPTION_TOPIC] for passage in passages if passage.source is TermSource.CAPTION)
    return any(map(_names_difference, labels)) or any(map(_CHANGE_OF.search, captions)) or _is_cost(passages)


def _names_difference(label: str) -> bool:
    """True for ``Difference`` and ``AP gain``, not for what a row adds: ``+ gain``."""
    if label.lstrip().startswith("+") or not _is_quantity(label):
        return False
    return any(not _is_in_name(label, term) for term in terms_of(label, Facet.DIFFERENCE))


def _is_cost(passages: Sequence[ContextPassage]) -> bool:
    """True where the closest head or label that names a metric, a cost or a difference names no metric."""
    for passage in passages:
        is_label = passage.source is TermSource.LABEL
        if passage.source > TermSource.LABEL or (is_label and not _is_quantity(passage.text)):
            continue
        facets = [term.facet for term in find_terms(passage.text) if not _is_in_name(passage.text, term)]
        if Facet.DIFFERENCE in facets or _LOWER_ACCURACY.search(passage.text):
            return True
        if Facet.METRIC in facets or Facet.COST in facets:
            return Facet.METRIC not in facets
    return False


def _changes_a_part(label: str) -> bool:
    """True for ``increase width``: what was done to the model is no difference of results."""
    return _CHANGES_A_PART.search(label) is not None and not terms_of(label, Facet.METRIC)


def is_cost_in_cell(passages: Sequence[ContextPassage], place: ValuePosition) -> bool:
    """True for the second of two values under ``Top-1 / GFLOPs``."""
    heads = (_BETWEEN_VALUES.split(passage.text) for passage in passages if passage.source is TermSource.HEAD)
    parts = next((parts for parts in heads if len(parts) == place.count > 1), None)
    facets = {term.facet for term in find_terms(parts[place.index])} if parts else set()
    return Facet.COST in facets and Facet.METRIC not in facets


def _is_in_name(label: str, term: Term) -> bool:
    """True for the end of a name: ``WeftNet-GAP`` is no gap."""
    return term.facet is Facet.DIFFERENCE and re.search(r"\w[-_]\Z", label[: term.start]) is not None


def is_setting(metric: Metric, passages: Sequence[ContextPassage]) -> bool:
    """True where no head or label names a metric and the caption begins with hyper-parameters."""
    if metric.source is not None and metric.source <= TermSource.GROUP:
        return False
    captions = (passage.text[:_CAPTION_TOPIC] for passage in passages if passage.source is TermSource.CAPTION)
    return any(term.term_id == "settings" for text in captions for term in terms_of(text, Facet.COST))


def _is_quantity(label: str) -> bool:
    """True when a row label names a metric or a cost and little else."""
    terms = [term for term in find_terms(label) if term.facet in (Facet.METRIC, Facet.COST, Facet.DIFFERENCE)]
    if not terms:
        return False
    named = sum(term.end - term.start for term in find_terms(label))
    return sum(character.isalpha() for character in label) - named <= MOST_OTHER_WORDS - len(terms)


def metric_of(passages: Sequence[ContextPassage], place: ValuePosition) -> Metric | None:
    """Return the metric of the closest passage that names one; None where it names several to choose from.

    A general one, such as accuracy, gives way to a specific one no farther away than the caption.
    """
    general: Metric | None = None
    for source, named in _metrics_named(passages):
        specific = [term_id for term_id in named if term_id not in DIRECTIONS]
        if not specific:
            general = general or Metric("accuracy", source)
            if source is not TermSource.HEAD:
                break
        elif general and source > TermSource.CAPTION:
            break
        else:
            picked = place.pick(specific) or (specific[0] if len(set(specific)) == 1 else None)
            return Metric(picked, source) if picked else general
    return general or Metric("", None)


def _metrics_named(passages: Sequence[ContextPassage]) -> Iterator[tuple[TermSource, Sequence[str]]]:
    """Yield the metrics that each passage names, up to the sentences about the table."""
    for passage in passages:
        if passage.source > TermSource.REFERENCE:
            return
        if passage.source in (TermSource.LABEL, TermSource.GROUP) and not _is_quantity(passage.text):
            continue
        terms = (term for term in tested_terms(passage.text) if term.facet is Facet.METRIC)
        named = [term.term_id for term in terms if not _is_varied(passage, term)]
        if named and not (passage.source is TermSource.HEAD and _is_initial(passage, passages)):
            yield passage.source, named


def _is_varied(passage: ContextPassage, metric: Term) -> bool:
    """True for the loss that a table tries variants of: ``Effect of the prediction loss``."""
    is_far = passage.source >= TermSource.CAPTION and metric.term_id == "other"
    return is_far and _VARIED.search(passage.text, 0, metric.start) is not None


def _is_initial(head: ContextPassage, passages: Sequence[ContextPassage]) -> bool:
    """True for the ``F`` of flipped images below ``AP``: a letter under another metric names none."""
    others = (p.text for p in passages if p.source is TermSource.HEAD and p is not head)
    return len(head.text) == 1 and any(terms_of(text, Facet.METRIC) for text in others)


def counts(metric_id: str, benchmark: Benchmark) -> bool:
    """Tell whether a metric counts as that of a benchmark, named or implied."""
    return metric_id == benchmark.metric or metric_id in benchmark.implied_metrics
