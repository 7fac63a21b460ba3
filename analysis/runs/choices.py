"""Of several statements about one quantity of one run: the value to take, and the span of the others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from analysis.benchmarks import training_set_size
from analysis.measures import FLOP_PER_MULTIPLY_ADD
from analysis.runs.convention import Convention
from analysis.runs.facts import Fact
from analysis.runs.links import RANK, TOTAL_QUANTITIES, How
from analysis.runs.models import Model
from analysis.runs.names import resolution_of
from analysis.runs.plausible import is_plausible_forward_flop
from extractors.catalog.benchmarks import EPOCHS_OF_ONE_SCHEDULE
from extractors.catalog.networks import find

STAGES = ("training", "pretraining", "finetuning", "search")

_SAME_DATASET = 1.5
"""A stated data set size within this factor of the benchmark's training set is taken to be that set."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The value taken for one quantity of one run, and the span of the values that were as good."""

    value: float | None
    low: float
    high: float
    how: How
    fact: Fact | None
    """None for a value no statement gives, see `How.BENCHMARK` and `How.REFERENCE`."""
    rival_count: int = 0
    """Other values that are stated as closely."""
    names_data: bool = False
    """True when the statement says that it is about the data of the benchmark."""
    infers_data: bool = False
    """True when only its heading or its neighbours say so."""
    source: str = ""
    """Where a value that no statement gives is from."""

    def scaled(self, factor: float) -> Choice:
        """Return the same choice in a unit `factor` times smaller."""
        value = None if self.value is None else factor * self.value
        return replace(self, value=value, low=factor * self.low, high=factor * self.high)

    def as_json(self) -> dict[str, Any]:
        """Return the plain form that stands in the column `facts`."""
        entry: dict[str, Any] = {"how": self.how.value}
        if self.rival_count:
            entry["rivals"] = self.rival_count
        if self.names_data:
            entry["names_data"] = True
        if self.infers_data:
            entry["infers_data"] = True
        if self.source:
            entry["source"] = self.source
        if self.value is not None:
            entry |= {"value": self.value, "low": self.low, "high": self.high}
        if self.fact is not None:
            entry |= {
                "compute_id": self.fact.compute_id,
                "confidence": self.fact.confidence,
                "text": self.fact.text,
                "unit": self.fact.unit_printed,
                "words_after": self.fact.words_after,
            }
            if self.fact.quantity == "hardware_model":
                entry["hardware_id"] = self.fact.hardware_id
        return entry


Candidate = tuple[How, Fact]
Choices = dict[str, Choice]


def network_facts(
    candidates: Mapping[str, Sequence[Candidate]], model: Model, convention: Convention, family: str | None
) -> Choices:
    """Choose parameters and forward FLOP; multiply-adds become FLOP here.

    Args:
        candidates: The statements that hold for the model, by quantity.
        model: The model.
        convention: What the paper's FLOPs count.
        family: The benchmark family the model was trained for.
    """
    chosen: Choices = {}
    parameters = candidates.get("parameters", ())
    active = [candidate for candidate in parameters if candidate[1].counts_active_only]
    total = [candidate for candidate in parameters if not candidate[1].counts_active_only]
    if total:
        chosen["parameters"] = _choose(total)
    if active:
        chosen["active_parameters"] = _choose(active)
    if family in FAMILIES_ON_A_BACKBONE and any(r.family == BACKBONE_FAMILY for r in model.results):
        return chosen  # a row with results of both prints the cost of the backbone
    size = chosen.get("active_parameters") or chosen.get("parameters")
    parameter_count = size.value if size else None
    plausible = [
        candidate
        for candidate in candidates.get("forward_flops", ())
        if is_plausible_forward_flop(_as_flop(candidate[1], convention), parameter_count, family)
    ]
    if plausible:
        flop = _choose(plausible)
        factor = _flop_factor(flop.fact, convention) if flop.fact else 1.0
        chosen["forward_flop"] = flop.scaled(factor)
    elif model.is_own and family == BACKBONE_FAMILY and (reference := _reference(model)) is not None:
        chosen["forward_flop"] = reference
    return chosen


def networks(model: Model) -> Choice:
    """Return how many networks an ensemble has, each trained on its own."""
    count = float(model.network_count)
    return Choice(count, count, count, How.SAME_ROW, None, source=model.printed)


FAMILIES_ON_A_BACKBONE = frozenset({"coco"})
"""Families whose models are built on a network that is trained on `BACKBONE_FAMILY` first."""
BACKBONE_FAMILY = "imagenet"


