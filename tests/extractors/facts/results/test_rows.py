"""What a row says: the model, whose it is, the split, the protocol, where it stands."""

from __future__ import annotations

import pytest

from extractors.facts.results import extract
from tests.extractors.facts.results.papers import models, own, paper, table

CAPTION = "Top-1 accuracy (%) on the ImageNet validation set."


def test_rows_below_a_group_are_named_after_it() -> None:
    drawing = "Depth | Top-1\n---\nXNet\n50 | 76.1\n101 | 77.4"
    assert models(paper(table(CAPTION, drawing))) == ["XNet Depth 50", "XNet Depth 101"]


def test_rows_that_add_to_another_are_named_after_it() -> None:
    drawing = "Model | Top-1\n---\nXNet-50 | 76.1\n+ mixup | 77.4"
    assert models(paper(table(CAPTION, drawing))) == ["XNet-50", "XNet-50 + mixup"]


def test_footnote_marks_and_citations_are_no_part_of_a_name() -> None:
    drawing = "Model | Top-1\n---\nXNet-50^† [12] | 76.1\nXNeXt-101 32*4d | 78.0\nA^2-Net | 77.0"
    assert models(paper(table(CAPTION, drawing))) == ["XNet-50", "XNeXt-101 32*4d", "A^2-Net"]


def test_models_in_columns() -> None:
    drawing = "| XNet-S | XNet-L\n---\nTop-1 | 79.8 | 81.8"
    assert models(paper(table(CAPTION, drawing))) == ["XNet-S", "XNet-L"]


def test_initialisations_are_names_where_nothing_else_names_the_model() -> None:
    drawing = "Initialisation | AP\n---\nImageNet | 34.3\n300M | 36.7"
    assert models(paper(table("Detection on COCO minival.", drawing))) == ["ImageNet", "300M"]


@pytest.mark.parametrize(
    ("row", "is_own"),
    [
        ("YNet-50 [12]", False),
        ("YNet-50 (Some et al., 2016)", False),
        ("YNet-50 (some2016net)", False),
        ("YNet-50 [12] (our impl.)", True),
        ("XNet-50", True),
        ("XNet-50 (ours)", True),
    ],
)
def test_whose_row(row: str, is_own: bool) -> None:
    drawing = f"Model | Top-1\n---\nZNet [3] | 70.1\n{row} | 76.1\nXNet-101 | 78.0"
    verdicts = list(own(paper(table(CAPTION, drawing), title="XNet: a Network")).values())
    assert verdicts == [False, is_own, True]


def test_a_citation_in_the_cell_tells_a_quoted_number() -> None:
    drawing = "Task | Proposed | Previous best\n---\nNER English | 93.09 | 92.22 (Some et al., 2018)"
    document = paper(table("F1 on CoNLL-2003 and others.", drawing), text="We use CoNLL 2003 for NER.")
    assert [result.is_own for result in extract(document)] == [True, False]


def test_what_is_added_to_a_quoted_row_is_own() -> None:
    caption = "Test error (%) on ImageNet. Baseline shakeX regularization results taken from [4]."
    drawing = "Method | Top-1\n---\nShakeX regularization [4] | 22.86\nShakeX regularization + xout | 22.56"
    assert list(own(paper(table(caption, drawing))).values()) == [False, True]


def test_rows_that_vary_one_model_are_own() -> None:
    drawing = "Model | AP\n---\nRetX, no block | 36.8\nRetX, p = 0.9, size = 1 | 37.9\nRetX, p = 0.9, size = 3 | 38.3"
    document = paper(table("Detection on COCO.", drawing), text="We use RetX [20].", title="BlockX: dropping")
    assert set(own(document).values()) == {True}


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


def test_a_label_that_says_whose_and_which_keeps_its_name() -> None:
    drawing = (
        "Kind | Model | Top-1\n---\nConv nets | NetA-50 [3] | 76.3\nConv nets | Ours: QuickNet-13 | 81.6"
    )
    document = paper(table("Accuracy (%) on ImageNet.", drawing), title="QuickNet: Small Networks")
    assert "QuickNet-13" in list(own(document))[1]


def test_kinds_of_models_and_counts_of_classes_are_no_part_of_a_name() -> None:
    drawing = (
        "Kind | Model | ImageNet ILSVRC-2012 (1000-class) Top-1\n---\n"
        "Conv nets | NetA-50 [3] | 76.3\nTransformers | NetB [4][arXiv 2021] | 81.6"
    )
    assert list(own(paper(table("Accuracy (%).", drawing)))) == ["NetA-50", "NetB"]


