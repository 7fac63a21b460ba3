"""What the texts about a number name, the closest first: data set, metric, split and task."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from extractors.catalog.terms import Facet, Term, find_terms, is_training_data, terms_of

_TRAINED_ON_BEFORE = re.compile(
    r"\+\s?$|(?:(?:pre-?train\w*|initiali[sz]\w+|transfer\w*|learned|checkpoints?|weights|features|distilled)(?:\s\w+){0,3}?"
    r"\s(?:on|from|with|using|by|in|of|via)|backbones?\s(?:from|with|of))\s(?:the\s|both\s)?$",
    re.IGNORECASE,
)
_TRAINED_ON_AFTER = re.compile(
    r"^(?:\(?-?(?:1k|21k|22k)\)?)?[\s-]*(?:pre-?train|init|checkpoint|weights|labels?\sare|features|supervised\spre|backbone|data\s(?:is|are)\sused|images\sfor)",
    re.IGNORECASE,
)
_TESTED_AFTER = re.compile(
    r"^\s?(?:val(?:idation)?|test(?:ing)?|eval(?:uation)?)[\s-](?:sets?|splits?|data|images|acc\w*|errors?|results?)\b",
    re.IGNORECASE,
)
"""What follows data that are mostly trained on where they are tested on: ``ImageNet-21k validation set``."""
_TRAINED_HOW = re.compile(r"\s(?:from|with|without|on|by|for|longer|w/|all|only|end)\b", re.IGNORECASE)
"""What makes a verb of ``train``: ``train from scratch``."""
_MANNER = re.compile(r"(?:[\s-]|(?<=[-\s]))(?:style|like)\b", re.IGNORECASE)
"""``COCO-style`` metrics: how results are measured, perhaps on other data."""
_ABBREVIATES = re.compile(
    r"\.?\s?(?::|=|-|–|(?:denotes?|means?|stands?\sfor|refers?\sto|abbreviates?)\b)\s?(?P<meaning>[^,;.()]+)"
)
"""What follows an abbreviation that a legend explains: ``AR.: autoregressive``."""
_UNKNOWN = "unknown"
_UNKNOWN_DATASET = re.compile(
    r"\b(?:on|for|of|from|in)\s(?:the\s)?(?!Image|Vis|Lang|Text|Our|All)[A-Z][\w-]+\s(?:[\w-]+\s){0,2}?"
    r"(?:data\s?sets?|corpus|corpora|database|challenge)\b"
)
"""``on the UCI datasets``: a data set that the catalog does not know."""
_CHANGE_BESIDE = re.compile(
    r"\s*[(\[][^()\[\]]*(?:\b(?:drops?|gains?|diff\w*|improv\w*|loss|increase|decrease|degrad\w*|changes?)\b|[Δ∆])[^()\[\]]*[)\]]\s*$",
    re.IGNORECASE,
)


class TermSource(IntEnum):
    """Where a term was read, the closest to the number first."""

    HEAD = 0
    """Heads of the number's column."""
    LABEL = 1
    """Label cells of its row."""
    GROUP = 2
    """Group labels above its row."""
    CAPTION = 3
    REFERENCE = 4
    """Sentences that mention the table."""
    SECTION = 5
    """Heading and text of the section."""
    PAPER = 6
    """Title and abstract."""

    @property
    def words(self) -> str:
        """The source as it stands in the reasons of a result."""
        return _WORDS[self]


_WORDS = {
    TermSource.HEAD: "the column head",
    TermSource.LABEL: "the row label",
    TermSource.GROUP: "the group label",
    TermSource.CAPTION: "the caption",
    TermSource.REFERENCE: "a sentence about the table",
    TermSource.SECTION: "the section",
    TermSource.PAPER: "the rest of the paper",
}


@dataclass(frozen=True, slots=True)
class ContextPassage:
    """One text about a number."""

    source: TermSource
    text: str


