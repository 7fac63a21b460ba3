"""The only HTTP client: every request is paced, counted and bounded, and goes to a listed host."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt
from tenacity.wait import wait_exponential_jitter

from extractors.errors import FinalPaperError, TransientPaperError
from extractors.sources.http.answers import Answer, check_status, retry_after_of
from extractors.sources.http.errors import LeaveAloneError, ServerUnavailableError, network_error
from extractors.sources.http.pacing import Pacer

MOST_REDIRECTS = 5
LOCAL_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})
"""The only hosts that may be asked without encryption: a stand-in on the operator's own machine."""

_CHUNK_BYTES = 64 * 1024
_Parsed = TypeVar("_Parsed")


@dataclass(frozen=True, slots=True)
class Manners:
    """How to behave towards other people's servers."""

    user_agent: str
    allowed_hosts: frozenset[str]
    pace_folder: Path
    """Where the pace is kept; one folder for everything that shares a network address."""
    delay_seconds: float = 3.0
    attempts: int = 4
    """How often one file is asked for before it is given up for the night."""
    backoff_seconds: float = 5.0
    """Pause after the first failure; it doubles each time, with jitter."""
    longest_pause_seconds: float = 600.0
    """A server that asks for a longer pause is left alone for this night."""
    silence_seconds: float = 60.0
    """A server that sends nothing for so long is given up."""
    answer_seconds: float = 300.0
    """An answer that takes longer is given up."""
    largest_answer_bytes: int = 200 * 1024 * 1024
    requests_per_night: int = 9_000


@dataclass(frozen=True, slots=True)
class Wait:
    """A pause before the next request, and what it is for."""

    host: str
    why: str
    seconds: float
    is_trouble: bool
    """False where only the pace of requests is kept."""


