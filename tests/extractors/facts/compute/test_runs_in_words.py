"""What sentences about whole training runs say: durations, machines, lengths, and whose they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.documents.model import Document, Format, Paragraph, ParagraphKind, Section
from extractors.facts.compute import extract
from extractors.records import Quantity, Stage
from tests.extractors.facts.compute.papers import only, paper_of_table, paper_of_text, stated, values


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("NetA was trained for 3 days and 4 hours on 16 H100 GPUs.", 76),
        ("Training NetA takes 2 weeks, 1 day on one machine.", 360),
        ("NetA took 1 day 6 h on the same machines.", 30),
        ("We trained NetA for 5 hours and 30 minutes.", 5.5),
    ],
)
def test_a_duration_in_two_units_is_one(text: str, hours: float) -> None:
    assert values(paper_of_text(text), Quantity.WALL_TIME_HOURS) == [hours]


def test_durations_of_two_runs_stay_two() -> None:
    text = "Training takes 12 hours for NetA and 8 hours for NetB."
    assert values(paper_of_text(text), Quantity.WALL_TIME_HOURS) == [8, 12]


@pytest.mark.parametrize(
    "text",
    [
        "We train on logs that span ten days of clicks.",
        "Our models are trained on data collected over 30 days.",
        "The training set covers a period of 3 months.",
        "One epoch of training takes 13 minutes.",
        "Training takes 13 minutes per epoch on one GPU.",
    ],
)
def test_what_data_span_and_what_an_epoch_takes_are_no_time_of_a_run(text: str) -> None:
    assert values(paper_of_text(text), Quantity.WALL_TIME_HOURS) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Pre-training takes about 5 days on 2,048 CloudTPUv4 chips.", 2048),
        ("We train NetA on 64 NvidiaV100 cards.", 64),
        ("Training distributes over 128 GoogleTPUv3 cores.", 128),
    ],
)
def test_a_brand_may_be_glued_to_its_product(text: str, count: int) -> None:
    document = paper_of_text(text)
    assert values(document, Quantity.DEVICE_COUNT) == [count]
    assert Quantity.HARDWARE_MODEL in {quantity for quantity, _ in stated(document)}


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("We used a batch size of 64 per GPU.", 64),
        ("Models are trained on 8 GPUs with 2 images per GPU.", 2),
        ("We train on 32 GPUs, each with a batch size of 16.", 16),
        ("Each GPU has 4 images.", 4),
    ],
)
def test_a_batch_of_one_device_says_so(text: str, size: int) -> None:
    (fact,) = (fact for fact in extract(paper_of_text(text)) if fact.quantity is Quantity.BATCH_SIZE)
    assert (fact.value, fact.unit_printed) == (size, "per device")


def test_a_batch_of_all_devices_says_nothing_of_them() -> None:
    assert only(paper_of_text("We train with a batch size of 256.")).unit_printed == ""


@pytest.mark.parametrize(
    "text",
    [
        "The rate is divided by ten after 14K iterations and training stops at 20K iterations.",
        "We drop the rate at 14k and 18k iterations and finish after 20k iterations.",
        "We train for 20,000 iterations with the rate decayed by 0.2 after 1900, 14000, and 18000 iterations.",
    ],
)
def test_milestones_are_no_lengths(text: str) -> None:
    assert values(paper_of_text(text), Quantity.STEPS) == [20_000]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("We train for 20k steps on LM1B, 60k for Common Crawl and 110k for ImageNet.", [20e3, 60e3, 110e3]),
        (
            "We use different numbers of steps, 2M for English-French and 340K for English-German.",
            [340e3, 2e6],
        ),
        ("Training steps are set to 120K.", [120e3]),
        ("We train for 2 500 steps in total.", [2500]),
        ("NetA is trained for 15, 000 steps.", [15_000]),
    ],
)
def test_lengths_in_lists_and_with_spaces(text: str, steps: list[float]) -> None:
    assert values(paper_of_text(text), Quantity.STEPS) == steps


@pytest.mark.parametrize(
    "text",
    [
        "The test set consists of 3003 sentences not present in the training data.",
        "We use the last 10,000 images of the training set as validation data.",
        "We train with a shortlist of the 30,000 most frequent words.",
        "It has roughly 1000 images in each of 1000 categories and is used for training.",
    ],
)
def test_what_is_not_trained_on_is_no_training_data(text: str) -> None:
    assert values(paper_of_text(text, heading="Data"), Quantity.DATASET_SIZE) == []


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("COCO contains 118K and 5K images for train and validation.", 118_000),
        ("We train the models on the 80k training set.", 80_000),
        ("We use the 80k+40k trainval set for training.", 120_000),
        ("It has 25K images in total, with 20K for training and 2K for validation.", 20_000),
    ],
)
def test_the_part_trained_on_counts(text: str, size: int) -> None:
    assert values(paper_of_text(text, heading="Data"), Quantity.DATASET_SIZE) == [size]


@pytest.mark.parametrize(
    "text",
    [
        "We fine-tune NetA for 36 epochs with one epoch of linear warmup.",
        "We use a weight decay of 0.05 and a 3x schedule (36 epochs).",
        "NetA is trained for 36 epochs including a short warm-up.",
    ],
)
def test_a_length_is_none_of_its_warm_up(text: str) -> None:
    assert values(paper_of_text(text), Quantity.EPOCHS) == [36]


def test_a_warm_up_is_no_length() -> None:
    assert values(paper_of_text("We use 5 epochs of linear warm-up."), Quantity.EPOCHS) == []


@pytest.mark.parametrize(
    "text",
    [
        "We first train the standard NetB [3] for 120 epochs.",
        "All NetB [3] models are trained for 120 epochs.",
        "Following common practice, we re-train NetB [3] for 120 epochs.",
    ],
)
def test_training_that_the_paper_did_is_its_own_whoever_the_network_is_from(text: str) -> None:
    document = paper_of_text(f"NetB [3] is a strong network. {text}")
    assert [fact.is_own for fact in extract(document) if fact.quantity is Quantity.EPOCHS] == [True]


@pytest.mark.parametrize(
    "text",
    ["NetB [3] was trained for 120 epochs.", "Jones et al. (2015) train their NetB for 120 epochs."],
)
def test_training_that_others_did_is_theirs(text: str) -> None:
    document = paper_of_text(f"NetB [3] is a strong network. {text}")
    assert [fact.is_own for fact in extract(document) if fact.quantity is Quantity.EPOCHS] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "All detectors are trained with the 3x schedule.",
        "We use a 3× schedule for Mask R-CNN.",
        "On COCO, models follow the 3x training schedule.",
    ],
)
def test_a_standard_schedule_of_detectors_is_so_many_epochs(text: str) -> None:
    fact = only(paper_of_text(text))
    assert (fact.quantity, fact.value) == (Quantity.EPOCHS, 36)
    assert fact.confidence < 0.5


@pytest.mark.parametrize(
    "text", ["We use a 3x schedule with 36 epochs for detectors.", "A 2x schedule of learning rates is used."]
)
def test_a_schedule_that_is_printed_or_of_something_else_is_not_computed(text: str) -> None:
    assert values(paper_of_text(text), Quantity.EPOCHS) in ([], [36])


def test_the_caption_of_a_table_is_placed_at_it() -> None:
    caption = "Table 1: All nets are trained for 90 epochs."
    document = paper_of_table([["Net", "Top-1"], ["NetA", "76.1"]], caption=caption)
    document = replace(document, paragraphs=(Paragraph(caption, ParagraphKind.CAPTION),))
    [fact] = [fact for fact in extract(document) if fact.quantity is Quantity.EPOCHS]
    assert (fact.evidence.table_label, fact.evidence.row) == ("Table 1", None)


@pytest.mark.parametrize("front", ["Table 1: ", "Table 1. ", "Table 1 "])
def test_the_label_in_front_of_a_caption_does_not_hide_its_table(front: str) -> None:
    caption = "All nets are trained for 90 epochs."
    document = paper_of_table([["Net", "Top-1"], ["NetA", "76.1"]], caption=caption)
    document = replace(document, paragraphs=(Paragraph(front + caption, ParagraphKind.CAPTION),))
    [fact] = [fact for fact in extract(document) if fact.quantity is Quantity.EPOCHS]
    assert fact.evidence.table_label == "Table 1"


def test_what_a_caption_says_of_its_table_stays_beside_the_same_number_elsewhere() -> None:
    captions = [f"Table {n}: Our nets trained for 90 epochs." for n in (1, 2)]
    tables = [
        replace(paper_of_table([["Net", "Top-1"], ["NetA", "76.1"]], caption=c).tables[0], label=f"Table {n}")
        for n, c in enumerate(captions, 1)
    ]
    said = [
        Paragraph("We train NetA for 90 epochs."),
        *(Paragraph(c, ParagraphKind.CAPTION) for c in captions),
    ]
    document = Document(Format.PDF, tables=tuple(tables), paragraphs=tuple(said))
    places = [fact.evidence.table_label for fact in extract(document) if fact.quantity is Quantity.EPOCHS]
    assert sorted(places) == ["", "Table 1", "Table 2"]


@pytest.mark.parametrize(
    "text", ["We use 32 images/GPU.", "Batches hold 32 images per GPU.", "There are 32 images on each GPU."]
)
def test_the_batch_of_one_device_is_known_as_such(text: str) -> None:
    [fact] = [fact for fact in extract(paper_of_text(text)) if fact.quantity is Quantity.BATCH_SIZE]
    assert (fact.value, fact.unit_printed) == (32, "per device")


def test_the_data_of_the_outer_heading_hold_where_the_inner_names_none() -> None:
    sections = (Section("The CIFAR-100 data set", level=1), Section("Settings", level=2))
    document = Document(
        Format.PDF, sections=sections, paragraphs=(Paragraph("We train for 300 epochs.", section=1),)
    )
    assert only(document).dataset_name == "CIFAR-100"


def stages_of_epochs(text: str) -> list[Stage]:
    return [fact.stage for fact in extract(paper_of_text(text)) if fact.quantity is Quantity.EPOCHS]


@pytest.mark.parametrize(
    "text",
    [
        "We pre-train NetA on ImageNet-22K. We use AdamW for 90 epochs with a linear decay.",
        "Pre-training on ImageNet-22K. An SGD optimizer is employed for 90 epochs.",
        "We first pre-train on the larger ImageNet-22K. Images have 224 pixels. We use 90 epochs.",
    ],
)
def test_a_paragraph_on_pre_training_goes_on_about_it(text: str) -> None:
    assert stages_of_epochs(text) == [Stage.PRETRAINING]


@pytest.mark.parametrize(
    "text",
    [
        "The backbone is pre-trained on ImageNet-22K. We use SGD for 12 epochs.",
        "We pre-train NetA on ImageNet-22K. Then we train on ImageNet. We use 12 epochs.",
        "We pre-train NetA on ImageNet-22K. Detectors are trained for 12 epochs.",
    ],
)
def test_a_training_begun_in_between_is_no_pre_training(text: str) -> None:
    assert stages_of_epochs(text) == [Stage.TRAINING]


@pytest.mark.parametrize(
    "text",
    [
        "We search on 100 classes for 50 epochs.",
        "The super-net is trained for 50 epochs.",
        "Searching is done with 50 epochs.",
    ],
)
def test_a_search_is_no_training(text: str) -> None:
    assert set(stages_of_epochs(text)) <= {Stage.SEARCH}


@pytest.mark.parametrize(
    "text",
    [
        "We use AdamW with batch size 1024, 300 epochs and weight decay 0.05.",
        "Training takes batch size = 1024, 300 epochs.",
        "The recipe is: resolution 224, 300 epochs, cosine decay.",
    ],
)
def test_a_list_of_epochs_does_not_begin_with_another_quantity(text: str) -> None:
    assert values(paper_of_text(text), Quantity.EPOCHS) == [300]


@pytest.mark.parametrize(
    "text", ["We train for 90 epoches.", "The total number of epochs is about 90.", "NetA takes 90 epochs."]
)
def test_epochs_in_several_spellings(text: str) -> None:
    assert values(paper_of_text(text), Quantity.EPOCHS) == [90]


@pytest.mark.parametrize(
    "text",
    [
        "We increased the number of training epochs from 90 to 270 for NetA.",
        "The number of epochs is raised from 90 to 270.",
        "We only extend the number of epochs from 90 epochs to 270.",
    ],
)
def test_a_schedule_that_was_changed_is_what_it_was_changed_to(text: str) -> None:
    assert values(paper_of_text(text), Quantity.EPOCHS) == [270]


@pytest.mark.parametrize(
    "text",
    [
        "We train the segmentation models with the 160k schedule.",
        "We used a learning schedule of 160k.",
        "We follow the standard 160k FrameNet recipe to train NetA.",
    ],
)
def test_thousands_of_a_schedule_are_updates(text: str) -> None:
    assert values(paper_of_text(text), Quantity.STEPS) == [160_000]


@pytest.mark.parametrize(
    "text",
    [
        "We train NetA with a 10k warmup schedule.",
        "NetA is trained with a 3x schedule.",
        "We train NetA with a schedule of 12 epochs.",
    ],
)
def test_warm_ups_and_multiples_of_a_schedule_are_none(text: str) -> None:
    assert values(paper_of_text(text), Quantity.STEPS) == []


@pytest.mark.parametrize(
    "words", ["8K samples in a step", "8K examples in each step", "8K sequences per update"]
)
def test_samples_in_a_step_are_a_batch_and_no_data(words: str) -> None:
    document = paper_of_text(f"NetA is pre-trained for 500K steps with {words}.")
    assert values(document, Quantity.BATCH_SIZE) == [8_000]
    assert values(document, Quantity.DATASET_SIZE) == []


@pytest.mark.parametrize(
    "text",
    [
        "NetA is pre-trained on 160G training data.",
        "We train on 78G training data and 16G text.",
        "NetA uses a 160G training set.",
    ],
)
def test_bytes_of_data_are_no_count(text: str) -> None:
    assert values(paper_of_text(text), Quantity.DATASET_SIZE) == []


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("NetA was trained for 20h 42m on one GPU.", 20.7),
        ("Training NetA took 2h30m.", 2.5),
        ("Training takes 1d 3h on 8 GPUs.", 27.0),
    ],
)
def test_minutes_and_hours_by_letters(text: str, hours: float) -> None:
    assert values(paper_of_text(text), Quantity.WALL_TIME_HOURS) == [hours]


@pytest.mark.parametrize(
    "text", ["We train on 20h 42m of speech.", "NetA of 42m parameters was trained with a window of 5m."]
)
def test_speech_and_millions_are_no_time(text: str) -> None:
    assert values(paper_of_text(text), Quantity.WALL_TIME_HOURS) == []


@pytest.mark.parametrize(
    "text",
    [
        "We set the training epoch number as 300 and the input size as 224.",
        "For NetA, the number of epochs is set as 300.",
        "The epoch number is set to 300 for training NetA.",
        "We set the training epochs as 300.",
    ],
)
def test_a_number_of_epochs_may_be_set_as(text: str) -> None:
    assert values(paper_of_text(text), Quantity.EPOCHS) == [300]


@pytest.mark.parametrize(
    "text",
    [
        "The warmup epoch number is set as 20.",
        "We set the warm-up epoch number to 20.",
        "At epoch number 30 we stop.",
    ],
)
def test_that_of_a_warm_up_is_no_length(text: str) -> None:
    assert values(paper_of_text(text), Quantity.EPOCHS) == []
