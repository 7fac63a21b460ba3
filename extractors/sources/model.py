"""What every source offers: papers to choose from, and the files of those that were chosen."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from extractors.records import Candidate, Fallback, Window
from extractors.sources.http.answers import Answer


@dataclass(frozen=True, slots=True)
class Fetched:
    """One file of one paper, as it came, before anything has read it."""

    name: str
    """File name with extension, such as ``1512.03385v1.pdf``."""
    data: bytes
    origin: str
    """The URL or path it came from."""
    fetched_at: datetime
    media_type: str = ""
    """As the server states it; empty when it states none."""
    http_headers: Mapping[str, str] = field(default_factory=dict)
    """Response headers worth keeping, such as ``ETag`` and ``Last-Modified``."""
    fallbacks: tuple[Fallback, ...] = ()
    """What was asked for before and could not be had, in order."""


def fetched(answer: Answer, name: str, origin: str, fallbacks: Sequence[Fallback] = ()) -> Fetched:
    """Return the file that a server has answered with.

    Args:
        answer: The answer.
        name: File name with extension.
        origin: The URL that was asked for.
        fallbacks: What was asked for before and could not be had, in order.
    """
    return Fetched(
        name=name,
        data=answer.body,
        origin=origin,
        fetched_at=datetime.now(UTC),
        media_type=answer.headers.get("Content-Type", ""),
        http_headers=answer.kept_headers(),
        fallbacks=tuple(fallbacks),
    )


@dataclass(frozen=True, slots=True)
class Listing:
    """A part of what a source offers, to be kept before the next part is asked for."""

    candidates: tuple[Candidate, ...]
    window: Window | None = None
    """The window these are all papers of; None where the source is not listed by windows."""
    is_doubtful: bool = False
    """True when it holds nothing on a day that should have brought papers."""


class Progress(Protocol):
    """What earlier nights have listed."""

    def has_listed(self, window: Window) -> bool:
        """Tell whether a window has been listed to its end."""

    def known(self, source: str) -> Collection[str]:
        """Return the candidate ids, and the paper ids, that a source has offered before."""


class Source(Protocol):
    """Where papers come from."""

    @property
    def name(self) -> str:
        """Name under which bytes, windows and candidates of this source are kept."""

    @property
    def is_remote(self) -> bool:
        """True when papers are fetched over a network: what was offered and fetched is then remembered."""

    @property
    def is_chosen(self) -> bool:
        """True when a person has named the papers, so that none is left out as irrelevant."""

    def discover(self, progress: Progress) -> Iterator[Listing]:
        """Yield what the source offers and earlier nights have not listed.

        Raises:
            TransientPaperError: The listing cannot be had just now.
            FinalPaperError: The listing was asked for wrongly.
        """

    def locations(self, candidate: Candidate) -> tuple[str, ...]:
        """Return the URLs or path that the paper's bytes may come from, best first."""

    def fetch(self, candidate: Candidate, validators: Mapping[str, str] | None = None) -> Fetched | None:
        """Return the bytes of a paper.

        Args:
            candidate: What `discover` has offered.
            validators: Kept headers of the bytes at hand; the server is then asked for newer ones only.

        Returns:
            The bytes, or None when those at hand are still the newest.

        Raises:
            PaperError: It cannot be had, now or ever.
        """
