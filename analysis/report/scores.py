"""How well facts are read: precision, recall and F1 against papers that people annotated."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

import pandas as pd

COLUMNS = (
    "kind", "subject", "precision", "recall", "f1", "f1_with_model", "annotated_count", "read_count",
)  # fmt: skip

BLIND_COLUMNS = ("fold", "kind", "measure", "value")
"""Part of the papers, kind of paper, what was measured, and the share between 0 and 1."""


class ScoresError(Exception):
    """A text does not hold scores."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What a scorer measured."""

    measured_on: str
    """On which papers, when, and with which version, as far as the scorer says so."""
    rows: pd.DataFrame
    """Columns `COLUMNS`: a fact counts where its value agrees, in ``f1_with_model`` where its model does too."""
    blind: pd.DataFrame
    """Columns `BLIND_COLUMNS`: measured on papers that nobody looked at while rules were written."""
    is_tuned: bool = False
    """True where rules were written while the papers of `rows` were looked at."""


def read_scores(text: str) -> Scores:
    """Read what a scorer wrote.

    Args:
        text: JSON with ``papers``, their number, perhaps ``note``, and per line ``"<kind> / <subject>"`` of ``results``
            or ``compute``: ``value`` and ``full`` (value and model), each with precision, recall, f1, predicted, gold.
            Or a list of blind scores, objects with the names of `BLIND_COLUMNS`; they may also stand under ``blind``.

    Returns:
        The scores, one row per kind of fact and subject, or one per fold and measure.

    Raises:
        ScoresError: It is no such text.
    """
    try:
        found = json.loads(text)
        if found and isinstance(found, list):
            found = {"blind": found, "papers": "blind"}
        blind = pd.DataFrame(
            [[row[name] for name in BLIND_COLUMNS] for row in found.get("blind", [])],
            columns=list(BLIND_COLUMNS),
        ).astype({"value": float})
        note = found.get("note", "")
        rows = [_row(*line.split(" / "), **scores) for line, scores in found.items() if " / " in line]
        frame = pd.DataFrame(rows, columns=list(COLUMNS)).sort_values(["kind", "subject"], ignore_index=True)
        return Scores(f"{found['papers']} annotated papers{f', {note}' if note else ''}", frame, blind)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ScoresError(f"{type(error).__name__}: {error}") from error


def _row(kind: str, subject: str, value: dict[str, float], full: dict[str, float]) -> tuple[str | float, ...]:
    by_value = (value[name] for name in ("precision", "recall", "f1"))
    return (kind, subject, *by_value, full["f1"], int(value["gold"]), int(value["predicted"]))


@cache
def own_scores() -> Scores:
    """Return what the project measured on annotated papers of its own, which are not part of it."""
    own = read_scores((resources.files("analysis.report") / "scores.json").read_text(encoding="utf-8"))
    return replace(own, is_tuned=own.blind.empty)
