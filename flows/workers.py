"""Reading papers in worker processes that may crash, hang or swell without harm to the night."""

from __future__ import annotations

import multiprocessing
import resource
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, as_completed
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.context import BaseContext
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import Protocol

import pebble.pool.process
from pebble import ProcessExpired, ProcessPool

from extractors.errors import FinalPaperError, PaperError, TransientPaperError
from extractors.extract import extract
from extractors.records import Extraction

# Pebble tells how long a paper takes by the machine's date; set that forward, and every paper seems to take too long.
pebble.pool.process.time = SimpleNamespace(time=time.monotonic, sleep=time.sleep)  # type: ignore[attr-defined, assignment]


@dataclass(frozen=True, slots=True)
class Job:
    """One archived file to read."""

    name: str
    """File name, which may carry the arXiv id."""
    origin: str
    """Where it came from; one name may come from several places."""
    path: Path
    """Where its bytes lie."""
    data: bytes | None = None
    """The bytes themselves, for a reader on another machine; None to read them from `path`."""


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


class Reader(Protocol):
    """Reads papers, wherever its processes are."""

    def read(self, jobs: Iterable[Job]) -> Iterable[Outcome]:
        """Return one outcome per job, in any order."""


class Readers:
    """A pool of reading processes; use as a context manager.

    A process that outlives its time is killed and replaced, and every process is replaced after a number of
    papers, so that a leak in a parser cannot grow with the night.
    """

    def __init__(
        self,
        workers: int,
        limits: Limits,
        reader: Callable[[bytes, str], Extraction] = extract,
        on_done: Callable[[], None] = lambda: None,
    ) -> None:
        self._limits = limits
        self._futures: set[Future[Outcome]] = set()
        self._scheduling = threading.Lock()
        self._on_done = on_done
        self._reader = reader
        self._pool = _pool(workers, limits)

    def __enter__(self) -> Readers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._pool.close()
        else:
            with self._scheduling:
                self._pool.stop()
        self._pool.join()
        # Pebble never answers jobs that it had not begun when it was stopped: waiting for them would never end.
        for future in tuple(self._futures):
            if not future.done():
                future.set_exception(CancelledError())

    def read(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """Read papers on all processes.

        Args:
            jobs: The files to read.

        Yields:
            One outcome per job, in the order in which they finish.

        Raises:
            CancelledError: The block of the context manager was left by an error.
            BrokenProcessPool: The same, while a paper was read.
        """
        futures = {self._scheduled(job): job for job in jobs}
        for future in as_completed(futures):
            yield self._outcome(futures[future], future)
            self._on_done()

    def _scheduled(self, job: Job) -> Future[Outcome]:
        with self._scheduling:
            future: Future[Outcome] = self._pool.schedule(
                read_one, args=(self._reader, job), timeout=self._limits.seconds
            )
            self._futures.add(future)
        future.add_done_callback(self._futures.discard)
        return future

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


@contextmanager
def worker_processes(workers: int, limits: Limits) -> Iterator[ProcessPool]:
    """Open a pool of processes with a limit of memory; the limit of time goes with each task.

    Args:
        workers: How many.
        limits: Of one paper.

    Yields:
        The pool; its processes are gone when the block ends.
    """
    pool = _pool(workers, limits)
    try:
        yield pool
    except BaseException:
        pool.stop()
        raise
    else:
        pool.close()
    finally:
        pool.join()


def _pool(workers: int, limits: Limits) -> ProcessPool:
    return ProcessPool(
        max_workers=workers,
        max_tasks=limits.papers_per_worker,
        context=_processes(),
        initializer=_prepare,
        initargs=(limits.memory_mib,),
    )


def _processes() -> BaseContext:
    # Prefect runs threads in this process, and forking a process with threads can deadlock. The process that is
    # forked instead has read the modules already, so that one that was killed is replaced in no time.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _prepare(memory_mib: int) -> None:
    """Limit the memory of a reading process, and leave it to the night to end it: a Ctrl-C is meant for that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit = memory_mib * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def read_one(reader: Callable[[bytes, str], Extraction], job: Job) -> Outcome:
    """Read one paper in this process; whatever goes wrong becomes its outcome."""
    started = time.perf_counter()
    extraction: Extraction | None = None
    failure: PaperError | None = None
    try:
        extraction = reader(job.path.read_bytes() if job.data is None else job.data, job.name)
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
    return Outcome(replace(job, data=None), time.perf_counter() - started, extraction, failure)


@dataclass(frozen=True, slots=True)
class RemoteReader:
    """Reads papers on whatever machine it is sent to, with a pool of one process for each batch."""

    limits: Limits

    def read(self, jobs: Iterable[Job]) -> list[Outcome]:
        """Read papers one after the other; their bytes must have come with them."""
        with Readers(1, self.limits) as readers:
            return list(readers.read(jobs))
