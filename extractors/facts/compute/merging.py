"""One fact once: the same cost stated in abstract, text and table becomes one record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from extractors.catalog.hardware import HardwareKind, find
from extractors.catalog.terms import Facet, find_terms
from extractors.facts.compute.attaching import ALL_MODELS, DESCRIBED, INFERRED, NAMED, OWN_MODEL
from extractors.facts.compute.done_here import RUN_HERE
from extractors.facts.compute.mentions import SIZES
from extractors.facts.compute.recognisers.devices import NO_VERSION
from extractors.facts.compute.recognisers.schedule import SCHEDULE
from extractors.facts.compute.recognisers.wording import any_of
from extractors.facts.naming import name_key
from extractors.records import SETTINGS, Quantity, ReportedCompute, Stage

_TELLING = frozenset({Facet.DATASET, Facet.PART, Facet.TASK})
_SUMMARY = any_of(r"abstract", r"introduction", r"conclusion", r"discussion", r"summary", r"related work")
_TRAINS = any_of(
    r"\b(?:we|are|is|were|was)\s(?:\w+\s){0,2}?(?:(?:re-?)?train(?:ed)?|us(?:e|ed)|adopt(?:ed)?|follow)\b"
)
"""What tells how something is trained; other sentences name a schedule to say how well it does."""
_OF_MACHINES = frozenset({Quantity.HARDWARE_MODEL, Quantity.DEVICE_COUNT})
_LENGTHS = frozenset({Quantity.EPOCHS, Quantity.STEPS})
"""What a table prints of one model, and a sentence of all that have no such row."""
_SAID_AGAIN = frozenset({Quantity.DATASET_SIZE, Quantity.WALL_TIME_HOURS})
_SCHEDULE = _LENGTHS | {Quantity.BATCH_SIZE}
_SAID = frozenset({NAMED, DESCRIBED})
_GENERIC_WORDS = frozenset({"model", "models", "network", "networks", "net", "the", "our", "ours", "a"})
_SHORTEST_PLURAL = 4
_DIGITS = 3
"""Significant digits in which two printings of one value agree (``25.6M``, ``25.56M`` do not)."""


def merge(statements: Iterable[ReportedCompute]) -> tuple[ReportedCompute, ...]:
    """Return each fact once, with its best evidence, in reading order.

    Statements of one value are one fact when they name the same model, or one names it in more words than
    the other and they stand in different places, or when the text leaves it to its reader whose they are. A
    statement that names no model gives way to one that does, a size stated in running text to a table that
    prints it, a TPU of no version to one whose version the paper names.

    Args:
        statements: Everything read, those of tables first, each group in reading order.
    """
    facts: dict[Hashable, list[ReportedCompute]] = defaultdict(list)
    for statement in statements:
        same_value = facts[_value_key(statement)]
        twin = next((i for i, kept in enumerate(same_value) if _is_same(statement, kept)), None)
        if twin is None:
            same_value.append(statement)
        else:
            same_value[twin] = _better(same_value[twin], statement)
    merged = [fact for same_value in facts.values() for fact in _named_first(same_value)]
    has_version = any(_is_versioned(fact) for fact in merged)
    return tuple(fact for fact in merged if not (has_version and NO_VERSION in fact.reasons))


def _named_first(same_value: list[ReportedCompute]) -> list[ReportedCompute]:
    """Return the statements but those without a model where one with a model says the same of whose it is.

    One that speaks of all models says more than any of one model.
    """
    named_by_owner = {fact.is_own for fact in same_value if fact.model_name}
    return [
        fact
        for fact in same_value
        if fact.model_name
        or ALL_MODELS in fact.reasons
        or _length_of_table(fact)
        or fact.is_own not in named_by_owner
    ]


def _is_versioned(fact: ReportedCompute) -> bool:
    hardware = find(fact.text_value) if fact.quantity is Quantity.HARDWARE_MODEL else None
    return hardware is not None and hardware.kind is HardwareKind.TPU


def _is_same(statement: ReportedCompute, kept: ReportedCompute) -> bool:
    if _length_of_table(statement) != _length_of_table(kept):
        return False
    if _are_of_one_bench(statement, kept) or _are_of_one_schedule(statement, kept):
        return True
    new_is_table, old_is_table = bool(statement.evidence.table_label), bool(kept.evidence.table_label)
    if new_is_table and _place(statement) == _place(kept):
        return _is_of_one_row(statement, kept) or _is_of_one_set(statement, kept)
    if new_is_table and old_is_table:
        return owner_key(statement) == owner_key(kept)
    if statement.quantity in SIZES and new_is_table != old_is_table:
        return True
    new, old = owner_key(statement), owner_key(kept)
    is_inferred = not INFERRED.isdisjoint((*statement.reasons, *kept.reasons))
    is_prose = not new_is_table and not old_is_table
    of_all = [fact for fact in (statement, kept) if ALL_MODELS in fact.reasons]
    of_named = [fact for fact in (statement, kept) if INFERRED.isdisjoint(fact.reasons)]
    if (is_prose or statement.quantity in _LENGTHS) and of_all and of_named:
        return False
    if is_prose and _are_of_two(statement, kept):
        return False
    if is_prose and statement.quantity in _LENGTHS and _is_of_one_variant(statement, kept):
        return False
    if is_prose and is_inferred and _are_told_apart(statement, kept):
        return False
    if (
        statement.quantity in _OF_MACHINES
        and is_prose
        and is_inferred
        and _are_compatible(new.data, old.data)
    ):
        return True
    if is_prose and is_inferred and _repeats(statement, kept):
        return True
    if not _are_compatible(new.data, old.data) or _whose(statement) != _whose(kept):
        return new == old
    if is_prose and is_inferred:
        # Training and fine-tuning often have one size of batch: two statements all the same.
        is_of_one_stage = (statement.stage is Stage.FINETUNING) == (kept.stage is Stage.FINETUNING)
        return is_of_one_stage or statement.quantity is not Quantity.BATCH_SIZE
    return _are_compatible(new.words, old.words)


def _whose(statement: ReportedCompute) -> tuple[bool, bool]:
    """Tell the paper's own runs from those of others, and from its runs of networks of others."""
    return statement.is_own, RUN_HERE in statement.reasons


