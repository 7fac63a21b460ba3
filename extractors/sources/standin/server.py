"""The server of a stand-in arXiv."""

from __future__ import annotations

import hashlib
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from extractors.identity import arxiv_id_of
from extractors.sources.standin.faults import Fault, answer_with
from extractors.sources.standin.listings import atom_answer, oai_answer
from extractors.sources.standin.papers import StandInPaper
from extractors.sources.standin.works import works_answer

_MEDIA_TYPES = {"html": "text/html; charset=utf-8", "pdf": "application/pdf", "source": "application/gzip"}
_XML = "text/xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class SeenRequest:
    """One request that reached the server."""

    path: str
    """With its query."""
    user_agent: str
    began_at: float
    """On the monotonic clock, in seconds."""
    ended_at: float


_PATIENCE = 10.0
"""Seconds that `StandIn.seen` waits for requests to end."""


class StandIn:
    """Serves papers on 127.0.0.1 as arXiv does; use as a context manager.

    Attributes:
        papers: What it holds; may be replaced while it runs.
        faults: What is wrong with it just now; the first that applies spoils an answer.
    """

    def __init__(
        self,
        papers: Sequence[StandInPaper],
        faults: Sequence[Fault] = (),
        *,
        port: int = 0,
        records_per_page: int = 500,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.papers = tuple(papers)
        self.faults = list(faults)
        self._seen: list[SeenRequest] = []
        self._under_way = 0
        self._records_per_page = records_per_page
        self._lock = threading.Condition()
        self._server = _Server(("127.0.0.1", port), _handler_for(self))
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._scheme = "http" if tls is None else "https"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> StandIn:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """Where it answers; ``/oai``, ``/api/query``, ``/html``, ``/pdf``, ``/e-print`` and ``/works`` lie below."""
        return f"{self._scheme}://127.0.0.1:{self._server.server_address[1]}"

    @property
    def seen(self) -> list[SeenRequest]:
        """Every request, in the order of their ends.

        Who has an answer may be faster than the thread that gave it: those under way are waited for.
        """
        with self._lock:
            self._lock.wait_for(lambda: not self._under_way, timeout=_PATIENCE)
            return self._seen

    def begin(self) -> None:
        """Count a request as under way."""
        with self._lock:
            self._under_way += 1

    def note(self, request: SeenRequest) -> None:
        """Keep a request that has ended."""
        with self._lock:
            self._seen.append(request)
            self._under_way -= 1
            self._lock.notify_all()

    def fault_for(self, path: str) -> Fault | None:
        """Return the fault that spoils the answer to a request, None when it is sound."""
        with self._lock:
            return next((fault for fault in self.faults if fault.applies_to(path)), None)

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Return the sound answer to a request: status, media type, body."""
        parts = urlsplit(path)
        query = dict(parse_qsl(parts.query))
        if parts.path == "/oai":
            return 200, _XML, oai_answer(self.papers, query, self._records_per_page).encode()
        if parts.path == "/api/query":
            return 200, _XML, atom_answer(self.papers, query).encode()
        if parts.path == "/works":
            return 200, "application/json", works_answer(self.papers, query).encode()
        kind, _, identifier = parts.path.removeprefix("/").partition("/")
        kind = {"e-print": "source"}.get(kind, kind)
        data = self._file(kind, identifier)
        return (404, "text/html", b"Not found") if data is None else (200, _MEDIA_TYPES[kind], data)

    def _file(self, kind: str, identifier: str) -> bytes | None:
        found = arxiv_id_of(identifier)
        if found is None or kind not in _MEDIA_TYPES:
            return None
        paper = next((paper for paper in self.papers if paper.arxiv_id == found[0]), None)
        return paper.read(kind, found[1]) if paper else None


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is none of the server's business."""


def _handler_for(stand_in: StandIn) -> Callable[..., BaseHTTPRequestHandler]:
    class StandInHandler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            began_at = time.monotonic()
            stand_in.begin()
            try:
                self._answer()
            finally:
                agent = self.headers.get("User-Agent", "")
                stand_in.note(SeenRequest(self.path, agent, began_at, time.monotonic()))

        def _answer(self) -> None:
            status, media_type, body = stand_in.answer(self.path)
            if fault := stand_in.fault_for(self.path):
                answer_with(fault, self, body, media_type)
                return
            tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            if self.headers.get("If-None-Match") == tag:
                status, body = 304, b""
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("ETag", tag)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Keep silent: `StandIn.seen` holds every request."""

    return StandInHandler
