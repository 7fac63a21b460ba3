"""Rows that vary one model: what they are called, in layouts that state the model elsewhere."""

from __future__ import annotations

import pytest

from extractors.catalog.terms import Facet, terms_of
from extractors.facts.results import extract
from tests.extractors.facts.results.papers import models, own, paper, table, values

TEXT = "We call our block Weft. We compare with OldNet-50 [3] and Mask R-CNN [4]."


@pytest.mark.parametrize(
    ("drawing", "names"),
    [
        (
            "Setting | top-1 acc.\n---\nbase | 71.1\nWidth A\n+ gate | 71.9\nbase | 74.2\nWidth B\n+ gate | 75.0",
            ["Width A base", "Width A base + gate", "Width B base", "Width B base + gate"],
        ),
        (
            "Setting | top-1 acc.\n---\nbase | 71.1\nNetA + gate | 71.9\nbase | 74.2\nNetB\n+ gate | 75.0",
            ["NetA base", "NetA base + gate", "NetB base", "NetB base + gate"],
        ),
        (
            "Setting | top-1 acc.\n---\nplain | 71.1\nNetA\ngated | 71.9\nlarge\nboth | 72.3\n"
            "plain | 74.2\nNetB\ngated | 75.0\nlarge\nboth | 75.3",
            [f"{net} large {row}" for net in ("NetA", "NetB") for row in ("plain", "gated", "both")],
        ),
    ],
)
def test_a_text_set_in_the_middle_of_a_block_names_all_its_rows(drawing: str, names: list[str]) -> None:
    assert models(paper(table("Accuracy on ImageNet.", drawing))) == names


def test_the_measure_set_in_the_middle_of_a_block_is_that_of_all_its_rows() -> None:
    drawing = (
        "Images per GPU | 32 | 8\n---\nNormA | 76.2 | 74.0\nPrecision@1\nNormB | 75.7 | 76.1\n"
        "NormA | 92.9 | 92.1\nRecall@5\nNormB | 92.7 | 92.8"
    )
    found = values(paper(table("Batch sizes on ImageNet.", drawing)))
    assert found == {"imagenet_top1": [76.2, 74.0, 75.7, 76.1], "imagenet_top5": [92.9, 92.1, 92.7, 92.8]}


def test_a_group_below_a_first_row_without_one_stays_a_group() -> None:
    drawing = "Model | top-1 acc.\n---\nOldNet-50 [3] | 76.1\nOurs\nWeft-S | 77.0\nWeft-L | 79.3"
    assert models(paper(table("Accuracy on ImageNet.", drawing), text=TEXT)) == [
        "OldNet-50",
        "Weft-S",
        "Weft-L",
    ]


@pytest.mark.parametrize(
    ("caption", "base"),
    [
        ("Ablations on COCO based on Mask R-CNN, using OldNet-50 as backbone.", "Mask R-CNN OldNet-50"),
        ("Results of pruning on OldNet-50, ImageNet.", "OldNet-50"),
        ("Accuracy on ImageNet for model B/16.", "B/16"),
    ],
)
def test_rows_without_a_name_vary_the_model_of_the_caption(caption: str, base: str) -> None:
    metric = "AP" if "COCO" in caption else "top-1 acc."
    scores = ("37.2", "38.4") if metric == "AP" else ("71.2", "72.4")
    drawing = f"Setting | {metric}\n---\n30M | {scores[0]}\n300M | {scores[1]}"
    assert all(name.startswith(base) for name in models(paper(table(caption, drawing), text=TEXT)))


def test_models_compared_in_a_caption_are_no_base() -> None:
    drawing = "Setting | top-1 acc.\n---\nshort | 71.2\nlong | 72.4"
    document = paper(
        table("Effect of training length, OldNet-50 vs Mask R-CNN, ImageNet.", drawing), text=TEXT
    )
    assert models(document) == ["short", "long"]


