"""Every source by its name. A new one is a class that keeps `extractors.sources.model.Source`, and a line here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar

from extractors.records import Candidate
from extractors.samples import sample_folder
from extractors.sources.arxiv.atom import QueryListing
from extractors.sources.arxiv.candidates import arxiv_candidate
from extractors.sources.arxiv.oai import OaiListing
from extractors.sources.arxiv.papers import ArxivFiles
from extractors.sources.folder import FolderSource, list_folder
from extractors.sources.http.client import Client
from extractors.sources.listed import IdListing, candidates_of_file, candidates_of_list
from extractors.sources.model import Fetched, Listing, Progress, Source
from extractors.sources.urls import UrlSource, urls_of_file

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run asks of its source; each source needs some of it."""

    path: Path | None = None
    """Folder, or file of identifiers or URLs."""
    list_name: str | None = None
    search: str | None = None
    """In the words of arXiv's query API."""
    from_date: date | None = None
    until_date: date | None = None
    named: tuple[str, ...] | None = None
    """arXiv identifiers that the warehouse names."""

    def given(self) -> frozenset[str]:
        """Return the names of the fields that are set; text that holds nothing is not."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return frozenset(name for name, value in values.items() if value is not None and str(value).strip())


@dataclass(frozen=True, slots=True)
class Network:
    """The client, and the addresses at which arXiv answers, or a stand-in for it."""

    client: Client
    oai_url: str
    api_url: str
    html_url: str
    pdf_url: str
    source_url: str
    sets: tuple[str, ...]


class _Lister(Protocol):
    def discover(self, progress: Progress) -> Iterator[Listing]: ...


@dataclass(frozen=True, slots=True)
class ArxivSource:
    """Papers of arXiv, however they were listed."""

    name: str
    lister: _Lister
    files: ArxivFiles
    is_chosen: bool
    is_remote: bool = True

    def discover(self, progress: Progress) -> Iterator[Listing]:
        """Yield what is listed: see `extractors.sources.model.Source.discover`."""
        return self.lister.discover(progress)

    def locations(self, candidate: Candidate) -> tuple[str, ...]:
        """Return the URLs of a paper's files, best first."""
        return self.files.locations(candidate)

    def fetch(self, candidate: Candidate, validators: Mapping[str, str] | None = None) -> Fetched | None:
        """Return the best file of a paper: see `extractors.sources.model.Source.fetch`."""
        return self.files.fetch(candidate, validators)


@dataclass(frozen=True, slots=True)
class SourceKind:
    """One kind of source."""

    says: str
    """What it reads, in a few words."""
    needs: frozenset[str]
    """Fields of `Wanted` it cannot do without."""
    may_use: frozenset[str]
    """Further fields; where they are not given, the night sets them before it builds the source."""
    build: Callable[[Wanted, Callable[[], Network]], Source]
    """Called with what is wanted and, for sources that need one, a way to a network."""
    is_remote: bool = True
    """True when it asks other people's servers."""
    look: Callable[[Wanted], Collection[object]] | None = None
    """Reads what is given on this machine, such as a file of identifiers, so that a slip shows before the night."""
    names_papers: bool = False
    """True where it has to find a paper: a file that names none is a slip, a folder may be empty yet."""

    def complaint(self, wanted: Wanted) -> str:
        """Say what is missing or too much in `wanted`; empty when it fits."""
        missing, unused = self.needs - wanted.given(), wanted.given() - self.needs - self.may_use
        parts = [f"needs {_flags(missing)}"] if missing else []
        parts += [f"has no use for {_flags(unused)}"] if unused else []
        return " and ".join(parts)


_FLAGS = {"list_name": "--list", "from_date": "--from", "until_date": "--to"}


def _flags(names: frozenset[str]) -> str:
    return ", ".join(sorted(_FLAGS.get(name, f"--{name}") for name in names))


def _arxiv(name: str, lister: _Lister, network: Network, *, is_chosen: bool) -> Source:
    files = ArxivFiles(network.client, network.html_url, network.pdf_url, network.source_url)
    return ArxivSource(name, lister, files, is_chosen)


def _folder(wanted: Wanted, connect: Callable[[], Network]) -> Source:
    del connect
    return FolderSource(_given(wanted.path))


def _samples(wanted: Wanted, connect: Callable[[], Network]) -> Source:
    del wanted, connect
    return FolderSource(sample_folder(), name="samples")


def _oai(wanted: Wanted, connect: Callable[[], Network]) -> Source:
    network = connect()
    days = (_given(wanted.from_date), _given(wanted.until_date))
    return _arxiv(
        "oai", OaiListing(network.client, network.oai_url, network.sets, *days), network, is_chosen=False
    )


def _query(wanted: Wanted, connect: Callable[[], Network]) -> Source:
    network = connect()
    days = (_given(wanted.from_date), _given(wanted.until_date))
    lister = QueryListing(network.client, network.api_url, _given(wanted.search), *days)
    return _arxiv("query", lister, network, is_chosen=False)


def _ids(wanted: Wanted, connect: Callable[[], Network]) -> Source:
    return _chosen("ids", candidates_of_file(_given(wanted.path)), connect())


def _list(wanted: Wanted, connect: Callable[[], Network]) -> Source:
    list_name = _given(wanted.list_name)
    return _chosen(f"list:{list_name}", candidates_of_list(list_name), connect())


def _wanted(wanted: Wanted, connect: Callable[[], Network]) -> Source:
    return _chosen("wanted", tuple(map(arxiv_candidate, wanted.named or ())), connect())


def _chosen(name: str, papers: tuple[Candidate, ...], network: Network) -> Source:
    return _arxiv(name, IdListing(network.client, network.api_url, name, papers), network, is_chosen=True)


def _urls(wanted: Wanted, connect: Callable[[], Network]) -> Source:
    urls = urls_of_file(_given(wanted.path))
    return UrlSource(connect().client, urls)


def _given(value: _T | None) -> _T:
    if value is None:
        raise ValueError("check SourceKind.complaint first")
    return value


_NOTHING: frozenset[str] = frozenset()
_DAYS = frozenset({"from_date", "until_date"})
_PATH = frozenset({"path"})

SOURCES: dict[str, SourceKind] = {
    "samples": SourceKind(
        "the papers that ship with ninthpower", _NOTHING, _NOTHING, _samples, is_remote=False
    ),
    "folder": SourceKind(
        "a folder of PDFs, HTML pages and LaTeX sources",
        _PATH,
        _NOTHING,
        _folder,
        is_remote=False,
        look=lambda wanted: list_folder(_given(wanted.path)),
    ),
    "oai": SourceKind("what arXiv announced or changed on some days", _NOTHING, _DAYS, _oai),
    "query": SourceKind("what a search of arXiv finds", frozenset({"search"}), _DAYS, _query),
    "ids": SourceKind(
        "the arXiv identifiers in a file",
        _PATH,
        _NOTHING,
        _ids,
        look=lambda wanted: candidates_of_file(_given(wanted.path)),
        names_papers=True,
    ),
    "list": SourceKind(
        "a reading list of the package",
        frozenset({"list_name"}),
        _NOTHING,
        _list,
        look=lambda wanted: candidates_of_list(_given(wanted.list_name)),
    ),
    "urls": SourceKind(
        "the URLs in a file",
        _PATH,
        _NOTHING,
        _urls,
        look=lambda wanted: urls_of_file(_given(wanted.path)),
        names_papers=True,
    ),
    "wanted": SourceKind(
        "papers of arXiv that those read so far quote results from", _NOTHING, frozenset({"named"}), _wanted
    ),
}
"""The sources, by the name that ``--source`` takes."""
