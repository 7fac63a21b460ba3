"""Averages over data sets are results on none of them."""

from __future__ import annotations

import pytest

from tests.extractors.facts.results.papers import paper, table, values


@pytest.mark.parametrize("head", ["Avg.", "Average", "Mean", "Overall score"])
def test_an_average_over_versions_of_a_data_set_is_no_result_on_it(head: str) -> None:
    drawing = (
        f"Model | SQuAD v1.1 | SQuAD v2.0 | {head} | <\n| (F1/EM) | (F1/EM) | GLUE | SQuAD\n---\n"
        "NetA | 86.5 / 77.3 | 71.3 / 67.0 | 82.2 | 78.9 / 72.2\n"
        "NetB (ours) | 86.9 / 77.9 | 72.3 / 67.9 | 82.4 | 79.6 / 72.9"
    )
    document = paper(table("Results on GLUE and SQuAD.", drawing))
    assert values(document) == {"squad11_f1": [86.5, 86.9], "squad11_em": [77.3, 77.9]}


def test_columns_on_each_version_are_no_averages() -> None:
    drawing = (
        "Model | SQuAD1.1 (EM) | SQuAD2.0 (EM) | Avg.\n---\nNetA | 80.5 | 75.5 | 78.0\n"
        "NetB (ours) | 83.5 | 81.4 | 82.5"
    )
    document = paper(table("Results, with the average EM of SQuAD1.1 and SQuAD2.0.", drawing))
    assert values(document) == {"squad11_em": [80.5, 83.5]}


@pytest.mark.parametrize("other", ["Best", "Max.", "Best run", "Std."])
def test_an_average_over_runs_is_a_result(other: str) -> None:
    drawing = (
        f"Model | ImageNet | CIFAR-100 | {other} | < | Average | <\n"
        "| | | ImageNet | CIFAR-100 | ImageNet | CIFAR-100\n---\n"
        "NetA | 76.1 | 80.1 | 76.3 | 80.4 | 76.0 | 80.0\nNetB (ours) | 77.1 | 81.1 | 77.3 | 81.4 | 77.0 | 81.0"
    )
    assert 77.0 in values(paper(table("Top-1 accuracy over five runs.", drawing)))["imagenet_top1"]
