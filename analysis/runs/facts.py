"""Rows of the views `reported_results` and `reported_compute`, read into small typed objects per paper."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis.benchmarks import families_in, families_mentioned, families_of_task_in, family_of
from analysis.frames import records
from analysis.runs.names import (
    ModelName,
    data_words,
    marks_of,
    names_a_model,
    parse,
    resolution_of,
    without_resolution,
)
from analysis.runs.scope import Scope, scope_of

TableRow = tuple[str, str, int]
"""Document, label of the table, number of the row."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact stands: facts of one table row, or of one sentence, speak of the same run."""

    document_id: str
    table_label: str
    row: int | None
    quote: str
    page: int | None = None
    column: int | None = None

    @property
    def table_row(self) -> TableRow | None:
        """Identifies the table row, None for running text; a table without a label goes by its page."""
        if self.row is None or not (self.table_label or self.page):
            return None
        return (self.document_id, self.table_label or f"p. {self.page}", self.row)

    @property
    def is_in_table(self) -> bool:
        """False for running text."""
        return self.row is not None

    @property
    def caption_of(self) -> tuple[str, str] | None:
        """The table whose caption the sentence is of, None for any other place."""
        return (self.document_id, self.table_label) if self.row is None and self.table_label else None

    @property
    def statement(self) -> Hashable:
        """Equal for facts printed in the same table row or the same sentence."""
        return self.table_row or (self.document_id, self.quote)


@dataclass(frozen=True, slots=True)
class Result:
    """One row of `reported_results`, as far as joining needs it."""

    result_id: str
    benchmark_id: str
    model_name: str
    is_own: bool
    place: Place
    protocol: str = ""
    extra_training_data: str = ""

    @property
    def family(self) -> str:
        """The family of the benchmark."""
        return family_of(self.benchmark_id)


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of `reported_compute`."""

    compute_id: str
    quantity: str
    stage: str
    value: float | None
    low: float
    high: float
    text: str
    unit_printed: str
    words_after: str
    """What follows the number in its sentence: where a unit such as TPU cores is named."""
    hardware_id: str | None
    model_name: str | None
    dataset_name: str
    is_own: bool
    counts_macs: bool
    confidence: float
    place: Place
    scope: Scope
    order: int
    """Position within the paper's facts, to prefer what is said first."""
    section: str
    """Title of the section it stands in."""
    families: frozenset[str]
    """Benchmark families the statement is about by its own words; empty when it names no data."""
    name: ModelName | None
    """The model name taken apart, None for a statement about the paper's main runs."""

    @property
    def names_data(self) -> bool:
        """True for a statement whose own words, or whose table, say which data it is about."""
        return bool(self.families) and (bool(self.place.table_label) or bool(_named(self.place.quote)))

    @property
    def counts_active_only(self) -> bool:
        """True for the parameters a sparse model uses per token, which stand beside its total."""
        return self.quantity == "parameters" and "activ" in self.text.casefold()


@dataclass(frozen=True, slots=True)
class Paper:
    """The facts of one paper."""

    paper_id: str
    results: tuple[Result, ...]
    facts: tuple[Fact, ...]


def papers(results: pd.DataFrame, compute: pd.DataFrame) -> Iterator[Paper]:
    """Read both views and yield what they say paper by paper, in the order of the paper ids.

    Args:
        results: The view `reported_results`; needs `paper_id`, `benchmark_id` and `model_name`.
        compute: The view `reported_compute`; needs `paper_id`, `quantity` and `value`.
    """
    results_by_paper: dict[str, list[Result]] = defaultdict(list)
    for index, row in enumerate(records(results)):
        results_by_paper[row["paper_id"]].append(
            Result(
                result_id=str(row.get("result_id") or index),
                benchmark_id=row["benchmark_id"],
                model_name=row["model_name"],
                is_own=bool(row.get("is_own", True)),
                place=_place(row),
                protocol=row.get("protocol") or "",
                extra_training_data=row.get("extra_training_data") or "",
            )
        )
    rows_by_paper: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for index, row in enumerate(records(compute)):
        rows_by_paper[row["paper_id"]].append({"compute_id": str(index), **row})
    for paper_id in sorted(results_by_paper.keys() | rows_by_paper.keys()):
        own_results = tuple(_with_data_of_marks(results_by_paper[paper_id]))
        table_families = _table_families(own_results)
        facts = tuple(_fact(row, order, table_families) for order, row in enumerate(rows_by_paper[paper_id]))
        facts = tuple(_without_needless_resolution(facts, own_results))
        printed_again = tuple(_printed_again(facts, own_results))
        placed = tuple(_with_families_of_section((*facts, *printed_again)))
        yield Paper(paper_id, own_results, tuple(_with_the_only_family(placed, own_results)))