class Client:
    """Asks servers one request at a time; use as a context manager, from one thread.

    Attributes:
        request_count: Requests sent so far, redirects and repetitions included.
        waited_seconds: Time spent waiting for turns and between attempts.
    """

    def __init__(
        self,
        manners: Manners,
        *,
        verify: bool | str = True,
        on_wait: Callable[[Wait | None], None] = lambda _: None,
    ) -> None:
        """Prepare a client.

        Args:
            manners: How it behaves.
            verify: Whether, and by which certificates, servers prove who they are.
            on_wait: Called when a pause begins, and with None when it is over.
        """
        self.request_count = 0
        self.waited_seconds = 0.0
        self._manners = manners
        self._on_wait = on_wait
        self._asked_host = ""
        self._held_off: dict[str, str] = {}
        self._verify = verify
        self._stopped = threading.Event()
        self._pacer = Pacer(manners.pace_folder, manners.delay_seconds, sleep=self._wait_for_turn)
        self._session = requests.Session()
        self._session.headers["User-Agent"] = manners.user_agent
        # Without this, requests would send passwords of a .netrc file.
        self._session.auth = lambda request: request
        self._backoff = wait_exponential_jitter(
            multiplier=manners.backoff_seconds,
            max=manners.longest_pause_seconds,
            jitter=manners.backoff_seconds,
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._session.close()

    def stop(self) -> None:
        """End all waiting, from any thread; what is being asked for fails as transient."""
        self._stopped.set()

    def get(
        self,
        url: str,
        about: str,
        check: Callable[[Answer], object] = lambda _: None,
        validators: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask for a URL until it answers soundly or the attempts are used up.

        Args:
            url: What to ask for.
            about: Paper or listing, for the message.
            check: Raises a `PaperError` when the answer is not what it should be; a transient one is asked
                for again.
            validators: Headers kept from an earlier answer; the server is then asked for a newer one only.

        Returns:
            The answer. Its status is 304, and its body empty, when there is nothing newer.

        Raises:
            LeaveAloneError: Nothing more should be asked for this night.
            ServerUnavailableError: The server does not work just now.
            TransientPaperError: The answer is damaged each time.
            FinalPaperError: There is no such file, or asking for it is not allowed.
        """
        retrying = Retrying(
            retry=retry_if_exception_type(TransientPaperError),
            stop=lambda state: self._is_hopeless(state) or stop_after_attempt(self._manners.attempts)(state),
            wait=self._pause,
            sleep=self._wait,
            before_sleep=lambda state: self._on_wait(_after_failure(url, state, self._manners.attempts)),
            reraise=True,
        )
        return retrying(self._ask, url, about, check, _conditions(validators))

    def get_parsed(self, url: str, about: str, parse: Callable[[bytes], _Parsed]) -> _Parsed:
        """Ask for a URL until what it answers can be parsed; a damaged answer is asked for again.

        Args:
            url: What to ask for.
            about: The listing, for the message.
            parse: Reads the body; it is called twice, for it is also the check of `get`.

        Returns:
            What `parse` returns.

        Raises:
            PaperError: See `get`.
        """
        return parse(self.get(url, about, lambda answer: parse(answer.body)).body)

    def _ask(
        self, url: str, about: str, check: Callable[[Answer], object], conditions: Mapping[str, str]
    ) -> Answer:
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._request(url, about, conditions)
            if answer.redirects_to is None:
                check_status(answer, about)
                if not answer.is_unchanged:
                    check(answer)
                return answer
            url = urljoin(url, answer.redirects_to)
            _refuse_login(url, about)
        raise FinalPaperError(about, "too_many_redirects", f"{url} is one of too many redirects")

    def _request(self, url: str, about: str, conditions: Mapping[str, str]) -> Answer:
        host = self._allowed_host(url, about)
        if self.request_count >= self._manners.requests_per_night:
            raise LeaveAloneError(
                about,
                "night_cap",
                f"{self._manners.requests_per_night:,} requests have been sent",
                "the next night goes on",
            )
        self._asked_host = host
        with self._pacer.turn(host):
            self._held_off.pop(host, None)
            self.request_count += 1
            answer = self._send(url, about, conditions)
        if asked := retry_after_of(answer.headers):
            self._pacer.hold_off(host, asked)
            self._held_off[host] = f"{host} asks for a pause of {asked:,.0f} s (Retry-After)"
            if asked > self._manners.longest_pause_seconds:
                raise LeaveAloneError(
                    about, "rate_limited", f"{host} asks to be left alone for {asked:,.0f} s"
                )
        return answer

    def _send(self, url: str, about: str, conditions: Mapping[str, str]) -> Answer:
        try:
            with self._session.get(
                url,
                headers=dict(conditions),
                timeout=self._manners.silence_seconds,
                allow_redirects=False,
                stream=True,
                verify=self._verify,
            ) as response:
                return Answer(
                    url, response.status_code, response.headers, self._body(response.raw, url, about)
                )
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise network_error(error, url, about) from error

    def _body(self, stream: urllib3.BaseHTTPResponse, url: str, about: str) -> bytes:
        """Read a body piece by piece, so that neither a large answer nor a slow one stops the night."""
        started = time.monotonic()
        body = bytearray()
        while chunk := stream.read1(_CHUNK_BYTES, decode_content=True):
            body += chunk
            if len(body) > self._manners.largest_answer_bytes:
                raise FinalPaperError(
                    about, "too_large", f"{url} sends more than {self._manners.largest_answer_bytes:,} bytes"
                )
            if time.monotonic() - started > self._manners.answer_seconds or self._stopped.is_set():
                raise ServerUnavailableError(
                    about, "too_slow", f"{url} took longer than {self._manners.answer_seconds:g} s"
                )
        return bytes(body)

    def _allowed_host(self, url: str, about: str) -> str:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        if host not in self._manners.allowed_hosts:
            raise FinalPaperError(
                about,
                "host_not_allowed",
                f"{url} lies on {host or 'no host'}, which allowed_hosts does not list",
                "add the host in the settings if papers may be fetched from it",
            )
        if parts.scheme != "https" and host not in LOCAL_HOSTS:
            raise FinalPaperError(about, "not_encrypted", f"{url} would be asked for without encryption")
        return host

    def _is_hopeless(self, state: RetryCallState) -> bool:
        error = state.outcome.exception() if state.outcome else None
        return isinstance(error, LeaveAloneError) or self._stopped.is_set()

    def _pause(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = getattr(error, "retry_after_seconds", None) or 0.0
        return max(asked, self._backoff(state))

    def _wait_for_turn(self, seconds: float) -> None:
        """Wait for a host's turn: for the pace alone, or because it asked this run or an earlier one for more."""
        host = self._asked_host
        is_trouble = host in self._held_off or seconds > self._manners.delay_seconds + 1
        why = self._held_off.get(host) or (
            "an earlier answer asked for a pause" if is_trouble else "the pace of requests"
        )
        self._on_wait(Wait(host, why, seconds, is_trouble))
        self._wait(seconds)

    def _wait(self, seconds: float) -> None:
        self.waited_seconds += seconds
        is_stopped = self._stopped.wait(seconds)
        self._on_wait(None)
        if is_stopped:
            raise LeaveAloneError("the night", "stopped", "the run was stopped while waiting")


def _after_failure(url: str, state: RetryCallState, attempts: int) -> Wait:
    error = state.outcome.exception() if state.outcome else None
    seconds = state.next_action.sleep if state.next_action else 0.0
    why = f"{getattr(error, 'message', error)}; attempt {state.attempt_number} of {attempts}"
    return Wait(urlsplit(url).hostname or "", why, seconds, is_trouble=True)


def _conditions(validators: Mapping[str, str] | None) -> dict[str, str]:
    kept = validators or {}
    names = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
    return {condition: kept[name] for name, condition in names.items() if kept.get(name)}


def _refuse_login(url: str, about: str) -> None:
    path = urlsplit(url).path.lower()
    if any(word in path for word in ("/login", "/signin", "/sign-in", "/auth")):
        raise FinalPaperError(about, "login_required", f"{url} asks to log in", "fetch it by hand")
