"""Whether a figure can be what it is taken for: the FLOPs of a network beside its size and beside known networks."""

from __future__ import annotations

from analysis.benchmarks import training_set_size
from analysis.measures import FLOP_PER_MULTIPLY_ADD
from extractors.catalog.networks import networks

_FOLD = 3.0
"""How much farther than the known networks a new one may go."""
FAMILIES_ON_A_BACKBONE = frozenset({"coco"})
"""Families whose models are built on a network that is trained on `BACKBONE_FAMILY` first."""
BACKBONE_FAMILY = "imagenet"
_LARGE_IMAGES = FAMILIES_ON_A_BACKBONE | {BACKBONE_FAMILY}


def is_plausible_forward_flop(flop: float, parameters: float | None, family: str | None) -> bool:
    """Tell whether a network for images of ImageNet's size, or larger ones, can cost this much.

    Known networks use between 10 and 1,500 multiply-adds per parameter and image of ImageNet. A detector, whose images
    are larger, uses far more, so that only the lower end is an end for it.

    Args:
        flop: Forward FLOP of one example.
        parameters: The network's parameters, None where they are not known.
        family: The benchmark family; only those of ImageNet and of COCO are judged.

    Returns:
        True where it can.
    """
    if family not in _LARGE_IMAGES:
        return True
    multiply_adds = flop / FLOP_PER_MULTIPLY_ADD
    known = networks()
    if parameters:
        ratios = [network.multiply_adds / network.parameters for network in known]
        least, most = min(ratios) / _FOLD * parameters, _FOLD * max(ratios) * parameters
    else:
        costs = [network.multiply_adds for network in known]
        least, most = min(costs) / (4 * _FOLD), _FOLD * 10 * max(costs)
    return least <= multiply_adds and (multiply_adds <= most or family in FAMILIES_ON_A_BACKBONE)


def is_plausible_training_flop(flop: float, family: str | None) -> bool:
    """Tell whether a training can cost as little: one pass over the data with the least network, and both ways.

    What tables call the cost of training is that of one step or one example in some of them.

    Args:
        flop: FLOP of the training as printed.
        family: The benchmark family; only those of ImageNet and of COCO are judged.

    Returns:
        True where it can.
    """
    size = training_set_size(family) if family in _LARGE_IMAGES else None
    if size is None:
        return True
    least = min(network.multiply_adds for network in networks()) / (4 * _FOLD)
    return flop >= _BOTH_WAYS * FLOP_PER_MULTIPLY_ADD * least * size


_BOTH_WAYS = 3
"""Forward and backward pass in terms of the forward pass."""
