"""Whose row this is: the paper's own run, or a number quoted from elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache

from extractors.catalog import networks
from extractors.catalog.terms import Facet, terms_of
from extractors.facts.citations import has_citation, without_citations
from extractors.facts.naming import (
    NameKey,
    PaperNames,
    footnote_marks,
    is_change,
    looks_like_a_name,
    name_key,
)
from extractors.facts.results import owner_evidence
from extractors.facts.results.context import PaperContext, Passage, Source
from extractors.facts.results.owner_evidence import COMPARES, VARIES, OwnerEvidence
from extractors.facts.results.weighing import Features, decision
from extractors.facts.sentences import split_sentences
from extractors.facts.tables import Column, LabelKind, Row, TableView, is_numeric

_OWN_WORDS = re.compile(
    r"\b(?:ours?|this\s(?:work|paper|study)|our\s\w+|(?:re-?)?implement\w*\sby\sus|re-?impl\w*\.?|reproduc\w+"
    r"|re-?train\w*|proposed|trained\sby\sus|we\s(?:train|run|re-?implement|reproduce)\w*)(?!\w)",
    re.IGNORECASE,
)
_QUOTED_WORDS = re.compile(
    r"\b(?:previous|prior|existing|published|reported|original|others?|state[\s-]of[\s-]the[\s-]art|competit\w+"
    r"|leaderboard|literature|baselines?\sfrom|hand-?designed|winning|official)\b",
    re.IGNORECASE,
)
_ALL_OWN = re.compile(
    r"\b(?:all|every|each)\b[^.]{0,60}\b"
    r"(?:our\s(?:own\s)?(?:re-?)?(?:implementation|code\w*|training|experiments|setup)"
    r"|(?:re-?)?(?:trained|implemented|produced|run)\sby\s(?:us|ourselves)|re-?trained|reproduced|re-?implemented)\b"
    r"|\bwe\s(?:re-?)?(?:train|implement|run|reproduce)\w*\s(?:all|every|both|each)\b"
    r"|\btrain(?:ed)?\s(?:all|every|both|each)\b[^.;]{0,40}\s(?:in|of)\s(?:this|the)\s(?:table|comparison)\b"
    r"|\b(?:all|every|both|each)\b[^.;]{0,40}\s(?:in|of)\s(?:this|the)\s(?:table|comparison)\s(?:is|are|was|were)\s"
    r"(?:\w+\s)?(?:re-?)?trained\b"
    r"|\bbased\son\sour\s(?:own\s)?(?:re-?)?implementation\b"
    r"|\b(?:based|built)\s(?:up)?on\sour\s(?:[\w-]+\s){0,2}"
    r"(?:configurations?|architectures?|code\s?base|frameworks?)\b",
    re.IGNORECASE,
)
_TAKEN_FROM = re.compile(
    r"\b(?:taken|copied|quoted|cited|borrowed|obtained|reported|comes?|provided)\b[^.]{0,80}?\b(?:from|by|in)\b"
    r"|\b(?:results?|numbers?|performance|scores?)\b[^.]{0,60}?\bfrom\b",
    re.IGNORECASE,
)
_RUN_BY_US = re.compile(
    r"\b(?:our\s(?:own\s)?(?:re-?)?(?:impl\w*|results?|training|trained|models?|runs?|experiments?|code\w*|setting)"
    r"|by\s(?:us|ourselves)|we\s(?:re-?)?(?:train|implement|reproduc|run|ran|evaluat|test|obtain)\w*"
    r"|re-?implement\w*|reproduc\w+|re-?train\w*)\b",
    re.IGNORECASE,
)
_VARIANT = re.compile(r"\s*(?:[+\-−–&↳]|w/|w/o|with|without|no\b|non|only|default|full|all\b)", re.IGNORECASE)
_COMPONENT = re.compile(r"^(?P<base>[^+\[(]+)\+(?P<added>.+)$")
_COMPONENT_ALONE = re.compile(r"\s*(?:\+|[-−–]\s)")
_RAN_ALL_AGAIN = re.compile(
    r"\bwe\s(?:re-?implement|reproduc|re-?train|re-?r[au]n)\w*\s(?:all|every|each|both)\b"
    r"|\b(?:all|every)\b[^.;]{0,50}\b(?:are|were|is|was)\s(?:re-?implemented|reproduced|re-?trained|re-?run)\b"
    r"|\breport\sour\s(?:reproduced|re-?implemented|re-?trained)\sresults\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(r"\breported\b|\b(?:taken|copied|quoted)\sfrom\b")
_DIFFERS = re.compile(r"\bdiffer\w*\s(?:\w+\s)?(?:from|to|than)\b", re.IGNORECASE)
"""``different from the ones reported in [3]``: numbers of that sentence are not those quoted."""
_OWN_RUN = re.compile(r"\bour\s(?:own\s)?(?:re-?)?(?:impl|runs?\b|train|reprod)", re.IGNORECASE)
_REMARK = re.compile(r"\s?[(\[][A-Za-z][^()\[\]]*[)\]]\Z")
"""What stands in brackets behind a name: ``(ours)``, ``(PyTorch)``."""
_LEADING_NUMBER = re.compile(r"[\d.]+\s?[×x]?\s+(?=[A-Z])")
_PEOPLE = re.compile(r"\s*(?:humans?|annotators?)\b(?!-)", re.IGNORECASE)
_FEWEST_VARIANTS = 3
_MOSTLY_CITED = 0.34
"""Share of cited rows from which on a row without a citation stands out."""


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


@lru_cache(maxsize=8192)
def _says_own(text: str) -> bool:
    return _OWN_WORDS.search(text) is not None


@lru_cache(maxsize=8192)
def _says_quoted(text: str) -> bool:
    return _QUOTED_WORDS.search(text) is not None


def is_about_ownership(text: str) -> bool:
    """Tell whether a head or group label says only whose rows it covers, such as ``Previous work``."""
    return (_says_own(text) or _says_quoted(text)) and not has_citation(text)


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


_SAID_OUTRIGHT = frozenset({
    "the cell carries a citation", "the row says it is the paper's own", "the caption says where its numbers are from",
    "a footnote says where its numbers are from", "a footnote says it was run by the paper",
    "the row says it is not the paper's own run",
    "another row of that name carries a citation", "people, not a model", "the column carries a citation",
})  # fmt: skip
"""Reasons that nothing else about the table can outweigh."""


class TableOwnership:
    """Decides for the rows of one table."""

    def __init__(
        self,
        view: TableView,
        names: PaperNames,
        passages: Sequence[Passage],
        context: PaperContext | None = None,
    ) -> None:
        self._view = view
        self._texts = context.texts if context else ()
        self._names = names
        self._names_own = cache(names.names_own)
        self._notes = tuple(p.text for p in passages if p.source is Source.CAPTION)
        self._evidence = OwnerEvidence(view, names, passages, context)

    def of(self, row: Row, column: Column, cell: str = "") -> Ownership:
        """Return the closest reason for whose a number is, with what else bears on it."""
        verdict = self._by_reason(row, column, cell)
        if verdict.reason in _SAID_OUTRIGHT:
            return verdict
        return replace(verdict, evidence=self._evidence.of(row, _name_texts(row, column), self._sure_rows))

    def _by_reason(self, row: Row, column: Column, cell: str) -> Ownership:
        """The first reason found, from what the cell itself says to what the table as a whole suggests."""
        if has_citation(cell):
            return Ownership(False, 0.95, "the cell carries a citation")
        texts = _name_texts(row, column) or [column.head]
        if row.groups and _is_variant(row, texts) and self._is_model(row.groups[-1]):
            texts = [row.groups[-1], *texts]
        for verdict in (
            self._by_words(row, column, texts),
            self._by_name(row, column, texts),
            self._by_group(row, column),
        ):
            if verdict is not None:
                return verdict
        return self._by_company(row, texts)

    def of_column(self, column: Column) -> Ownership:
        """Weigh the evidence for a column of a table whose columns are models."""
        if _says_own(column.head):
            return Ownership(True, 0.97, "the column says it is the paper's own")
        if has_citation(column.head):
            return Ownership(False, 0.95, "the column carries a citation")
        if self._names_own(column.head):
            return Ownership(True, 0.93, "the column is about the paper's own work")
        if _says_quoted(column.head):
            return Ownership(False, 0.85, "the column holds numbers of others")
        is_cited_name = self._names.names_cited(column.head)
        has_own_columns = any(self._names_own(c.head) or _says_own(c.head) for c in self._view.columns)
        if has_own_columns and (is_cited_name or self._compares) and looks_like_a_name(column.head):
            return Ownership(False, 0.65, "a name of others beside the paper's own")
        return Ownership(True, 0.65, "no name of others")

    def _by_words(self, row: Row, column: Column, texts: Sequence[str]) -> Ownership | None:
        """What label, footnote, caption or head say in so many words."""
        if _PEOPLE.match(texts[0]):
            return Ownership(False, 0.95, "people, not a model")
        if any(_says_own(text) for text in (*texts, *_references(row))):
            return Ownership(True, 0.97, "the row says it is the paper's own")
        name = " ".join(texts)
        if noted := self._by_note(name):
            return noted
        if any(self._is_twin_of_ours(text) for text in texts):
            return Ownership(False, 0.9, "the row says it is not the paper's own run")
        if not self._adds_to_a_row(texts[0]) and self._is_said_to_be_quoted(name):
            return Ownership(False, 0.92, "the caption says where its numbers are from")
        if _says_own(column.head) or self._names_own(column.head):
            return Ownership(True, 0.93, "the column is about the paper's own work")
        if self._is_cited_method(column) and not any(map(has_citation, texts)):
            return Ownership(False, 0.9, "the column carries a citation")
        return None

    def _is_twin_of_ours(self, text: str) -> bool:
        """True for ``NetA (PyTorch)`` beside ``NetA (ours)``: the same model, run by others."""
        remark = _REMARK.search(text)
        return remark is not None and _plain_key(text[: remark.start()]) in self._marked_ours

    @cached_property
    def _marked_ours(self) -> frozenset[NameKey]:
        texts = (text for row in self._view.rows for text in _name_texts(row))
        marked = ((text, _REMARK.search(text)) for text in texts)
        return frozenset(_plain_key(text[: m.start()]) for text, m in marked if m and _says_own(m[0])) - {()}

    def _is_cited_method(self, column: Column) -> bool:
        """True for ``NetQ [4]`` among heads that name the paper's own method: rows are what both were tried on."""
        head = column.heads[-1] if column.heads else ""
        if not (has_citation(head) and self._names.names_cited(head)) or terms_of(head, Facet.DATASET):
            return False
        return any(self._names_own(one.head) or _says_own(one.head) for one in self._view.columns)

    def _by_name(self, row: Row, column: Column, texts: Sequence[str]) -> Ownership | None:
        """What names and citations in the label tell."""
        if any(
            self._names_own(text) and not has_citation(text) and self._is_telling(text, texts)
            for text in texts
        ):
            return Ownership(True, 0.95, "carries a name the paper gives to its own work")
        telling = [text for text in texts if text not in self._shared_texts] or list(texts)
        # What is put in the place of something is cited as a part: ``BatchNorm [3] → LayerNorm [4]``.
        whole = [text for text in telling if not is_change(text)]
        if not any(has_citation(text) for text in (*whole, *_references(row))):
            return None
        if self._all_own:
            return Ownership(True, 0.8, "the caption says that all rows are the paper's own runs")
        if _ran_all_again(self._texts):
            return Ownership(True, 0.8, "the paper says that it ran all others again")
        if _says_own(" ".join(row.groups)):
            return Ownership(True, 0.8, "stands in a group of the paper's own rows")
        # What is taken away is cited no less: ``- mixup [4]``.
        is_added = _COMPONENT_ALONE.match(telling[0]) is not None and not has_citation(row.base)
        cited = next(filter(has_citation, whole), telling[0])
        if self._marks_own_runs:
            return Ownership(False, 0.95, "the row carries a citation")
        if is_added or self._names_own(row.base) or self._adds_to_own(cited):
            return Ownership(True, 0.7, "adds a component to a row of the paper's own")
        if _says_quoted(column.head) or not self._is_base_of_own(texts):
            return Ownership(False, 0.95, "the row carries a citation")
        return Ownership(False, 0.6, "the row carries a citation, but the paper's own rows build on it")

    def _is_telling(self, own: str, texts: Sequence[str]) -> bool:
        """False for an own name that stands for more rows than a cited one does: a family that others belong to."""
        cited = [self._text_counts[text] for text in texts if has_citation(text)]
        if own == texts[-1] and has_citation(texts[0]):
            return True
        return not cited or self._text_counts[own] <= min(cited)

    @cached_property
    def _text_counts(self) -> Counter[str]:
        return Counter(text for row in self._view.rows for text in _name_texts(row))

    def _by_group(self, row: Row, column: Column) -> Ownership | None:
        group = " ".join(row.groups)
        if _says_own(group):
            return Ownership(True, 0.92, "stands in a group of the paper's own rows")
        if has_citation(group) or _says_quoted(group):
            return Ownership(False, 0.9, "stands in a group of earlier work")
        if _says_quoted(column.head):
            return Ownership(False, 0.85, "the column holds numbers of others")
        if self._all_own:
            return Ownership(True, 0.9, "the caption says that all rows are the paper's own runs")
        return None

    def _by_company(self, row: Row, texts: Sequence[str]) -> Ownership:
        """What the other rows of the table suggest for a row without any mark."""
        if self._marks_quoted:
            return Ownership(True, 0.85, "no mark beside rows marked as quoted")
        if self._is_base_of_own(texts):
            return Ownership(True, 0.75, "the paper's own rows build on it")
        if _is_variant(row, texts):
            return Ownership(True, 0.87, "a variant, not a model of its own")
        if self._varies_one_model:
            return Ownership(True, 0.8, "all rows are variants of one model")
        if self._repeats_a_cited_row(texts):
            return Ownership(True, 0.7, "only the quoted one of that very name carries a citation")
        if _family(texts[0]) in self._cited_families:
            return Ownership(False, 0.8, "another row of that name carries a citation")
        if self._marks_ours:
            return Ownership(False, 0.85, "no mark beside rows marked as the paper's own")
        if _references(row):
            return Ownership(False, 0.8, "the row states year or venue")
        if self._cited_share >= _MOSTLY_CITED:
            return Ownership(True, 0.65, "no citation while other rows carry one")
        is_cited_name = self._names.names_cited(" ".join(texts)) or networks.find(texts[0]) is not None
        if self._own_rows:
            if is_cited_name or self._compares:
                return Ownership(False, 0.65, "a name of others beside the paper's own")
            return Ownership(True, 0.6, "no name of others")
        if is_cited_name:
            return Ownership(True, 0.65, "a known model in a table without citations")
        return Ownership(True, 0.65, "a table of variants without citations")

    def _by_note(self, name: str) -> Ownership | None:
        """A footnote mark whose explanation says who ran it."""
        for mark in footnote_marks(name):
            for explanation in _explanations(self._notes, mark):
                if has_citation(explanation) or _REPORTED.search(explanation):
                    return Ownership(False, 0.92, "a footnote says where its numbers are from")
                if _RUN_BY_US.search(explanation):
                    return Ownership(True, 0.9, "a footnote says it was run by the paper")
        return None

    def _is_said_to_be_quoted(self, name: str) -> bool:
        key = name_key(name)[:2]
        return bool(key) and any(_contains(sentence, key) for sentence in self._quoting_sentences)

    @cached_property
    def _quoting_sentences(self) -> list[NameKey]:
        """The sentences of the notes that say where numbers are from."""
        return [
            name_key(sentence)
            for note in self._notes
            for sentence in split_sentences(note)
            if has_citation(sentence) and _TAKEN_FROM.search(sentence) and not _is_of_own_runs(sentence)
        ]

    def _adds_to_a_row(self, text: str) -> bool:
        """True for ``X + cutout`` in a table with a row ``X``."""
        parts = _COMPONENT.match(text)
        return parts is not None and _plain_key(parts["base"]) in self._row_keys

    def _is_model(self, group: str) -> bool:
        return self._names_own(group) or self._names.names_cited(group)

    def _is_base_of_own(self, texts: Sequence[str]) -> bool:
        """True for ``ResNet-50`` beside the paper's own ``X-ResNet-50`` or ``ResNet-50 + X``."""
        key = _plain_key(texts[0])
        return bool(key) and any(len(own) > len(key) and _contains(own, key) for own in self._own_rows)

    def _adds_to_own(self, text: str) -> bool:
        """True for ``ResNet-50 + dropout [1]`` beside the own ``ResNet-50 + X``: dropout is cited."""
        parts = _COMPONENT.match(text)
        return parts is not None and not has_citation(parts["base"]) and self._is_base_of_own([parts["base"]])

    @cached_property
    def _own_rows(self) -> list[NameKey]:
        """First labels, with those they add to, of the rows that are surely the paper's own."""
        return [_plain_key(f"{row.base} {_name_texts(row)[0]}") for row in self._sure_rows]

    @cached_property
    def _sure_rows(self) -> list[Row]:
        return [row for row in self._view.rows if self._is_surely_own(row)]

    def _is_surely_own(self, row: Row) -> bool:
        return any(
            _says_own(text) or (self._names_own(text) and not has_citation(text)) for text in _name_texts(row)
        )

    @cached_property
    def _row_keys(self) -> frozenset[NameKey]:
        return frozenset(_plain_key(texts[0]) for row in self._view.rows if (texts := _name_texts(row)))

    @cached_property
    def _varies_one_model(self) -> bool:
        """True where the labels of all rows, none of them cited, begin with the same name."""
        labels = [texts[0] for row in self._view.rows if (texts := _name_texts(row))]
        first = {key[0] for label in labels if (key := name_key(label))}
        return len(labels) >= _FEWEST_VARIANTS and len(first) == 1 and not any(map(has_citation, labels))

    @cached_property
    def _shared_texts(self) -> frozenset[str]:
        """Label cells that own rows hold too, such as a detector all backbones are tried in."""
        return frozenset(
            text for row in self._view.rows if self._is_surely_own(row) for text in _name_texts(row)
        )

    @cached_property
    def _all_own(self) -> bool:
        return any(_ALL_OWN.search(note) for note in self._notes)

    @cached_property
    def _compares(self) -> bool:
        text = " ".join(self._notes)
        return bool(COMPARES.search(text)) and not VARIES.search(text)

    @cached_property
    def _cited_share(self) -> float:
        cited = sum(any(has_citation(label.text) for label in row.labels) for row in self._view.rows)
        return cited / max(len(self._view.rows), 1)

    @cached_property
    def _cited_families(self) -> frozenset[NameKey]:
        """The names of cited rows without sizes."""
        labels = (texts[0] for row in self._view.rows if (texts := _name_texts(row)))
        return frozenset(family for label in labels if has_citation(label) and (family := _family(label)))

    def _repeats_a_cited_row(self, texts: Sequence[str]) -> bool:
        """True for the second of ``NetA [3]`` and ``NetA``: one is quoted, the other was run again."""
        uncited = (text.strip() for text in texts if not has_citation(text))
        return any(text in self._cited_names for text in uncited)

    @cached_property
    def _cited_names(self) -> frozenset[str]:
        texts = (text for row in self._view.rows for text in _name_texts(row) if has_citation(text))
        return frozenset(without_citations(text).strip() for text in texts)

    @cached_property
    def _marks_quoted(self) -> bool:
        """True where a footnote mark on some rows, but not on all, says that their numbers were reported by others."""
        marks = [footnote_marks(" ".join(_name_texts(row))) for row in self._view.rows]
        telling = {
            mark
            for mark in frozenset().union(*marks)
            if any(_REPORTED.search(text) for text in _explanations(self._notes, mark))
        }
        return bool(telling) and not all(telling & one for one in marks)

    @cached_property
    def _marks_own_runs(self) -> bool:
        """True where rows say ``our implementation``: what is cited beside them was not run here."""
        return any(_OWN_RUN.search(text) for row in self._view.rows for text in _name_texts(row))

    @cached_property
    def _marks_ours(self) -> bool:
        return any(_says_own(text) for row in self._view.rows for text in _name_texts(row))


