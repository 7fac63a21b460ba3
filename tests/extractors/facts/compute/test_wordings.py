"""Statements of cost in the words of many fields, and what only sounds like one, each in a wording of its own."""

from __future__ import annotations

import pytest

from extractors.records import Quantity
from tests.extractors.facts.compute.papers import paper_of_text, stated

STATED = {
    "We train every network for 90 epochs.": {(Quantity.EPOCHS, 90)},
    "Training lasts 200 epochs in all experiments.": {(Quantity.EPOCHS, 200)},
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
    "We process 8 images per GPU on 16 GPUs.": {(Quantity.BATCH_SIZE, 8), (Quantity.DEVICE_COUNT, 16)},
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
    "We train on four GPUs.": {(Quantity.DEVICE_COUNT, 4)},
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
    "The training set contains 60,000 images.": {(Quantity.DATASET_SIZE, 60000)},
    "We train on 1.2 million images.": {(Quantity.DATASET_SIZE, 1200000)},
    "Our training data consist of 4.5M sentence pairs.": {(Quantity.DATASET_SIZE, 4500000)},
    "There are 25,000 training and 25,000 test reviews.": {(Quantity.DATASET_SIZE, 25000)},
    "The corpus is split into 80,000 training, 10,000 validation and 10,000 test examples.": {
        (Quantity.DATASET_SIZE, 80000)
    },
    "The data set has 50,000 training images and 10,000 test images.": {(Quantity.DATASET_SIZE, 50000)},
    "We randomly select 10,000 images for testing and train on the remaining 90,000.": {
        (Quantity.DATASET_SIZE, 90000)
    },
    "The model is pre-trained on 15 billion tokens.": {(Quantity.DATASET_SIZE, 15000000000)},
    "Our network is trained using 11,540 annotated scans.": {(Quantity.DATASET_SIZE, 11540)},
    "We use 3,000 chest radiographs to train the classifier.": {(Quantity.DATASET_SIZE, 3000)},
    "The model was trained on 500K dialogues.": {(Quantity.DATASET_SIZE, 500000)},
    "ImageNet has 1.28 million training images in 1,000 classes.": {(Quantity.DATASET_SIZE, 1280000)},
    "Our training corpus comprises 200M tokens.": {(Quantity.DATASET_SIZE, 200000000)},
    "After filtering, 2.3M pairs remain for training.": {(Quantity.DATASET_SIZE, 2300000)},
    "For training we use 90k samples; 10k are kept for testing.": {(Quantity.DATASET_SIZE, 90000)},
    "We collected 100,000 tweets for training.": {(Quantity.DATASET_SIZE, 100000)},
    "Our agent was trained with 1 million transitions.": {(Quantity.DATASET_SIZE, 1000000)},
    "The train split has 8,500 problems.": {(Quantity.DATASET_SIZE, 8500)},
    "We use the 118k images of train2017 for training.": {(Quantity.DATASET_SIZE, 118000)},
    "The training partition comprised 3,200 CT volumes.": {(Quantity.DATASET_SIZE, 3200)},
    "Our network has 25.6M parameters.": {(Quantity.PARAMETERS, 25600000)},
    "The model contains 110 million trainable parameters.": {(Quantity.PARAMETERS, 110000000)},
    "With only 4.2 million weights, the network is small.": {(Quantity.PARAMETERS, 4200000)},
    "The number of parameters is 7.8M.": {(Quantity.PARAMETERS, 7800000)},
    "The language model has 1.3B parameters.": {(Quantity.PARAMETERS, 1300000000)},
    "Parameter count: 33M": {(Quantity.PARAMETERS, 33000000)},
    "Our net uses 5.3M params and 0.39B FLOPs.": {
        (Quantity.FORWARD_FLOPS, 390000000),
        (Quantity.PARAMETERS, 5300000),
    },
    "At 22M parameters, the network reaches 79.8%.": {(Quantity.PARAMETERS, 22000000)},
    "The network needs 4.1 GFLOPs.": {(Quantity.FORWARD_FLOPS, 4100000000)},
    "A forward pass takes 300 million multiply-adds.": {(Quantity.FORWARD_FLOPS, 300000000)},
    "It costs 1.5 billion FLOPs per image.": {(Quantity.FORWARD_FLOPS, 1500000000)},
    "Training took 3.1e20 FLOPs in total.": {(Quantity.TRAINING_FLOPS, 310000000000000000000)},
    "The computational cost is 569M MACs.": {(Quantity.FORWARD_FLOPS, 569000000)},
    "We spend 10^21 FLOPs on pre-training.": {(Quantity.TRAINING_FLOPS, 1000000000000000000000)},
    "We used 12 petaflop/s-days of compute.": {(Quantity.TRAINING_FLOPS, 1036800000000000000000)},
    "Ours has 17.6G FLOPs and 86M parameters.": {
        (Quantity.FORWARD_FLOPS, 17600000000),
        (Quantity.PARAMETERS, 86000000),
    },
    "Experiments were conducted on an NVIDIA RTX A6000.": {
        (Quantity.DEVICE_COUNT, 1),
        (Quantity.HARDWARE_MODEL, "NVIDIA RTX A6000"),
    },
    "All the experiments are performed with NVIDIA Tesla V100 GPUs.": {
        (Quantity.HARDWARE_MODEL, "NVIDIA Tesla V100")
    },
    "We optimise using Adam (lr 1e-4) for 80 epochs with mini-batches of 8.": {
        (Quantity.BATCH_SIZE, 8),
        (Quantity.EPOCHS, 80),
    },
    "Training ran for 24h on a single GeForce RTX 2080 Ti.": {
        (Quantity.DEVICE_COUNT, 1),
        (Quantity.HARDWARE_MODEL, "GeForce RTX 2080 Ti"),
        (Quantity.WALL_TIME_HOURS, 24),
    },
    "We adopt the SGD optimizer, batch size 24, 160 epochs.": {
        (Quantity.BATCH_SIZE, 24),
        (Quantity.EPOCHS, 160),
    },
    "The networks are trained from scratch with 4 Tesla V100 for 100 epochs.": {
        (Quantity.DEVICE_COUNT, 4),
        (Quantity.EPOCHS, 100),
        (Quantity.HARDWARE_MODEL, "Tesla V100"),
    },
    "300 epochs of training were used.": {(Quantity.EPOCHS, 300)},
    "Optimisation is run for 150 epochs.": {(Quantity.EPOCHS, 150)},
    "Training used Adafactor for 2^18 steps.": {(Quantity.STEPS, 262144)},
    "Each model is trained for 1.1M steps with a batch of 2,048 sequences of 512 tokens.": {
        (Quantity.BATCH_SIZE, 2048),
        (Quantity.STEPS, 1100000),
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
    "The LSTM is trained for 39 epochs, each taking about 40 minutes.": {(Quantity.EPOCHS, 39)},
    "We save the model with the best dev score among 20 epochs.": {(Quantity.EPOCHS, 20)},
    "We used early stopping; training typically ended after 30 epochs.": {(Quantity.EPOCHS, 30)},
    "We set epochs to 50, batch size to 256 and the learning rate to 3e-4.": {
        (Quantity.BATCH_SIZE, 256),
        (Quantity.EPOCHS, 50),
    },
    "For CIFAR-10 we train 200 epochs, for SVHN 40 epochs.": {(Quantity.EPOCHS, 200), (Quantity.EPOCHS, 40)},
    "Our GAN is trained for 450k generator iterations.": {(Quantity.STEPS, 450000)},
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
    "The LSTM has 2 layers with 650 units and is trained for 39 epochs with sequences of 35 steps.": {
        (Quantity.EPOCHS, 39)
    },
    "A total of 15,000 training iterations with a batch size of 8 was run.": {
        (Quantity.BATCH_SIZE, 8),
        (Quantity.STEPS, 15000),
    },
    "Models were fit with early stopping (max 100 epochs).": {(Quantity.EPOCHS, 100)},
    "We trained the U-Net for 50,000 iterations, which took 8 hours on a Titan Xp.": {
        (Quantity.DEVICE_COUNT, 1),
        (Quantity.HARDWARE_MODEL, "Titan Xp"),
        (Quantity.STEPS, 50000),
        (Quantity.WALL_TIME_HOURS, 8),
    },
    "The dataset was split into 8,000 training and 2,000 test samples.": {(Quantity.DATASET_SIZE, 8000)},
    "The data set consists of 5,232 training and 624 test radiographs.": {(Quantity.DATASET_SIZE, 5232)},
    "In total, 112,120 X-rays of 30,805 patients were used for training.": {(Quantity.DATASET_SIZE, 112120)},
    "The mean training time was 2.3 hours per fold on a single GPU.": {
        (Quantity.DEVICE_COUNT, 1),
        (Quantity.WALL_TIME_HOURS, 2.3),
    },
    "Training the ranking model on one day of logs takes 6 hours.": {(Quantity.WALL_TIME_HOURS, 6)},
    "Optimising the hyper-parameters took 5 days with 20 GPUs.": {
        (Quantity.DEVICE_COUNT, 20),
        (Quantity.WALL_TIME_HOURS, 120),
    },
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
    "Our language model was trained on 3 billion words.": {(Quantity.DATASET_SIZE, 3000000000)},
    "Word vectors of 300 dimensions were trained on 6B tokens.": {(Quantity.DATASET_SIZE, 6000000000)},
    "Our parallel corpus has 2.1M sentence pairs after cleaning.": {(Quantity.DATASET_SIZE, 2100000)},
    "We augment the data to 1.5 million synthetic sentences for training.": {
        (Quantity.DATASET_SIZE, 1500000)
    },
    "The base model has 12 layers, 768 hidden units and 110M parameters.": {(Quantity.PARAMETERS, 110000000)},
    "It takes 4.9 GMACs at 224 pixels.": {(Quantity.FORWARD_FLOPS, 4900000000)},
    "Inference needs 2.1 GFLOPs and 35 ms on a phone.": {(Quantity.FORWARD_FLOPS, 2100000000)},
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
    "An epoch takes 5 minutes.",
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
    "Evaluation is done on 5,000 images.",
    "The test set contains 10,000 questions.",
    "The data set contains 1.5M users and 20M ratings.",
    "The vocabulary has 32,000 words.",
    "The forest has 1,000 trees.",
    "The database has 12,000 rows and 40 columns.",
    "Our system serves 2 million users.",
    "We asked 1,200 workers to label the images.",
    "The evaluation used 2,000 images of 40 patients.",
    "The feature vector has 4,096 dimensions.",
    "The sentences were drawn from 30,000 documents by crowd workers.",
    "The gallery has 19,732 images of 750 identities.",
    "We evaluate on 12,936 queries.",
    "A total of 10,000 episodes are used for evaluation.",
    "Images are resized to 1,024 pixels.",
    "The model generates 10,000 samples for computing FID.",
    "MIMIC holds 58,976 admissions of 46,520 patients.",
    "The memory bank stores 65,536 negatives.",
    "We report results on 3,000 sentences of newstest.",
    "We select 1,000 prompts for human evaluation.",
    "100,000 samples are drawn to estimate the mutual information.",
    "The attention module adds only 0.2M parameters.",
    "The last layer has 2M parameters.",
    "Each expert has 100M parameters.",
    "The optimiser has 3 parameters.",
    "Compared with it, ours needs 10M fewer parameters.",
    "Models with more than 100M parameters overfit.",
    "The grid search covers 1,000,000 parameter combinations.",
    "The GPU delivers 15 TFLOPS.",
    "This saves 2 GFLOPs.",
    "A peak of 125 TFLOP/s is reached.",
    "The V100 has 32 GB of memory.",
    "We deploy the model on an iPhone 12.",
    "We use a linear warmup over 10,000 steps followed by a cosine decay over the remaining 490,000 steps.",
    "The learning rate was kept at 1.0 for 6 epochs and then divided by 1.2 in every epoch.",
    "We anneal the learning rate after 14 epochs.",
    "Validation is performed every 2,000 updates and training halts if there is no improvement for 10 checks.",
    "Data augmentation is switched off for the last 15 epochs.",
    "Exponential moving average is applied from epoch 10.",
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
    "Sequences are truncated to 512 tokens.",
    "Each episode lasts 200 steps and we train for 5,000 episodes.",
    "The agent is trained for 1M environment steps with a replay buffer of 100k transitions.",
    "We use 32 parallel actors and a learner on one GPU.",
    "MovieLens-20M has 138,493 users and 26,744 items.",
    "We sample 1,000 negative items per user for evaluation.",
    "The graph has 2,708 nodes and 5,429 edges.",
    "Each user has at least 20 interactions.",
    "We used 10-fold cross-validation on 1,500 subjects.",
    "A cohort of 25,000 patients was followed for five years.",
    "We train on one week of traffic and predict the next hour.",
    "The sensors were sampled every 5 minutes over 4 months; 70% is used for training.",
    "Every model was retrained once a day.",
    "The discriminator is updated 5 times per generator step.",
    "Samples are generated with 250 sampling steps.",
    "We pick the checkpoint at 30k steps.",
    "Results after 50 epochs are similar.",
    "The dictionary holds 50,000 words.",
    "We crawl 3 million pages and keep 40,000 questions for evaluation.",
    "Our ViT (86M) beats the CNN (25M).",
    "With 0.6M parameters less, it is as good.",
    "The classifier head adds 1M parameters to the 23M of the backbone.",
]


@pytest.mark.parametrize("text", STATED)
def test_a_cost_is_read_in_any_wording(text: str) -> None:
    assert stated(paper_of_text(text)) == STATED[text]


@pytest.mark.parametrize("text", SOUND_ALIKE)
def test_what_only_sounds_like_a_cost_is_none(text: str) -> None:
    assert stated(paper_of_text(text)) == set()
