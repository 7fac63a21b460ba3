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
        ("BN (Inception-v3)", "Inception-v3"),
    ],
)
def test_a_network_is_found_under_the_names_it_goes_by(printed: str, network: str) -> None:
    match = find(printed)
    assert match is not None
    assert match.network.name == network
    assert match.is_same_network


@pytest.mark.parametrize(
    "printed",
    [
        "ResNet-50, BlendAug α = 0.3",
        "ResNet-50, Baseline + dropout (keep_prob=0.7)",
        "Soft targets 0.1 (ResNet-50)",
        "ResNet-50, ScaleNorm (images per GPU 4)",
    ],
)
def test_the_setting_of_a_method_leaves_the_network_as_it_is(printed: str) -> None:
    match = find(printed)
    assert match is not None
    assert match.network.name == "ResNet-50"
    assert match.is_same_network


@pytest.mark.parametrize(
    "printed",
    [
        "Wide ResNet-50", "ResNet-50 0.5x", "Slim InceptionV3", "ResNet-50 (2×)", "MobileNet, α = 0.5",
        "ResNet-50 BlendAug 2x", "VGG-16, uniform depth 12", "ResNet-50 SomeNAS 2.3G",
        "ConvNeXt-S (iso.)", "Isotropic ConvNeXt-S", "Narrow ResNet-50", "ResNet-50, narrower",
    ],
)  # fmt: skip
def test_another_width_is_another_network(printed: str) -> None:
    match = find(printed)
    assert match is None or not match.is_same_network


@pytest.mark.parametrize(
    ("printed", "width"),
    [
        ("ResNet-50", 1.0),
        ("MobileNetV2 0.5x + gates", 0.5),
        ("0.25 MobileNet", 0.25),
        ("MobileNet (α = 0.75), gates", 0.75),
        ("ResNet-50 (2×)", 2.0),
        ("ResNet-50 ×3", 3.0),
        ("ResNet-50 2x schedule", None),
        ("Slim ResNet-50 0.5x", None),
        ("ResNet-50 BlendAug 2x", None),
    ],
)
def test_the_width_beside_a_name(printed: str, width: float | None) -> None:
    match = find(printed)
    assert match is not None
    assert match.width == width


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("MobileNetv2-1.0", "MobileNetV2"),
        ("MobileNetv3-L", "MobileNetV3-Large"),
        ("Inceptionv3", "Inception-v3"),
        ("ResNet50V1.5", "ResNet-50"),
        ("Res-101", "ResNet-101"),
        ("WideResNet50-2", "Wide ResNet-50-2"),
        ("DeiT-S/16", "DeiT-S"),
    ],
)
def test_other_spellings_name_the_same_network_at_its_usual_width(printed: str, name: str) -> None:
    match = find(printed)
    assert match is not None
    assert (match.network.name, match.width) == (name, 1.0)
