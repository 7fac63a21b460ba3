"""The plots of the report as pictures, for papers and slides."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.report.plots import MEASURE_NAMES

_STYLE: dict[Any, Any] = {
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    # Text stays text, and the same data give the same bytes.
    "svg.fonttype": "none",
    "svg.hashsalt": "ninthpower",
}
_MARKERS = ("o", "s", "^", "D", "v", "P")


def benchmark_figure(name: str, points: pd.DataFrame, fits: Sequence[Mapping[Any, Any]]) -> dict[str, bytes]:
    """Draw error against compute on logarithmic axes, every fitted measure in one picture.

    Args:
        name: Name of the benchmark.
        points: Rows of `compute_error` of one benchmark.
        fits: Headline fits with a slope, one per measure.

    Returns:
        The picture as ``svg`` and ``png``.
    """
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(7.2, 4.6), layout="constrained")
        axes = figure.subplots()
        for marker, fit in zip(_MARKERS, fits, strict=False):
            chosen = points[points["measure"] == fit["measure"]]
            (drawn,) = axes.plot(
                chosen["compute_flop"], chosen["error"], marker, markersize=6, alpha=0.75, markeredgewidth=0
            )
            ends = np.array([chosen["compute_flop"].min(), chosen["compute_flop"].max()])
            label = f"{MEASURE_NAMES[fit['measure']]}, n = {fit['n']}: exponent {fit['exponent']:.1f}"
            line = 10 ** fit["intercept"] * ends ** fit["slope"]
            axes.plot(ends, line, color=drawn.get_color(), linewidth=1.8, label=label)
        axes.set(xscale="log", yscale="log", xlabel="training compute (FLOP)", ylabel="error", title=name)
        axes.yaxis.set_major_formatter(mpl.ticker.PercentFormatter(1.0, decimals=0))
        axes.yaxis.set_minor_formatter(mpl.ticker.PercentFormatter(1.0, decimals=0))
        axes.grid(visible=True, which="both", linewidth=0.4, alpha=0.5)
        axes.legend(frameon=False)
        return {kind: _saved(figure, kind) for kind in ("svg", "png")}


def _saved(figure: Figure, kind: str) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format=kind, dpi=160, metadata={"Date": None} if kind == "svg" else None)
    return buffer.getvalue()
