"""Model zoo metafiles of OpenMMLab (``metafile.yml``): collections, models, their cost and results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from extractors.records import Quantity, Stage
from warehouse.imports.rows import (
    ImportedCompute,
    ImportedModel,
    ImportedResult,
    UnreadableSourceError,
    number,
    statement,
)


def read(path: Path) -> list[ImportedModel]:
    """Read one metafile.

    Args:
        path: The YAML file.

    Returns:
        The models of the file, in its order.

    Raises:
        UnreadableSourceError: It is no metafile.
    """
    try:
        content = yaml.safe_load(path.read_text("utf-8"))
    except yaml.YAMLError as error:
        raise UnreadableSourceError(f"{path} is not YAML ({error})") from error
    if not isinstance(content, Mapping) or "Models" not in content:
        raise UnreadableSourceError(f"{path} is no OpenMMLab metafile", "it has no Models")
    collections = {entry["Name"]: entry for entry in content.get("Collections") or ()}
    return [_model(entry, collections.get(entry.get("In Collection"), {})) for entry in content["Models"]]


def _model(entry: Mapping[str, Any], collection: Mapping[str, Any]) -> ImportedModel:
    # What a model does not state itself holds as its collection states it.
    metadata = {**(collection.get("Metadata") or {}), **(entry.get("Metadata") or {})}
    paper = entry.get("Paper") or collection.get("Paper") or {}
    return ImportedModel(
        model_name=entry["Name"],
        paper_title=paper.get("Title"),
        paper_url=paper.get("URL"),
        results=tuple(_results(entry.get("Results"))),
        compute=_compute(metadata),
        extra={
            key.lower().replace(" ", "_"): metadata[key]
            for key in ("Training Data", "Training Resources", "Training Techniques")
            if metadata.get(key)
        },
    )


def _results(results: Any) -> Iterator[ImportedResult]:
    for result in results if isinstance(results, list) else [results] if results else []:
        for metric, printed in (result.get("Metrics") or {}).items():
            value = number(printed)
            if value is not None:
                yield ImportedResult(str(result.get("Dataset")), metric, value, result.get("Task") or "")


def _compute(metadata: Mapping[str, Any]) -> tuple[ImportedCompute, ...]:
    # OpenMMLab's counter counts a multiply-add once and calls it a FLOP.
    forward = number(metadata.get("FLOPs"))
    return (
        *statement(Quantity.PARAMETERS, number(metadata.get("Parameters"))),
        *statement(Quantity.FORWARD_FLOPS, forward, stage=Stage.INFERENCE, counts_macs=True),
        *statement(Quantity.EPOCHS, number(metadata.get("Epochs"))),
        *statement(Quantity.BATCH_SIZE, number(metadata.get("Batch Size"))),
    )
