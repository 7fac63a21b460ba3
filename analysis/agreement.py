"""What other papers print of the same model, as evidence for or against what was read.

Agreement makes a number likelier, disagreement less likely; neither decides. The log-odds of the reading are taken as
they are, and what other papers print is added, weighed by ``agreement.toml``, which ``python -m tools.train_agreement``
learns from annotated papers. A number whose model no other paper prints keeps its confidence.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from math import exp, log
from typing import Any

import pandas as pd

from analysis.frames import FrameRow, records
from analysis.prints import ENOUGH, Print, distance, is_same, prints_of, usual

Features = dict[str, float]

COLUMNS = (
    "fact_id",
    "agreeing_papers",
    "differing_papers",
    "nearest",
    "reference",
    "read_confidence",
    "confidence",
    "reasons",
)

ONE, MORE = "another paper prints the same", "several other papers print the same"
OTHERWISE = "other papers print it otherwise"
DISTANCE = "how far off the nearest of them is"
DISTANCE_OF_ALIKE = "how far off they are, for a name that differs in its settings"
OFF_REFERENCE = "three other papers print one and the same, and it is off that"
CONTRADICTED = "quotation and source differ"
FEATURES = {
    ONE: 1,
    MORE: 1,
    OTHERWISE: -1,
    DISTANCE: -1,
    DISTANCE_OF_ALIKE: -1,
    OFF_REFERENCE: -1,
    CONTRADICTED: -1,
}
"""Evidence, and whether it speaks for a number or against it."""

_OFF = 0.3
"""Share of the largest difference from which on a number is taken to contradict what others print alike."""
_DECIDED = ("misread by us", "misquoted or rerun", "misquoted or counted otherwise")
"""Reasons of differences that neither protocol, version nor rounding explains."""
_SURE = 0.999


@dataclass(frozen=True, slots=True)
class Others:
    """What papers print of one model beside the one in question."""

    agreeing: frozenset[str]
    differing: frozenset[str]
    nearest: float | None
    """The value nearest to the one in question, of the very same name if there is one."""
    has_namesake: bool
    """Whether any of those that differ has the very same name."""
    reference: float | None
    """What enough of them print alike."""
    contradiction: float
    """How far quotation and source are apart, 1 for far."""


def others(prints: Sequence[Print], quotations: Iterable[FrameRow]) -> dict[str, Others]:
    """Return what other papers print of the model of each number.

    Args:
        prints: All numbers of all papers.
        quotations: Quoted numbers beside their sources: `quoting_id`, `source_id`, `verdict`, `why`, and `distance`,
            how far they are apart.
    """
    named: dict[object, list[Print]] = defaultdict(list)
    for one in prints:
        for name in (*one.names, one.key):
            named[one.subject, name].append(one)
    groups = {group: _distinct(found) for group, found in named.items()}
    usually = {
        group: (alike[0].value, {one.paper_id for one in alike})
        for group, found in named.items()
        if (alike := usual(found))
    }
    quoted_alike, contradicted = _by_quotation(prints, quotations)
    found = {
        one.fact_id: _others(one, groups, usually, quoted_alike[one.fact_id], contradicted[one.fact_id])
        for one in prints
    }
    agreed = {
        (one.paper_id, one.subject, name)
        for one in prints
        if found[one.fact_id].agreeing
        for name in one.names
    }
    for one in prints:
        # A paper that prints the number of the others and one of its own beside it trained the model in another way.
        if one.is_own and any((one.paper_id, one.subject, name) in agreed for name in one.names):
            found[one.fact_id] = replace(
                found[one.fact_id], differing=frozenset(), nearest=None, reference=None
            )
    return found


def _by_quotation(
    prints: Sequence[Print], quotations: Iterable[FrameRow]
) -> tuple[Mapping[str, set[str]], Mapping[str, float]]:
    """Return by fact which papers quote it, or are quoted in it, alike, and how far quotation and source are apart."""
    paper_of = {one.fact_id: one.paper_id for one in prints}
    alike: dict[str, set[str]] = defaultdict(set)
    apart: dict[str, float] = defaultdict(float)
    for row in quotations:
        pair = row["quoting_id"], row["source_id"]
        if row["verdict"] == "agrees":
            for fact, other in (pair, pair[::-1]):
                alike[fact].add(paper_of[other])
        elif row["verdict"] == "differs" and row["why"] in _DECIDED:
            for fact in pair:
                apart[fact] = max(apart[fact], row["distance"])
    return alike, apart


_Distinct = Mapping[tuple[str, float, float], tuple[Print, set[str]]]
"""The different numbers of one model, by whole name, value and unit: one print of each, and the papers that have it."""


def _distinct(prints: Iterable[Print]) -> _Distinct:
    found: dict[tuple[str, float, float], tuple[Print, set[str]]] = {}
    for one in prints:
        found.setdefault((one.key, one.value, one.unit), (one, set()))[1].add(one.paper_id)
    return found


def _others(
    one: Print,
    groups: Mapping[object, _Distinct],
    usually: Mapping[object, tuple[float, set[str]]],
    quoted: Iterable[str],
    contradiction: float,
) -> Others:
    peers = _peers(one, groups)
    agreeing = set(quoted).union(*(papers for other, papers in peers.values() if is_same(one, other)))
    agreeing.discard(one.paper_id)
    told = agreeing | {one.paper_id}
    # A paper that trains a model of a known name may set it up otherwise; a paper that quotes it may not.
    differing = [
        (other, papers)
        for other, papers in peers.values()
        if (other.key == one.key or not one.is_own) and not papers <= told
    ]
    namesakes = [pair for pair in differing if pair[0].key == one.key]
    nearest = min(
        (other.value for other, _ in namesakes or differing),
        key=lambda value: (distance(one, value), value),
        default=None,
    )
    return Others(
        frozenset(agreeing),
        frozenset(set[str]().union(*(papers for _, papers in differing)) - told),
        nearest,
        bool(namesakes),
        _reference(one, usually),
        contradiction,
    )


def _peers(one: Print, groups: Mapping[object, _Distinct]) -> _Distinct:
    """Return the different numbers of the models that a number may be of."""
    peers: dict[tuple[str, float, float], tuple[Print, set[str]]] = {}
    for name in one.names:
        for number, (other, papers) in groups[one.subject, name].items():
            peers[number] = (other, peers[number][1] | papers if number in peers else papers)
    return peers


def _reference(one: Print, usually: Mapping[object, tuple[float, set[str]]]) -> float | None:
    """Return what enough other papers print alike: under the whole name, or of a quoted number the longest part."""
    if not one.names:
        return None
    names = (one.key, *(() if one.is_own else sorted(one.names, key=len, reverse=True)))
    references = (usually[one.subject, name] for name in names if (one.subject, name) in usually)
    return next(
        (value for value, papers in references if len(papers) - (one.paper_id in papers) >= ENOUGH), None
    )


def features_of(one: Print, found: Others) -> Features:
    """Return what the prints of other papers say of a number, by the names of `FEATURES`."""
    if found.agreeing:
        features = {ONE: 1.0, MORE: float(len(found.agreeing) > 1)}
    elif found.nearest is not None:
        is_off = found.reference is not None and distance(one, found.reference) > _OFF
        features = {
            OTHERWISE: 1.0,
            DISTANCE if found.has_namesake else DISTANCE_OF_ALIKE: distance(one, found.nearest),
            OFF_REFERENCE: float(is_off),
        }
    else:
        features = {}
    return {name: value for name, value in (features | {CONTRADICTED: found.contradiction}).items() if value}


def log_odds(confidence: float) -> float:
    """Return the log-odds of a confidence, kept away from 0 and 1."""
    bounded = min(max(confidence, 1 - _SURE), _SURE)
    return log(bounded / (1 - bounded))


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """Return the weights that ship with the package, for `results` and `costs`."""
    content: dict[str, dict[str, float]] = tomllib.loads(
        resources.files("analysis").joinpath("agreement.toml").read_text("utf-8")
    )
    return content


def weigh(
    results: pd.DataFrame, compute: pd.DataFrame, quotations: pd.DataFrame, costs: pd.DataFrame
) -> pd.DataFrame:
    """Weigh what other papers print of the same models.

    Args:
        results: Rows of `reported_results`, with the confidence of the reading alone.
        compute: Rows of `reported_compute`, likewise.
        quotations: From `corroboration.compare`.
        costs: From `cost_quotations.compare`.

    Returns:
        The columns `COLUMNS`, one row for each number of which other papers say something.
    """
    prints = prints_of(results, compute)
    rows = [
        row for one, found in paired(prints, quotations, costs) if (row := _weighed(one, found)) is not None
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def paired(
    prints: Sequence[Print], quotations: pd.DataFrame, costs: pd.DataFrame
) -> Iterator[tuple[Print, Others]]:
    """Yield each number with what other papers print of its model."""
    found = others(prints, _differences(quotations, costs, {one.fact_id: one for one in prints}))
    for one in prints:
        yield one, found[one.fact_id]


def _differences(
    quotations: pd.DataFrame, costs: pd.DataFrame, prints: Mapping[str, Print]
) -> Iterator[dict[str, Any]]:
    for frame, kind in ((quotations, "result"), (costs, "compute")):
        for row in records(frame):
            quoting, source = row[f"quoting_{kind}_id"], row[f"source_{kind}_id"]
            if quoting in prints and source in prints:
                apart = distance(prints[quoting], prints[source].value)
                yield {**row, "quoting_id": quoting, "source_id": source, "distance": apart}


def _weighed(one: Print, found: Others) -> dict[str, object] | None:
    features = features_of(one, found)
    if not features:
        return None
    known = weights()["costs" if one.is_cost else "results"]
    parts = {name: known.get(name, 0.0) * value for name, value in features.items()}
    confidence = 1 / (1 + exp(-log_odds(one.confidence) - sum(parts.values())))
    return {
        "fact_id": one.fact_id,
        "agreeing_papers": sorted(found.agreeing),
        "differing_papers": sorted(found.differing),
        "nearest": found.nearest,
        "reference": found.reference,
        "read_confidence": one.confidence,
        "confidence": round(confidence, 4) if any(parts.values()) else one.confidence,
        "reasons": [
            f"{'+' if part > 0 else '-'} {name}"
            for name, part in sorted(parts.items(), key=lambda item: -abs(item[1]))
            if part
        ],
    }
