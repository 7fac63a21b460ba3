"""Evaluation tables in the JSON format of Papers with Code: task > datasets > sota > rows, and subtasks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from warehouse.imports.rows import ImportedModel, ImportedResult, UnreadableSourceError, number


def read(path: Path) -> list[ImportedModel]:
    """Read one file of evaluation tables.

    Args:
        path: The JSON file.

    Returns:
        The models of all tables, in their order.

    Raises:
        UnreadableSourceError: It is no such file.
    """
    try:
        tasks = json.loads(path.read_text("utf-8"))
    except json.JSONDecodeError as error:
        raise UnreadableSourceError(f"{path} is not JSON ({error})") from error
    tasks = [tasks] if isinstance(tasks, dict) else tasks
    if not all(isinstance(task, dict) and "task" in task for task in tasks):
        raise UnreadableSourceError(f"{path} holds no evaluation tables", "a task is missing")
    return [model for task in tasks for model in _models_of_task(task)]


def _models_of_task(task: Mapping[str, Any]) -> Iterator[ImportedModel]:
    for dataset in task.get("datasets") or ():
        yield from _models_of_dataset(dataset, dataset["dataset"], task["task"])
    for subtask in task.get("subtasks") or ():
        yield from _models_of_task(subtask)


def _models_of_dataset(dataset: Mapping[str, Any], name: str, task: str) -> Iterator[ImportedModel]:
    for row in (dataset.get("sota") or {}).get("rows") or ():
        yield _model(row, name, task)
    for part in dataset.get("subdatasets") or ():
        yield from _models_of_dataset(part, f"{name} {part['subdataset']}", task)


def _model(row: Mapping[str, Any], dataset: str, task: str) -> ImportedModel:
    printed = row.get("metrics") or {}
    values = {metric: number(value) for metric, value in printed.items()}
    return ImportedModel(
        model_name=row["model_name"],
        paper_title=row.get("paper_title") or None,
        paper_url=row.get("paper_url") or None,
        year=int(date[:4]) if (date := row.get("paper_date") or "") else None,
        results=tuple(
            ImportedResult(dataset, metric, value, task)
            for metric, value in values.items()
            if value is not None
        ),
        extra={
            "uses_additional_data": bool(row.get("uses_additional_data")),
            **{metric: value for metric, value in printed.items() if values[metric] is None},
        },
    )
