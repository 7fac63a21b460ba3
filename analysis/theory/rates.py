"""The argument of the study: k times better needs k^2 data, and so k^4 compute.

The root mean squared error of a parametric model falls as 1 / sqrt(n): to divide it by k takes k^2 examples. A
model that stays over-parametrised has parameters in proportion to its examples, and one pass over them costs
examples times parameters: n * n = (k^2)^2 = k^4. No gain from regularisation and no irreducible error are
counted ("The Computational Limits of Deep Learning", arXiv 2007.05558, section 2).
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from analysis.fits.lines import t_quantile

DATA_EXPONENT = 2.0


def data_for_improvement(k: float) -> float:
    """Return the factor of examples that makes the error k times smaller."""
    return float(k**DATA_EXPONENT)


def compute_for_improvement(k: float) -> float:
    """Return the factor of compute that makes the error k times smaller, parameters growing with examples."""
    examples = parameters = data_for_improvement(k)
    return examples * parameters


def measured_data_exponent(
    curves: pd.DataFrame, strategy: str = "oracle", least_examples: int = 200
) -> tuple[float, float, float]:
    """Measure in the simulation by which power of an improvement the examples grow.

    Args:
        curves: The frame of `simulate`.
        strategy: Whose curve; one that knows its variables follows the parametric rate.
        least_examples: Where the curve is straight: many times its variables.

    Returns:
        The exponent with its 95 % interval.
    """
    own = curves[(curves["strategy"] == strategy) & (curves["examples"] >= least_examples)]
    line = stats.linregress(np.log10(own["examples"]), own["performance"])
    reach = t_quantile(len(own) - 2) * line.stderr
    return 1 / line.slope, 1 / (line.slope + reach), 1 / (line.slope - reach)