def test_the_model_in_the_corner_is_varied_by_the_rows() -> None:
    drawing = "OldNet-50 | top-1 err.\n---\nBaseline | 31.1\nThinned | 30.5\nRegrown | 30.0"
    document = paper(table("Results of thinning on ImageNet.", drawing), text=TEXT)
    assert models(document) == ["OldNet-50, Baseline", "OldNet-50, Thinned", "OldNet-50, Regrown"]


@pytest.mark.parametrize(
    ("drawing", "names"),
    [
        ("Model | top-1 acc.\n---\nWeft-T | 81.0\nWeft-T^† | 82.2", ["Weft-T", "Weft-T, †"]),
        (
            "Model | C1 | C2 | top-1 acc.\n---\nWeft-T | 1 | 4 | 81.0\nWeft-T | 4 | 4 | 82.2",
            ["Weft-T, C1 1", "Weft-T, C1 4"],
        ),
        (
            "Model | Model | Params | top-1 acc.\n---\nWeft | base | 12M | 81.0\nWeft | large | 18M | 82.2",
            ["Weft, base", "Weft, large"],
        ),
        (
            "Method | Backbone models | top-1 acc.\n---\nGate | OldNet-50 | 77.0\nGate | OldNet-101 | 78.2",
            ["Gate, OldNet-50", "Gate, OldNet-101"],
        ),
        (
            "Model | top-1 acc. | <\nFLOPs | 40M | 140M\n---\nWeft | 61.0 | 71.5\nGate | 60.3 | 70.2",
            ["Weft (FLOPs 40M)", "Weft (FLOPs 140M)", "Gate (FLOPs 40M)", "Gate (FLOPs 140M)"],
        ),
        (
            "Method | Model | top-1 acc.\n---\na | Weft-S | 77.0\nb | Weft-L | 78.2",
            ["Weft-S", "Weft-L"],
        ),
        (
            "input size | Weft-S top-1 acc.\n---\n224 | 77.0\n384^2 | 78.2",
            ["Weft-S, 224px", "Weft-S, 384px"],
        ),
    ],
)
def test_rows_of_one_name_are_told_apart(drawing: str, names: list[str]) -> None:
    assert models(paper(table("Accuracy on ImageNet.", drawing), text=TEXT)) == names


def test_a_row_of_costs_below_one_head_over_all_columns_is_a_head() -> None:
    drawing = "Model | top-1 acc. | <\n---\nFLOPs | 40M | 140M\nWeft | 61.0 | 71.5"
    assert models(paper(table("Accuracy on ImageNet.", drawing), text=TEXT)) == [
        "Weft (FLOPs 40M)",
        "Weft (FLOPs 140M)",
    ]


@pytest.mark.parametrize("added", ["+1 NL", "+ 2 SE", "+4 GC"])
def test_what_is_added_is_no_number(added: str) -> None:
    drawing = f"method | < | AP\n---\nR50 | baseline | 38.0\nR50 | {added} | 39.0\nR101 | baseline | 39.5"
    found = models(paper(table("Detection on COCO.", drawing)))
    assert found == ["R50, baseline", f"R50, {added}", "R101, baseline"]


@pytest.mark.parametrize("other", ["cosine distance", "JSD-att", "entropy"])
def test_fractions_beside_percents_are_something_else(other: str) -> None:
    drawing = f"Method | AP^bbox | {other}\n---\nWeft-A | 38.0 | 0.062\nWeft-B | 38.1 | 0.112"
    assert values(paper(table("Analysis of blocks on COCO.", drawing))) == {"coco_box_ap": [38.0, 38.1]}


