"""What a number is: error or score, split, protocol, one network or several."""

from __future__ import annotations

import pytest

from extractors.facts.results import extract
from tests.extractors.facts.results.papers import models, paper, table

CAPTION = "Top-1 accuracy (%) on the ImageNet validation set."


def test_split_protocol_ensemble_and_evidence() -> None:
    drawing = "Model | Top-1 val (10-crop) | Top-1 test\n---\nXNet ensemble | 80.1 | 79.9"
    first, second = extract(paper(table("Accuracy (%) on ImageNet.", drawing)))
    assert (first.split, first.protocol, first.is_ensemble) == ("val", "10-crop", True)
    assert second.split == "test"
    assert (second.evidence.table_label, second.evidence.row, second.evidence.column) == ("Table 1", 1, 2)
    assert second.evidence.quote == "XNet ensemble | Top-1 test | 79.9"


@pytest.mark.parametrize(
    ("caption", "cells", "is_error"),
    [
        ("Top-1 on ImageNet.", ("24.7", "22.1"), True),
        ("Top-1 on ImageNet.", ("75.3", "77.9"), False),
        ("XNet improves accuracy: top-1 error on ImageNet.", ("24.7", "22.1"), True),
    ],
)
def test_values_tell_errors_from_scores(caption: str, cells: tuple[str, str], is_error: bool) -> None:
    drawing = f"Model | Top-1\n---\nXNet-50 | {cells[0]}\nXNet-101 | {cells[1]}"
    assert {result.is_error for result in extract(paper(table(caption, drawing)))} == {is_error}


def test_far_words_give_way_to_the_values() -> None:
    drawing = "Model | top-1\n---\nXNet-50 | 24.7\nXNet-101 | 22.1"
    document = paper(table("Results on ImageNet.", drawing), text="XNet raises accuracy, see Table 1.")
    assert {result.is_error for result in extract(document)} == {True}


@pytest.mark.parametrize(
    ("caption", "protocol"),
    [
        ("COCO minival with the 1x schedule.", "1x schedule"),
        ("COCO minival with 1x and 3x schedules.", ""),
        ("COCO minival, 1x / 3x schedule.", ""),
    ],
)
def test_a_caption_that_names_two_schedules_leaves_open_which(caption: str, protocol: str) -> None:
    document = paper(table(caption, "Backbone | AP\n---\nXNet-50 | 38.0\nXNet-101 | 41.0"))
    assert {result.protocol for result in extract(document)} == {protocol}


@pytest.mark.parametrize("head", ["# nets", "#models", "# networks"])
def test_one_net_beside_several_is_no_ensemble(head: str) -> None:
    drawing = f"Model | {head} | top-5 err.\n---\nXNet-50 | 1 | 4.5\nXNet-50 | 6 | 3.6"
    document = paper(table("Single nets and ensembles on ILSVRC-2012.", drawing))
    assert [result.is_ensemble for result in extract(document)] == [False, True]


@pytest.mark.parametrize(("one", "several"), [("Single", "Ensemble"), ("Sgl.", "Ens."), ("sgl.", "ensemble")])
def test_a_label_says_which_rows_are_ensembles_whatever_the_caption(one: str, several: str) -> None:
    drawing = f"Model | Top-1 val\n---\nXNet ({one}) | 75.1\nXNet ({several}) | 77.3"
    document = paper(table("ImageNet results. The XNet ensemble is of 7 nets.", drawing))
    assert [result.is_ensemble for result in extract(document)] == [False, True]


@pytest.mark.parametrize(
    "name",
    [
        "7 CNNs",
        "XNet - 6 accurate models",
        "Ensemble of XNets",
        "Two XNet networks",
        "XNet, Number of models 7",
    ],
)
def test_a_name_that_counts_several_networks_is_an_ensemble(name: str) -> None:
    document = paper(table(CAPTION, f"Model | Top-1\n---\n{name} | 80.1"), title="XNet: a Network")
    assert [result.is_ensemble for result in extract(document)] == [True]


