"""Quoted costs are compared with what their source prints, and differences are told apart."""

from typing import Any

import pandas as pd
import pytest

from analysis.cost_quotations import compare
from tests.analysis import frames

OWN = {
    "compute_id": "c1", "paper_id": "source", "quantity": "parameters", "model_name": "FooNet-50", "value": 25.56e6,
    "value_printed": "25.56M", "confidence": 0.9,
}  # fmt: skip
QUOTE = {**OWN, "compute_id": "q1", "paper_id": "quoting", "source_paper_id": "source"}


def judged(quote: dict[str, Any], **own: Any) -> tuple[Any, ...]:
    [row] = compare(pd.DataFrame([{**QUOTE, **quote}]), frames.compute({**OWN, **own})).to_dict("records")
    return row["verdict"], row["why"] if isinstance(row["why"], str) else None


EPOCHS = {"quantity": "epochs", "value": 90.0, "value_printed": "90"}
FLOPS = {"quantity": "forward_flops", "value": 4.1e9, "value_printed": "4.1"}


@pytest.mark.parametrize(
    ("quote", "own", "verdict", "why"),
    [
        ({}, {}, "agrees", "same"),
        ({"value": 25.6e6, "value_printed": "25.6M"}, {}, "agrees", "rounding"),
        ({"value": 26e6, "value_printed": "26"}, {}, "agrees", "rounding"),
        ({"value": 25.57e6, "value_printed": "25.57M"}, {}, "differs", "rounding"),
        ({"model_name": "FooNet-50, large"}, {}, "agrees", "under another name"),
        ({"model_name": "Bar"}, {}, "model not found in source", None),
        ({"quantity": "epochs"}, {}, "quantity not read in source", None),
        ({"value": 30.0e6, "value_printed": "30.0M"}, {}, "differs", "misquoted or counted otherwise"),
        ({"value": 30.0e6, "value_printed": "30.0M", "confidence": 0.3}, {}, "differs", "misread by us"),
        ({"value": 25.56e9, "value_printed": "25.56B"}, {}, "differs", "other model on that network"),
        ({**EPOCHS, "value": 3000.0, "value_printed": "3000"}, EPOCHS, "differs", "misread by us"),
        (
            {**FLOPS, "value": 8.2e9, "value_printed": "8.2"},
            FLOPS,
            "differs",
            "multiply-adds counted as one or two",
        ),
    ],
)
def test_verdicts(quote: dict[str, Any], own: dict[str, Any], verdict: str, why: str | None):
    assert judged(quote, **own) == (verdict, why)


def test_nothing_quoted_is_nothing_compared():
    assert compare(pd.DataFrame(columns=list(QUOTE)), frames.compute(OWN)).empty