def _flop_factor(fact: Fact, convention: Convention) -> float:
    return FLOP_PER_MULTIPLY_ADD if fact.counts_macs or convention.counts_macs else 1.0


def _as_flop(fact: Fact, convention: Convention) -> float:
    return (fact.value or 0.0) * _flop_factor(fact, convention)


def _reference(model: Model) -> Choice | None:
    """Multiply-adds of the well-known network that a model's name speaks of, as FLOP.

    The catalog counts them for images of ImageNet.
    """
    match = find(model.printed)
    if match is None or not match.is_same_network:
        return None
    side = resolution_of(model.printed) or match.network.resolution
    flop = FLOP_PER_MULTIPLY_ADD * match.network.multiply_adds * (side / match.network.resolution) ** 2
    source = f"{match.network.name}: {match.network.source}"
    if side != match.network.resolution:
        source += f"; at {side} instead of {match.network.resolution} pixels"
    return Choice(flop, flop, flop, How.REFERENCE, None, source=source)


def stage_facts(
    candidates: Mapping[str, Sequence[Candidate]], stage: str, model: Model, family: str | None
) -> Choices:
    """Choose a value for every quantity of one stage.

    Time, device count and hardware come from the same sentence or table row where one gives several of them,
    and so do steps and batch size.
    """
    chosen: Choices = {}

    def choose(quantity: str, beside: frozenset[Hashable] = frozenset()) -> None:
        if quantity in candidates:
            chosen[quantity] = _choose(candidates[quantity], beside)

    if "wall_time_hours" in candidates:
        counted = _statements(candidates.get("device_count", ()))
        chosen["wall_time_hours"] = _choose(candidates["wall_time_hours"], preferring=counted)
    choose("device_hours")
    choose("device_count", beside=_statements_of(chosen, "wall_time_hours"))
    choose("hardware_model", beside=_statements_of(chosen, "wall_time_hours", "device_hours", "device_count"))
    if "device_count" not in chosen and (one := _one_device(chosen.get("hardware_model"))) is not None:
        chosen["device_count"] = one
    choose("steps")
    batch = _batch(candidates.get("batch_size", ()), chosen)
    if batch is not None:
        chosen["batch_size"] = batch
    choose("epochs")
    named = _epochs_in_name(model) or _schedule_in_name(model, family) if stage == "training" else None
    if named is not None and ("epochs" not in chosen or RANK[chosen["epochs"].how] > RANK[How.ONLY_MATCH]):
        chosen["epochs"] = named
    for quantity in TOTAL_QUANTITIES:
        choose(quantity)
    dataset = _dataset(candidates.get("dataset_size", ()), stage, family, is_needed="epochs" in chosen)
    if dataset is not None:
        chosen["dataset_size"] = dataset
    return chosen


_ARTICLE = re.compile(r"\b(?:an?|one|single)\s(?:\w+\s){0,2}\Z", re.IGNORECASE)


def _one_device(machine: Choice | None) -> Choice | None:
    """Return the count of ``on an NVIDIA P100 GPU``, whose number only the article says."""
    if machine is None or machine.fact is None or machine.fact.place.is_in_table:
        return None
    before, _, after = machine.fact.place.quote.partition(machine.fact.text)
    is_one = _ARTICLE.search(before) is not None and not _SEVERAL.match(after)
    return (
        replace(machine, value=1.0, low=1.0, high=1.0, source=f"one {machine.fact.text}") if is_one else None
    )


_SEVERAL = re.compile(
    r"\s?(?:[\w-]+\s)?(?:GPUs|TPUs|cards|devices|machines?|clusters?|pods?|servers?|nodes?)\b"
)
"""What follows a machine of several devices, such as ``a V100 cluster``."""


def _batch(candidates: Sequence[Candidate], chosen: Choices) -> Choice | None:
    """Choose the size of a whole batch: as printed, else that of one device times the devices.

    Where several whole ones are printed, the one that the devices make counts.
    """
    beside = _statements_of(chosen, "steps")
    of_device = [candidate for candidate in candidates if candidate[1].unit_printed == _PER_DEVICE]
    whole = [candidate for candidate in candidates if candidate[1].unit_printed != _PER_DEVICE]
    product = _times_devices(_choose(of_device), chosen.get("device_count")) if of_device else None
    if not whole:
        return product
    choice = _choose(whole, beside)
    if product is None or not choice.rival_count:
        return choice
    if choice.fact is not None and choice.fact.place.statement in _grids(whole):
        return product
    made = [candidate for candidate in whole if candidate[1].value == product.value]
    return _choose(made) if made else choice


