"""What was chosen for a stage of a run, and statements to choose from."""

import json
from typing import Any

import pandas as pd


def stage(frame: pd.DataFrame, model_name: str, name: str = "training") -> dict[str, Any]:
    [row] = frame[frame.model_name == model_name].to_dict("records")
    found: dict[str, Any] = json.loads(row["facts"]).get(name, {})
    return found


def epochs(value: float, quote: str, **more: Any) -> dict[str, Any]:
    return {"quantity": "epochs", "value": value, "quote": quote, **more}


def fact(quantity: str, value: float, quote: str = "", **more: Any) -> dict[str, Any]:
    return {"quantity": quantity, "value": value, "quote": quote, **more}
