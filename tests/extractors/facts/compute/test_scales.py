"""The scale of bare numbers, where the caption states it."""

from __future__ import annotations

import pytest

from extractors.facts.compute.scales import scale_of_bare_numbers
from extractors.records import Quantity


@pytest.mark.parametrize(
    ("caption", "parameters", "operations"),
    [
        ("Sizes of nets. Parameters in Mega, FLOPs in Giga.", 1e6, 1e9),
        ("FLOPs and parameters are given in Giga and Mega, respectively.", 1e6, 1e9),
        ("Parameters and FLOPs (in millions and billions).", 1e6, 1e9),
        ("Params (10^6) and FLOPs (10^9) of what was compared.", 1e6, 1e9),
        ("Parameters in billions, operations in Tera.", 1e9, 1e12),
        ("Cost of each. FLOPs (in 10^15) and params (in 10^6).", 1e6, 1e15),
        ("Model sizes are in millions; MACs are in millions too.", 1e6, 1e6),
    ],
)
def test_captions_state_the_magnitudes_of_bare_numbers(
    caption: str, parameters: float, operations: float
) -> None:
    found = [
        scale_of_bare_numbers(quantity, [4.1, 7.8], [None, None], caption)
        for quantity in (Quantity.PARAMETERS, Quantity.FORWARD_FLOPS)
    ]
    assert [scale.factor for scale in found if scale] == [parameters, operations]
    assert {scale.reason for scale in found if scale} == {"scale stated in the caption"}


@pytest.mark.parametrize(
    "caption", ["Nets of the Mega family.", "Results in general.", "FLOPs. In Giga-pixel images."]
)
def test_a_caption_that_states_none_leaves_it_to_the_numbers(caption: str) -> None:
    scale = scale_of_bare_numbers(Quantity.FORWARD_FLOPS, [219.0], [None], caption)
    assert scale is not None
    assert scale.reason != "scale stated in the caption"
