"""What identifies a paper: title, authors and year, separated from what is printed around them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What identifies a paper, as far as its file says it."""

    title: str = ""
    authors: tuple[str, ...] = ()
    arxiv_id: str | None = None
    version: int | None = None
    year: int | None = None
