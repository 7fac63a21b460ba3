"""Whose a row is, by what its label, the other rows and the paper say."""

from __future__ import annotations

import pytest

from extractors.facts.results import extract
from tests.extractors.facts.results.papers import models, own, ownership, paper, table

CAPTION = "Top-1 accuracy (%) on the ImageNet validation set."


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


@pytest.mark.parametrize("part", ["- mixup [4]", "− mixup [4]", "+ mixup [4]"])
def test_a_part_of_others_added_or_taken_away_is_own(part: str) -> None:
    drawing = f"Ablation | Top-1\n---\nXNet-50 | 76.6\n{part} | 76.0"
    assert set(own(paper(table(CAPTION, drawing), title="XNet: a Network")).values()) == {True}


@pytest.mark.parametrize("baseline", ["baseline", "Baseline model", "vanilla"])
def test_a_baseline_is_not_the_papers_own_model(baseline: str) -> None:
    caption = "Ablation of WeftNet with YNet-50 on ImageNet."
    drawing = f"| Top-1\n---\n{baseline} | 76.8\n+ weft | 77.2"
    document = paper(table(caption, drawing), title="WeftNet: Weaving", text="We use YNet-50 [5].")
    assert models(document) == [f"YNet-50, {baseline}", f"YNet-50, {baseline} + weft"]


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


@pytest.mark.parametrize(
    "caption",
    [
        "Study of gates. All experiments are reproduced in one framework.",
        "All results of other methods are reproduced under the same settings.",
        "Ablation of gates, for which every network was retrained.",
    ],
)
def test_a_caption_that_says_all_was_run_again_speaks_of_its_own_table(caption: str) -> None:
    drawing = "model | AP\n---\nOldNet-50 [3] | 36.6\nWeft-50 (ours) | 38.7"
    document = paper(
        table(caption, "gate | AP\n---\n0 | 36.1\n1 | 36.2"),
        table("Comparison on COCO test-dev.", drawing),
        text="We propose Weft. We use COCO.",
    )
    assert not own(document)["OldNet-50"]


def test_a_caption_on_runs_of_the_paper_speaks_of_what_its_own_rows_build_on_too() -> None:
    drawing = "model | AP\n---\nNetA-50 [3] | 36.6\nNetA-50 + Weft (ours) | 38.7"
    first = table(
        "Results on ImageNet. All results are reproduced.", "model | top-1\n---\nNetA-50 [3] | 76.1"
    )
    second = table("Detection on COCO test-dev.", drawing)
    verdict = ownership(second, first, text="We propose Weft.", row=0)
    assert verdict.reason == "the paper says that it ran all others again"


@pytest.mark.parametrize("meaning", ["means our re-implemented results", "denotes that we retrain it"])
def test_where_marks_say_what_was_run_again_cited_rows_without_one_are_quoted(meaning: str) -> None:
    drawing = "model | AP\n---\nOldNet-50 [3] | 36.2\nNetX-50^∗ | 36.3\nWeft-50 (ours) | 38.7"
    document = paper(
        table(f"Comparison on COCO test-dev. ^∗ {meaning}.", drawing),
        text="We propose Weft.\n\nFor fairness we report our re-implemented results of all baselines.",
    )
    assert own(document) == {"OldNet-50": False, "NetX-50": True, "Weft-50 (ours)": True}


@pytest.mark.parametrize(
    ("cited", "other"),
    [
        ("VT-R34 [3]", "VT-R50"),
        ("PiT-Ti [3]", "PiT-XS"),
        ("T2T-ViTt-14 [3]", "T2T-ViTt-19"),
        ("OldNet [3]", "OldNet-Small"),
    ],
)
def test_other_sizes_of_a_cited_model_are_cited_with_it(cited: str, other: str) -> None:
    drawing = f"Model | Top-1\n---\n{cited} | 79.9\n{other} | 80.6\nZNet [4] | 82.2"
    verdicts = own(paper(table(CAPTION, drawing), title="WeftNet: a Network"))
    assert list(verdicts.values()) == [False, False, False]


@pytest.mark.parametrize("own_row", ["VT-Weft", "VT + Weft", "WeftNet-S", "Weftv4-tiny"])
def test_what_is_no_size_of_a_cited_model_may_be_own(own_row: str) -> None:
    drawing = f"Model | Top-1\n---\nVT-R34 [3] | 79.9\n{own_row} | 80.6\nZNet [4] | 82.2"
    verdicts = own(
        paper(table(CAPTION, drawing), title="Weft and WeftNet: Networks", abstract="We call it Weft.")
    )
    assert list(verdicts.values()) == [False, True, False]
