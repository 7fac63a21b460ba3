"""What can go wrong with one paper, sorted by what the night should do about it."""

from __future__ import annotations


class PaperError(Exception):
    """A paper could not be processed.

    Attributes:
        paper: The paper id or file name, so that the message names it wherever it surfaces.
        reason: Short stable name of the cause, such as ``encrypted`` or ``timed_out``; `load_items`
            groups by it.
        advice: What a person can do about it.
    """

    def __init__(self, paper: str, reason: str, message: str, advice: str = "") -> None:
        super().__init__(paper, reason, message, advice)
        self.paper = paper
        self.reason = reason
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        text = f"{self.paper}: {self.message}"
        return f"{text} ({self.advice})" if self.advice else text


class TransientPaperError(PaperError):
    """Trying again later may help: the next night retries the paper."""


class FinalPaperError(PaperError):
    """The same bytes will fail again: recorded, and left alone until they or the extractor change."""
