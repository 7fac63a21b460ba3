"""What costs are multiplied with: lengths of sequences, batches of tokens, times of an epoch or a step."""

import pytest

from extractors.facts.compute import extract
from extractors.records import Quantity, Stage
from tests.extractors.facts.compute.papers import paper_of_table, paper_of_text, settings, stated, values


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Models are trained on sequences of at most 512 tokens.", 512),
        ("We pre-train with a maximum sequence length of 1024.", 1024),
        ("The context window is set to 2048 tokens in all our experiments.", 2048),
        ("Inputs are truncated to 256 tokens during training.", 256),
        ("We update with batches of 64 sequences * 128 tokens.", 128),
        ("Training uses 512-token segments.", 512),
        ("Each training sequence contains 4096 tokens.", 4096),
        ("The sequence length and memory length are set to 640 and 320 respectively.", 640),
    ],
)
def test_lengths_of_sequences_are_noted(text: str, length: float) -> None:
    assert (Quantity.SEQUENCE_LENGTH, length) in settings(paper_of_text(text))
    assert len(values(paper_of_text(text), Quantity.SEQUENCE_LENGTH)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The maximum answer length is 64 tokens during training.",
        "We train with images as sequences of length 196 patches.",
        "Inference with a sequence length of 8192 is faster.",
        "We filter documents longer than 1024 tokens before training.",
        "The maximum text sequence length is 64 for the training pairs.",
        "We train with sequence lengths of 128, 256, 512 and 1024.",
    ],
)
def test_lengths_of_other_things_are_left_alone(text: str) -> None:
    assert values(paper_of_text(text), Quantity.SEQUENCE_LENGTH) == []


def test_a_table_of_hyperparameters_gives_lengths() -> None:
    rows = [
        ["Hyperparameter", "Net-S", "Net-L"],
        ["Max Sequence Length", "128", "512"],
        ["Batch Size", "64", "32"],
    ]
    assert values(paper_of_table(rows), Quantity.SEQUENCE_LENGTH) == [128, 512]


@pytest.mark.parametrize(
    ("text", "size", "counted"),
    [
        ("Each batch has about 20k source tokens and 20k target tokens.", 20_000, "source tokens"),
        ("Batches contain roughly 32k source and target tokens.", 32_000, "source and target tokens"),
        ("The maximum number of tokens in a batch is set to 8192.", 8192, "tokens"),
        (
            "We set the maximum number of tokens per batch to 4096 on each of 8 GPUs.",
            4096,
            "tokens per device",
        ),
        ("Max tokens per GPU is 3584.", 3584, "tokens per device"),
        ("We train on 16 GPUs with 4096 tokens per GPU.", 4096, "tokens per device"),
        (
            "A batch of 64 sequences (64 sequences * 512 tokens = 32,768 tokens/batch) is used.",
            32_768,
            "tokens",
        ),
    ],
)
def test_batches_of_tokens_say_what_they_count(text: str, size: float, counted: str) -> None:
    batches = [fact for fact in extract(paper_of_text(text)) if fact.quantity is Quantity.BATCH_SIZE]
    assert counted in {fact.text_value for fact in batches if fact.value == size}


def test_each_batch_of_a_list_is_for_its_data() -> None:
    text = "Batches contain up to 300K tokens for both En-De and Zh-En, 600K for En-Fr, and 8K for En-Ro."
    batches = {
        fact.value: fact for fact in extract(paper_of_text(text)) if fact.quantity is Quantity.BATCH_SIZE
    }
    assert {value: fact.dataset_name for value, fact in batches.items()} == {
        300_000: "En-De and Zh-En",
        600_000: "En-Fr",
        8000: "En-Ro",
    }
    assert {fact.text_value for fact in batches.values()} == {"tokens"}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We accumulate the gradients for 16 batches before each update.", 16),
        ("Training uses gradient accumulation over 4 steps.", 4),
        ("Gradients are accumulated over eight mini-batches in training.", 8),
        ("We set the update frequency to 32 in training.", 32),
        ("We train with a micro-batch size of 2 and 64 accumulation steps.", 64),
    ],
)
def test_accumulated_batches_are_counted(text: str, count: float) -> None:
    assert values(paper_of_text(text), Quantity.ACCUMULATED_BATCHES) == [count]


