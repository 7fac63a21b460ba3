"""Readers that misbehave the way parsers do; worker processes import this module by name."""

import os
import time
from collections.abc import Sequence
from pathlib import Path

from extractors.documents.model import Format
from extractors.errors import FinalPaperError
from extractors.records import Extraction, PaperRecord, PrintedCell, SecondReading, Verdict


def read_by_name(data: bytes, name: str) -> Extraction:
    """Behave as the file's name says."""
    match name.removesuffix(".pdf"):
        case "hangs":
            time.sleep(60)
        case "dies":
            os._exit(11)
        case "swells":
            bytearray(64 * 1024**3)
        case "stumbles":
            raise KeyError("no such font")
        case "refuses":
            raise FinalPaperError(name, "encrypted", "the PDF asks for a password", "remove the password")
    return Extraction(
        paper=PaperRecord(paper_id=f"file:{name}"),
        format=Format.PDF,
        version=None,
        results=(),
        compute=(),
        damage=(),
        quality=1.0,
        page_count=len(data),
        table_count=0,
        paragraph_count=0,
    )


def look_as_told(data: bytes, cells: Sequence[PrintedCell]) -> list[SecondReading]:
    """Behave as the bytes say, which are the file's name."""
    match data.decode().removesuffix(".pdf"):
        case "contradicts":
            return [SecondReading(cell.fact_id, Verdict.DISAGREES, "number: prints '7.63'") for cell in cells]
        case name:
            read_by_name(data, name)
    return [SecondReading(cell.fact_id, Verdict.AGREES) for cell in cells]


def read_as_marked(marks: Path, data: bytes, name: str) -> Extraction:
    """Behave as a file of the paper's name in a folder says; well where there is none."""
    mark = marks / name
    match mark.read_text() if mark.exists() else "":
        case "dies":
            os._exit(11)
        case "pauses":
            time.sleep(0.5)
    return read_by_name(data, name)
