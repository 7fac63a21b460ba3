"""Reading lists: identifiers of papers, the reason to read each, and the source of that recommendation."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib import resources

from extractors.errors import FinalPaperError


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """One entry of a reading list."""

    arxiv_id: str
    """Identifier without version."""
    title: str
    reason: str
    """Why it is worth reading."""
    source: str
    """Who points to it."""


def list_names() -> list[str]:
    """Return the names of the lists that ship with the package."""
    files = resources.files(__name__).iterdir()
    return sorted(file.name.removesuffix(".csv") for file in files if file.name.endswith(".csv"))


def read_list(name: str) -> list[ListedPaper]:
    """Return the entries of a list.

    Args:
        name: One of `list_names`.

    Raises:
        FinalPaperError: There is no such list.
    """
    if name not in list_names():
        raise FinalPaperError(
            name, "unknown_list", "there is no such reading list", f"choose one of {', '.join(list_names())}"
        )
    text = resources.files(__name__).joinpath(f"{name}.csv").read_text("utf-8")
    return [ListedPaper(**row) for row in csv.DictReader(text.splitlines())]
