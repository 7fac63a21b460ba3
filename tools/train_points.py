"""Learns how likely a candidate is a right point, from annotated papers, and writes ``analysis/points.toml``.

    python -m tools.train_points --db PUBLISHED [PUBLISHED ...] --papers DIR

PUBLISHED is what a night on the papers has published; DIR holds their hand-computed points (``points/``) and
``folds.csv``. Only papers of opened folds are used. What a version has made of papers that nobody had looked at tells
most: its errors are those that users meet. So give the nights of such versions on such papers, and of the others one of
today's. Every paper weighs the same however many candidates it has; the table that is printed is of candidates of
papers that the weights were not learned from, one paper left out at a time.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from rich import print
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import LeaveOneGroupOut

from analysis.frames import records
from analysis.point_features import Features, features_of
from analysis.points import PointWeights, distinct
from analysis.refusals import refusals_of
from flows.science import CANDIDATES
from tests.real.folds import annotated
from warehouse.query import query

_MEASURES = ("network_operations", "hardware_burden", "reported", "token_rule")
_ERROR_TOLERANCE, _FACTOR = 0.051, 2.0
"""A point is right within these of a hand-computed one: percent of error, factor of compute."""
_REGULARISATION = 0.5
"""Inverse strength of the ridge penalty: candidates of one paper are alike, so there are few independent ones."""
_PRECISION = 0.84
"""Share of right points the thresholds are set for, in cross-validation by paper. Of papers that nobody has looked at
it is less (docs/quality.md); a higher share would leave out two right points for each wrong one."""
_CLAIM = 0.77
"""What is given of a measure where no threshold helps: hardware burdens are right in .71 to .78 above each from .5 to
.88, in cross-validation. Of those from this to .84 34 of 40 were right on opened papers, from .60 on 14 of 25."""


def is_right(row: dict[str, Any], truth: Sequence[dict[str, Any]]) -> bool:
    """Tell whether a hand-computed point of the paper has the same error and about the same compute."""
    return any(
        point["benchmark"] == row["benchmark_id"]
        and point["measure"] == row["measure"]
        and abs(point["error"] - 100 * row["error"]) <= _ERROR_TOLERANCE
        and (point.get("low") or point["flop"]) / _FACTOR
        <= row["compute_flop"]
        <= (point.get("high") or point["flop"]) * _FACTOR
        for point in truth
    )


_SPEAKS_FOR = frozenset({
    "FLOPs: same row", "FLOPs: by name", "schedule: same row", "schedule: by name", "schedule: for all models",
    "machine: same row", "machine: by name", "machine: for all models", "machine: for the paper",
    "time and machine in one statement",
    "schedule names the data", "sureness of the result",
})  # fmt: skip
"""What may only raise the probability; everything else that is no measure may only lower it."""


def learn(
    features: Sequence[Features], right: np.ndarray, papers: Sequence[str]
) -> tuple[float, dict[str, float]]:
    """Fit the regression; every paper weighs the same.

    Few papers make many candidates, all right or all wrong together. A weight whose sign speaks against reason is an
    accident of these papers: its feature is left out, and the rest fitted again.

    Returns:
        The intercept, and the weight of each feature.
    """
    size = Counter(papers)
    weight = np.array([1 / size[paper] for paper in papers])
    weight *= len(weight) / weight.sum()
    names = sorted({name for one in features for name in one})
    while True:
        matrix = np.array([[one.get(name, 0.0) for name in names] for one in features])
        model = LogisticRegression(C=_REGULARISATION, max_iter=5000).fit(matrix, right, sample_weight=weight)
        weights = dict(zip(names, map(float, model.coef_[0]), strict=True))
        absurd = [name for name in names if _is_absurd(name, weights[name])]
        if not absurd:
            return float(model.intercept_[0]), weights
        names = [name for name in names if name not in absurd]


def _is_absurd(name: str, weight: float) -> bool:
    if name.startswith("measure: "):
        return False
    return weight < 0 if name in _SPEAKS_FOR else weight > 0


def main() -> None:
    """Train, print the cross-validated table, write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--db", type=Path, required=True, nargs="+")
    parser.add_argument("--papers", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("analysis/points.toml"))
    arguments = parser.parse_args()
    nights = [query(database, CANDIDATES).to_pandas() for database in arguments.db]
    train(*candidates(pd.concat(nights, ignore_index=True), arguments.papers), arguments.out)


