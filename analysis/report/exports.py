"""The data of the report as CSV and Parquet, and how to cite it."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_TITLE = "ninthpower: reported accuracy and training compute of deep learning models, mined from papers"


def table_files(name: str, frame: pd.DataFrame) -> dict[str, bytes]:
    """Write a frame as ``data/<name>.csv`` and ``data/<name>.parquet``; lists stand as JSON in the CSV.

    The CSV is for people: a text that their spreadsheet would run as a formula gets an apostrophe in front.

    Returns:
        The bytes of both files by their path in the report.
    """
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False)
    flat = frame.map(_cell)
    return {f"data/{name}.csv": flat.to_csv(index=False).encode(), f"data/{name}.parquet": buffer.getvalue()}


def _cell(value: object) -> object:
    if isinstance(value, (list, np.ndarray)):
        return json.dumps(list(value))
    return f"'{value}" if isinstance(value, str) and value.startswith(_STARTS_FORMULA) else value


def citation(publication: Mapping[str, Any]) -> dict[str, bytes]:
    """Return ``citation.txt`` and ``citation.bib``, naming the release and the snapshot of its data."""
    year = str(publication["release_id"])[:4]
    release, snapshot, code = (publication[key] for key in ("release_id", "snapshot_hash", "code_version"))
    text = f"{_TITLE}. Release {release}, data snapshot {snapshot}, software version {code}, {year}.\n"
    bib = (
        f"@misc{{ninthpower_{release},\n"
        f"  title = {{{{{_TITLE}}}}},\n"
        f"  author = {{{{The ninthpower developers}}}},\n"
        f"  year = {{{year}}},\n"
        f"  note = {{Release {release}, data snapshot {snapshot}, software version {code}}},\n"
        "}\n"
    )
    return {"citation.txt": text.encode(), "citation.bib": bib.encode()}
