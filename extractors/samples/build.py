"""Builds the shipped sample papers from their sources: ``python -m extractors.samples.build``."""

from __future__ import annotations

from pathlib import Path

from extractors.documents.model import Format
from extractors.samples import sample_folder
from extractors.samples.html import render_html
from extractors.samples.pdf import render_pdf
from extractors.samples.source import SamplePaper, load_all


def build_all(folder: Path) -> list[Path]:
    """Write every paper in the format it is shipped in and remove what has no source any more.

    Returns:
        The files written.
    """
    papers = {folder / f"{paper.id}.{paper.format}": paper for paper in load_all()}
    for stale in set(folder.glob("*.*")) - set(papers):
        stale.unlink()
    for path, paper in papers.items():
        path.write_bytes(build(paper, paper.format))
    return list(papers)


def build(paper: SamplePaper, file_format: Format) -> bytes:
    """Return a paper as the bytes of a file; every paper can be built as HTML and as PDF."""
    return render_pdf(paper) if file_format is Format.PDF else render_html(paper).encode()


if __name__ == "__main__":
    for built in build_all(sample_folder()):
        print(f"{built.stat().st_size / 1000:8.1f} kB  {built.name}")  # noqa: T201