@pytest.mark.parametrize(
    "text",
    [
        "Networks for ImageNet are large.\n\nPruning takes few steps.",
        "We pretrain nothing. The data set is ImageNet.\n\nMost neurons in a layer are zero.",
        "All networks are tested on ImageNet.\n\nA loss in accuracy is made good in a few epochs.",
    ],
)
def test_a_data_set_named_far_before_a_table_counts_where_no_other_is(text: str) -> None:
    drawing = (
        "Network | Before (%) | < | After (%) | <\nTrimming | Top-1 | Top-5 | Top-1 | Top-5\n---\n"
        "trim-1 | 61.1 | 82.0 | 70.5 | 90.0\ntrim-2 | 60.2 | 81.1 | 69.8 | 89.5"
    )
    document = paper(table("Trimming many layers.", drawing), text=f"{text}\n\nThe results are in Table 1.")
    assert values(document) == {
        "imagenet_top1": [61.1, 70.5, 60.2, 69.8],
        "imagenet_top5": [82.0, 90.0, 81.1, 89.5],
    }


def test_differences_between_rows_do_not_make_their_column_implausible() -> None:
    drawing = "Run | Top-1 err. | Top-5 err.\n---\nBaseline | 30.4 | 10.8\nWeft | 29.2 | 10.1\nImprovement | 1.2 | 0.7"
    document = paper(table("Results on ImageNet.", drawing), text=TEXT)
    assert values(document) == {"imagenet_top1": [-30.4, -29.2], "imagenet_top5": [-10.8, -10.1]}


def test_precision_averaged_over_overlaps_is_box_ap() -> None:
    drawing = "Method | mAP@0.5 | mAP@[0.5,0.95]\n---\nWeft-A | 53.3 | 32.2\nWeft-B | 56.9 | 36.7"
    assert values(paper(table("Detection on COCO test-dev.", drawing))) == {"coco_box_ap": [32.2, 36.7]}


def test_accuracy_beside_precision_and_recall_is_of_another_task() -> None:
    drawing = (
        "System | Accuracy | Precision | Recall\n---\nWeft | 0.67 | 0.98 | 0.67\nGate | 0.63 | 0.97 | 0.63"
    )
    document = paper(
        table("Metrics on 100 papers.", drawing), title="Weft: Reading Papers on ImageNet", text=TEXT
    )
    assert values(document) == {}


def test_methods_trained_alike_in_a_table_without_gaps_are_the_papers_own() -> None:
    drawing = "Method | top-1 acc.\n---\nNormA | 76.2\nNormB | 75.8\nNormC | 75.6\nWeft [Ours] | 77.2"
    text = (
        f"{TEXT}\n\nWe retrain all others: see our implementation. Table 1 shows the effect of the variants."
    )
    document = paper(table("Normalisation on ImageNet for OldNet-50.", drawing), text=text)
    assert all(own(document).values())


def test_a_citation_in_the_cell_outweighs_the_table() -> None:
    drawing = "Method | top-1 acc.\n---\nNormA | 76.2 [7]\nWeft [Ours] | 77.2"
    text = f"{TEXT}\n\nSee our implementation. Table 1 shows the effect of the variants."
    document = paper(table("Normalisation on ImageNet for OldNet-50.", drawing), text=text)
    assert [result.is_own for result in extract(document)] == [False, True]


@pytest.mark.parametrize("label", ["Train from scratch", "train with gates", "Training for longer"])
def test_how_a_row_was_trained_is_no_split(label: str) -> None:
    drawing = f"Model | top-1 acc.\n---\nWeft-T | 69.8\n{label} | 67.0"
    assert values(paper(table("Pruning on ImageNet.", drawing), text=TEXT)) == {"imagenet_top1": [69.8, 67.0]}


@pytest.mark.parametrize("name", ["Weft-GAP", "WeftNet-GAP", "Weft_Gap"])
def test_a_name_that_ends_like_a_difference_is_a_name(name: str) -> None:
    drawing = f"Model | top-1 acc.\n---\nWeft-T | 69.8\n{name} | 67.3"
    assert values(paper(table("Pruning on ImageNet.", drawing), text=TEXT)) == {"imagenet_top1": [69.8, 67.3]}


