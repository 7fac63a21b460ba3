"""What a growth of compute is made of."""

import json

import pandas as pd
import pytest

from analysis.decomposition import ALEXNET, NASNET_A, Machine, decompose, decompositions


def test_from_alexnet_to_nasnet() -> None:
    growth = decompose(ALEXNET, NASNET_A)
    assert growth.compute == pytest.approx(1007, abs=1)
    assert growth.hardware_speed == pytest.approx(6.03, abs=0.005)
    assert growth.devices == 250
    assert growth.time == pytest.approx(0.668, abs=0.0005)
    assert growth.devices_and_time == pytest.approx(167, abs=0.5)


def test_the_factors_multiply_to_the_whole() -> None:
    growth = decompose(Machine("a", 3, 1e12, 1e5), Machine("b", 64, 15e12, 4e5))
    assert growth.compute == pytest.approx(growth.hardware_speed * growth.devices * growth.time)


def run(name: str, year: int, error: float, devices: float | None, hours: float) -> dict[str, object]:
    stage = {"device_count": devices, "peak_flop_per_s": 1e13, "wall_time_hours": hours}
    return {
        "benchmark_id": "coco_box_ap",
        "measure": "hardware_burden",
        "paper_id": f"arxiv:{name}",
        "model_name": name,
        "year": year,
        "error": error,
        "inputs": json.dumps({"stages": {"training": stage}}),
    }


def test_record_setters_are_set_beside_the_first_model() -> None:
    points = pd.DataFrame([
        run("first", 2015, 0.7, 1, 10),
        run("worse", 2016, 0.8, 8, 10),
        run("unknown", 2016, 0.5, None, 10),
        run("record", 2017, 0.6, 8, 20),
    ])  # fmt: skip
    table = decompositions(points).set_index("to_model")
    assert list(table.index) == ["NASNet-A(6)", "record"]
    assert table.loc["NASNet-A(6)", "compute_factor"] == pytest.approx(1007, abs=1)
    assert table.loc["record", ["compute_factor", "device_factor", "time_factor"]].tolist() == [16, 8, 2]
    assert table.loc["record", "error_factor"] == pytest.approx(7 / 6)
