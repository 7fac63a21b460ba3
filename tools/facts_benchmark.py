"""Measures how fast facts are drawn from papers that are read already.

Run with ``python -m tools.facts_benchmark DIR``, on a folder of papers in any format. Each stage starts with cold
caches and patterns not compiled yet, in a process of its own, and goes through all papers once. Processor times are
counted: those of a busy machine are still comparable, though a quiet one is faster.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from extractors.documents import read
from extractors.documents.model import Document
from extractors.facts import compute, results
from extractors.sources.folder import list_folder, read_entry

_STAGES: dict[str, Callable[[Document], Sequence[object]]] = {
    "results": results.extract,
    "compute": compute.extract,
}


def main() -> None:
    """Read the papers of a folder, then time each stage on them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    documents = [_read(entry) for entry in list_folder(parser.parse_args().folder)]
    for stage in _STAGES:
        with ProcessPoolExecutor(1, get_context("spawn")) as process:
            facts, seconds = process.submit(measure, stage, documents).result()
        print(
            f"{stage}: {len(documents)} papers, {facts} facts, {len(documents) / seconds:.1f} papers per second"
        )


def measure(stage: str, documents: Sequence[Document]) -> tuple[int, float]:
    """Return how many facts a stage draws from documents, and the seconds of processor time it takes."""
    gc.freeze()  # a night holds one document at a time, not all
    started = time.process_time()
    facts = sum(len(_STAGES[stage](document)) for document in documents)
    return facts, time.process_time() - started


def _read(entry: Path) -> Document:
    fetched = read_entry(entry)
    return read(fetched.data, fetched.name)


if __name__ == "__main__":
    main()