def test_what_every_row_repeats_is_named_once() -> None:
    drawing = "Backbone | Detector | AP\n---\nNetA-50 | Mask R-CNN | 37.2\n+ gate | Mask R-CNN | 38.7"
    assert list(own(paper(table("Detection on COCO.", drawing))))[1] == "NetA-50 + gate, Mask R-CNN"


@pytest.mark.parametrize(
    "banner",
    [
        "(a) Regular training on ImageNet-1K",
        "(a) ImageNet-1K trained models",
        "a) Trained on ImageNet-1K alone",
    ],
)
def test_a_banner_above_all_columns_is_no_part_of_names(banner: str) -> None:
    drawing = f"{banner} | < | <\nmodel | FLOPs | top-1 acc.\n---\nWeft-T (ours) | 4.5G | 81.3\nOld-T [2] | 4.6G | 79.8"
    assert models(paper(table("ImageNet results.", drawing))) == ["Weft-T (ours)", "Old-T"]


@pytest.mark.parametrize(
    ("caption", "name"),
    [
        ("Effect of the depth of Weft-S12 on ImageNet accuracy.", "Weft-S12"),
        ("Ablation of Weft on ImageNet. Weft-S12 is the baseline.", "Weft-S12"),
        ("Impact of kernel sizes in the last stage of OldNet-V2 on ImageNet top-1.", "OldNet-V2"),
    ],
)
def test_an_ablation_varies_the_model_of_its_caption(caption: str, name: str) -> None:
    text = "We call our network Weft. We compare with OldNet-V2 [3]."
    document = paper(table(caption, "depth | top-1 acc.\n---\n8 | 74.1\n12 | 76.2"), text=text)
    assert all(model.startswith(name) for model in models(document))
    assert len(set(models(document))) == 2


def test_groups_of_one_model_are_told_apart_by_the_data_trained_on() -> None:
    drawing = (
        "model | ImNet top-1\n---\nPre-trained on ImageNet (with extra regularization)\nWeft-B/16 | 76.4\n"
        "Pre-trained on ImageNet-21k (with extra regularization)\nWeft-B/16 | 80.6"
    )
    document = paper(table("Weft on several scales of pre-training data.", drawing))
    assert models(document) == ["Weft-B/16, ImageNet", "Weft-B/16, ImageNet-21k"]


@pytest.mark.parametrize(
    "sentence",
    [
        "For a fair comparison we reproduced all evaluated networks in one framework.",
        "All baselines are re-implemented by the authors.",
        "We retrain every network and report our reproduced results.",
    ],
)
def test_a_paper_that_ran_all_others_again_owns_their_rows(sentence: str) -> None:
    drawing = "model | top-1 err.\n---\nOldNet-50 [3] | 24.6\nOldNet-50 [3] + Weft | 22.7"
    found = own(paper(table("ImageNet validation errors.", drawing), text=f"We propose Weft.\n\n{sentence}"))
    assert all(found.values())


def test_a_name_marked_as_ours_is_own_in_other_tables_too() -> None:
    marked = table("Results on ImageNet.", "model | top-1 acc.\n---\nWeft-T (Ours) | 82.2\nOld-T [1] | 81.2")
    detectors = table(
        "Detection on COCO.",
        "Method | Backbone | AP box\n---\nATSS [8] | Old-T | 47.2\nATSS [8] | Weft-T | 49.5",
        label="Table 2",
    )
    found = own(paper(marked, detectors))
    assert found["ATSS, Weft-T"]


def test_sizes_of_a_cited_name_are_quoted_with_it() -> None:
    drawing = "model | top-1 acc.\n---\nShedNet (1.5x) [24] | 72.6\nShedNet (2x) | 75.4\nWeft (ours) | 76.1"
    found = own(paper(table("Comparison on ImageNet.", drawing)))
    assert found == {"ShedNet (1.5x)": False, "ShedNet (2x)": False, "Weft (ours)": True}


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


@pytest.mark.parametrize("bullet", ["• ", "◦", "⋄ "])
def test_a_bullet_is_no_part_of_a_name(bullet: str) -> None:
    drawing = (
        f"Model | Top-1\n---\nModels trained from scratch\n{bullet}YNet-S [3] | 79.8\n{bullet}XNet-S | 80.1"
    )
    document = paper(table(CAPTION, drawing), title="XNet: a Network")
    assert own(document) == {"YNet-S": False, "XNet-S": True}