def _is_of_one_row(one: ReportedCompute, other: ReportedCompute) -> bool:
    """Tell rows of one table that say the same from those of one model on several data sets, each a run of its own."""
    data = {fact.dataset_name for fact in (one, other) if fact.dataset_name and fact.quantity not in SIZES}
    return one.model_name == other.model_name and len(data) < 2


def _length_of_table(statement: ReportedCompute) -> str:
    """Return the table whose caption says how long its rows were trained, nothing for any other statement.

    What a caption says is of its table, whatever else is trained as long.
    """
    evidence = statement.evidence
    is_caption = statement.quantity in _LENGTHS and evidence.row is None
    return evidence.table_label if is_caption else ""


def _are_of_one_bench(one: ReportedCompute, other: ReportedCompute) -> bool:
    """Tell the machine on which a paper measures speed, which sentences name beside each model that is quick on it."""
    is_measured = one.quantity is Quantity.HARDWARE_MODEL and one.stage is other.stage is Stage.INFERENCE
    is_said = not (one.evidence.table_label or other.evidence.table_label)
    return is_measured and is_said and one.is_own and other.is_own


def _are_of_one_schedule(one: ReportedCompute, other: ReportedCompute) -> bool:
    """Tell ``the 3x schedule`` said again, of whichever detector, from epochs that a sentence prints."""
    return one.unit_printed == other.unit_printed == SCHEDULE


def _is_of_one_variant(one: ReportedCompute, other: ReportedCompute) -> bool:
    """Tell what is said of the paper's model from what is said, by name, of one of its variants."""
    general = [fact for fact in (one, other) if OWN_MODEL in fact.reasons]
    named = [fact for fact in (one, other) if INFERRED.isdisjoint(fact.reasons)]
    return bool(general and named) and owner_key(general[0]).words < owner_key(named[0]).words


def _repeats(one: ReportedCompute, other: ReportedCompute) -> bool:
    """Tell what a summary (abstract, introduction, conclusion) says again of the data or the time of a run."""
    is_in_summary = any(_SUMMARY.search(fact.evidence.section) for fact in (one, other))
    is_open = all(_SAID.isdisjoint(fact.reasons) for fact in (one, other))
    return is_in_summary and is_open and one.quantity in _SAID_AGAIN and one.is_own == other.is_own


def _are_of_two(one: ReportedCompute, other: ReportedCompute) -> bool:
    """Return True for what two sentences of one section say of two runs, where each describes its own.

    ``The baseline model`` is not ``the proposed model``, for all that neither is called by its name.
    """
    is_of_one_section = one.evidence.section == other.evidence.section
    are_described = all(DESCRIBED in fact.reasons for fact in (one, other))
    return (
        are_described
        and is_of_one_section
        and one.quantity in _SCHEDULE
        and not _are_compatible(owner_key(one).words, owner_key(other).words)
    )


