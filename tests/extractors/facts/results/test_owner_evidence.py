"""What bears on whose a row is beside the closest reason: the table as a whole, its heading, the other tables."""

from __future__ import annotations

import pytest

from extractors.documents.model import Table
from extractors.facts.results import extract
from extractors.facts.results.ownership import Ownership, expected_weight
from extractors.facts.results.weighing import Features
from tests.extractors.facts.results.papers import own, ownership, paper, table

TEXT = "We call our network WeftNet. We compare with OldNet [3]."
DRAWING = "Method | top-1 acc.\n---\nOldNet | 76.2\nPlainNet | 77.1\nWeftNet | 78.3"


def evidence(one: Table, *others: Table, row: int = 0, heading: str = "Experiments") -> Features:
    """What bears on a row of a table beside the closest reason."""
    return ownership(one, *others, text=TEXT, row=row, heading=heading).evidence


@pytest.mark.parametrize("values", ["76.2 | 77.13 | 78.34", "76 | 77.1 | 78.3", "76.25 | 77.1 | 78.3"])
def test_numbers_of_others_are_rounded_in_another_way(values: str) -> None:
    old, plain, own = values.split(" | ")
    drawing = f"Method | top-1 acc.\n---\nOldNet | {old}\nPlainNet | {plain}\nWeftNet | {own}"
    one = table("Accuracy on ImageNet.", drawing)
    assert evidence(one)["other decimals than in rows of the paper's own"] == 1.0
    assert evidence(one, row=1)["other decimals than in rows of the paper's own"] == 0.0


@pytest.mark.parametrize("heading", ["Ablation study", "Analysis of the gate", "Effect of depth"])
def test_a_heading_that_speaks_of_an_ablation(heading: str) -> None:
    one = table("Accuracy on ImageNet.", DRAWING)
    assert evidence(one, heading=heading)["the heading speaks of an ablation"] == 1.0
    assert evidence(one, heading="Comparison")["the heading speaks of an ablation"] == 0.0


@pytest.mark.parametrize("label", ["OldNet", "OldNet [3]", "oldnet"])
def test_what_is_run_again_stands_in_many_tables(label: str) -> None:
    one = table("Accuracy on ImageNet.", DRAWING)
    others = [
        table(
            "Accuracy with less data.",
            f"Method | acc.\n---\n{label} | 61.2\nWeftNet | 65.3",
            f"Table {number}",
        )
        for number in (2, 3, 4)
    ]
    assert evidence(one)["other tables have rows of that name"] == 0.0
    assert 0.0 < evidence(one, others[0])["other tables have rows of that name"] < 1.0
    assert evidence(one, *others)["other tables have rows of that name"] == 1.0


@pytest.mark.parametrize("head", ["Params (M)", "GFLOPs", "Latency (ms)"])
def test_columns_of_costs(head: str) -> None:
    drawing = f"Method | {head} | top-1 acc.\n---\nOldNet | 25 | 76.2\nWeftNet | 26 | 78.3"
    assert evidence(table("Accuracy on ImageNet.", drawing))["columns of costs"] == 1.0
    assert evidence(table("Accuracy on ImageNet.", DRAWING))["columns of costs"] == 0.0


def test_what_is_judged_beforehand_keeps_its_side() -> None:
    assert expected_weight("columns of costs") < 0 < expected_weight("the heading speaks of an ablation")
    assert expected_weight("the row carries a citation") < 0 == expected_weight("several rows of one name")


def owner(one: Table, *, row: int, text: str = TEXT) -> Ownership:
    """What is decided first about a row."""
    return ownership(one, text=text, row=row)


@pytest.mark.parametrize(
    "said",
    [
        "All models are trained for 90 epochs.",
        "We train all the networks alike.",
        "Each network is trained once.",
    ],
)
def test_a_paper_that_trains_all_in_one_way_speaks_for_rows_without_citation(said: str) -> None:
    one = table(
        "Accuracy on ImageNet.",
        "Method | top-1 acc.\n---\nOldNet [3] | 76.2\nPlainNet | 77.1\nWeftNet | 78.3",
    )
    name = "no citation, and the paper says how all are trained"
    assert owner(one, row=1, text=f"{TEXT} {said}").evidence[name] == 1.0
    assert owner(one, row=0, text=f"{TEXT} {said}").evidence[name] == 0.0
    assert owner(one, row=1, text=f"{TEXT} All our networks train quickly.").evidence[name] == 0.0


@pytest.mark.parametrize("cited", ["PlainNet [3]", "PlainNet (Old et al., 2017)", "PlainNet [3, 4]"])
def test_of_two_rows_of_one_name_the_one_without_citation_is_run_again(cited: str) -> None:
    one = table(
        "Accuracy on ImageNet.", f"Method | top-1 acc.\n---\n{cited} | 76.2\nPlainNet | 76.4\nWeftNet | 78.3"
    )
    assert owner(one, row=1).reason == "only the quoted one of that very name carries a citation"
    assert owner(one, row=0).reason == "the row carries a citation"


