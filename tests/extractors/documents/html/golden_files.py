"""Pages written for the tests, and what the reader has to find in them.

After a change that is meant to alter what is read, write the expected files anew and review the difference:

    python -m tests.extractors.documents.html.golden_files
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from extractors.documents.html import read_html
from extractors.documents.model import Document
from tests.extractors.documents.pdf.golden_files import summary

FOLDER = Path(__file__).parent / "golden"
NAMES = sorted(path.stem for path in FOLDER.glob("*.html"))


@cache
def document(name: str) -> Document:
    """Return a golden page as the reader sees it."""
    return read_html((FOLDER / f"{name}.html").read_bytes(), name)


def expected(name: str) -> dict[str, Any]:
    """Return what the reader has to find."""
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return found


def main() -> None:
    """Write the expected file of every golden page."""
    for name in NAMES:
        text = json.dumps(summary(document(name)), indent=1, ensure_ascii=False)
        (FOLDER / f"{name}.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