@dataclass(frozen=True, slots=True)
class NearestMention:
    """What the closest passage that speaks of a facet says about it."""

    term_ids: tuple[str, ...]
    """In the order of the text, each once."""
    passage: ContextPassage

    @property
    def source(self) -> TermSource:
        """Where it was read."""
        return self.passage.source


@lru_cache(maxsize=4096)
def tested_terms(text: str) -> tuple[Term, ...]:
    """Return the terms of a text that can be about a tested number: without data sets only trained on or measured like.

    ``COCO detection with backbones pre-trained on ImageNet`` is about COCO alone.
    """
    terms = find_terms(text)
    return tuple(
        term
        for term, following in zip(terms, (*terms[1:], None), strict=False)
        if not (term.facet is Facet.DATASET and (is_trained_on(text, term) or _MANNER.match(text, term.end)))
        and not (term.facet is Facet.SPLIT and following and _is_of_other_metric(term, following))
        and not (term.facet is Facet.METRIC and _is_explained_otherwise(text, term))
    )


def is_trained_on(text: str, dataset: Term) -> bool:
    """Tell whether a text names a data set as what models were trained on before."""
    before, after = text[: dataset.start], text[dataset.end :]
    return bool(_TRAINED_ON_BEFORE.search(before) or _TRAINED_ON_AFTER.match(after))


def _is_explained_otherwise(text: str, metric: Term) -> bool:
    """True for capitals that a legend says stand for something that is no metric: ``AP: average pooling``."""
    short = text[metric.start : metric.end]
    legend = _ABBREVIATES.match(text, metric.end) if short.isupper() and short.isalpha() else None
    if legend is None or terms_of(legend["meaning"], Facet.METRIC):
        return False
    return legend["meaning"][:1].upper() == short[0]


def _is_of_other_metric(split: Term, following: Term) -> bool:
    """The split of ``validation perplexity`` says nothing about the other numbers of the table."""
    is_next = following.start - split.end <= 1
    return is_next and following.facet is Facet.METRIC and following.term_id == "other"


def nearest_mention(passages: Iterable[ContextPassage], facet: Facet) -> NearestMention | None:
    """Return what the closest passage that speaks of a facet says, or None where none does."""
    for passage in passages:
        term_ids = tuple(
            dict.fromkeys(
                term.term_id
                for term in tested_terms(passage.text)
                if term.facet is facet and not _is_about_training(term, passage)
            )
        )
        if term_ids:
            return NearestMention(term_ids, passage)
        if (
            facet is Facet.DATASET
            and passage.source is TermSource.CAPTION
            and _UNKNOWN_DATASET.search(passage.text)
        ):
            return NearestMention((_UNKNOWN,), passage)
    return None


def _is_about_training(term: Term, passage: ContextPassage) -> bool:
    if term.facet is Facet.DATASET:
        return is_training_data(term.term_id) and (
            _names_more_than_terms(passage.text)
            if passage.source is TermSource.HEAD
            else not _TESTED_AFTER.match(passage.text[term.end :])
        )
    # "Train" in running text is about how a model was made, not about the split of a number.
    is_train = term.facet is Facet.SPLIT and term.term_id == "train"
    is_verb = passage.source > TermSource.HEAD and _TRAINED_HOW.match(passage.text[term.end :])
    return is_train and (passage.source > TermSource.GROUP or bool(is_verb))


def _names_more_than_terms(head: str) -> bool:
    """True for ``Net-L (JFT)``: a head that is no data set but a model trained on it."""
    terms = find_terms(head)
    rest = [character for i, character in enumerate(head) if not any(t.start <= i < t.end for t in terms)]
    return any(map(str.isalnum, rest))


def of_first_number(head: str) -> str:
    """Return what a head says of the number its cells begin with: ``Top-1 (drop)`` heads ``67.6 (2.9)``."""
    before = _CHANGE_BESIDE.sub("", head)
    return before if before != head and terms_of(before, Facet.METRIC) else head