@pytest.mark.parametrize("kinds", [("ConvNets", "Hybrid"), ("Convolutional networks", "Transformers")])
def test_the_kind_of_a_model_is_no_part_of_its_name(kinds: tuple[str, str]) -> None:
    first, second = kinds
    drawing = (
        f"| Model | Top-1\n---\n{first} | YNet-S [3] | 79.8\n^ | YNet-B [3] | 80.3\n{second} | XNet | 80.1"
    )
    assert models(paper(table(CAPTION, drawing))) == ["YNet-S", "YNet-B", "XNet"]


def test_a_method_beside_the_model_is_a_part_of_its_name() -> None:
    drawing = "| Model | Top-1\n---\npost-norm | YNet | 79.8\n^ | XNet | 80.3\npre-norm | XNet | 80.1"
    assert models(paper(table(CAPTION, drawing))) == ["post-norm, YNet", "post-norm, XNet", "pre-norm, XNet"]


@pytest.mark.parametrize("kind", ["ConvNets", "Earlier networks", "Trained from scratch"])
def test_one_text_below_all_heads_is_a_group(kind: str) -> None:
    drawing = f"Model | Params | Top-1\n| {kind} | <\n---\nYNet-S [3] | 12M | 79.8\nTransformers\nXNet-S | 11M | 80.1"
    assert models(paper(table(CAPTION, drawing))) == ["YNet-S", "XNet-S"]


def test_models_in_columns_over_the_pairs_of_a_translation() -> None:
    drawing = "Models | NetA [3] | NetB-6\n---\nEN-DE | 27.3 | 26.4\nEN-FR | 38.1 | 40.3"
    document = paper(table("Machine translation on WMT 2014, BLEU.", drawing), title="NetB: Translation")
    assert own(document) == {"NetA": False, "NetB-6": True}


def test_numbers_in_the_heads_are_named_by_the_corner() -> None:
    drawing = "Epochs | 300 | 400\n---\nImageNet-val | 79.3 | 79.7"
    assert models(paper(table("Accuracy by the length of training.", drawing))) == [
        "Epochs 300",
        "Epochs 400",
    ]


def test_two_values_of_a_cell_have_each_their_part_of_the_head() -> None:
    drawing = "Model | IN-1K / 22K trained, 1K acc.\n---\nNetA | 83.5 / 85.2\nNetB | 83.8 / 85.8"
    assert models(paper(table("Speed and accuracy.", drawing)))[:2] == ["NetA", "NetA (22K trained 1K)"]


@pytest.mark.parametrize("part", ["- mixup [4]", "− mixup [4]", "+ mixup [4]"])
def test_a_part_of_others_added_or_taken_away_is_own(part: str) -> None:
    drawing = f"Ablation | Top-1\n---\nXNet-50 | 76.6\n{part} | 76.0"
    assert set(own(paper(table(CAPTION, drawing), title="XNet: a Network")).values()) == {True}


def test_the_base_of_an_ablation_is_named_once() -> None:
    caption = "Ablation study based on Mask R-CNN, using YNet-50 as backbone, on COCO validation."
    drawing = "| AP^bbox\n---\nbaseline | 37.2\n+1 NL | 38.0"
    document = paper(table(caption, drawing), text="We use Mask R-CNN [4] and YNet-50 [5].")
    assert models(document) == ["Mask R-CNN YNet-50, baseline", "Mask R-CNN YNet-50, baseline +1 NL"]


@pytest.mark.parametrize("topic", ["Dataset", "Task", "Benchmark"])
def test_the_data_set_of_a_row_is_no_part_of_its_name(topic: str) -> None:
    rows = "ImageNet | XNet-50 | 76.5\n^ | + mask (r = 0.1) | 77.4\nCIFAR-10 | XNet-18 | 95.3"
    drawing = f"{topic} | Model | Top-1\n---\n{rows}"
    document = paper(table("Accuracy (%) on several data sets.", drawing), title="XNet: a Network")
    assert models(document) == ["XNet-50", "XNet-50 + mask (r = 0.1)", "XNet-18"]


def test_what_is_ablated_is_no_part_of_a_name_beside_the_model() -> None:
    drawing = "Ablation | Model | Top-1\n---\nNormalisation | XNet-12 | 77.7\nPooling | XNet-24 | 77.5"
    assert models(paper(table(CAPTION, drawing))) == ["XNet-12", "XNet-24"]


