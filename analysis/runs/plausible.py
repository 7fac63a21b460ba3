"""Whether a figure can be what it is taken for: the FLOPs of a network beside its size and beside known networks."""

from __future__ import annotations

from analysis.measures import FLOP_PER_MULTIPLY_ADD
from extractors.catalog.networks import networks

_FOLD = 3.0
"""How much farther than the known networks a new one may go."""


def is_plausible_forward_flop(flop: float, parameters: float | None, family: str | None) -> bool:
    """Tell whether a network for images of ImageNet's size can cost this much.

    Known networks use between 10 and 1,500 multiply-adds per parameter and image; a segmentation or detection
    network, whose images are larger, uses far more.

    Args:
        flop: Forward FLOP of one example.
        parameters: The network's parameters, None where they are not known.
        family: The benchmark family; only ImageNet's is judged.

    Returns:
        True where it can.
    """
    if family != "imagenet":
        return True
    multiply_adds = flop / FLOP_PER_MULTIPLY_ADD
    known = networks()
    if not parameters:
        most = max(network.multiply_adds for network in known)
        least = min(network.multiply_adds for network in known)
        return least / (4 * _FOLD) <= multiply_adds <= _FOLD * 10 * most
    ratios = [network.multiply_adds / network.parameters for network in known]
    return min(ratios) / _FOLD <= multiply_adds / parameters <= _FOLD * max(ratios)