def _without_needless_resolution(facts: Sequence[Fact], results: Sequence[Result]) -> Iterator[Fact]:
    """Leave the resolution out of the names of schedules where no model is called by it: ``Net-B 224``."""
    known = [parse(result.model_name).tokens for result in results]
    for fact in facts:
        bare = without_resolution(fact.model_name or "")
        name = fact.name
        if (
            name is None
            or fact.quantity in _SIZES
            or bare == fact.model_name
            or any(name.tokens <= tokens for tokens in known)
        ):
            yield fact
        else:
            yield replace(fact, model_name=bare, name=replace(name, tokens=parse(bare).tokens))


def _with_data_of_marks(results: Sequence[Result]) -> Iterator[Result]:
    """Give rows the training data that their mark means in another table of the paper, whose caption explains it."""
    meant: dict[str, set[str]] = defaultdict(set)
    marks = {result.result_id: marks_of(result.place.quote.partition(" | ")[0]) for result in results}
    for result in results:
        for mark in marks[result.result_id]:
            meant[mark].add(result.extra_training_data)
    for result in results:
        data = {known for mark in marks[result.result_id] for known in meant[mark] if known}
        is_open = not result.extra_training_data and len(data) == 1
        yield replace(result, extra_training_data=data.pop()) if is_open else result


_SIZES = ("forward_flops", "parameters")


