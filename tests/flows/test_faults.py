"""Whatever goes wrong with one paper: the others are loaded, it gets its class, and what can heal does."""

import errno
import itertools
import shutil
import socket
import ssl
import time
from concurrent.futures import Future
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
import requests
import urllib3

from extractors.sources.standin import Fault, FaultKind, StandIn
from flows.workers import Limits, Readers, read_one
from tests.flows.faulty_readers import read_as_marked, read_by_name
from tests.flows.gathering import Gatherer, settings_for, stand_in_papers
from warehouse.archive import Archive
from warehouse.items import LoadOutcome

TRANSIENT = [
    (FaultKind.RATE_EXCEEDED_AS_200, "rate_limited"),
    (FaultKind.STATUS_429, "rate_limited"),
    (FaultKind.STATUS_503, "server_error"),
    (FaultKind.STATUS_500, "server_error"),
    (FaultKind.RESET, "connection_lost"),
    (FaultKind.CUT_OFF, "connection_lost"),
    (FaultKind.DRIP, "too_slow"),
    (FaultKind.CUT_SHORT, "no_file_now"),
    (FaultKind.LENGTH_TOO_SMALL, "no_file_now"),
    (FaultKind.EMPTY, "no_file_now"),
]
FINAL = [
    (FaultKind.WITHDRAWN, "withdrawn"),
    (FaultKind.MISSING, "no_file"),
    (FaultKind.PAGE_IN_PLACE_OF_FILE, "no_file"),
    (FaultKind.LOGIN_PAGE, "no_file"),
    (FaultKind.LOGIN_REDIRECT, "no_file"),
    (FaultKind.FOREIGN_REDIRECT, "no_file"),
    (FaultKind.REDIRECT_LOOP, "no_file"),
]
POSITIONS = pytest.mark.parametrize("position", [1, 2, 3], ids=["first", "middle", "last"])


def read_nothing(jobs, reader):
    """Readers are not what is tested here."""
    del reader
    future = Future()
    future.set_result([read_one(read_by_name, job) for job in jobs])
    return future


@pytest.fixture
def server():
    with StandIn(stand_in_papers(3)) as opened:
        yield opened


@pytest.fixture
def nights(server, tmp_path, empty_warehouse):
    shutil.copy(empty_warehouse, tmp_path / "warehouse.duckdb")
    return Gatherer(settings_for(tmp_path, server), read_nothing)


def loaded(nights):
    return nights.rows(
        "SELECT paper_id, count(*) FROM documents WHERE error_class IS NULL GROUP BY ALL ORDER BY ALL"
    )


def healthy(*numbers):
    return [(f"arxiv:2401.0000{number}", 1) for number in numbers]


def others(position):
    return [number for number in (1, 2, 3) if number != position]


def sick(nights):
    return nights.rows(
        "SELECT candidate_id, error_class, reason FROM candidates WHERE state = 'failed' ORDER BY ALL"
    )


@POSITIONS
@pytest.mark.parametrize(("kind", "reason"), TRANSIENT, ids=[kind for kind, _ in TRANSIENT])
def test_transient_trouble_of_one_paper_heals_the_next_night(nights, server, position, kind, reason):
    server.faults = [Fault(kind, f"/html/2401.0000{position}")]
    nights.run()
    assert loaded(nights) == healthy(*others(position))
    assert sick(nights) == [(f"arxiv:2401.0000{position}v1", "transient", reason)]
    server.faults = []
    assert nights.run().tally.outcomes == {LoadOutcome.LOADED: 1}
    assert loaded(nights) == healthy(1, 2, 3)
    assert sick(nights) == []


@POSITIONS
@pytest.mark.parametrize(("kind", "reason"), FINAL, ids=[kind for kind, _ in FINAL])
def test_final_trouble_of_one_paper_is_recorded_and_left_alone(nights, server, position, kind, reason):
    server.faults = [Fault(kind, f"/html/2401.0000{position}")]
    nights.run()
    assert loaded(nights) == healthy(*others(position))
    assert sick(nights) == [(f"arxiv:2401.0000{position}v1", "final", reason)]
    assert nights.run().request_count == 0


