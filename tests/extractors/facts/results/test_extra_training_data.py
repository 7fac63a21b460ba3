"""What a model was trained on before, as heads, banners, marks and captions say."""

from __future__ import annotations

import pytest

from extractors.facts.results import extract
from tests.extractors.facts.results.papers import paper, table


@pytest.mark.parametrize(
    ("head", "data"),
    [
        ("21K→1K top-1 acc.", "21K"),
        ("JFT→1K top-1 acc.", "JFT"),
        ("22K pre-trained, top-1 acc.", "22K"),
        ("Top-1, pre-trained on ImageNet-22K", "ImageNet-22K"),
        ("21K+1K top-1 acc.", "21K"),
        ("1K only, top-1", ""),
        ("Top-1", ""),
    ],
)
def test_what_a_head_says_was_trained_on_first_is_extra_training_data(head: str, data: str) -> None:
    drawing = f"Model | {head}\n---\nXNet-50 | 84.1\nXNet-101 | 85.2"
    found = extract(paper(table("Accuracy on ImageNet-1K.", drawing)))
    assert [result.extra_training_data for result in found] == [data, data]


@pytest.mark.parametrize(
    ("banner", "data"),
    [
        ("(b) ImageNet-22K pre-trained models", "ImageNet-22K"),
        ("Pre-trained on ImageNet-21k", "ImageNet-21k"),
        ("JFT-300M pre-training", "JFT-300M"),
        ("Convolutional networks_{22k}", "22k"),
        ("Transformers, ImageNet-21k", "ImageNet-21k"),
        ("(a) Regular ImageNet-1K trained models", ""),
    ],
)
def test_a_banner_says_what_was_trained_on_first(banner: str, data: str) -> None:
    drawing = f"Model | FLOPs | Top-1\n---\nXNet-50 | 4.1G | 79.1\n{banner} | |\nXNet-101 | 7.8G | 85.2"
    found = extract(paper(table("Accuracy on ImageNet-1K.", drawing)))
    assert [result.extra_training_data for result in found] == ["", data]


@pytest.mark.parametrize("none", ["-", "–", "✗", "none", "N/A"])
def test_a_dash_says_that_nothing_was_trained_on_first(none: str) -> None:
    drawing = f"Model | Pre-train data | Top-1\n---\nXNet-50 | {none} | 79.1\nXNet-101 | ImageNet-21k | 85.2"
    found = extract(paper(table("Accuracy on ImageNet-1K.", drawing)))
    assert [result.extra_training_data for result in found] == ["", "ImageNet-21k"]


@pytest.mark.parametrize(
    "legend",
    [
        "‡ denotes ImageNet-22K pre-training.",
        "‡: pre-trained on ImageNet-22K.",
        "‡ means ImageNet-22K pre-trained.",
    ],
)
def test_a_mark_says_what_its_caption_says_was_trained_on_first(legend: str) -> None:
    drawing = "Model | Top-1\n---\nXNet-50 | 79.1\nXNet-101^‡ | 85.2"
    found = extract(paper(table(f"Accuracy on ImageNet-1K. {legend}", drawing)))
    assert [result.extra_training_data for result in found] == ["", "ImageNet-22K"]


@pytest.mark.parametrize(
    ("caption", "data"),
    [
        ("Models pre-trained on ImageNet-21K and fine-tuned on ImageNet-1K.", "ImageNet-21K"),
        ("ImageNet results with JFT-300M pre-training.", "JFT-300M"),
        ("ImageNet results after pre-training on ImageNet-22k.", "ImageNet-22k"),
        ("ImageNet-1K fine-tuning results by pre-training on ImageNet-21K.", "ImageNet-21K"),
        (
            "Accuracy on ImageNet, ImageNet-21K pre-training + ImageNet-1K fine-tuning. “RA” denotes RandAugment.",
            "ImageNet-21K",
        ),
        (
            "Accuracy on ImageNet-1K of models pre-trained on ImageNet-21K; ⋄ indicates teachers.",
            "ImageNet-21K",
        ),
        ("ImageNet results with and without ImageNet-21K pre-training.", ""),
        ("ImageNet results of ImageNet-1K and ImageNet-21K pre-trained models.", ""),
        ("ImageNet results with ImageNet-21K/JFT pre-training.", ""),
        ("Accuracy on ImageNet; * is pre-trained on ImageNet-21k.", ""),
        ("Models trained on ImageNet-1K only.", ""),
    ],
)
def test_a_caption_says_for_all_rows_what_was_trained_on_first(caption: str, data: str) -> None:
    found = extract(paper(table(caption, "Model | Top-1\n---\nXNet-50 | 79.1\nXNet-101 | 85.2")))
    assert [result.extra_training_data for result in found] == [data, data]


def test_a_head_that_names_a_model_and_data_says_what_it_was_trained_on_first() -> None:
    drawing = (
        "| Ours-JFT (XNet-50) | Ours-I21k (XNet-50)\n---\nImageNet | 84.1 | 82.2\nCIFAR-10 | 99.1 | 98.9"
    )
    found = extract(paper(table("Top-1 accuracy on image classification.", drawing)))
    on_imagenet = [result for result in found if result.benchmark_id == "imagenet_top1"]
    assert [result.extra_training_data for result in on_imagenet] == ["JFT", "I21k"]


def test_a_kind_beside_the_name_says_what_was_trained_on_first() -> None:
    drawing = (
        "Method type | Network | Res | Top-1\n---\nConvolutional networks | XNet-50 | 224^2 | 79.1\n"
        "Convolutional networks | XNet-101 | 224^2 | 80.2\nConvolutional networks_22k | XNet-50 | 384^2 | 85.2\n"
        "Convolutional networks_22k | XNet-101 | 384^2 | 86.0"
    )
    found = extract(paper(table("Accuracy on ImageNet.", drawing)))
    assert [result.extra_training_data for result in found] == ["", "", "22k", "22k"]
    assert [result.protocol for result in found] == ["Res 224^2", "Res 224^2", "Res 384^2", "Res 384^2"]
