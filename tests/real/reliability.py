"""How often results are right, by the confidence they claim: the reliability table of `docs/results.md`.

Run it on the annotated papers (they are not part of the repository):

    NINTHPOWER_REAL_PAPERS=DIR python -m tests.real.reliability --folds 3

A result is right when the annotation holds its number, for the same benchmark and direction, and agrees on whether it
is the paper's own. Folds that the weights were trained on say nothing about new papers.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from rich import print

from extractors.catalog.benchmarks import benchmark
from extractors.facts import results
from extractors.records import ReportedResult
from tools.annotated import Annotated, annotated_papers, matching

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)


def judged(paper: Annotated, found: Iterable[ReportedResult]) -> Iterator[tuple[float, bool, bool]]:
    """Yield the confidence of each result, whether its number is right, and whether number and owner are."""
    if paper.gold.get("partial"):
        return
    for result in found:
        if not benchmark(result.benchmark_id).is_followed:
            continue
        noted = matching(paper, result.benchmark_id, result.value, is_error=result.is_error)
        if not any(one.get("optional") for one in noted):
            is_own = any(one.get("own_uncertain") or bool(one["own"]) == result.is_own for one in noted)
            yield result.confidence, bool(noted), is_own


def table(found: Iterable[tuple[float, bool, bool]]) -> Iterator[str]:
    """Yield one line per bin of confidence."""
    everything = list(found)
    for low, high in pairwise(EDGES):
        group = [one for one in everything if low <= one[0] < high]
        if group:
            claimed, number, owner = (sum(column) / len(group) for column in zip(*group, strict=True))
            yield (
                f"{low:.2f} to {high:.2f}  {len(group):5} results  claimed {claimed:.3f}  "
                f"number right {number:.3f}  owner too {owner:.3f}"
            )


def main() -> None:
    """Print the reliability table of some folds."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folds", required=True, help="Which folds, by commas.")
    folds = frozenset(parser.parse_args().folds.split(","))
    papers = annotated_papers(Path(os.environ["NINTHPOWER_REAL_PAPERS"]), folds)
    for line in table(one for paper in papers for one in judged(paper, results.extract(paper.document))):
        print(line)


if __name__ == "__main__":
    main()