def _printed_again(facts: Sequence[Fact], results: Sequence[Result]) -> Iterator[Fact]:
    """Yield the sizes of a network once more for the rows that print them again: reading notes a size once.

    A table with a row for each data set or resolution prints the FLOPs of one network in several of them. Where rows of
    one name print several figures, the resolution tells which is which.
    """
    rows_of: dict[tuple[str, str, str], set[tuple[int, int | None]]] = defaultdict(set)
    for result in results:
        place = result.place
        if place.row is not None and place.table_label:
            side = resolution_of(f"{result.model_name} {result.protocol}")
            rows_of[place.document_id, place.table_label, parse(result.model_name).key].add((place.row, side))
    printed = {(fact.quantity, fact.place.table_row) for fact in facts}
    of_name: dict[tuple[str, str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.quantity in _SIZES and fact.place.is_in_table and fact.name is not None:
            place = fact.place
            of_name[fact.quantity, place.document_id, place.table_label, fact.name.key].append(fact)
    for (quantity, *table, key), named in of_name.items():
        for row, side in sorted(rows_of.get((table[0], table[1], key), ()), key=lambda pair: pair[0]):
            fitting = [fact for fact in named if side is None or _prints(fact.place.quote, side)]
            if (quantity, (table[0], table[1], row)) not in printed and len(fitting) == 1:
                yield replace(fitting[0], place=replace(fitting[0].place, row=row))


def _prints(quote: str, side: int) -> bool:
    """True where the labels of a cell print a resolution."""
    return re.search(rf"(?<!\d){side}(?!\d)", quote.partition(" | ")[0]) is not None


def _with_families_of_section(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Give a sentence that names no data the data that the others of its section name, where they agree."""
    named: dict[tuple[str, str], set[frozenset[str]]] = defaultdict(set)
    for fact in facts:
        if fact.families and not fact.place.is_in_table:
            named[fact.place.document_id, fact.section].add(fact.families)
    for fact in facts:
        agreed = named[fact.place.document_id, fact.section]
        if fact.families or fact.place.is_in_table or not fact.section or len(agreed) != 1:
            yield fact
        else:
            yield replace(fact, families=next(iter(agreed)))


def _with_the_only_family(facts: Sequence[Fact], results: Sequence[Result]) -> Iterator[Fact]:
    """Give statements that name no data those of the paper, where all of it is about the same."""
    spoken_of = frozenset({result.family for result in results}).union(*(fact.families for fact in facts))
    for fact in facts:
        is_open = not fact.families and fact.stage != "pretraining"
        yield replace(fact, families=spoken_of) if is_open and len(spoken_of) == 1 else fact


def _fact(
    row: Mapping[str, Any], order: int, table_families: Mapping[tuple[str, str], frozenset[str]]
) -> Fact:
    value = row["value"]
    place = _place(row)
    printed = row.get("model_name") or ""
    model_name = printed if names_a_model(printed) else None
    return Fact(
        compute_id=str(row["compute_id"]),
        quantity=row["quantity"],
        stage=_stage(row),
        value=value,
        low=_first_number(row.get("value_low"), value),
        high=_first_number(row.get("value_high"), value),
        text=row.get("text_value") or "",
        unit_printed=row.get("unit_printed") or "",
        words_after=_words_after(row),
        hardware_id=row.get("hardware_id"),
        model_name=model_name,
        dataset_name=row.get("dataset_name") or "",
        is_own=bool(row.get("is_own", True)),
        counts_macs=bool(row.get("counts_macs", False)),
        confidence=_first_number(row.get("confidence"), 1.0),
        place=place,
        scope=scope_of(model_name, place.quote, place.is_in_table),
        order=order,
        section=row.get("section") or "",
        families=_families(row, place, table_families),
        name=_name(model_name or "", row.get("dataset_name") or ""),
    )


def _name(model_name: str, dataset_name: str) -> ModelName | None:
    if not model_name:
        return None
    name = parse(model_name)
    of_data = families_mentioned(data_words(dataset_name))
    return replace(name, families=of_data) if of_data and not name.families else name


_PRE_TRAINING_DATA = re.compile(
    r"\b(?:imagenet|IN)?-?2[12]k\b|\bJFT|\bIG-\d|\binstagram\b|\bYFCC", re.IGNORECASE
)
_STANDARD_DATA = re.compile(r"imagenet(?!-?\s?2[12]k)|\b1k\b|ilsvrc", re.IGNORECASE)


def _stage(row: Mapping[str, Any]) -> str:
    """The stage as read; what is said of a larger data set alone is of the training before the training."""
    stage = row.get("stage") or "training"
    told = f"{row.get('dataset_name') or ''} {row.get('quote') or ''}"
    if stage == "training" and _PRE_TRAINING_DATA.search(told) and not _STANDARD_DATA.search(told):
        return "pretraining"
    return str(stage)


def _words_after(row: Mapping[str, Any]) -> str:
    quote, printed = row.get("quote") or "", row.get("value_printed") or ""
    return quote.partition(printed)[2][:_REACH] if printed else ""


_REACH = 30
"""Characters after a number in which the thing it counts is named."""


def _families(
    row: Mapping[str, Any], place: Place, table_families: Mapping[tuple[str, str], frozenset[str]]
) -> frozenset[str]:
    """The closest words decide: the model's name, its data set, the sentence or the table, the heading."""
    in_table = table_families.get((place.document_id, place.table_label), frozenset())
    data, section = row.get("dataset_name") or "", row.get("section") or ""
    in_name = families_mentioned(data_words(row.get("model_name") or ""))
    for families in (
        # ``WMT models`` leaves open which pair of languages is meant.
        in_name if len(in_name) == 1 else frozenset(),
        _named(data),
        in_name,
        in_table or _named(place.quote),
        _named(section),
        families_of_task_in(data),
        families_of_task_in(section),
    ):
        if families:
            return families
    return frozenset()


def _named(text: str) -> frozenset[str]:
    return families_in(text) | families_mentioned(data_words(text))


def _table_families(results: tuple[Result, ...]) -> dict[tuple[str, str], frozenset[str]]:
    families: dict[tuple[str, str], set[str]] = defaultdict(set)
    for result in results:
        if result.place.table_label:
            families[result.place.document_id, result.place.table_label].add(result.family)
    return {table: frozenset(found) for table, found in families.items()}


def _place(row: Mapping[str, Any]) -> Place:
    table_row = row.get("row_index")
    return Place(
        document_id=str(row.get("document_id") or ""),
        table_label=row.get("table_label") or "",
        row=None if table_row is None else int(table_row),
        quote=row.get("quote") or "",
        page=None if row.get("page") is None else int(row["page"]),
        column=None if row.get("column_index") is None else int(row["column_index"]),
    )


def _first_number(*candidates: float | None) -> float:
    return next((float(value) for value in candidates if value is not None), float("nan"))
