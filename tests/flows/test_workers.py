"""One paper may crash, hang or swell; the others are read all the same."""

import pickle
import time
from concurrent.futures import CancelledError, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import pytest

from extractors.errors import FinalPaperError, TransientPaperError
from flows.workers import Job, Limits, Readers
from tests.flows.faulty_readers import read_by_name


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive")
    jobs = []
    for name in ("healthy", "hangs", "dies", "swells", "stumbles", "refuses", "healthy too"):
        path = folder / name
        path.write_bytes(b"123")
        jobs.append(Job(f"{name}.pdf", origin=str(path), path=path))
    with Readers(2, Limits(seconds=3, memory_mib=1024, papers_per_worker=3), read_by_name) as readers:
        return {outcome.job.name.removesuffix(".pdf"): outcome for outcome in readers.read(jobs)}


def test_healthy_papers_are_read_whatever_happens_to_the_others(outcomes):
    assert len(outcomes) == 7
    for name in ("healthy", "healthy too"):
        assert outcomes[name].error is None
        assert outcomes[name].extraction.page_count == 3


@pytest.mark.parametrize(
    ("name", "kind", "reason"),
    [
        ("hangs", FinalPaperError, "timed_out"),
        ("dies", TransientPaperError, "reader_died"),
        ("swells", FinalPaperError, "out_of_memory"),
        ("stumbles", FinalPaperError, "reader_defect"),
        ("refuses", FinalPaperError, "encrypted"),
    ],
)
def test_a_sick_paper_becomes_a_typed_reason_that_names_it(outcomes, name, kind, reason):
    error = outcomes[name].error
    assert (type(error), error.reason) == (kind, reason)
    assert f"{name}.pdf" in str(error)
    assert outcomes[name].extraction is None


def test_whoever_waits_for_a_pool_that_is_stopped_is_told(tmp_path):
    (tmp_path / "paper").write_bytes(b"123")
    jobs = [Job("hangs.pdf", origin=f"{number}", path=tmp_path / "paper") for number in range(3)]
    readers = Readers(1, Limits(seconds=60, memory_mib=1024, papers_per_worker=3), read_by_name)
    with ThreadPoolExecutor(1) as others:
        with pytest.raises(KeyboardInterrupt), readers:
            waiting = others.submit(lambda: list(readers.read(jobs)))
            while len(readers._futures) < len(jobs):
                time.sleep(0.001)
            raise KeyboardInterrupt
        with pytest.raises((CancelledError, BrokenProcessPool)):
            waiting.result(timeout=60)


def test_errors_cross_process_borders_whole(outcomes):
    error = outcomes["refuses"].error
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error) == "refuses.pdf: the PDF asks for a password (remove the password)"
    assert again.reason == error.reason
