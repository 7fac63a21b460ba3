"""Costs stated in running text, captions and footnotes."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.documents.model import Document
from extractors.facts.compute.attaching import (
    DESCRIBED,
    INFERRED,
    NAMED,
    OWN_MODEL,
    TOPIC,
    Attachment,
    attach,
    named_model,
)
from extractors.facts.compute.done_here import RUN_HERE, is_done_here, is_trained_in_setup
from extractors.facts.compute.mentions import LOWER_BOUND, SUBSET, UPPER_BOUND, Mention
from extractors.facts.compute.named import data_sets_in
from extractors.facts.compute.owners import NameUsage, is_open, weighed
from extractors.facts.compute.passages import Passage, passages
from extractors.facts.compute.recognisers import mentions
from extractors.facts.compute.recognisers.wording import any_of, clause
from extractors.facts.compute.staging import is_of_pretraining_before, stage_before_tuning, stage_of
from extractors.facts.naming import PaperNames
from extractors.facts.numbers import find_numbers
from extractors.facts.sentences import split_sentences
from extractors.records import Quantity, ReportedCompute, Stage

_RELATED_HEADING = any_of(r"related work", r"\bbackground\b", r"previous work", r"literature", r"prior work")
_OTHERS_DID = any_of(
    r"\bet al\.?,?\s\(?(?:19|20)\d\d[a-z]?\)?\s(?!and\s)(?:\w+\s){0,2}"
    r"(?:train|use|pre-?train|fine-?tun|report|propos|show|introduc|originally)"
)
_OTHERS = any_of(
    r"\b(?:their|they)\b",
    r"\boriginally\b",
    r"previous(?:ly)? (?:best|work|state)",
    r"\bprior work\b",
    r"\bwas (?:estimated|reported) to\b",
    r"\b(?:who|which) use[sd]?\b",
    r"existing (?:models|methods)",
)
_CITED_AFTER = re.compile(
    r"\s?(?:parameters|params)?\)?,?\s?(?:\[\d[\d,\s–-]*\]|\((?:[A-Z][\w-]+ (?:et al\.|and|"
    r"&)[^)]*\d{4}[^)]*)\))"
)
_OF_A_SEARCH_CITED = re.compile(
    r"\sof\s(?:[\w-]+\s){1,3}(?:\([A-Z]{2,5}\)\s)?(?:\[\d[\d,\s–-]*\]|\([A-Z][\w-]+ (?:et al\.|and|&)[^)]*\d{4}[^)]*\))"
)
"""``2000 GPU days of reinforcement learning (Smith et al., 2018)``: what follows the days."""
_OUTDOES = any_of(
    r"\b(?:outperform\w*|surpass\w*|beats?|beating|exceed\w*|than|compared (?:to|with)|versus|vs\.?|unlike|"
    r"in contrast to|comparable to)\s(?:(?!\b(?:we|ours?|while|whereas|but|which)\b|[;:]).)*\Z"
)
"""What stands before a model that the sentence compares its own with."""
_OURS = any_of(r"\b(?:we|our|ours)\b")
_WE_TRAIN = any_of(
    r"\bwe\s(?:\w+\s){0,3}?(?:re-?|pre-?)?(?:train|fine-?tune|optimi[sz]e)d?\b",
    r"\b(?:all|each|every|both|these)\s(?:of\s)?(?:the\s|our\s|these\s)?(?:[\w+-]+\s(?:\[[\d,\s]+\]\s)?){0,3}?"
    r"(?:models?|networks?|nets|architectures?|experiments?|runs?|variants?|baselines?|detectors?|methods)\s"
    r"(?:is|are|was|were)\s(?:\w+\s)?(?:re-?|pre-?)?(?:trained|fine-?tuned|optimi[sz]ed|run)\b",
)
"""What a paper says of training that it did itself, whoever the network is from."""
_WE_DO_ALIKE = any_of(
    r"\bwe\s(?:\w+\s){0,2}?(?:adopt|use|follow|employ|apply|keep|copy|reuse)(?:ed|d)?\s(?:exactly\s)?the\s(?:same|identical)\s"
)
"""``We adopt the same setup as NetB (Author et al., 2019) by pre-training on ...``: what others did, done here."""
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
    around = clause(passage, mention.start, mention.end)
    is_own = _is_own(passage, mention, named, around, usage.names)
    return attach(passage, mention, named, usage.names, is_own), is_own


def _statement(passage: Passage, mention: Mention, usage: NameUsage, counts_macs: bool) -> ReportedCompute:
    quantity = mention.quantity
    around = clause(passage, mention.start, mention.end)
    attached, is_own = ruled_owner(passage, mention, usage)
    if is_own and is_open(passage, attached):
        attached = weighed(passage, mention, usage, attached)
    attached = _of_its_data(passage, mention, attached)
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
        stage=_stage(passage, mention, around),
        is_own=is_own,
        counts_macs=mention.counts_macs or (counts_macs and quantity is Quantity.FORWARD_FLOPS),
        reasons=(
            *mention.reasons, *_run_here(passage, mention, attached, is_own, usage.names), attached.reason,
        ),
    )  # fmt: skip


def _run_here(
    passage: Passage, mention: Mention, attached: Attachment, is_own: bool, names: PaperNames
) -> tuple[str, ...]:
    """Return the reason that a run of a network of others is the paper's own, nothing for any other run."""
    before, model = passage.text[: mention.start], attached.model
    is_of_others = is_own and model and attached.reason == NAMED and names.names_cited(model)
    is_told = is_done_here(before) and not _WE_TRAIN.search(before)
    return (RUN_HERE,) if is_of_others and is_told and not names.names_own(model or "") else ()


