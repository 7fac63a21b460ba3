"""Sentences that state an amount of a run in further wordings, and those whose amounts are of something else."""

from __future__ import annotations

import pytest

from extractors.records import Quantity
from tests.extractors.facts.compute.papers import paper_of_text, stated, values

STATED = {
    "The detectors are trained with the 3x schedule on COCO.": {(Quantity.EPOCHS, 36)},
    "We use the 1x training schedule of Mask R-CNN.": {(Quantity.EPOCHS, 12)},
    "The detector with a 0.5x schedule is trained on COCO.": {(Quantity.EPOCHS, 6)},
    "The learning rate is decayed and we train over 90 epochs.": {(Quantity.EPOCHS, 90)},
    "With the learning rate raised to 0.4, we train for 60 epochs.": {(Quantity.EPOCHS, 60)},
    "The total number of training steps (roughly 112,000) is the same.": {(Quantity.STEPS, 112_000)},
    "The number of iterations (about 40,000) is fixed for training.": {(Quantity.STEPS, 40_000)},
    "The number of steps (20,000) is fixed for training.": {(Quantity.STEPS, 20_000)},
    "We use a batch size of 128 on NetA and NetB, and 256 on NetC.": {
        (Quantity.BATCH_SIZE, 128),
        (Quantity.BATCH_SIZE, 256),
    },
    "The batch size is 64 on CIFAR-10 and 512 on ImageNet.": {
        (Quantity.BATCH_SIZE, 64),
        (Quantity.BATCH_SIZE, 512),
    },
    "We train with batch sizes of 32 on Cityscapes, 16 on KITTI.": {
        (Quantity.BATCH_SIZE, 32),
        (Quantity.BATCH_SIZE, 16),
    },
    "We train NetA with a batch size of 128 or 256.": {
        (Quantity.BATCH_SIZE, 128),
        (Quantity.BATCH_SIZE, 256),
    },
    "The number of training and validation images are 1.28 million and 50,000, respectively.": {
        (Quantity.DATASET_SIZE, 1_280_000)
    },
    "The numbers of training and test sentences are 45,000 and 2,000.": {(Quantity.DATASET_SIZE, 45_000)},
    "The number of training, validation and test documents is 12,000, 1,000 and 1,000.": {
        (Quantity.DATASET_SIZE, 12_000)
    },
    "We use books as our pretraining set (3300M words).": {(Quantity.DATASET_SIZE, 3.3e9)},
    "The pre-training corpus (16B tokens) is public.": {(Quantity.DATASET_SIZE, 16e9)},
    "Our pretraining data (400M pairs) are from the web.": {(Quantity.DATASET_SIZE, 4e8)},
    "Training NetA takes 5 hours with batches of 32 images on one GPU.": {
        (Quantity.WALL_TIME_HOURS, 5),
        (Quantity.BATCH_SIZE, 32),
        (Quantity.DEVICE_COUNT, 1),
    },
    "We train on CIFAR-10 and ImageNet, which have 50k and 1.2M images, respectively.": {
        (Quantity.DATASET_SIZE, 50_000),
        (Quantity.DATASET_SIZE, 1_200_000),
    },
    "Training uses COCO, LSUN and FFHQ, which contain 118k, 10 million and 70k images respectively.": {
        (Quantity.DATASET_SIZE, 118_000),
        (Quantity.DATASET_SIZE, 10_000_000),
        (Quantity.DATASET_SIZE, 70_000),
    },
    "NetA has 25.6M parameters, an increase over NetB.": {(Quantity.PARAMETERS, 25.6e6)},
    "NetA is trained for one epoch on ImageNet.": {(Quantity.EPOCHS, 1)},
    "NetA needs 1.2 GFLOPs, which is below our budget.": {(Quantity.FORWARD_FLOPS, 1.2e9)},
    "NetA takes four days to train on 16 V100 GPUs, more petaflop/s-days or petaflops / day than NetB.": {
        (Quantity.WALL_TIME_HOURS, 96),
        (Quantity.DEVICE_COUNT, 16),
        (Quantity.HARDWARE_MODEL, "V100"),
    },
}

NOT_STATED = (
    "An impressive 2.7× training speed-up is reached on detection.",
    "NetA gives a 2x training speed-up for Mask R-CNN.",
    "Mask R-CNN enjoys 3× training throughput.",
    "We use a learning rate which linearly increases from 0 to 1.6 over 5 epochs.",
    "The learning rate is ramped up to 0.4 within the first 10 epochs.",
    "The learning rate rises to its peak in 20 epochs.",
    "Both train at the same speed unless the batch size is 128 or larger.",
    "It only pays with a batch size of 4096 or more.",
    "Normalisation suffers if the batch size is 16 or smaller.",
    "Assignment is made with 3300 object queries for training and inference.",
    "NetA has 5,000 learnable queries for training.",
    "NetA uses 2,000 denoising queries in training.",
    "When scaling the model to a 1G FLOPs budget, NetA is better.",
    "Under a 600M FLOPs constraint NetA is better.",
    "In the 400 MFLOPs regime NetA is better.",
    "NetA is better by 6.5% with only a 1.5M parameters increase.",
    "NetA is better with a 2.5M parameter overhead.",
    "It is marginal (e.g., merely +2.5M parameters versus NetB).",
    "NetA needs +1.2 GFLOPs versus NetB.",
    "One epoch on ImageNet takes long.",
    "NetA can be trained at a comparable speed (3 min/1000 iterations).",
    "NetA trains at 40 seconds per 1,000 steps.",
    "It makes NetA trainable, which takes 9.8 hours per 100 epochs.",
    "Fine-tuning on GPUs uses a batch size of 21.3 minutes.",
    "We train on GPUs with batches of 3 minutes.",
    "Training on GPUs has batches of up to 40 seconds.",
)


@pytest.mark.parametrize("text", STATED)
def test_what_is_stated(text: str) -> None:
    assert stated(paper_of_text(text)) == STATED[text]


@pytest.mark.parametrize("text", NOT_STATED)
def test_what_only_sounds_like_it(text: str) -> None:
    assert stated(paper_of_text(text)) == set()


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("All nets train with a batch size of 16k and 512 million seen samples.", [16_000]),
        ("We train with a batch size of 8k and 1.28B samples in total.", [8_000]),
        ("The nets use a batch size of 4096 and 400M unique pairs.", [4_096]),
        ("We train with batch sizes of 512 and 1024 images.", [512, 1_024]),
        ("We train NetA with a batch size of 128 or 256.", [128, 256]),
    ],
)
def test_what_is_counted_after_a_batch_size_is_none(text: str, sizes: list[float]) -> None:
    assert values(paper_of_text(text), Quantity.BATCH_SIZE) == sizes
