"""Learns how evidence weighs in reading results, from annotated papers.

Run with ``python -m tools.train_reading --papers DIR``, where DIR holds ``pdf/``, ``gold/`` and ``folds.csv``. Prints
how well each decision is made for papers that were not trained on (cross-validated by paper); with ``--write`` the
weights go to ``extractors/catalog/reading.json``. The same papers give the same bytes.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from extractors.facts.paper_names import paper_names
from extractors.facts.results import expected_weights, ownership
from extractors.facts.results.candidates import chosen
from extractors.facts.results.context import PaperContext
from extractors.facts.results.expected_weights import is_far
from extractors.facts.results.from_text import stated_candidates
from extractors.facts.results.ownership import TableOwnership
from extractors.facts.results.paper_evidence import PaperEvidence
from extractors.facts.results.repeats import candidates_of_tables
from extractors.facts.results.weighing import WEIGHTS_FILE, Features
from tools.annotated import Annotated, annotated_papers, matching

PARTS = 6
"""Parts of the papers in cross-validation."""
_TARGET = Path(__file__).parents[1] / "extractors" / "catalog" / WEIGHTS_FILE
FAR_PENALTY = 3.0
"""How much heavier the penalty is on what is said far from the number."""
PRIOR = 5.0
"""Pull of scale and shift towards leaving log-odds as they are."""
FEWEST_PAPERS = 3
"""Papers in which a feature has to occur to get a weight."""


LEAST_RIGHT = 0.35
"""Share of right numbers in a column below which they are taken to be right by chance."""


@dataclass(frozen=True, slots=True)
class Strength:
    """How far weights may go from those judged beforehand; chosen by cross-validated log loss."""

    penalty: float
    """Inverse strength of the penalty on the squared distance from the judged weights."""
    judged: float = 1.0
    """Share of the judged weights that is started from: all that speaks for one sentence adds up to too much."""


STRENGTHS = {"table": Strength(0.1), "sentence": Strength(0.04, 0.5), "own": Strength(0.2)}


@dataclass(frozen=True, slots=True)
class Example:
    """One answered question."""

    paper_id: str
    block: object
    """What stands and falls together, such as a table: each counts as the root of its size."""
    features: Features
    answer: bool


def table_examples(paper: Annotated) -> list[Example]:
    """Return whether each number in the tables of a paper that may be a result is one."""
    document = paper.document
    context, names, whole = PaperContext(document), paper_names(document), PaperEvidence(document)
    examples: list[Example] = []
    for number, read in enumerate(candidates_of_tables(document, context, names, whole)):
        columns: dict[object, list[Example]] = defaultdict(list)
        for item in read.found:
            benchmark_id = item.reading.benchmark.benchmark_id
            if not item.reading.benchmark.is_followed:
                continue
            found = matching(paper, benchmark_id, item.score, is_error=item.is_error)
            if any(noted.get("optional") for noted in found) or paper.gold.get("partial"):
                continue
            example = Example(paper.paper_id, (number, benchmark_id), item.features, bool(found))
            columns[item.column.index, benchmark_id].append(example)
        for column in columns.values():
            right = sum(example.answer for example in column) / len(column)
            # Few right ones among many are equal by chance.
            examples += [one for one in column if not (one.answer and right < LEAST_RIGHT)]
    return examples


@dataclass(frozen=True, slots=True)
class Fitted:
    """A decision as fitted."""

    names: tuple[str, ...]
    intercept: float
    weights: NDArray[np.float64]
    scale: float = 1.0
    shift: float = 0.0

    def log_odds(self, examples: Sequence[Example]) -> NDArray[np.float64]:
        """Return what the evidence of each example adds up to."""
        return np.asarray(_matrix(examples, self.names) @ self.weights + self.intercept)


def fit(
    examples: Sequence[Example],
    strength: Strength,
    judged: Callable[[str], float] | None = None,
) -> Fitted:
    """Fit a decision on examples, each block counting as the root of its size."""
    expected_weight = judged or expected_weights.expected_weight
    papers: dict[str, set[str]] = {}
    for example in examples:
        for name, value in example.features.items():
            if value:
                papers.setdefault(name, set()).add(example.paper_id)
    names = tuple(
        sorted(name for name, where in papers.items() if expected_weight(name) or len(where) >= FEWEST_PAPERS)
    )
    sizes = Counter((example.paper_id, example.block) for example in examples)
    weights = np.array([sizes[example.paper_id, example.block] ** -0.5 for example in examples])
    answers = np.array([example.answer for example in examples])
    matrix = _matrix(examples, names)
    pull = np.array([FAR_PENALTY if is_far(name) else 1.0 for name in names]) / strength.penalty
    sides = np.sign([expected_weight(name) for name in names])
    expected = strength.judged * np.array([expected_weight(name) for name in names])
    signs = np.where(answers, 1.0, -1.0)

    def loss(at: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margins = signs * (matrix @ at[1:] + at[0])
        slopes = -signs * weights / (1.0 + np.exp(np.clip(margins, -500, 500)))
        moved = at[1:] - expected
        value = float(weights @ np.logaddexp(0.0, -margins) + 0.5 * (pull * moved) @ moved)
        return value, np.concatenate([[slopes.sum()], matrix.T @ slopes + pull * moved])

    limits = {1.0: (0.0, None), -1.0: (None, 0.0), 0.0: (None, None)}
    # Reasons for an owner are read one at a time: there is nothing they all share.
    bounds = [
        (0.0, 0.0) if judged else (None, None),
        *(limits[float(side)] for side in sides),
    ]
    found = minimize(
        loss,
        np.concatenate([[0.0], expected]),
        jac=True,
        bounds=bounds,
        method="L-BFGS-B",
        options={"maxiter": 2000},
    )
    return Fitted(names, float(found.x[0]), found.x[1:])


def _matrix(examples: Iterable[Example], names: Sequence[str]) -> NDArray[np.float64]:
    return np.array([[example.features.get(name, 0.0) for name in names] for example in examples])


Answers = dict[str, tuple[NDArray[np.float64], NDArray[np.bool_]]]
"""For each decision the log-odds of papers left out of the fit, and the right answers."""


def decisions(papers: Sequence[Sequence[tuple[str, Example]]], answers: Answers) -> dict[str, Fitted]:
    """Fit every decision on the examples of papers, and scale it by what it says of papers left out."""
    fitted = _fitted(papers)
    for name, (log_odds, right) in answers.items():
        if name != "own":
            scale, shift = _scaled(log_odds[log_odds >= 0.0], right[log_odds >= 0.0])
            fitted[name] = replace(fitted[name], scale=scale, shift=shift)
    return fitted


def _fitted(papers: Sequence[Sequence[tuple[str, Example]]]) -> dict[str, Fitted]:
    by_name: dict[str, list[Example]] = defaultdict(list)
    for examples in papers:
        for name, example in examples:
            by_name[name].append(example)
    judged = {"own": ownership.expected_weight}
    return {
        name: fit(examples, STRENGTHS[name], judged.get(name)) for name, examples in sorted(by_name.items())
    }


def left_out(papers: Sequence[Sequence[tuple[str, Example]]]) -> Answers:
    """Return what each decision says of papers left out of its fit."""
    found: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for part in range(PARTS):
        fitted = _fitted([paper for index, paper in enumerate(papers) if index % PARTS != part])
        by_name: dict[str, list[Example]] = defaultdict(list)
        for paper in papers[part::PARTS]:
            for name, example in paper:
                by_name[name].append(example)
        for name, examples in by_name.items():
            odds = fitted[name].log_odds(examples)
            found[name] += [(float(one), example.answer) for one, example in zip(odds, examples, strict=True)]
    return {
        name: (np.array([odds for odds, _ in pairs]), np.array([answer for _, answer in pairs]))
        for name, pairs in found.items()
    }


def _scaled(log_odds: NDArray[np.float64], answers: NDArray[np.bool_]) -> tuple[float, float]:
    """Return the scale and shift that make log-odds say how often the answer is yes."""
    signs = np.where(answers, 1.0, -1.0)

    def loss(at: NDArray[np.float64]) -> float:
        misfit = np.logaddexp(0.0, -signs * (at[0] * log_odds + at[1])).sum()
        return float(misfit + PRIOR * ((at[0] - 1.0) ** 2 + at[1] ** 2))

    found = minimize(loss, np.array([1.0, 0.0]), bounds=[(0.1, 3.0), (-3.0, 3.0)], method="L-BFGS-B")
    return float(found.x[0]), float(found.x[1])


def examples_of(paper: Annotated) -> list[tuple[str, Example]]:
    """Return all questions that a paper answers, with the decision they are for."""
    tables = [("table", example) for example in table_examples(paper)]
    sentences = [("sentence", example) for example in sentence_examples(paper)]
    return tables + sentences + [("own", example) for example in own_examples(paper)]


def own_examples(paper: Annotated) -> list[Example]:
    """Return for each number in the tables that is a result whether it is the paper's own."""
    document = paper.document
    context, names, whole = PaperContext(document), paper_names(document), PaperEvidence(document)
    examples = []
    for number, read in enumerate(candidates_of_tables(document, context, names, whole)):
        owners = TableOwnership(read.view, names, read.outside, context)
        for item, _ in chosen(read.found):
            found = matching(paper, item.reading.benchmark.benchmark_id, item.score, is_error=item.is_error)
            answers = {bool(noted["own"]) for noted in found}
            if len(answers) == 1 and not any(noted.get("own_uncertain") for noted in found):
                cell = read.view.text(item.row.index, item.column.index)
                verdict = owners.of(item.row, item.column, cell)
                examples.append(Example(paper.paper_id, number, verdict.features, answers.pop()))
    return examples