@pytest.mark.parametrize("baseline", ["baseline", "Baseline model", "vanilla"])
def test_a_baseline_is_not_the_papers_own_model(baseline: str) -> None:
    caption = "Ablation of WeftNet with YNet-50 on ImageNet."
    drawing = f"| Top-1\n---\n{baseline} | 76.8\n+ weft | 77.2"
    document = paper(table(caption, drawing), title="WeftNet: Weaving", text="We use YNet-50 [5].")
    assert models(document) == [f"YNet-50, {baseline}", f"YNet-50, {baseline} + weft"]


@pytest.mark.parametrize(
    ("head", "data"),
    [
        ("21K→1K top-1 acc.", "21K"),
        ("JFT→1K top-1 acc.", "JFT"),
        ("22K pre-trained, top-1 acc.", "22K"),
        ("Top-1, pre-trained on ImageNet-22K", "ImageNet-22K"),
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
        ("ImageNet results with and without ImageNet-21K pre-training.", ""),
        ("Accuracy on ImageNet; * is pre-trained on ImageNet-21k.", ""),
        ("Models trained on ImageNet-1K only.", ""),
    ],
)
def test_a_caption_says_for_all_rows_what_was_trained_on_first(caption: str, data: str) -> None:
    found = extract(paper(table(caption, "Model | Top-1\n---\nXNet-50 | 79.1\nXNet-101 | 85.2")))
    assert [result.extra_training_data for result in found] == [data, data]


@pytest.mark.parametrize("source", ["[3]", "[3][CVPR20]", "(Some et al., 2020)", "[3] (ICML 2020)"])
def test_a_citation_in_a_cell_of_its_own_is_no_part_of_a_name(source: str) -> None:
    drawing = (
        f"Method | < | Top-1\n---\nYNet-S | {source} | 76.1\nYNet-B | {source} | 77.4\nXNet-S | (ours) | 78.0"
    )
    assert own(paper(table(CAPTION, drawing))) == {"YNet-S": False, "YNet-B": False, "XNet-S": True}


def test_how_a_model_was_found_right_of_its_numbers_is_no_part_of_its_name() -> None:
    drawing = """Architecture | Top-1 | Search Method
    ---
    YNet-A [3] | 75.1 | RL
    YNet-B [3] | 76.0 | RL
    ZNet [4] | 76.3 | evolution"""
    assert models(paper(table(CAPTION, drawing))) == ["YNet-A", "YNet-B", "ZNet"]


def test_what_tells_rows_of_one_name_apart_right_of_their_numbers_is_a_part_of_it() -> None:
    drawing = (
        "Method | Top-1 | Backbone\n---\nYNet | 75.1 | ZNet-50\nYNet | 76.0 | ZNet-101\nXNet | 76.3 | ZNet-50"
    )
    assert models(paper(table(CAPTION, drawing))) == ["YNet, ZNet-50", "YNet, ZNet-101", "XNet, ZNet-50"]


@pytest.mark.parametrize("number", ["1.", "1)"])
def test_the_number_of_a_row_is_no_part_of_its_name(number: str) -> None:
    drawing = f"Row | Top-1\n---\n{number} YNet [3] | 75.1\n2. XNet (ours, row 1 + gate) | 76.0"
    assert models(paper(table(CAPTION, drawing))) == ["YNet", "XNet (ours, row 1 + gate)"]


def test_each_half_of_a_table_has_its_own_owner() -> None:
    drawing = "Model | Top-1 | Model | Top-1\n---\nYNet-50 | 75.1 | XNet-50 (ours) | 76.0"
    reasons = [result.reasons[-1] for result in extract(paper(table(CAPTION, drawing)))]
    assert reasons == ["no mark beside rows marked as the paper's own", "the row says it is the paper's own"]


def test_a_cited_method_in_the_head_beside_the_papers_own_is_quoted() -> None:
    drawing = (
        "Model | Baseline | OldQ [3] | WeftQ\n---\nYNet-18 | 69.7 | 68.2 | 69.1\nYNet-50 | 76.5 | 74.0 | 75.4"
    )
    document = paper(table(CAPTION, drawing), text="We call our method WeftQ. OldQ [3] is older.")
    assert [result.is_own for result in extract(document)] == [True, False, True] * 2


