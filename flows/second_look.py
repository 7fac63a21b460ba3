"""Has another library look at the numbers in PDFs that the points of the fits rest on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, as_completed
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path

from pebble import ProcessExpired

from extractors.records import PrintedCell, SecondReading, Verdict
from extractors.second_reading import READER_VERSION, read_again
from flows.progress import listener
from flows.settings import Settings
from flows.workers import Limits, worker_processes
from warehouse.archive import Archive
from warehouse.second_readings import UnreadCells, keep_second_readings, unread_cells
from warehouse.store import Warehouse

SecondReader = Callable[[bytes, Sequence[PrintedCell]], list[SecondReading]]
"""Looks at the places of numbers in a PDF."""

_log = logging.getLogger(__name__)


def look_again(
    warehouse: Warehouse, load_id: int, settings: Settings, reader: SecondReader = read_again
) -> int:
    """Read the numbers behind points a second time, those that no night before has looked at.

    Each paper is read in a worker process with the limits of a paper. One that cannot be read again is noted as
    not checked, and kept as that: nothing here makes a night fail, or costs the next one time.

    Args:
        warehouse: The open warehouse, with its points judged.
        load_id: The night.
        settings: Limits, workers and the archive are taken from here.
        reader: Reads the numbers of one file.

    Returns:
        How many numbers the second reader disagrees about that it has not seen before.
    """
    files = unread_cells(warehouse, READER_VERSION)
    if not files:
        return 0
    listener().step("reading points again", len(files))
    verdicts: list[Verdict] = []
    try:
        with closing(_looked_at(files, settings, reader)) as looked_at:
            for file, readings in looked_at:
                keep_second_readings(warehouse, load_id, file, readings, READER_VERSION)
                verdicts += [reading.verdict for reading in readings]
                listener().advance()
    except BrokenProcessPool as broken:
        _log.warning("no process could be had for second readings, the next night tries again: %s", broken)
    counts = ", ".join(f"{verdicts.count(verdict)} {verdict.value}" for verdict in Verdict)
    _log.info("%d numbers behind points were read again: %s", len(verdicts), counts)
    listener().step("fitting")
    return verdicts.count(Verdict.DISAGREES)


def _looked_at(
    files: Sequence[UnreadCells], settings: Settings, reader: SecondReader
) -> Generator[tuple[UnreadCells, list[SecondReading]]]:
    """Yield what was read of each file, in the order in which they finish."""
    archive = Archive(settings.archive)
    limits = Limits(settings.paper_timeout_seconds, settings.paper_memory_mib, settings.papers_per_worker)
    with worker_processes(min(settings.workers, len(files)), limits) as pool:
        waiting: dict[Future[list[SecondReading]], UnreadCells] = {
            pool.schedule(
                _read, args=(reader, archive.path_of(file.sha256), file.cells), timeout=limits.seconds
            ): file
            for file in files
        }
        for future in as_completed(waiting):
            yield waiting[future], _outcome(future, waiting[future], limits)


def _read(reader: SecondReader, path: Path, cells: tuple[PrintedCell, ...]) -> list[SecondReading]:
    return reader(path.read_bytes(), cells)


def _outcome(future: Future[list[SecondReading]], file: UnreadCells, limits: Limits) -> list[SecondReading]:
    """Return the readings of a paper; whatever went wrong with it becomes the note of each."""
    try:
        return future.result()
    except BrokenProcessPool:
        raise
    except FutureTimeoutError:
        why = f"reading again took longer than {limits.seconds:g} s"
    except ProcessExpired as expired:
        why = f"the process that read again ended with exit code {expired.exitcode}"
    except MemoryError:
        why = "reading again needed more than the memory limit"
    except Exception as trouble:  # a damaged file, or a defect of the library: the first reading stands alone
        why = f"{type(trouble).__name__}: {trouble}"
    _log.warning("%s could not be read a second time: %s", file.file_name, why)
    return [SecondReading(cell.fact_id, Verdict.NOT_CHECKED, why) for cell in file.cells]
