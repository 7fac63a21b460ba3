"""Tables that say nowhere near them what they are on."""

from __future__ import annotations

import pytest

from tests.extractors.facts.results.papers import paper, table, values

DRAWING = "Method | FLOPs | Top-1 Acc. (%)\n---\nNetA [1] | 1.1G | 70.8\nNetB (ours) | 1.1G | 74.1"
ON_IMAGENET = "ImageNet has a thousand classes. All models see ImageNet images of 224 pixels."


@pytest.mark.parametrize(
    "other",
    [
        "COCO has 118K images.",
        "In COCO object detection, models are trained for 12 epochs.",
        "ADE20K is a benchmark for semantic segmentation.",
        "We use WMT14 pairs as well.",
    ],
)
def test_a_remark_on_what_has_no_such_metric_is_on_other_experiments(other: str) -> None:
    document = paper(table("Comparison of designs.", DRAWING), text=f"{ON_IMAGENET}\n\n{other}")
    assert values(document) == {"imagenet_top1": [70.8, 74.1]}


@pytest.mark.parametrize(
    "other", ["On CIFAR-10 we train longer.", "On Places365 we train longer.", "On Kinetics we use clips."]
)
def test_the_data_that_the_paper_names_most_counts_before_the_last_named(other: str) -> None:
    document = paper(table("Comparison of designs.", DRAWING), text=f"{ON_IMAGENET}\n\n{other}")
    assert values(document) == {"imagenet_top1": [70.8, 74.1]}


@pytest.mark.parametrize(
    "other",
    [
        "On Places365 we train longer. We crop Places365 images.",
        "On Kinetics we use clips. Kinetics clips last ten seconds. Then we tune on Kinetics.",
    ],
)
def test_where_a_paper_names_others_as_often_the_last_named_counts(other: str) -> None:
    document = paper(table("Comparison of designs.", DRAWING), text=f"{ON_IMAGENET}\n\n{other}")
    assert values(document) == {}


def test_a_data_set_near_the_table_counts_before_that_named_most() -> None:
    document = paper(table("Comparison of designs on Places365.", DRAWING), text=ON_IMAGENET)
    assert values(document) == {}


@pytest.mark.parametrize(
    "part", ["COCO Sparse Scenes", "COCO dense subset", "COCO Easy and Hard splits", "COCO crowded images"]
)
def test_part_of_the_images_of_a_data_set_is_another(part: str) -> None:
    drawing = f"Method | AP | AP50\n---\n{part}\nNetA | 43.7 | 62.3\nNetB (ours) | 44.5 | 63.2"
    assert values(paper(table("Object detection results.", drawing))) == {}


@pytest.mark.parametrize("whole", ["COCO val2017", "COCO minival images", "COCO 2017 validation split"])
def test_the_split_that_all_test_on_is_no_part(whole: str) -> None:
    drawing = f"Method | AP | AP50\n---\n{whole}\nNetA | 43.7 | 62.3\nNetB (ours) | 44.5 | 63.2"
    assert values(paper(table("Object detection results.", drawing))) == {"coco_box_ap": [43.7, 44.5]}


@pytest.mark.parametrize("manner", ["COCO-style AP", "the COCO style AP", "COCO-like AP"])
def test_what_is_measured_as_on_a_data_set_need_not_be_on_it(manner: str) -> None:
    text = f"We report {manner} on our test images. There NetA obtains 56.1 AP, with a ResNet-50."
    assert values(paper(text=text)) == {}
    assert values(paper(text="We report AP on COCO. There NetA obtains 56.1 AP, with a ResNet-50."))