_PER_DEVICE = "per device"
"""The unit of a batch that every device has one of, see `reported_compute`."""


def _times_devices(batch: Choice, devices: Choice | None) -> Choice | None:
    if devices is None or not devices.value or batch.value is None:
        return None
    how = max(batch.how, devices.how, key=RANK.__getitem__)
    source = f"{batch.value:g} per device, {devices.value:g} devices"
    return replace(batch.scaled(devices.value), how=how, source=source)


_EPOCHS = re.compile(r"\b(\d{1,4})[\s-]?(?:training\s)?(?:epochs?|ep)\b", re.IGNORECASE)


def _epochs_in_name(model: Model) -> Choice | None:
    """Return the epochs of ``Net (300 epochs)``; of one that was pre-trained they may be those of either stage."""
    named = _EPOCHS.search(model.printed)
    if named is None or model.is_pre_trained:
        return None
    epochs = float(named[1])
    return Choice(epochs, epochs, epochs, How.SAME_ROW, None, names_data=True, source=model.printed)


_STANDARD_SCHEDULE = re.compile(
    r"\b([1-9])\s?[x×](?:\s(?:training|lr))?\s(?:schedule|sched)\b", re.IGNORECASE
)


def _schedule_in_name(model: Model, family: str | None) -> Choice | None:
    """Return the epochs of a detector whose name or head says ``3x schedule``."""
    named = _STANDARD_SCHEDULE.search(model.printed)
    if named is None or family not in FAMILIES_ON_A_BACKBONE:
        return None
    epochs = float(named[1]) * EPOCHS_OF_ONE_SCHEDULE
    source = f"{named[0]}: the 1x schedule of Detectron is {EPOCHS_OF_ONE_SCHEDULE} epochs"
    return Choice(epochs, epochs, epochs, How.REFERENCE, None, source=source)


def lend_between_stages(
    collected: Mapping[str, Choices], family: str | None, *, is_pre_trained: bool
) -> None:
    """Give a stage what the paper states for the same training under the name of another stage.

    A paper on pre-training calls it training in one sentence and pre-training in the next; one on training from the
    start may call that pre-training.

    Args:
        collected: The choices by stage; the ones lent are added.
        family: The benchmark family the model was trained for.
        is_pre_trained: Whether the model was trained on other data first.
    """
    training, before = collected["training"], collected["pretraining"]
    lengths = {"epochs", "steps"}
    if not is_pre_trained and not lengths & training.keys() and "epochs" in before:
        fact = before["epochs"].fact
        if fact is not None and family in fact.families:
            training["epochs"] = replace(before["epochs"], how=How.OTHER_STAGE)
            if "dataset_size" not in training and (size := _standard_size(family)) is not None:
                training["dataset_size"] = size
    for one, other in ((training, before), (before, training)):
        if lengths & one.keys() and not _LENGTHS & other.keys():
            for quantity in _OF_ONE_SETTING:
                if quantity in other:
                    one.setdefault(quantity, replace(other[quantity], how=How.OTHER_STAGE))


_LENGTHS = frozenset({"epochs", "steps", "wall_time_hours", "device_hours"})
_OF_ONE_SETTING = ("batch_size", "device_count", "hardware_model")


def lend_hardware(collected: Mapping[str, Choices], facts: Sequence[Fact]) -> None:
    """Give a stage with a time but no machine the machine named elsewhere: papers name theirs once.

    Args:
        collected: The choices by stage; the ones lent are added.
        facts: All facts of the paper.
    """
    for quantity in ("hardware_model", "device_count"):
        lender = next((stage for stage in STAGES[:-1] if quantity in collected.get(stage, {})), None)
        for choices in collected.values():
            if lender and quantity not in choices and {"wall_time_hours", "device_hours"} & choices.keys():
                lent = collected[lender][quantity]
                choices[quantity] = replace(lent, how=How.OTHER_STAGE)
    machine = _only_machine(facts)
    for stage in STAGES:
        choices = collected.get(stage, {})
        if machine and "device_count" in choices and "wall_time_hours" in choices:
            choices.setdefault(
                "hardware_model", Choice(None, machine.low, machine.high, How.INFERENCE, machine)
            )


def _only_machine(facts: Sequence[Fact]) -> Fact | None:
    """The statement that names the only accelerator of the paper, when it is made about inference."""
    machines = [fact for fact in facts if fact.quantity == "hardware_model" and fact.is_own]
    is_only = len({fact.hardware_id for fact in machines}) == 1 and machines[0].hardware_id is not None
    return machines[0] if is_only and all(fact.stage == "inference" for fact in machines) else None


