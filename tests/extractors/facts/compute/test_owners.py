"""Whose cost a sentence states, at which stage, and where it is printed."""

from __future__ import annotations

import pytest

from extractors.catalog.benchmarks import read_catalog
from extractors.facts.compute import extract
from extractors.facts.compute.owners import OwnerCandidate, OwnerSource, chosen
from extractors.records import Quantity, Stage
from tests.extractors.facts.compute.papers import by_model, only, paper_of_table, paper_of_text, values


def test_the_quote_is_the_sentence_and_its_section_is_kept() -> None:
    fact = only(paper_of_text("This is about nothing. We train for 90 epochs.", heading="Training"))
    assert fact.evidence.quote == "We train for 90 epochs."
    assert fact.evidence.section == "Training"


@pytest.mark.parametrize(
    ("text", "model"),
    [
        (
            "NetA-152 has 11.3 billion FLOPs, while NetB-16 has 15.3 billion FLOPs.",
            {"NetA-152": 11.3e9, "NetB-16": 15.3e9},
        ),
        ("It is smaller than NetB-19 (19.6 billion FLOPs).", {"NetB-19": 19.6e9}),
        (
            "It has lower complexity than the NetC-16/19 nets (15.3/19.6 billion FLOPs).",
            {"NetC-16": 15.3e9, "NetC-19": 19.6e9},
        ),
        ("The 34-layer plain network needs 3.6 billion FLOPs.", {"34-layer plain network": 3.6e9}),
    ],
)
def test_sizes_go_to_the_model_next_to_them(text: str, model: dict[str, float]) -> None:
    assert by_model(paper_of_text(text), Quantity.FORWARD_FLOPS) == model


def test_a_statement_follows_the_model_named_before_it() -> None:
    text = "We compare two models. OldNet-50 is our baseline. It is trained for 90 epochs."
    document = paper_of_text(text, title="QuickNet: Small Networks")
    assert by_model(document, Quantity.EPOCHS) == {"OldNet-50": 90}


def test_a_model_may_go_by_a_description() -> None:
    document = paper_of_text(
        "The augmented models are trained for 600 epochs.", title="QuickNet: Small Networks"
    )
    assert by_model(document, Quantity.EPOCHS) == {"augmented models": 600}


def test_sizes_of_the_papers_own_model_are_completed_by_its_name() -> None:
    document = paper_of_text("The base models are trained for 90 epochs.", title="QuickNet: Small Networks")
    assert by_model(document, Quantity.EPOCHS) == {"QuickNet (base models)": 90}


def test_a_corpus_is_no_model() -> None:
    document = paper_of_text("For pre-training we use NovelCorpus (700M words).")
    assert by_model(document, Quantity.DATASET_SIZE) == {None: 700_000_000}


def test_a_growing_batch_is_recorded_with_its_first_size() -> None:
    text = "The batch size is gradually increased from 3072 to 15360 in the training of the first tokens."
    assert values(paper_of_text(text), Quantity.BATCH_SIZE) == [3072]


def test_months_are_no_device_hours() -> None:
    text = "Training is completed in less than two months and costs 2664K GPU hours."
    assert values(paper_of_text(text), Quantity.DEVICE_HOURS) == [2_664_000]


def test_an_end_of_what_many_runs_took_is_no_cost_of_one() -> None:
    text = "We compare budgets ranging from below one TPUv3 core-day to beyond 10,000 TPUv3 core-days."
    low = next(fact for fact in extract(paper_of_text(text)) if fact.quantity is Quantity.DEVICE_HOURS)
    assert (low.value, low.confidence < 0.5) == (24, True)


def test_a_tpu_without_a_version_gives_way_to_one_with() -> None:
    text = "We train on Cloud TPUs. Each model is trained on 8 TPU v3 chips."
    assert {fact.text_value for fact in extract(paper_of_text(text)) if fact.value is None} == {"TPU v3"}


def test_items_of_two_lists_are_paired() -> None:
    text = "NetA and NetB are trained for 300 and 40 epochs, respectively."
    assert by_model(paper_of_text(text), Quantity.EPOCHS) == {"NetA": 300, "NetB": 40}


