"""What the surroundings of a number say about it, from the closest to the farthest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from extractors.catalog.terms import Facet, Term, find_terms, is_training_data
from extractors.documents.model import Document, ParagraphKind, Table
from extractors.facts.sentences import split_sentences


class Source(IntEnum):
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
    Source.HEAD: "the column head",
    Source.LABEL: "the row label",
    Source.GROUP: "the group label",
    Source.CAPTION: "the caption",
    Source.REFERENCE: "a sentence about the table",
    Source.SECTION: "the section",
    Source.PAPER: "the rest of the paper",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """One text about a number."""

    source: Source
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the closest passage that speaks of a facet says about it."""

    term_ids: tuple[str, ...]
    """In the order of the text, each once."""
    source: Source


_TRAINED_ON_BEFORE = re.compile(
    r"(?:pre-?train\w*|initiali[sz]\w+|transfer\w*|learned|checkpoints?|weights|features|backbones?|distill\w*)"
    r"(?:\s\w+){0,3}?\s(?:on|from|with|using|by|in|of|via)\s(?:the\s|both\s)?$",
    re.IGNORECASE,
)
_TRAINED_ON_AFTER = re.compile(
    r"^(?:\(?-?(?:1k|21k|22k)\)?)?[\s-]*(?:pre-?train|init|checkpoint|weights|labels?\sare|features|supervised\spre|backbone|data\s(?:is|are)\sused|images\sfor)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def tested_terms(text: str) -> tuple[Term, ...]:
    """Return the terms of a text that can be about a tested number: without data sets only trained on.

    ``COCO detection with backbones pre-trained on ImageNet`` is about COCO alone.
    """
    terms = find_terms(text)
    return tuple(
        term
        for term, following in zip(terms, (*terms[1:], None), strict=False)
        if not (term.facet is Facet.DATASET and _is_trained_on(text, term))
        and not (term.facet is Facet.SPLIT and following and _is_of_other_metric(term, following))
    )


def _is_trained_on(text: str, dataset: Term) -> bool:
    before, after = text[: dataset.start], text[dataset.end :]
    return bool(_TRAINED_ON_BEFORE.search(before) or _TRAINED_ON_AFTER.match(after))


def _is_of_other_metric(split: Term, following: Term) -> bool:
    """The split of ``validation perplexity`` says nothing about the other numbers of the table."""
    is_next = following.start - split.end <= 1
    return is_next and following.facet is Facet.METRIC and following.term_id == "other"


def said(passages: Iterable[Passage], facet: Facet) -> Said | None:
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
            return Said(term_ids, passage.source)
    return None


def _is_about_training(term: Term, passage: Passage) -> bool:
    if term.facet is Facet.DATASET:
        return passage.source is not Source.HEAD and is_training_data(term.term_id)
    # "Train" in running text is about how a model was made, not about the split of a number.
    return term.facet is Facet.SPLIT and term.term_id == "train" and passage.source > Source.GROUP


class PaperContext:
    """The passages about the tables of one paper: captions, sentences, sections."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._sentences = _sentences_by_table(document)
        self._sections = _text_by_section(document)
        abstract = " ".join(p.text for p in document.paragraphs if p.kind is ParagraphKind.ABSTRACT)
        self._paper = (Passage(Source.PAPER, document.title), Passage(Source.PAPER, abstract))

    def of_table(self, table: Table) -> tuple[Passage, ...]:
        """Return the passages about a table outside its grid, the closest first."""
        number = _table_number(table.label)
        return (
            Passage(Source.CAPTION, table.caption),
            *(Passage(Source.CAPTION, note) for note in table.notes),
            *(Passage(Source.REFERENCE, text) for text in self._sentences.get(number, ())),
            *self.of_section(table.section),
            *self._paper,
        )

    def of_section(self, section: int | None) -> tuple[Passage, ...]:
        """Return heading and text of a section and of the sections it lies in, innermost first."""
        passages: list[Passage] = []
        for index in _enclosing(self._document, section):
            passages.append(Passage(Source.SECTION, self._document.sections[index].title))
            passages.extend(Passage(Source.SECTION, text) for text in self._sections.get(index, ()))
        return tuple(passages)


_TABLE_MENTION = re.compile(r"\bTab(?:les?|s?\.)\s?((?:[A-Z]\.?)?\d+|[IVX]+\b)", re.IGNORECASE)
_SCOPE = re.compile(
    r"\b(?:we (?:evaluate|report|conduct|perform|run|use|train|test|present|compare|study|experiment)"
    r"|experiments?|results?|evaluat\w+|benchmarks?|in this section)\b",
    re.IGNORECASE,
)
_SCOPE_SENTENCES = 3


def _table_number(label: str) -> str:
    match = _TABLE_MENTION.match(label)
    return match[1].upper() if match else ""


def _sentences_by_table(document: Document) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        if paragraph.kind is ParagraphKind.CAPTION or "ab" not in paragraph.text:
            continue
        if not _TABLE_MENTION.search(paragraph.text):
            continue
        for sentence in split_sentences(paragraph.text):
            for match in _TABLE_MENTION.finditer(sentence):
                found.setdefault(match[1].upper(), []).append(sentence)
    return found


def _text_by_section(document: Document) -> dict[int, list[str]]:
    """The first sentences of each section that say what its experiments are about."""
    found: dict[int, list[str]] = {}
    for paragraph in document.paragraphs:
        if paragraph.section is None or paragraph.kind is ParagraphKind.CAPTION:
            continue
        kept = found.setdefault(paragraph.section, [])
        if len(kept) >= _SCOPE_SENTENCES:
            continue
        for sentence in split_sentences(paragraph.text):
            if len(kept) < _SCOPE_SENTENCES and _SCOPE.search(sentence):
                kept.append(sentence)
    return found


def _enclosing(document: Document, section: int | None) -> Sequence[int]:
    """The section and those above it in the outline."""
    if section is None:
        return ()
    indices = [section]
    level = document.sections[section].level
    for index in range(section - 1, -1, -1):
        if document.sections[index].level < level:
            level = document.sections[index].level
            indices.append(index)
    return indices
