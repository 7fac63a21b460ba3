"""The plots of the report, as Plotly figures in JSON."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

MEASURE_NAMES = {
    "network_operations": "network operations",
    "hardware_burden": "hardware burden",
    "hardware_burden_with_search": "hardware burden with search",
    "reported": "as reported",
    "token_rule": "6 × parameters × tokens",
    "consolidated": "consolidated burden",
}
"""Compute measures as a reader of the report knows them."""

FIRST_SHOWN = ("hardware_burden", "network_operations", "reported", "consolidated", "token_rule")
"""The measure a plot opens with is the first of these that has points."""

_HOVER = (
    "<b>%{customdata[0]}</b><br>%{customdata[1]}<br>error %{y:.3f} · %{x:.2e} FLOP"
    "<br>%{customdata[2]}<extra></extra>"
)


def benchmark_plot(points: pd.DataFrame, fits: pd.DataFrame) -> str:
    """Plot error against compute on logarithmic axes, one measure at a time.

    Args:
        points: Rows of `compute_error` of one benchmark, with `title` and `quote`.
        fits: The headline fits of the same benchmark, one per measure.

    Returns:
        A Plotly figure as JSON, with a menu that switches the measure.
    """
    present = [measure for measure in MEASURE_NAMES if (points["measure"] == measure).any()]
    opened = next(measure for measure in (*FIRST_SHOWN, *present) if measure in present)
    figure = go.Figure()
    owner: list[str] = []
    for measure in present:
        chosen = points[points["measure"] == measure]
        figure.add_trace(_scatter(chosen, measure))
        owner.append(measure)
        for fit in fits[(fits["measure"] == measure) & fits["slope"].notna()].to_dict("records"):
            figure.add_trace(_line(chosen, fit["slope"], fit["intercept"], fit["exponent"]))
            owner.append(measure)
    for trace, measure in zip(figure.data, owner, strict=True):
        trace.visible = measure == opened
    figure.update_layout(
        template="none",
        height=460,
        margin={"l": 70, "r": 20, "t": 50, "b": 60},
        xaxis={"type": "log", "title": "training compute (FLOP)", "exponentformat": "power", "dtick": 1},
        yaxis={"type": "log", "title": "error", "tickformat": ".2~g"},
        coloraxis={"colorscale": "Viridis", "colorbar": {"title": "year", "tickformat": "d"}},
        showlegend=False,
        updatemenus=[
            {
                "buttons": [
                    {
                        "label": MEASURE_NAMES[measure],
                        "method": "update",
                        "args": [{"visible": [one == measure for one in owner]}],
                    }
                    for measure in present
                ],
                "active": present.index(opened),
                "x": 0,
                "xanchor": "left",
                "y": 1.12,
                "yanchor": "bottom",
            }
        ],
    )
    return str(figure.to_json())


def _scatter(points: pd.DataFrame, measure: str) -> go.Scatter:
    return go.Scatter(
        name=MEASURE_NAMES[measure],
        x=points["compute_flop"],
        y=points["error"],
        mode="markers",
        marker={
            "color": points["year"],
            "coloraxis": "coloraxis",
            "size": 10,
            "symbol": np.where(points["is_imputed"], "circle-open", "circle"),
            "line": {"width": 1, "color": "rgba(0,0,0,0.4)"},
        },
        customdata=points[["model_name", "title", "quote"]].map(_short),
        hovertemplate=_HOVER,
    )


def _line(points: pd.DataFrame, slope: float, intercept: float, exponent: float | None) -> go.Scatter:
    ends = np.array([points["compute_flop"].min(), points["compute_flop"].max()])
    power = "" if exponent is None or pd.isna(exponent) else f": compute ~ (1/error)^{exponent:.1f}"
    return go.Scatter(
        x=ends,
        y=10**intercept * ends**slope,
        mode="lines",
        line={"color": "#c0392b", "width": 2},
        hovertemplate=f"least squares{power}<extra></extra>",
    )


def _short(text: object) -> str:
    """Cut a text to what fits a hover label; Plotly reads a little HTML there, so it is taken out."""
    plain = str(text).replace("<", "‹").replace(">", "›")
    return plain if len(plain) <= 110 else plain[:109] + "…"
