"""How far each exponent moved between two refits, and which papers moved it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.fits import SPECIFICATIONS, fit
from analysis.frames import records

MOVE_COLUMNS = (
    "fit_id", "exponent_before", "exponent_after", "moved_by", "n_before", "n_after", "explained_by_papers",
    "reason",
)  # fmt: skip
PAPER_COLUMNS = ("fit_id", "paper_id", "change", "points_before", "points_after", "moved_by")

_POINT = ["model_name", "error", "compute_flop", "is_imputed", "year"]
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class ComparedRefit:
    """What was kept of a refit."""

    fits: pd.DataFrame
    """Rows of `fits`."""
    points: pd.DataFrame
    """Rows of `fit_points`."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What moved between two refits."""

    moves: pd.DataFrame
    """One row per fit whose exponent or points changed, the farthest move first."""
    papers: pd.DataFrame
    """One row per fit and paper that changed, the farthest move first."""


def compare(before: ComparedRefit, after: ComparedRefit) -> Difference:
    """Say how far each exponent moved and which papers moved it.

    A paper's part is found by leaving it out: the exponent after, less the exponent that the later points
    give with this one paper's points as they were before. The parts of several papers need not add up to the
    whole; what is left over is their interplay, or a change of the code.

    Args:
        before: The earlier refit.
        after: The later refit.

    Returns:
        The fits that moved, and the papers that moved them.
    """
    pairs = before.fits.merge(after.fits, on="fit_id", how="outer", suffixes=("_before", "_after"))
    moves: list[dict[str, Any]] = []
    papers: list[dict[str, Any]] = []
    for pair in records(pairs.sort_values("fit_id")):
        fit_id = pair["fit_id"]
        was, now = (refit.points[refit.points["fit_id"] == fit_id] for refit in (before, after))
        changed = list(_changed_papers(was, now))
        parts = list(_parts(pair, was, now, changed))
        moved_by = _difference(pair["exponent_after"], pair["exponent_before"])
        if not changed and not _is_move(moved_by) and pair["status_before"] == pair["status_after"]:
            continue
        known = [part["moved_by"] for part in parts if part["moved_by"] is not None]
        moves.append({
            "fit_id": fit_id,
            "exponent_before": pair["exponent_before"],
            "exponent_after": pair["exponent_after"],
            "moved_by": moved_by,
            "n_before": len(was),
            "n_after": len(now),
            "explained_by_papers": sum(known) if known else None,
            "reason": _reason(pair, bool(changed)),
        })  # fmt: skip
        papers += parts
    return Difference(_ordered(moves, MOVE_COLUMNS), _ordered(papers, PAPER_COLUMNS))


def _changed_papers(was: pd.DataFrame, now: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Papers whose points differ, and whether they are new, gone or changed."""
    before, after = _rows_by_paper(was), _rows_by_paper(now)
    for paper_id in sorted({*before, *after}):
        one, other = before.get(paper_id), after.get(paper_id)
        if one != other:
            yield paper_id, "new" if not one else "gone" if not other else "changed"


def _rows_by_paper(frame: pd.DataFrame) -> dict[str, list[tuple[Any, ...]]]:
    rows = defaultdict[str, list[tuple[Any, ...]]](list)
    for paper_id, row in zip(frame["paper_id"], records(frame[_POINT]), strict=True):
        rows[paper_id].append(tuple(row.values()))
    return {paper_id: sorted(own, key=repr) for paper_id, own in rows.items()}


def _parts(
    pair: dict[str, Any], was: pd.DataFrame, now: pd.DataFrame, changed: list[tuple[str, str]]
) -> Iterator[dict[str, Any]]:
    for paper_id, change in changed:
        own_was, own_now = was[was["paper_id"] == paper_id], now[now["paper_id"] == paper_id]
        without = pd.concat([now[now["paper_id"] != paper_id], own_was], ignore_index=True)
        yield {
            "fit_id": pair["fit_id"],
            "paper_id": paper_id,
            "change": change,
            "points_before": len(own_was),
            "points_after": len(own_now),
            "moved_by": _difference(pair["exponent_after"], _exponent(pair["fit_id"], without)),
        }


def _exponent(fit_id: str, points: pd.DataFrame) -> float | None:
    """Exponent of a fit on other points; None where there is none, or for one that is not refitted here."""
    benchmark_id, measure, name = fit_id.split("/")
    known = {specification.name: specification for specification in SPECIFICATIONS}
    if name not in known or points.empty:
        return None
    return fit(points.assign(benchmark_id=benchmark_id, measure=measure), known[name], draws=0).exponent


def _difference(value: float | None, other: float | None) -> float | None:
    return None if value is None or other is None else float(value - other)


def _is_move(moved_by: float | None) -> bool:
    return moved_by is not None and abs(moved_by) > _TOLERANCE


def _reason(pair: dict[str, Any], has_changes: bool) -> str | None:
    if pair["status_after"] is None:
        return "no longer tried"
    if pair["status_before"] is None:
        return "new"
    if pair["status_after"] == "not_fitted":
        return f"not fitted: {pair['reason_after']}"
    if pair["status_before"] == "not_fitted":
        return f"fitted for the first time; before: {pair['reason_before']}"
    return None if has_changes else "the points are the same: the code or its settings changed"


def _ordered(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    """Farthest move first, then by name: the same rows in the same order every time."""
    frame = pd.DataFrame(rows, columns=list(columns))
    distance = frame["moved_by"].astype(float).abs().fillna(-1)
    keys = [column for column in ("fit_id", "paper_id") if column in columns]
    ordered = frame.assign(distance=distance).sort_values(
        ["distance", *keys], ascending=[False, *[True] * len(keys)], kind="stable"
    )
    return ordered[list(columns)].reset_index(drop=True)
