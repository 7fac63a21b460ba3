"""A folder of papers on disk."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from extractors.errors import FinalPaperError, TransientPaperError
from extractors.identity import arxiv_id_of, paper_id_of
from extractors.records import Candidate, PaperRecord
from extractors.sources.model import Fetched, Listing, Progress

LARGEST_FILE_BYTES = 200 * 1024 * 1024
"""Larger files are not papers; the largest arXiv PDFs stay well below."""


@dataclass(frozen=True, slots=True)
class FolderSource:
    """Offers every paper of a folder, every time: the archive recognises unchanged files by their bytes."""

    folder: Path
    name: str = "folder"
    is_remote: bool = False
    is_chosen: bool = True

    def discover(self, progress: Progress) -> Iterator[Listing]:
        """Yield the papers of the folder and the folders in it.

        Raises:
            NotADirectoryError: It is not a folder.
        """
        del progress
        yield Listing(tuple(_candidate(entry) for entry in list_folder(self.folder)))

    def locations(self, candidate: Candidate) -> tuple[str, ...]:
        """Return the path of a paper."""
        return (candidate.origin,)

    def fetch(self, candidate: Candidate, validators: Mapping[str, str] | None = None) -> Fetched:
        """Return the bytes of a paper: see `read_entry`."""
        del validators
        return read_entry(Path(candidate.origin))


def _candidate(entry: Path) -> Candidate:
    named = arxiv_id_of(entry.name)
    paper = PaperRecord(paper_id=paper_id_of(entry.name), arxiv_id=named[0] if named else None)
    return Candidate(candidate_id=str(entry), paper=paper, origin=str(entry))


def list_folder(folder: Path) -> list[Path]:
    """List the papers of a folder and the folders in it.

    Args:
        folder: Where to look.

    Returns:
        Files, folders of LaTeX source (one paper each) and empty folders, in a stable order. Hidden entries
        are left out.

    Raises:
        NotADirectoryError: `folder` is not a folder.
    """
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder} is not a folder: give --path a folder that holds papers")
    return list(_walk(folder))


def _walk(folder: Path) -> Iterator[Path]:
    for entry in sorted(p for p in folder.iterdir() if not p.name.startswith(".")):
        if not entry.is_dir() or _is_latex_source(entry) or not any(entry.iterdir()):
            yield entry
        else:
            yield from _walk(entry)


def read_entry(entry: Path) -> Fetched:
    """Read one entry of `list_folder`.

    Args:
        entry: A file, or a folder of LaTeX source, which is packed into one archive as arXiv would send it.

    Returns:
        The bytes with their origin.

    Raises:
        FinalPaperError: An empty folder, or a file too large to be a paper.
        TransientPaperError: The file cannot be read just now.
    """
    try:
        if entry.is_dir():
            return Fetched(f"{entry.name}.tar.gz", _pack(entry), str(entry), datetime.now(UTC))
        if entry.stat().st_size > LARGEST_FILE_BYTES:
            raise FinalPaperError(
                entry.name,
                "too_large",
                f"the file holds more than {LARGEST_FILE_BYTES:,} bytes",
                "is it a paper?",
            )
        return Fetched(entry.name, entry.read_bytes(), str(entry), datetime.now(UTC))
    except OSError as error:
        raise TransientPaperError(
            entry.name, "unreadable", f"the file cannot be opened: {error.strerror}", "check its permissions"
        ) from error


def _is_latex_source(folder: Path) -> bool:
    return any(b"\\documentclass" in path.read_bytes() for path in sorted(folder.glob("*.tex")))


def _pack(folder: Path) -> bytes:
    """Pack a source folder into the same bytes every time: sorted names, no dates, no owners."""
    files = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in {".tex", ".bbl", ".sty", ".cls"}
    ]
    if not files:
        raise FinalPaperError(
            folder.name, "empty_folder", "the folder holds no paper", "remove it or put a paper in"
        )
    packed = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as zipped,
        tarfile.open(fileobj=zipped, mode="w") as tar,
    ):
        for path in files:
            data = path.read_bytes()
            entry = tarfile.TarInfo(path.relative_to(folder).as_posix())
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return packed.getvalue()
