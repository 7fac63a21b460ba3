"""How the compute of a point is made, in steps."""

import json

from analysis.steps import steps_of_point

ESTIMATES = {
    ("run", "network_operations"): {
        "flop": 3e18,
        "inputs": json.dumps(
            {
                "formula": "3 x forward_flop x examples",
                "forward_flop": 1e9,
                "examples": {"training": {"epochs": 10.0, "dataset_size": 1e8}},
            }
        ),
    },
    ("run", "hardware_burden"): {
        "flop": 1e19,
        "inputs": json.dumps({"formula": "devices x seconds x peak_flop_per_s", "stages": {}}),
    },
    ("run", "consolidated"): {
        "flop": 2e19,
        "inputs": json.dumps(
            {
                "formula": "10^(intercept + slope x log10 network_operations)",
                "intercept": 1.0,
                "slope": 0.99,
                "network_operations": 3e18,
                "line": "12 runs that report both measures",
            }
        ),
    },
}


def steps(measure: str, is_imputed: bool = False) -> list[str]:
    return steps_of_point({"run_id": "run", "measure": measure, "is_imputed": is_imputed}, ESTIMATES)


def test_a_predicted_burden_starts_with_the_operations_it_is_predicted_from() -> None:
    made = steps("consolidated", is_imputed=True)
    assert made[1].startswith("training: 3 × 1e+09 FLOP per forward pass × 10 epochs")
    assert made[2] == "= 3e+18 FLOP"
    assert made[-2] == "10^(1.000 + 0.990 × log10 3e+18), line 12 runs that report both measures"
    assert made[-1] == "= 2e+19 FLOP"


def test_a_burden_that_is_taken_over_is_made_as_the_hardware_burden() -> None:
    assert steps("consolidated") == steps("hardware_burden")
    assert steps("consolidated")[0] == "devices × seconds × peak_flop_per_s"


def test_a_measure_is_made_by_its_own_figures_and_one_that_is_not_there_by_none() -> None:
    assert steps("network_operations") == steps("consolidated", is_imputed=True)[:3]
    assert steps("reported") == []
