from __future__ import annotations

from extractors.facts.results import extract
from extractors.facts.results.confidence import calibrated
from tests.extractors.facts.results.papers import paper, table


def test_calibration_keeps_the_order() -> None:
    scale = [calibrated(step / 100) for step in range(101)]
    assert scale == sorted(scale)
    assert scale[0] >= 0.0 and scale[-1] <= 1.0


def test_evidence_close_to_the_number_counts_more() -> None:
    drawing = "Model | {}\n---\nXNet-50 (ours) | 76.1"
    near = paper(table("Results.", drawing.format("ImageNet top-1 acc.")))
    far = paper(table("Results.", drawing.format("acc.")), heading="ImageNet classification")
    (sure,), (unsure,) = extract(near), extract(far)
    assert sure.confidence > unsure.confidence
    assert "data set from the column head" in sure.reasons
    assert "data set from the section" in unsure.reasons


def test_confidence_before_calibration_is_the_product_of_its_factors() -> None:
    document = paper(table("ImageNet.", "Model | top-1 acc.\n---\nXNet-50 (ours) | 76.1"))
    (raw,), (scaled,) = extract(document, is_calibrated=False), extract(document)
    assert scaled.confidence == calibrated(raw.confidence)
