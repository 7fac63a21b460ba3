"""What the surroundings of a number say about it, from the closest to the farthest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache

from extractors.catalog.benchmarks import benchmarks
from extractors.catalog.terms import Facet, Term, find_terms, is_training_data, may_name_dataset, terms_of
from extractors.documents.model import Document, Paragraph, ParagraphKind, Table
from extractors.facts.naming import name_key
from extractors.facts.results.published import KnownRow, rows_on_known_networks
from extractors.facts.sentences import split_sentences


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
class Said:
    """What the closest passage that speaks of a facet says about it."""

    term_ids: tuple[str, ...]
    """In the order of the text, each once."""
    passage: ContextPassage

    @property
    def source(self) -> TermSource:
        """Where it was read."""
        return self.passage.source


_TRAINED_ON_BEFORE = re.compile(
    r"\+\s?$|(?:(?:pre-?train\w*|initiali[sz]\w+|transfer\w*|learned|checkpoints?|weights|features|distilled)(?:\s\w+){0,3}?"
    r"\s(?:on|from|with|using|by|in|of|via)|backbones?\s(?:from|with|of))\s(?:the\s|both\s)?$",
    re.IGNORECASE,
)
_TRAINED_ON_AFTER = re.compile(
    r"^(?:\(?-?(?:1k|21k|22k)\)?)?[\s-]*(?:pre-?train|init|checkpoint|weights|labels?\sare|features|supervised\spre|backbone|data\s(?:is|are)\sused|images\sfor)",
    re.IGNORECASE,
)


_TRAINED_HOW = re.compile(r"\s(?:from|with|without|on|by|for|longer|w/|all|only|end)\b", re.IGNORECASE)
"""What makes a verb of ``train``: ``train from scratch``."""
_MANNER = re.compile(r"(?:[\s-]|(?<=[-\s]))(?:style|like)\b", re.IGNORECASE)
"""``COCO-style`` metrics: how it is measured, be it on other data."""
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


def said(passages: Iterable[ContextPassage], facet: Facet) -> Said | None:
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
            return Said(term_ids, passage)
        if (
            facet is Facet.DATASET
            and passage.source is TermSource.CAPTION
            and _UNKNOWN_DATASET.search(passage.text)
        ):
            return Said((_UNKNOWN,), passage)
    return None


def _is_about_training(term: Term, passage: ContextPassage) -> bool:
    if term.facet is Facet.DATASET:
        return is_training_data(term.term_id) and (
            passage.source is not TermSource.HEAD or _names_more_than_terms(passage.text)
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


_CHANGE_BESIDE = re.compile(
    r"\s*[(\[][^()\[\]]*(?:\b(?:drops?|gains?|diff\w*|improv\w*|loss|increase|decrease|degrad\w*|changes?)\b|[Δ∆])[^()\[\]]*[)\]]\s*$",
    re.IGNORECASE,
)


def of_first_number(head: str) -> str:
    """Return what a head says of the number its cells begin with: ``Top-1 (drop)`` heads ``67.6 (2.9)``."""
    before = _CHANGE_BESIDE.sub("", head)
    return before if before != head and terms_of(before, Facet.METRIC) else head


class PaperContext:
    """The passages about the tables of one paper: captions, sentences, sections."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._mentions = _table_mentions(document)
        abstract = " ".join(p.text for p in document.paragraphs if p.kind is ParagraphKind.ABSTRACT)
        self._scope_sentences: dict[int, tuple[str, ...]] = {}
        # Each sentence of an abstract may be on another task and its data set.
        front = (document.title, *split_sentences(abstract))
        self._paper = tuple(ContextPassage(TermSource.PAPER, text) for text in front)

    @property
    def front(self) -> tuple[ContextPassage, ...]:
        """Title and abstract."""
        return self._paper

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The paragraphs of the paper."""
        return tuple(p.text for p in self._document.paragraphs)

    @cached_property
    def captions(self) -> tuple[str, ...]:
        """The captions of all tables: each speaks of its own alone."""
        return tuple(table.caption for table in self._document.tables)

    @cached_property
    def sentences_on_all(self) -> tuple[str, ...]:
        """The paragraphs that are no captions."""
        return tuple(p.text for p in self._document.paragraphs if p.kind is not ParagraphKind.CAPTION)

    @cached_property
    def tables_of(self) -> Counter[str]:
        """In how many tables a row has a name, by the words of the name."""
        names: Counter[str] = Counter()
        for table in self._document.tables:
            labels = {
                cell.text for cell in table.cells if not cell.column and cell.row >= table.header_row_count
            }
            names.update({" ".join(name_key(label)) for label in labels})
        return names

    @cached_property
    def known_networks(self) -> list[KnownRow]:
        """The rows on known networks, and whether they print published numbers."""
        return rows_on_known_networks(self._document)

    def mentions(self, dataset_id: str) -> bool:
        """Tell whether the paper spells a data set out anywhere."""
        return dataset_id in self._spelled_out

    @cached_property
    def _spelled_out(self) -> frozenset[str]:
        tables = self._document.tables
        heads = (f"on {cell.text} data" for t in tables for cell in t.cells if cell.row < t.header_row_count)
        texts = (*(p.text for p in self._document.paragraphs), *(t.caption for t in tables), *heads)
        return frozenset(term.term_id for text in texts for term in terms_of(text, Facet.DATASET))

    def of_table(self, table: Table) -> tuple[ContextPassage, ...]:
        """Return the passages about a table outside its grid, the closest first."""
        passages = self._of_table(table)
        if not self._tests_on_2014:
            return passages
        return tuple(ContextPassage(p.source, _LATER_WMT.sub("WMT14", p.text)) for p in passages)

    @cached_property
    def _tests_on_2014(self) -> bool:
        """True where the data of a later year trains models that are tested on those of 2014, as is often done."""
        texts = self.texts
        return any(_TESTS_ON_2014.search(text) for text in texts) and not any(map(_WMT14.search, texts))

    def _of_table(self, table: Table) -> tuple[ContextPassage, ...]:
        mentions = self._mentions.get(_table_number(table.label), [])
        passages = (
            ContextPassage(TermSource.CAPTION, table.caption),
            *(ContextPassage(TermSource.CAPTION, note) for note in table.notes),
            *(ContextPassage(TermSource.REFERENCE, sentence) for _, sentence in mentions),
            *self._around(table, [index for index, _ in mentions]),
            *self._paper,
        )
        if said(passages, Facet.DATASET):
            return passages
        home = self._home(table, [index for index, _ in mentions])
        return (*passages, *self._remarks(home, _metrics_in_heads(table)))

    def _remarks(self, home: int | None, metrics: frozenset[str]) -> tuple[ContextPassage, ...]:
        """The last sentence before a table's paragraph that names a data set, where nothing closer does."""
        # On a task or on data that no metric in the table's heads is reported for are other experiments. Where the
        # paper tests a metric on one data set above all, a sentence on that counts instead.
        for paragraph in reversed(self.texts[: (home or 0) + 1]):
            if may_name_dataset(paragraph):
                for sentence in reversed(list(split_sentences(paragraph))):
                    named = _datasets_in(sentence)
                    if named and not _is_on_others(sentence, named, metrics):
                        main = self._on_main_data(metrics)
                        remark = main[0] if main and sentence not in main else sentence
                        return (ContextPassage(TermSource.PAPER, remark),)
        return ()

    def _on_main_data(self, metrics: frozenset[str]) -> Sequence[str]:
        """The sentences on the data set with one of some metrics that are more than those on all others that may be."""
        having = {b.dataset for b in benchmarks() if b.metric in metrics}
        others = {b.dataset for b in benchmarks()} - having
        may_have = {name: said for name, said in self._on_data.items() if name not in others}
        main = max(may_have, key=lambda name: len(may_have[name]), default="")
        is_main = main in having and 2 * len(may_have[main]) > sum(map(len, may_have.values()))
        return may_have[main] if is_main else ()

    @cached_property
    def _on_data(self) -> Mapping[str, Sequence[str]]:
        """The sentences that name each data set as tested."""
        found: dict[str, list[str]] = {}
        for paragraph in filter(may_name_dataset, self.texts):
            for sentence in split_sentences(paragraph):
                for name in _datasets_in(sentence):
                    found.setdefault(name, []).append(sentence)
        return found

    def _around(self, table: Table, mentions: Sequence[int]) -> tuple[ContextPassage, ...]:
        home = self._home(table, mentions)
        return self._titles(table.section) if home is None else self.before(home)

    def _titles(self, section: int | None) -> tuple[ContextPassage, ...]:
        enclosing = _enclosing(self._document, section)
        return tuple(
            ContextPassage(TermSource.SECTION, self._document.sections[index].title) for index in enclosing
        )

    def before(self, paragraph: int | None) -> tuple[ContextPassage, ...]:
        """Return what the sections around a paragraph say their experiments are on, the closest first.

        These are the headings it stands under and the sentences up to it, within the same chapter, that say
        what is evaluated.
        """
        if paragraph is None:
            return ()
        headings = _enclosing(self._document, self._document.paragraphs[paragraph].section)
        chapter = headings[-1] if headings else None
        titles = self._titles(self._document.paragraphs[paragraph].section)
        return (
            *titles,
            *(ContextPassage(TermSource.SECTION, text) for text in self._scopes(paragraph, chapter)),
        )

    def _scopes(self, paragraph: int, chapter: int | None) -> Iterator[str]:
        for index in range(paragraph, -1, -1):
            candidate = self._document.paragraphs[index]
            if chapter is not None and (candidate.section is None or candidate.section < chapter):
                return
            if index not in self._scope_sentences:
                self._scope_sentences[index] = tuple(_scope_sentences(candidate))
            yield from self._scope_sentences[index]

    def _home(self, table: Table, mentions: Sequence[int]) -> int | None:
        """The paragraph on a table: the first to mention it in the section that does so most."""
        sections = Counter(self._document.paragraphs[index].section for index in mentions)
        if sections:
            most = max(sections, key=lambda section: sections[section])
            return next(index for index in mentions if self._document.paragraphs[index].section == most)
        inside = (i for i, p in enumerate(self._document.paragraphs) if p.section == table.section)
        return max(inside, default=None) if table.section is not None else None


