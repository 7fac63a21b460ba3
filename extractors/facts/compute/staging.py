"""Which part of a model's life a text is about."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from extractors.catalog.terms import Facet, find_terms, is_training_data
from extractors.facts.compute.beginnings import without_beginnings
from extractors.facts.compute.recognisers.wording import any_of
from extractors.records import Stage

_CUES = (
    (
        Stage.INFERENCE,
        any_of(
            r"\binference\b", r"\blatency\b",
            r"(?<!training )\bthroughput\b(?! (?:of|for|in) training)",
            r"\bfps\b", r"frames per second",
            r"(?:images|im|samples|words)\s?(?:per|/)\s?s",
            r"\btest[\s-]time\b", r"\bat test\b", r"\brun-?times?\b(?! (?:of|for) training)",
            r"\bdecod(?:ing|e)\b", r"\bdeploy",
            r"(?:inference|generation|detection|test(?:ing)?|running|GPU|CPU) speeds?", r"\bspeed (?:tests?|"
            r"measure\w+)", r"\bat a speed\b",
            r"\btimings?\b", r"\bspeed (?:results?|comparisons?)\b",
            r"\bframe rate", r"\breal-?time\b", r"\bserving\b", r"\b(?:for|to) test(?:ing)?\b",
        ),
    ),
    (
        Stage.SEARCH,
        any_of(
            r"architecture search",
            r"\bsearch(?:ed|ing)? (?:cost|phase|experiment|space|process|time|stage)", r"\bNAS\b",
            r"\bcontroller\b", r"\bevolution(?:ary)? (?:experiment|search|process)",
            r"\bchild (?:model|network)", r"\bsearch\b.{0,40}\b[GT]PU",
            r"\bsuper-?nets?\b", r"\A\W*(?:\d\W+)?(?:architecture )?search(?:ing)?\W*\Z",
            r"\bwe (?:\w+ )?search\b(?! for (?:the )?(?:\w+ )?(?:learning|hyper|weight))",
            r"\bsearch(?:es|ing)? (?:is (?:run|done|performed|conducted)|runs|lasts|takes|took|on|for \d)",
        ),
    ),
    (
        Stage.FINETUNING,
        any_of(
            r"\bfine-?tun", r"\bdownstream\b", r"\btransfer(?:red|ring)? (?:to|learning)", r"\bSFT\b",
            r"instruction[\s-]tun", r"\bRLHF\b",
            r"\badapt(?:ed|ation|ing)\b(?!\sfrom)", r"post-?training", r"context extension",
        ),
    ),
    (Stage.PRETRAINING, any_of(r"\bpre-?train")),
)  # fmt: skip


def in_a_paper_on_pretraining(stage: Stage, quote: str) -> Stage:
    """Return the stage of a statement in a paper that `is_on_pretraining`: what it calls training is pre-training.

    Models trained from scratch or with labels are its baselines, unless the sentence says that they are pre-trained so.

    Args:
        stage: As told without the title.
        quote: What says it.
    """
    is_compared = _WITHOUT_PRETRAINING.search(quote) and not _PRE_TRAINS_ANYHOW.search(quote)
    return Stage.PRETRAINING if stage is Stage.TRAINING and not is_compared else stage


_WITHOUT_PRETRAINING = any_of(
    r"\bfrom[\s-]scratch\b", r"\b(?<!self-)supervised (?:training|baselines?|models?)\b"
)
_PRE_TRAINS_ANYHOW = any_of(r"\bpre-?train")


def is_on_pretraining(title: str) -> bool:
    """Tell whether pre-training is what a paper is about: ``NetB: Pre-training of Deep Nets``."""
    return stage_of(title) is Stage.PRETRAINING


def stage_of(*texts: str) -> Stage | None:
    """Return the stage that the first text with a cue speaks of, or None.

    Args:
        texts: The closest text first: the clause, then the sentence, then headings from the innermost.
    """
    return next((stage for text in texts if (stage := _stage_of(text)) is not None), None)


_EITHER_STAGE = any_of(
    r"\(pre-?\)-?\s?train",
    r"\btraining\s?(?:/|and|or)\s?pre-?training\b",
    r"\bpre-?training\s?(?:/|or)\s?training\b",
)


def of_either_stage(stage: Stage, caption: str, data: str) -> Stage:
    """Return the stage of settings in a table of ``(pre-)training settings``, of which the data say one.

    Args:
        stage: The stage that heads and caption tell.
        caption: What the table is about.
        data: The data set that the settings are for, empty where none is named.

    Returns:
        Pre-training for data that nets are only pre-trained on, else the stage as told.
    """
    named = [term for term in find_terms(data) if term.facet is Facet.DATASET]
    is_first = any(is_training_data(term.term_id) for term in named)
    is_either = stage in (Stage.TRAINING, Stage.PRETRAINING) and _EITHER_STAGE.search(caption)
    if not is_either or not named:
        return stage
    return Stage.PRETRAINING if is_first else Stage.TRAINING


_COMPARES_PRETRAININGS = any_of(
    r"\A\W*pre-?train(?:ing|ed)?(?:\s(?:methods?|tasks?|frameworks?|objectives?|approach\w*|schemes?|strateg\w+|algorithms?))?"
    r"(?:\s?\([^)]*\))?\W*\Z"
)


def stage_of_lengths(stage: Stage | None, heads: Sequence[str]) -> Stage | None:
    """Return the stage of the epochs and steps in a column of a table.

    In a table of methods of pre-training they are of pre-training, even if its caption says how all are fine-tuned.

    Args:
        stage: The stage that the caption speaks of.
        heads: The heads of the columns that name its rows.
    """
    return Stage.PRETRAINING if any(map(_COMPARES_PRETRAININGS.match, heads)) else stage


_PRE_TRAINING_BEGINS = any_of(
    r"\bwe\s(?:\w+\s){0,2}pre-?train\b(?!ed)",
    r"\A\W*(?:(?:for|during|in|our|the|[\w.-]+)\s){0,3}pre-?training\b",
)
_TRAINING_BEGINS = any_of(r"\b(?:fine-?)?(?:train|tun)(?:ed|ing|s)?\b", r"\bdownstream\b", r"\btransfer")


def is_of_pretraining_before(said_before: Sequence[str]) -> bool:
    """Tell whether sentences of a paragraph go on about a pre-training that one of them begins.

    ``We pre-train on X. We use 8 GPUs and a batch of 512.``: the second sentence does not say it again.

    Args:
        said_before: The sentences before the one in question, the closest first.

    Returns:
        True where they do.
    """
    for sentence in said_before:
        if _PRE_TRAINING_BEGINS.search(sentence):
            return True
        if _TRAINING_BEGINS.search(sentence):
            return False
    return False


_THEN_TUNES = any_of(
    r"(?:\b(?:then|before|followed by|after which)|\band)\s(?:(?:we|is|are|was|were|being|it|them|further|"
    r"finally|subsequently|additional|a|the)\s){0,3}fine-?tun"
)
_TUNES = any_of(r"\bfine-?tun")
_PRE_TRAINS = any_of(r"\bpre-?train(?:ed|s)?\b")
_TRAINS = any_of(r"(?<!re)(?<!re-)\b(?:train(?:ed|s)?|training (?:is|was|takes|runs))\b")


def stage_before_tuning(before: str, after: str) -> Stage | None:
    """Return the stage of a quantity between ``trained for`` and ``, and then fine-tuned for 40 epochs``.

    Args:
        before: What the sentence says before the quantity.
        after: What it says after it.
    """
    before = without_beginnings(before)
    if _TUNES.search(before) or not _THEN_TUNES.search(after):
        return None
    if _PRE_TRAINS.search(before):
        return Stage.PRETRAINING
    return Stage.TRAINING if _TRAINS.search(before) else None


@lru_cache(maxsize=4096)
def _stage_of(text: str) -> Stage | None:
    told = without_beginnings(text)
    return next(
        (stage for stage, cue in _CUES if cue.search(told if stage is Stage.PRETRAINING else text)), None
    )
