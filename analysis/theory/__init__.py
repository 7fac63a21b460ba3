"""What theory says compute must grow with, and the simulation that shows what knowing the variables saves."""

from analysis.theory.frozen import crossing, performance_at, theory
from analysis.theory.rates import compute_for_improvement, data_for_improvement, measured_data_exponent
from analysis.theory.simulation import STRATEGIES, Problem, simulate

__all__ = [
    "STRATEGIES",
    "Problem",
    "compute_for_improvement",
    "crossing",
    "data_for_improvement",
    "measured_data_exponent",
    "performance_at",
    "simulate",
    "theory",
]
