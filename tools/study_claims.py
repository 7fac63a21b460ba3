"""Answers the claims that data can answer on the study's own tables, and freezes the answers for the claims ledger.

Run with ``python -m tools.study_claims --data DIR``, the folder of the published tables; it takes seconds.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

from analysis import thompson
from analysis.claims import ClaimEvidence
from analysis.claims.measured import MEASURED
from analysis.costs import PUBLISHED_2020
from analysis.fits import HEADLINE, fit_all, fits_frame
from analysis.projections import project
from analysis.refit import with_training_examples

PAPERS_EXAMINED = 1058
"""As the study prints it; the list was not published."""
TARGET = Path(__file__).parent.parent / "analysis" / "published" / "study_claims.toml"
HEADER = """\
# What the tests of analysis/claims/measured.py answer on the study's published tables (repository
# MIT-FutureTech/TheComputationalLimitsOfDeepLearning, commit 62f1e4d), by this project's fits.
# Written by tools/study_claims.py.
"""


def main() -> None:
    """Read the tables, run the tests, write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    rows = thompson.read(parser.parse_args().data)
    points = thompson.points(rows).merge(
        rows[["paper_id", "model_name", "benchmark_id", "parameters"]].drop_duplicates(
            ["paper_id", "model_name", "benchmark_id"]
        ),
        on=["paper_id", "model_name", "benchmark_id"],
        how="left",
    )
    points = with_training_examples(points.assign(dataset_unit=None, dataset_size=math.nan))
    fitted = fit_all(points, (HEADLINE,))
    evidence = ClaimEvidence(points, fits_frame(fitted), project(fitted, PUBLISHED_2020), PAPERS_EXAMINED)
    lines = [HEADER]
    for name, test in MEASURED.items():
        outcome = test(evidence)
        known = {
            "value": outcome.value, "low": outcome.low, "high": outcome.high, "n_models": outcome.n_models,
            "n_works": outcome.n_works,
        }  # fmt: skip
        if outcome.value is not None:
            lines.append(f"[{name}]")
            lines += [f"{key} = {value:.5g}" for key, value in known.items() if value is not None]
            lines.append("")
    TARGET.write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    main()
