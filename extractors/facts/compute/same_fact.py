"""Whether two statements of one value are one fact: by their models, their runs and their places."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache

from extractors.catalog.terms import Facet, find_terms
from extractors.facts.compute.attaching import ALL_MODELS, DESCRIBED, INFERRED, NAMED, OWN_MODEL
from extractors.facts.compute.mentions import SIZES
from extractors.facts.compute.own_runs import RUN_HERE
from extractors.facts.compute.recognisers.schedule import SCHEDULE
from extractors.facts.compute.recognisers.wording import any_of
from extractors.facts.naming import name_key
from extractors.records import Quantity, ReportedCompute, Stage

_TELLING = frozenset({Facet.DATASET, Facet.PART, Facet.TASK})
_SUMMARY = any_of(r"abstract", r"introduction", r"conclusion", r"discussion", r"summary", r"related work")
_OF_MACHINES = frozenset({Quantity.HARDWARE_MODEL, Quantity.DEVICE_COUNT})
_LENGTHS = frozenset({Quantity.EPOCHS, Quantity.STEPS})
"""A table prints them for one model, a sentence for all models without a row of their own."""
_SAID_AGAIN = frozenset({Quantity.DATASET_SIZE, Quantity.WALL_TIME_HOURS})
_SCHEDULE = _LENGTHS | {Quantity.BATCH_SIZE}
_SAID = frozenset({NAMED, DESCRIBED})
_WE_TRAIN = any_of(r"\bwe\s(?:\w+\s){0,2}?(?:pre-?)?train\b(?!\s(?:for|on|with)\b)")
_GENERIC_WORDS = frozenset({"model", "models", "network", "networks", "net", "the", "our", "ours", "a"})
_SHORTEST_PLURAL = 4


def is_same_fact(statement: ReportedCompute, kept: ReportedCompute) -> bool:
    """Tell whether two statements of one value state one fact."""
    if length_of_table(statement) != length_of_table(kept):
        return False
    if _are_of_one_bench(statement, kept) or are_of_one_schedule(statement, kept):
        return True
    in_tables = [bool(fact.evidence.table_label) for fact in (statement, kept)]
    if all(in_tables):
        return _is_same_in_tables(statement, kept)
    if any(in_tables):
        is_of_more = statement.quantity in _LENGTHS and _says_of_more(statement, kept)
        return statement.quantity in SIZES or (not is_of_more and _have_same_owner(statement, kept))
    return _is_same_in_text(statement, kept)


def _is_same_in_tables(one: ReportedCompute, other: ReportedCompute) -> bool:
    if _place(one) == _place(other):
        return _is_of_one_row(one, other) or _is_of_one_set(one, other)
    return owner_key(one) == owner_key(other)


def _is_same_in_text(one: ReportedCompute, other: ReportedCompute) -> bool:
    if INFERRED.isdisjoint((*one.reasons, *other.reasons)):
        return _have_same_owner(one, other)
    if any(tells_apart(one, other) for tells_apart in _TELL_APART):
        return False
    if any(says_same(one, other) for says_same in _SAY_SAME):
        return True
    if not _may_have_same_owner(one, other):
        return owner_key(one) == owner_key(other)
    # Training and fine-tuning often have the same batch size: they are two facts.
    is_of_one_stage = (one.stage is Stage.FINETUNING) == (other.stage is Stage.FINETUNING)
    return is_of_one_stage or one.quantity is not Quantity.BATCH_SIZE


def _have_same_owner(one: ReportedCompute, other: ReportedCompute) -> bool:
    """Tell whether two statements name one model, one of them perhaps in more words than the other."""
    first, second = owner_key(one), owner_key(other)
    is_part = _may_have_same_owner(one, other) and _are_compatible(first.words, second.words)
    return first == second or is_part


def _may_have_same_owner(one: ReportedCompute, other: ReportedCompute) -> bool:
    """Tell whether neither the data that two statements are for nor whose runs they are about tell them apart."""
    return _whose(one) == _whose(other) and _are_compatible(owner_key(one).data, owner_key(other).data)


def _whose(statement: ReportedCompute) -> tuple[bool, bool]:
    """Return whether the runs are the paper's own, and whether they are its runs of networks of others."""
    return statement.is_own, RUN_HERE in statement.reasons