@pytest.mark.parametrize(
    "caption",
    [
        "Results on ImageNet with some more words. Numbers in brackets give the improvement over the baseline.",
        "Accuracy of several networks on ImageNet validation. All of our rows are in bold; gains are shown in green.",
        "Top-1 accuracy on ImageNet of gated networks of four sizes and two depths; arrows stand for relative changes.",
    ],
)
def test_a_remark_at_the_end_of_a_caption_is_not_its_topic(caption: str) -> None:
    drawing = "Model | top-1 acc.\n---\nWeft-T | 69.8\nWeft-S | 71.2\nWeft-B | 73.0"
    assert values(paper(table(caption, drawing), text=TEXT)) == {"imagenet_top1": [69.8, 71.2, 73.0]}


def test_models_with_dropout_are_no_settings() -> None:
    drawing = (
        "System | BLEU\n---\nBase | 11.3\nBase + reverse | 12.6\nBase + reverse + dropout | 14.0\n"
        "Base + dropout | 16.8\nBase + dropout + input feeding | 18.1"
    )
    assert list(values(paper(table("WMT'14 English-German results.", drawing)))) == ["wmt14_en_de_bleu"]


def test_heads_in_the_middle_of_what_comes_again_stand_above_all_of_it() -> None:
    drawing = (
        "Method |  | AP |  |  | AP^50 |  |  | AP^75 | \nimgs/gpu | 8 | 4 | 2 | 8 | 4 | 2 | 8 | 4 | 2\n---\n"
        "NormA | 38.7 | 37.9 | 30.2 | 56.6 | 55.2 | 44.5 | 42.1 | 41.4 | 32.5\n"
        "Weft | 39.6 | 39.5 | 39.1 | 58.5 | 58.4 | 57.5 | 43.1 | 43.3 | 42.3"
    )
    found = values(paper(table("Object detection results on COCO.", drawing)))
    assert found == {"coco_box_ap": [38.7, 37.9, 30.2, 39.6, 39.5, 39.1]}


@pytest.mark.parametrize("text", ["in a large network", "as in C", "for 5 epochs in 1k steps"])
def test_small_words_are_no_data_sets(text: str) -> None:
    assert not terms_of(text, Facet.DATASET)


def test_data_sets_tested_for_something_else_name_the_model_trained_on_them() -> None:
    drawing = "Init. | mAP@[.5,.95] | < \n | Original | De-duplicated\n---\nImageNet | 34.5 | 34.6\n300M | 36.8 | 36.7"
    found = models(paper(table("Detection on COCO minival.", drawing)))
    assert found == ["ImageNet", "ImageNet (De-duplicated)", "300M", "300M (De-duplicated)"]


@pytest.mark.parametrize("corner", ["Sparsity", "Images per GPU →", "Noise rate"])
def test_numbers_in_all_heads_are_what_the_corner_says(corner: str) -> None:
    drawing = f"{corner} | 10 | 20\n---\nWeft | 76.1 | 75.8\nGate | 76.0 | 75.3"
    what = corner.strip("→ ")
    found = models(paper(table("Top-1 accuracy on ImageNet.", drawing), text=TEXT))
    assert found == [f"{net} ({what} {number})" for net in ("Weft", "Gate") for number in (10, 20)]


@pytest.mark.parametrize("last", ["", " | Avg.", " | mean"])
@pytest.mark.parametrize("corner", ["Epoch", "Epochs", "Sparsity"])
def test_numbers_below_networks_are_what_the_corner_says(corner: str, last: str) -> None:
    heads = f"{corner} | OldNet-50 | OldNet-50{last and ' | OldNet-50'}\n{corner} | 100 | 200{last}"
    rows = [f"{net} | 76.1 | 77.0{last and ' | 76.6'}" for net in ("Weft", "Gate")]
    document = paper(table("Top-1 accuracy on ImageNet.", "\n".join((heads, "---", *rows))), text=TEXT)
    told = [f"{net} (OldNet-50, {corner} {number})" for net in ("Weft", "Gate") for number in (100, 200)]
    assert [name for name in models(document) if name.removesuffix(")")[-3:].isdigit()] == told


