"""Answers of servers, and checks whether they hold what was asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from extractors.errors import FinalPaperError, TransientPaperError
from extractors.sources.http.errors import LeaveAloneError, ServerUnavailableError, WithdrawnError

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_RATE_LIMIT = re.compile(rb"rate (?:limit )?exceeded|too many requests", re.IGNORECASE)
_WITHDRAWN = re.compile(rb"(?:paper|article|submission|version)[^.<]{0,40}withdrawn", re.IGNORECASE)
_LOGIN = re.compile(rb"<input[^>]{1,200}type=[\"']?password", re.IGNORECASE)
_HTML_START = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html|<head)", re.IGNORECASE)
_NOTE_BYTES = 4096
"""A refusal is short; a paper that only speaks of rate limits is not."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a server."""

    url: str
    """The URL that answered, after redirects."""
    status: int
    headers: Mapping[str, str]
    """With names in any case."""
    body: bytes

    @property
    def redirects_to(self) -> str | None:
        """The target of a redirect, which may be relative; None for any other answer."""
        return self.headers.get("Location") if self.status in _REDIRECTS else None

    @property
    def is_unchanged(self) -> bool:
        """True when the server says that it has nothing newer than what was asked about."""
        return self.status == HTTPStatus.NOT_MODIFIED

    def kept_headers(self) -> dict[str, str]:
        """Return the headers by which a later request can ask for a newer answer only."""
        return {name: self.headers[name] for name in ("ETag", "Last-Modified") if name in self.headers}


def check_status(answer: Answer, about: str) -> None:
    """Raise the error that a status, or a refusal sent with status 200, stands for.

    Args:
        answer: The answer, no redirect.
        about: Paper or listing, for the message.

    Raises:
        LeaveAloneError: The server refuses this program.
        ServerUnavailableError: Asked to wait, or the server is in trouble.
        WithdrawnError: The server says that the paper was withdrawn.
        FinalPaperError: There is no such file, or it may not be had.
    """
    says_wait = len(answer.body) < _NOTE_BYTES and _RATE_LIMIT.search(answer.body)
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS or says_wait:
        raise ServerUnavailableError(
            about,
            "rate_limited",
            f"{answer.url} asks for fewer requests",
            retry_after_seconds=retry_after_of(answer.headers),
        )
    if answer.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        if _WITHDRAWN.search(answer.body):
            raise WithdrawnError(about, "withdrawn", f"{answer.url} says that it was withdrawn")
        raise FinalPaperError(about, "not_found", f"{answer.url} does not exist")
    if answer.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.PROXY_AUTHENTICATION_REQUIRED):
        raise FinalPaperError(about, "login_required", f"{answer.url} asks to log in", "fetch it by hand")
    if answer.status == HTTPStatus.FORBIDDEN:
        raise LeaveAloneError(
            about,
            "forbidden",
            f"{answer.url} refuses this program",
            "slow down, and see whether the server names a reason",
        )
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise ServerUnavailableError(
            about,
            "server_error",
            f"{answer.url} answers with status {answer.status}",
            retry_after_seconds=retry_after_of(answer.headers),
        )
    if answer.status not in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
        raise FinalPaperError(about, "bad_status", f"{answer.url} answers with status {answer.status}")


def check_pdf(answer: Answer, about: str) -> None:
    """Raise an error when an answer that should be a PDF is no PDF, or not complete.

    Raises:
        FinalPaperError: A page that asks to log in, or says that the paper was withdrawn.
        TransientPaperError: Empty, cut short, or something else in its place.
    """
    _refuse_empty(answer, about)
    if b"%PDF-" not in answer.body[:1024]:
        _refuse_page(answer, about)
        raise TransientPaperError(about, "not_a_pdf", f"{answer.url} sends something else than a PDF")
    if b"%%EOF" not in answer.body[-2048:]:
        raise TransientPaperError(about, "truncated", f"{answer.url} ends before its end")


def check_paper_page(answer: Answer, about: str) -> None:
    """Raise an error when an answer that should be a paper's LaTeXML page is none, or not complete.

    Raises:
        FinalPaperError: A page about the paper in place of the paper.
        TransientPaperError: Empty or cut short.
    """
    _refuse_empty(answer, about)
    if not _HTML_START.match(answer.body[:2048]):
        raise FinalPaperError(about, "not_html", f"{answer.url} sends something else than HTML")
    if b"</html>" not in answer.body[-2048:].lower():
        raise TransientPaperError(about, "truncated", f"{answer.url} ends before its end")
    if b"ltx_document" not in answer.body:
        if _LOGIN.search(answer.body) or _WITHDRAWN.search(answer.body):
            _refuse_page(answer, about)
        raise FinalPaperError(about, "no_html_version", f"{answer.url} holds a page, but not the paper")


def check_source(answer: Answer, about: str) -> None:
    """Raise an error when an answer that should be a paper's source is neither an archive nor a PDF.

    Raises:
        FinalPaperError: A page that asks to log in, or says that the paper was withdrawn.
        TransientPaperError: Empty, cut short, or something else in its place.
    """
    _refuse_empty(answer, about)
    if answer.body.startswith(b"%PDF-"):
        check_pdf(answer, about)
    elif not answer.body.startswith(b"\x1f\x8b") and answer.body[257:262] != b"ustar":
        _refuse_page(answer, about)
        raise TransientPaperError(about, "not_source", f"{answer.url} sends something else than source")


def check_file(answer: Answer, about: str) -> None:
    """Raise an error when an answer that should be a paper, as PDF or HTML, is none, or not complete.

    Raises:
        FinalPaperError: A page that asks to log in, or says that the paper was withdrawn.
        TransientPaperError: Empty, cut short, or a page in place of a PDF.
    """
    if not is_html(answer.body) or answer.url.lower().endswith(".pdf"):
        check_pdf(answer, about)
        return
    if _LOGIN.search(answer.body):
        _refuse_page(answer, about)
    if b"</html>" not in answer.body[-2048:].lower():
        raise TransientPaperError(about, "truncated", f"{answer.url} ends before its end")


def is_html(body: bytes) -> bool:
    """Tell whether bytes begin as an HTML page does."""
    return _HTML_START.match(body[:2048]) is not None


def _refuse_empty(answer: Answer, about: str) -> None:
    if not answer.body.strip():
        raise TransientPaperError(about, "empty_answer", f"{answer.url} sends nothing")


def _refuse_page(answer: Answer, about: str) -> None:
    """Say why a page came in place of a file."""
    if not is_html(answer.body):
        return
    if _LOGIN.search(answer.body):
        raise FinalPaperError(about, "login_required", f"{answer.url} asks to log in", "fetch it by hand")
    if _WITHDRAWN.search(answer.body):
        raise WithdrawnError(about, "withdrawn", f"{answer.url} says that the paper was withdrawn")
    raise TransientPaperError(about, "page_in_place_of_file", f"{answer.url} sends a web page")


def retry_after_of(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Return the seconds a server asks to be left alone, None where it does not say.

    Args:
        headers: Of its answer; ``Retry-After`` holds seconds or a date.
        now: The time to count from; the present when None.
    """
    text = headers.get("Retry-After", "").strip()
    if text.isdigit():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (until - (now or datetime.now(UTC))).total_seconds())