def _is_of_one_row(one: ReportedCompute, other: ReportedCompute) -> bool:
    """True for rows of one model; it has a run on each data set, and ``NetB †``, reproduced, is not ``NetB [4]``."""
    data = {fact.dataset_name for fact in (one, other) if fact.dataset_name and fact.quantity not in SIZES}
    is_of_one_run = one.is_own == other.is_own or one.quantity in SIZES
    return one.model_name == other.model_name and is_of_one_run and len(data) < 2


def length_of_table(statement: ReportedCompute) -> str:
    """Return the table whose caption says how long its rows were trained, nothing for any other statement.

    Such a length holds for its table alone, even where other models are trained as long.
    """
    evidence = statement.evidence
    is_caption = statement.quantity in _LENGTHS and evidence.row is None
    return evidence.table_label if is_caption else ""


def _are_of_one_bench(one: ReportedCompute, other: ReportedCompute) -> bool:
    """True for the machine on which a paper measures speed: its sentences name it again for each model."""
    is_measured = one.quantity is Quantity.HARDWARE_MODEL and one.stage is other.stage is Stage.INFERENCE
    is_said = not (one.evidence.table_label or other.evidence.table_label)
    return is_measured and is_said and one.is_own and other.is_own


def are_of_one_schedule(one: ReportedCompute, other: ReportedCompute) -> bool:
    """True for two mentions of ``the 3x schedule``, whichever detectors they are about."""
    return one.unit_printed == other.unit_printed == SCHEDULE


def _is_of_all_beside_named(one: ReportedCompute, other: ReportedCompute) -> bool:
    """Tell what is said of all models from what is said of one by its name."""
    is_of_all = any(ALL_MODELS in fact.reasons for fact in (one, other))
    return is_of_all and any(INFERRED.isdisjoint(fact.reasons) for fact in (one, other))


def _says_of_more(one: ReportedCompute, other: ReportedCompute) -> bool:
    """Tell what a sentence says of all models, or of the family of a row: ``We train NetA`` beside ``NetA-Large``."""
    said, row = (other, one) if one.evidence.table_label else (one, other)
    names_it = said.is_own and NAMED in said.reasons and _WE_TRAIN.search(said.evidence.quote)
    is_of_family = names_it and owner_key(said).words < owner_key(row).words
    return bool(is_of_family) or _is_of_all_beside_named(said, row)


def _is_length_of_variant(one: ReportedCompute, other: ReportedCompute) -> bool:
    """Tell how long the paper's model was trained from how long, by name, one of its variants was."""
    if one.quantity not in _LENGTHS:
        return False
    general = [fact for fact in (one, other) if OWN_MODEL in fact.reasons]
    named = [fact for fact in (one, other) if INFERRED.isdisjoint(fact.reasons)]
    return bool(general and named) and owner_key(general[0]).words < owner_key(named[0]).words


def _repeats(one: ReportedCompute, other: ReportedCompute) -> bool:
    """True where a summary (abstract, introduction, conclusion) repeats the size of the data or the time of a run."""
    is_in_summary = any(_SUMMARY.search(fact.evidence.section) for fact in (one, other))
    is_open = all(_SAID.isdisjoint(fact.reasons) for fact in (one, other))
    return is_in_summary and is_open and one.quantity in _SAID_AGAIN and one.is_own == other.is_own


def _are_of_two(one: ReportedCompute, other: ReportedCompute) -> bool:
    """Return True for what two sentences of one section say of two runs, where each describes its own.

    ``The baseline model`` is not ``the proposed model``, although neither is called by its name.
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
    """True for one size of the data of others' models, and of rows whose names print the size."""
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


def _are_machines_on_same_data(one: ReportedCompute, other: ReportedCompute) -> bool:
    return one.quantity in _OF_MACHINES and _are_compatible(owner_key(one).data, owner_key(other).data)


_TELL_APART = (_is_of_all_beside_named, _are_of_two, _is_length_of_variant, _are_told_apart)
"""What makes two facts of statements in running text, whatever else they have in common."""
_SAY_SAME = (_are_machines_on_same_data, _repeats)
"""What makes one fact of the others, whichever names they use."""


def _are_compatible(new: frozenset[str], old: frozenset[str]) -> bool:
    return new <= old or old <= new


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
    """Return the key of the model that a statement is for: the words of its name and of its data."""
    key = _model_key(statement.model_name)
    return ModelKey(key.words, key.data | frozenset(name_key(statement.dataset_name)))


@lru_cache(maxsize=4096)
def _model_key(name: str | None) -> ModelKey:
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
