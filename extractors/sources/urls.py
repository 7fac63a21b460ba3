"""Papers that are not on arXiv: a list of URLs, such as those of conference proceedings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from extractors.errors import FinalPaperError
from extractors.identity import paper_id_of
from extractors.records import Candidate, PaperRecord
from extractors.sources.http.answers import check_file
from extractors.sources.http.client import Client
from extractors.sources.model import Fetched, Listing, Progress, fetched
from extractors.sources.naming import file_name, stem_of_url


@dataclass(frozen=True, slots=True)
class UrlSource:
    """Fetches the papers of a list of URLs; the settings say which hosts are allowed."""

    client: Client
    urls: tuple[str, ...]
    name: str = "urls"
    is_remote: bool = True
    is_chosen: bool = True

    def discover(self, progress: Progress) -> Iterator[Listing]:
        """Yield the papers that were not offered before."""
        known = progress.known(self.name)
        yield Listing(tuple(candidate_of_url(url) for url in self.urls if url not in known))

    def locations(self, candidate: Candidate) -> tuple[str, ...]:
        """Return the one URL of a paper."""
        return (candidate.candidate_id,)

    def fetch(self, candidate: Candidate, validators: Mapping[str, str] | None = None) -> Fetched | None:
        """Return the bytes of a paper: see `extractors.sources.model.Source.fetch`."""
        url = candidate.candidate_id
        answer = self.client.get(url, url, partial(check_file, about=url), validators)
        if answer.is_unchanged:
            return None
        return fetched(answer, file_name(candidate, answer.body), url)


def urls_of_file(path: Path) -> tuple[str, ...]:
    """Read URLs from a file: one a line, a line that begins with ``#`` is left out.

    Returns:
        The URLs, in the order of the file.

    Raises:
        FinalPaperError: A line that is no URL.
        OSError: The file cannot be read.
    """
    lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    urls = [line for line in lines if line and not line.startswith("#")]
    for url in urls:
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            raise FinalPaperError(str(path), "no_url", f"{url!r} is no URL", "write one a line")
    return tuple(dict.fromkeys(urls))


def candidate_of_url(url: str) -> Candidate:
    """Return what a URL tells about its paper."""
    stem = stem_of_url(url)
    return Candidate(
        candidate_id=url, paper=PaperRecord(paper_id=paper_id_of(f"{stem}.pdf"), url=url), origin=url
    )