def sentence_examples(paper: Annotated) -> list[Example]:
    """Return whether each number beside a metric in a sentence is a result."""
    document = paper.document
    context, names, whole = PaperContext(document), paper_names(document), PaperEvidence(document)
    examples = []
    for item in stated_candidates(document, context, names, whole):
        benchmark = item.reading.benchmark
        found = matching(paper, benchmark.benchmark_id, item.value, is_error=item.is_error)
        is_optional = any(noted.get("optional") for noted in found)
        if benchmark.is_followed and not is_optional and not paper.gold.get("partial"):
            block = (item.sentence, benchmark.benchmark_id)
            examples.append(Example(paper.paper_id, block, item.features, bool(found)))
    return examples


def as_json(fitted: Mapping[str, Fitted], provenance: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content of the weights file."""
    return {
        "provenance": dict(provenance),
        "decisions": {
            name: {
                "intercept": round(one.intercept, 3),
                "scale": round(one.scale, 3),
                "shift": round(one.shift, 3),
                "weights": {
                    feature: round(float(weight), 3)
                    for feature, weight in zip(one.names, one.weights, strict=True)
                    if round(float(weight), 3)
                },
            }
            for name, one in fitted.items()
        },
    }


def main() -> None:
    """Train on some folds, show what unseen papers give, and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--papers", type=Path, required=True, metavar="DIR")
    parser.add_argument("--folds", default="0,1,2", help="Folds to train on, by commas.")
    parser.add_argument("--parsed", type=Path, help="Where to keep parsed documents between runs.")
    parser.add_argument("--write", action="store_true", help="Write the weights file.")
    arguments = parser.parse_args()
    folds = frozenset(arguments.folds.split(","))
    papers = list(annotated_papers(arguments.papers, folds, arguments.parsed))
    with ProcessPoolExecutor() as processes:
        examples = list(processes.map(examples_of, papers))
    answers = left_out(examples)
    for name, shown in cross_validated(answers).items():
        print(f"{name}: {shown}")
    if arguments.write:
        count = sum(map(len, examples))
        provenance = {
            "command": f"python -m tools.train_reading --papers DIR --folds {','.join(sorted(folds))} --write",
            "papers": len(papers),
            "examples": count,
            "strengths": {name: asdict(one) for name, one in sorted(STRENGTHS.items())},
        }
        content = as_json(decisions(examples, answers), provenance)
        _TARGET.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")


def cross_validated(found: Answers) -> dict[str, str]:
    """Return for each decision how the answers for papers left out compare with the right ones."""
    shown = {}
    for name, (log_odds, answers) in found.items():
        likely = log_odds >= 0.0
        right = int((likely & answers).sum())
        loss = float(np.logaddexp(0.0, np.where(answers, -log_odds, log_odds)).mean())
        shown[name] = (
            f"{len(answers)} examples, precision {right / max(int(likely.sum()), 1):.3f}, "
            f"recall {right / max(int(answers.sum()), 1):.3f}, log loss {loss:.3f}"
        )
    return shown


if __name__ == "__main__":
    main()
