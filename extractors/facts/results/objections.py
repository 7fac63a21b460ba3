"""What may speak against a number being a result of a benchmark, in words."""

from __future__ import annotations

from enum import StrEnum


class Objection(StrEnum):
    """What speaks against a reading, in words."""

    COST_OR_DIFFERENCE = "head or label speaks of a cost or a difference"
    SETTINGS = "the caption speaks of settings"
    SEVERAL_METRICS = "several metrics are named"
    NO_METRIC = "no metric is named where one is needed"
    OTHER_DATA_SET = "another data set is named nearer"
    TRAINING_DATA = "data that models are trained on before is named nearer"
    TWO_DATA_SETS = "head and label name two data sets"
    SEVERAL_DATA_SETS = "other data sets are named in the same place"
    VARIANT = "a variant of the data set is named in the same place"
    OTHER_PART = "another part of the data set is named"
    OTHER_TASK = "another task is named nearer"
    OTHER_REGIME = "models are not trained on the task"
    PERHAPS_CORRUPTED = "the caption speaks of attacks or noise, and the head of the plain data set"
    REGIME_UNCLEAR = "models trained on the task and others are named in the same place"
    OTHER_SPLIT = "the split does not count"
    FAR_AND_UNSAID = "the data set is named far away and no metric at all"
