"""What a sentence states: quantities and their values, and what only looks like them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.documents.model import Paragraph, ParagraphKind
from extractors.records import Quantity
from tests.extractors.facts.compute.papers import only, paper_of_table, paper_of_text, stated, values

STATEMENTS = {
    "devices and days": (
        "Our network was trained on 8 NVIDIA V100 GPUs for 3.5 days.",
        {
            (Quantity.HARDWARE_MODEL, "NVIDIA V100"),
            (Quantity.DEVICE_COUNT, 8),
            (Quantity.WALL_TIME_HOURS, 84),
        },
    ),
    "number words and a range": (
        "Training took between five and six days on two GTX 580 3GB GPUs.",
        {
            (Quantity.HARDWARE_MODEL, "GTX 580 3GB"),
            (Quantity.DEVICE_COUNT, 2),
            (Quantity.WALL_TIME_HOURS, 120),
        },
    ),
    "cores of a TPU": (
        "We pre-train on 512 TPU v3 cores.",
        {(Quantity.HARDWARE_MODEL, "TPU v3"), (Quantity.DEVICE_COUNT, 512)},
    ),
    "a single device": (
        "Training the parser takes 16 hours on a single Titan X.",
        {(Quantity.HARDWARE_MODEL, "Titan X"), (Quantity.DEVICE_COUNT, 1), (Quantity.WALL_TIME_HOURS, 16)},
    ),
    "nodes with devices each": (
        "We train on 16 nodes with 8 A100 GPUs each.",
        {(Quantity.HARDWARE_MODEL, "A100"), (Quantity.DEVICE_COUNT, 128)},
    ),
    "device hours": (
        "Pre-training used about 2.5k TPUv3-core-days.",
        {(Quantity.HARDWARE_MODEL, "TPUv3"), (Quantity.DEVICE_HOURS, 60_000)},
    ),
    "thousands of GPU hours": (
        "The full run costs 2.788M H800 GPU hours.",
        {(Quantity.HARDWARE_MODEL, "H800"), (Quantity.DEVICE_HOURS, 2_788_000)},
    ),
    "epochs and batch size": (
        "All models are trained for 300 epochs with a batch size of 1024.",
        {(Quantity.EPOCHS, 300), (Quantity.BATCH_SIZE, 1024)},
    ),
    "steps": ("We train for 600k iterations with SGD.", {(Quantity.STEPS, 600_000)}),
    "steps with an exponent": (
        "The net is trained for up to 60 × 10^4 iterations.",
        {(Quantity.STEPS, 600_000)},
    ),
    "cores of a slice after instruction tuning": (
        "This instruction tuning takes around 60 hours on a TPUv3 with 128 cores.",
        {(Quantity.HARDWARE_MODEL, "TPUv3"), (Quantity.DEVICE_COUNT, 128), (Quantity.WALL_TIME_HOURS, 60)},
    ),
    "the training part before the test part": (
        "The data are split into a training set with 50,000 images and a test set with 10,000 images.",
        {(Quantity.DATASET_SIZE, 50_000)},
    ),
    "tokens beside a vocabulary": (
        "The model is pre-trained on web pages, tokenized into 2.5T tokens with a 32k vocabulary.",
        {(Quantity.DATASET_SIZE, 2.5e12)},
    ),
    "devices in place of those that did not suffice": (
        "The model cannot be trained on a single GPU, so we use 8 V100 GPUs.",
        {(Quantity.HARDWARE_MODEL, "V100"), (Quantity.DEVICE_COUNT, 8)},
    ),
    "energy that was used, not saved": (
        "Training took 12 MWh; better kernels would save 2 MWh.",
        {(Quantity.ENERGY_KWH, 12_000)},
    ),
    "devices that did not suffice": (
        "The variants cannot be trained on 4 NVIDIA V100 GPUs with 32GB.",
        set(),
    ),
    "data that were not used": (
        "It beats three baselines without using the 127,000+ training examples.",
        set(),
    ),
    "devices of a slice": (
        "The model is trained on TPUv3-512 for two days.",
        {(Quantity.HARDWARE_MODEL, "TPUv3"), (Quantity.DEVICE_COUNT, 512), (Quantity.WALL_TIME_HOURS, 48)},
    ),
    "chips of a slice": (
        "A 256-chip TPUv4 slice trains the model in 80 minutes.",
        {
            (Quantity.HARDWARE_MODEL, "TPUv4"),
            (Quantity.DEVICE_COUNT, 256),
            (Quantity.WALL_TIME_HOURS, 1.33333333333),
        },
    ),
    "an architecture instead of a product": (
        "We train with 50 replicas running each on a NVidia Kepler GPU.",
        {(Quantity.HARDWARE_MODEL, "NVidia Kepler"), (Quantity.DEVICE_COUNT, 50)},
    ),
    "passes called cycles": (
        "The network was trained for about 90 cycles through the training set.",
        {(Quantity.EPOCHS, 90)},
    ),
    "a list sharing its unit": (
        "On CIFAR and SVHN we train for 300 and 40 epochs, respectively.",
        {(Quantity.EPOCHS, 300), (Quantity.EPOCHS, 40)},
    ),
    "batch sizes per model": (
        "We use a mini-batch of size 8192 for NetA-50, 4096 for NetA-101 and 2048 for NetA-200.",
        {(Quantity.BATCH_SIZE, 8192), (Quantity.BATCH_SIZE, 4096), (Quantity.BATCH_SIZE, 2048)},
    ),
    "what a batch is made of": (
        "Each SGD mini-batch is constructed from N = 32 images.",
        {(Quantity.BATCH_SIZE, 32)},
    ),
    "the batch of all devices": (
        "Batch size aggregated over 4 GPUs is 1024.",
        {(Quantity.BATCH_SIZE, 1024), (Quantity.DEVICE_COUNT, 4)},
    ),
    "examples per batch": ("Each step sees 60 examples per mini-batch.", {(Quantity.BATCH_SIZE, 60)}),
    "a sweep": (
        "For fine-tuning we try batch sizes ∈ {16, 32}.",
        {(Quantity.BATCH_SIZE, 16), (Quantity.BATCH_SIZE, 32)},
    ),
    "parameters": ("The network has about 2.6 million parameters.", {(Quantity.PARAMETERS, 2_600_000)}),
    "a size used as a name": ("The 175B model is evaluated in the same way.", {(Quantity.PARAMETERS, 175e9)}),
    "operations of a forward pass": (
        "Its complexity is 4.1 billion multiply-adds.",
        {(Quantity.FORWARD_FLOPS, 4.1e9)},
    ),
    "operations of a training run": (
        "Training used 3.14E+23 FLOPs in total.",
        {(Quantity.TRAINING_FLOPS, 3.14e23)},
    ),
    "petaflop/s-days": (
        "Training consumed 3640 petaflop/s-days of compute.",
        {(Quantity.TRAINING_FLOPS, 3.14496e23)},
    ),
    "training images": (
        "We train on the 1.28 million training images and test on the 50k validation images.",
        {(Quantity.DATASET_SIZE, 1_280_000)},
    ),
    "tokens": ("The model was trained on 300B tokens.", {(Quantity.DATASET_SIZE, 300e9)}),
    "splits": (
        "The corpus consists of 90k/10k train/dev examples.",
        {(Quantity.DATASET_SIZE, 90_000)},
    ),
    "parts of a data set in brackets": (
        "The data come in three sets: training (1.3M images), validation (50K images), and testing (100K images).",
        {(Quantity.DATASET_SIZE, 1_300_000)},
    ),
    "counts of parts listed in one order": (
        "The training set and test set contain 50,000 and 10,000 images, respectively.",
        {(Quantity.DATASET_SIZE, 50_000)},
    ),
    "images after classes": (
        "We pre-train on a superset with 21k classes and 14M images.",
        {(Quantity.DATASET_SIZE, 14_000_000)},
    ),
    "a corpus counted in words": (
        "That is about 30 epochs over the 2.9 billion word corpus used for training.",
        {(Quantity.EPOCHS, 30), (Quantity.DATASET_SIZE, 2.9e9)},
    ),
    "tokens a corpus is turned into": (
        "The model is pre-trained on web documents, tokenized into 2.4T BPE tokens.",
        {(Quantity.DATASET_SIZE, 2.4e12)},
    ),
    "a data set as the subject": (
        "English-French contains about 36M sentence pairs.",
        {(Quantity.DATASET_SIZE, 36_000_000)},
    ),
    "the end of training after epochs": (
        "The rate drops at epochs 30 and 60, and training ends after 90 epochs.",
        {(Quantity.EPOCHS, 90)},
    ),
    "within epochs": (
        "All models are trained within 100 epochs by setting the initial learning rate to 0.1.",
        {(Quantity.EPOCHS, 100)},
    ),
    "epochs with a warm-up": (
        "The optimizer runs for 100 epochs with 5 epochs of warm-up.",
        {(Quantity.EPOCHS, 100)},
    ),
    "devices and their gain in another clause": (
        "Training on 16 GPUs takes 3 days and is 2x faster than before.",
        {(Quantity.DEVICE_COUNT, 16), (Quantity.WALL_TIME_HOURS, 72)},
    ),
    "devices of one machine": (
        "We use the proposed schedule for training on 8 GPUs of a rack server.",
        {(Quantity.DEVICE_COUNT, 8)},
    ),
    "devices per replica": (
        "It was trained with 12 replicas on 96 GPUs, 8 GPUs per replica.",
        {(Quantity.DEVICE_COUNT, 96)},
    ),
    "time on one machine or several": (
        "Training takes 37 hours with 2 nodes or 53 hours on a single 8-GPU node.",
        {(Quantity.WALL_TIME_HOURS, 37), (Quantity.WALL_TIME_HOURS, 53), (Quantity.DEVICE_COUNT, 8)},
    ),
    "a TPU without a version": (
        "Each run was done on 8 Cloud TPUs and took 5 days of training.",
        {
            (Quantity.HARDWARE_MODEL, "Cloud TPUs"),
            (Quantity.DEVICE_COUNT, 8),
            (Quantity.WALL_TIME_HOURS, 120),
        },
    ),
    "parameters after a sign": (
        "NetB-Base (L=12, H=768, Total Parameters=105M) is our smaller model.",
        {(Quantity.PARAMETERS, 105_000_000)},
    ),
    "operations after their name": (
        "The total number of floating point operations to train the model is 1.7e21.",
        {(Quantity.TRAINING_FLOPS, 1.7e21)},
    ),
    "operations at two resolutions": (
        "It costs 18.4 GFLOPs at 224×224 and 77 GFLOPs at 384×384 input.",
        {(Quantity.FORWARD_FLOPS, 18.4e9), (Quantity.FORWARD_FLOPS, 77e9)},
    ),
    "a batch without the word size": (
        "The global batch is set to 1024 for training; later nets are trained with batch 2048.",
        {(Quantity.BATCH_SIZE, 1024), (Quantity.BATCH_SIZE, 2048)},
    ),
    "a batch size before its name": (
        "We follow the protocol of 128 total batch size, 100k max iterations and a fixed rate.",
        {(Quantity.BATCH_SIZE, 128)},
    ),
    "energy and emissions": (
        "Training consumed 1,287 MWh and emitted 552 tCO_2e.",
        {(Quantity.ENERGY_KWH, 1_287_000), (Quantity.CO2E_KG, 552_000)},
    ),
    "money": ("Training the model in the cloud costs $4.6M.", {(Quantity.COST_USD, 4_600_000)}),
}


@pytest.mark.parametrize(("text", "expected"), STATEMENTS.values(), ids=STATEMENTS.keys())
def test_statements_are_read(text: str, expected: set[tuple[Quantity, float | str]]) -> None:
    found = stated(paper_of_text(text))
    assert sorted(found, key=str) == sorted(expected, key=str)


LOOK_ALIKES = {
    "learning-rate milestones": "The learning rate is divided by 10 at 30, 60 and 80 epochs.",
    "first and next steps": "The rate is 0.02 for the first 30k iterations and 0.002 for the next 10k.",
    "interval": "The learning rate decays every 2 epochs.",
    "warm-up": "We warm up the learning rate over the first 10,000 steps.",
    "speed-up": "Our method trains 3x faster and needs 10× fewer parameters.",
    "per second": "Each GPU sustains 147 TFLOP/s during training.",
    "sequence length": "Models are trained on sequences of at most 512 tokens.",
    "vocabulary": "We train with a vocabulary of 32000 tokens.",
    "test data": "The test set contains 10k images and the model is trained once.",
    "added parameters": "The gate adds 1.2 million parameters.",
    "a rating": "We assume 9.5 TFLOPS for the P100.",
    "hours of speech": "The model is trained on 960 hours of speech.",
    "seconds per step": "One training step takes 0.4 seconds.",
    "memory": "Training fits into 16GB of memory.",
    "ticks of a figure": "Error (%) 0 50 100 150 200 epoch",
    "a rented hour": "Renting costs $2 per GPU hour.",
    "time of one epoch": "Training one epoch takes 45 minutes.",
    "a validation set": "The model is trained once; the validation set consists of 50000 images.",
    "a test set in brackets": "We train once and report BLEU on newstest2014 (2737 sentences).",
    "data held out": "5k of the training examples were held out.",
    "tokens of a batch": "Each training batch contained sentence pairs with about 25000 source tokens.",
    "a year": "We use the images of VOC 2007 and 2012 for training.",
    "a drop after epochs": "We start with a rate of 1; after 5 epochs, we begin to halve the learning rate.",
    "what a machine is built of": "Each TPU board has 8 cores; training is fast.",
    "patience": "Early stopping with a patience of 10 epochs is used for training.",
    "no improvement": "We stop training if the loss does not improve for 5 epochs.",
    "a score on the way": "After 20 epochs, the training accuracy reaches 70%.",
    "thanks": "We thank the lab for providing 4 GPUs to train on.",
    "from few devices to many": "Going from 1 GPU to many gives a faster training.",
    "a gain with more devices": "We see a 1.7x speedup using 2 GPUs during training.",
    "training made faster": "With our scheduler, using three GPUs makes training 55% faster.",
    "devices in an example": "Training scales over devices (e.g. one shard for 2 GPUs and two shards for 4 GPUs).",
    "a degree of parallelism": "The training step with 4-way (4 GPU) tensor parallelism is efficient.",
    "devices not used": "Clusters of 128 TPUs were not considered for training.",
    "what a technique was made for": "Sharding was introduced in OldNet for training a layer over two GPUs.",
    "memory of a machine": "Training needs more memory than is available within 16 GPUs of a server box.",
    "added cost of a module": "The additional parameters and computations of NetA are tiny and 4.7e-4 GFLOPs.",
    "a class of models": "Large architectures (exceeding 100 million parameters) are trained in the same way.",
    "a device described": "FP8 accumulation on H100 tensor cores keeps 14 bits during training.",
    "outcome": "The baseline saturates after 400 epochs.",
}


@pytest.mark.parametrize("text", LOOK_ALIKES.values(), ids=LOOK_ALIKES.keys())
def test_look_alikes_are_left_alone(text: str) -> None:
    assert stated(paper_of_text(text)) == set()


def test_a_range_keeps_both_ends() -> None:
    fact = only(paper_of_text("Pre-training lasted two to three days of training."))
    assert (fact.value_low, fact.value_high) == (48, 72)


def test_money_for_annotators_and_rates_per_epoch_are_no_costs() -> None:
    text = "The HITs cost $130 in all. The exploration rate per epoch is set to 0.3 during training."
    assert stated(paper_of_text(text)) == set()


@pytest.mark.parametrize(
    "text",
    [
        "All deep models are trained with batch = 8192 and a constant rate.",
        "We train the parser (mini-batch = 8192).",
        "Deep encoders are trained with batch=8192.",
    ],
)
def test_a_batch_may_stand_behind_an_equals_sign(text: str) -> None:
    assert (Quantity.BATCH_SIZE, 8192) in stated(paper_of_text(text))


@pytest.mark.parametrize(
    "text",
    [
        "We trained for a single epoch over the full set.",
        "The parser is fine-tuned for only a single epoch.",
        "The tagger is trained on all sentences in a single training epoch.",
    ],
)
def test_a_single_epoch_is_one(text: str) -> None:
    assert (Quantity.EPOCHS, 1) in stated(paper_of_text(text))


@pytest.mark.parametrize(
    "text", ["Training for a single epoch takes two days.", "It works in a single epoch setting."]
)
def test_a_single_epoch_of_something_else_is_no_schedule(text: str) -> None:
    assert not any(quantity is Quantity.EPOCHS for quantity, _ in stated(paper_of_text(text)))


@pytest.mark.parametrize(
    "text",
    [
        "The dataset contains about 13k training prompts.",
        "We fine-tune the parser on 13k prompts.",
        "The training set has 13k prompts.",
    ],
)
def test_prompts_are_training_data(text: str) -> None:
    assert (Quantity.DATASET_SIZE, 13_000) in stated(paper_of_text(text))


@pytest.mark.parametrize(
    "text",
    [
        "The data set has 10 classes, each with 5,000 training images.",
        "It contains 20 categories, each of them with 2000 samples in the training set.",
        "Each class has 1,300 images for training.",
        "The test set, from that corpus, consists of 3003 sentences not present in the training data.",
        "Each image has 2000 RoIs for training.",
    ],
)
def test_what_each_class_has_and_what_is_not_trained_on_is_no_training_data(text: str) -> None:
    assert not values(paper_of_text(text, heading="Data sets"), Quantity.DATASET_SIZE)


@pytest.mark.parametrize(
    "text",
    [
        "All programs run on a PC equipped with four RTX 2080Ti GPUs and an Intel Xeon Silver 4112 CPU.",
        "We train on a server that has two V100 GPUs and an Intel Xeon E5-2680 CPU.",
        "We train on a machine that has an Intel Core i7-4785T and one Titan X.",
    ],
)
def test_the_processor_of_a_machine_with_accelerators_is_not_what_trains(text: str) -> None:
    hardware = [
        value for quantity, value in stated(paper_of_text(text)) if quantity is Quantity.HARDWARE_MODEL
    ]
    assert len(hardware) == 1
    assert "Intel" not in str(hardware[0])


@pytest.mark.parametrize(
    ("text", "batch"),
    [
        ("We train with a mini-batch size of 8 (4 GPUs with 2 images per GPU).", [8]),
        ("We train on 8 GPUs with 64 images per GPU (effective batch size of 512).", [512]),
        ("We use 16 images per GPU, a total batch size of 128.", [128]),
        ("We train on 8 GPUs with 2 images per GPU.", [2]),
    ],
)
def test_the_share_of_a_device_is_no_second_batch(text: str, batch: list[float]) -> None:
    assert values(paper_of_text(text), Quantity.BATCH_SIZE) == batch


@pytest.mark.parametrize(
    "text",
    [
        "NetA runs at 30 fps on a V100 GPU.",
        "Our detector runs with a latency of 12 ms on a Titan X GPU.",
        "We run inference on an RTX 2080Ti.",
    ],
)
def test_where_a_model_answers_quickly_is_no_count_of_devices(text: str) -> None:
    assert not values(paper_of_text(text), Quantity.DEVICE_COUNT)
    assert values(paper_of_text("We train NetA on a V100 GPU for two days."), Quantity.DEVICE_COUNT) == [1]


@pytest.mark.parametrize(
    ("note", "count"),
    [("Trained on 8 V100 GPUs.", 8), ("*: all runs used 4 A100 GPUs.", 4), ("We train on 16 TPUs.", 16)],
)
def test_a_note_below_a_table_is_read_once(note: str, count: int) -> None:
    one = paper_of_table([["Model", "Top-1"], ["NetA", "76.3"]])
    noted = replace(one.tables[0], notes=(note,))
    assert values(replace(one, tables=(noted,)), Quantity.DEVICE_COUNT) == [count]
    printed = replace(one, tables=(noted,), paragraphs=(Paragraph(note, ParagraphKind.FOOTNOTE),))
    assert values(printed, Quantity.DEVICE_COUNT) == [count]