def _of_its_data(passage: Passage, mention: Mention, attached: Attachment) -> Attachment:
    """Return the runs of a statement that names no model, called by their data: ``pose estimation models``.

    The paper's own model is no better name where the sentence itself names the data: what a paper trains on COCO is
    seldom what it trains on ImageNet. How large a data set is says a paper of the data, whichever model it has spoken
    of. The size of a subset is that of the models trained on it alone, not of the data it is taken from.
    """
    if SUBSET in mention.reasons:
        return replace(attached, model=f"{passage.text[mention.start : mention.end]} subset", data="")
    if not attached.data or mention.quantity not in _OF_RUNS:
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


_OF_RUNS = frozenset({
    Quantity.EPOCHS, Quantity.STEPS, Quantity.BATCH_SIZE, Quantity.DATASET_SIZE, Quantity.DEVICE_COUNT,
    Quantity.HARDWARE_MODEL, Quantity.WALL_TIME_HOURS,
})  # fmt: skip


def _is_of_no_model(fact: ReportedCompute) -> bool:
    """Return True for what is said of a class of models, not of the size of one.

    Such are ``models of over 100B parameters`` and, where no name stands beside it, ``3B MoE models``.
    """
    is_bound = LOWER_BOUND in fact.reasons or UPPER_BOUND in fact.reasons
    if fact.quantity is Quantity.FORWARD_FLOPS or (fact.quantity is Quantity.PARAMETERS and not fact.is_own):
        return is_bound
    if fact.quantity is not Quantity.PARAMETERS or INFERRED.isdisjoint(fact.reasons):
        return False
    _, _, after = fact.evidence.quote.partition(fact.value_printed)
    return LOWER_BOUND in fact.reasons or _CLASS_OF_MODELS.match(after) is not None


def _is_outdone(passage: Passage, mention: Mention, model: str) -> bool:
    """True for the 13B of ``NetA outperforms the best 13B model (NetB)``."""
    comparison = _OUTDOES.search(passage.text, 0, mention.start)
    if comparison is None:
        return False
    return model in passage.text[comparison.start() :] and model not in passage.text[: comparison.start()]


def _stage(passage: Passage, mention: Mention, around: str) -> Stage:
    if mention.stage is not None:
        return mention.stage
    stage = stage_before_tuning(passage.text[: mention.start], passage.text[mention.end :])
    stage = stage or stage_of(around, passage.text)
    if stage is None and not _BEGINS_A_TRAINING.search(passage.text):
        before = tuple(reversed(list(split_sentences(passage.said_before))))
        stage = Stage.PRETRAINING if is_of_pretraining_before(before) else None
    stage = stage or _stage_of_headings(passage)
    if stage is Stage.INFERENCE and mention.quantity not in _LATENCY:
        stage = stage_of(*reversed(passage.headings))
    return (
        stage
        if stage not in (None, Stage.INFERENCE) or (mention.quantity in _LATENCY and stage)
        else Stage.TRAINING
    )


def _stage_of_headings(passage: Passage) -> Stage | None:
    """Return the stage that the headings tell; one on inference is not of what a sentence says is trained."""
    stage = stage_of(*reversed(passage.headings))
    return None if stage is Stage.INFERENCE and _TRAINS.search(passage.text) else stage


def _is_own(passage: Passage, mention: Mention, model: str | None, around: str, names: PaperNames) -> bool:
    if model and names.names_own(model):
        return True
    if mention.quantity in _SCHEDULE and _WE_TRAIN.search(passage.text, 0, mention.start):
        return True
    if mention.quantity in _OF_RUNS and (
        is_done_here(passage.text[: mention.start]) or is_trained_in_setup(passage.text, passage.headings)
    ):
        return True
    if model and names.names_cited(model):
        return False
    if model is None and _WE_DO_ALIKE.search(passage.text, 0, mention.start):
        return True
    is_of_data = (
        mention.quantity is Quantity.DATASET_SIZE
    )  # who made the data says nothing of who trains on them
    if (_CITED_AFTER.match(passage.text, mention.end) and not is_of_data) or (
        model and _is_outdone(passage, mention, model)
    ):
        return False
    if mention.quantity is Quantity.DEVICE_HOURS and _OF_A_SEARCH_CITED.match(passage.text, mention.end):
        return False
    if _OURS.search(around):
        return True
    if _OTHERS_DID.search(passage.text[: mention.start]):
        return False
    if any(_RELATED_HEADING.search(heading) for heading in passage.headings):
        return False
    return not _OTHERS.search(around)
