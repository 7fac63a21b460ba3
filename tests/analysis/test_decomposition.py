"""What a growth of compute is made of."""

import pytest

from analysis.decomposition import ALEXNET, NASNET_A, Machine, decompose


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
