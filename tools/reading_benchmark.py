"""Measures how fast papers are read, and how much memory reading them takes.

Run with ``python -m tools.reading_benchmark speed DIR`` or ``... memory DIR``, on a folder of papers.

``speed`` reads PDFs whole, up to the `Document`, and has pdfplumber extract words and tables on every page of
the same files in the same run. It compares processor times: those of a busy machine are still comparable.
``memory`` reads the papers again and again in one worker process, replaced as in a night, and prints the
highest memory of the process after each hundred.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import median

import pdfplumber

from extractors.documents import read
from extractors.documents.model import Format
from extractors.extract import extract
from extractors.records import Extraction, PaperRecord
from extractors.sources.folder import list_folder, read_entry
from flows.settings import Settings
from flows.workers import Job, Limits, Readers

_EVERY = 4
"""pdfplumber is slow: `speed` takes every fourth paper, in the order of names."""
_STEP = 100


def main() -> None:
    """Run one of the benchmarks and print its figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["speed", "memory"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=_EVERY, help="speed: read every n-th paper")
    parser.add_argument("--papers", type=int, default=1000, help="memory: how many papers to read")
    arguments = parser.parse_args()
    if arguments.what == "speed":
        measure_speed(sorted(arguments.folder.rglob("*.pdf"))[:: arguments.every])
    else:
        measure_memory(list_folder(arguments.folder), arguments.papers)


def measure_speed(papers: Sequence[Path]) -> None:
    """Print pages per second of both, and the ratios."""
    ratios, page_count, ours, theirs = [], 0, 0.0, 0.0
    read(papers[0].read_bytes(), papers[0].name)  # imports and caches are not what is measured
    for path in papers:
        data = path.read_bytes()
        pages = read(data, path.name).page_count or 0
        mine = _cpu_seconds(lambda data=data, path=path: read(data, path.name))
        other = _cpu_seconds(lambda data=data: _pdfplumber(data))
        ratios.append(other / mine)
        page_count, ours, theirs = page_count + pages, ours + mine, theirs + other
        print(
            f"{path.stem:20} {pages:4} pages  {pages / mine:6.1f} pages/s  {other / mine:5.1f} times pdfplumber"
        )
    print(
        f"{len(papers)} papers, {page_count} pages: {page_count / ours:.1f} pages/s, pdfplumber "
        f"{page_count / theirs:.1f}; {theirs / ours:.1f} times as fast over all pages, "
        f"median {median(ratios):.1f} by paper, lowest {min(ratios):.1f}"
    )


def _pdfplumber(data: bytes) -> None:
    with pdfplumber.open(io.BytesIO(data)) as file:
        for page in file.pages:
            page.extract_words()
            page.extract_tables()
            page.close()


def _cpu_seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def measure_memory(entries: Sequence[Path], paper_count: int) -> None:
    """Print the memory of the reading process as it goes through the papers."""
    settings = Settings()
    limits = Limits(settings.paper_timeout_seconds, settings.paper_memory_mib, settings.papers_per_worker)
    with tempfile.TemporaryDirectory() as folder, Readers(1, limits, _extract_weighing) as readers:
        jobs = []
        for number, entry in enumerate(islice(cycle(entries), paper_count)):
            fetched = read_entry(entry)
            path = Path(folder, fetched.name)
            path.write_bytes(fetched.data)
            jobs.append(Job(fetched.name, str(number), path))
        weights, failed = [], 0
        for number, outcome in enumerate(readers.read(jobs), 1):
            failed += outcome.error is not None
            if outcome.extraction is not None:
                weights.append(int(outcome.extraction.paper.url))
            if number % _STEP == 0:
                print(
                    f"{number:5} papers, {failed} failed: {median(weights[-_STEP:]):5.0f} MiB between papers, "
                    f"{max(weights[-_STEP:])} at most; parent {_peak_mib()} at its peak"
                )


def _extract_weighing(data: bytes, name: str) -> Extraction:
    """Read a paper and return, in place of its address, the memory the process holds afterwards."""
    extract(data, name)
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    held = pages * os.sysconf("SC_PAGE_SIZE") // 2**20
    return Extraction(PaperRecord(name, url=str(held)), Format.PDF, None, (), (), (), 1.0, None, 0, 0)


def _peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