@pytest.mark.parametrize(
    "caption",
    [
        "We follow the long schedule to train all models in this table.",
        "All models in this table are trained for 36 epochs.",
        "We re-train all networks.",
        "They are based on our multi-stage configuration.",
    ],
)
def test_a_caption_that_says_that_all_are_trained(caption: str) -> None:
    one = table(f"Accuracy on ImageNet. {caption}", DRAWING)
    assert owner(one, row=0).reason == "the caption says that all rows are the paper's own runs"


@pytest.mark.parametrize("frame", ["OldDetector [3]", "FrameNet (Old et al., 2017)", "Two-Stage [3, 4]"])
def test_an_own_part_in_a_cited_frame_is_the_papers_own(frame: str) -> None:
    drawing = "Method | Backbone | top-1 acc.\n---"
    for one in (frame, "OtherDetector [5]", "ThirdDetector [6]"):
        drawing += f"\n{one} | PlainNet | 40.1\n{one} | WeftNet | 41.2"
    one = table("Accuracy on ImageNet.", drawing)
    assert owner(one, row=1).reason == "carries a name the paper gives to its own work"
    assert owner(one, row=0).reason != "only the quoted one of that very name carries a citation"


def test_a_kind_of_several_parts_adds_nothing_to_the_cited_model_beside_it() -> None:
    drawing = """Attention | Backbone | top-1 acc.
    ---
    Local + Global | OldNet-B [3] | 76.2
    Local + Global | OldNet-S [3] | 75.1
    Focal | WeftNet | 78.3
    Local + WeftNet | PlainNet | 77.1"""
    document = paper(table("Accuracy on ImageNet.", drawing), text=TEXT)
    assert [result.is_own for result in extract(document)] == [False, False, True, True]


def test_numbers_that_differ_from_published_ones_are_not_quoted() -> None:
    caption = "Top-1 accuracy on ImageNet. For NetB, the results are different from the ones reported in [3]."
    one = table(caption, "Model | top-1 acc.\n---\nNetB | 75.1\nNetB + gate | 76.0")
    assert owner(one, row=0).reason != "the caption says where its numbers are from"


@pytest.mark.parametrize("mark", ["(our impl.)", "(Our re-implementation)", "(our runs)"])
def test_what_is_cited_beside_rows_marked_as_own_runs_is_quoted(mark: str) -> None:
    drawing = f"""
        Model | Top-1 accuracy (%)
        ---
        NetA-50 [6] | 76.5
        NetA-50 + Erase [23] | 77.1
        NetA-50 + Fold {mark} | 77.9
    """
    document = paper(table("Accuracy on ImageNet.", drawing), title="Fold: Training with Folds")
    assert list(own(document).values()) == [False, False, True]


@pytest.mark.parametrize(
    "note", ["Trained with label maps [7].", "using the teacher of [7].", "pre-trained on more data by [7]."]
)
def test_what_a_mark_says_a_model_was_made_with_is_no_source(note: str) -> None:
    one = table(f"Accuracy on ImageNet. *{note}", "Model | top-1 acc.\n---\nWeftNet | 78.3\nWeftNet* | 79.0")
    assert owner(one, row=1).is_own


@pytest.mark.parametrize(
    "note", ["results from [7].", "Trained with label maps, as reported in [7].", "[7]."]
)
def test_what_a_mark_says_numbers_are_from_is_one(note: str) -> None:
    one = table(f"Accuracy on ImageNet. *{note}", "Model | top-1 acc.\n---\nWeftNet | 78.3\nOldNet* | 79.0")
    assert owner(one, row=1).reason == "a footnote says where its numbers are from"


@pytest.mark.parametrize("mark", ["*", "†", "◆"])
def test_the_source_of_marked_rows_is_not_that_of_the_row_named_before_it(mark: str) -> None:
    caption = (
        f"Accuracy on ImageNet. WeftNet is better than GateNet. {mark}Results of GateNet are taken from [7]."
    )
    one = table(caption, "Model | top-1 acc.\n---\nWeftNet | 78.3\nOldNet | 77.0")
    assert owner(one, row=0).is_own


@pytest.mark.parametrize("year", ["(2018)", "(2020b)", "(1998)"])
def test_a_year_behind_a_name_cites(year: str) -> None:
    one = table("Accuracy on ImageNet.", f"Model | top-1 acc.\n---\nWeftNet | 78.3\nOldNet {year} | 77.0")
    assert owner(one, row=1).reason == "the row carries a citation"


@pytest.mark.parametrize(
    "note",
    ["* is reported in [7].", "*, † and ‡ are reported in [7], [8] and [9].", "* and †: taken from [7]."],
)
def test_a_mark_on_a_number_says_where_it_is_from(note: str) -> None:
    one = table(f"Accuracy on ImageNet. {note}", "Model | top-1 acc.\n---\nNetA + gate | 78.3\nNetA | 77.0*")
    assert owner(one, row=1).reason == "a footnote says where its numbers are from"
    assert owner(one, row=0).is_own