def test_a_statement_without_a_model_is_of_the_papers_own() -> None:
    document = paper_of_text("We call it QuickNet. We train for 90 epochs.", title="QuickNet: Small Networks")
    assert by_model(document, Quantity.EPOCHS) == {"QuickNet": 90}


def test_the_data_is_named_where_a_paper_trains_on_several() -> None:
    text = "We call it QuickNet. On ImageNet we train for 90 epochs. On CIFAR-10 we train for 300 epochs."
    document = paper_of_text(text, title="QuickNet: Small Networks")
    assert {(fact.model_name, fact.dataset_name, fact.value) for fact in extract(document)} == {
        ("QuickNet", "ImageNet", 90),
        ("QuickNet", "CIFAR-10", 300),
    }


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("For training SmallNet with our QuickBlock, we take 400 epochs.", "SmallNet with QuickBlock"),
        (
            "SmallNet-50 equipped with the QuickBlock is trained for 400 epochs.",
            "SmallNet-50 with QuickBlock",
        ),
        ("We train SmallNet plus QuickBlock for 400 epochs.", "SmallNet with QuickBlock"),
    ],
)
def test_a_network_with_a_module_of_ours_is_a_model_of_its_own(text: str, model: str) -> None:
    assert by_model(paper_of_text(text), Quantity.EPOCHS) == {model: 400}


@pytest.mark.parametrize(
    "heading", ["Training setup for QuickNet", "QuickNet", "Settings of the QuickNet family on ImageNet"]
)
def test_under_a_heading_in_the_line_all_models_are_those_it_names(heading: str) -> None:
    text = f"{heading}: The learning rate is 0.1. All models are trained for 100 epochs."
    fact = only(paper_of_text(text))
    assert (fact.model_name, fact.evidence.section) == ("QuickNet", heading)


@pytest.mark.parametrize(
    "before", ["We do as follows", "There are two of them", "Settings", "Our rule is simple"]
)
def test_what_names_no_model_before_a_colon_heads_nothing(before: str) -> None:
    assert only(paper_of_text(f"{before}: All models are trained for 100 epochs.")).model_name is None


@pytest.mark.parametrize(
    ("opening", "task"),
    [
        ("For image classification", "image classification"),
        ("In the case of object detection", "object detection"),
        ("On machine translation", "machine translation"),
    ],
)
def test_the_task_a_sentence_opens_with_comes_before_the_data_named_before(opening: str, task: str) -> None:
    text = f"We fine-tune on CIFAR-10 for 10 epochs. {opening}, all models are trained for 200 epochs."
    names = {fact.value: fact.dataset_name for fact in extract(paper_of_text(text))}
    assert names == {10: "CIFAR-10", 200: task}


def test_the_data_of_a_table_stand_in_its_labels_and_heads() -> None:
    document = paper_of_table([["Model", "Epochs (ImageNet)", "Epochs (CIFAR-10)"], ["NetA", "90", "300"]])
    assert {(fact.model_name, fact.dataset_name, fact.value) for fact in extract(document)} == {
        ("NetA", "ImageNet", 90),
        ("NetA", "CIFAR-10", 300),
    }


def test_a_statement_that_names_no_data_is_made_for_none() -> None:
    assert only(paper_of_text("NetA is trained for 90 epochs.")).dataset_name == ""


def test_a_quoted_statement_without_a_model_goes_by_its_citation() -> None:
    text = "Language models had 117M parameters (Radford et al., 2018)."
    assert by_model(paper_of_text(text), Quantity.PARAMETERS) == {"Radford et al., 2018": 117e6}


def test_training_and_fine_tuning_may_have_one_size_of_batch() -> None:
    text = "We use a batch size of 256 images. We use a batch size of 256 images for fine-tuning."
    stages = [fact.stage for fact in extract(paper_of_text(text))]
    assert sorted(stages) == [Stage.FINETUNING, Stage.TRAINING]


