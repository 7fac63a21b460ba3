"""Learns how much the prints of other papers say of a number, from annotated papers: ``analysis/agreement.toml``.

    python -m tools.train_agreement --db PUBLISHED --papers DIR --write

PUBLISHED is what a night on the papers has published; DIR holds ``pdf/``, ``gold/`` and ``folds.csv``. Results of
annotated papers are read anew, each paper by weights that were not learned from it, so that the confidence they start
with is that of papers nobody has seen. What is printed compares confidence with and without other papers, on papers
left out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import minimize

from analysis import agreement, corroboration, cost_quotations
from analysis.prints import Print, prints_of
from extractors.catalog.benchmarks import benchmarks
from extractors.facts import results
from extractors.facts.results import weighing
from extractors.records import Citation, ReportedResult
from extractors.references.citations import citations_of
from extractors.references.entries import references_of
from tools.annotated import Annotated, annotated_papers, matching
from tools.train_reading import PARTS, as_json, decisions, examples_of, left_out
from warehouse.query import query

_TARGET = Path(__file__).parents[1] / "analysis" / "agreement.toml"
_PENALTY = 0.5
"""Of squared weights."""
_LOOSE = 0.01
"""The same for intercept and slope, which are no part of the outcome."""
_COST_TOLERANCE = 0.01

_HEADER = """\
# What the prints of other papers add to the log-odds of a number, learned by tools/train_agreement.py from {results}
# results and {costs} costs of {papers} annotated papers.
"""
_REFERENCES = """
SELECT paper_id, position, cited_paper_id FROM "references"
WHERE cited_paper_id IS NOT NULL AND cited_paper_id <> paper_id
"""
_COSTS = "SELECT * EXCLUDE (confidence), read_confidence AS confidence FROM reported_compute"
_RESULTS = "SELECT * EXCLUDE (confidence), read_confidence AS confidence FROM reported_results"
_QUOTED_COSTS = """
SELECT DISTINCT f.* EXCLUDE (confidence), f.read_confidence AS confidence, c.cited_paper_id AS source_paper_id
FROM reported_compute AS f JOIN citations AS c ON c.fact_id = f.compute_id
WHERE NOT f.is_own AND f.value IS NOT NULL AND c.cited_paper_id <> f.paper_id
"""


@dataclass(frozen=True, slots=True)
class AgreementExample:
    """A number with what other papers print, and whether it is right."""

    paper_id: str
    log_odds: float
    """Of the reading alone."""
    features: agreement.Features
    is_right: bool


@dataclass(frozen=True, slots=True)
class _LeftOut:
    """What weights read in a paper that they were not learned from."""

    paper_id: str
    results: tuple[ReportedResult, ...]
    citations: tuple[Citation, ...]


def _read(job: tuple[Annotated, dict[str, Any]]) -> _LeftOut:
    paper, content = job
    weighing.read_weights = lambda: content
    weighing.decision.cache_clear()
    found = results.extract(paper.document)
    entries = references_of(paper.document.references)
    return _LeftOut(paper.paper_id, found, citations_of(paper.document, entries, found, ()))


def read_left_out(papers: Sequence[Annotated]) -> list[_LeftOut]:
    """Read every paper with weights learned from the others."""
    with ProcessPoolExecutor() as processes:
        examples = list(processes.map(examples_of, papers))
        answers = left_out(examples)
        jobs = []
        for part in range(PARTS):
            rest = [one for index, one in enumerate(examples) if index % PARTS != part]
            content = as_json(decisions(rest, answers), {})
            jobs += [(paper, content) for paper in papers[part::PARTS]]
        return list(processes.map(_read, jobs, chunksize=4))


def result_examples(database: Path, papers: Sequence[Annotated]) -> Iterator[AgreementExample]:
    """Yield the results of annotated papers beside those of all papers of a published file."""
    followed = {benchmark.benchmark_id for benchmark in benchmarks() if benchmark.is_followed}
    leads = {
        (row["paper_id"], row["position"]): row["cited_paper_id"]
        for row in query(database, _REFERENCES).to_pylist()
    }
    annotated = {paper.paper_id: paper for paper in papers}
    rows, cited = [], []
    for one in read_left_out(papers):
        paper_id = f"arxiv:{one.paper_id}"
        rows += [
            {**asdict(fact), "paper_id": paper_id, "result_id": f"{one.paper_id} {index}"}
            for index, fact in enumerate(one.results)
            if fact.benchmark_id in followed
        ]
        cited += [
            {"result_id": f"{one.paper_id} {citation.index}", "source_paper_id": source}
            for citation in one.citations
            if (source := leads.get((paper_id, citation.position)))
        ]
    read = pd.DataFrame(rows)
    rest = query(database, _RESULTS).to_pandas()
    every = pd.concat([read, rest[~rest["paper_id"].isin(read["paper_id"])]], ignore_index=True)
    quoted = pd.DataFrame(cited).drop_duplicates().merge(every, on="result_id")
    own = every[every["is_own"].astype(bool)]
    none = pd.DataFrame(columns=["paper_id", "benchmark_id", "model_name", "value", "is_error"])
    quotations = corroboration.compare(quoted, own, none)
    facts = {row["result_id"]: row for row in rows}
    costs = pd.DataFrame(columns=cost_quotations.COLUMNS)
    prints = prints_of(every, pd.DataFrame(columns=["quantity"]))
    for one, found in agreement.paired(prints, quotations, costs):
        if (fact := facts.get(one.fact_id)) is None:
            continue
        paper = annotated[one.paper_id.partition(":")[2]]
        noted = matching(paper, fact["benchmark_id"], fact["value"], is_error=fact["is_error"])
        if paper.judges(noted):
            yield _example(one, found, is_right=bool(noted))


def cost_examples(database: Path, papers: Sequence[Annotated]) -> Iterator[AgreementExample]:
    """Yield what annotated papers say networks cost, beside what all papers of a published file say."""
    costs = query(database, _COSTS).to_pandas()
    own = costs[costs["is_own"].astype(bool) & costs["value"].notna()]
    quotations = cost_quotations.compare(query(database, _QUOTED_COSTS).to_pandas(), own)
    prints = prints_of(pd.DataFrame(), costs)
    annotated = {f"arxiv:{paper.paper_id}": paper for paper in papers}
    for one, found in agreement.paired(prints, pd.DataFrame(columns=corroboration.COLUMNS), quotations):
        paper = annotated.get(one.paper_id)
        if paper is None:
            continue
        noted = [
            entry
            for entry in paper.gold.get("compute", [])
            if entry["quantity"] == one.subject[0]
            and entry.get("value")
            and abs(entry["value"] / one.value - 1) <= _COST_TOLERANCE
        ]
        if paper.judges(noted):
            yield _example(one, found, is_right=bool(noted))


def _example(one: Print, found: agreement.Others, *, is_right: bool) -> AgreementExample:
    features = agreement.features_of(one, found)
    return AgreementExample(one.paper_id, agreement.log_odds(one.confidence), features, is_right)


def learn(examples: Sequence[AgreementExample]) -> dict[str, float]:
    """Return what each kind of evidence adds to the log-odds.

    An intercept and a slope of the reading's own log-odds are fitted beside the weights and left out of the outcome:
    where readings are right more often than they say, agreement must not be thanked for it.
    """
    names = list(agreement.FEATURES)
    matrix = np.column_stack([_start(examples), _matrix(examples)])
    signs = np.where([one.is_right for one in examples], 1.0, -1.0)
    prior = np.array([0.0, 1.0] + [0.0] * len(names))
    strength = np.array([_LOOSE, _LOOSE] + [2 * _PENALTY] * len(names))

    def loss(at: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margins = signs * (matrix @ at)
        slopes = -signs / (1.0 + np.exp(np.clip(margins, -500, 500)))
        moved = at - prior
        value = float(np.logaddexp(0.0, -margins).sum() + 0.5 * (strength * moved) @ moved)
        return value, matrix.T @ slopes + strength * moved

    limits = [(0.0, None) if sign > 0 else (None, 0.0) for sign in agreement.FEATURES.values()]
    bounds = [(None, None), (0.1, 3.0), *limits]
    found = minimize(loss, prior, jac=True, bounds=bounds, method="L-BFGS-B")
    return {name: round(float(weight), 2) for name, weight in zip(names, found.x[2:], strict=True)}


def _start(examples: Sequence[AgreementExample]) -> NDArray[np.float64]:
    return np.array([[1.0, one.log_odds] for one in examples])


def _matrix(examples: Sequence[AgreementExample]) -> NDArray[np.float64]:
    return np.array([[one.features.get(name, 0.0) for name in agreement.FEATURES] for one in examples])


def left_out_odds(examples: Sequence[AgreementExample]) -> NDArray[np.float64]:
    """Return the log-odds of each example with weights learned from other papers."""
    papers = sorted({one.paper_id for one in examples})
    part = np.array([papers.index(one.paper_id) % PARTS for one in examples])
    odds = np.array([one.log_odds for one in examples])
    for number in range(PARTS):
        weights = learn([one for one, at in zip(examples, part, strict=True) if at != number])
        added = _matrix(examples) @ np.array(list(weights.values()))
        odds[part == number] += added[part == number]
    return odds


def show(name: str, examples: Sequence[AgreementExample]) -> None:
    """Print how right and how well calibrated confidence is with and without other papers."""
    right = np.array([one.is_right for one in examples])
    alone = np.array([one.log_odds for one in examples])
    told = np.array([bool(one.features) for one in examples])
    print(
        f"{name}: {len(examples)} examples, {right.mean():.3f} right; other papers say something of {told.sum()}"
    )
    for feature, column in zip(agreement.FEATURES, _matrix(examples).T, strict=True):
        if (column > 0).any():
            print(f"  {feature}: {(column > 0).sum()}, of which {right[column > 0].mean():.3f} right")
    for which, of in (("all", told | True), ("of which others say something", told)):
        for how, odds in (("without", alone), ("with", left_out_odds(examples))):
            print(f"  {which}, {how}: {_quality(odds[of], right[of])}")


def _quality(odds: NDArray[np.float64], right: NDArray[np.bool_]) -> str:
    probability = 1 / (1 + np.exp(-odds))
    loss = np.logaddexp(0.0, np.where(right, -odds, odds)).mean()
    square = ((probability - right) ** 2).mean()
    bins = np.minimum((probability * 10).astype(int), 9)
    gaps = [
        abs(probability[bins == one].mean() - right[bins == one].mean()) * (bins == one).mean()
        for one in np.unique(bins)
    ]
    parts = [f"log loss {loss:.4f}", f"Brier {square:.4f}", f"gap to the share that is right {sum(gaps):.3f}"]
    for least in (0.5, 0.9, 0.95):
        kept = probability >= least
        if not kept.any():
            continue
        share = right[kept].sum() / right.sum()
        parts.append(f"from {least}: {right[kept].mean():.3f} right, {share:.3f} of all right ones")
    return "; ".join(parts)


def main() -> None:
    """Train, print what papers left out give, write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--db", type=Path, required=True)
    parser.add_argument("--papers", type=Path, required=True, metavar="DIR")
    parser.add_argument("--folds", default="0,1,2,3,4", help="Folds to train on, by commas.")
    parser.add_argument("--parsed", type=Path, help="Where to keep parsed documents between runs.")
    parser.add_argument("--write", action="store_true", help="Write the weights file.")
    arguments = parser.parse_args()
    papers = list(annotated_papers(arguments.papers, frozenset(arguments.folds.split(",")), arguments.parsed))
    found = {
        "results": list(result_examples(arguments.db, papers)),
        "costs": list(cost_examples(arguments.db, papers)),
    }
    for name, examples in found.items():
        show(name, examples)
    if arguments.write:
        counts = {name: len(examples) for name, examples in found.items()}
        lines = [_HEADER.format(papers=len(papers), **counts)]
        for name, examples in found.items():
            lines += [
                f"[{name}]",
                *(f"{json.dumps(key)} = {weight}" for key, weight in learn(examples).items()),
                "",
            ]
        _TARGET.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
