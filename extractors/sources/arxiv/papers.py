"""The files of arXiv's papers: HTML first, then PDF, then source, with the reason for every step down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from extractors.errors import FinalPaperError, PaperError, TransientPaperError
from extractors.identity import arxiv_id_of
from extractors.records import Candidate, Fallback
from extractors.sources.http.answers import check_paper_page, check_pdf, check_source
from extractors.sources.http.client import Client
from extractors.sources.http.errors import ServerUnavailableError, WithdrawnError
from extractors.sources.model import Fetched, fetched
from extractors.sources.naming import file_name

_CHECKS = {"html": check_paper_page, "pdf": check_pdf, "source": check_source}


@dataclass(frozen=True, slots=True)
class ArxivFiles:
    """Fetches the best file of a paper."""

    client: Client
    html_url: str
    """The identifier is appended after a slash, and so below."""
    pdf_url: str
    source_url: str

    def locations(self, candidate: Candidate) -> tuple[str, ...]:
        """Return the URLs of a paper's files, best first, without those that cannot be read."""
        return tuple(self._urls(candidate).values())

    def fetch(self, candidate: Candidate, validators: Mapping[str, str] | None = None) -> Fetched | None:
        """Return the best file of a paper: see `extractors.sources.model.Source.fetch`."""
        about = candidate.candidate_id
        if candidate.is_withdrawn:
            raise WithdrawnError(about, "withdrawn", "arXiv lists it as withdrawn")
        fallbacks = list(candidate.unreadable)
        for kind, url in self._urls(candidate).items():
            try:
                answer = self.client.get(url, about, partial(_CHECKS[kind], about=about), validators)
            except (ServerUnavailableError, WithdrawnError):
                raise  # other files of the paper would fare no better
            except PaperError as error:
                is_final = not isinstance(error, TransientPaperError)
                fallbacks.append(Fallback(url, error.reason, error.message, is_final))
                continue
            name = file_name(candidate, answer.body, _version_of(answer.url))
            return None if answer.is_unchanged else fetched(answer, name, url, fallbacks)
        raise _nothing_left(about, fallbacks)

    def _urls(self, candidate: Candidate) -> dict[str, str]:
        identifier = candidate.candidate_id.removeprefix("arxiv:")
        bases = {"html": self.html_url, "pdf": self.pdf_url, "source": self.source_url}
        urls = {kind: f"{base}/{identifier}" for kind, base in bases.items()}
        unreadable = {fallback.url for fallback in candidate.unreadable}
        return {kind: url for kind, url in urls.items() if url not in unreadable}


def _version_of(url: str) -> int | None:
    """Read the version that a request for the newest one was sent on to."""
    found = arxiv_id_of(url.rpartition("/")[2])
    return found[1] if found else None


def _nothing_left(about: str, fallbacks: list[Fallback]) -> PaperError:
    tried = "; ".join(f"{fallback.url}: {fallback.reason}" for fallback in fallbacks)
    if all(fallback.is_final for fallback in fallbacks):
        return FinalPaperError(about, "no_file", f"none of its files can be had ({tried})")
    return TransientPaperError(about, "no_file_now", f"none of its files can be had just now ({tried})")
