"""What a night hands to the warehouse about one file, and what the warehouse makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extractors.records import Extraction, PaperRecord
from warehouse.archive import ArchivedFile


class LoadOutcome(StrEnum):
    """What became of one item of a night."""

    LOADED = "loaded"
    UNCHANGED = "unchanged"
    """This extractor version has read these bytes before."""
    FAILED = "failed"
    SKIPPED = "skipped"
    """The same bytes came under another name, or are known to be unreadable."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file could not be fetched or read."""

    reason: str
    """Short stable name of the cause, such as ``encrypted``."""
    message: str
    is_final: bool
    """True when trying the same bytes again cannot help."""

    @property
    def error_class(self) -> str:
        """``final`` or ``transient``."""
        return "final" if self.is_final else "transient"


DUPLICATE = "duplicate"
"""The reason for skipping bytes that came under another name before."""


@dataclass(frozen=True, slots=True)
class LoadItem:
    """One file of one night: read, failed, or (neither given) settled by an earlier night."""

    name: str
    """File name, or the identifier where nothing could be fetched."""
    origin: str
    """The URL or path; within one load a second item of the same origin replaces the first."""
    paper: PaperRecord | None = None
    """The paper as far as it is known without reading; a failed file must have one."""
    seconds: float | None = None
    file: ArchivedFile | None = None
    """None when nothing could be fetched."""
    extraction: Extraction | None = None
    failure: Failure | None = None

    def __post_init__(self) -> None:
        if self.extraction is not None and (self.file is None or self.failure is not None):
            raise ValueError(f"{self.name}: what was read has a file and no failure")
        if self.file is None and self.failure is None:
            raise ValueError(f"{self.name}: without a file there must be a failure")
        if self.file is not None and self.failure is not None and self.paper is None:
            raise ValueError(f"{self.name}: a file that failed is recorded under a paper")


@dataclass(frozen=True, slots=True)
class LoadedItem:
    """A row of `load_items`: an item and what the warehouse made of it."""

    item: LoadItem
    outcome: LoadOutcome
    paper_id: str | None = None
    document_id: str | None = None
    failure: Failure | None = None
    """Why it failed or was skipped."""

    @property
    def is_duplicate(self) -> bool:
        """True when another file of the warehouse has the same bytes."""
        return self.failure is not None and self.failure.reason == DUPLICATE


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document the warehouse holds."""

    paper_id: str
    file_name: str
    extractor_version: str
    failure: Failure | None
    """Why it could not be read; None when it was."""

    def is_settled(self, extractor_version: str) -> bool:
        """Tell whether this version would read the same from these bytes again."""
        may_work_next_time = self.failure is not None and not self.failure.is_final
        return self.extractor_version == extractor_version and not may_work_next_time
