"""Simulates oracle, expert, flexible and regularised models anew and freezes the curves for the nightly refit.

Run with ``python -m tools.simulate_theory``; it takes seconds. The frozen curves are under test.
"""

from __future__ import annotations

import time
from pathlib import Path

from analysis.theory import simulate


def main() -> None:
    """Simulate and write ``analysis/theory/simulated.csv``."""
    started = time.perf_counter()
    curves = simulate()
    print(curves.pivot(index="examples", columns="strategy", values="performance").round(2).to_string())
    print(f"{time.perf_counter() - started:.1f} s, {time.process_time():.1f} s of processor time")
    path = Path(__file__).parent.parent / "analysis" / "theory" / "simulated.csv"
    curves.to_csv(path, index=False, float_format="%.6g", lineterminator="\n")


if __name__ == "__main__":
    main()
