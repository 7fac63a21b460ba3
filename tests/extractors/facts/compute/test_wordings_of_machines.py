"""Statements of machines and of the time they took.

In the words of many fields, each in a wording of its own, beside what only sounds like one.
"""

from __future__ import annotations

import pytest

from extractors.records import Quantity
from tests.extractors.facts.compute.papers import paper_of_text, stated

STATED = {
    "We process 8 images per GPU on 16 GPUs.": {(Quantity.BATCH_SIZE, 8), (Quantity.DEVICE_COUNT, 16)},
    "We train on four GPUs.": {(Quantity.DEVICE_COUNT, 4)},
    "The numbers of GPUs used for training are from 16 to 32, depending on the size.": {
        (Quantity.DEVICE_COUNT, 16),
        (Quantity.DEVICE_COUNT, 32),
    },
    "The number of GPUs used in pre-training was 24.": {(Quantity.DEVICE_COUNT, 24)},
    "The number of TPUs is set to 64 in all runs.": {(Quantity.DEVICE_COUNT, 64)},
    "A single GPU suffices to train the network.": {(Quantity.DEVICE_COUNT, 1)},
    "All experiments ran on a workstation with two RTX 3090 cards.": {
        (Quantity.DEVICE_COUNT, 2),
        (Quantity.HARDWARE_MODEL, "RTX 3090"),
    },
    "We use 32 TPU v3 chips for training.": {
        (Quantity.DEVICE_COUNT, 32),
        (Quantity.HARDWARE_MODEL, "TPU v3"),
    },
    "Training is distributed over 64 workers with one GPU each.": {(Quantity.DEVICE_COUNT, 64)},
    "Training takes place on 2 nodes, each with 4 V100s.": {
        (Quantity.DEVICE_COUNT, 8),
        (Quantity.HARDWARE_MODEL, "V100"),
    },
    "All models are trained using one NVIDIA TITAN RTX.": {
        (Quantity.DEVICE_COUNT, 1),
        (Quantity.HARDWARE_MODEL, "NVIDIA TITAN RTX"),
    },
    "We used a DGX-1 with 8 V100 GPUs for training.": {
        (Quantity.DEVICE_COUNT, 8),
        (Quantity.HARDWARE_MODEL, "V100"),
    },
    "The experiments use an Intel Core i7-8700K CPU.": {(Quantity.HARDWARE_MODEL, "Intel Core i7-8700K")},
    "Our code was run on an NVIDIA GeForce GTX 1080 Ti GPU with 11GB of memory.": {
        (Quantity.DEVICE_COUNT, 1),
        (Quantity.HARDWARE_MODEL, "NVIDIA GeForce GTX 1080 Ti"),
    },
    "All training was carried out on eight NVIDIA Tesla P100 accelerators.": {
        (Quantity.DEVICE_COUNT, 8),
        (Quantity.HARDWARE_MODEL, "NVIDIA Tesla P100"),
    },
    "Hyper-parameter search used 100 GPUs in parallel.": {(Quantity.DEVICE_COUNT, 100)},
    "We train on Google Colab with a Tesla T4.": {
        (Quantity.DEVICE_COUNT, 1),
        (Quantity.HARDWARE_MODEL, "Tesla T4"),
    },
    "The network was implemented in PyTorch and trained on an RTX 2080Ti.": {
        (Quantity.DEVICE_COUNT, 1),
        (Quantity.HARDWARE_MODEL, "RTX 2080Ti"),
    },
    "The experiments in this paper were run on a TPUv3-8.": {
        (Quantity.DEVICE_COUNT, 8),
        (Quantity.HARDWARE_MODEL, "TPUv3"),
    },
    "We use 8 attention heads and 4 GPUs.": {(Quantity.DEVICE_COUNT, 4)},
    "Training takes 3 days.": {(Quantity.WALL_TIME_HOURS, 72)},
    "The whole training took approximately 36 hours on one A100.": {
        (Quantity.DEVICE_COUNT, 1),
        (Quantity.HARDWARE_MODEL, "A100"),
        (Quantity.WALL_TIME_HOURS, 36),
    },
    "Our network trains in under 2 hours.": {(Quantity.WALL_TIME_HOURS, 2)},
    "It took us about a week to train the largest model.": {(Quantity.WALL_TIME_HOURS, 168)},
    "Training time was 14 h.": {(Quantity.WALL_TIME_HOURS, 14)},
    "Each run lasted around 6 hours.": {(Quantity.WALL_TIME_HOURS, 6)},
    "Training finished after 45 minutes.": {(Quantity.WALL_TIME_HOURS, 0.75)},
    "We trained the model overnight, for 12 hours.": {(Quantity.WALL_TIME_HOURS, 12)},
    "Convergence takes two days on our hardware.": {(Quantity.WALL_TIME_HOURS, 48)},
    "The model was trained for 96 hours in total.": {(Quantity.WALL_TIME_HOURS, 96)},
    "Total training time: 30 hours": {(Quantity.WALL_TIME_HOURS, 30)},
    "The search takes 4 GPU days.": {(Quantity.DEVICE_HOURS, 96)},
    "Training required 1,200 GPU hours on A100s.": {
        (Quantity.DEVICE_HOURS, 1200),
        (Quantity.HARDWARE_MODEL, "A100"),
    },
    "Training one fold requires about 5h on a Titan V.": {
        (Quantity.DEVICE_COUNT, 1),
        (Quantity.HARDWARE_MODEL, "Titan V"),
        (Quantity.WALL_TIME_HOURS, 5),
    },
    "We pretrained for one week on 8 V100s and fine-tuned for one day.": {
        (Quantity.DEVICE_COUNT, 8),
        (Quantity.HARDWARE_MODEL, "V100"),
        (Quantity.WALL_TIME_HOURS, 168),
        (Quantity.WALL_TIME_HOURS, 24),
    },
    "Training takes roughly 1.5 days for the base and 4 days for the large network.": {
        (Quantity.WALL_TIME_HOURS, 36),
        (Quantity.WALL_TIME_HOURS, 96),
    },
    "Experiments were conducted on an NVIDIA RTX A6000.": {
        (Quantity.DEVICE_COUNT, 1),
        (Quantity.HARDWARE_MODEL, "NVIDIA RTX A6000"),
    },
    "All the experiments are performed with NVIDIA Tesla V100 GPUs.": {
        (Quantity.HARDWARE_MODEL, "NVIDIA Tesla V100")
    },
    "Training ran for 24h on a single GeForce RTX 2080 Ti.": {
        (Quantity.DEVICE_COUNT, 1),
        (Quantity.HARDWARE_MODEL, "GeForce RTX 2080 Ti"),
        (Quantity.WALL_TIME_HOURS, 24),
    },
    "The networks are trained from scratch with 4 Tesla V100 for 100 epochs.": {
        (Quantity.DEVICE_COUNT, 4),
        (Quantity.EPOCHS, 100),
        (Quantity.HARDWARE_MODEL, "Tesla V100"),
    },
    "We used 16 TPUv4 chips and trained for two and a half days.": {
        (Quantity.DEVICE_COUNT, 16),
        (Quantity.HARDWARE_MODEL, "TPUv4"),
        (Quantity.WALL_TIME_HOURS, 60),
    },
    "Training our largest model takes about half a day.": {(Quantity.WALL_TIME_HOURS, 12)},
    "Our 3-stage recipe took a total of 11 days on 64 A100s.": {
        (Quantity.DEVICE_COUNT, 64),
        (Quantity.HARDWARE_MODEL, "A100"),
        (Quantity.WALL_TIME_HOURS, 264),
    },
    "The models were trained on an internal cluster for up to 72 hours each.": {
        (Quantity.WALL_TIME_HOURS, 72)
    },
    "The policy was trained for 3 days on 256 GPUs, which corresponds to 40 years of simulated play.": {
        (Quantity.DEVICE_COUNT, 256),
        (Quantity.WALL_TIME_HOURS, 72),
    },
    "DQN was trained for 200 million frames, which takes 10 days.": {(Quantity.WALL_TIME_HOURS, 240)},
    "Each seed takes roughly four hours to train on a laptop CPU.": {(Quantity.WALL_TIME_HOURS, 4)},
    "Runs finished in 90 minutes on one GPU.": {(Quantity.DEVICE_COUNT, 1), (Quantity.WALL_TIME_HOURS, 1.5)},
    "Pre-training on 60k hours of unlabelled audio takes 5 days on 128 GPUs.": {
        (Quantity.DEVICE_COUNT, 128),
        (Quantity.WALL_TIME_HOURS, 120),
    },
    "Our method reduces training time from 10 days to 2 days.": {(Quantity.WALL_TIME_HOURS, 48)},
    "Training uses 512 CPU cores for three days.": {
        (Quantity.DEVICE_COUNT, 512),
        (Quantity.WALL_TIME_HOURS, 72),
    },
    "We trained the U-Net for 50,000 iterations, which took 8 hours on a Titan Xp.": {
        (Quantity.DEVICE_COUNT, 1),
        (Quantity.HARDWARE_MODEL, "Titan Xp"),
        (Quantity.STEPS, 50000),
        (Quantity.WALL_TIME_HOURS, 8),
    },
    "The mean training time was 2.3 hours per fold on a single GPU.": {
        (Quantity.DEVICE_COUNT, 1),
        (Quantity.WALL_TIME_HOURS, 2.3),
    },
    "Training the ranking model on one day of logs takes 6 hours.": {(Quantity.WALL_TIME_HOURS, 6)},
    "Optimising the hyper-parameters took 5 days with 20 GPUs.": {
        (Quantity.DEVICE_COUNT, 20),
        (Quantity.WALL_TIME_HOURS, 120),
    },
}