def candidates(frame: pd.DataFrame, papers: Path) -> tuple[list[dict[str, Any]], np.ndarray, list[str]]:
    """Return the candidates of opened papers, whether each is right, and the kind of its paper."""
    kind = {one.paper: one.kind for one in annotated(papers) if one.is_opened}
    rows: list[dict[str, Any]] = []
    right: list[bool] = []
    every = records(frame[frame["is_own"] & ~frame["is_imputed"]])
    for row, refused in zip(every, refusals_of(every), strict=True):
        paper = row["paper_id"].partition(":")[2]
        if paper not in kind or row["measure"] not in _MEASURES:
            continue
        if refused:
            continue
        truth = json.loads((papers / "points" / f"{paper}.json").read_text())
        is_found = is_right(row, truth["points"])
        errors = [point["error"] for point in truth["points"]]
        is_judged = not truth.get("partial") or any(
            abs(e - 100 * row["error"]) <= _ERROR_TOLERANCE for e in errors
        )
        if is_found or is_judged:
            rows.append(row)
            right.append(is_found)
    return rows, np.array(right), [kind[row["paper_id"].partition(":")[2]] for row in rows]


def train(rows: list[dict[str, Any]], right: np.ndarray, kinds: list[str], out: Path) -> None:
    """Learn from candidates, print the table of the cross-validation, and write the weights."""
    papers = [row["paper_id"] for row in rows]
    features = features_of(rows)
    probability = np.zeros(len(rows))
    for train_part, test_part in LeaveOneGroupOut().split(features, groups=papers):
        learned = PointWeights(
            *learn([features[i] for i in train_part], right[train_part], [papers[i] for i in train_part]), {}
        )
        probability[test_part] = [learned.probability(features[i]) for i in test_part]
    kept = distinct(rows, list(probability), [""] * len(rows))
    measures = np.array([row["measure"] for row in rows])
    of_measure = {measure: [i for i in kept if measures[i] == measure] for measure in _MEASURES}
    thresholds = {measure: _threshold(probability[own], right[own]) for measure, own in of_measure.items()}
    thresholds["consolidated"] = _threshold(probability[kept], right[kept])
    _print_table(rows, right, kinds, probability, kept, thresholds)
    intercept, weights = learn(features, right, papers)
    lines = [
        "# How the parts of a candidate are known, weighed: logistic regression, learned by tools/train_points.py from",
        f"# {len(rows)} candidates of {len(set(papers))} annotated papers of opened folds, {int(right.sum())} right.",
        "# `thresholds`: of the points above them, in cross-validation by paper, the wanted share was right, for each",
        "# measure; what is consolidated takes that of all.",
        f"intercept = {intercept:.3f}",
        "",
        "[thresholds]",
        *(f"{measure} = {threshold:.2f}" for measure, threshold in thresholds.items()),
        "",
        "[weights]",
        *(f'"{name}" = {weight:.3f}' for name, weight in weights.items()),
    ]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _threshold(probability: np.ndarray, right: np.ndarray) -> float:
    """Return the least threshold from 0.5 on above which the wanted share is right.

    Where no threshold reaches it, what claims `_CLAIM` for itself is given.

    Args:
        probability: How likely each candidate is right, by weights learned from other papers.
        right: Whether it is.
    """
    for threshold in np.arange(0.5, _PRECISION, 0.01):
        chosen = probability >= threshold
        if chosen.any() and right[chosen].mean() >= _PRECISION:
            return float(threshold)
    return _CLAIM


def _print_table(
    rows: list[dict[str, Any]],
    right: np.ndarray,
    kinds: list[str],
    probability: np.ndarray,
    kept: list[int],
    thresholds: dict[str, float],
) -> None:
    frame = pd.DataFrame(
        {"kind": kinds, "measure": [row["measure"] for row in rows], "p": probability, "right": right}
    )
    frame = frame.iloc[kept]
    print(
        f"{len(rows)} candidates, {len(frame)} distinct, {int(frame['right'].sum())} right; thresholds {thresholds}"
    )
    frame["is_given"] = frame["p"] >= frame["measure"].map(thresholds)
    for by in ("kind", "measure"):
        for name, group in frame.groupby(by):
            chosen = group[group["is_given"]]
            share = chosen["right"].mean() if len(chosen) else float("nan")
            print(
                f"{name:20} {len(chosen):4} points, {share:.3f} right, of {int(group['right'].sum())} right candidates"
            )
    for low in np.arange(0.0, 1.0, 0.1):
        group = frame[(frame["p"] >= low) & (frame["p"] < low + 0.1)]
        if len(group):
            print(f"claimed {group['p'].mean():.2f}  right {group['right'].mean():.2f}  of {len(group)}")


if __name__ == "__main__":
    main()
