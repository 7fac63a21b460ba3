"""How many titles, years and first authors of real papers are read right.

Run it on the real papers (they are not part of the repository):

    NINTHPOWER_REAL_PAPERS=DIR python -m tests.real.metadata_benchmark --misses

`manifest.csv` beside the papers has titles and years, `first_authors.csv` beside this file family names, of the papers
that may be looked at. Years are scored twice: with the file's name, which holds the arXiv id of most, and without it.
Copies of a paper in proceedings state the year of the conference, which often is the one after the first publication.
Of closed papers (``--closed``) only the shares are ever printed.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich import print

from extractors.documents import read
from extractors.errors import PaperError
from extractors.identity import paper_of, year_of
from tests.real.folds import annotated

_ARXIV_ID = re.compile(r"\d{4}\.\d{4,5}")
_FIRST_AUTHORS = Path(__file__).parent / "first_authors.csv"


@dataclass(frozen=True, slots=True)
class Known:
    """What a person knows of a paper."""

    path: Path
    title: str
    year: str
    first_author: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was read right of a paper."""

    known: Known
    title: str
    author: str
    year: int | None
    year_without_name: int | None

    @property
    def has_title(self) -> bool:
        """Whether the title has the right letters and digits."""
        return _squeezed(self.title) == _squeezed(self.known.title)

    @property
    def has_author(self) -> bool:
        """Whether the first author's family name is the right one."""
        return _squeezed(self.author).endswith(_squeezed(self.known.first_author or "?"))


def papers_of(papers: Path, *, is_closed: bool = False) -> Iterator[Known]:
    """Yield the PDFs that may be looked at and the copies of their papers, or those of closed folds."""
    closed = {one.paper for one in annotated(papers) if not one.is_opened}
    authors = {row["paper"]: row["family_name"] for row in _rows(_FIRST_AUTHORS)}
    manifest = {row["id"]: row for row in _rows(papers / "manifest.csv")}
    files = [(papers / "pdf" / f"{paper}.pdf", paper) for paper in manifest]
    files += [(papers / "copies" / row["file"], row["same_work_as"]) for row in _rows(papers / "copies.csv")]
    for path, paper in files:
        if paper in manifest and (paper in closed) is is_closed and path.exists():
            # The list has the year of a later version of some papers; arXiv's number tells that of the first.
            year = str(year_of(paper)) if _ARXIV_ID.fullmatch(paper) else manifest[paper]["year"]
            yield Known(path, manifest[paper]["title"], year, authors.get(paper))


def run(known_papers: Iterable[Known]) -> list[Outcome]:
    """Read papers."""
    outcomes = []
    for known in known_papers:
        try:
            document = read(known.path.read_bytes(), known.path.name)
        except PaperError:
            outcomes.append(Outcome(known, "", "", None, None))
            continue
        author = document.authors[0] if document.authors else ""
        named, nameless = paper_of(known.path.name, document), paper_of("paper.pdf", document)
        outcomes.append(Outcome(known, document.title, author, named.year, nameless.year))
    return outcomes


def shares(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Return the shares that are right; a year within one of the first publication's counts in a line of its own."""
    count = max(1, len(outcomes))
    authored = [outcome for outcome in outcomes if outcome.known.first_author]
    first_author = {"first_author": sum(o.has_author for o in authored) / len(authored)} if authored else {}
    return first_author | {
        "title": sum(outcome.has_title for outcome in outcomes) / count,
        "any_author": sum(bool(outcome.author) for outcome in outcomes) / count,
        "year": sum(str(outcome.year) == outcome.known.year for outcome in outcomes) / count,
        "year_without_name": sum(str(o.year_without_name) == o.known.year for o in outcomes) / count,
        "year_within_one": sum(
            abs((outcome.year_without_name or 0) - int(outcome.known.year)) <= 1 for outcome in outcomes
        )
        / count,
    }


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def _squeezed(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return re.sub(r"[^a-z0-9]+", "", plain.encode("ascii", "ignore").decode().lower())


def main() -> None:
    """Print the shares, and what was missed on the folds that may be looked at."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--closed", action="store_true", help="score the closed papers, shares only")
    parser.add_argument("--misses", action="store_true", help="list what was missed, of opened papers only")
    arguments = parser.parse_args()
    papers = Path(os.environ["NINTHPOWER_REAL_PAPERS"])
    outcomes = run(papers_of(papers, is_closed=arguments.closed))
    for outcome in outcomes if arguments.misses and not arguments.closed else []:
        if not (outcome.has_title and str(outcome.year_without_name) == outcome.known.year):
            print(outcome.known.path.name, repr(outcome.title), outcome.year_without_name, outcome.known.year)
    print(f"{len(outcomes)} files", {name: round(share, 3) for name, share in shares(outcomes).items()})


if __name__ == "__main__":
    main()
