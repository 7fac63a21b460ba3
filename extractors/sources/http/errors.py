"""What can go wrong between this program and a server, beside the errors of one paper."""

from __future__ import annotations

import ssl
from urllib.parse import urlsplit

import requests
import urllib3

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
    """The server must not be asked again this night; what is left waits for the next night."""


class WithdrawnError(FinalPaperError):
    """The paper's authors, or the server, have withdrawn it."""


def network_error(error: Exception, url: str, about: str) -> ServerUnavailableError:
    """Tell the kinds of trouble on the way to a server apart."""
    causes = list(_causes(error))
    host = urlsplit(url).hostname
    if any(isinstance(cause, (ssl.SSLError, requests.exceptions.SSLError)) for cause in causes):
        return ServerUnavailableError(
            about, "tls_failed", f"{host} does not prove who it is: {causes[-1]}", "check the machine's clock"
        )
    if any(isinstance(cause, urllib3.exceptions.NameResolutionError) for cause in causes):
        return ServerUnavailableError(
            about, "name_not_found", f"{host} has no address", "check the network of this machine"
        )
    if any(isinstance(cause, (TimeoutError, requests.Timeout)) for cause in causes):
        return ServerUnavailableError(about, "too_slow", f"{url} did not answer in time")
    return ServerUnavailableError(about, "connection_lost", f"{url}: {type(causes[-1]).__name__}")


def _causes(error: BaseException) -> list[BaseException]:
    """List an exception and everything it wraps, outermost first."""
    found: list[BaseException] = []
    rest: list[object] = [error]
    while rest:
        one = rest.pop(0)
        if isinstance(one, BaseException) and one not in found:
            found.append(one)
            rest += [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]
    return found
