"""Papers that a person has named by their arXiv identifiers: in a file, or on a reading list of the package."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.errors import FinalPaperError, PaperError
from extractors.records import Candidate
from extractors.sources.arxiv import atom
from extractors.sources.arxiv.candidates import arxiv_candidate, candidate_of_id
from extractors.sources.http.client import Client
from extractors.sources.lists import read_list
from extractors.sources.model import Listing, Progress


@dataclass(frozen=True, slots=True)
class IdListing:
    """Offers named papers, with what the query API knows about each."""

    client: Client
    api_url: str
    name: str
    """Of the source, see `extractors.sources.model.Source`."""
    named: tuple[Candidate, ...]

    def discover(self, progress: Progress) -> Iterator[Listing]:
        """Yield the papers that were not offered before, as many at a time as the API answers for."""
        known = progress.known(self.name)
        new = [candidate for candidate in self.named if _key(candidate) not in known]
        for start in range(0, len(new), atom.PAPERS_PER_PAGE):
            yield Listing(tuple(self._looked_up(new[start : start + atom.PAPERS_PER_PAGE])))

    def _looked_up(self, named: list[Candidate]) -> Iterator[Candidate]:
        """Complete candidates by what the API knows; a paper without an answer can be fetched nevertheless."""
        ids = [candidate.candidate_id.removeprefix("arxiv:") for candidate in named]
        try:
            found = atom.look_up(self.client, self.api_url, ids, f"{self.name} from {ids[0]}")
        except PaperError:
            found = ()
        by_paper = {candidate.paper.paper_id: candidate for candidate in found}
        return (by_paper.get(candidate.paper.paper_id, candidate) for candidate in named)


def _key(candidate: Candidate) -> str:
    """A paper named without a version is known by any version of it."""
    return candidate.candidate_id if candidate.version else candidate.paper.paper_id


def candidates_of_file(path: Path) -> tuple[Candidate, ...]:
    """Read arXiv identifiers from a file: one a line, anything after a ``#`` or a blank is left out.

    Args:
        path: The file.

    Returns:
        One candidate for each identifier, in the order of the file.

    Raises:
        FinalPaperError: A line that begins with no identifier.
        OSError: The file cannot be read.
    """
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        candidate = candidate_of_id(words[0])
        if candidate is None:
            raise FinalPaperError(
                f"{path}, line {number}",
                "no_identifier",
                f"{words[0]!r} is no arXiv identifier",
                "write one a line, such as 1512.03385 or 1512.03385v1",
            )
        found.append(candidate)
    return _once_each(found)


def candidates_of_list(name: str) -> tuple[Candidate, ...]:
    """Return the papers of a reading list of the package: see `extractors.sources.lists`."""
    return _once_each([arxiv_candidate(entry.arxiv_id) for entry in read_list(name)])


def _once_each(candidates: list[Candidate]) -> tuple[Candidate, ...]:
    return tuple({candidate.candidate_id: candidate for candidate in candidates}.values())
