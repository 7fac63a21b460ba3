"""Sources kept here, and what the reader has to find in them.

After a change that is meant to alter what is read, write the expected files anew and review the difference:

    python -m tests.extractors.documents.latex.golden_files
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from extractors.documents.latex import read_latex
from extractors.documents.model import Document
from tests.extractors.documents.latex.sources import tar
from tests.extractors.documents.pdf.golden_files import summary as document_summary

FOLDER = Path(__file__).parent / "golden"
NAMES = sorted(path.stem for path in FOLDER.glob("*.tex"))


def source(name: str) -> bytes:
    """Return a golden source packed as arXiv sends it."""
    return tar(
        {path.name: path.read_bytes() for path in sorted(FOLDER.glob(f"{name}.*")) if path.suffix != ".json"}
    )


def expected(name: str) -> dict[str, Any]:
    """Return what the reader has to find."""
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text())
    return found


def summary(read: Document) -> dict[str, Any]:
    """Return what a person would check in a document: everything but places."""
    found = document_summary(read)
    del found["page_count"], found["arxiv_id"], found["version"]
    return found | {"year": read.year, "damage": [f"{note.code}: {note.detail}" for note in read.damage]}


def write_all() -> None:
    """Write the expected files from what the reader finds now."""
    for name in NAMES:
        found = summary(read_latex(source(name), name))
        (FOLDER / f"{name}.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    write_all()
