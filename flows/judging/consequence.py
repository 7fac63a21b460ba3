"""Facts in the order of their effect: how far the headline moves if one is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from analysis.fits import SPECIFICATIONS, fit
from analysis.headline import Declared
from analysis.wording import counted
from flows.judging.items import Item, items_of
from flows.judging.kinds import ItemKind
from warehouse.query import query
from warehouse.review import doubtful_facts

_USED = """
    SELECT p.*, e.compute_ids
    FROM fit_points AS p
    JOIN compute_error AS e
        ON e.result_id = p.result_id AND e.benchmark_id = $2 AND e.measure = $3 AND e.compute_flop = p.compute_flop
        AND e.model_name = p.model_name
    WHERE p.fit_id = $1
"""
_VERIFIED = """
    SELECT result_id AS fact_id FROM reported_results WHERE correction_id IS NOT NULL
    UNION ALL SELECT compute_id FROM reported_compute WHERE correction_id IS NOT NULL
"""
_AGREEING = "SELECT result_id, agreeing_count FROM best_results"


@dataclass(frozen=True, slots=True)
class Consequence:
    """The effect of one fact on the declared fit."""

    point_count: int
    """Points of the declared fit that rest on it."""
    moved_by: float
    """Change of the exponent when these are left out; 0 where none is."""


def consequences(database: Path, declared: Declared) -> dict[str, Consequence]:
    """Return the effect of every fact behind the declared fit, by fact id.

    Args:
        database: The published file.
        declared: The fit.
    """
    points: pd.DataFrame = query(
        database, _USED, [declared.fit_id, declared.benchmark_id, declared.measure]
    ).to_pandas()
    if points.empty:
        return {}
    specification = next(known for known in SPECIFICATIONS if known.name == declared.specification)
    points = points.assign(benchmark_id=declared.benchmark_id, measure=declared.measure)
    whole = fit(points, specification, draws=0).exponent
    rests_on: dict[str, set[int]] = {}
    for place, (result_id, compute_ids) in enumerate(
        zip(points["result_id"], points["compute_ids"], strict=True)
    ):
        for fact_id in (result_id, *compute_ids):
            rests_on.setdefault(fact_id, set()).add(place)
    moved: dict[frozenset[int], float] = {}
    for places in map(frozenset, rests_on.values()):
        if places not in moved:
            rest = points.drop(points.index[list(places)])
            without = fit(rest, specification, draws=0).exponent if len(rest) else None
            moved[places] = 0.0 if whole is None or without is None else without - whole
    return {
        fact_id: Consequence(len(places), moved[frozenset(places)]) for fact_id, places in rests_on.items()
    }


def items_by_consequence(database: Path, declared: Declared, limit: int) -> list[Item]:
    """Return unverified facts, those that move the headline farthest first, then disagreements, then other doubts.

    Args:
        database: The published file.
        declared: The fit the headline is about.
        limit: At most so many.
    """
    weights = consequences(database, declared)
    doubtful = doubtful_facts(database)
    doubts = {fact.fact_id: fact.doubts for fact in doubtful}
    tables = {fact.fact_id: fact.table_name for fact in doubtful}
    # The order of `review`: where papers disagree comes first.
    place = {fact.fact_id: number for number, fact in enumerate(doubtful)}
    verified = {row["fact_id"] for row in query(database, _VERIFIED).to_pylist()}
    results = {
        row["result_id"] for row in query(database, "SELECT result_id FROM reported_results").to_pylist()
    }
    ids = sorted(
        ({*weights, *doubts} - verified),
        key=lambda fact_id: (
            -abs(weights[fact_id].moved_by) if fact_id in weights else 0.0,
            place.get(fact_id, len(place)),
            fact_id,
        ),
    )[:limit]
    kinds = {
        fact_id: ItemKind.RESULT
        if fact_id in results or tables.get(fact_id) == "reported_results"
        else ItemKind.STATEMENT
        for fact_id in ids
    }
    found = {
        item.item_id: item
        for kind in (ItemKind.RESULT, ItemKind.STATEMENT)
        for item in items_of(database, kind, [fact_id for fact_id in ids if kinds[fact_id] is kind])
    }
    agreeing = {row["result_id"]: row["agreeing_count"] for row in query(database, _AGREEING).to_pylist()}
    return [
        replace(
            found[fact_id],
            doubts=doubts.get(fact_id, ()),
            moves=_in_words(weights.get(fact_id), fact_id, agreeing),
        )
        for fact_id in ids
        if fact_id in found
    ]


def _in_words(weight: Consequence | None, fact_id: str, agreeing: Mapping[str, int]) -> str:
    said = "the headline does not rest on it"
    if weight is not None:
        one = weight.point_count == 1
        said = (
            f"{counted(weight.point_count, 'point')} of the headline {'rests' if one else 'rest'} on it; without "
            f"{'it' if one else 'them'} the exponent moves by {weight.moved_by:+.2f}"
        )
    if fact_id in agreeing:
        said += f"; other works that print this result: {agreeing[fact_id]}"
    return said
