"""The size of a subset is that of the runs on it alone."""

from __future__ import annotations

import pytest

from extractors.facts.compute import extract
from extractors.records import Quantity
from tests.extractors.facts.compute.papers import paper_of_text


@pytest.mark.parametrize(
    "text",
    [
        "We train our models on random subsets of 5M and 20M as well as the full JFT-300M dataset.",
        "Our models are trained on subsets of sizes 5M and 20M of JFT-300M.",
        "All models are pre-trained on subsets of 5M and 20M from ImageNet.",
    ],
)
def test_runs_on_a_subset_are_called_by_it(text: str) -> None:
    facts = [fact for fact in extract(paper_of_text(text)) if fact.quantity is Quantity.DATASET_SIZE]
    assert {(fact.model_name, fact.dataset_name) for fact in facts} == {("5M subset", ""), ("20M subset", "")}
