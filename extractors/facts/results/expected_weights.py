"""What each feature is judged to weigh before any paper is seen: what is learned stays on the same side of zero."""

from __future__ import annotations

from extractors.facts.results.cues import TOLD, speaks_for
from extractors.facts.results.objections import Objection


def expected_weight(feature: str) -> float:
    """Return what a feature is judged to weigh before any paper is seen, in log-odds.

    What is learned stays on the same side of zero: an objection never speaks for a result because a few papers
    happen to have it. Zero stands for features that may speak for either.
    """
    place, is_cue, words = feature.removesuffix(TOLD).partition(" speaks of ")
    if is_cue and place in _CUE_WEIGHTS:
        weight = _CUE_WEIGHTS[place] * (_TOLD_SHARE if feature.endswith(TOLD) else 1.0)
        return 0.2 * weight if speaks_for(words) else -weight
    return _EXPECTED.get(feature, 0.0)


def is_far(feature: str) -> bool:
    """Tell whether a feature says the same of all numbers of a paper or section: its weight is easily overrated."""
    return feature.startswith(_FAR)


UNKNOWN_IN_CAPTION = "the caption is on an unknown name and names no known data set"
BARE = "the data set is named far from a table without caption"
RETRIEVAL = "other columns are precision and recall"
REPEATED = "another table prints a number of the column for the same model"
FRACTIONS = "fractions beside columns in percent"
BARE_FRACTIONS = "fractions, and nothing names a metric"
OTHER_IN_HEAD = "another data set in head or label"
OTHER_IN_CAPTION = "another data set in the caption"
OTHER_MEASURE = "an arrow in the head marks a measure that nobody reports on the data set"
SETTINGS = "rows are settings of training"
OTHER_COLUMN = "another column is headed by the metric"
IN_CAPTION_ALONE = "the caption names the data set, and nothing a metric"
_CUE_WEIGHTS = {
    "phrase": 2.5,
    "sentence": 1.5,
    "head or label": 2.5,
    "group": 1.0,
    "caption": 1.5,
    "a sentence about the table": 0.3,
    "section": 0.5,
    "title or abstract": 0.2,
    "title": 0.8,
}
_TOLD_SHARE = 0.2
"""Of the weight of a cue, what is expected of it where the head tells otherwise."""
_FAR = (
    "title", "section", "a sentence about the table", "the paper", "share of mentions", "share of the data set",
    "how often",
)  # fmt: skip
_EXPECTED: dict[str, float] = {
    "the rules for sentences object": -2.5,
    "the sentence speaks of earlier work": -0.3,
    "the sentence speaks of a change": -0.5,
    "the sentence names another data set": -0.7,
    "no model is named": -1.0,
    "the number has no decimal": -0.5,
    "the number is rounded to one decimal": -0.1,
    "no rule objects": 2.5,
    "the two values lie in the order of their metrics": 0.5,
    "how often the paper names the data set": 0.5,
    "share of the data set among those the paper names": 0.5,
    "the paper names no data set more often": 0.3,
    "title or abstract names the data set": 0.3,
    "share of mentions as what was trained on before": -1.0,
    "title or abstract names other data sets alone": -0.5,
    "the title names another task": -0.3,
    "share of columns on unknown names": -1.0,
    "the head is an unknown name": -1.0,
    "the head is empty": -0.5,
    "the head goes from one name to another": -5.0,
    "rows are labelled with data sets or tasks": -1.0,
    "the table's grid is doubtful": -2.0,
    "the table is damaged": -0.5,
    "no caption": -0.3,
    BARE: -1.0,
    RETRIEVAL: -2.0,
    "the head is an average": -1.0,
    "the caption is on an unknown name": -0.5,
    "the caption is for an unknown name": -0.3,
    "the caption names the data set": 0.3,
    UNKNOWN_IN_CAPTION: -2.5,
    "the head holds values": -3.0,
    "how often the paper speaks of linear classifiers": -1.5,
    "no metric named": -0.5,
    IN_CAPTION_ALONE: -2.0,
    "the metric named is a general one": -0.3,
    "share of implausible values in the column": -2.0,
    "share of whole numbers in the column": -0.5,
    "the middle value is low": -1.0,
    "values are far apart": -0.5,
    "error or score is told by the values": -0.3,
    SETTINGS: -1.5,
    REPEATED: 2.5,
    FRACTIONS: -2.0,
    BARE_FRACTIONS: -1.5,
    OTHER_MEASURE: -1.5,
    OTHER_COLUMN: -0.7,
    "a head without data set or metric beside heads that name them": -1.5,
    "a data set of several metrics, and none is named": -1.0,
    "whole numbers under a head without metric": -1.5,
    OTHER_IN_HEAD: -1.0,
    OTHER_IN_CAPTION: -0.5,
    **{str(objection): -1.0 for objection in Objection},
    Objection.COST_OR_DIFFERENCE: -2.0,
    Objection.OTHER_DATA_SET: -1.5,
    Objection.TRAINING_DATA: -0.3,
    Objection.OTHER_REGIME: -2.5,
    Objection.OTHER_SPLIT: -3.5,
    Objection.OTHER_TASK: -1.5,
    Objection.OTHER_PART: -2.5,
    Objection.VARIANT: -4.0,
    Objection.PERHAPS_CORRUPTED: -1.0,
    Objection.REGIME_UNCLEAR: -0.7,
}