SOUND_ALIKE = [
    "An epoch takes 5 minutes.",
    "We trained on a cluster with 16 cores and 128 GB of memory.",
    "The model fits on a single GPU with 12GB.",
    "The simulation requires 256 CPU cores.",
    "We use 100 hours of speech for training.",
    "The corpus has 960 hours of read English.",
    "The model is trained on 300 hours of transcribed audio.",
    "Our training data contain 10 hours of video.",
    "We train on clicks from the last 7 days.",
    "Users who were active for 30 days are kept for training.",
    "The training period covers 18 months of sales.",
    "The patients were followed for 2 years after training.",
    "We train our forecaster on two years of hourly load data.",
    "The test set holds the last 14 days, the training set the rest.",
    "Training sequences of 24 hours are cut into windows.",
    "The agent is trained for 38 days of game experience.",
    "The annotators spent 200 hours labelling the training images.",
    "Participants were trained for one hour.",
    "Nurses received two days of training.",
    "Training takes 20 minutes per epoch.",
    "Each epoch takes 1.5 hours on a GPU.",
    "The model predicts 48 hours ahead after training.",
    "We train with data of the first 12 hours after admission.",
    "The GPU delivers 15 TFLOPS.",
    "A peak of 125 TFLOP/s is reached.",
    "The V100 has 32 GB of memory.",
    "We deploy the model on an iPhone 12.",
    "We train over a month of data and test on the following week.",
    "The last week of interactions is the test set and the previous 3 weeks are the training set.",
    "The model was retrained every 24 hours.",
    "Training data were collected over 5 years at two hospitals.",
    "ICU stays shorter than 24 hours are removed from the training set.",
    "We predict mortality from the first 48 hours of the stay, training a GRU.",
    "Our corpus comprises 1,000 hours of speech from 2,000 speakers for training.",
    "The acoustic model is trained on 2.5K hours of audio.",
    "The videos last 10 minutes on average, and we train on 5k of them.",
    "The half-life of the learning rate is 2 days.",
    "Five annotators worked for two weeks to label the training set.",
    "Students completed the training in 3 weeks.",
    "Training is 3 hours faster than the baseline.",
    "It would take 3 years to train on one GPU.",
    "The server is equipped with 64 CPU cores and 512 GB of memory.",
    "Our testbed consists of 16 machines, each with 8 A100 GPUs connected by NVLink.",
    "We use 32 parallel actors and a learner on one GPU.",
    "A cohort of 25,000 patients was followed for five years.",
    "We train on one week of traffic and predict the next hour.",
    "The sensors were sampled every 5 minutes over 4 months; 70% is used for training.",
    "Every model was retrained once a day.",
]


@pytest.mark.parametrize("text", STATED)
def test_a_cost_is_read_in_any_wording(text: str) -> None:
    assert stated(paper_of_text(text)) == STATED[text]


@pytest.mark.parametrize("text", SOUND_ALIKE)
def test_what_only_sounds_like_a_cost_is_none(text: str) -> None:
    assert stated(paper_of_text(text)) == set()
