"""Reading on a Dask cluster gives what reading here gives."""

import dask
import pytest
from distributed import Client, LocalCluster

from extractors.extract import extract
from extractors.samples import sample_folder
from flows.night import read_papers
from flows.workers import Job, Limits, RemoteReader, read_one


@pytest.fixture(scope="module")
def cluster():
    with (
        dask.config.set({"distributed.worker.daemon": False}),
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as two_workers,
        Client(two_workers) as client,
    ):
        yield client


def test_two_workers_read_what_this_process_reads(cluster):
    paths = sorted(sample_folder().glob("*.html"))[:2] + sorted(sample_folder().glob("*.pdf"))[:1]
    jobs = [Job(path.name, str(path), path.with_name("not there"), path.read_bytes()) for path in paths]
    reader = RemoteReader(Limits(seconds=120, memory_mib=4096, papers_per_worker=10))
    futures = [cluster.submit(read_papers.fn, [job], reader) for job in jobs]
    there = [outcome.extraction for future in futures for outcome in future.result()]
    here = [read_one(extract, job).extraction for job in jobs]
    assert there == here
    assert all(extraction is not None and extraction.results for extraction in here)
