"""Why a candidate can be no point of the fit, whatever speaks for it."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from itertools import permutations
from math import log
from typing import Any

from analysis.frames import FrameRow
from analysis.point_features import (
    MACHINE,
    compute_key,
    errors_of_one_compute,
    is_part_of_a_schedule,
    own_input,
    schedule_of,
    spread,
)
from analysis.runs.how import How
from analysis.runs.names import marks_of, training_of


def refusals_of(rows: Sequence[FrameRow]) -> list[str]:
    """Say for each candidate why it cannot be a point whatever speaks for it; empty for one that can.

    Args:
        rows: All candidates of the papers: what another one of the same paper says counts.

    Returns:
        A reason for each row, in their order.
    """
    shared = errors_of_one_compute(rows)
    best: dict[tuple[Any, ...], float] = {}
    for row in rows:
        training = _training(row)
        best[training] = min(row["error"], best.get(training, row["error"]))
    longer = _better_by_longer_name(rows)
    return [
        _refusal(_Standing(row, shared[compute_key(row)], min(best[_training(row)], longer.get(index, 1.0))))
        for index, row in enumerate(rows)
    ]


def _better_by_longer_name(rows: Sequence[FrameRow]) -> dict[int, float]:
    """Return the least error of the rows whose name says the same and more, where both have the time of one run.

    ``A, PReLU`` and ``MSRA (A, PReLU)`` are one net in two tables; what is added to a net makes another one.
    """
    groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        hows = {How(figure["how"]) for figure in schedule_of(row)}
        if row["measure"] in _PER_RUN and How.SAME_ROW not in hows:
            groups[compute_key(row)].append(index)
    best: dict[int, float] = {}
    for group in groups.values():
        names = {index: training_of(rows[index]["model_name"]) for index in group}
        for one, other in permutations(group, 2):
            added = names[other].tokens - names[one].tokens
            is_same = names[one].tokens < names[other].tokens and not names[other].additions & added
            if is_same and rows[other]["error"] < rows[one]["error"] and all(map(str.isalpha, added)):
                best[one] = min(rows[other]["error"], best.get(one, 1.0))
    return best


def _training(row: FrameRow) -> tuple[Any, ...]:
    """Equal for all tests of one training at several resolutions; a fine-tuning at each is a training of its own.

    So is the training of a name with another footnote mark.

    Returns:
        A key that equal trainings share.
    """
    name = row["model_name"]
    return (*compute_key(row), training_of(name).key, marks_of(name), own_input(row))


@dataclass(frozen=True, slots=True)
class _Standing:
    """A candidate among the others of its paper."""

    row: FrameRow
    errors: Set[float]
    """Of the candidates that share its compute, its own among them."""
    best: float
    """Least error of its training, at any resolution or under a longer name."""

    def is_per_run(self) -> bool:
        """Tell whether its compute is that of one run."""
        return self.row["measure"] in _PER_RUN

    def machine(self) -> list[FrameRow]:
        """Return the figures of its machine."""
        return schedule_of(self.row, MACHINE)

    def is_of_one_network(self) -> bool:
        """Tell whether its compute is that of one network while its name speaks of several."""
        is_counted = "networks" in json.loads(self.row["facts"]).get("model", {})
        return not is_counted and _SEVERAL_NETWORKS.search(self.row["model_name"]) is not None

    def is_of_a_part(self) -> bool:
        """Tell whether its error is that of one branch or exit of a network, while its compute is that of the whole."""
        return _PART.search(self.row["model_name"]) is not None

    def is_tuned_at_unknown_length(self) -> bool:
        """Tell whether what was fine-tuned at a larger input (``NetA↑384``) is counted as if trained at it."""
        is_counted = own_input(self.row) is not None or "finetuning" in (self.row["stages"] or "")
        return not is_counted and _ENLARGED.search(self.row["model_name"]) is not None

    def is_tuned_from_unknown(self) -> bool:
        """Tell whether only a fine-tuning is counted: what was trained before it is not stated."""
        counted = [stage for stage in (self.row["stages"] or "").split(", ") if stage]
        return self.row["measure"] in _COMPUTED and counted == ["finetuning"]

    def is_of_nobody(self) -> bool:
        """Tell whether a figure of its schedule is stated for no model."""
        return any(How(figure["how"]) in _OF_NOBODY for figure in schedule_of(self.row))


_SEVERAL_NETWORKS = re.compile(r"\bensembles?\b", re.IGNORECASE)
_ENLARGED = re.compile(r"↑\s?\d{3}")
_PART = re.compile(r"\([^()]*\b(?:branch|exit|auxiliary (?:head|classifier))\b[^()]*\)\s*$", re.IGNORECASE)
"""What a name ends with where a column of its row tests a part of the network: ``NetA (Branch L)``."""
_WIDE = log(2)
"""A count of ``64 to 512`` devices is one of many runs, and says little of each."""
_IMPOSSIBLE = frozenset({"burden_below_operations", "utilisation_above_1"})
_FEW_TOKENS = "fewer_tokens_than_parameters"
_PER_RUN = frozenset({"hardware_burden", "hardware_burden_with_search", "reported", "consolidated"})
"""Measures whose inputs are those of one run: a time that names no model is that of one model, not of each."""
_COMPUTED = frozenset({"network_operations", "token_rule"})
"""Measures that add up what is counted of each stage."""
_OF_NOBODY = frozenset({How.PAPER, How.FAMILY, How.UNKNOWN_NAME, How.OTHER_STAGE})

_REFUSALS: tuple[tuple[str, Callable[[_Standing], bool]], ...] = (
    (
        "a stage without schedule",
        lambda one: any(flag.endswith("_not_counted") for flag in one.row["flags"]),
    ),
    ("only a fine-tuning is stated, and nothing of what came before", _Standing.is_tuned_from_unknown),
    (
        "fewer epochs than any detector is trained for: the last part of a schedule",
        lambda one: one.row["measure"] == "network_operations" and is_part_of_a_schedule(one.row),
    ),
    (
        "fine-tuned at a larger input, of which no length is stated",
        lambda one: one.row["measure"] == "network_operations" and one.is_tuned_at_unknown_length(),
    ),
    (
        "fewer tokens than parameters: a fine-tuning, whatever the paper calls it",
        lambda one: _FEW_TOKENS in one.row["flags"],
    ),
    ("impossible beside another measure", lambda one: not _IMPOSSIBLE.isdisjoint(one.row["flags"])),
    (
        "the machine is named for inference only",
        lambda one: one.is_per_run() and any(How(f["how"]) is How.INFERENCE for f in one.machine()),
    ),
    (
        "the devices of several runs in one range",
        lambda one: one.is_per_run() and max(map(spread, one.machine()), default=0.0) > _WIDE,
    ),
    ("several networks, and the cost of one", lambda one: one.is_per_run() and one.is_of_one_network()),
    ("the error of a part of the network", _Standing.is_of_a_part),
    ("another test of a training with a better result", lambda one: bool(one.row["error"] > one.best)),
    (
        "a cost of one run that is stated for the best model",
        lambda one: one.is_per_run() and one.is_of_nobody() and bool(one.row["error"] > min(one.errors)),
    ),
)
"""Why a candidate can be no point, the reason that is told first on top."""


def _refusal(one: _Standing) -> str:
    return next((reason for reason, holds in _REFUSALS if holds(one)), "")