def _choose(
    candidates: Sequence[Candidate],
    beside: frozenset[Hashable] = frozenset(),
    preferring: frozenset[Hashable] = frozenset(),
) -> Choice:
    """Take the closest, most trusted, first-said candidate.

    Args:
        candidates: Statements of one quantity.
        beside: Statements whose candidates come before all others: those of a companion fact.
        preferring: Statements whose candidates come first among equally close and trusted ones.
    """

    def closeness(candidate: Candidate) -> tuple[int, bool, int]:
        how, fact = candidate
        is_named = RANK[how] <= RANK[How.ONLY_MATCH]
        # Among statements for several models, one about the very data comes before one that names no data.
        is_elsewhere = fact.quantity in _PER_DATA_SET and not fact.families
        return (RANK[how] if is_named else RANK[How.ALL_MODELS], is_elsewhere, RANK[how])

    grids = _grids(candidates)

    def order(candidate: Candidate) -> tuple[bool, bool, tuple[int, bool, int], float, bool, int]:
        _, fact = candidate
        statement = fact.place.statement
        is_apart = bool(beside) and statement not in beside
        is_one_of_many = statement in grids
        rest = (-fact.confidence, statement not in preferring, fact.order)
        return (is_one_of_many, is_apart, closeness(candidate), *rest)

    first = min(candidates, key=order)
    best_how, best = first
    is_beside = best.place.statement in beside
    peers = [
        fact
        for candidate in candidates
        if closeness(candidate)[:2] == closeness(first)[:2]
        and (not is_beside or candidate[1].place.statement == best.place.statement)
        for fact in [candidate[1]]
    ]
    alike = [fact for fact in peers if _is_alike(fact, best)]
    low, high = min(fact.low for fact in alike), max(fact.high for fact in alike)
    # "Between five and six days" is five and a half, give or take a half.
    value = best.value if best.low == best.high else (best.low + best.high) / 2
    rivals = {
        fact.value if fact.value is not None else fact.text for fact in peers if not _is_alike(fact, best)
    }
    is_inferred = bool(best.families) and not best.names_data
    return Choice(value, low, high, best_how, best, len(rivals), best.names_data, is_inferred)


def _grids(candidates: Sequence[Candidate]) -> frozenset[Hashable]:
    """The sentences that list values that were tried: none of them is that of one run."""
    listed: dict[Hashable, set[float | None]] = defaultdict(set)
    for _, fact in candidates:
        if not fact.place.is_in_table:
            listed[fact.place.statement].add(fact.value)
    return frozenset(statement for statement, values in listed.items() if len(values) >= _FEWEST_OF_A_GRID)


_FEWEST_OF_A_GRID = 3
_PER_DATA_SET = frozenset({"epochs", "steps", "batch_size", "dataset_size"})
"""What papers state again for each data set; a time is mostly stated once."""
_ALIKE = 1.3
"""Statements within this factor say the same; others are rivals."""


def _is_alike(fact: Fact, other: Fact) -> bool:
    if fact.value is None or other.value is None:
        return fact.hardware_id == other.hardware_id
    if not fact.value or not other.value:
        return fact.value == other.value
    return 1 / _ALIKE <= fact.value / other.value <= _ALIKE


def _dataset(
    candidates: Sequence[Candidate], stage: str, family: str | None, *, is_needed: bool
) -> Choice | None:
    """Take the data set size that fits the benchmark: a paper states the sizes of many data sets."""
    standard = training_set_size(family) if family and stage in ("training", "finetuning") else None
    if standard is None:
        return _choose(candidates) if candidates else None
    smallest, largest = standard / _SAME_DATASET, standard * _SAME_DATASET
    fitting = [candidate for candidate in candidates if smallest <= (candidate[1].value or 0) <= largest]
    named = [candidate for candidate in candidates if RANK[candidate[0]] <= RANK[How.FAMILY]]
    if fitting or named:
        return _choose(fitting or named)
    return _standard_size(family) if is_needed else None


def _standard_size(family: str | None) -> Choice | None:
    size = training_set_size(family) if family else None
    return None if size is None else Choice(size, size, size, How.BENCHMARK, None)


def _statements(candidates: Sequence[Candidate]) -> frozenset[Hashable]:
    return frozenset(fact.place.statement for _, fact in candidates)


def _statements_of(chosen: Choices, *quantities: str) -> frozenset[Hashable]:
    facts = [chosen[quantity].fact for quantity in quantities if quantity in chosen]
    return frozenset(fact.place.statement for fact in facts if fact is not None)
