"""Whose a cost is, weighed: every model that could own a statement, with the evidence for and against it.

The candidates are the models named by the sentence, the sentences before it and the heading, the paper's own model,
and none (the paper's main runs). A logistic model of their features says how likely each is the owner; its weights are
in ``extractors/catalog/owners.toml``, learned from annotated papers by ``tools/train_owners.py``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, cached_property

from extractors.catalog.benchmarks import read_catalog
from extractors.documents.model import Document, ParagraphKind
from extractors.facts.compute.attaching import (
    DESCRIBED,
    IN_HEADING,
    MAIN_RUNS,
    NAMED,
    OWN_MODEL,
    TOPIC,
    Attachment,
)
from extractors.facts.compute.elsewhere import not_within, spans_elsewhere
from extractors.facts.compute.mentions import SIZES, Mention
from extractors.facts.compute.named import Named, data_sets_in, is_description, models_in
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.wording import any_of, clause
from extractors.facts.naming import NameKey, name_key
from extractors.facts.paper_names import PaperNames
from extractors.facts.sentences import split_sentences
from extractors.records import Quantity

_SENTENCES_BEFORE = 3
_NEAR, _FAR = 30, 120
"""Characters between a name and a quantity."""
_ALL = any_of(
    r"\b(?:all|each|every|both)\s(?:of\s)?(?:the\s|our\s|these\s)?(?:\w+[\s-]){0,3}(?:models?|networks?|nets|methods?|"
    r"architectures?|experiments?|runs?|variants?|baselines?|settings?)\b"
)
_THESE = any_of(
    r"\b(?:the|these|those|such|our)\s(?:\w+\s){0,1}(?:models?|networks?|nets|detectors?|architectures?)\b"
)
_PRONOUN = any_of(r"(?:it|they|this (?:model|network)|these (?:models|networks))\b")
_WE = any_of(r"\bwe\b|\bour\b")
_NOUN_AFTER = any_of(
    r"\s(?:models?|networks?|nets?|architectures?|backbones?|baselines?|detectors?|variants?)\b"
)
_SUBJECT_AFTER = any_of(r"\s(?:\w+\s)?(?:is|are|was|were|takes?|took|requires?|uses?|has|have)\b")
_FINE_TUNED = any_of(r"fine-?tun|transfer|downstream")
_COMPARED = any_of(
    r"\b(?:than|unlike|like|following|follow|from|as in|compared (?:to|with)|same as)\s(?:the\s)?\Z"
)


INTERCEPT = "intercept"
MARGIN = 0.15
"""How much likelier than the owner by the rules another one has to be."""


class OwnerSource(StrEnum):
    """Where a candidate is named."""

    SENTENCE = "sentence"
    BEFORE = "before"
    HEADING = "heading"
    MAIN = "main"
    NONE = "none"


_OPEN = frozenset({TOPIC, OWN_MODEL, MAIN_RUNS})
_REASONS = {OwnerSource.BEFORE: TOPIC, OwnerSource.HEADING: IN_HEADING, OwnerSource.MAIN: OWN_MODEL}


@dataclass(frozen=True, slots=True)
class OwnerCandidate:
    """One model that a statement could be about."""

    name: str | None
    source: OwnerSource
    features: Mapping[str, float]


@dataclass(frozen=True)
class NameUsage:
    """What a paper says about names, for all its statements."""

    document: Document
    names: PaperNames

    @cached_property
    def _text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.document.paragraphs)

    @cached_property
    def _labels(self) -> frozenset[tuple[str, ...]]:
        cells = (cell.text for table in self.document.tables for cell in table.cells)
        return frozenset(name_key(text) for text in cells if any(map(str.isalpha, text)))

    @cached_property
    def _mentions(self) -> dict[str, int]:
        return {}

    def mentions(self, name: str) -> int:
        """Return how often the text prints a name."""
        if name not in self._mentions:
            self._mentions[name] = self._text.count(name)
        return self._mentions[name]

    def is_label(self, name: str) -> bool:
        """Tell whether a cell of a table is the name."""
        return name_key(name) in self._labels


def candidates(
    passage: Passage, mention: Mention, usage: NameUsage, ruled: Attachment
) -> tuple[OwnerCandidate, ...]:
    """Return the models that a quantity could belong to, each once, from its closest source.

    Args:
        passage: The sentence.
        mention: The quantity and its place.
        usage: What the paper says about names.
        ruled: The owner by the rules of `attaching`, one piece of evidence among others.
    """
    about = _about_passage(passage, mention)
    of_rules = {"ruled": 1.0, f"ruled: {ruled.reason}": 1.0}
    found: dict[NameKey | None, OwnerCandidate] = {}

    def add(name: str | None, source: OwnerSource, features: Mapping[str, float]) -> None:
        key = name_key(name) if name else None
        if key not in found:
            is_ruled = key == (name_key(ruled.model) if ruled.model else None)
            crossed = {f"{source} & {feature}": value for feature, value in about.items()}
            weighed = {str(source): 1.0, **features, **crossed, **(of_rules if is_ruled else {})}
            found[key] = OwnerCandidate(name, source, weighed)

    for candidate in _named(passage, mention, usage):
        add(*candidate)
    if ruled.model:
        add(ruled.model, OwnerSource.SENTENCE, _about_name(ruled.model, usage))
    return tuple(found.values())


def probability(candidate: OwnerCandidate) -> float:
    """Return how likely a candidate is the owner."""
    weights = _weights()
    score = weights[INTERCEPT] + sum(
        weights.get(feature, 0.0) * value for feature, value in candidate.features.items()
    )
    return 1.0 / (1.0 + math.exp(-score))


def is_open(passage: Passage, ruled: Attachment) -> bool:
    """Tell whether other evidence may overrule the rules: not beside a name, nor of what ``it`` stands for."""
    return ruled.reason in _OPEN and not (ruled.reason == TOPIC and _PRONOUN.match(passage.text))


def chosen(found: Sequence[OwnerCandidate], likely: Sequence[float]) -> OwnerCandidate:
    """Return the likeliest candidate, or that of the rules unless it is clearly less likely."""
    by_rules = next(i for i, candidate in enumerate(found) if "ruled" in candidate.features)
    best = max(range(len(found)), key=lambda i: likely[i])
    return found[best] if likely[best] - likely[by_rules] >= MARGIN else found[by_rules]


def weighed(passage: Passage, mention: Mention, usage: NameUsage, ruled: Attachment) -> Attachment:
    """Return the most likely owner of a statement of the paper's own; none where no model is likely.

    Args:
        passage: The sentence.
        mention: The quantity and its place.
        usage: What the paper says about names.
        ruled: The owner by the rules of `attaching`.
    """
    found = candidates(passage, mention, usage, ruled)
    best = chosen(found, [probability(candidate) for candidate in found])
    if best.features.get("ruled"):
        return ruled
    if best.name is None:
        return replace(ruled, model=None, reason=MAIN_RUNS)
    described = DESCRIBED if is_description(best.name) else NAMED
    return replace(ruled, model=best.name, reason=_REASONS.get(best.source, described))


def _named(
    passage: Passage, mention: Mention, usage: NameUsage
) -> Iterator[tuple[str | None, OwnerSource, dict[str, float]]]:
    main = usage.names.main
    models = not_within(models_in(passage, main), spans_elsewhere(passage, mention))
    for named in sorted(models, key=lambda named: _gap(named, mention)):
        yield (
            named.name,
            OwnerSource.SENTENCE,
            _about_place(passage, mention, named) | _about_name(named.name, usage),
        )
    sentences = list(split_sentences(passage.said_before))[-_SENTENCES_BEFORE:]
    for distance, sentence in enumerate(reversed(sentences), start=1):
        earlier = replace(passage, text=sentence)
        for named in models_in(earlier, main):
            about = _about_name(named.name, usage)
            yield named.name, OwnerSource.BEFORE, about | {f"sentences before {distance}": 1.0}
    for heading in reversed(passage.headings):
        for named in models_in(replace(passage, text=heading), main):
            yield named.name, OwnerSource.HEADING, _about_name(named.name, usage)
    if main:
        yield main, OwnerSource.MAIN, _about_name(main, usage)
    yield None, OwnerSource.NONE, {}


def _gap(named: Named, mention: Mention) -> int:
    return max(named.start - mention.end, mention.start - named.end, 0)


def _about_place(passage: Passage, mention: Mention, named: Named) -> dict[str, float]:
    gap = _gap(named, mention)
    around = clause(passage, mention.start, mention.end)
    return _true(
        {
            "near": gap <= _NEAR,
            "far": gap > _FAR,
            "after the quantity": named.start >= mention.end,
            "in the clause": named.name in around,
            "compared": _COMPARED.search(passage.text[: named.start]) is not None,
            "noun after": _NOUN_AFTER.match(passage.text, named.end) is not None,
            "subject": _SUBJECT_AFTER.match(passage.text, named.end) is not None,
        }
    )


def _about_name(name: str, usage: NameUsage) -> dict[str, float]:
    count = usage.mentions(name)
    return _true(
        {
            "own name": usage.names.names_own(name),
            "cited name": usage.names.names_cited(name),
            "main name": name == usage.names.main,
            "description": is_description(name),
            "plural": name.endswith("s") and not name.endswith("ss"),
            "has a digit": any(map(str.isdigit, name)),
            "capitals only": name.isalpha() and name.isupper(),
            "names data": bool(data_sets_in(name)),
            "label of a table": usage.is_label(name),
            "printed once": count <= 1,
            "printed often": count >= 10,
        }
    )


def _about_passage(passage: Passage, mention: Mention) -> dict[str, float]:
    text = passage.text
    return _true(
        {
            "of all": _ALL.search(text) is not None,
            "of these": _THESE.search(text) is not None,
            "we": _WE.search(text) is not None,
            "fine-tuned": _FINE_TUNED.search(f"{text} {passage.heading}") is not None,
            "data named": bool(data_sets_in(text)),
            "data in the heading": bool(data_sets_in(passage.heading)),
            "caption": passage.kind is ParagraphKind.CAPTION,
            "size": mention.quantity in SIZES,
            "data": mention.quantity is Quantity.DATASET_SIZE,
            "machines": mention.quantity in (Quantity.HARDWARE_MODEL, Quantity.DEVICE_COUNT),
        }
    )


def _true(features: Mapping[str, bool]) -> dict[str, float]:
    return {feature: 1.0 for feature, holds in features.items() if holds}


@cache
def _weights() -> Mapping[str, float]:
    return {feature: float(weight) for feature, weight in read_catalog("owners.toml")["weights"].items()}
