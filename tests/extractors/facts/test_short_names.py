"""Sentences that call the paper's models by the ends of the names that its tables print."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.documents.model import Document
from extractors.facts.compute import extract
from extractors.facts.compute.attaching import ALL_MODELS
from extractors.records import Quantity
from tests.extractors.facts.compute.papers import by_model, paper_of_table, paper_of_text

ROWS = [
    ["Model", "mAP"],
    *([f"LoomDet-D{size}", f"{40 + size}.1"] for size in range(4)),
    ["LoomDet-D3x", "44.9"],
]


def _paper(text: str, rows: list[list[str]] = ROWS) -> Document:
    document = paper_of_text(text, title="LoomDet: Weaving Detectors")
    return replace(document, tables=paper_of_table(rows).tables)


@pytest.mark.parametrize(
    ("text", "epochs"),
    [
        (
            "For D0-D2, each model is trained for 300 epochs, but we train D3/D3x for 600 epochs.",
            {"LoomDet-D0-D2": 300, "LoomDet-D3/D3x": 600},
        ),
        ("We train D1 for 90 epochs and D3 for 120 epochs.", {"LoomDet-D1": 90, "LoomDet-D3": 120}),
        ("D0 to D3 are trained for 36 epochs.", {"LoomDet-D0-D3": 36}),
    ],
)
def test_an_end_stands_for_the_name(text: str, epochs: dict[str, float]) -> None:
    assert by_model(_paper(text), Quantity.EPOCHS) == epochs


@pytest.mark.parametrize(
    "text",
    [
        "We train for 90 epochs on X1 machines.",
        "Stage P3 is trained for 90 epochs.",
        "NetB D3 is trained for 90 epochs.",
    ],
)
def test_what_ends_no_name_or_the_name_of_another_is_none(text: str) -> None:
    assert not any("LoomDet-" in (name or "") for name in by_model(_paper(text), Quantity.EPOCHS))


def test_an_end_of_two_networks_or_of_a_single_row_names_none() -> None:
    two = [*ROWS, ["OtherDet-D0", "30.1"], ["OtherDet-D1", "31.1"]]
    assert list(by_model(_paper("We train D1 for 90 epochs.", two), Quantity.EPOCHS)) == ["LoomDet"]
    assert list(by_model(_paper("We train D1 for 90 epochs.", ROWS[:2]), Quantity.EPOCHS)) == ["LoomDet"]


def test_what_is_said_of_all_is_bounded_by_the_opening() -> None:
    [fact] = extract(_paper("For NetB, all models are trained for 90 epochs."))
    assert (fact.model_name, fact.reasons[-1] == ALL_MODELS) == ("NetB", False)
    [fact] = extract(_paper("For a fair comparison, all models are trained for 90 epochs."))
    assert fact.reasons[-1] == ALL_MODELS
