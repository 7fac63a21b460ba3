"""The papers a stand-in arXiv holds: files of a folder, repeated under as many identifiers as are wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path

_KINDS = {".html": "html", ".pdf": "pdf", ".gz": "source"}
_LICENCE = "http://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class StandInPaper:
    """One paper of a stand-in."""

    arxiv_id: str
    day: date
    """When it was announced."""
    files: Mapping[str, Path]
    """Its files: ``html``, ``pdf`` and ``source``, as far as there are any."""
    version: int = 1
    title: str = "A deep network for image classification"
    abstract: str = "We train deep convolutional networks and report results on ImageNet."
    authors: Sequence[str] = ("Ada Example", "Bo Example")
    categories: Sequence[str] = ("cs.CV", "cs.LG")
    sets: Sequence[str] = ("cs",)
    licence: str = _LICENCE
    is_deleted: bool = False
    previous_versions: Mapping[int, Mapping[str, Path]] = field(default_factory=dict)

    def read(self, kind: str, version: int | None) -> bytes | None:
        """Return a file, made the paper's own by a note of its identifier; None where there is none.

        Papers that share a file would else have the same bytes, and be read only once.
        """
        is_newest = version in (None, self.version)
        files = self.files if is_newest else self.previous_versions.get(version or 0, {})
        if kind not in files:
            return None
        data = files[kind].read_bytes()
        note = f"arXiv:{self.arxiv_id}v{version or self.version}".encode()
        if kind == "pdf":
            return data + b"\n% " + note + b"\n%%EOF\n"
        if kind == "html":
            return data.rstrip().removesuffix(b"</html>") + b"<!-- " + note + b" -->\n</html>\n"
        return data


def papers_of_folder(
    folder: Path, *, first_day: date, count: int | None = None, papers_per_day: int = 100
) -> tuple[StandInPaper, ...]:
    """Offer the files of a folder as papers of arXiv.

    Args:
        folder: Holds PDFs, HTML pages and packed sources; each is a paper of its own.
        first_day: When the first of them was announced; days that are no weekdays are left out.
        count: How many papers to offer, the files repeated as often as that takes; all files once when None.
        papers_per_day: How many are announced on one day.

    Returns:
        The papers, oldest first.
    """
    files = sorted(path for path in folder.iterdir() if path.suffix in _KINDS)
    chosen = files if count is None else list(islice(cycle(files), count))
    papers = []
    day = _weekday(first_day)
    for number, path in enumerate(chosen):
        if number and number % papers_per_day == 0:
            day = _weekday(day + timedelta(days=1))
        papers.append(
            StandInPaper(
                arxiv_id=f"{first_day:%y%m}.{number + 1:05}",
                day=day,
                files={_KINDS[path.suffix]: path},
                title=f"A deep network: {path.stem}",
            )
        )
    return tuple(papers)


def _weekday(day: date) -> date:
    while day.isoweekday() > 5:
        day += timedelta(days=1)
    return day
