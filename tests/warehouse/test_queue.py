"""The memory of remote sources: what was offered, listed, tried."""

from datetime import date

import pytest

from extractors.records import Candidate, Fallback, PaperRecord, Window
from tests.warehouse.builders import read
from warehouse.candidates import Judged, Tried
from warehouse.items import Failure
from warehouse.queue import MOST_ATTEMPTS, Queue

DAY, NEXT_DAY = date(2024, 1, 2), date(2024, 1, 3)
TRANSIENT = Failure("connection_lost", "the line went dead", is_final=False)
FINAL = Failure("withdrawn", "its authors took it back", is_final=True)


def candidate(number, version=1):
    paper = PaperRecord(
        f"arxiv:2401.0000{number}", "A title", ("A. Bee",), f"2401.0000{number}", DAY, 2024, "u"
    )
    return Candidate(
        f"arxiv:2401.0000{number}v{version}", paper, "page", version, "An abstract", ("cs.CV",), "cc-by"
    )


def wanted(*candidates):
    return [Judged(one, True, ("names a benchmark",)) for one in candidates]


def tried(one, failure=None, fallbacks=()):
    return Tried(one.candidate_id, None if failure else "d1", failure, fallbacks)


def ids(candidates):
    return [one.candidate_id.removeprefix("arxiv:2401.") for one in candidates]


@pytest.fixture
def queue(warehouse):
    return Queue(warehouse)


def test_what_was_offered_comes_back_whole(queue):
    queue.add(1, "oai", wanted(candidate(1)))
    assert queue.waiting("oai") == [candidate(1)]


def test_offered_twice_is_kept_once(queue):
    queue.add(1, "oai", wanted(candidate(1), candidate(1)))
    queue.add(2, "oai", wanted(candidate(1)))
    assert ids(queue.waiting("oai")) == ["00001v1"]
    assert queue.known("oai") == {"arxiv:2401.00001", "arxiv:2401.00001v1"}


def test_each_source_has_a_queue_of_its_own(queue):
    queue.add(1, "oai", wanted(candidate(1)))
    assert queue.waiting("ids") == []


def test_what_is_not_wanted_does_not_wait(queue, warehouse):
    queue.add(1, "oai", [Judged(candidate(1), False, ("says nothing to go by",))])
    assert queue.waiting("oai") == []
    assert warehouse.frame("SELECT state, relevance_reasons FROM candidates").values.tolist() == [
        ["left out", ["says nothing to go by"]]
    ]


def test_a_newer_version_stands_in_for_one_that_still_waits(queue):
    queue.add(1, "oai", wanted(candidate(1)))
    queue.add(2, "oai", wanted(candidate(1, version=2)))
    assert ids(queue.waiting("oai")) == ["00001v2"]
    assert queue.states() == {"oai": {"superseded": 1, "waiting": 1}}


def test_what_was_loaded_waits_no_more_for_any_source(queue):
    queue.add(1, "oai", wanted(candidate(1), candidate(2)))
    queue.add(1, "ids", wanted(candidate(1)))
    queue.settle(1, [tried(candidate(1))])
    assert (ids(queue.waiting("oai")), queue.waiting("ids")) == (["00002v1"], [])


def test_transient_trouble_is_tried_again_but_not_for_ever(queue):
    queue.add(1, "oai", wanted(candidate(1)))
    for night in range(MOST_ATTEMPTS):
        assert ids(queue.waiting("oai")) == ["00001v1"]
        queue.settle(night + 1, [tried(candidate(1), TRANSIENT)])
    assert queue.waiting("oai") == []
    assert ids(queue.failed()) == ["00001v1"]


def test_final_trouble_is_tried_once(queue):
    queue.add(1, "oai", wanted(candidate(1)))
    queue.settle(1, [tried(candidate(1), FINAL)])
    assert queue.waiting("oai") == []
    queue.settle(2, [tried(candidate(1))])
    assert queue.failed() == []


def test_the_reasons_of_steps_down_are_kept(queue, warehouse):
    queue.add(1, "oai", wanted(candidate(1)))
    steps = (Fallback("html/1", "not_found", "no such page", is_final=True),)
    queue.settle(1, [tried(candidate(1), fallbacks=steps)])
    assert warehouse.frame("SELECT candidate_id, url, reason FROM fetch_fallbacks").values.tolist() == [
        ["arxiv:2401.00001v1", "html/1", "not_found"]
    ]


def test_windows_are_listed_once(queue):
    window = Window("oai", "cs", DAY, DAY)
    assert not queue.has_listed(window)
    assert queue.add(1, "oai", wanted(candidate(1)), window)
    assert queue.has_listed(window)
    assert not queue.has_listed(Window("oai", "stat", DAY, DAY))
    assert (queue.next_day("oai", "cs"), queue.next_day("oai", "stat")) == (NEXT_DAY, None)


def test_an_empty_window_is_believed_the_second_time(queue):
    window, following = Window("oai", "cs", DAY, DAY), Window("oai", "cs", NEXT_DAY, NEXT_DAY)
    assert not queue.add(1, "oai", [], window, is_doubtful=True)
    assert queue.add(1, "oai", wanted(candidate(1)), following)
    assert not queue.has_listed(window)
    assert queue.next_day("oai", "cs") == DAY
    assert queue.add(2, "oai", [], window, is_doubtful=True)
    assert queue.has_listed(window)


def test_papers_show_the_licence_of_their_newest_version(queue, nights, warehouse):
    nights.run(read("2401.00001v1.pdf", paper_id="arxiv:2401.00001"))
    queue.add(1, "oai", wanted(candidate(1)))
    assert warehouse.frame("SELECT paper_id, licence FROM papers").values.tolist() == [
        ["arxiv:2401.00001", "cc-by"]
    ]
