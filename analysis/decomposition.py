"""What a growth of compute is made of: faster hardware, more of it, more time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Machine:
    """What a model was trained on."""

    name: str
    devices: float
    peak_flop_per_s: float
    """Of one device."""
    seconds: float

    @property
    def hardware_burden(self) -> float:
        """FLOP at the peak rate."""
        return self.devices * self.peak_flop_per_s * self.seconds


@dataclass(frozen=True, slots=True)
class Decomposition:
    """Growth factors between two models; compute is the product of the other three."""

    compute: float
    hardware_speed: float
    devices: float
    time: float

    @property
    def devices_and_time(self) -> float:
        """What is not faster hardware."""
        return self.devices * self.time


def decompose(before: Machine, after: Machine) -> Decomposition:
    """Split the growth of hardware burden from one model to another."""
    return Decomposition(
        compute=after.hardware_burden / before.hardware_burden,
        hardware_speed=after.peak_flop_per_s / before.peak_flop_per_s,
        devices=after.devices / before.devices,
        time=after.seconds / before.seconds,
    )


ALEXNET = Machine("AlexNet", devices=2, peak_flop_per_s=1.58e12, seconds=5.18e5)
"""Two GTX 580 for six days: published tables of Thompson et al., ImageNet."""

NASNET_A = Machine("NASNet-A(6)", devices=500, peak_flop_per_s=9.53e12, seconds=3.46e5)
"""500 P100 for four days, from the same table. The 500 GPUs of the NASNet paper (arXiv 1707.07012, section 4) are
those of the architecture search on CIFAR-10."""