@pytest.mark.parametrize("corner", ["Method", "Model", "Network"])
def test_a_corner_that_says_what_the_labels_are_tells_nothing_of_numbers(corner: str) -> None:
    drawing = f"{corner} | OldNet-50 | OldNet-50\n{corner} | 100 | 200\n---\nWeft | 76.1 | 77.0"
    found = models(paper(table("Top-1 accuracy on ImageNet.", drawing), text=TEXT))
    assert found == ["Weft (OldNet-50 100)", "Weft (OldNet-50 200)"]


def test_a_part_of_the_papers_own_is_built_into_the_model_of_the_caption() -> None:
    drawing = "Method | top-1 acc.\n---\nNormA | 76.2\nWeft (ours) | 77.2"
    document = paper(table("Effect of norms on ImageNet for OldNet-50.", drawing), text=TEXT)
    assert models(document) == ["OldNet-50, NormA", "OldNet-50, Weft (ours)"]


@pytest.mark.parametrize("head", ["Top-1 / GFLOPs", "top-1 acc. | Params (M)", "Top-1 (%)/Latency"])
def test_a_cost_in_the_cell_of_a_result_is_none(head: str) -> None:
    drawing = f"Model | {head.replace('|', '/')}\n---\nGate-S | 76.1 / 64.1\nWeft-S | 77.0 / 63.9"
    assert values(paper(table("Results on ImageNet.", drawing), text=TEXT)) == {"imagenet_top1": [76.1, 77.0]}


@pytest.mark.parametrize("label", ["Human", "Human performance", "humans (one annotator)"])
def test_people_are_quoted(label: str) -> None:
    drawing = f"System | Dev EM | Dev F1\n---\n{label} | 80.3 | 90.5\nWeft | 84.0 | 90.9"
    assert list(own(paper(table("SQuAD v1.1 results.", drawing), text=TEXT)).values()) == [False, True]


@pytest.mark.parametrize("unit", ["epochs", "k steps", " layers"])
def test_a_head_that_states_a_setting_heads_what_came_of_it(unit: str) -> None:
    drawing = f"Model | 100{unit} | 200{unit}\n---\nOldNet-50 | 76.1 | 77.0\nWeft-50 | 77.2 | 78.0"
    document = paper(table("Top-1 accuracy on ImageNet.", drawing), text=TEXT)
    assert values(document) == {"imagenet_top1": [76.1, 77.0, 77.2, 78.0]}


def test_the_same_row_in_every_panel_is_one_result() -> None:
    drawing = (
        "Variant | AP | AP_50\n---\n(a) Places\nbaseline | 37.2 | 59.0\nafter add | 39.1 | 61.9\n"
        "(b) Stages\nbaseline | 37.2 | 59.0\nstage 3 | 37.9 | 59.6"
    )
    found = values(paper(table("Ablations on COCO minival.", drawing), text=TEXT))
    assert found == {"coco_box_ap": [37.2, 39.1, 37.9]}


@pytest.mark.parametrize(
    "caption", ["The effect of the order loss.", "Impact of the loss on tasks.", "Variants of the loss."]
)
def test_a_loss_that_is_varied_is_not_what_is_measured(caption: str) -> None:
    drawing = "Variant | SQuAD 1.1 | MNLI\n---\nNone | 88.6/81.5 | 81.5\nOrder | 89.3/82.3 | 82.0"
    found = values(paper(table(caption, drawing), text=TEXT))
    assert found == {"squad11_f1": [88.6, 89.3], "squad11_em": [81.5, 82.3]}