@pytest.mark.parametrize(
    "name",
    ["XNet-7", "XNet Mixture models", "XNet 50", "1 CNN", "XNet w/o ensemble", "XNet, Number of models 1"],
)
def test_a_name_of_one_network_is_none(name: str) -> None:
    document = paper(table(CAPTION, f"Model | Top-1\n---\n{name} | 80.1"), title="XNet: a Network")
    assert [result.is_ensemble for result in extract(document)] == [False]


@pytest.mark.parametrize("name", ["XNet-L (single)", "XNet-L (Sgl.+YData)", "XNet-L, single model"])
def test_a_single_network_is_none_although_the_caption_speaks_of_ensembles(name: str) -> None:
    drawing = f"Model | Top-1\n---\n{name} | 80.1\nXNet-L, ensembled | 81.0"
    document = paper(table(f"{CAPTION} Single nets and ensembles.", drawing), title="XNet: a Network")
    assert [result.is_ensemble for result in extract(document)] == [False, True]


def test_two_values_of_a_cell_have_each_their_part_of_the_head() -> None:
    drawing = "Model | IN-1K / 22K trained, 1K acc.\n---\nNetA | 83.5 / 85.2\nNetB | 83.8 / 85.8"
    assert models(paper(table("Speed and accuracy.", drawing)))[:2] == ["NetA", "NetA (22K trained 1K)"]


def test_a_number_that_spans_rows_is_one_result() -> None:
    drawing = """Model | Ratio | Top-1 | <
    ^ | ^ | Full | Pruned
    ---
    YNet-T | 40 | 72.16 | 62.56
    ^ | 50 | ^ | 56.40"""
    values_read = [result.value for result in extract(paper(table(CAPTION, drawing)))]
    assert values_read == [72.16, 62.56, 56.4]


@pytest.mark.parametrize("lost", ["Top-1 acc.↓(%)", "Top-1 Acc. ↓", "Top-1 accuracy (%) ↓"])
@pytest.mark.parametrize(("error", "numbers"), [("Top-1 err. ↓", [24.1, 25.3]), ("Params ↓", [])])
def test_an_accuracy_that_goes_down_is_a_loss_and_no_result(
    lost: str, error: str, numbers: list[float]
) -> None:
    rows = "NetA-18 | 75.9 | - | 24.1\nNetA-18-slim | 74.7 | 1.2 | 25.3"
    drawing = f"Model | Top-1 acc. ↑ | {lost} | {error}\n---\n{rows}"
    found = extract(paper(table("Pruning on ImageNet.", drawing)))
    assert [result.value for result in found if not result.is_error] == [75.9, 74.7]
    assert [result.value for result in found if result.is_error] == numbers


@pytest.mark.parametrize(
    ("head", "name"),
    [("Models", "XNet-2"), ("Networks", "XNet-12"), ("Nets", "X^2-Nets, YNet-50")],
)
def test_the_number_of_a_name_counts_no_networks(head: str, name: str) -> None:
    document = paper(table(CAPTION, f"{head} | Top-1\n---\n{name} | 80.1"), title="XNet: a Network")
    assert [result.is_ensemble for result in extract(document)] == [False]


@pytest.mark.parametrize("cell", ["(+1.0) 48.2", "[+1.0] 48.2", "(−0.3) 48.2", "(↑1.0) 48.2", "48.2 (+1.0)"])
def test_a_change_beside_a_score_is_left_out(cell: str) -> None:
    document = paper(table("Box AP on COCO.", f"Model | Box AP\n---\nXNet-50 | 47.2\nYNet-50 | {cell}"))
    assert [result.value for result in extract(document)] == [47.2, 48.2]


@pytest.mark.parametrize("part", ["Box_s", "Box_l", "bbox_{m}", "Seg_m", "mask_s", "Box AP_l"])
def test_the_ap_of_objects_of_one_size_is_no_box_ap(part: str) -> None:
    drawing = f"Backbone | Box | {part}\n---\nXNet-50 | 37.6 | 21.8\nXNet-101 | 39.7 | 23.4"
    found = extract(paper(table("Box AP and mask AP of detectors on COCO minival.", drawing)))
    assert [result.value for result in found if result.benchmark_id == "coco_box_ap"] == [37.6, 39.7]
