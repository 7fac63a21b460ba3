"""Statements of epochs, steps and batches.

In the words of many fields, each in a wording of its own, beside what only sounds like one.
"""

from __future__ import annotations

import pytest

from extractors.records import Quantity
from tests.extractors.facts.compute.papers import paper_of_text, stated

STATED = {
    "We train every network for 90 epochs.": {(Quantity.EPOCHS, 90)},
    "Nets are trained with batch size, momentum and weight decay as 128, 0.9 and 5e-4, respectively.": {
        (Quantity.BATCH_SIZE, 128)
    },
    "The learning rate, the batch size and the number of layers are set to 0.1, 256 and 12.": {
        (Quantity.BATCH_SIZE, 256)
    },
    "The batch size and beam size are 32 and 4.": {(Quantity.BATCH_SIZE, 32)},
    "Training uses batch sizes of 32 and 64.": {(Quantity.BATCH_SIZE, 32), (Quantity.BATCH_SIZE, 64)},
    "Training lasts 200 epochs in all experiments.": {(Quantity.EPOCHS, 200)},
    "We set the training epoch number as 120 and the input size as 224 × 224.": {(Quantity.EPOCHS, 120)},
    "We set epochs as 120.": {(Quantity.EPOCHS, 120)},
    "We adopt the settings of NetB, whose training epochs are 300.": {(Quantity.EPOCHS, 300)},
    "In the 1x configuration, the total epoch is 12.": {(Quantity.EPOCHS, 12)},
    "Maximum epochs were set to 50.": {(Quantity.EPOCHS, 50)},
    "We train all of them with 32 per-GPU batch size.": {(Quantity.BATCH_SIZE, 32)},
    "Training uses a 64 per-device mini-batch size.": {(Quantity.BATCH_SIZE, 64)},
    "We train with 2 images per each GPU.": {(Quantity.BATCH_SIZE, 2)},
    "The total number of epochs was 120.": {(Quantity.EPOCHS, 120)},
    "The maximum number of training epochs is 50 and we stop early on the development set.": {
        (Quantity.EPOCHS, 50)
    },
    "Each model sees the training data 40 times.": {(Quantity.EPOCHS, 40)},
    "We make 30 passes over the training data.": {(Quantity.EPOCHS, 30)},
    "Models are optimised with Adam for one hundred epochs.": {(Quantity.EPOCHS, 100)},
    "We stop after 60 epochs.": {(Quantity.EPOCHS, 60)},
    "The recommender is trained up to 500 epochs with early stopping (patience 10).": {
        (Quantity.EPOCHS, 500)
    },
    "We trained for 100 epochs, decaying the learning rate at epochs 30, 60 and 90.": {
        (Quantity.EPOCHS, 100)
    },
    "The learning rate is halved every 10 epochs, and training ends after 80 epochs.": {
        (Quantity.EPOCHS, 80)
    },
    "The acoustic model was trained for 12 full epochs on 960 hours of speech.": {(Quantity.EPOCHS, 12)},
    "The segmentation network was trained for 1000 epochs, where one epoch is 250 mini-batches.": {
        (Quantity.EPOCHS, 1000)
    },
    "We fine-tune for 3 epochs on each task.": {(Quantity.EPOCHS, 3)},
    "Fine-tuning takes only 2-4 epochs.": {(Quantity.EPOCHS, 2)},
    "We run training for 25 epochs (about 40k iterations).": {(Quantity.EPOCHS, 25), (Quantity.STEPS, 40000)},
    "All models were trained for 350 epochs: the learning rate was dropped at 150 and 250 epochs.": {
        (Quantity.EPOCHS, 350)
    },
    "The discriminator is trained for 100 epochs and the generator for 200 epochs.": {
        (Quantity.EPOCHS, 100),
        (Quantity.EPOCHS, 200),
    },
    "Number of epochs: 15.": {(Quantity.EPOCHS, 15)},
    "epochs=300, batch size=64": {(Quantity.BATCH_SIZE, 64), (Quantity.EPOCHS, 300)},
    "We trained the networks for a fixed 80-epoch schedule.": {(Quantity.EPOCHS, 80)},
    "A 400-epoch training run was used for the largest network.": {(Quantity.EPOCHS, 400)},
    "We set the number of epochs for CIFAR and SVHN to 160 and 40.": {
        (Quantity.EPOCHS, 160),
        (Quantity.EPOCHS, 40),
    },
    "The number of epochs is chosen from {10, 20, 30}.": {
        (Quantity.EPOCHS, 10),
        (Quantity.EPOCHS, 20),
        (Quantity.EPOCHS, 30),
    },
    "Dropout is disabled for the first 10 epochs of the 60-epoch training.": {(Quantity.EPOCHS, 60)},
    "We train for 500,000 updates.": {(Quantity.STEPS, 500000)},
    "Training runs for 300K steps with Adam.": {(Quantity.STEPS, 300000)},
    "We train for 90k iterations, with learning rate drops at 60k and 80k iterations.": {
        (Quantity.STEPS, 90000)
    },
    "The model is optimised for 1M gradient steps.": {(Quantity.STEPS, 1000000)},
    "We fine-tune for 10,000 iterations with a batch of 32.": {
        (Quantity.BATCH_SIZE, 32),
        (Quantity.STEPS, 10000),
    },
    "max_iter is set to 40000.": {(Quantity.STEPS, 40000)},
    "The total number of iterations is 120,000.": {(Quantity.STEPS, 120000)},
    "We perform 20K stochastic gradient descent steps.": {(Quantity.STEPS, 20000)},
    "Pre-training uses 125k steps on sequences of 512 tokens.": {(Quantity.STEPS, 125000)},
    "We train with SGD for 160k mini-batch updates.": {(Quantity.STEPS, 160000)},
    "The generator was trained for 200k iterations and the discriminator for 1M iterations.": {
        (Quantity.STEPS, 1000000),
        (Quantity.STEPS, 200000),
    },
    "Each training takes 250,000 iterations.": {(Quantity.STEPS, 250000)},
    "Training was stopped at 400k steps.": {(Quantity.STEPS, 400000)},
    "The schedule is 180k iterations long.": {(Quantity.STEPS, 180000)},
    "We train our network over 600 thousand iterations.": {(Quantity.STEPS, 600000)},
    "The model is trained for 3 × 10^5 steps.": {(Quantity.STEPS, 300000)},
    "The batch size was set to 32.": {(Quantity.BATCH_SIZE, 32)},
    "We use mini-batches of 64 images.": {(Quantity.BATCH_SIZE, 64)},
    "Each mini-batch comprises 16 utterances.": {(Quantity.BATCH_SIZE, 16)},
    "Training batches contain roughly 25,000 tokens.": {(Quantity.BATCH_SIZE, 25000)},
    "We train with a batch of 12 volumes.": {(Quantity.BATCH_SIZE, 12)},
    "A global batch of 2,048 sequences is used.": {(Quantity.BATCH_SIZE, 2048)},
    "The effective batch size is 512.": {(Quantity.BATCH_SIZE, 512)},
    "The batch size is 4 per GPU, for a total batch size of 32.": {(Quantity.BATCH_SIZE, 32)},
    "batch size: 128": {(Quantity.BATCH_SIZE, 128)},
    "Gradients are averaged over 256 examples per update.": {(Quantity.BATCH_SIZE, 256)},
    "Mini-batch size of 100 was chosen for all experiments.": {(Quantity.BATCH_SIZE, 100)},
    "We sample 128 graphs per batch.": {(Quantity.BATCH_SIZE, 128)},
    "Because of memory limits the batch size is two.": {(Quantity.BATCH_SIZE, 2)},
    "We used SGD with batch size 16 and momentum 0.9.": {(Quantity.BATCH_SIZE, 16)},
    "The replay buffer holds 1,000,000 transitions and minibatches of 32 are drawn.": {
        (Quantity.BATCH_SIZE, 32)
    },
    "Agents are trained with minibatches of size 64 sampled from replay.": {(Quantity.BATCH_SIZE, 64)},
    "We set the batch size to 2048 user-item pairs.": {(Quantity.BATCH_SIZE, 2048)},
    "Each training batch consisted of 50 patches of 64x64 voxels.": {(Quantity.BATCH_SIZE, 50)},
    "We accumulate gradients over 4 batches of 16 examples.": {(Quantity.BATCH_SIZE, 16)},
    "Batch sizes of 64, 128 and 256 were tried.": {
        (Quantity.BATCH_SIZE, 128),
        (Quantity.BATCH_SIZE, 256),
        (Quantity.BATCH_SIZE, 64),
    },
    "Each worker processes a batch of 24 sentences.": {(Quantity.BATCH_SIZE, 24)},
    "We group sentences of similar length into batches of at most 4096 target tokens.": {
        (Quantity.BATCH_SIZE, 4096)
    },
    "We optimise using Adam (lr 1e-4) for 80 epochs with mini-batches of 8.": {
        (Quantity.BATCH_SIZE, 8),
        (Quantity.EPOCHS, 80),
    },
    "We adopt the SGD optimizer, batch size 24, 160 epochs.": {
        (Quantity.BATCH_SIZE, 24),
        (Quantity.EPOCHS, 160),
    },
    "300 epochs of training were used.": {(Quantity.EPOCHS, 300)},
    "Optimisation is run for 150 epochs.": {(Quantity.EPOCHS, 150)},
    "Training used Adafactor for 2^18 steps.": {(Quantity.STEPS, 262144)},
    "Each model is trained for 1.1M steps with a batch of 2,048 sequences of 512 tokens.": {
        (Quantity.BATCH_SIZE, 2048),
        (Quantity.STEPS, 1100000),
    },
    "The LSTM is trained for 39 epochs, each taking about 40 minutes.": {(Quantity.EPOCHS, 39)},
    "We save the model with the best dev score among 20 epochs.": {(Quantity.EPOCHS, 20)},
    "We used early stopping; training typically ended after 30 epochs.": {(Quantity.EPOCHS, 30)},
    "We set epochs to 50, batch size to 256 and the learning rate to 3e-4.": {
        (Quantity.BATCH_SIZE, 256),
        (Quantity.EPOCHS, 50),
    },
    "For CIFAR-10 we train 200 epochs, for SVHN 40 epochs.": {(Quantity.EPOCHS, 200), (Quantity.EPOCHS, 40)},
    "Our GAN is trained for 450k generator iterations.": {(Quantity.STEPS, 450000)},
    "The LSTM has 2 layers with 650 units and is trained for 39 epochs with sequences of 35 steps.": {
        (Quantity.EPOCHS, 39)
    },
    "A total of 15,000 training iterations with a batch size of 8 was run.": {
        (Quantity.BATCH_SIZE, 8),
        (Quantity.STEPS, 15000),
    },
    "Models were fit with early stopping (max 100 epochs).": {(Quantity.EPOCHS, 100)},
    "In the first stage we train for 30 epochs and in the second for 10 epochs.": {
        (Quantity.EPOCHS, 10),
        (Quantity.EPOCHS, 30),
    },
    "Pre-training lasted 1M steps; fine-tuning, 10k steps.": {
        (Quantity.STEPS, 10000),
        (Quantity.STEPS, 1000000),
    },
    "We use the Adam optimizer with 4,000 warmup steps and train for 100,000 steps in total.": {
        (Quantity.STEPS, 100000)
    },
    "The learning rate is multiplied by 0.1 after 80k and 100k steps, and training stops after 120k steps.": {
        (Quantity.STEPS, 120000)
    },
    "SGD with momentum is used for 160 epochs with step decay at 80 and 120 epochs.": {
        (Quantity.EPOCHS, 160)
    },
}