@pytest.mark.parametrize("head", ["Avg 5", "Mean (19 tasks)", "Average"])
def test_an_average_over_data_sets_is_of_none_of_them(head: str) -> None:
    drawing = f"Model | ImageNet | {head}\n---\nOldNet-50 [3] | 84.1 | 92.5\nWeft-50 | 85.0 | 93.1"
    document = paper(table("Top-1 accuracy after transfer.", drawing), text=TEXT)
    assert values(document) == {"imagenet_top1": [84.1, 85.0]}


def test_words_over_several_columns_inside_the_body_head_the_rows_below() -> None:
    drawing = """Method | Top-1 | FLOPs | Top-1 | FLOPs
    ---
    Dense | 76.8 | 1x | |
     | S=0.8 | S=0.8 | S=0.9 | S=0.9
    OldPrune [3] | 72.9 | 0.23x | 69.6 | 0.10x
    WeftPrune | 74.6 | 0.23x | 72.0 | 0.10x"""
    assert models(paper(table("Accuracy on ImageNet.", drawing), text="We call our method WeftPrune.")) == [
        "Dense",
        "OldPrune (S=0.8)",
        "OldPrune (S=0.9)",
        "WeftPrune (S=0.8)",
        "WeftPrune (S=0.9)",
    ]


@pytest.mark.parametrize("other", ["Static", "OldPrune", "Small-Dense", "Static (wide)"])
def test_what_a_model_is_compared_with_is_no_variant_of_it(other: str) -> None:
    caption = "Accuracy on ImageNet. WeftPrune is best at different sparsities."
    drawing = f"Method | Top-1\n---\n{other} | 70.6\nWeftPrune | 74.6"
    document = paper(table(caption, drawing), text="We call our method WeftPrune.")
    assert models(document) == [other, "WeftPrune"]


@pytest.mark.parametrize("part", ["Schedule", "Knowledge source", "Text encoding"])
def test_a_variant_is_named_with_the_part_that_is_varied(part: str) -> None:
    drawing = f"{part} | Top-1\n---\nconstant | 78.4\nOldCap | 78.3\ncosine | 77.9"
    document = paper(
        table("Ablation of WeftNet on ImageNet.", drawing),
        text="We call our network WeftNet. We compare with OldCap [3].",
    )
    assert models(document) == [f"WeftNet, {part} {name}" for name in ("constant", "OldCap", "cosine")]


def test_a_first_row_that_lacks_what_others_have_says_so() -> None:
    drawing = "Gate | Norm | Top-1\n---\n | | 71.9\n✓ | | 73.4\n✓ | ✓ | 75.1"
    document = paper(table("Ablation of WeftNet on ImageNet.", drawing), text="We call our network WeftNet.")
    assert models(document) == ["WeftNet, no Gate, no Norm", "WeftNet, Gate", "WeftNet, Gate, Norm"]


def test_a_first_column_ticked_in_every_row_names_them() -> None:
    drawing = "WeftDet [2] | Gate | Norm | AP\n---\n✓ | | | 33.0\n✓ | ✓ | | 37.2\n✓ | ✓ | ✓ | 38.8"
    document = paper(table("Ablation of detection on COCO minival.", drawing), text="We use WeftDet [2].")
    assert models(document) == ["WeftDet", "WeftDet, Gate", "WeftDet, Gate, Norm"]


def test_the_model_beside_a_label_that_names_the_metric() -> None:
    drawing = """Setup | < | < | Performance for different schedules | <
    Type | Task and metric | Architecture | Step-wise | Cosine
    ---
    Translation | EN-RO, BLEU | Transformer | 29.0 | 28.9
    Vision | ImageNet, Test Accuracy | OldNet-50 | 76.8 | 77.5
    Vision | CIFAR-10, Test Accuracy | WideNet | 95.0 | 95.2"""
    names = [
        f"{net} ({schedule})" for net in ("OldNet-50", "WideNet") for schedule in ("Step-wise", "Cosine")
    ]
    assert models(paper(table("Two schedules.", drawing), text=TEXT)) == names
