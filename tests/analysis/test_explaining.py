"""Explanations of estimates: figures put into formulas, and the statements behind them."""

import pandas as pd
import pytest

from analysis.estimates import estimate
from analysis.explaining import Derivation, explain
from analysis.runs import join
from analysis.steps import worked_steps
from tests.analysis.frames import compute, results

HARDWARE = pd.DataFrame(
    [
        {
            "hardware_id": "gtx-580",
            "name": "GTX 580",
            "kind": "gpu",
            "peak_fp32_flop_per_s": 1.58e12,
            "peak_tf32_flop_per_s": None,
            "peak_fp16_flop_per_s": None,
            "peak_fp8_flop_per_s": None,
            "source": "a data sheet",
            "note": None,
        }
    ]
)
MACHINE = {"quantity": "hardware_model", "hardware_id": "gtx-580", "value_printed": "GTX 580", "quote": "two"}
COUNT = {"quantity": "device_count", "value": 2.0, "value_printed": "two", "quote": "two"}
TIME = {"quantity": "wall_time_hours", "value": 10.0, "value_printed": "10 h", "quote": "ten"}


def derivations_of(*facts: dict[str, object]) -> dict[str, Derivation]:
    """Explain the run with a result of a paper that states these facts."""
    printed = results(
        {"value_printed": "75.0", "split": "val", "protocol": "", "location": "Table 1", "url": None}
    )
    stated = compute(*facts).assign(location="p. 1", url="https://arxiv.org/pdf/2000.00001v2#page=1")
    runs = join(printed, stated)
    run, *_ = explain(runs, estimate(runs, HARDWARE), printed, stated, HARDWARE)
    assert run.results == ("imagenet_top1 75.0 (score, val) – Table 1",)
    return {derivation.measure: derivation for derivation in run.derivations}


def test_the_formula_carries_the_figures() -> None:
    burden = derivations_of(MACHINE, COUNT, TIME)["hardware_burden"]
    assert "2 devices × 10 h × 3600 s/h × 1.58 TFLOP/s (gtx-580, fp32 peak per device)" in burden.steps[1]
    assert burden.steps[-1] == "= 1.14e+17 FLOP"
    assert burden.catalog == ("GTX 580: peak TFLOP/s fp32 1.58 (source: a data sheet)",)


def test_figures_of_one_sentence_are_one_source() -> None:
    burden = derivations_of(MACHINE, COUNT, TIME)["hardware_burden"]
    assert [source.figures for source in burden.sources] == [
        ("hardware_model GTX 580", "device_count two"),
        ("wall_time_hours 10 h",),
    ]


def test_a_second_reading_of_the_page_stands_beside_its_figures() -> None:
    seen = {"second_reading": "disagrees", "second_reading_note": "number: prints '10.5'"}
    agreed = {"second_reading": "agrees", "second_reading_note": None}
    burden = derivations_of(MACHINE, {**COUNT, **agreed}, {**TIME, **seen})["hardware_burden"]
    assert [source.seen_again for source in burden.sources] == [
        ("second reading agrees",),
        ("second reading disagrees (number: prints '10.5')",),
    ]


def test_what_was_not_used_stands_beside_unless_it_is_about_another_model() -> None:
    slower = {**TIME, "value": 30.0, "value_printed": "30 h", "confidence": 0.5}
    others = {**TIME, "value": 90.0, "value_printed": "90 h", "model_name": "Other"}
    burden = derivations_of(MACHINE, COUNT, TIME, slower, others)["hardware_burden"]
    assert [source.figures for source in burden.alternatives] == [("wall_time_hours 30 h",)]


def test_a_borrowed_data_set_size_is_said_to_be_borrowed() -> None:
    operations = derivations_of(
        {"quantity": "forward_flops", "value": 1e9, "value_printed": "1 GFLOPs"},
        {"quantity": "epochs", "value": 90.0, "value_printed": "90"},
    )["network_operations"]
    assert any("training set is assumed" in note for note in operations.notes)


def test_impossible_pairs_are_spoken_of() -> None:
    measured = derivations_of(
        MACHINE, COUNT, TIME, {"quantity": "training_flops", "value": 1e20, "value_printed": "1e20"}
    )
    assert any(note.startswith("impossible") for note in measured["reported"].notes)
    assert any(
        "1e+03 times" in note or "times the hardware burden" in note for note in measured["reported"].notes
    )