@pytest.mark.parametrize(
    "text",
    [
        "We train on 8 NVIDIA V100 GPUs and accumulate the gradients for 4 batches.",
        "Training runs on 8 NVIDIA V100 GPUs with gradient accumulation over 4 steps.",
        "Gradients are accumulated over 4 batches in training on 8 NVIDIA V100 GPUs.",
    ],
)
def test_devices_are_counted_beside_accumulated_gradients(text: str) -> None:
    assert stated(paper_of_text(text)) >= {
        (Quantity.HARDWARE_MODEL, "NVIDIA V100"),
        (Quantity.DEVICE_COUNT, 8),
    }
    assert values(paper_of_text(text), Quantity.ACCUMULATED_BATCHES) == [4]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Each epoch takes about 2 hours.", 2.0),
        ("Training takes 45 minutes per epoch.", 0.75),
        ("Training one epoch takes 45 minutes.", 0.75),
        ("The net needs 1.5 hours per 100 epochs.", 0.015),
        ("Training requires 30 min/epoch.", 0.5),
    ],
)
def test_the_time_of_an_epoch_is_none_of_a_run(text: str, hours: float) -> None:
    assert values(paper_of_text(text), Quantity.EPOCH_HOURS) == [pytest.approx(hours)]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("One training step takes 0.4 seconds.", 0.4),
        ("Training runs at 1.5 s/iter.", 1.5),
        ("Our code needs 250 ms per training step.", 0.25),
    ],
)
def test_the_time_of_a_step_is_none_of_a_run(text: str, seconds: float) -> None:
    assert settings(paper_of_text(text)) == {(Quantity.STEP_SECONDS, seconds)}
    assert stated(paper_of_text(text)) == set()


@pytest.mark.parametrize(
    "text", ["We train for 300 K updates.", "We train for 0.3 M steps.", "It takes 300k steps."]
)
def test_scaled_updates_are_counted(text: str) -> None:
    assert values(paper_of_text(text), Quantity.STEPS) == [300_000]


def test_data_are_counted_beside_a_context_length() -> None:
    text = "The model was trained on 2 trillion tokens with a context length of 4096 tokens."
    assert stated(paper_of_text(text)) == {(Quantity.DATASET_SIZE, 2e12)}
    assert settings(paper_of_text(text)) == {(Quantity.SEQUENCE_LENGTH, 4096)}


@pytest.mark.parametrize(
    "text",
    [
        "We use the Transformer architecture. Our encoder is a Transformer with 6 layers.",
        "Our model is a decoder-only transformer. We train transformers of four sizes.",
        "We pre-train BERT models on our corpus. The encoder is identical to BERT.",
    ],
)
def test_the_kind_of_network_is_known_from_the_papers_own_words(text: str) -> None:
    [fact] = [fact for fact in extract(paper_of_text(text)) if fact.quantity is Quantity.ARCHITECTURE]
    assert (fact.text_value, fact.value) == ("transformer", 2)
    assert fact.evidence.quote in text


@pytest.mark.parametrize(
    "text",
    [
        "We use an LSTM encoder. Unlike the Transformer, our model is a recurrent network.",
        "Our model is faster than the Transformer. We compare with the Transformer.",
        "We train a Vision Transformer. Our ViT is a Vision Transformer.",
        "We mention the Transformer once: our decoder is a Transformer.",
    ],
)
def test_other_networks_are_no_transformers(text: str) -> None:
    assert values(paper_of_text(text), Quantity.ARCHITECTURE) == []


def test_what_is_said_of_all_models_stays_beside_the_row_of_one() -> None:
    rows = [["Model", "Steps"], ["OurNet-L", "125k"], ["OurNet-S", "80k"]]
    document = paper_of_table(rows, text="We train all models for 125,000 steps unless we say otherwise.")
    models = [fact.model_name for fact in extract(document) if fact.value == 125_000]
    assert None in models
    assert len(models) == 2


def test_speed_results_are_of_inference() -> None:
    text = "Speed results use a beam of 4 and a batch size of 256."
    [fact] = [fact for fact in extract(paper_of_text(text)) if fact.quantity is Quantity.BATCH_SIZE]
    assert fact.stage is Stage.INFERENCE
