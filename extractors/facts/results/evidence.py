"""What speaks for and against a number being a result of a benchmark, as named features.

A feature's name is its meaning in words: it stands in the weights (``extractors/catalog/reading.json``), and in the
reasons of a result where it weighs much. Values lie between 0 and 1, or a little beyond.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extractors.catalog import hardware, networks
from extractors.catalog.terms import Facet, find_terms, terms_of
from extractors.facts.citations import without_citations
from extractors.facts.naming import looks_like_a_name
from extractors.facts.paper_names import PaperNames
from extractors.facts.results.context_terms import (
    ContextPassage,
    TermSource,
    of_first_number,
    tested_terms,
)
from extractors.facts.results.cues import beside_head, cues_of, told_by_head
from extractors.facts.results.expected_weights import (
    BARE,
    IN_CAPTION_ALONE,
    OTHER_IN_CAPTION,
    OTHER_IN_HEAD,
    RETRIEVAL,
    UNKNOWN_IN_CAPTION,
)
from extractors.facts.results.reading import Reading
from extractors.facts.results.weighing import Features
from extractors.facts.table_view import Column, TableView

_PLACES = {
    TermSource.HEAD: "head or label",
    TermSource.LABEL: "head or label",
    TermSource.GROUP: "head or label",
    TermSource.CAPTION: "caption",
    TermSource.REFERENCE: "a sentence about the table",
    TermSource.SECTION: "section",
    TermSource.PAPER: "title or abstract",
}
_UNKNOWN_NAME = re.compile(
    r"\b(?P<word>[Oo]n|[Ff]or)\s(?:the\s)?(?P<name>[A-Z][\w+-]*(?:\s[A-Z0-9][\w+-]*)?)"
)
_NO_DATA = re.compile(
    r"(?:\s\w+){0,3}?\s(?:phones?|devices?|[CGT]PUs?|cores?|chips?)\b|\s[ea]t\sal\b", re.IGNORECASE
)
"""What follows names of devices and people, which may also stand after ``on``: ``on Pixel phones``."""
_DATASET_HEAD = re.compile(
    r"\b(?:data\s?sets?|corp(?:us|ora)|benchmarks?|tasks?|domains?|data)\b", re.IGNORECASE
)
_VARIANT = re.compile(
    r"(?:[+−]|w/o?\b|(?:with(?:out)?|baseline|vanilla|original|standard|default|full|ours?|proposed|dense)\b"
    r"|w?\d{1,2}\s?[/-]?\s?a\d{1,2}\b|(?:int|b?fp?)-?\d{1,2}\b|fp\b|\d{1,2}(?:\s?/\s?\d{1,2})?[\s-]?bits?\b)",
    re.IGNORECASE,
)
"""Beginnings of heads that name variants of the rows' models, for example their bits: ``W4A8``."""
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_VALUE = re.compile(r"(?<![\d.])(?:\d{2}\.\d{1,2}|\d\.\d{2})(?![\d.])")
_OVERLAPS = re.compile(r"@?\s?[\[({][\s.:,\d-]*[\])}]|\d?\.\d+\s?[:–-]\s?\d?\.\d+")
"""``@[0.5:0.95]``, ``IoU 0.5:0.95``: the overlaps a precision is averaged over."""
_RETRIEVES = (re.compile(r"\bprecision\b", re.IGNORECASE), re.compile(r"\brecall\b", re.IGNORECASE))
"""What columns of classifiers of documents or facts are headed by, both of them."""
_AVERAGE = re.compile(r"\b(?:avg|mean|average)\b(?!\.?,?\s?(?:±|(?:average\s|avg\.?\s)?prec))", re.IGNORECASE)
_CAPTION_TOPIC = 100
"""Letters of a caption that say what its table is about."""
_SHIFT = re.compile(r"(?!(?:→|⇒|->)\s?(?:IN-?|ImageNet-?)?1[kK]\b)(?:→|⇒|->|\bto\b)")
"""From one domain to another, and not from the data trained on first to those tested on: ``21K→1K``."""


