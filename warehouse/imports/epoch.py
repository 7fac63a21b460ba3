"""Epoch AI's table of machine learning systems (``all_ml_systems.csv``): training compute and its inputs."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from extractors.records import Quantity, Stage
from warehouse.imports.rows import (
    ImportedCompute,
    ImportedModel,
    UnreadableSourceError,
    hardware,
    number,
    statement,
)

_FIGURES = (
    ("Parameters", Quantity.PARAMETERS, Stage.TRAINING),
    ("Training compute (FLOP)", Quantity.TRAINING_FLOPS, Stage.TRAINING),
    ("Finetune compute (FLOP)", Quantity.TRAINING_FLOPS, Stage.FINETUNING),
    ("Training dataset size (datapoints)", Quantity.DATASET_SIZE, Stage.TRAINING),
    ("Training time (hours)", Quantity.WALL_TIME_HOURS, Stage.TRAINING),
    ("Training chip-hours", Quantity.DEVICE_HOURS, Stage.TRAINING),
    ("Hardware quantity", Quantity.DEVICE_COUNT, Stage.TRAINING),
    ("Epochs", Quantity.EPOCHS, Stage.TRAINING),
    ("Batch size", Quantity.BATCH_SIZE, Stage.TRAINING),
    ("Training compute cost (2023 USD)", Quantity.COST_USD, Stage.TRAINING),
)
_EXTRA = {
    "Confidence": "confidence",
    "Training compute estimation method": "estimation_method",
    "Hardware utilization (MFU)": "utilisation",
    "Numerical format": "precision",
    "Base model": "base_model",
}


def read(path: Path) -> list[ImportedModel]:
    """Read the table.

    Args:
        path: The CSV file.

    Returns:
        The models of the table, in its order.

    Raises:
        UnreadableSourceError: It is another table.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or not {"Model", "Publication date", *(column for column, *_ in _FIGURES)} <= set(rows[0]):
        raise UnreadableSourceError(f"{path} is no table of Epoch AI's systems", "give all_ml_systems.csv")
    return [_model(row) for row in rows]


def _model(row: Mapping[str, str]) -> ImportedModel:
    return ImportedModel(
        model_name=row["Model"],
        paper_title=row["Reference"] or None,
        paper_url=row["Link"] or None,
        year=int(row["Publication date"][:4]) if row["Publication date"] else None,
        compute=tuple(_compute(row)),
        extra={name: row[column] for column, name in _EXTRA.items() if row.get(column)},
    )


def _compute(row: Mapping[str, str]) -> Iterator[ImportedCompute]:
    for column, quantity, stage in _FIGURES:
        yield from statement(quantity, number(row[column]), stage=stage)
    for name in row["Training hardware"].split(","):
        yield from hardware(name)
