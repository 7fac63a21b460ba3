"""Rows of the views `reported_results` and `reported_compute`, read into typed facts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from analysis.benchmarks import families_mentioned, families_of_task_in
from analysis.runs.facts import ComputeFact, Result, StatementPlace, families_named
from analysis.runs.names import ModelName, data_words, names_a_model, parse
from analysis.runs.scope import scope_of


def result_of(row: Mapping[str, Any], index: int) -> Result:
    """Return a row of `reported_results`."""
    return Result(
        result_id=str(row.get("result_id") or index),
        benchmark_id=row["benchmark_id"],
        model_name=row["model_name"],
        is_own=bool(row.get("is_own", True)),
        place=_place(row),
        protocol=row.get("protocol") or "",
        extra_training_data=row.get("extra_training_data") or "",
        value=row.get("value"),
        section=row.get("section") or "",
    )


def fact_of(
    row: Mapping[str, Any], order: int, table_families: Mapping[tuple[str, str], frozenset[str]]
) -> ComputeFact:
    """Return a row of `reported_compute`.

    Args:
        row: The row.
        order: Its position within the paper's facts.
        table_families: The benchmark families that each table has results on, see `table_families_of`.
    """
    value = row["value"]
    place = _place(row)
    printed, data = row.get("model_name") or "", row.get("dataset_name") or ""
    section = row.get("section") or ""
    # A name such as ``ImageNet models`` names data and no model: whichever the paper trains on them.
    is_of_data = data != "" and printed.removesuffix(" models") == data
    model_name = printed if names_a_model(printed) and not is_of_data else None
    return ComputeFact(
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
        dataset_name=data,
        is_own=bool(row.get("is_own", True)),
        counts_macs=bool(row.get("counts_macs", False)),
        confidence=_first_number(row.get("confidence"), 1.0),
        place=place,
        scope=scope_of(model_name, place.quote, place.is_in_table, section),
        order=order,
        section=section,
        families=_families(row, place, table_families),
        name=_name(model_name or "", data),
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
    data = row.get("dataset_name") or ""
    # The sentence may name the standard data beside it: ``on ImageNet-1K and JFT for 300 and 3 epochs``.
    is_of_more = any(
        _PRE_TRAINING_DATA.search(told) and not _STANDARD_DATA.search(told)
        for told in (data, f"{data} {row.get('quote') or ''}")
    )
    return "pretraining" if stage == "training" and is_of_more else str(stage)


def _words_after(row: Mapping[str, Any]) -> str:
    quote, printed = row.get("quote") or "", row.get("value_printed") or ""
    return quote.partition(printed)[2][:_REACH] if printed else ""


_REACH = 30
"""Characters after a number in which the thing it counts is named."""


def _families(
    row: Mapping[str, Any], place: StatementPlace, table_families: Mapping[tuple[str, str], frozenset[str]]
) -> frozenset[str]:
    """The closest words decide: the model's name, its data set, the sentence or the table, the heading."""
    in_table = table_families.get((place.document_id, place.table_label), frozenset())
    data, section = row.get("dataset_name") or "", row.get("section") or ""
    in_name = families_mentioned(data_words(row.get("model_name") or ""))
    for families in (
        # ``WMT models`` leaves open which pair of languages is meant.
        in_name if len(in_name) == 1 else frozenset(),
        families_named(data),
        in_name,
        _other_data_of_column(place, in_table),
        in_table or families_named(place.quote),
        families_named(section),
        families_of_task_in(data),
        families_of_task_in(section),
    ):
        if families:
            return families
    return frozenset()


def _other_data_of_column(place: StatementPlace, in_table: frozenset[str]) -> frozenset[str]:
    """The data that the heads over a cell name where the table has no results on them: a cost is for those alone."""
    heads = " ".join(place.quote.split(" | ")[1:-1]) if place.is_in_table else ""
    named = families_named(heads)
    return named if named.isdisjoint(in_table) else frozenset()


def table_families_of(results: Sequence[Result]) -> dict[tuple[str, str], frozenset[str]]:
    """Return the benchmark families that each table has results on."""
    families: dict[tuple[str, str], set[str]] = defaultdict(set)
    for result in results:
        if result.place.table_label:
            families[result.place.document_id, result.place.table_label].add(result.family)
    return {table: frozenset(found) for table, found in families.items()}


def _place(row: Mapping[str, Any]) -> StatementPlace:
    table_row = row.get("row_index")
    return StatementPlace(
        document_id=str(row.get("document_id") or ""),
        table_label=row.get("table_label") or "",
        row=None if table_row is None else int(table_row),
        quote=row.get("quote") or "",
        page=None if row.get("page") is None else int(row["page"]),
        column=None if row.get("column_index") is None else int(row["column_index"]),
    )


def _first_number(*candidates: float | None) -> float:
    return next((float(value) for value in candidates if value is not None), float("nan"))