_TESTS_ON_2014 = re.compile(
    r"\bnewstest[-\s]?(?:20)?14\b[^.;]{0,60}\btest|\btest\w*\b[^.;]{0,60}\bnewstest[-\s]?(?:20)?14\b"
)
_WMT14 = re.compile(r"\bWMT[\s-]?[’'`]?(?:20)?14\b")
_LATER_WMT = re.compile(r"\bWMT[\s-]?[’'`]?(?:20)?1[5-9]\b")
_TABLE_MENTION = re.compile(r"\bTab(?:les?|s?\.)\s?((?:[A-Z]\.?)?\d+|[IVX]+\b)", re.IGNORECASE)
_SCOPE = re.compile(
    r"\b(?:we (?:first |also |further |then )?"
    r"(?:evaluate|report|conduct|perform|run|test|present|compare|study|experiment|analy[sz]e|investigate)"
    r"|(?:remaining|following|rest of|all) (?:of )?(?:our |the )?"
    r"(?:results?|experiments?|sections?|ablations?)"
    r"|(?:experiments?|ablations?|ablation stud(?:y|ies)|ablation experiments) (?:are|is|were)"
    r"|results? (?:are|is) (?:reported|based|on)"
    r"|(?:is|are) (?:evaluated|reported|tested|performed|conducted))\b"
)
"""Searched in text in lower case, which is many times faster than to ignore the case."""


