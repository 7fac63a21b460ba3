"""File names for what was fetched; readers take a paper's identifier and version from them."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, urlsplit

from extractors.records import Candidate

_UNSAFE = re.compile(r"[^\w.-]+")
_SHORTEST_STEM = 6
"""A shorter file name, such as ``12.pdf``, names no paper by itself."""


def file_name(candidate: Candidate, data: bytes, version: int | None = None) -> str:
    """Return a name that says which paper the bytes are, and by its extension what they are.

    Args:
        candidate: The paper.
        data: The bytes; a paper asked for as source may come as PDF.
        version: The version that came, where the candidate names none.
    """
    if candidate.candidate_id.startswith("arxiv:"):
        stem = candidate.candidate_id.removeprefix("arxiv:").replace("/", "_")
        stem += f"v{version}" if version and not candidate.version else ""
    else:
        stem = stem_of_url(candidate.candidate_id)
    return stem + _extension(data)


def stem_of_url(url: str) -> str:
    """Name a paper by the last part of its URL, with query and host where that alone says too little."""
    parts = urlsplit(url)
    stem = re.sub(r"\.(?:pdf|html?)$", "", PurePosixPath(parts.path).name, flags=re.IGNORECASE)
    stem = "-".join([stem, *(value for _, value in parse_qsl(parts.query))])
    if len(stem) < _SHORTEST_STEM:
        stem = f"{parts.hostname}-{stem}"
    return _UNSAFE.sub("-", stem).strip("-.")


def _extension(data: bytes) -> str:
    if b"%PDF-" in data[:1024]:
        return ".pdf"
    return ".tar.gz" if data.startswith(b"\x1f\x8b") or data[257:262] == b"ustar" else ".html"