class TableEvidence:
    """What a table as a whole says about its columns."""

    def __init__(self, view: TableView, outside: Sequence[ContextPassage], names: PaperNames) -> None:
        self._view = view
        self._names = names
        values = [column for column in view.columns if column.label_kind is None]
        self._heads = [" ".join(map(without_citations, column.heads)) for column in values]
        self._unknown = [head for head in self._heads if _is_unknown(head, names)]
        self._known = [
            {t.term_id for t in tested_terms(head) if t.facet is Facet.DATASET} for head in self._heads
        ]
        self._passages = outside
        labels = (label.text for row in view.rows for label in row.labels)
        self._grid_text = " ".join((*(column.head for column in view.columns), *labels))
        self._first_head = view.columns[0].head if view.columns else ""

    def outside(self, reading: Reading) -> Features:
        """Return the features of what stands outside the grid, for a column with one reading."""
        features: Features = {}
        benchmark, told = reading.benchmark, told_by_head(reading)
        for passage in self._passages:
            place, cues = _PLACES[passage.source], _cues_about(passage, benchmark.task)
            features |= {f"{place} speaks of {cue}": 1.0 for cue in beside_head(cues, told)}
            if passage.source is TermSource.CAPTION:
                features |= self._of_caption(passage.text, benchmark.dataset)
        return features

    def _of_caption(self, caption: str, dataset: str) -> Features:
        """Return the features of the names in a caption: the data set, others, and names that nobody knows."""
        unknown = set(_before_unknown(caption, self._names, self._grid_text))
        features = {f"the caption is {word} an unknown name": 1.0 for word in unknown}
        known = {term.term_id for term in tested_terms(caption) if term.facet is Facet.DATASET}
        if unknown and not known:
            features[UNKNOWN_IN_CAPTION] = 1.0
        if dataset in known:
            features["the caption names the data set"] = 1.0
        elif known:
            features[OTHER_IN_CAPTION] = 1.0
        return features

    def of(self, column: Column, labels: Sequence[str], groups: Sequence[str], reading: Reading) -> Features:
        """Return the features of the numbers of a column in rows of one kind."""
        table = self._view.table
        head = " ".join(of_first_number(without_citations(text)) for text in column.heads)
        count = max(len(self._heads), 1)
        dataset = reading.benchmark.dataset
        # Where a label names data set or metric, heads are those of models.
        in_rows = TermSource.LABEL in (reading.dataset_source, reading.metric_source)
        features = {
            "share of columns on other data sets": sum(bool(k) and dataset not in k for k in self._known)
            / count,
            "share of columns on unknown names": 0.0 if in_rows else len(self._unknown) / count,
            "the head is an unknown name": float(not in_rows and _is_unknown(head, self._names)),
            "the head is empty": float(not head.strip()),
            "the head holds values": float(len(_VALUE.findall(_OVERLAPS.sub("", head))) > 1),
            "the head goes from one name to another": float(
                reading.benchmark.task != "translation" and bool(_SHIFT.search(head))
            ),
            "rows are labelled with data sets or tasks": float(
                bool(_DATASET_HEAD.search(self._first_head)) and not any(map(_names_dataset, labels))
            ),
            "models stand in the columns": float(self._view.is_transposed),
            "the table's grid is doubtful": 1.0 - table.quality,
            "the table is damaged": float(bool(table.damage)),
            "the head is an average": float(
                reading.dataset_source > TermSource.GROUP and bool(_AVERAGE.search(head))
            ),
            RETRIEVAL: float(
                reading.is_implied
                and all(any(pattern.search(one) for one in self._heads) for pattern in _RETRIEVES)
            ),
            "no caption": float(not table.caption.strip()),
            BARE: float(reading.dataset_source > TermSource.CAPTION and not table.caption.strip()),
        }
        near, group = " ".join((head, *labels)), " ".join(groups)
        task = reading.benchmark.task
        features |= {f"head or label speaks of {cue}": 1.0 for cue in cues_of(near, task)}
        features |= {f"group speaks of {cue}": 1.0 for cue in cues_of(group, task)}
        if _names_other((*column.heads, *labels, *groups), dataset):
            features[OTHER_IN_HEAD] = 1.0
        return features


def _cues_about(passage: ContextPassage, task: str) -> tuple[str, ...]:
    """Return what a text outside the grid speaks of; cues for near words count in the beginning of a caption alone."""
    if passage.source is not TermSource.CAPTION:
        return cues_of(passage.text, task, is_far=passage.source > TermSource.CAPTION)
    # What a table is about stands first; a remark on changes or settings follows under any table.
    topic = cues_of(passage.text[:_CAPTION_TOPIC], task)
    return tuple(dict.fromkeys((*cues_of(passage.text, task, is_far=True), *topic)))


