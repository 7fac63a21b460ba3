"""Statements of the size of data and of models, and of operations.

In the words of many fields, each in a wording of its own, beside what only sounds like one.
"""

from __future__ import annotations

import pytest

from extractors.records import Quantity
from tests.extractors.facts.compute.papers import paper_of_text, stated

STATED = {
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
    "The dataset was split into 8,000 training and 2,000 test samples.": {(Quantity.DATASET_SIZE, 8000)},
    "The data set consists of 5,232 training and 624 test radiographs.": {(Quantity.DATASET_SIZE, 5232)},
    "In total, 112,120 X-rays of 30,805 patients were used for training.": {(Quantity.DATASET_SIZE, 112120)},
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
    "This saves 2 GFLOPs.",
    "Sequences are truncated to 512 tokens.",
    "MovieLens-20M has 138,493 users and 26,744 items.",
    "We sample 1,000 negative items per user for evaluation.",
    "The graph has 2,708 nodes and 5,429 edges.",
    "Each user has at least 20 interactions.",
    "We used 10-fold cross-validation on 1,500 subjects.",
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
