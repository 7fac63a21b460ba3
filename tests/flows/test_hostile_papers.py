"""Files made to crash, hang or swell a reader end like any other paper: with what was read, or with a reason."""

import pytest

from flows.workers import Job, Limits, Readers
from tests.extractors.documents.hostile import HOSTILE


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive")
    jobs = []
    for number, (name, (data, _)) in enumerate(HOSTILE.items()):
        path = folder / str(number)
        path.write_bytes(data)
        jobs.append(Job(name, origin=str(path), path=path))
    with Readers(2, Limits(seconds=120, memory_mib=4096, papers_per_worker=50)) as readers:
        return {outcome.job.name: outcome for outcome in readers.read(jobs)}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_ends_with_a_reason_or_with_known_damage(outcomes, name):
    outcome = outcomes[name]
    codes = (
        [damage.code for damage in outcome.extraction.damage]
        if outcome.extraction
        else [outcome.error.reason]
    )
    wanted = HOSTILE[name][1]
    assert (wanted in codes) if wanted else codes == []
