"""The files of a LaTeX source as arXiv sends it: a tar archive, one gzipped file, or plain TeX.

An archive is hostile input. Nothing is written to disk; what is no plain file, has a name that leads out of
the archive, or cannot matter to the text, is left out; and what a few bytes unpack to is bounded.
"""

from __future__ import annotations

import gzip
import io
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from extractors.documents.latex.source import SourceFiles
from extractors.documents.model import Damage
from extractors.errors import FinalPaperError

_LARGEST_UNPACKED_BYTES = 512 * 2**20
_LARGEST_RATIO = 200
"""Text packs to a fifth, pictures of one colour to a hundredth."""
_RATIO_COUNTS_FROM_BYTES = 16 * 2**20
_LARGEST_TEXT_BYTES = 16 * 2**20
"""Of all files that are read together; the TeX of a long book has two."""
_MOST_ENTRIES = 10_000
_MOST_LAYERS = 3
"""Of gzip around gzip."""
_HEADER_BYTES = 512
_READ_SUFFIXES = frozenset((".tex", ".ltx", ".latex", ".bbl", ".sty", ".cls", ".txt", ".tikz", ""))
_ARCHIVE_ERRORS = (tarfile.TarError, EOFError, zlib.error, OSError, ValueError, OverflowError, RecursionError)


class _TooLargeError(Exception):
    """More was unpacked than a paper holds."""


def unpack(data: bytes, name: str) -> SourceFiles:
    """Return the text files of a LaTeX source.

    Args:
        data: The file as it came.
        name: Paper id or file name, for error messages.

    Raises:
        FinalPaperError: There is no TeX in it: reason `too_large`, `damaged_archive`, `pdf_in_archive` or
            `no_latex`.
    """
    files: dict[str, bytes] = {}
    damage: list[Damage] = []
    try:
        for entry, text in _files(_unzipped(data), damage):
            files.setdefault(entry, text)
    except _TooLargeError:
        raise FinalPaperError(
            name, "too_large", "the source unpacks to more than a paper holds", "read the paper's PDF instead"
        ) from None
    except _ARCHIVE_ERRORS as error:
        if not files:
            raise FinalPaperError(
                name, "damaged_archive", f"the archive cannot be unpacked: {error}", "fetch it again"
            ) from error
        damage.append(Damage("damaged_archive", f"read up to where the archive breaks off: {error}"))
    only = next(iter(files.values()), b"")
    if len(files) == 1 and only.lstrip()[:5] == b"%PDF-":
        raise FinalPaperError(
            name, "pdf_in_archive", "the archive holds a PDF and no source", "read the paper's PDF instead"
        )
    if not any(text.strip() for text in files.values()):
        raise FinalPaperError(
            name, "no_latex", "the archive holds no TeX file", "read the paper's PDF or HTML instead"
        )
    return SourceFiles.of(files, tuple(damage))


def _unzipped(data: bytes) -> io.BufferedReader[_Bounded]:
    """Open the data below its layers of gzip."""
    most = max(_RATIO_COUNTS_FROM_BYTES, min(_LARGEST_UNPACKED_BYTES, _LARGEST_RATIO * len(data)))
    content = io.BufferedReader(_Bounded(io.BytesIO(data), most))
    for _ in range(_MOST_LAYERS):
        if content.peek(2)[:2] != b"\x1f\x8b":
            break
        content = io.BufferedReader(_Bounded(gzip.GzipFile(fileobj=content), most))
    return content


class _Bounded(io.RawIOBase):
    """A stream that refuses to give more than so many bytes."""

    def __init__(self, inner: io.BytesIO | gzip.GzipFile, most: int) -> None:
        self._inner = inner
        self._left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        read = self._inner.read(len(buffer))
        self._left -= len(read)
        if self._left < 0:
            raise _TooLargeError
        buffer[: len(read)] = read
        return len(read)


def _is_tar(head: bytes) -> bool:
    try:
        tarfile.TarInfo.frombuf(head[:_HEADER_BYTES], "utf-8", "surrogateescape")
    except (tarfile.TarError, ValueError, OverflowError):
        return False
    return True


def _files(content: io.BufferedReader[_Bounded], damage: list[Damage]) -> Iterator[tuple[str, bytes]]:
    """Yield names and bytes of all text files."""
    if _is_tar(content.peek(_HEADER_BYTES)):
        yield from _entries(content, damage)
        return
    text = content.read(_LARGEST_TEXT_BYTES + 1)
    if len(text) > _LARGEST_TEXT_BYTES:
        raise _TooLargeError
    yield "main.tex", text


def _entries(content: io.BufferedReader[_Bounded], damage: list[Damage]) -> Iterator[tuple[str, bytes]]:
    """Yield names and bytes of the files that can hold text; note down what is left out for safety."""
    size = 0
    # As a stream: no seeking back, whatever sizes and offsets the headers claim.
    with tarfile.open(fileobj=content, mode="r|", errors="surrogateescape") as tar:
        for count, member in enumerate(tar):
            if count >= _MOST_ENTRIES:
                damage.append(Damage("archive_entry_skipped", f"only {_MOST_ENTRIES} entries were read"))
                return
            if member.isdir():
                continue
            if member.type not in (tarfile.REGTYPE, tarfile.AREGTYPE) or not _is_safe(member.name):
                damage.append(Damage("archive_entry_skipped", f"no plain file: {member.name[:80]!r}"))
                continue
            path = PurePosixPath(member.name)
            if path.suffix.lower() not in _READ_SUFFIXES:
                continue
            size += member.size
            if size > _LARGEST_TEXT_BYTES:
                raise _TooLargeError
            file = tar.extractfile(member)
            if file is not None:
                yield str(path), file.read()


def _is_safe(name: str) -> bool:
    return not name.startswith(("/", "\\")) and ".." not in PurePosixPath(name).parts
