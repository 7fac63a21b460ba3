"""Damages real papers at random and reads them as a night does: every one has to end with facts or with a reason.

Run it on the real papers (they are not part of the repository):

    NINTHPOWER_REAL_PAPERS=DIR python -m tests.real.fuzz_readers --format pdf --count 1000

A reason that is a defect of a reader, or that only the limits of its process brought about, is listed with
the paper and the seed that give it again.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

from rich import print

from extractors.sources.folder import list_folder, read_entry
from flows.workers import Job, Limits, Outcome, Readers
from tests.extractors.documents.mutations import MUTATIONS, mutate

CAUGHT_OUTSIDE = ("reader_defect", "reader_died", "timed_out", "out_of_memory")
"""Reasons given not by a reader, but by what watches over it."""
_BATCH = 50
_LARGEST_BYTES = {"pdf": 1_500_000, "html": 3_000_000, "latex": 20_000_000}
"""Larger papers are left out: they take long and fail no differently."""


def run(papers: Path, kind: str, count: int, seed: int, workers: int) -> Counter[str]:
    """Read damaged papers and print what only the limits caught.

    Returns:
        How many ended in which way; ``read`` for those that were read.
    """
    originals = [
        read_entry(entry) for entry in list_folder(papers / kind) if entry.is_dir() or entry.suffix != ".xml"
    ]
    originals = [paper for paper in originals if len(paper.data) <= _LARGEST_BYTES[kind]]
    random = Random(seed)
    ends: Counter[str] = Counter()
    limits = Limits(seconds=120, memory_mib=4096, papers_per_worker=200)
    with tempfile.TemporaryDirectory() as folder, Readers(workers, limits) as readers:
        for first in range(0, count, _BATCH):
            jobs = []
            for number in range(first, min(first + _BATCH, count)):
                paper, paper_seed = random.choice(originals), seed * 1_000_000 + number
                path = Path(folder, str(number))
                path.write_bytes(mutate(paper.data, kind, paper_seed))
                jobs.append(Job(paper.name, f"{paper.name}, seed {paper_seed}", path))
            outcomes = list(readers.read(jobs))
            ends.update(_end(outcome) for outcome in outcomes)
            ends["escaped"] += len(jobs) - len(outcomes)
            for job in jobs:
                job.path.unlink()
    return ends


def _end(outcome: Outcome) -> str:
    if outcome.error is None:
        return "read"
    if outcome.error.reason in CAUGHT_OUTSIDE:
        print(f"{outcome.job.origin}: {outcome.error.reason}: {outcome.error.message}")
    return outcome.error.reason


def main() -> None:
    """Print how the damaged papers ended."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--format", choices=sorted(MUTATIONS), default="pdf")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    arguments = parser.parse_args()
    papers = Path(os.environ["NINTHPOWER_REAL_PAPERS"])
    ends = run(papers, arguments.format, arguments.count, arguments.seed, arguments.workers)
    print(f"{arguments.count} {arguments.format} papers, seed {arguments.seed}")
    for end, number in ends.most_common():
        print(f"{number:6} {end}")


if __name__ == "__main__":
    main()
