"""One request at a time and one per delay, whoever asks."""

import json
import multiprocessing
from itertools import pairwise

import pytest

from extractors.sources.http.pacing import LONGEST_HOLD_OFF_SECONDS, Pacer, group_of


class Clock:
    """A clock that moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock():
    return Clock()


def pacer(folder, clock, delay=3.0):
    return Pacer(folder, delay, sleep=clock.sleep, clock=clock)


def test_the_first_request_need_not_wait(tmp_path, clock):
    with pacer(tmp_path, clock).turn("arxiv.org"):
        pass
    assert clock.slept == []


def test_the_delay_runs_from_beginning_to_beginning(tmp_path, clock):
    with pacer(tmp_path, clock).turn("arxiv.org"):
        clock.now += 1.0
    with pacer(tmp_path, clock).turn("arxiv.org"):
        pass
    assert clock.slept == [2.0]


def test_a_new_process_waits_for_the_request_of_the_old_one(tmp_path, clock):
    for _ in range(3):
        with pacer(tmp_path, clock).turn("oaipmh.arxiv.org"):
            pass
    with pacer(tmp_path, clock).turn("export.arxiv.org"):
        pass
    assert clock.now == 1009.0


def test_other_hosts_have_a_pace_of_their_own(tmp_path, clock):
    for host in ("arxiv.org", "openaccess.thecvf.com"):
        with pacer(tmp_path, clock).turn(host):
            pass
    assert clock.slept == []


def test_a_pause_that_was_asked_for_outlives_the_process(tmp_path, clock):
    pacer(tmp_path, clock).hold_off("arxiv.org", 60)
    with pacer(tmp_path, clock).turn("arxiv.org"):
        pass
    assert clock.slept == [60.0]


def test_no_pause_is_endless(tmp_path, clock):
    pacer(tmp_path, clock).hold_off("arxiv.org", 1e9)
    with pacer(tmp_path, clock).turn("arxiv.org"):
        pass
    assert clock.slept == [LONGEST_HOLD_OFF_SECONDS]


@pytest.mark.parametrize("content", ["{", "[]", '{"next_request_at": 9e9, "boot": "another start"}'])
def test_a_pace_that_cannot_be_known_costs_one_delay(tmp_path, clock, content):
    (tmp_path / "arxiv.org.pace").write_text(content)
    with pacer(tmp_path, clock).turn("arxiv.org"):
        pass
    assert clock.slept == [3.0]


@pytest.mark.parametrize(
    ("host", "group"),
    [
        ("oaipmh.arxiv.org", "arxiv.org"),
        ("arxiv.org", "arxiv.org"),
        ("127.0.0.1", "127.0.0.1"),
        ("localhost", "localhost"),
        ("::1", "__1"),
    ],
)
def test_hosts_of_one_domain_share_a_pace(host, group):
    assert group_of(host) == group


def _take_turns(folder, times):
    pace = Pacer(folder, 0.02)
    for _ in range(5):
        with pace.turn("arxiv.org"):
            times.append(json.loads((folder / "arxiv.org.pace").read_text())["next_request_at"])


def test_processes_share_the_pace(tmp_path):
    context = multiprocessing.get_context("fork")
    with context.Manager() as manager:
        times = manager.list()
        processes = [context.Process(target=_take_turns, args=(tmp_path, times)) for _ in range(3)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        taken = sorted(times)
    assert len(taken) == 15
    assert all(later - earlier > 0.0199 for earlier, later in pairwise(taken))
