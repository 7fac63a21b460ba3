"""The texts of a paper about its tables and paragraphs, from the closest to the farthest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from extractors.catalog.benchmarks import benchmarks
from extractors.catalog.terms import Facet, may_name_dataset, terms_of
from extractors.documents.model import Document, Paragraph, ParagraphKind, Table
from extractors.facts.naming import name_key
from extractors.facts.results.context_terms import ContextPassage, TermSource, nearest_mention
from extractors.facts.results.published import KnownRow, rows_on_known_networks
from extractors.facts.sentences import split_sentences


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
    def body_texts(self) -> tuple[str, ...]:
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
        if nearest_mention(passages, Facet.DATASET):
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
    named = nearest_mention((ContextPassage(TermSource.PAPER, sentence),), Facet.DATASET)
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
