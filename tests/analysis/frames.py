"""Small frames with the columns of the views, for tests."""

from typing import Any

import pandas as pd


def results(*rows: dict[str, Any]) -> pd.DataFrame:
    """Rows of `reported_results`: an own ImageNet top-1 score unless a test says otherwise."""
    defaults = {
        "paper_id": "arxiv:1",
        "benchmark_id": "imagenet_top1",
        "model_name": "Net",
        "value": 75.0,
        "is_error": False,
        "is_own": True,
        "is_ensemble": False,
        "confidence": 1.0,
        "document_id": "d1",
        "table_label": None,
        "row_index": None,
        "section": None,
        "quote": "",
    }
    return pd.DataFrame([{"result_id": f"r{index}", **defaults, **row} for index, row in enumerate(rows)])


def compute(*rows: dict[str, Any]) -> pd.DataFrame:
    """Rows of `reported_compute`: an own statement about training, of no named model."""
    defaults = {
        "paper_id": "arxiv:1",
        "value": None,
        "value_low": None,
        "value_high": None,
        "text_value": "",
        "unit_printed": "",
        "model_name": None,
        "dataset_name": None,
        "stage": "training",
        "is_own": True,
        "counts_macs": False,
        "confidence": 1.0,
        "document_id": "d1",
        "table_label": None,
        "row_index": None,
        "section": None,
        "quote": "",
        "hardware_id": None,
    }
    frame = pd.DataFrame([{"compute_id": f"c{index}", **defaults, **row} for index, row in enumerate(rows)])
    return frame if rows else pd.DataFrame(columns=["compute_id", "quantity", *defaults])
