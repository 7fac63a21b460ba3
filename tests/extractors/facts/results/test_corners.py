"""Heads of label columns, of variants and of data that no benchmark is on."""

from __future__ import annotations

import pytest

from extractors.facts.results.cues import cues_of
from tests.extractors.facts.results.papers import paper, table, values

TRAINED = "Top-1 accuracy on ImageNet."


@pytest.mark.parametrize("head", ["Training", "Train augmentation", "Linear classifier augmentation"])
def test_of_several_label_columns_each_is_about_its_own_cells(head: str) -> None:
    drawing = f"Method | {head} | Acc.\n---\nNetA [1] | Random | 70.1\nNetB (ours) | Greedy | 72.4"
    assert values(paper(table(TRAINED, drawing))) == {"imagenet_top1": [70.1, 72.4]}


@pytest.mark.parametrize("head", ["Linear evaluation", "Training accuracy", "Zero-shot"])
def test_the_only_corner_is_the_title_of_its_table(head: str) -> None:
    drawing = f"{head} | Acc.\n---\nNetA [1] | 70.1\nNetB (ours) | 72.4"
    assert values(paper(table(TRAINED, drawing))) == {}


@pytest.mark.parametrize(
    "bits", ["W8A8 | W4A4", "8-bit | 4-bit", "INT8 | INT4", "w8/a8 | w4/a4", "FP32 | FP16"]
)
def test_bits_of_numbers_head_variants_and_no_data_sets(bits: str) -> None:
    drawing = f"Method | {bits}\n---\nNetA [1] | 70.1 | 69.1\nNetB (ours) | 72.4 | 71.0"
    document = paper(table("Accuracy on ImageNet of quantized networks.", drawing))
    assert values(document) == {"imagenet_top1": [70.1, 69.1, 72.4, 71.0]}


@pytest.mark.parametrize("way", ["one-shot quantization", "one-shot NAS", "one-shot pruning of weights"])
def test_what_is_done_to_networks_in_one_shot_is_no_way_of_learning(way: str) -> None:
    drawing = "Method | Top-1\n---\nNetA [1] | 70.1\nNetB (ours) | 72.4"
    assert values(paper(table(f"ImageNet accuracy of {way}.", drawing))) == {"imagenet_top1": [70.1, 72.4]}


@pytest.mark.parametrize("way", ["one-shot learning", "one-shot transfer", "models, zero- and one-shot"])
def test_learning_from_one_shot_is_none_of_training(way: str) -> None:
    drawing = "Method | Top-1\n---\nNetA [1] | 70.1\nNetB (ours) | 72.4"
    assert values(paper(table(f"ImageNet accuracy of {way}.", drawing))) == {}


@pytest.mark.parametrize("other", ["Something V1", "SSv1", "Something-Something V2", "Diving-48", "K600"])
def test_columns_on_video_are_on_no_images(other: str) -> None:
    heads = f"Method | ImageNet-1K | {other}\n^ | top-1 | top-1\n---\n"
    drawing = f"{heads}NetA [1] | 80.5 | 48.3\nNetB (ours) | 81.3 | 50.6"
    assert values(paper(table("Top-1 accuracy.", drawing))) == {"imagenet_top1": [80.5, 81.3]}


@pytest.mark.parametrize("head", ["Kps AP", "kpt AP", "Keypoint AP"])
def test_precision_of_keypoints_is_none_of_boxes(head: str) -> None:
    drawing = f"Method | Box AP | {head}\n---\nNetA [1] | 50.5 | 61.3\nNetB (ours) | 52.8 | 63.9"
    read = values(paper(table("Average precision on COCO 2017 val.", drawing)))
    assert read == {"coco_box_ap": [50.5, 52.8], "coco_keypoint_ap": [61.3, 63.9]}


@pytest.mark.parametrize(
    ("title", "is_without"),
    [
        ("Supervised contrastive learning", False),
        ("A supervised contrastive loss", False),
        ("Contrastive learning", True),
        ("Self-supervised contrastive learning", True),
        ("Unsupervised contrastive learning", True),
    ],
)
def test_contrastive_learning_with_labels_is_no_learning_without(title: str, *, is_without: bool) -> None:
    assert ("learning without labels" in cues_of(title, "classification")) is is_without


@pytest.mark.parametrize("head", ["R² ↑", "Separability ↑", "D_within (↓)", "Alignment ⇑"])
def test_an_arrow_marks_a_measure_of_its_own(head: str) -> None:
    drawing = f"Method | {head}\n---\nNetA [1] | 70.1\nNetB (ours) | 72.4"
    assert values(paper(table("Feature quality of ResNet-50 on ImageNet.", drawing))) == {}


@pytest.mark.parametrize("head", ["Top-1 ↑", "ImageNet ↑", "Acc. (↑)", "Err. ↓"])
def test_an_arrow_beside_metric_or_data_set_says_which_way_is_better(head: str) -> None:
    drawing = f"Method | {head}\n---\nNetA [1] | 40.1\nNetB (ours) | 42.4"
    assert list(values(paper(table("Top-1 accuracy of ResNet-50 on ImageNet.", drawing)))) == [
        "imagenet_top1"
    ]


@pytest.mark.parametrize("head", ["d_total", "Val", "Cosine", "R²"])
def test_fractions_of_which_nothing_says_that_they_are_scores_are_none(head: str) -> None:
    drawing = f"Method | {head}\n---\nNetA [1] | 0.521\nNetB (ours) | 0.602"
    assert values(paper(table("Features of ResNet-50 trained on ImageNet.", drawing))) == {}


@pytest.mark.parametrize("caption", ["Accuracy on ImageNet.", "Top-1 accuracy of ResNet-50 on ImageNet."])
def test_fractions_are_scores_where_a_metric_is_named(caption: str) -> None:
    drawing = "Method | Val\n---\nNetA [1] | 0.721\nNetB (ours) | 0.742"
    assert values(paper(table(caption, drawing))) == {"imagenet_top1": [72.1, 74.2]}


@pytest.mark.parametrize("other", ["ResNet-50", "Swin-T", "NetC"])
def test_a_model_above_a_metric_is_no_data_set(other: str) -> None:
    heads = f"Method | ImageNet-1K | {other}\n^ | top-1 | top-1\n---\n"
    drawing = f"{heads}NetA [1] | 80.5 | 78.3\nNetB (ours) | 81.3 | 80.6"
    document = paper(
        table("Accuracy on ImageNet.", drawing), text="We propose NetC.\n\nWe also train NetC [2]."
    )
    assert values(document) == {"imagenet_top1": [80.5, 78.3, 81.3, 80.6]}


@pytest.mark.parametrize("subset", ["ImageNet-0.1M", "ImageNet-100k", "ImageNet 0.2m"])
def test_a_part_of_the_images_is_another_data_set(subset: str) -> None:
    drawing = "Method | Top-1\n---\nNetA [1] | 46.1\nNetB (ours) | 50.4"
    assert values(paper(table(f"Models trained on {subset}.", drawing))) == {}
    assert values(paper(table(f"ImageNet validation of models trained on {subset}.", drawing))) == {}


@pytest.mark.parametrize("whole", ["ImageNet-1.28M", "ImageNet-1k", "ImageNet for 300k iterations"])
def test_the_number_of_all_images_or_of_steps_is_none_of_a_part(whole: str) -> None:
    drawing = "Method | Top-1\n---\nNetA [1] | 76.1\nNetB (ours) | 77.4"
    assert values(paper(table(f"Models trained on {whole}.", drawing))) == {"imagenet_top1": [76.1, 77.4]}
