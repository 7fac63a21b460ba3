"""Training runs as sentences."""

from analysis.run_sentences import sentence_of_run, verdict

SECTIONS = {"c1": {"section": "Details"}}


def figure(value: float, how: str, **more: object) -> dict[str, object]:
    return {"value": value, "how": how, **more}


def test_a_run_is_told_with_how_each_part_is_known() -> None:
    facts = {
        "training": {
            "epochs": figure(100, "all_models", compute_id="c1"),
            "dataset_size": figure(1_281_167, "benchmark"),
        },
        "model": {"forward_flop": figure(8.2e9, "same_row", compute_id="c2")},
    }
    assert sentence_of_run("Net-50", facts, "multiply-adds, inferred", SECTIONS) == (
        "Net-50: training of 100 epochs (stated for all networks, section “Details”) "
        "of 1.28M (not stated: the benchmark's training set); "
        "4.1G multiply-adds per forward pass (in its row) [the paper's FLOPs: multiply-adds, inferred]"
    )


def test_machines_and_time_are_one_phrase() -> None:
    facts = {
        "training": {
            "device_count": figure(8, "paper"),
            "hardware_model": {"how": "paper", "text": "V100"},
            "wall_time_hours": figure(72, "exact"),
        }
    }
    sentence = sentence_of_run("", facts, None, {})
    assert sentence == (
        "the main run: training on 8 × V100 for 72 hours (stated for the main runs; stated for it by name)"
    )


def test_tokens_are_told_by_their_sequences() -> None:
    facts = {
        "pretraining": {
            "steps": figure(1e6, "all_models"),
            "batch_size": figure(256, "all_models"),
            "sequence_length": figure(512, "paper"),
        }
    }
    assert sentence_of_run("Net", facts, None, {}) == (
        "Net: pre-training of 1M steps (stated for all networks) of 256 (stated for all networks) "
        "of 512 tokens each (stated for the main runs)"
    )


def test_devices_that_nobody_names_are_devices() -> None:
    facts = {"training": {"device_count": figure(4, "paper"), "wall_time_hours": figure(24, "paper")}}
    assert sentence_of_run("", facts, None, {}) == (
        "the main run: training on 4 devices for 24 hours (stated for the main runs)"
    )


def test_what_comes_from_the_catalog_says_so() -> None:
    facts = {"model": {"forward_flop": figure(8.2e9, "reference", source="Net-50: a table")}}
    assert "not stated: from the catalog: Net-50: a table" in sentence_of_run("Net-50", facts, None, {})


def test_stages_come_in_the_order_of_a_life() -> None:
    facts = {stage: {"epochs": figure(10, "exact")} for stage in ("finetuning", "pretraining")}
    sentence = sentence_of_run("Net", facts, None, {})
    assert sentence.index("pre-training") < sentence.index("fine-tuning")


def test_a_run_of_which_nothing_is_known_is_said_to_be_one() -> None:
    assert sentence_of_run("Net", {}, None, {}) == "Net: nothing is stated of its training"


def test_a_verdict_says_what_decides() -> None:
    row = {
        "benchmark_id": "imagenet_top1",
        "is_point": False,
        "probability": 0.0,
        "reasons": ["- a stage without schedule"],
    }
    assert verdict(row) == "imagenet_top1: no point of the fit, refused: - a stage without schedule"
