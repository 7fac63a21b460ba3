"""Training compute of every model run, by every measure its facts allow."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

import pandas as pd

from analysis.conversion import ConversionLine, conversion_line
from analysis.direct_measures import EstimateDraft, direct_measures
from analysis.frames import records
from analysis.hardware import Catalog
from analysis.measures import DEFAULT_UTILISATION, Span
from analysis.runs.how import TRUST, How
from analysis.stages import Figure

MEASURES = (
    "network_operations",
    "hardware_burden",
    "hardware_burden_with_search",
    "reported",
    "token_rule",
    "consolidated",
)

COLUMNS = {
    "run_id": "The model run, see `model_runs`",
    "paper_id": "Paper the run is reported in",
    "model_name": "As in `model_runs`",
    "is_own": "True when the paper reports the run as its own",
    "measure": "One of `MEASURES`",
    "flop": "Training compute in FLOP by this measure; hardware burdens at the hardware's peak rate",
    "flop_low": "Lower end of the range the stated figures allow",
    "flop_high": "Upper end of the range the stated figures allow",
    "utilisation": "Share of the peak assumed for `flop_at_utilisation`; hardware burdens only",
    "flop_at_utilisation": "Hardware burden times `utilisation`",
    "precision": "Number format whose peak rate was used",
    "hardware_kinds": "gpu, tpu, cpu, other: what the burden was done on, joined by commas",
    "stages": "Training stages that are counted, joined by commas",
    "is_imputed": "True when predicted from another measure instead of reported",
    "implied_utilisation": "Operations over peak burden of the same run, where both are known",
    "checks": "JSON: this measure over each other measure of the same run",
    "flags": "What is wrong or assumed, such as burden_below_operations",
    "inputs": "JSON: formula and the figures put into it",
    "confidence": "Lowest confidence among the facts used",
    "compute_ids": "Ids of the compute facts used",
}
"""The columns of the frame `estimate` returns, with what they hold."""

_OPERATION_MEASURES = ("network_operations", "reported", "token_rule")


def estimate(
    model_runs: pd.DataFrame, hardware: pd.DataFrame, utilisation: float = DEFAULT_UTILISATION
) -> pd.DataFrame:
    """Estimate the training compute of each run by every measure it has the facts for.

    Measures are never merged: each is a row with its inputs. Architecture search is left out, except in
    `hardware_burden_with_search`, which adds it as the tables of Thompson et al. do.

    Args:
        model_runs: The frame of `analysis.runs.join`.
        hardware: The catalog, see `analysis.hardware.Catalog`.
        utilisation: Share of the peak assumed for `flop_at_utilisation`.

    Returns:
        One row per run and measure with the columns of `COLUMNS`.
    """
    catalog = Catalog(hardware)
    runs = records(model_runs)
    drafts = [list(direct_measures(json.loads(run["facts"]), catalog)) for run in runs]
    for run, measured in zip(runs, drafts, strict=True):
        missing = {f"{stage}_not_counted" for stage in run["missing_stages"]}
        for draft in measured:
            draft.flags |= missing - {f"{stage}_not_counted" for stage in draft.stages}
    line = conversion_line(_pairs(runs, drafts))
    rows = []
    for run, measured in zip(runs, drafts, strict=True):
        _cross_check(measured)
        consolidated = _consolidated(measured, line)
        complete = measured if consolidated is None else [*measured, consolidated]
        rows += [_row(run, draft, utilisation) for draft in complete]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _consolidated(measured: Sequence[EstimateDraft], line: ConversionLine) -> EstimateDraft | None:
    by_measure = {draft.measure: draft for draft in measured}
    if burden := by_measure.get("hardware_burden"):
        inputs: dict[str, Any] = {"formula": "hardware_burden"}
        return replace(burden, measure="consolidated", inputs=inputs, flags=set(), checks={})
    counted = by_measure.get("network_operations")
    if counted is None:
        return None
    predicted = Span(
        line.predict(counted.flop.value).value,
        line.predict(counted.flop.low).low,
        line.predict(counted.flop.high).high,
    )
    inputs = {
        "formula": "10^(intercept + slope x log10 network_operations)",
        "intercept": line.intercept,
        "slope": line.slope,
        "network_operations": counted.flop.value,
        "line": line.source,
    }
    return EstimateDraft("consolidated", predicted, counted.stages, inputs, counted.used, is_imputed=True)


def _pairs(runs: Sequence[Mapping[str, Any]], drafts: Sequence[Sequence[EstimateDraft]]) -> pd.DataFrame:
    """Own runs with both measures, one per paper and burden: models of a paper share statements."""
    rows = []
    for run, measured in zip(runs, drafts, strict=True):
        flop = {draft.measure: draft.flop.value for draft in measured}
        if run["is_own"] and {"network_operations", "hardware_burden"} <= flop.keys():
            rows.append((run["paper_id"], flop["network_operations"], flop["hardware_burden"]))
    frame = pd.DataFrame(rows, columns=["paper_id", "network_operations", "hardware_burden"])
    return frame.drop_duplicates(["paper_id", "hardware_burden"])


def _cross_check(drafts: Sequence[EstimateDraft]) -> None:
    """Store the ratio of every two measures of a run, and flag what cannot be.

    More operations than the counted peak allows are possible where the chip has a faster precision: the run
    then used it. More than its fastest precision allows are not.
    """
    for one, other in permutations(drafts, 2):
        one.checks[other.measure] = one.flop.value / other.flop.value
        is_comparable = one.measure == "hardware_burden" and other.measure in _OPERATION_MEASURES
        if not is_comparable or one.flop.high >= other.flop.low:
            continue
        if one.headroom * one.flop.high >= other.flop.low:
            one.flags.add("lower_precision_implied")
        else:
            one.flags.add("burden_below_operations")
            other.flags.add("utilisation_above_1")


def _row(run: Mapping[str, Any], draft: EstimateDraft, utilisation: float) -> dict[str, Any]:
    counts_hardware = draft.measure.startswith("hardware_burden")
    return {
        **{column: run[column] for column in ("run_id", "paper_id", "model_name", "is_own")},
        "measure": draft.measure,
        "flop": draft.flop.value,
        "flop_low": draft.flop.low,
        "flop_high": draft.flop.high,
        "utilisation": utilisation if counts_hardware else None,
        "flop_at_utilisation": draft.flop.value * utilisation if counts_hardware else None,
        "precision": draft.precision,
        "hardware_kinds": draft.hardware_kinds,
        "stages": ", ".join(draft.stages),
        "is_imputed": draft.is_imputed,
        "implied_utilisation": _implied_utilisation(draft),
        "checks": json.dumps(draft.checks, sort_keys=True),
        "flags": sorted(draft.flags),
        "inputs": json.dumps(draft.inputs, sort_keys=True),
        "confidence": min((_trust(figure) for figure in draft.used), default=None),
        "compute_ids": sorted({figure["compute_id"] for figure in draft.used if "compute_id" in figure}),
    }


def _implied_utilisation(draft: EstimateDraft) -> float | None:
    if draft.measure == "hardware_burden":
        ratio = draft.checks.get("reported") or draft.checks.get("network_operations")
        return 1 / ratio if ratio else None
    return draft.checks.get("hardware_burden") if draft.measure in _OPERATION_MEASURES else None


def _trust(figure: Figure) -> float:
    return round(float(figure.get("confidence", 1.0)) * TRUST[How(figure["how"])], 4)
