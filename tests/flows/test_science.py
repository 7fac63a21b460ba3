"""What analysts see is a matter of settings, not of reading."""

import pytest

from flows.errors import SettingsError
from flows.science import benchmarks_frame

STUDY = {
    "imagenet_top1",
    "imagenet_top5",
    "coco_box_ap",
    "wmt14_en_de_bleu",
    "wmt14_en_fr_bleu",
    "squad11_em",
    "squad11_f1",
    "conll2003_f1",
}


def followed(*names):
    frame = benchmarks_frame(names)
    return set(frame.loc[frame["is_followed"], "benchmark_id"])


def test_the_benchmarks_of_the_published_study_are_followed():
    assert followed() == STUDY


def test_an_operator_can_follow_more_of_the_catalog():
    assert followed("cifar10_top1", "coco_mask_ap") == STUDY | {"cifar10_top1", "coco_mask_ap"}


def test_an_unknown_benchmark_is_named_with_those_that_are_known():
    with pytest.raises(SettingsError, match=r"follow names cifar11; the catalog has .*cifar10_top1"):
        followed("cifar11")
