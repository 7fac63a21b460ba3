from __future__ import annotations

import pytest

from extractors.facts.results import extract
from tests.extractors.facts.results.papers import paper, table, values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On the WMT 2014 English-to-French translation task, our XFormer achieves a BLEU score of 41.7.",
            {"wmt14_en_fr_bleu": [41.7]},
        ),
        (
            "Our XFormer achieves 28.9 BLEU on the WMT 2014 English-to-German translation task.",
            {"wmt14_en_de_bleu": [28.9]},
        ),
        (
            "With an ensemble of three models, XNet-v4 reaches 3.08% top-5 error on the test set of ImageNet.",
            {"imagenet_top5": [-3.08]},
        ),
        (
            "On ImageNet, the recipe improved the top-1 accuracy of XNet-50 from 76.9% to 78.3% top-1.",
            {"imagenet_top1": [76.9, 78.3]},
        ),
        ("XNet-7 attains 55.5% AP on COCO test-dev.", {"coco_box_ap": [55.5]}),
        ("Our BiXDAF gets an F1 score of 81.1 on the SQuAD test set.", {"squad11_f1": [81.1]}),
        ("We get 91.37% F1 on CoNLL-2003 with our BiXTagger.", {"conll2003_f1": [91.37]}),
    ],
)
def test_a_metric_beside_a_number(text: str, expected: dict[str, list[float]]) -> None:
    assert values(paper(text=text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "XFormer improves over the best WMT 2014 English-to-German result by more than 2.0 BLEU.",
        "On ImageNet, XNet-50 gains 12.5% and 11.9% top-1 accuracy, respectively.",
        "XNet-50 is 1.3% better in top-1 accuracy on ImageNet.",
        "XNet-50 trains on ImageNet in 29.5 hours on 8 GPUs.",
        "XFormer achieves 25.9 BLEU on newstest2015 of WMT 2015 English-to-German.",
        "In zero-shot transfer, XLIP matches XNet-50 with 76.2% top-1 accuracy on ImageNet.",
        "XNet-50 reaches 63.3% top-1 accuracy on ImageNet-V2.",
    ],
)
def test_what_is_no_result(text: str) -> None:
    assert values(paper(text=text)) == {}


def test_what_a_table_prints_is_not_noted_again() -> None:
    printed = table("Results on ImageNet.", "Model | Top-1 (%)\n---\nXNet-50 | 76.32")
    document = paper(printed, text="Our XNet-50 reaches 76.3% top-1 accuracy on ImageNet.")
    assert values(document) == {"imagenet_top1": [76.32]}


def test_the_sentence_is_the_evidence() -> None:
    text = "XNet-7 attains 55.5% AP on COCO test-dev."
    (result,) = extract(paper(text=text, heading="Detection"))
    assert (result.evidence.quote, result.evidence.section) == (text, "Detection")
    assert (result.model_name, result.split) == ("XNet-7", "test-dev")


def test_a_citation_beside_the_name_tells_a_quoted_number() -> None:
    text = "On COCO test-dev, YX-4 [7] attains 43.5% AP while our XNet-7 attains 55.5% AP."
    assert {r.model_name: r.is_own for r in extract(paper(text=text))} == {"YX-4": False, "XNet-7": True}


@pytest.mark.parametrize(
    "sentence",
    [
        "Our system reaches 27.9 BLEU on WMT'14 English-German, above the OldNet of others.",
        "We obtain 27.9 BLEU on WMT 2014 English-German and so outperform OldNet [3].",
        "With it our best system gets 27.9 BLEU on WMT14 En-De, ahead of OldNet.",
    ],
)
def test_what_our_system_reaches_is_no_number_of_those_it_beats(sentence: str) -> None:
    document = paper(text=f"We call our network Weft.\n\n{sentence}", title="Weft: Translation")
    assert {result.model_name for result in extract(document)} <= {"Weft"}


@pytest.mark.parametrize("metric", ["AP", "mask AP", "% AP"])
def test_a_sentence_repeats_the_mask_ap_of_a_table(metric: str) -> None:
    drawing = "Method | Backbone | AP\n---\nWeftInst-512 | R-50 | 37.1\nOldInst [3] | R-50 | 35.2"
    document = paper(
        table("Instance segmentation mask AP (%) on COCO test-dev.", drawing),
        title="WeftInst: Fast Instance Segmentation",
        text=f"A small WeftInst yields 37.1 {metric} on COCO test-dev.",
    )
    assert values(document) == {"coco_mask_ap": [37.1, 35.2]}
