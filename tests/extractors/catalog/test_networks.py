"""Well-known networks, found in the names that papers print."""

import pytest

from extractors.catalog.networks import find


@pytest.mark.parametrize(
    ("printed", "network"),
    [
        ("GN + ReLU (InceptionV3)", "Inception-v3"),
        ("ResNetV2-50 with our layer", "ResNet-50"),
        ("50-layer ResNet", "ResNet-50"),
        ("ResNet, 101 layers", "ResNet-101"),
        ("ResNeXt-50 (32 × 4d)", "ResNeXt-50 32x4d"),
        ("VGG-D", "VGG-16"),
    ],
)
def test_a_network_is_found_under_the_names_it_goes_by(printed: str, network: str) -> None:
    match = find(printed)
    assert match is not None
    assert match.network.name == network
    assert match.is_same_network


@pytest.mark.parametrize("printed", ["Wide ResNet-50", "ResNet-50 0.5x", "Slim InceptionV3"])
def test_another_width_is_another_network(printed: str) -> None:
    match = find(printed)
    assert match is None or not match.is_same_network
