"""The benchmarks whose results are noted down. The facts live in ``benchmarks.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

EPOCHS_OF_ONE_SCHEDULE = 12
"""Passes over COCO of the ``1x`` schedule of detectors: 90,000 steps of 16 images (Detectron, Girshick et al. 2018)."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A number that papers compare models by: a metric on a data set."""

    benchmark_id: str
    name: str
    description: str
    dataset: str
    task: str
    metric: str
    unit: str
    lowest_score: float
    """Plausible scores lie between these two; an error is read as 100 minus the score."""
    highest_score: float
    is_followed: bool = True
    """False: its results are read and kept, but shown to analysts only where the operator follows it."""
    part: str = ""
    """Language pair or test set, where the data set has several."""
    excluded_parts: tuple[str, ...] = ()
    implied_metrics: tuple[str, ...] = ()
    """Metrics that mean this one when said about the data set; an empty string stands for none being said."""
    excluded_splits: tuple[str, ...] = ()
    is_default_task: bool = False
    """True when numbers on the data set are for this task where none is said."""
    allowed_regimes: tuple[str, ...] = ()
    """Ways of meeting the task, such as ``few_shot``, that count beside training and fine-tuning on it."""
    never_above: str = ""
    """A benchmark whose scores are at least as high, as those of five guesses are beside those of one."""
    training_set: str = ""
    """What its models are trained on, see `training_sets`; empty where the catalog does not say."""

    def is_plausible(self, value: float, is_error: bool) -> bool:
        """Tell whether a value in percent can be a result of this benchmark."""
        score = 100.0 - value if is_error else value
        return self.lowest_score <= score <= self.highest_score


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """Data that models are trained on to be scored on one or several benchmarks."""

    training_set_id: str
    example_count: float
    """Examples of the standard training set."""
    source: str
    words: tuple[str, ...]
    """Words by which a model name, a sentence or a heading shows that it is about this data."""
    usual_epochs: tuple[float, float] | None = None
    """The least and the most passes that models are trained for, None where that differs too much."""
    usual_epochs_source: str = ""


@dataclass(frozen=True, slots=True)
class PretrainingSet:
    """Data that networks are trained on before those of a benchmark."""

    pattern: str
    """What names it, to be looked for in any case."""
    example_count: int
    source: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """Data that a text may name."""

    dataset_id: str
    is_training_data: bool = False
    """True for data that models are trained on before, and not tested on."""


@cache
def datasets() -> tuple[Dataset, ...]:
    """Return the data sets of the catalog in its order."""
    return tuple(
        Dataset(entry["dataset_id"], entry.get("is_training_data", False))
        for entry in read_catalog("benchmarks.toml")["dataset"]
    )


@cache
def training_sets() -> tuple[TrainingSet, ...]:
    """Return the training sets of the catalog in its order."""
    entries = read_catalog("benchmarks.toml")["training_set"]
    return tuple(TrainingSet(**_without_lists(entry)) for entry in entries)


@cache
def pretraining_sets() -> tuple[PretrainingSet, ...]:
    """Return the sets for pre-training of the catalog in its order."""
    return tuple(PretrainingSet(**entry) for entry in read_catalog("benchmarks.toml")["pretraining_set"])


@cache
def other_data_words() -> frozenset[str]:
    """Return words that show a statement to be about training data of no benchmark of the catalog."""
    return frozenset(read_catalog("benchmarks.toml")["other_data_words"])


@cache
def benchmarks() -> tuple[Benchmark, ...]:
    """Return the benchmarks of the catalog in its order."""
    return tuple(Benchmark(**_without_lists(entry)) for entry in read_catalog("benchmarks.toml")["benchmark"])


def benchmark(benchmark_id: str) -> Benchmark:
    """Return one benchmark.

    Raises:
        KeyError: The catalog has no benchmark of this id.
    """
    for candidate in benchmarks():
        if candidate.benchmark_id == benchmark_id:
            return candidate
    raise KeyError(benchmark_id)


def _without_lists(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}


def read_catalog(file_name: str) -> dict[str, Any]:
    """Return the content of one of this package's TOML files."""
    return tomllib.loads(resources.files("extractors.catalog").joinpath(file_name).read_text("utf-8"))
