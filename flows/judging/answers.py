"""The answers of people, one JSON object a line, in a file that can be read, kept in version control and added to."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import pandas as pd
from pydantic import TypeAdapter, ValidationError

from flows.errors import SettingsError

PersonVerdict = Literal["right", "wrong", "unclear"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person says of an item."""

    item_id: str
    kind: str
    who: str
    verdict: PersonVerdict
    parts: list[str]
    """All parts the item had."""
    wrong_parts: list[str] = field(default_factory=list)
    corrected: str = ""
    """What it should say."""
    note: str = ""
    answered_at: str = ""
    """In UTC."""
    benchmark_id: str | None = None
    confidence: float | None = None
    sample: str = ""
    """How the items were drawn; empty for items that were not drawn at random."""
    release_id: str = ""
    """The published file they were drawn from."""


COLUMNS = tuple(Judgement.__dataclass_fields__)
_ANSWER = TypeAdapter(Judgement)


def read_answers(folder: Path) -> list[Judgement]:
    """Read every file of answers of a folder; one that is not there holds none.

    Returns:
        Every answer of every person, in the order of files and lines.

    Raises:
        SettingsError: A line is no answer; the message names it.
    """
    answers = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            try:
                answers.append(_ANSWER.validate_json(line))
            except ValidationError as error:
                raise SettingsError(
                    f"{path}, line {number} is no answer of an audit: {error.errors()[0]['msg']}"
                ) from error
    return answers


def answers_frame(answers: list[Judgement]) -> pd.DataFrame:
    """Return one row per answer with the columns of `COLUMNS`."""
    return pd.DataFrame([asdict(answer) for answer in answers], columns=list(COLUMNS))


def file_stem(who: str) -> str:
    """Return a person's name as file names have it."""
    return "".join(c if c.isalnum() else "-" for c in who.lower())


@dataclass(slots=True)
class AnswerFile:
    """One person's file, open for adding to."""

    path: Path
    who: str
    _descriptor: int
    _sample: str = ""
    _release_id: str = ""

    def stamp(self, sample: str, release_id: str) -> None:
        """Say how the items were drawn, and from which release; every answer that is added says so."""
        self._sample, self._release_id = sample, release_id

    def add(self, answer: dict[str, Any]) -> Judgement:
        """Check an answer, put name and time to it, and write it to disk.

        Returns:
            The answer as it was written.

        Raises:
            ValidationError: It is none.
        """
        moment = datetime.now(UTC).isoformat(timespec="seconds")
        checked = _ANSWER.validate_python(
            {
                **answer,
                "who": self.who,
                "answered_at": moment,
                "sample": self._sample,
                "release_id": self._release_id,
            }
        )
        os.write(self._descriptor, (json.dumps(asdict(checked), ensure_ascii=False) + "\n").encode())
        os.fsync(self._descriptor)
        return checked


@contextmanager
def open_answers(folder: Path, who: str, purpose: str) -> Iterator[AnswerFile]:
    """Open the file of a person; one process writes it at a time.

    Args:
        folder: Where the answers of all people lie.
        who: The person.
        purpose: ``audit`` or ``review``; each has a file of its own.

    Yields:
        The file, open for more answers until the block ends.

    Raises:
        SettingsError: Another process has it open.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{purpose}-{file_stem(who)}.jsonl"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SettingsError(
                f"{path} is open in another audit or review; end that one first, or give another name with --who"
            ) from error
        yield AnswerFile(path, who, descriptor)
    finally:
        os.close(descriptor)
