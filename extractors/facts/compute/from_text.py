"""Costs stated in running text, captions and footnotes."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.documents.model import Document
from extractors.facts.compute.attaching import (
    DESCRIBED,
    INFERRED,
    OWN_MODEL,
    TOPIC,
    Attachment,
    attach,
    named_model,
)
from extractors.facts.compute.mentions import LOWER_BOUND, SUBSET, UPPER_BOUND, Mention
from extractors.facts.compute.named import data_sets_in
from extractors.facts.compute.own_runs import OF_RUNS, RUN_HERE, is_of_others_run_here, is_own_run
from extractors.facts.compute.owners import NameUsage, is_open, weighed
from extractors.facts.compute.passages import Passage, passages
from extractors.facts.compute.recognisers import mentions
from extractors.facts.compute.recognisers.wording import any_of, clause
from extractors.facts.compute.staging import is_of_pretraining_before, stage_before_tuning, stage_of
from extractors.facts.numbers import find_numbers
from extractors.facts.paper_names import PaperNames
from extractors.facts.sentences import split_sentences
from extractors.records import Quantity, ReportedCompute, Stage

_BEGINS_A_TRAINING = any_of(r"\b(?:re-?)?train(?:ed|s)?\b")
"""A sentence that says of itself that something is trained."""
_TRAINS = any_of(r"\b(?:re-?|pre-?)?train(?:ed|s|ing)?\b|\bfine-?tun|\blearning rate\b|\bSGD\b|\bAdamW?\b")
_CLASS_OF_MODELS = re.compile(r"\s(?:[A-Z]\w*[A-Z]\w*\s)(?:models|networks)\b")
_SCHEDULE = frozenset({Quantity.EPOCHS, Quantity.STEPS, Quantity.BATCH_SIZE})
_LATENCY = frozenset({Quantity.HARDWARE_MODEL, Quantity.DEVICE_COUNT, Quantity.BATCH_SIZE})
"""Only these are stated of inference; an epoch or a step is never one of inference."""


def prose_statements(document: Document, names: PaperNames, counts_macs: bool) -> tuple[ReportedCompute, ...]:
    """Return what the sentences of a paper say about cost, in reading order.

    Args:
        document: The paper.
        names: What the paper calls its own models and those of others.
        counts_macs: Whether the paper says that its FLOPs are multiply-adds.
    """
    usage = NameUsage(document, names)
    stated = (
        _statement(passage, mention, usage, counts_macs)
        for passage in passages(document)
        for mention in mentions(passage)
    )
    return tuple(fact for fact in stated if not _is_of_no_model(fact))


def says_flops_are_multiply_adds(document: Document) -> bool:
    """Tell whether a paper defines its FLOPs as multiply-adds."""
    texts = (*(p.text for p in document.paragraphs), *(table.caption for table in document.tables))
    return any("flop" in text.lower() and _DEFINES_FLOPS.search(text) for text in texts)


def counted_data(document: Document) -> frozenset[float]:
    """Return how many tokens, words or examples a paper counts anywhere: ``a 6 billion token corpus``."""
    texts = (paragraph.text for paragraph in document.paragraphs)
    return frozenset(
        number.value
        for text in texts
        if _DATA_UNIT.search(text)
        for number in find_numbers(text)
        if number.has_scale and _DATA_UNIT.match(text, number.end)
    )


_DATA_UNIT = any_of(r"[\s-](?:\w+\s)?(?:tokens?|words|sentences|images|examples|samples|pairs|documents)\b")
_DEFINES_FLOPS = any_of(
    r"FLOPs?\s?\(?(?:i\.e\.,?\s)?\(?(?:#\s?)?(?:of\s)?(?:the\s)?(?:number of\s)?(?:multiply|multi|"
    r"mult)[\s-]?add",
    r"FLOPs? (?:is|are) (?:represented|measured|counted|computed|defined|calculated) (?:by|as|"
    r"in) (?:\w+\s){0,3}mult",
    r"FLOPs?[^.]{0,30}\bcount(?:s|ed|ing)? (?:of )?(?:\w+\s){0,2}mult",
    r"mult(?:iply|i)?-?adds?\)? (?:count )?(?:as|denoted (?:as|by)|are called) FLOP",
    r"FLOPs?[^.]{0,20}\(multiply-adds\)",
)


def ruled_owner(passage: Passage, mention: Mention, usage: NameUsage) -> tuple[Attachment, bool]:
    """Return whose a quantity is by the rules alone, and whether it is the paper's own.

    Args:
        passage: The sentence.
        mention: The quantity and its place.
        usage: What the paper says about names.
    """
    named = named_model(passage, mention, usage.names)
    is_own = is_own_run(passage, mention, named, usage.names)
    return attach(passage, mention, named, usage.names, is_own), is_own


def _statement(passage: Passage, mention: Mention, usage: NameUsage, counts_macs: bool) -> ReportedCompute:
    quantity = mention.quantity
    attached, is_own = ruled_owner(passage, mention, usage)
    if is_own and is_open(passage, attached):
        attached = weighed(passage, mention, usage, attached)
    attached = _of_its_data(passage, mention, attached)
    is_run_here = is_own and is_of_others_run_here(passage, mention, attached, usage.names)
    run_here = (RUN_HERE,) if is_run_here else ()
    return ReportedCompute(
        quantity=quantity,
        value=mention.value,
        value_printed=passage.text[mention.start : mention.end],
        evidence=passage.evidence(),
        confidence=mention.confidence,
        text_value=mention.text_value,
        unit_printed=mention.unit_printed,
        value_low=mention.value_low,
        value_high=mention.value_high,
        model_name=attached.model,
        dataset_name=attached.data,
        stage=_stage(passage, mention),
        is_own=is_own,
        counts_macs=mention.counts_macs or (counts_macs and quantity is Quantity.FORWARD_FLOPS),
        reasons=(*mention.reasons, *run_here, attached.reason),
    )


def _of_its_data(passage: Passage, mention: Mention, attached: Attachment) -> Attachment:
    """Return the runs of a statement that names no model, called by their data: ``pose estimation models``.

    Where the sentence itself names the data, the data are a better name than the paper's own model: what a paper
    trains on COCO is seldom what it trains on ImageNet. The size of a data set is said of the data, whichever model
    the paragraph is about. The size of a subset is for the models trained on the subset alone.
    """
    if SUBSET in mention.reasons:
        return replace(attached, model=f"{passage.text[mention.start : mention.end]} subset", data="")
    if not attached.data or mention.quantity not in OF_RUNS:
        return attached
    if not data_sets_in(attached.data):  # a task
        return replace(attached, model=f"{attached.data} models") if attached.model is None else attached
    is_size = mention.quantity is Quantity.DATASET_SIZE and attached.reason in _GUESSED
    is_told = attached.reason == OWN_MODEL and attached.data in passage.text
    is_told = is_told or (attached.reason == DESCRIBED and bool(data_sets_in(attached.model or "")))
    return (
        replace(attached, model=attached.data) if attached.model is None or is_size or is_told else attached
    )


_GUESSED = frozenset({OWN_MODEL, TOPIC})
"""Reasons of an attachment to a model that the sentence does not speak of."""


def _is_of_no_model(fact: ReportedCompute) -> bool:
    """Return True for what is said of a class of models, not of the size of one.

    Examples are ``models of over 100B parameters`` and, without a name beside it, ``3B MoE models``.
    """
    is_bound = LOWER_BOUND in fact.reasons or UPPER_BOUND in fact.reasons
    if fact.quantity is Quantity.FORWARD_FLOPS or (fact.quantity is Quantity.PARAMETERS and not fact.is_own):
        return is_bound
    if fact.quantity is not Quantity.PARAMETERS or INFERRED.isdisjoint(fact.reasons):
        return False
    _, _, after = fact.evidence.quote.partition(fact.value_printed)
    return LOWER_BOUND in fact.reasons or _CLASS_OF_MODELS.match(after) is not None


def _stage(passage: Passage, mention: Mention) -> Stage:
    """Return the stage of a quantity: by its own wording, its sentence, those before, or the headings."""
    if mention.stage is not None:
        return mention.stage
    stage = (
        stage_before_tuning(passage.text[: mention.start], passage.text[mention.end :])
        or stage_of(clause(passage, mention.start, mention.end), passage.text)
        or _stage_begun_before(passage)
        or _stage_of_headings(passage)
    )
    is_latency = mention.quantity in _LATENCY
    if stage is Stage.INFERENCE and not is_latency:
        stage = stage_of(*reversed(passage.headings))
    return Stage.TRAINING if stage is None or (stage is Stage.INFERENCE and not is_latency) else stage


def _stage_begun_before(passage: Passage) -> Stage | None:
    """Return pre-training where a sentence before begins one, and this sentence no training of its own."""
    if _BEGINS_A_TRAINING.search(passage.text):
        return None
    before = tuple(reversed(list(split_sentences(passage.said_before))))
    return Stage.PRETRAINING if is_of_pretraining_before(before) else None


def _stage_of_headings(passage: Passage) -> Stage | None:
    """Return the stage that the headings tell; one on inference is not of what a sentence says is trained."""
    stage = stage_of(*reversed(passage.headings))
    return None if stage is Stage.INFERENCE and _TRAINS.search(passage.text) else stage
