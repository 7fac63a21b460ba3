"""Whatever goes wrong with one paper: the others are loaded, it gets its class, and what can heal does."""

import errno
import shutil
from concurrent.futures import Future
from pathlib import Path

import pytest

from extractors.sources.standin import Fault, FaultKind, StandIn
from flows.workers import read_one
from tests.flows.faulty_readers import read_by_name
from tests.flows.gathering import Gatherer, settings_for, stand_in_papers
from warehouse import archive
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
    return nights.rows("SELECT paper_id, count(*) FROM documents GROUP BY ALL ORDER BY ALL")


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
    write, count = archive._write_atomically, []

    def write_or_fail(path: Path, data: bytes) -> None:
        if data.startswith(b"<"):  # a paper, and not a note of where it came from
            count.append(path)
            if len(count) == position:
                raise OSError(errno.ENOSPC, "No space left on device")
        write(path, data)

    monkeypatch.setattr(archive, "_write_atomically", write_or_fail)
    nights.run()
    assert loaded(nights) == healthy(*others(position))
    assert sick(nights) == [(f"arxiv:2401.0000{position}v1", "transient", "not_archived")]
    nights.run()
    assert loaded(nights) == healthy(1, 2, 3)