def _names_other(texts: Iterable[str], dataset: str) -> bool:
    terms = (term for text in texts for term in tested_terms(without_citations(text)))
    named = {term.term_id for term in terms if term.facet is Facet.DATASET}
    return bool(named) and dataset not in named


def _names_dataset(text: str) -> bool:
    return bool(terms_of(text, Facet.DATASET))


def _is_unknown(head: str, names: PaperNames) -> bool:
    """True for a head that no term of the catalog explains and that is no model's name: ``Aircraft``."""
    if not _LETTERS.search(head) or find_terms(head) or _VARIANT.match(head):
        return False
    return not names.names_own(head) and not names.names_cited(head)


def _before_unknown(text: str, names: PaperNames, grid: str) -> Iterator[str]:
    """Yield ``on`` for ``on Aircraft`` where neither catalog nor table knows the name, and it is no model's."""
    for match in _UNKNOWN_NAME.finditer(text):
        name = match["name"]
        is_model = name in grid or names.names_own(name) or names.names_cited(name)
        is_other = _NO_DATA.match(text, match.end()) or hardware.named(name) or networks.find(name)
        if not is_model and not is_other and looks_like_a_name(name) and not find_terms(name):
            yield match["word"].lower()


def of_reading(reading: Reading) -> Features:
    """Return the features of where data set and metric were read, and of what the rules object."""
    features = {
        f"data set from {reading.dataset_source.words}": 1.0,
        "no metric named"
        if reading.metric_source is None
        else f"metric from {reading.metric_source.words}": 1.0,
        "no rule objects": float(not reading.objections),
    }
    if reading.metric_source is None and reading.dataset_source is TermSource.CAPTION:
        features[IN_CAPTION_ALONE] = 1.0
    if reading.is_implied and reading.metric_source is not None:
        features["the metric named is a general one"] = 1.0
    return features | {objection.value: 1.0 for objection in reading.objections}


def of_sentence(
    reading: Reading,
    passages: Sequence[ContextPassage],
    sentence: str,
    printed: str,
    *,
    is_objected: bool,
    has_model: bool,
) -> Features:
    """Return the features of a number that a sentence states.

    Args:
        reading: What it may be a result of.
        passages: The phrase of the number, its sentence and what stands around them, the closest first.
        sentence: The sentence.
        printed: The number as printed.
        is_objected: Whether the rules for sentences object.
        has_model: Whether a model is named that it may be of.
    """
    task = reading.benchmark.task
    features = of_reading(reading)
    features["the rules for sentences object"] = float(is_objected)
    features["no model is named"] = float(not has_model)
    features["the number has no decimal"] = float("." not in printed)
    features["the sentence names another data set"] = float(
        _names_other((sentence,), reading.benchmark.dataset)
    )
    if is_objected:
        features["no rule objects"] = 0.0
    for passage in passages:
        place = _SENTENCE_PLACES[passage.source]
        is_far = passage.source > TermSource.CAPTION
        features |= {f"{place} speaks of {cue}": 1.0 for cue in cues_of(passage.text, task, is_far=is_far)}
    return features


_SENTENCE_PLACES = _PLACES | {
    TermSource.HEAD: "phrase",
    TermSource.CAPTION: "sentence",
    TermSource.REFERENCE: "a sentence about the table",
}


def of_values(
    values: Sequence[float], reading: Reading, *, is_error: bool, printed: Iterable[str], scale: float
) -> Features:
    """Return the features of the numbers of one column that are read alike; `scale` makes percent of them."""
    scaled = [value * scale for value in values]
    benchmark = reading.benchmark
    plausible = sum(benchmark.is_plausible(value, is_error) for value in scaled) / len(scaled)
    whole = sum("." not in text for text in printed) / len(values)
    middle = sorted(100.0 - value if is_error else value for value in scaled)[len(scaled) // 2]
    low, high = benchmark.lowest_score, benchmark.highest_score
    return {
        "share of implausible values in the column": 1.0 - plausible,
        "share of whole numbers in the column": whole,
        "values are fractions": float(scale > 1.0),
        "the middle value is low": max(0.0, 0.5 - (middle - low) / (high - low)) * 2,
        "few values in the column": 1.0 / len(values),
        "values are far apart": min(1.0, (max(scaled) - min(scaled)) / 50.0),
        "error or score is told by the values": float(reading.is_error is None),
    }
