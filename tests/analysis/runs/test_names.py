"""When two printed names mean the same model."""

import pytest

from analysis.runs.names import Relation, network_of, parse, relate
from analysis.runs.plural_names import alternatives


@pytest.mark.parametrize(
    ("statement", "model"),
    [
        ("ResNet-152", "ResNet 152"),
        ("ResNet152", "ResNet-152"),
        ("ResNet-152", "ResNet-152 (10-crop)"),
        ("BERT_LARGE", "BERT Large (single)"),
        ("GNMT", "GNMT [38]"),
        ("GNMT", "GNMT (Wu et al., 2016)"),
        ("DeiT-B", "DeiT-B†"),
        ("RetNet", "RetNet (ours)"),
    ],
)
def test_the_same_name(statement: str, model: str) -> None:
    assert relate(parse(statement), parse(model)) is Relation.EXACT


@pytest.mark.parametrize(
    ("statement", "model"),
    [
        ("Transformer big model", "big Transformer"),
        ("BiDAF (SQuAD)", "BiDAF (single)"),
        ("ConvS2S (WMT'14 English-German)", "ConvS2S"),
        ("EfficientNets-B7", "EfficientNet B7"),
    ],
)
def test_the_same_model_in_other_words(statement: str, model: str) -> None:
    assert relate(parse(statement), parse(model)) in (Relation.EXACT, Relation.VARIANT)


@pytest.mark.parametrize(
    ("statement", "model"),
    [
        ("DeiT", "DeiT-B"),
        ("152-layer", "ResNet-152"),
        ("175B", "OPT-175B"),
        ("DenseNets on ImageNet", "DenseNet-121"),
    ],
)
def test_part_of_the_name(statement: str, model: str) -> None:
    assert relate(parse(statement), parse(model)) is Relation.PART


@pytest.mark.parametrize(
    ("statement", "model"),
    [
        ("ResNet-101", "ResNet-152"),
        ("Transformer (big)", "Transformer (base model)"),
        ("BERT-Large", "BERT-Base"),
        ("ViT-L/16", "ViT-L/32"),
        ("ResNeXt-101 (32x4d)", "ResNeXt-101 (64x4d)"),
        ("Swin-T", "Swin-S"),
        ("EfficientNetV2-XL", "EfficientNetV2-L"),
        ("AmoebaNet-A", "AmoebaNet-C"),
        ("ConvS2S (English-German)", "ConvS2S (English-French)"),
    ],
)
def test_different_models(statement: str, model: str) -> None:
    assert relate(parse(statement), parse(model)) is None


def test_a_sign_makes_another_model() -> None:
    assert parse("ResNet-50 + SE").additions == {"+"}
    assert relate(parse("ResNet-50"), parse("ResNet-50 + SE")) is Relation.PART


def test_a_name_can_list_several_models() -> None:
    assert alternatives("DeiT-S and DeiT-Ti") == ("DeiT-S and DeiT-Ti", "DeiT-S", "DeiT-Ti")
    assert alternatives("DeiT-S") == ("DeiT-S",)
    assert alternatives("A-S, A-M and A-L") == ("A-S, A-M and A-L", "A-S", "A-M", "A-L")
    assert alternatives("ViT-L, decoder depth 8") == ("ViT-L, decoder depth 8",)


def test_sizes_in_brackets_tell_networks_apart_and_resolutions_do_not() -> None:
    assert network_of("Net(4,10,3)-FT") != network_of("Net(4,50,10)-FT")
    assert network_of("Net-B (384)") == network_of("Net-B (224)")


@pytest.mark.parametrize(
    ("printed", "models"),
    [
        ("Net-D0-D3", ["Net-D0", "Net-D1", "Net-D2", "Net-D3"]),
        ("Net-B1 to B3", ["Net-B1", "Net-B2", "Net-B3"]),
        ("Net-D7/D7x", ["Net-D7", "Net-D7x"]),
        ("ViT-B/16", []),
        ("Net-A1-B2", []),
    ],
)
def test_a_range_or_a_list_of_ends_stands_for_each(printed: str, models: list[str]) -> None:
    assert alternatives(printed) == (printed, *models)