@pytest.mark.parametrize(
    ("inputs", "flop", "line"),
    [
        (
            {"formula": "3 x forward_flop x examples", "forward_flop": 2e9,
             "examples": {"training": {"epochs": 90.0, "dataset_size": 1.28e6}}},
            6.9e17,
            "training: 3 × 2e+09 FLOP per forward pass × 90 epochs × 1,280,000 in the data set",
        ),
        (
            {"formula": "6 x parameters x tokens", "parameters": 1.75e11,
             "tokens": {"training": {"dataset_size": 3e11}}},
            3.15e23,
            "training: 6 × 1.75e+11 parameters × 3e+11 in the data set",
        ),
    ],
    ids=["operations", "tokens"],
)  # fmt: skip
def test_worked_steps(inputs: dict[str, object], flop: float, line: str) -> None:
    assert line in list(worked_steps(inputs, flop))


def test_who_else_prints_a_number_stands_below_the_run() -> None:
    printed = results(
        {"value_printed": "75.0", "split": "val", "protocol": "", "location": "Table 1", "url": None}
    )
    stated = compute(
        {"quantity": "parameters", "value": 25.6e6, "value_printed": "25.6M", "model_name": "Net"}
    ).assign(location="p. 1", url=None)
    runs = join(printed, stated)
    common = {
        "quoting_paper_id": "arxiv:2",
        "verdict": "differs",
        "quoting_location": "Table 9",
        "mark": "[1]",
    }
    quoted = {**common, "source_result_id": "r0", "quoting_result_id": "x", "benchmark_id": "imagenet_top1"}
    cost = {**common, "source_compute_id": "c0", "quoting_compute_id": "y", "quantity": "parameters"}
    alike = {
        "table_name": "reported_results",
        "subject": "imagenet_top1",
        "value": 25.0,
        "read_confidence": 0.8,
        "confidence": 0.9,
    }
    off = {
        "table_name": "reported_compute",
        "subject": "parameters",
        "value": 25.6e6,
        "read_confidence": 0.8,
        "confidence": 0.7,
        "nearest": 30e6,
    }
    run, *_ = explain(
        runs,
        estimate(runs, HARDWARE),
        printed,
        stated,
        HARDWARE,
        quotations=pd.DataFrame([{**quoted, "quoted_error": 26.0, "why": "other protocol"}]),
        costs=pd.DataFrame([{**cost, "quoted_value": 30e6, "why": "misread by us"}]),
        agreement=pd.DataFrame(
            [
                {**alike, "fact_id": "r0", "agreeing_papers": ["arxiv:3", "arxiv:4"], "differing_papers": []},
                {**off, "fact_id": "c0", "agreeing_papers": [], "differing_papers": ["arxiv:5"]},
            ]
        ),
    )
    assert run.elsewhere == (
        "arxiv:2 quotes imagenet_top1 error 26 %: differs (other protocol) – Table 9",
        "arxiv:2 quotes parameters 3e+07: differs (misread by us) – Table 9",
        "imagenet top1 25 % error: printed alike by arxiv:3, arxiv:4; confidence 0.80 → 0.90",
        "parameters 2.56e+07: printed otherwise by arxiv:5, at nearest 3e+07; confidence 0.80 → 0.70",
    )


def test_flops_at_another_input_say_so() -> None:
    sizes = (("Net-S", 224, 9e9), ("Net-L", 448, 100e9))
    printed = results(*(
        {
            "model_name": name,
            "protocol": f"image size {side}",
            "extra_training_data": "ImageNet-22K" if side > 224 else "",
            "table_label": "Table 1",
            "row_index": index,
            "value_printed": "85.0",
            "split": "val",
            "location": "Table 1",
            "url": None,
        }
        for index, (name, side, _) in enumerate(sizes, start=1)
    ))  # fmt: skip
    stated = compute(
        *(
            {
                "quantity": "forward_flops",
                "value": flop,
                "model_name": name,
                "quote": f"{name} {side} | FLOPs",
            }
            | {"table_label": "Table 1", "row_index": index}
            for index, (name, side, flop) in enumerate(sizes, start=1)
        ),
        {"quantity": "epochs", "value": 90.0, "stage": "pretraining", "dataset_name": "ImageNet-22K"},
        {"quantity": "epochs", "value": 30.0, "stage": "finetuning", "quote": "fine-tuned for 30 epochs"},
    ).assign(location="p. 1", url=None, value_printed="as printed")
    runs = join(printed, stated)
    explained = explain(runs, estimate(runs, HARDWARE), printed, stated, HARDWARE)
    (large,) = [run for run in explained if run.model_name == "Net-L"]
    notes = [note for one in large.derivations if one.measure == "network_operations" for note in one.notes]
    assert "pretraining: the FLOPs of a forward pass are taken at 224 instead of 448 pixels" in notes
