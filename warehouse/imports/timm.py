"""Tables of PyTorch image models: ``results-<dataset>.csv`` and ``benchmark-infer-*.csv``."""

from __future__ import annotations

import csv
from pathlib import Path

from extractors.records import Quantity, Stage
from warehouse.imports.rows import (
    ImportedCompute,
    ImportedModel,
    ImportedResult,
    UnreadableSourceError,
    number,
    statement,
)

_METRICS = ("top1", "top5")


def read(path: Path) -> list[ImportedModel]:
    """Read one table; its name tells the data set, its columns whether it holds results or costs.

    Args:
        path: The CSV file.

    Returns:
        The models of the table, in its order.

    Raises:
        UnreadableSourceError: It is neither of the two tables.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = set(rows[0]) if rows else set()
    if {"model", "img_size", "top1"} <= columns:
        dataset = path.stem.removeprefix("results-")
        return [_model(row, row["img_size"], _results(row, dataset), _parameters(row)) for row in rows]
    if {"model", "infer_img_size", "infer_gmacs"} <= columns:
        return [_model(row, row["infer_img_size"], (), (*_parameters(row), *_forward(row))) for row in rows]
    raise UnreadableSourceError(
        f"{path} is no table of timm", "give results-<dataset>.csv or benchmark-infer-*.csv"
    )


def _model(
    row: dict[str, str],
    image_size: str,
    results: tuple[ImportedResult, ...],
    compute: tuple[ImportedCompute, ...],
) -> ImportedModel:
    return ImportedModel(f"{row['model']}, {image_size}px", results=results, compute=compute)


def _results(row: dict[str, str], dataset: str) -> tuple[ImportedResult, ...]:
    return tuple(
        ImportedResult(dataset, metric, value)
        for metric in _METRICS
        if (value := number(row.get(metric))) is not None
    )


def _parameters(row: dict[str, str]) -> tuple[ImportedCompute, ...]:
    millions = number(row.get("param_count"))
    return statement(Quantity.PARAMETERS, None if millions is None else float(round(millions * 1e6)))


def _forward(row: dict[str, str]) -> tuple[ImportedCompute, ...]:
    giga = number(row["infer_gmacs"])
    value = None if giga is None else float(round(giga * 1e9))
    return statement(Quantity.FORWARD_FLOPS, value, stage=Stage.INFERENCE, counts_macs=True)