SOUND_ALIKE = [
    "We use a learning rate of 0.1, divided by 10 at 150 and 225 epochs.",
    "Warm-up lasts 5 epochs.",
    "The learning rate is warmed up over the first 5 epochs and training continues for 295 further epochs.",
    "We evaluate every 5 epochs.",
    "Early stopping with a patience of 20 epochs is applied.",
    "The validation loss did not improve for 10 epochs.",
    "Our method converges within 15 epochs while the baseline needs 40.",
    "PPO performs 10 epochs of optimisation per update.",
    "After the 20th epoch we freeze the encoder.",
    "At epoch 45 the loss diverges.",
    "The decoder is updated in the final 10 epochs only.",
    "We report the mean of the last 5 epochs.",
    "The agent is trained for 50 million frames.",
    "The agent interacts with the environment for 10 million steps.",
    "We use 2,000 warm-up steps.",
    "The learning rate is decayed at 60k and 80k iterations.",
    "Checkpoints are saved every 1000 steps.",
    "The diffusion process has 1000 steps.",
    "Sampling uses 1000 denoising steps.",
    "We generate samples with 1000 steps of Langevin dynamics.",
    "After 5,000 iterations the loss is 0.3.",
    "Convergence is reached after 20,000 iterations.",
    "The target network is updated every 10,000 steps.",
    "Attacks are run for 1000 iterations.",
    "The solver runs for 500 iterations.",
    "We use 10k burn-in iterations of MCMC and keep 1000 samples.",
    "Episodes are limited to 1000 time steps.",
    "k-means is run for 500 iterations.",
    "A batch size of 1 is used for inference.",
    "We use batch normalization with 64 channels.",
    "The batches of samples were measured in 3 laboratories.",
    "We use a linear warmup over 10,000 steps followed by a cosine decay over the remaining 490,000 steps.",
    "The learning rate was kept at 1.0 for 6 epochs and then divided by 1.2 in every epoch.",
    "We anneal the learning rate after 14 epochs.",
    "Data augmentation is switched off for the last 15 epochs.",
    "Exponential moving average is applied from epoch 10.",
    "Each episode lasts 200 steps and we train for 5,000 episodes.",
    "The agent is trained for 1M environment steps with a replay buffer of 100k transitions.",
    "The discriminator is updated 5 times per generator step.",
    "Samples are generated with 250 sampling steps.",
    "We pick the checkpoint at 30k steps.",
    "Validation is performed every 2,000 updates and training halts if there is no improvement for 10 checks.",
    "Results after 50 epochs are similar.",
]


@pytest.mark.parametrize("text", STATED)
def test_a_cost_is_read_in_any_wording(text: str) -> None:
    assert stated(paper_of_text(text)) == STATED[text]


@pytest.mark.parametrize("text", SOUND_ALIKE)
def test_what_only_sounds_like_a_cost_is_none(text: str) -> None:
    assert stated(paper_of_text(text)) == set()