@POSITIONS
def test_a_server_that_turns_us_away_is_not_asked_again_this_night(nights, server, position):
    server.faults = [Fault(FaultKind.FORBIDDEN, f"/html/2401.0000{position}")]
    gathered = nights.run()
    assert "refuses this program" in gathered.ended_early
    assert loaded(nights) == healthy(*range(1, position))
    assert sick(nights) == []
    server.faults = []
    nights.run()
    assert loaded(nights) == healthy(1, 2, 3)


@POSITIONS
def test_a_full_disk_costs_the_paper_that_meets_it_one_night(nights, server, position, monkeypatch):
    write, count = Archive._write, []

    def write_or_fail(self: Archive, path: Path, data: bytes) -> None:
        if data.startswith(b"<"):  # a paper, and not a note of where it came from
            count.append(path)
            if len(count) == position:
                raise OSError(errno.ENOSPC, "No space left on device")
        write(self, path, data)

    monkeypatch.setattr(Archive, "_write", write_or_fail)
    nights.run()
    assert loaded(nights) == healthy(*others(position))
    assert sick(nights) == [(f"arxiv:2401.0000{position}v1", "transient", "not_archived")]
    nights.run()
    assert loaded(nights) == healthy(1, 2, 3)


def no_address():
    trouble = socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
    reason = urllib3.exceptions.NameResolutionError("arxiv.org", None, trouble)
    return requests.ConnectionError(urllib3.exceptions.MaxRetryError(None, "/", reason))


def no_proof():
    return requests.exceptions.SSLError(ssl.SSLCertVerificationError(1, "certificate has expired"))


@POSITIONS
@pytest.mark.parametrize(
    ("trouble", "reason"),
    [(no_address, "name_not_found"), (no_proof, "tls_failed")],
    ids=["no address", "no proof"],
)
def test_a_way_to_the_server_that_breaks_heals_the_next_night(nights, position, trouble, reason, monkeypatch):
    get = requests.Session.get

    def get_or_fail(session, url, **options):
        if url.partition("/html/2401.0000")[2] >= f"{position}":
            raise trouble()
        return get(session, url, **options)

    with monkeypatch.context() as patched:
        patched.setattr(requests.Session, "get", get_or_fail)
        nights.run()
    assert loaded(nights) == healthy(*range(1, position))
    assert sick(nights) == [
        (f"arxiv:2401.0000{number}v1", "transient", reason) for number in range(position, 4)
    ]
    nights.run()
    assert loaded(nights) == healthy(1, 2, 3)
    assert sick(nights) == []


@pytest.fixture(scope="module")
def marks(tmp_path_factory):
    """A folder of marks, and processes that read as the marks say."""
    folder = tmp_path_factory.mktemp("marks")
    limits = Limits(seconds=60, memory_mib=2048, papers_per_worker=100)
    with Readers(1, limits, partial(read_as_marked, folder)) as readers:
        yield folder, readers


def submit_to(readers):
    """Read in real processes."""

    def submit(jobs, reader):
        del reader
        future = Future()
        future.set_result(list(readers.read(jobs)))
        return future

    return submit


@POSITIONS
def test_a_reading_process_that_is_killed_costs_its_paper_one_night(nights, marks, position):
    folder, readers = marks
    nights = replace(nights, submit=submit_to(readers))
    mark = folder / f"2401.0000{position}v1.html"
    mark.write_text("dies")
    nights.run()
    assert loaded(nights) == healthy(*others(position))
    assert sick(nights) == [(f"arxiv:2401.0000{position}v1", "transient", "reader_died")]
    mark.unlink()
    assert nights.run().fetched_count == 0
    assert loaded(nights) == healthy(1, 2, 3)


@POSITIONS
@pytest.mark.parametrize("jump", [timedelta(days=400), timedelta(days=-400)], ids=["forward", "back"])
def test_a_clock_that_is_set_during_the_night_costs_nothing(nights, marks, position, jump, monkeypatch):
    folder, readers = marks
    mark = folder / f"2401.0000{position}v1.html"
    mark.write_text("pauses")
    clock, looks = time.time, itertools.count(1)
    monkeypatch.setattr(time, "time", lambda: clock() + next(looks) * jump.total_seconds())
    replace(nights, submit=submit_to(readers)).run()
    mark.unlink()
    assert loaded(nights) == healthy(1, 2, 3)
    assert sick(nights) == []