def _is_of_one_set(one: ReportedCompute, other: ReportedCompute) -> bool:
    """Tell data that others trained on, and rows that are called by how much they saw, from those of own models."""
    of_others = not (one.is_own or other.is_own)
    by_amount = all(fact.value_printed in (fact.model_name or "") for fact in (one, other))
    return one.quantity is Quantity.DATASET_SIZE and (of_others or by_amount)


def _are_told_apart(one: ReportedCompute, other: ReportedCompute) -> bool:
    """Return True for two runs of sections of their own that are of another stage, data set or task.

    Summaries (abstract, introduction, conclusion) and captions repeat what other sections state.
    """
    sections = one.evidence.section, other.evidence.section
    if sections[0] == sections[1] or any(_SUMMARY.search(section) or not section for section in sections):
        return False
    if (one.stage is Stage.FINETUNING) != (other.stage is Stage.FINETUNING):
        return True
    return not _are_compatible(_run_words(one), _run_words(other))


def _run_words(statement: ReportedCompute) -> frozenset[str]:
    """Return the data sets and tasks that a statement and its heading name."""
    section = statement.evidence.section
    terms = (term for term in find_terms(section) if term.facet in _TELLING)
    named = {term.term_id for term in terms}
    return frozenset(named) | frozenset(name_key(statement.dataset_name))


def _are_compatible(new: frozenset[str], old: frozenset[str]) -> bool:
    return new <= old or old <= new


def _better(kept: ReportedCompute, statement: ReportedCompute) -> ReportedCompute:
    """Prefer the statement that says most precisely whose value it is, then the surer one."""
    for one, other in ((kept, statement), (statement, kept)):
        if ALL_MODELS in one.reasons and not INFERRED.isdisjoint(other.reasons):
            return one
    if _are_of_one_schedule(kept, statement):
        says_so = _TRAINS.search(statement.evidence.quote) and not _TRAINS.search(kept.evidence.quote)
        return statement if says_so else kept
    new, old = owner_key(statement), owner_key(kept)
    if len(new) != len(old) and not kept.evidence.table_label:
        return statement if len(new) > len(old) else kept
    return statement if statement.confidence > kept.confidence else kept


def _place(statement: ReportedCompute) -> Hashable:
    evidence = statement.evidence
    return evidence.table_label, evidence.page, evidence.anchor


@dataclass(frozen=True, slots=True)
class ModelKey:
    """What tells models apart in their names."""

    words: frozenset[str]
    data: frozenset[str]
    """Words of the data sets the name mentions."""

    def __len__(self) -> int:
        return len(self.words) + len(self.data)


def owner_key(statement: ReportedCompute) -> ModelKey:
    """Return what tells apart whose costs are stated: the model's words, and those of its data."""
    key = model_key(statement.model_name)
    return ModelKey(key.words, key.data | frozenset(name_key(statement.dataset_name)))


@lru_cache(maxsize=4096)
def model_key(name: str | None) -> ModelKey:
    """Return the words of a model name that tell models apart, in the singular, those of data sets on their own."""
    text = name or ""
    terms = (term for term in find_terms(text) if term.facet in (Facet.DATASET, Facet.PART))
    data = frozenset(word for term in terms for word in name_key(text[term.start : term.end]))
    words = frozenset(_singular(word) for word in name_key(text)) - data
    return ModelKey(words - _GENERIC_WORDS, data)


def _singular(word: str) -> str:
    """Return ``neta`` for ``netas``: all networks of a name are not another network."""
    is_plural = len(word) > _SHORTEST_PLURAL and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if is_plural else word


def _value_key(statement: ReportedCompute) -> Hashable:
    if statement.quantity in SIZES:
        return statement.quantity, _digits(statement)
    if statement.quantity in SETTINGS:
        # They are no facts that somebody counts: whom each is for says more than that it is said once.
        return (
            statement.quantity, _digits(statement), statement.model_name, statement.stage, statement.is_own,
        )  # fmt: skip
    is_inference = statement.stage is Stage.INFERENCE
    if statement.quantity is Quantity.HARDWARE_MODEL:
        hardware = find(statement.text_value)
        return (
            statement.quantity,
            is_inference,
            hardware.hardware_id if hardware else statement.text_value.lower(),
        )
    return statement.quantity, is_inference, _digits(statement)


def _digits(statement: ReportedCompute) -> float:
    return float(f"{statement.value or 0.0:.{_DIGITS}g}")
