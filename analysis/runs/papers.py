"""The facts of a paper, each completed by what the rest of the paper says of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis.frames import records
from analysis.runs.facts import (
    LENGTHS,
    MODEL_QUANTITIES,
    ComputeFact,
    Paper,
    Result,
    RivalLengths,
)
from analysis.runs.names import marks_of, network_of, parse, side_of, without_resolution
from analysis.runs.rows import fact_of, result_of, table_families_of


def papers(results: pd.DataFrame, compute: pd.DataFrame) -> Iterator[Paper]:
    """Read both views and yield what they say paper by paper, in the order of the paper ids.

    Args:
        results: The view `reported_results`; needs `paper_id`, `benchmark_id` and `model_name`.
        compute: The view `reported_compute`; needs `paper_id`, `quantity` and `value`.

    Yields:
        One paper after another.
    """
    results_by_paper: dict[str, list[Result]] = defaultdict(list)
    for index, row in enumerate(records(results)):
        results_by_paper[row["paper_id"]].append(result_of(row, index))
    rows_by_paper: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for index, row in enumerate(records(compute)):
        rows_by_paper[row["paper_id"]].append({"compute_id": str(index), **row})
    for paper_id in sorted(results_by_paper.keys() | rows_by_paper.keys()):
        own_results = tuple(_with_data_of_marks(results_by_paper[paper_id]))
        table_families = table_families_of(own_results)
        facts = tuple(
            fact_of(row, order, table_families) for order, row in enumerate(rows_by_paper[paper_id])
        )
        facts = tuple(_without_needless_resolution(facts, own_results))
        printed_again = tuple(_printed_again(facts, own_results))
        placed = tuple(_with_families_of_section((*facts, *printed_again)))
        complete = tuple(_with_the_only_family(placed, own_results))
        yield Paper(paper_id, own_results, tuple(_with_rival_lengths(complete)))


def _without_needless_resolution(
    facts: Sequence[ComputeFact], results: Sequence[Result]
) -> Iterator[ComputeFact]:
    """Leave the resolution out of the names of schedules where no model is called by it: ``Net-B 224``."""
    known = [parse(result.model_name).tokens for result in results]
    for fact in facts:
        bare = without_resolution(fact.model_name or "")
        name = fact.name
        if (
            name is None
            or fact.quantity in MODEL_QUANTITIES
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


def _printed_again(facts: Sequence[ComputeFact], results: Sequence[Result]) -> Iterator[ComputeFact]:
    """Yield the sizes of a network once more for the rows that print them again: reading notes a size once.

    A table with a row for each data set or resolution prints the FLOPs of one network several times, and so do tables
    on several data sets. Where rows of one name print several figures, the resolution tells them apart; a figure from
    another table needs the same one.
    """
    printed = {(fact.quantity, fact.place.table_row) for fact in facts}
    of_name: _SizesByName = defaultdict(list)
    for fact in facts:
        if fact.quantity in MODEL_QUANTITIES and fact.place.is_in_table and fact.name is not None:
            for name in (fact.name.key, network_of(fact.model_name or "")):
                of_name[fact.quantity, fact.place.document_id, name].append(fact)
    for result in results:
        place = result.place
        for quantity in MODEL_QUANTITIES if place.table_row is not None else ():
            fitting = _sizes_for(result, quantity, of_name)
            if (quantity, place.table_row) not in printed and len({fact.value for fact in fitting}) == 1:
                printed.add((quantity, place.table_row))
                row = replace(fitting[0].place, table_label=place.table_label, row=place.row, page=place.page)
                yield replace(fitting[0], place=row)


_SizesByName = dict[tuple[str, str, str], list[ComputeFact]]
"""The sizes that tables print, by quantity, document and name: the whole one, and that of the network alone."""


def _sizes_for(result: Result, quantity: str, of_name: _SizesByName) -> list[ComputeFact]:
    """Return what tables print for the name of a row; where it says a resolution, else for its network."""
    side = side_of(result.model_name, result.protocol)
    # What the row says in brackets of its training makes no other network.
    names = [parse(result.model_name).key, *([network_of(result.model_name)] if side else [])]
    found = (of_name.get((quantity, result.place.document_id, name)) for name in names)
    return [fact for fact in next(filter(None, found), []) if _is_of_row(fact, result, side)]


def _is_of_row(fact: ComputeFact, result: Result, side: int | None) -> bool:
    is_of_table = fact.place.table_label == result.place.table_label
    if side is None:
        return is_of_table or result.family in fact.families
    is_of_data = is_of_table or not fact.families or result.family in fact.families
    return is_of_data and _prints(fact.place.quote, side)


def _prints(quote: str, side: int) -> bool:
    """True where the labels of a cell print a resolution."""
    return re.search(rf"(?<!\d){side}(?!\d)", quote.partition(" | ")[0]) is not None


def _with_families_of_section(facts: Sequence[ComputeFact]) -> Iterator[ComputeFact]:
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


def _with_the_only_family(facts: Sequence[ComputeFact], results: Sequence[Result]) -> Iterator[ComputeFact]:
    """Give statements that name no data those of the paper, where all of it is about the same."""
    spoken_of = frozenset({result.family for result in results}).union(*(fact.families for fact in facts))
    for fact in facts:
        is_open = not fact.families and fact.stage != "pretraining"
        yield replace(fact, families=spoken_of) if is_open and len(spoken_of) == 1 else fact


def _with_rival_lengths(facts: Sequence[ComputeFact]) -> Iterator[ComputeFact]:
    """Note beside each length of training which others the paper states, in all and in the same sentence."""
    stated: dict[tuple[str, Hashable], set[float | None]] = defaultdict(set)
    for fact in facts:
        if fact.quantity in LENGTHS and fact.is_own:
            stated[fact.quantity, None].add(fact.value)
        if fact.quantity in LENGTHS and not fact.place.is_in_table:
            stated[fact.quantity, fact.place.statement].add(fact.value)
    for fact in facts:
        if fact.quantity not in LENGTHS:
            yield fact
            continue
        in_paper = stated[fact.quantity, None] - {fact.value}
        in_sentence = stated[fact.quantity, fact.place.statement] - {fact.value}
        is_told = fact.place.is_in_table or _SPEAKS_OF_TRAINING.search(fact.place.quote) is not None
        yield replace(fact, rival_lengths=RivalLengths(len(in_paper), len(in_sentence), is_told))


_SPEAKS_OF_TRAINING = re.compile(
    r"\b(?:(?:re-?|pre-?)?(?:train|fine-?tun|optimi[sz]|schedul)|in total\b|total (?:of|number)\b|learning rate|batch)",
    re.IGNORECASE,
)
