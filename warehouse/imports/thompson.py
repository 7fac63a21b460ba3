"""The six tables of Thompson et al., typed in by hand from papers: scores, network operations, hardware."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from extractors.records import Quantity, Stage
from warehouse.imports.rows import (
    ImportedCompute,
    ImportedModel,
    ImportedResult,
    UnreadableSourceError,
    hardware,
    number,
    statement,
)

_HEADER_ROWS = 3
"""Rows of headings for people below the one for machines."""

_DATASETS = {
    "image-classification-on-imagenet": ("ImageNet", {"(TOP 1 score)": "top1", "(TOP 5 score)": "top5"}),
    "object-detection-on-coco": ("COCO", {"(BOX AP)": "box AP"}),
    "machine-translation-on-wmt2014-en-de": ("WMT2014 English-German", {"(BLEU)": "BLEU"}),
    "machine-translation-on-wmt2014-en-fr": ("WMT2014 English-French", {"(BLEU)": "BLEU"}),
    "named-entity-recognition-on-conll-2003": ("CoNLL 2003", {"(F1 score)": "F1"}),
    "question-answering-on-squad-1-1": ("SQuAD1.1", {"(EM score)": "EM", "(F1 score)": "F1"}),
}
_STAGES = (Stage.PRETRAINING, Stage.TRAINING, Stage.FINETUNING)
_EXTRA = ("network_operations", "hardware_burden", "comments")


def read(path: Path) -> list[ImportedModel]:
    """Read one of the six tables.

    Args:
        path: The CSV file, under its published name.

    Returns:
        The models of the table, in its order.

    Raises:
        UnreadableSourceError: It is none of the six.
    """
    if path.stem not in _DATASETS:
        raise UnreadableSourceError(f"{path} is none of the six tables", "keep their published names")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[_HEADER_ROWS:]
    dataset, metrics = _DATASETS[path.stem]
    return [_model(row, dataset, metrics) for row in rows if row["name"].strip()]


def _model(row: Mapping[str, str], dataset: str, metrics: Mapping[str, str]) -> ImportedModel:
    return ImportedModel(
        model_name=row["name"].strip(),
        paper_title=row["title"].strip() or None,
        paper_url=row["paper_link"].strip() or None,
        year=int(row["year"]),
        results=tuple(
            ImportedResult(dataset, metric, value)
            for column, metric in metrics.items()
            if (value := number(row[column])) is not None
        ),
        compute=tuple(_compute(row)),
        extra={name: row[name] for name in _EXTRA if row[name]},
    )


def _compute(row: Mapping[str, str]) -> Iterator[ImportedCompute]:
    yield from statement(Quantity.PARAMETERS, number(row["parameters"]))
    # Of the two columns at most one is filled.
    yield from statement(Quantity.FORWARD_FLOPS, number(row["flops"]))
    yield from statement(Quantity.FORWARD_FLOPS, number(row["multiadds"]), counts_macs=True)
    for stage in _STAGES:
        yield from statement(Quantity.EPOCHS, number(row[f"{stage}_epochs"]), stage=stage)
        seconds = number(row[f"{stage}_time_total_sec"])
        hours = None if seconds is None else seconds / 3600
        yield from statement(Quantity.WALL_TIME_HOURS, hours, stage=stage)
        for device in ("gpu", "tpu", "cpu"):
            name = row[f"{stage}_{device}_model"]
            if number(name) is None:  # in three rows a peak stands where the processor's name belongs
                yield from hardware(name, stage)
            yield from statement(Quantity.DEVICE_COUNT, number(row[f"{stage}_{device}_amount"]), stage=stage)
