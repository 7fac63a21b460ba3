"""The fits at scale: a thousand checkpoints by cost of inference, hundreds of models by cost of training.

Other people's tables, marked as imported: nothing of them enters the warehouse's own fits.
"""

import csv
import json
import os
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from analysis import thompson
from analysis.fits import SPECIFICATIONS, Fit, fit_all
from analysis.measures import network_operations
from analysis.runs.names import family

PAPERS = os.environ.get("NINTHPOWER_REAL_PAPERS", "")
TABLES = Path(PAPERS).parent / "tables"
STUDY = Path(PAPERS).parent / "reference" / "thompson" / "data"

pytestmark = pytest.mark.skipif(
    not PAPERS or not TABLES.is_dir(), reason="needs the imported tables beside NINTHPOWER_REAL_PAPERS"
)

IMAGES = 1_281_167
PYCLS_EPOCHS = 100
"""Of its model zoo's baselines (Radosavovic et al. 2020, arXiv 2003.13678, section 5)."""

NAMES = ("ols", "reverse_ols", "rma", "huber", "within_families", "floor")


def points(rows: list[dict], measure: str) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    return frame.assign(benchmark_id="imagenet_top1", measure=measure, is_imputed=False, year=None)


def fitted(frame: pd.DataFrame) -> dict[str, Fit]:
    chosen = [known for known in SPECIFICATIONS if known.name in NAMES]
    return {fit.specification.name: fit for fit in fit_all(frame, chosen, draws=1000)}


def timm() -> pd.DataFrame:
    """Every checkpoint a paper of its own: what repeats is the checkpoint."""
    with (TABLES / "timm" / "joined_top1_gmacs.csv").open() as file:
        rows = [
            {
                "paper_id": f"timm:{row['model']}@{row['img_size']}",
                "model_name": row["model"],
                "error": float(row["top1_err"]) / 100,
                "compute_flop": 2e9 * float(row["gmacs"]),
            }
            for row in csv.DictReader(file)
        ]
    return points(rows, "imported_forward_flop")


def openmmlab() -> list[dict]:
    rows = []
    for path in sorted((TABLES / "openmmlab").glob("*.yml")):
        content = yaml.safe_load(path.read_text())
        collections = {entry["Name"]: entry for entry in content.get("Collections") or ()}
        for model in content["Models"]:
            shared = collections.get(model.get("In Collection"), {}).get("Metadata") or {}
            facts = {**shared, **(model.get("Metadata") or {})}
            results = model.get("Results") or []
            for result in results if isinstance(results, list) else [results]:
                accuracy = (result.get("Metrics") or {}).get("Top 1 Accuracy")
                data = facts.get("Training Data")
                trained_on = set(data if isinstance(data, list) else [data])
                is_ours = result.get("Dataset") == "ImageNet-1k" and trained_on <= {"ImageNet-1k", None}
                if is_ours and accuracy and facts.get("Epochs") and facts.get("FLOPs"):
                    rows.append({
                        "paper_id": f"openmmlab:{path.stem}",
                        "model_name": model["Name"],
                        "error": 1 - float(accuracy) / 100,
                        "compute_flop": network_operations(2 * float(facts["FLOPs"]), float(facts["Epochs"]) * IMAGES),
                    })  # fmt: skip
    return rows


def pycls() -> list[dict]:
    errors, sizes = (
        json.loads((TABLES / "pycls" / f"model_{name}.json").read_text()) for name in ("error", "complexity")
    )
    by_name = {
        Path(config).stem.removesuffix("_dds_8gpu"): size for config, size in sizes.items() if "dds" in config
    }
    return [
        {
            "paper_id": f"pycls:{family(name)}",
            "model_name": name,
            "error": errors[name]["top1_err"] / 100,
            "compute_flop": network_operations(2 * float(size["flops"]), PYCLS_EPOCHS * IMAGES),
        }
        for name, size in by_name.items()
        if name in errors
    ]


def timm_recipes() -> list[dict]:
    """Checkpoints whose name tells the recipe, and so the epochs."""
    return [
        {
            **row,
            "paper_id": f"timm:{family(row['model_name'])}",
            "compute_flop": network_operations(row["compute_flop"], epochs * IMAGES),
        }
        for row in timm().to_dict("records")
        if (epochs := epochs_of(row["model_name"]))
    ]


def epochs_of(checkpoint: str) -> float | None:
    """A1, A2 and A3 train 600, 300 and 100 epochs (Wightman et al. 2021, arXiv 2110.00476, table 2)."""
    tag = checkpoint.partition(".")[2]
    if tag in ("a1_in1k", "a2_in1k", "a3_in1k"):
        return {"a1_in1k": 600.0, "a2_in1k": 300.0, "a3_in1k": 100.0}[tag]
    stated = re.fullmatch(r"(?:\w+_)?e(\d{2,3})(?:_r\d+)?_in1k", tag)
    return float(stated[1]) if stated else None


def study() -> list[dict]:
    table = thompson.points(thompson.read(STUDY))
    chosen = table.query("benchmark_id == 'imagenet_top1' and measure == 'network_operations'")
    return chosen[["paper_id", "model_name", "error", "compute_flop"]].to_dict("records")


def test_a_thousand_checkpoints_by_operations_per_pass() -> None:
    fits = fitted(timm())
    assert fits["ols"].n > 1000
    check_directions(fits)
    assert 0 < (fits["floor"].line.parameters["floor"] if fits["floor"].line else 0) < 0.1


def test_hundreds_of_models_by_training_operations() -> None:
    rows = [*openmmlab(), *pycls(), *timm_recipes(), *study()]
    fits = fitted(points(rows, "imported_network_operations"))
    assert fits["ols"].n > 250
    assert fits["ols"].n_papers > 100
    check_directions(fits)


def check_directions(fits: dict[str, Fit]) -> None:
    """Every specification has an exponent, the least squares directions in their order, intervals around it."""
    exponents = {name: fit.exponent or np.nan for name, fit in fits.items()}
    assert np.isfinite(list(exponents.values())).all()
    assert 5 < exponents["reverse_ols"] < exponents["rma"] < exponents["ols"] < 12
    for low, high in (fits["ols"].exponent_interval, fits["ols"].exponent_bootstrap_interval):
        assert low is not None and high is not None and low < exponents["ols"] < high