def test_rows_without_the_mark_of_quoted_ones_are_told_by_it() -> None:
    drawing = "Method | Top-1\n---\nStatic | 70.6\nOldPrune* | 75.6\nWeftPrune | 76.6"
    caption = f"{CAPTION} * means results reported in the papers."
    document = paper(table(caption, drawing), text="We call our method WeftPrune.")
    reasons = [result.reasons[-1] for result in extract(document)]
    assert reasons[:2] == [
        "no mark beside rows marked as quoted",
        "a footnote says where its numbers are from",
    ]


def test_test_time_augmentation_is_no_name_of_the_papers_own() -> None:
    drawing = "Method | AP | <\n^ | w/o TTA | w/ TTA\n---\nYNet [3] | 57.1 | 58.0\nWeftNet | 63.1 | 63.2"
    text = "We call our network WeftNet. We present results with test time augmentation (TTA)."
    document = paper(table("Detection on COCO test-dev.", drawing), text=text)
    assert [result.is_own for result in extract(document)] == [False, False, True, True]


@pytest.mark.parametrize("arrow", ["→", "⇒", "->"])
def test_what_is_put_in_the_place_of_a_part_is_a_variant(arrow: str) -> None:
    drawing = f"""Ablation | Variant | Top-1
    ---
    Baseline | None (WeftNet) | 77.2
    Norm | BatchNorm [3] {arrow} LayerNorm [4] | 76.5
    Gate | GELU [5] {arrow} ReLU [6] | 76.4"""
    document = paper(
        table(f"Ablation of WeftNet. {CAPTION}", drawing),
        text="We call our network WeftNet. We use BatchNorm [3] and GELU [5].",
    )
    assert own(document) == {
        "WeftNet, None (WeftNet)": True,
        f"WeftNet, BatchNorm {arrow} LayerNorm": True,
        f"WeftNet, GELU {arrow} ReLU": True,
    }


def test_numbers_of_rows_in_square_brackets_are_no_citations() -> None:
    drawing = """ | Model | Goal | Top-1
    ---
     | OldNet | AE | 75.5
    [1] | WeftNet | AE+AR | 77.6
    [2] | [1] – gate | AE+AR | 77.1
    [3] | [2] – AR | AE | 76.2"""
    found = extract(paper(table(CAPTION, drawing), text="We call our network WeftNet. OldNet [1] is older."))
    assert [result.is_own for result in found][1:] == [True, True, True]
    assert [result.model_name for result in found][2:] == ["#1 – gate, AE+AR", "#2 – AR, AE"]
    assert found[3].evidence.quote == "[3] [2] – AR AE | Top-1 | 76.2"


@pytest.mark.parametrize("others", ["PyTorch", "official", "torchvision weights"])
def test_the_twin_of_a_row_marked_as_ours_is_quoted(others: str) -> None:
    drawing = f"Model | Top-1\n---\nYNet-18 ({others}) | 69.8\nYNet-18 (ours) | 70.8\nXNet-18 (ours) | 71.0"
    assert [result.is_own for result in extract(paper(table(CAPTION, drawing)))] == [False, True, True]


def test_rows_of_one_name_are_told_apart_by_the_data_in_a_cell() -> None:
    drawing = """Model | Pre-training data | Top-1
    ---
    Supervised
    ViT L/16 [3] | ImageNet-21k | 85.2
    ViT L/16 [3] | JFT-300M | 87.8"""
    assert models(paper(table(CAPTION, drawing))) == ["ViT L/16, ImageNet-21k", "ViT L/16, JFT-300M"]


def test_a_number_that_spans_rows_is_one_result() -> None:
    drawing = """Model | Ratio | Top-1 | <
    ^ | ^ | Full | Pruned
    ---
    YNet-T | 40 | 72.16 | 62.56
    ^ | 50 | ^ | 56.40"""
    values_read = [result.value for result in extract(paper(table(CAPTION, drawing)))]
    assert values_read == [72.16, 62.56, 56.4]


@pytest.mark.parametrize("remark", ["(FP: 71.8)", "(full-precision 71.8%)", "[Top-1: 71.8]"])
def test_the_score_of_the_network_rows_start_from_is_no_part_of_their_name(remark: str) -> None:
    drawing = f"""
        Network | Method | Top-1
        ---
        NetA-18 {remark} | QuantA [8] | 64.4
        ^ | QuantB (ours) | 66.1
    """
    found = models(paper(table("Accuracy of 2-bit networks on ImageNet.", drawing)))
    assert all("71.8" not in name and name.startswith("NetA-18") for name in found)
    assert len(found) == 2