def test_a_paper_on_pretraining_means_it_by_training() -> None:
    document = paper_of_text("We train for 40 epochs.", title="NetA: Pre-training Deep Nets")
    assert only(document).stage is Stage.PRETRAINING


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Trained from scratch with labels, the same network needs 40 epochs.", Stage.TRAINING),
        ("The supervised baseline trains for 40 epochs.", Stage.TRAINING),
        ("We train from scratch for 40 epochs.", Stage.TRAINING),
        ("Our network is pre-trained from scratch for 40 epochs.", Stage.PRETRAINING),
        ("Self-supervised training takes 40 epochs.", Stage.PRETRAINING),
    ],
)
def test_what_it_trains_from_scratch_is_what_it_compares_with(text: str, stage: Stage) -> None:
    assert only(paper_of_text(text, title="NetA: Pre-training Deep Nets")).stage is stage


def test_a_tool_and_a_compared_model_are_not_what_is_trained() -> None:
    title = "QuickNet: Small Networks"
    tool = "We cut all text by the NetB byte level BPE tokenizer. Our final corpus contains 180B tokens."
    assert by_model(paper_of_text(tool, title=title), Quantity.DATASET_SIZE) == {"QuickNet": 180e9}
    compared = "QuickNet is the same size as NetB-Large but is trained for 400k steps."
    assert by_model(paper_of_text(compared, title=title), Quantity.STEPS) == {"QuickNet": 400_000}


def test_an_experiment_on_another_model_goes_by_its_description() -> None:
    text = "Rounding diverges on an MoE model with 16B parameters, trained for around 300B tokens."
    document = paper_of_text(text, title="QuickNet: Small Networks")
    assert by_model(document, Quantity.DATASET_SIZE) == {"MoE model": 300e9}


def test_without_any_name_the_statement_is_of_the_main_runs() -> None:
    assert only(paper_of_text("We train for 90 epochs.")).model_name is None


@pytest.mark.parametrize(
    ("text", "heading", "stage"),
    [
        ("We train for 90 epochs.", "Experiments", Stage.TRAINING),
        ("We pre-train for 40 epochs.", "Experiments", Stage.PRETRAINING),
        ("We fine-tune for 3 epochs.", "Experiments", Stage.FINETUNING),
        ("We train for 3 epochs.", "Fine-tuning on GLUE", Stage.FINETUNING),
        ("The architecture search trains each child for 25 epochs.", "Method", Stage.SEARCH),
        ("Inference time is measured on a V100.", "Speed", Stage.INFERENCE),
    ],
)
def test_stage_comes_from_the_sentence_or_else_the_heading(text: str, heading: str, stage: Stage) -> None:
    assert only(paper_of_text(text, heading=heading)).stage is stage


@pytest.mark.parametrize(
    ("text", "heading", "is_own"),
    [
        ("We train for 90 epochs.", "Experiments", True),
        ("Smith et al. (2017) train for 90 epochs.", "Experiments", False),
        ("GPT-3 has 175B parameters (Brown et al., 2020).", "Introduction", False),
        ("Such models have 100M parameters.", "Related Work", False),
        ("Ours outperforms the best open 13B model (NetB 2) on all tasks.", "Introduction", False),
        ("NetA is smaller than others and has 130M parameters.", "Introduction", True),
    ],
)
def test_what_others_did_is_quoted(text: str, heading: str, is_own: bool) -> None:
    assert only(paper_of_text(text, heading=heading)).is_own is is_own


def test_a_paper_that_counts_multiply_adds_as_flops_says_so_of_all() -> None:
    text = "We count FLOPs (multiply-adds). NetA has 3.6 billion FLOPs."
    assert only(paper_of_text(text)).counts_macs


def test_one_fact_stated_twice_is_one_record() -> None:
    text = "We train on eight GPUs for 12 hours. Training took 12 hours on 8 GPUs."
    document = paper_of_text(text)
    assert values(document, Quantity.DEVICE_COUNT) == [8]
    assert values(document, Quantity.WALL_TIME_HOURS) == [12]


