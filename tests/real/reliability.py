"""How often results are right, by the confidence they claim: the reliability table of `docs/results.md`.

Run it on the real papers (they are not part of the repository):

    NINTHPOWER_REAL_PAPERS=DIR python -m tests.real.reliability --kind ordinary
    NINTHPOWER_REAL_PAPERS=DIR python -m tests.real.reliability --learn

A result is right when the annotation holds its number, for the same benchmark and direction, and agrees on
whether it is the paper's own. `--learn` prints the knots of ``extractors/catalog/confidence.toml``, learned on
all papers of opened folds.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from rich import print
from sklearn.isotonic import IsotonicRegression

from extractors.documents import read
from extractors.documents.model import Document
from extractors.facts import results
from extractors.records import ReportedResult
from tests.real.folds import KINDS, opened

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)
_GRID = np.round(np.arange(0.05, 1.0, 0.05), 2)
_PRIOR_WEIGHT = 20.0
"""Pseudo-observations at every point of the grid, right as often as claimed: they hold the mapping where the
papers have few results, and temper what is tuned on."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One result that was read."""

    result: ReportedResult
    is_right: bool


def judge(papers: Path, names: Sequence[str], is_calibrated: bool = True) -> list[Judged]:
    """Read papers and compare their results with the annotation, in full ones only."""
    scorer = _scorer(papers.parent / "score" / "score.py")
    judged: list[Judged] = []
    for paper in names:
        if not (papers / "pdf" / f"{paper}.pdf").exists():
            continue
        gold = json.loads((papers / "gold" / f"{paper}.json").read_text())
        found = results.extract(_read(papers, paper), is_calibrated=is_calibrated)
        wanted: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for fact in gold.get("results", []):
            if fact.get("value") is not None:
                error = scorer.error_percent(float(fact["value"]), fact.get("polarity") == "error")
                wanted[fact["benchmark"]].append(
                    {"optional": None, "own_uncertain": None, **fact, "err": error}
                )
        for benchmark in dict.fromkeys(result.benchmark_id for result in found):
            if benchmark in wanted or not gold.get("partial"):
                mine = [
                    result for result in found if result.benchmark_id == benchmark and _is_annotated(result)
                ]
                judged += _matched(scorer, wanted[benchmark], mine, bool(gold.get("partial")))
    return judged


def _read(papers: Path, paper: str) -> Document:
    return read((papers / "pdf" / f"{paper}.pdf").read_bytes(), paper)


def _is_annotated(result: ReportedResult) -> bool:
    return result.benchmark_id in _ANNOTATED


_ANNOTATED = frozenset({
    "imagenet_top1", "imagenet_top5", "coco_box_ap", "wmt14_en_de_bleu", "wmt14_en_fr_bleu", "squad11_em",
    "squad11_f1", "conll2003_f1",
})  # fmt: skip


def _matched(
    scorer: ModuleType, wanted: list[dict[str, Any]], found: Iterable[ReportedResult], is_partial: bool
) -> list[Judged]:
    mine = [
        {
            "model": result.model_name,
            "own": result.is_own,
            "err": scorer.error_percent(result.value, result.is_error),
            "result": result,
        }
        for result in found
    ]
    pairs, _, extra = scorer.greedy(
        scorer.dedupe(wanted, scorer.result_key), scorer.dedupe(mine, scorer.result_key), scorer.result_match
    )
    judged = [
        Judged(got["result"], bool(fact["own_uncertain"]) or bool(fact["own"]) == got["own"])
        for fact, got, _ in pairs
    ]
    return judged + ([] if is_partial else [Judged(got["result"], False) for got in extra])


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def learn(judged: Sequence[Judged]) -> list[tuple[float, float]]:
    """Return the knots of a monotone mapping from uncalibrated to calibrated confidence."""
    raw = np.array([one.result.confidence for one in judged] + [*_GRID])
    right = np.array([float(one.is_right) for one in judged] + [*_GRID])
    weight = np.array([1.0] * len(judged) + [_PRIOR_WEIGHT] * len(_GRID))
    fitted = IsotonicRegression(out_of_bounds="clip").fit(raw, right, sample_weight=weight)
    return [
        (float(point), round(float(value), 3))
        for point, value in zip(_GRID, fitted.predict(_GRID), strict=True)
    ]


def main() -> None:
    """Print the reliability table of a kind of paper, and the learned knots where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kind", choices=KINDS, default="ordinary")
    parser.add_argument("--learn", action="store_true", help="print the knots learned on all kinds")
    arguments = parser.parse_args()
    papers = Path(os.environ["NINTHPOWER_REAL_PAPERS"])
    if arguments.learn:
        names = [name for kind in KINDS for name in opened(papers, kind)]
        print(learn(judge(papers, names, is_calibrated=False)))
        return
    judged = judge(papers, opened(papers, arguments.kind))
    for low, high in pairwise(EDGES):
        group = [one for one in judged if low <= one.result.confidence < high]
        if group:
            claimed = sum(one.result.confidence for one in group) / len(group)
            right = sum(one.is_right for one in group) / len(group)
            print(
                f"{low:.2f} to {high:.2f}  {len(group):5} results  claimed {claimed:.3f}  right {right:.3f}"
            )


if __name__ == "__main__":
    main()
