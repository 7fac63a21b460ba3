from __future__ import annotations

from extractors.facts.results import evidence, extract, ownership
from extractors.facts.results.weighing import Decision, decision, read_weights
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
            assert judged.get(name, evidence.expected_weight)(feature) * weight >= 0.0, (name, feature)
