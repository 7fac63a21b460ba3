from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.documents.model import Table
from extractors.facts.paper_names import paper_names
from extractors.facts.results import expected_weights, extract, ownership
from extractors.facts.results.candidates import candidates
from extractors.facts.results.context import PaperContext
from extractors.facts.results.expected_weights import BARE
from extractors.facts.results.paper_evidence import PaperEvidence
from extractors.facts.results.weighing import Decision, Features, decision, read_weights
from extractors.facts.tables import view_table
from tests.extractors.facts.results.papers import paper, table


def test_evidence_close_to_the_number_counts_more() -> None:
    drawing = "Model | {}\n---\nXNet-50 (ours) | 76.1"
    near = paper(table("Results.", drawing.format("ImageNet top-1 acc.")))
    far = paper(table("Results.", drawing.format("acc.")), heading="ImageNet classification")
    (sure,), (unsure,) = extract(near), extract(far)
    assert sure.confidence > unsure.confidence


def test_reasons_are_the_evidence_that_weighs_most() -> None:
    weighed = Decision(0.0, {"a caption": 2.0, "a head": -3.0, "a trifle": 0.1})
    assert weighed.reasons({"a caption": 1.0, "a head": 1.0, "a trifle": 1.0}) == ("- a head", "+ a caption")


def test_probability_rises_with_evidence_for_and_falls_with_evidence_against() -> None:
    weighed = Decision(0.0, {"a caption": 2.0, "a head": -3.0})
    certain, open_, doubtful = (
        weighed.probability(features)
        for features in ({"a caption": 1.0}, {"something unknown": 1.0}, {"a head": 1.0})
    )
    assert certain > open_ == 0.5 > doubtful


def test_no_learned_weight_turns_a_judgement_round() -> None:
    judged = {"own": ownership.expected_weight}
    for name in read_weights()["decisions"]:
        for feature, weight in decision(name).weights.items():
            assert judged.get(name, expected_weights.expected_weight)(feature) * weight >= 0.0, (
                name,
                feature,
            )


@pytest.mark.parametrize(
    "text",
    [
        "We evaluate all variants on ImageNet.",
        "The following results are reported on the ImageNet validation set.",
        "Our experiments are conducted on ImageNet.",
    ],
)
def test_a_table_without_caption_far_from_its_data_set_is_doubted(text: str) -> None:
    drawn = table("Accuracy of variants.", "Variant | acc. (%)\n---\nplain | 71.2\ngated | 72.9")
    bare = replace(drawn, caption="", label="")
    assert [features_of(one, text)[BARE] for one in (drawn, bare)] == [0.0, 1.0]


def features_of(one: Table, text: str) -> Features:
    document = paper(one, text=text)
    context, names = PaperContext(document), paper_names(document)
    view = view_table(one)
    found = candidates(view, context.of_table(one), context, names, PaperEvidence(document))
    return found[0].features