def _is_of_own_runs(sentence: str) -> bool:
    return bool(_RUN_BY_US.search(sentence) or _DIFFERS.search(sentence))


@lru_cache(maxsize=8)
def _ran_all_again(texts: tuple[str, ...]) -> bool:
    """True where the text of a paper says that it trained the models of others again."""
    return any(_RAN_ALL_AGAIN.search(text) for text in texts if "re" in text)


@lru_cache(maxsize=256)
def _explanations(notes: tuple[str, ...], mark: str) -> tuple[str, ...]:
    """What notes say after a mark, ``†: trained by us``, or before it, ``Yu et al. (2016)^b``."""
    sign = re.escape(mark)
    after = re.compile(rf"(?<![\w^])\^?\{{?{sign}\}}?\s?[:=)\]]?\s?([^.;†‡*]+)")
    before = re.compile(rf"([^,;.]+(?:et al\.[^,;.]*)?)\^\{{?{sign}\}}?(?!\w)")
    return tuple(text for note in notes for side in (after, before) for text in side.findall(note))


def _is_variant(row: Row, texts: Sequence[str]) -> bool:
    """True for ``no dropout``, ``+ mixup`` and ``3``: rows that vary a model named elsewhere."""
    name = _LEADING_NUMBER.sub("", texts[0], count=1)
    return bool(row.base or _VARIANT.match(name) or is_change(name)) or not looks_like_a_name(name)


def _family(label: str) -> NameKey:
    """The name of a label without its size, empty where more than a size follows: ``ShuffleNet (2x)``."""
    key = name_key(label)
    is_sized = all(token[0].isdigit() or len(token) <= 1 for token in key[1:])
    return key[:1] if key and len(key[0]) > 3 and is_sized else ()


def _name_texts(row: Row, column: Column | None = None) -> list[str]:
    """The texts that name a row, or the half of it that a column is in, from the first that is no bare number."""
    labels = row.labels_of(column.index) if column else row.labels
    texts = [label.text for label in labels if label.kind is LabelKind.NAME]
    words = next((index for index, text in enumerate(texts) if not is_numeric(text)), 0)
    return [*texts[words:], *texts[:words]]


def _references(row: Row) -> list[str]:
    return [label.text for label in row.labels if label.kind is LabelKind.REFERENCE]


def _plain_key(text: str) -> NameKey:
    return tuple(token for token in name_key(text) if token not in ("our", "ours"))


def _contains(key: NameKey, part: NameKey) -> bool:
    return part[0] in key and any(key[i : i + len(part)] == part for i in range(len(key) - len(part) + 1))
