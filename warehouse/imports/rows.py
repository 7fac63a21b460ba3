"""The one shape every source is brought into, and the few readings they share."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from extractors.records import Quantity, Stage
from warehouse.errors import WarehouseError

_ARXIV_LINK = re.compile(
    r"arxiv\.org/(?:abs|pdf|html)/(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})", re.IGNORECASE
)
_NUMBER = re.compile(r"[-+]?(?:\d[\d,]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


class UnreadableSourceError(WarehouseError):
    """A file does not hold what its source publishes."""


@dataclass(frozen=True, slots=True)
class ImportedResult:
    """One number on a data set, as the source gives it."""

    dataset: str
    metric: str
    value: float
    """In percent where the benchmark is one of ours."""
    task: str = ""
    """What is to be done with the data set, where the source says so."""


@dataclass(frozen=True, slots=True)
class ImportedCompute:
    """One figure about compute; units as in `extractors.records.Quantity`."""

    quantity: Quantity
    value: float | None = None
    text_value: str | None = None
    stage: Stage = Stage.TRAINING
    counts_macs: bool = False


@dataclass(frozen=True, slots=True)
class ImportedModel:
    """One row of a source: a model with its paper, results and compute."""

    model_name: str
    paper_title: str | None = None
    paper_url: str | None = None
    year: int | None = None
    results: tuple[ImportedResult, ...] = ()
    compute: tuple[ImportedCompute, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    """What the source says besides, for whoever looks closer."""

    @property
    def paper_id(self) -> str | None:
        """The paper by our id, where the source links to arXiv."""
        match = _ARXIV_LINK.search(self.paper_url or "")
        return f"arxiv:{match[1]}" if match else None


def number(text: str | float | None) -> float | None:
    """Read a table cell as a number.

    Args:
        text: Such as ``81.3``, ``1,014.45``, ``5.38E+17``, ``$2000.00`` or ``79.9%``; other text is none.

    Returns:
        The number, None for an empty cell, a dash, or a cell that holds more than a number.
    """
    if text is None or isinstance(text, bool):
        return None
    if isinstance(text, int | float):
        return float(text) if math.isfinite(text) else None
    bare = text.strip().lstrip("$").rstrip("%").strip()
    return float(bare.replace(",", "")) if _NUMBER.fullmatch(bare) else None


def statement(quantity: Quantity, value: float | None, **details: Any) -> tuple[ImportedCompute, ...]:
    """Return a compute figure, or nothing where the source leaves it out."""
    return (ImportedCompute(quantity, value, **details),) if value is not None else ()


def hardware(name: str | None, stage: Stage = Stage.TRAINING) -> tuple[ImportedCompute, ...]:
    """Return a hardware name, or nothing where the source leaves it out."""
    text = (name or "").strip()
    return (ImportedCompute(Quantity.HARDWARE_MODEL, text_value=text, stage=stage),) if text else ()


def merge(models: Iterable[ImportedModel]) -> list[ImportedModel]:
    """Bring together what a source says of one model in several tables, unless they contradict each other.

    Args:
        models: Rows of all tables of a source.

    Returns:
        The rows, those of one name, paper and year that complete each other made one.
    """
    merged: dict[tuple[object, ...], list[ImportedModel]] = {}
    for model in models:
        rows = merged.setdefault((model.model_name, model.paper_url, model.year), [])
        for position, row in enumerate(rows):
            if _complete_each_other(row, model):
                rows[position] = replace(
                    row,
                    results=row.results + model.results,
                    compute=tuple(dict.fromkeys(row.compute + model.compute)),
                    extra={**row.extra, **model.extra},
                )
                break
        else:
            rows.append(model)
    return [row for rows in merged.values() for row in rows]


def _complete_each_other(one: ImportedModel, other: ImportedModel) -> bool:
    measured = {(result.dataset, result.metric, result.task) for result in one.results}
    if any((result.dataset, result.metric, result.task) in measured for result in other.results):
        return False
    stated = {(figure.quantity, figure.stage): figure for figure in one.compute}
    return all(stated.get((figure.quantity, figure.stage), figure) == figure for figure in other.compute)


def row_ids(models: Iterable[ImportedModel]) -> list[str]:
    """Return an id per row: the model's name, numbered where it occurs again."""
    seen: Counter[str] = Counter()
    ids = []
    for model in models:
        seen[model.model_name] += 1
        count = seen[model.model_name]
        ids.append(model.model_name if count == 1 else f"{model.model_name} #{count}")
    return ids