@pytest.mark.parametrize(
    "text",
    [
        "NetA ends each sequence with a special EOS token. Training took 60 hours.",
        "NetA reads the digits of DeNova et al. and trains for 60 hours.",
    ],
)
def test_symbols_and_authors_are_no_models(text: str) -> None:
    assert by_model(paper_of_text(text), Quantity.WALL_TIME_HOURS) == {"NetA": 60}


@pytest.mark.parametrize(
    "before",
    [
        "Our convolutional model beats GNMT by half a point.",
        "It is written in MATLAB.",
        "It follows others (DBLP:journals/corr/BritzG17).",
        "Images are RGB-normalized.",
    ],
)
def test_what_the_sentence_before_mentions_is_not_what_was_trained(before: str) -> None:
    document = paper_of_text(f"{before} We trained this model for 60 hours.", title="NetA: Fast Networks")
    assert by_model(document, Quantity.WALL_TIME_HOURS) == {"NetA": 60}


@pytest.mark.parametrize(
    "text",
    [
        "We train all networks, with and without QuickNet, for 100 epochs.",
        "All models are trained for 100 epochs.",
        "Each of our networks is trained for 100 epochs, QuickNet included.",
    ],
)
def test_what_holds_for_all_models_is_of_none_of_them(text: str) -> None:
    document = paper_of_text(f"We call it QuickNet. {text}", title="QuickNet: Small Networks")
    assert by_model(document, Quantity.EPOCHS) == {None: 100}


def test_all_models_of_a_name_go_by_it() -> None:
    assert by_model(paper_of_text("All QuickNet models are trained for 100 epochs."), Quantity.EPOCHS) == {
        "QuickNet": 100
    }


def test_what_holds_for_all_models_does_not_give_way_to_one() -> None:
    text = "All models are trained for 100 epochs. On ImageNet NetB is trained for 100 epochs."
    assert None in by_model(paper_of_text(text), Quantity.EPOCHS)


@pytest.mark.parametrize(
    ("text", "devices", "hours"),
    [
        (
            "Training NetA or NetB on four K20 GPUs, or NetC on eight K40 GPUs, takes about 3 weeks.",
            {"NetA and NetB": 4, "NetC": 8},
            {"NetA, NetB and NetC": 504},
        ),
        (
            "To train NetA and NetB on two V100 GPUs, and NetC on 16 V100 GPUs, takes 5 days.",
            {"NetA and NetB": 2, "NetC": 16},
            {"NetA, NetB and NetC": 120},
        ),
        (
            "Training NetA on one P100 GPU, or NetB on two P100 GPUs, each took 2 days.",
            {"NetA": 1, "NetB": 2},
            {"NetA and NetB": 48},
        ),
    ],
)
def test_one_sentence_tells_the_runs_of_several_models(
    text: str, devices: dict[str, int], hours: dict[str, int]
) -> None:
    document = paper_of_text(text)
    assert by_model(document, Quantity.DEVICE_COUNT) == devices
    assert by_model(document, Quantity.WALL_TIME_HOURS) == hours


def test_one_net_of_an_ensemble_is_a_run() -> None:
    document = paper_of_text(
        "A single NetA takes five days on two GTX 580 GPUs to train. We average five NetAs."
    )
    assert by_model(document, Quantity.WALL_TIME_HOURS) == {"NetA": 120}
    assert by_model(document, Quantity.DEVICE_COUNT) == {"NetA": 2}


def test_the_rules_hold_unless_another_owner_is_clearly_likelier() -> None:
    ruled = OwnerCandidate("NetA", OwnerSource.BEFORE, {"ruled": 1.0})
    other = OwnerCandidate(None, OwnerSource.NONE, {})
    assert chosen((ruled, other), (0.4, 0.5)) is ruled
    assert chosen((ruled, other), (0.4, 0.6)) is other


def test_the_weights_of_owners_are_finite_and_name_features() -> None:
    weights = read_catalog("owners.toml")["weights"]
    assert {"intercept", "main", "none", "ruled"} <= weights.keys()
    assert all(abs(weight) < 10 for weight in weights.values())
