"""When two printed names mean the same model, and what else a name says."""

import pytest

from analysis.runs.names import (
    Relation,
    marks_of,
    names_a_model,
    network_of,
    parse,
    relate,
    schedule_in,
    side_of,
)


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


def test_sizes_in_brackets_tell_networks_apart_and_resolutions_do_not() -> None:
    assert network_of("Net(4,10,3)-FT") != network_of("Net(4,50,10)-FT")
    assert network_of("Net-B (384)") == network_of("Net-B (224)")


def test_the_settings_of_a_row_tell_its_input_before_its_caption_does() -> None:
    assert side_of("Net-B", "384px, image size 224") == 224
    assert side_of("Net-B↑384", "image size 224") == 384
    assert side_of("Net-B", "single-scale") is None


@pytest.mark.parametrize(
    "said", ["1x schedule", "Schedule 1×", "lr schd 1x", "Mask R-CNN 1x", "Net-T (RetinaNet 1 ×)"]
)
def test_rows_say_the_schedule_of_a_detector(said: str) -> None:
    assert schedule_in(said) == 1


@pytest.mark.parametrize(
    "said", ["ResNeXt-101 32x4d", "10x faster training", "image size 224", "ResNet-50 2x", "R-CNN 3x3"]
)
def test_other_factors_are_no_schedule(said: str) -> None:
    assert schedule_in(said) is None


@pytest.mark.parametrize("printed", ["the found network", "resulting networks", "ImageNet-1K 224", "224"])
def test_words_data_and_resolutions_name_no_model(printed: str) -> None:
    assert not names_a_model(printed)


@pytest.mark.parametrize("printed", ["Net", "NetB 224", "B/16", "big models"])
def test_names_and_sizes_do(printed: str) -> None:
    assert names_a_model(printed)


def test_marks_of_a_name() -> None:
    assert marks_of("Net-B^{‡}") == ("‡",)
    assert marks_of("Net-B*") == ()
