"""What a row is called: groups, bases, banners and numbers, and what is no part of a name."""

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


@pytest.mark.parametrize("bullet", ["• ", "◦", "⋄ ", "○○ ", "● ○ "])
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


@pytest.mark.parametrize(
    ("head", "codes"),
    [("Row #", ("R1", "R2", "R3")), ("Exp. ID", ("E-1", "E-2", "E-12")), ("No.", ("A", "B", "C"))],
)
def test_the_code_of_a_row_below_a_head_that_says_so_is_no_part_of_its_name(
    head: str, codes: tuple[str, str, str]
) -> None:
    drawing = (
        f"{head} | Model | Extra data | Params | Top-1\n---\n{codes[0]} | OldNet-S [3] | None | 5.6M | 78.4\n"
        f"{codes[1]} | WeftNet-S | None | 5.2M | 79.1\n{codes[2]} | WeftNet-S | ImageNet-21k | 5.2M | 80.2"
    )
    document = paper(table("Accuracy on ImageNet.", drawing), title="WeftNet: a Network")
    assert models(document) == ["OldNet-S", "WeftNet-S", "WeftNet-S, ImageNet-21k"]


def test_short_names_below_a_head_for_models_are_whole() -> None:
    drawing = "Model | Backbone | Top-1\n---\nR1 | OldNet-50 | 78.4\nR2 | OldNet-50 | 79.1"
    names = models(paper(table("Accuracy on ImageNet.", drawing), title="WeftNet: a Network"))
    assert [name[:2] for name in names] == ["R1", "R2"]


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


@pytest.mark.parametrize("signs", ["● ○", "○○", "■"])
def test_signs_alone_are_no_part_of_a_name(signs: str) -> None:
    drawing = f"Variant | Structure | Top-1\n---\n{signs} | YNet-ZNet | 75.1\n○ | XNet-ZNet | 76.0"
    assert models(paper(table(CAPTION, drawing))) == ["YNet-ZNet", "XNet-ZNet"]


@pytest.mark.parametrize("remark", ["equal complexity", "same FLOPs", "low latency"])
def test_settings_tell_rows_apart_whose_labels_speak_of_costs(remark: str) -> None:
    drawing = f"""| Setting | FLOPs | top-1 err. | top-5 err.
    ---
    YNet-50 ({remark}) [3] | 48w | 4.2G | 22.68 | 6.47
    YNet-50 ({remark}) [3] | 26w | 4.3G | 22.01 | 6.15"""
    found = models(paper(table(CAPTION.replace("accuracy", "and top-5 error"), drawing)))
    assert all(setting in name for name, setting in zip(found[::2], ("48w", "26w"), strict=True))


def test_rows_of_one_name_are_told_apart_by_the_data_in_a_cell() -> None:
    drawing = """Model | Pre-training data | Top-1
    ---
    Supervised
    ViT L/16 [3] | ImageNet-21k | 85.2
    ViT L/16 [3] | JFT-300M | 87.8"""
    assert models(paper(table(CAPTION, drawing))) == ["ViT L/16, ImageNet-21k", "ViT L/16, JFT-300M"]


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


@pytest.mark.parametrize("sign", ["♠", "■", "✠", "•", "◆ ■"])
def test_signs_of_kinds_are_no_part_of_a_name(sign: str) -> None:
    drawing = f"Model | Top-1\n---\n{sign} XNet-50 [3] | 76.1\n{sign} YNet-50 | 77.1"
    assert models(paper(table(CAPTION, drawing))) == ["XNet-50", "YNet-50"]


def test_a_mark_on_all_rows_of_a_name_tells_none_apart() -> None:
    drawing = "Model | Size | Top-1\n---\n⋆ XNet | 224 | 76.1\n⋆ XNet | 384 | 77.1"
    assert models(paper(table(CAPTION, drawing))) == ["XNet", "XNet"]


@pytest.mark.parametrize(
    "legend",
    [
        "AR.: Autoregressive pre-training.",
        "AP: average pooling, GP: global pooling.",
        "EM denotes expectation maximisation.",
    ],
)
def test_an_abbreviation_that_a_legend_explains_is_no_metric(legend: str) -> None:
    drawing = "Model | Params | Acc\n---\nXNet-50 [3] | 25M | 76.1\nYNet-50 | 26M | 77.1"
    found = {result.value for result in extract(paper(table(f"ImageNet-1K accuracy. {legend}", drawing)))}
    assert found == {76.1, 77.1}


