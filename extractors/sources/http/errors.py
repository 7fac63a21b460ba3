"""What can go wrong between this program and a server, beside the errors of one paper."""

from __future__ import annotations

from extractors.errors import FinalPaperError, TransientPaperError


class ServerUnavailableError(TransientPaperError):
    """The server, or the way to it, does not work just now: other files of it would fare no better.

    Attributes:
        retry_after_seconds: How long the server asks to be left alone; None when it does not say.
    """

    def __init__(
        self,
        paper: str,
        reason: str,
        message: str,
        advice: str = "",
        retry_after_seconds: float | None = None,
    ) -> None:
        super().__init__(paper, reason, message, advice)
        self.retry_after_seconds = retry_after_seconds


class LeaveAloneError(ServerUnavailableError):
    """Asking again this night would be rude or useless; what is left waits for the next night."""


class WithdrawnError(FinalPaperError):
    """The paper's authors, or the server, have withdrawn it."""
