"""What can be wrong with a server and its answers, to be switched on at a stand-in."""

from __future__ import annotations

import re
import socket
import struct
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler


class FaultKind(StrEnum):
    """The faults."""

    RATE_EXCEEDED_AS_200 = "rate_exceeded_as_200"
    STATUS_429 = "status_429"
    STATUS_503 = "status_503"
    STATUS_500 = "status_500"
    FORBIDDEN = "forbidden"
    MISSING = "missing"
    WITHDRAWN = "withdrawn"
    PAGE_IN_PLACE_OF_FILE = "page_in_place_of_file"
    LOGIN_PAGE = "login_page"
    LOGIN_REDIRECT = "login_redirect"
    FOREIGN_REDIRECT = "foreign_redirect"
    REDIRECT_LOOP = "redirect_loop"
    CUT_OFF = "cut_off"
    """The connection ends before the announced length."""
    CUT_SHORT = "cut_short"
    """Half the body, with a length that says that it is whole."""
    LENGTH_TOO_SMALL = "length_too_small"
    """The announced length is shorter than what follows."""
    EMPTY = "empty"
    EMPTY_LISTING = "empty_listing"
    BROKEN_LISTING = "broken_listing"
    TOKEN_EXPIRED = "token_expired"  # noqa: S105  a kind of fault
    RESET = "reset"
    DRIP = "drip"


@dataclass(slots=True)
class Fault:
    """A fault of the answers to some requests."""

    kind: FaultKind
    path: str
    """A regular expression, searched for in the path with its query."""
    times: int | None = None
    """How many answers it spoils; None for all."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """More headers, such as ``Retry-After``."""

    def applies_to(self, path: str) -> bool:
        """Tell whether a request meets this fault, and count it."""
        if self.times == 0 or not re.search(self.path, path):
            return False
        if self.times is not None:
            self.times -= 1
        return True


_PAGE = "<!DOCTYPE html><html><head><title>{0}</title></head><body><p>{0}</p>{1}</body></html>"
_EMPTY_OAI = '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><request verb="ListRecords"/>{}</OAI-PMH>'
_EMPTY_ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:o="http://a9.com/-/spec/opensearch/1.1/">'
    "<o:totalResults>7</o:totalResults><o:startIndex>0</o:startIndex></feed>"
)

_INSTEAD: dict[FaultKind, tuple[int, str]] = {
    FaultKind.RATE_EXCEEDED_AS_200: (200, "Rate exceeded."),
    FaultKind.STATUS_429: (429, "Too many requests"),
    FaultKind.STATUS_503: (503, "Retry later"),
    FaultKind.STATUS_500: (500, "Internal error"),
    FaultKind.FORBIDDEN: (403, "Access denied"),
    FaultKind.MISSING: (404, _PAGE.format("Not found", "")),
    FaultKind.WITHDRAWN: (200, _PAGE.format("This paper has been withdrawn by its authors", "")),
    FaultKind.PAGE_IN_PLACE_OF_FILE: (200, _PAGE.format("The file is being made", "")),
    FaultKind.LOGIN_PAGE: (200, _PAGE.format("Sign in", '<form><input type="password"></form>')),
    FaultKind.EMPTY: (200, ""),
    FaultKind.BROKEN_LISTING: (200, "<OAI-PMH><ListRecords>"),
    FaultKind.TOKEN_EXPIRED: (200, _EMPTY_OAI.format('<error code="badResumptionToken">expired</error>')),
}
_REDIRECTS = {
    FaultKind.LOGIN_REDIRECT: "/login?next=paper",
    FaultKind.FOREIGN_REDIRECT: "https://elsewhere.example/paper.pdf",
}
_DRIP_SECONDS = 0.1


def answer_with(fault: Fault, handler: BaseHTTPRequestHandler, body: bytes, media_type: str) -> None:
    """Answer a request wrongly.

    Args:
        fault: In which way.
        handler: The request.
        body: The answer it should have had.
        media_type: Of that answer.
    """
    kind = fault.kind
    if kind is FaultKind.RESET:
        _reset(handler)
    elif kind in _REDIRECTS or kind is FaultKind.REDIRECT_LOOP:
        _send(handler, 302, {"Location": _REDIRECTS.get(kind, handler.path), "Content-Length": "0"}, b"")
    elif kind is FaultKind.EMPTY_LISTING:
        text = _EMPTY_OAI.format("<ListRecords/>") if "verb=" in handler.path else _EMPTY_ATOM
        _send(handler, 200, {"Content-Length": str(len(text))}, text.encode())
    elif kind is FaultKind.CUT_OFF:
        _send(handler, 200, {"Content-Type": media_type, "Content-Length": str(len(body))}, _half(body))
    elif kind is FaultKind.CUT_SHORT:
        half = _half(body)
        _send(handler, 200, {"Content-Type": media_type, "Content-Length": str(len(half))}, half)
    elif kind is FaultKind.LENGTH_TOO_SMALL:
        length = str(len(_half(body)))
        _send(handler, 200, {"Content-Type": media_type, "Content-Length": length}, body)
    elif kind is FaultKind.DRIP:
        _drip(handler, body)
    else:
        status, text = _INSTEAD[kind]
        headers = {"Content-Type": "text/html", "Content-Length": str(len(text)), **fault.headers}
        _send(handler, status, headers, text.encode())


def _half(body: bytes) -> bytes:
    return body[: len(body) // 2]


def _send(handler: BaseHTTPRequestHandler, status: int, headers: Mapping[str, str], body: bytes) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(body)
    handler.close_connection = True


def _reset(handler: BaseHTTPRequestHandler) -> None:
    """End the connection without a goodbye."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def _drip(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    """Send the body one byte at a time, until nobody listens any more."""
    _send(handler, 200, {"Content-Length": str(len(body))}, b"")
    for position in range(len(body)):
        try:
            handler.wfile.write(body[position : position + 1])
            handler.wfile.flush()
        except OSError:
            return
        time.sleep(_DRIP_SECONDS)