@pytest.mark.parametrize(
    "legend", ["AP: average precision.", "AP: AP over all overlaps.", "AP = mean over AP of classes."]
)
def test_a_metric_that_a_legend_explains_is_one(legend: str) -> None:
    drawing = "Model | Params | Test\n---\nXNet-50 [3] | 25M | 36.1\nYNet-50 | 26M | 37.1"
    found = {
        result.benchmark_id
        for result in extract(paper(table(f"Object detection on COCO. {legend}", drawing)))
    }
    assert found == {"coco_box_ap"}


@pytest.mark.parametrize("metric", ["Top-k accuracy (%)", "hit@k (%)", "Acc@K"])
def test_heads_below_say_what_k_is(metric: str) -> None:
    drawing = f"Model | {metric} | < | <\n^ | 1 | 2 | 5\n---\nXNet-50 | 75.8 | 85.7 | 92.8\nYNet | 75.1 | 84.4 | 91.4"
    found = {(r.benchmark_id, r.value) for r in extract(paper(table("Models on ImageNet.", drawing)))}
    assert found == {
        ("imagenet_top1", 75.8), ("imagenet_top1", 75.1), ("imagenet_top5", 92.8), ("imagenet_top5", 91.4)
    }  # fmt: skip


@pytest.mark.parametrize("first", [0, 1])
def test_numbers_of_rows_before_names_are_no_citations(first: int) -> None:
    rows = "\n".join(
        f"[{first + place}] {name} | 7{place}.1" for place, name in enumerate(("NetA", "NetB", "NetC"))
    )
    found = own(paper(table(CAPTION, f"Model | Top-1\n---\n{rows}")))
    assert found == {"NetA": True, "NetB": True, "NetC": True}


@pytest.mark.parametrize(
    "legend",
    [
        "* indicates the performance of the method trained as in its original paper.",
        "* reported in the original papers.",
        "*: official checkpoints.",
    ],
)
def test_beside_the_published_row_of_a_name_the_other_was_run_again(legend: str) -> None:
    drawing = "Method | Top-1\n---\nNetA-50* [2] | 76.1\nNetA-50 [2] | 78.5\nNetB-S [3] | 79.9\nWeft-S (ours) | 79.8"
    found = {r.value: r.is_own for r in extract(paper(table(f"{CAPTION} {legend}", drawing)))}
    assert found == {76.1: False, 78.5: True, 79.9: False, 79.8: True}


def test_beside_a_row_of_that_name_with_another_mark_the_citation_tells() -> None:
    drawing = "Method | Top-1\n---\nNetA-50* [2] | 76.1\nNetA-50 [2] | 78.5\nWeft-S (ours) | 79.8"
    found = own(paper(table(f"{CAPTION} * denotes a larger input.", drawing)))
    assert not found["NetA-50"]


@pytest.mark.parametrize(
    "place", [", Figure 2a", " (Sec. 4.2)", " (see Table 5)", " (§3.2)", " (Appendix B)"]
)
def test_where_more_is_said_of_a_row_is_no_part_of_its_name(place: str) -> None:
    drawing = f"Model | Top-1\n---\nXNet-50{place} | 76.1\nXNet-101 | 77.4"
    assert models(paper(table(CAPTION, drawing))) == ["XNet-50", "XNet-101"]


@pytest.mark.parametrize(
    ("heading", "base"),
    [
        ("Object detection on COCO with Mask W-CNN [4].", "Mask W-CNN, "),
        ("COCO results for Mask W-CNN [4].", "Mask W-CNN, "),
        ("Mask W-CNN [4] and RetX [5] on COCO.", ""),
        ("Object detection on COCO.", ""),
    ],
)
def test_settings_vary_the_one_model_that_the_first_sentence_of_a_caption_is_about(
    heading: str, base: str
) -> None:
    caption = f"{heading} AP is nearly identical for YNet-50 and RetX models that were pre-trained."
    document = paper(
        table(caption, "# GPUs | box AP\n---\n1 | 35.7\n8 | 35.6"),
        text="We use Mask W-CNN [4], RetX [5] and YNet-50 [6].",
    )
    assert models(document) == [f"{base}# GPUs 1", f"{base}# GPUs 8"]
