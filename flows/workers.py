"""Reading papers in worker processes that may crash, hang or swell without harm to the night."""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, as_completed
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from pebble import ProcessExpired, ProcessPool

from extractors.errors import FinalPaperError, PaperError, TransientPaperError
from extractors.extract import extract
from extractors.records import Extraction


@dataclass(frozen=True, slots=True)
class Job:
    """One archived file to read."""

    name: str
    """File name, which may carry the arXiv id."""
    origin: str
    """Where it came from; one name may come from several places."""
    path: Path
    """Where its bytes lie."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one job: an extraction or an error, never both."""

    job: Job
    seconds: float
    extraction: Extraction | None = None
    error: PaperError | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What one paper may use up."""

    seconds: float
    memory_mib: int
    papers_per_worker: int


class Readers:
    """A pool of reading processes; use as a context manager.

    A process that outlives its time is killed and replaced, and every process is replaced after a number of
    papers, so that a leak in a parser cannot grow with the night.
    """

    def __init__(
        self, workers: int, limits: Limits, reader: Callable[[bytes, str], Extraction] = extract
    ) -> None:
        self._limits = limits
        self._reader = reader
        self._pool = ProcessPool(
            max_workers=workers,
            max_tasks=limits.papers_per_worker,
            # Prefect runs threads in this process, and forking a process with threads can deadlock.
            context=multiprocessing.get_context("forkserver"),
            initializer=_limit_memory,
            initargs=(limits.memory_mib,),
        )

    def __enter__(self) -> Readers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._pool.close()
        else:
            self._pool.stop()
        self._pool.join()

    def read(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """Read papers on all processes.

        Args:
            jobs: The files to read.

        Yields:
            One outcome per job, in the order in which they finish.
        """
        futures: dict[Future[Outcome], Job] = {
            self._pool.schedule(_read_one, args=(self._reader, job), timeout=self._limits.seconds): job
            for job in jobs
        }
        for future in as_completed(futures):
            yield self._outcome(futures[future], future)

    def _outcome(self, job: Job, future: Future[Outcome]) -> Outcome:
        try:
            return future.result()
        except FutureTimeoutError:
            error: PaperError = FinalPaperError(
                job.name,
                "timed_out",
                f"reading took longer than {self._limits.seconds:g} s",
                "raise paper_timeout_seconds if the paper is worth it",
            )
            return Outcome(job, self._limits.seconds, error=error)
        except ProcessExpired as expired:
            error = TransientPaperError(
                job.name,
                "reader_died",
                f"the reading process ended with exit code {expired.exitcode}",
                "the next night tries again; a repeat points to a defect or to too little memory",
            )
            return Outcome(job, 0.0, error=error)


def _limit_memory(memory_mib: int) -> None:
    limit = memory_mib * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _read_one(reader: Callable[[bytes, str], Extraction], job: Job) -> Outcome:
    started = time.perf_counter()
    extraction: Extraction | None = None
    failure: PaperError | None = None
    try:
        extraction = reader(job.path.read_bytes(), job.name)
    except PaperError as error:
        failure = error
    except MemoryError:
        failure = FinalPaperError(
            job.name, "out_of_memory", "reading needed more than the memory limit", "raise paper_memory_mib"
        )
    except Exception as defect:  # one paper's defect is that paper's outcome, never the night's
        failure = FinalPaperError(
            job.name,
            "reader_defect",
            f"{type(defect).__name__}: {defect}",
            "a defect of ninthpower: please report it with the paper's name",
        )
    return Outcome(job, time.perf_counter() - started, extraction, failure)
