"""Points on curves that are known, with errors that are known."""

from typing import Any

import numpy as np
import pandas as pd


def points(
    exponent: float = 9.0, n: int = 40, noise: float = 0.02, seed: int = 0, **columns: Any
) -> pd.DataFrame:
    """Points on a power law, each from a paper of its own.

    Args:
        exponent: Compute grows as error to minus this power.
        n: Number of points, over six decades of compute.
        noise: Standard deviation of log10 error around the law.
        seed: Of the noise and the places.
        columns: Columns to set or replace.
    """
    random = np.random.default_rng(seed)
    log_compute = random.uniform(17, 23, n)
    log_error = -0.4 - (log_compute - 17) / exponent + random.normal(0, noise, n)
    frame = pd.DataFrame(
        {
            "paper_id": [f"arxiv:{number}" for number in range(n)],
            "model_name": "Net",
            "benchmark_id": "imagenet_top1",
            "measure": "network_operations",
            "error": 10**log_error,
            "compute_flop": 10**log_compute,
            "year": 2012 + (log_compute - 17).round().astype(int),
            "is_imputed": False,
        }
    )
    return frame.assign(**columns)
