"""One batch of papers from the source to what the warehouse loads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from extractors.errors import PaperError, TransientPaperError
from extractors.identity import arxiv_id_of, paper_id_of
from extractors.records import PaperRecord
from extractors.sources.folder import read_entry
from flows.workers import Job, Outcome, Readers
from warehouse.archive import Archive, ArchivedFile
from warehouse.items import Failure, KnownDocument, LoadItem


def read_batch(
    entries: Sequence[Path],
    *,
    source: str,
    archive: Archive,
    readers: Readers,
    known: Mapping[str, KnownDocument],
    extractor_version: str,
    on_done: Callable[[], None],
) -> list[LoadItem]:
    """Archive and read a batch of papers.

    Args:
        entries: Entries of a folder, see `extractors.sources.folder.list_folder`.
        source: Name of the source, kept with the archived bytes.
        archive: Where raw bytes go before anything reads them.
        readers: The reading processes.
        known: Documents of earlier nights by sha256; what they have settled is not read again.
        extractor_version: The version that reads now.
        on_done: Called once per paper.

    Returns:
        One item per entry, in the order of `entries`.
    """
    items: dict[str, LoadItem] = {}
    jobs: dict[Job, ArchivedFile] = {}
    for entry in entries:
        origin = str(entry)
        try:
            fetched = read_entry(entry)
        except PaperError as error:
            items[origin] = LoadItem(entry.name, origin, _named(entry.name), failure=_failure(error))
            on_done()
            continue
        file = archive.put(fetched.data, source=source, origin=origin, fetched_at=fetched.fetched_at)
        document = known.get(file.sha256)
        if document is not None and document.is_settled(extractor_version):
            items[origin] = LoadItem(fetched.name, origin, _named(fetched.name), file=file)
            on_done()
        else:
            jobs[Job(fetched.name, origin, file.path)] = file
    for outcome in readers.read(jobs):
        file = jobs[outcome.job]
        items[file.origin] = _item(outcome, file)
        on_done()
    return [items[str(entry)] for entry in entries]


def _item(outcome: Outcome, file: ArchivedFile) -> LoadItem:
    return LoadItem(
        name=outcome.job.name,
        origin=file.origin,
        paper=outcome.extraction.paper if outcome.extraction else _named(outcome.job.name),
        seconds=outcome.seconds,
        file=file,
        extraction=outcome.extraction,
        failure=_failure(outcome.error) if outcome.error else None,
    )


def _failure(error: PaperError) -> Failure:
    message = f"{error.message} ({error.advice})" if error.advice else error.message
    return Failure(error.reason, message, is_final=not isinstance(error, TransientPaperError))


def _named(name: str) -> PaperRecord:
    """Return the paper as far as its file name tells it."""
    named = arxiv_id_of(name)
    return PaperRecord(paper_id=paper_id_of(name), arxiv_id=named[0] if named else None)