def _datasets_in(sentence: str) -> tuple[str, ...]:
    named = said((ContextPassage(TermSource.PAPER, sentence),), Facet.DATASET)
    return named.term_ids if named else ()


def _metrics_in_heads(table: Table) -> frozenset[str]:
    """The metrics that a table's heads name."""
    heads = (cell.text for cell in table.cells if cell.row < table.header_row_count)
    return frozenset(term.term_id for head in heads for term in terms_of(head, Facet.METRIC))


def _is_on_others(sentence: str, datasets: Collection[str], metrics: frozenset[str]) -> bool:
    """Tell whether a sentence is on data of benchmarks, or on tasks, none of which has one of some metrics."""
    having = [b for b in benchmarks() if metrics & {b.metric, *b.implied_metrics}]
    if not having:
        return False
    tasks = {term.term_id for term in terms_of(sentence, Facet.TASK)}
    known = {b.dataset for b in benchmarks()}
    is_on_other_data = set(datasets) <= known - {b.dataset for b in having}
    return is_on_other_data or (bool(tasks) and not tasks & {b.task for b in having})


def _table_number(label: str) -> str:
    match = _TABLE_MENTION.match(label)
    return match[1].upper() if match else ""


def _table_mentions(document: Document) -> dict[str, list[tuple[int, str]]]:
    """Paragraph and sentence of every mention of a table, by the table's number."""
    found: dict[str, list[tuple[int, str]]] = {}
    for index, paragraph in enumerate(document.paragraphs):
        if paragraph.kind is ParagraphKind.CAPTION or "tab" not in paragraph.text.lower():
            continue
        for sentence in split_sentences(paragraph.text):
            for match in _TABLE_MENTION.finditer(sentence):
                found.setdefault(match[1].upper(), []).append((index, sentence))
    return found


def _scope_sentences(paragraph: Paragraph) -> Iterator[str]:
    """Yield the sentences of a paragraph that say what is evaluated."""
    if paragraph.kind is not ParagraphKind.CAPTION and _SCOPE.search(paragraph.text.lower()):
        sentences = split_sentences(paragraph.text)
        yield from (sentence for sentence in sentences if _SCOPE.search(sentence.lower()))


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
