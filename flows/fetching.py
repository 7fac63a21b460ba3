"""Fetches and archives papers on a thread of its own, so that others are read meanwhile."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import TracebackType

from extractors.errors import PaperError, TransientPaperError
from extractors.records import FACTS_IN_DOUBT, Candidate, Fallback
from extractors.sources.http.errors import LeaveAloneError, ServerUnavailableError
from extractors.sources.model import Fetched, Source
from extractors.sources.naming import file_name
from warehouse.archive import Archive, ArchivedFile
from warehouse.errors import StorageError
from warehouse.items import Failure

_GOODBYE_SECONDS = 2.0
_SILENCE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Arrival:
    """A paper whose bytes lie in the archive, or could not be had."""

    candidate: Candidate
    name: str
    """File name, or the identifier where nothing could be fetched."""
    file: ArchivedFile | None = None
    failure: Failure | None = None
    fallbacks: tuple[Fallback, ...] = ()

    @property
    def is_second(self) -> bool:
        """Whether a file of the paper is loaded already, and this one was asked for because that is damaged."""
        return any(fallback.reason == FACTS_IN_DOUBT for fallback in self.candidate.unreadable)


@dataclass(frozen=True, slots=True)
class AtHand:
    """Bytes in the archive by where they came from."""

    archive: Archive
    sha256_of: Mapping[str, str]

    def find(self, origins: Sequence[str]) -> ArchivedFile | None:
        """Return the first of these origins that there are bytes of."""
        for origin in origins:
            for file in self.archive.provenance(self.sha256_of.get(origin, "")):
                if file.origin == origin:
                    return file
        return None


@dataclass(slots=True)
class Arrivals:
    """Papers as they arrive; use as a context manager and ask for `in_groups` once.

    Leaving the block ends fetching after the request that is under way.
    """

    source: Source
    candidates: Sequence[Candidate]
    at_hand: AtHand
    """Bytes that need not be fetched again."""
    fetch_again: bool = False
    """True to ask for newer bytes even where some are at hand."""
    on_fetched: Callable[[], None] = lambda: None
    """Called for every paper that came over the network."""
    on_leave: Callable[[], None] = lambda: None
    """Called when the block is left by an error, to end what the source waits for."""
    patience: int = 5
    """Fetching ends after so many papers in a row for which no server answered."""
    ahead: int = 50
    """Papers that may lie ready before they are read."""
    fetched_count: int = 0
    ended_early: str = ""
    """Why papers were left for another night; empty when all were tried."""
    _ready: queue.Queue[Arrival | BaseException | None] = field(init=False)
    _stopped: threading.Event = field(init=False, default_factory=threading.Event)
    _thread: threading.Thread = field(init=False)

    def __enter__(self) -> Arrivals:
        self._ready = queue.Queue(self.ahead)
        self._thread = threading.Thread(target=self._run, name="fetching", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        if kind is not None:
            self.on_leave()
        # A request that hangs may be left behind: archiving is atomic, and the thread does nothing else.
        self._thread.join(timeout=_GOODBYE_SECONDS)

    def in_groups(self, size: int) -> Iterator[list[Arrival]]:
        """Yield the papers in groups.

        While nothing arrives for some seconds, what is there is yielded, even a smaller group or none, so that
        papers are read and loaded while a server is waited for.

        Args:
            size: Papers in a group.
        """
        group: list[Arrival] = []
        is_over = False
        while not is_over:
            try:
                arrival = self._ready.get(timeout=_SILENCE_SECONDS)
            except queue.Empty:
                yield group
                group = []
                continue
            if isinstance(arrival, BaseException):
                raise arrival
            if arrival is not None:
                group.append(arrival)
            is_over = arrival is None
            if len(group) == size or (is_over and group):
                yield group
                group = []

    def instead_of(self, arrival: Arrival, failure: Failure) -> Candidate | None:
        """Return what to ask for in place of a file that cannot be read; None when there is no other."""
        if arrival.file is None or not failure.is_final:
            return None
        fallback = Fallback(arrival.file.origin, failure.reason, failure.message, failure.is_final)
        candidate = replace(arrival.candidate, unreadable=(*arrival.candidate.unreadable, fallback))
        others = set(self.source.locations(candidate)) - {arrival.file.origin}
        return candidate if others else None

    def beside(self, arrival: Arrival) -> Candidate | None:
        """Return what to ask for beside a file that is damaged where facts stand; None when there is no other."""
        return self.instead_of(
            arrival, Failure(FACTS_IN_DOUBT, "facts stand in damaged tables", is_final=True)
        )

    def _run(self) -> None:
        try:
            for arrival in self._arrivals():
                self._hand_over(arrival)
        except BaseException as error:  # raised again where the papers are taken in
            self._hand_over(error)
        self._hand_over(None)

    def _hand_over(self, what: Arrival | BaseException | None) -> None:
        while not self._stopped.is_set():
            try:
                return self._ready.put(what, timeout=0.1)
            except queue.Full:
                continue

    def _arrivals(self) -> Iterator[Arrival]:
        unanswered = 0
        for candidate in self.candidates:
            if self._stopped.is_set():
                return
            try:
                yield self._arrival(candidate)
                unanswered = 0
            except LeaveAloneError as error:
                self.ended_early = error.message
                return
            except PaperError as error:
                yield Arrival(candidate, error.paper, failure=failure_of(error))
                unanswered = unanswered + 1 if isinstance(error, ServerUnavailableError) else 0
                if unanswered >= self.patience:
                    self.ended_early = (
                        f"no answer for {unanswered} papers in a row; the last: {error.message}"
                    )
                    return

    def _arrival(self, candidate: Candidate) -> Arrival:
        held = self._held(candidate) if self.source.is_remote else None
        if held is not None and not self.fetch_again:
            return held
        validators = held.file.http_headers if held and held.file else None
        fetched = self.source.fetch(candidate, validators)
        if fetched is None:
            if held is None:
                raise TransientPaperError(
                    candidate.candidate_id, "nothing_sent", "the server says that nothing has changed"
                )
            return held
        self.fetched_count += 1
        self.on_fetched()
        return Arrival(candidate, fetched.name, self._archived(candidate, fetched), None, fetched.fallbacks)

    def _held(self, candidate: Candidate) -> Arrival | None:
        """Return a paper whose bytes are in the archive already; None when they are not, or are damaged."""
        file = self.at_hand.find(self.source.locations(candidate))
        try:
            data = self.at_hand.archive.read(file.sha256) if file else b""
        except StorageError:
            return None
        return Arrival(candidate, file_name(candidate, data), file, None, file.fallbacks) if file else None

    def _archived(self, candidate: Candidate, fetched: Fetched) -> ArchivedFile:
        try:
            return self.at_hand.archive.put(
                fetched.data,
                source=self.source.name,
                origin=fetched.origin,
                fetched_at=fetched.fetched_at,
                media_type=fetched.media_type,
                http_headers=fetched.http_headers,
                fallbacks=fetched.fallbacks,
            )
        except StorageError as error:
            raise TransientPaperError(
                candidate.candidate_id, "not_archived", error.message, error.advice
            ) from error


def failure_of(error: PaperError) -> Failure:
    """Return what is recorded of an error."""
    message = f"{error.message} ({error.advice})" if error.advice else error.message
    return Failure(error.reason, message, is_final=not isinstance(error, TransientPaperError))
