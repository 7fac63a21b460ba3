"""What a network was trained with before: on more data, or at a smaller input."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from analysis.benchmarks import families_in, pretraining_set_in
from analysis.runs.choices import Choice, Choices, LinkedFact
from analysis.runs.facts import LENGTHS, ComputeFact, Paper
from analysis.runs.how import How
from analysis.runs.models import Model
from analysis.runs.names import network_of
from analysis.runs.networks import LARGER_INPUT
from analysis.runs.paper_models import PaperModels
from analysis.runs.plausible import BACKBONE_FAMILY
from analysis.runs.schedules import SAME_DATASET, standard_size
from extractors.catalog.benchmarks import PretrainingSet

SEEN = ("epochs", "dataset_size", "steps", "batch_size")
"""What tells how many examples a network has seen."""

Stated = Callable[[Model], Mapping[str, Choices]]
"""What a paper states for a model."""


def on_its_data(candidates: Sequence[LinkedFact], model: Model) -> list[LinkedFact]:
    """Return the statements of a pre-training that are about the data this model was pre-trained on.

    A paper may state them for several data sets. Those for the model's own set are returned alone, where there are
    any, else those that name no set; those for other sets only where the model's own set is not known.

    Args:
        candidates: Statements of one quantity.
        model: The model.
    """
    own = _first_set_in(model.more_data, model.printed)
    named = [(candidate, _set_of(candidate.fact)) for candidate in candidates]
    of_own = [candidate for candidate, known in named if own is not None and known == own]
    of_none = [candidate for candidate, known in named if known is None]
    return of_own or of_none or ([candidate for candidate, _ in named] if own is None else [])


def _set_of(fact: ComputeFact) -> PretrainingSet | None:
    return _first_set_in(fact.dataset_name, fact.place.quote)


def _first_set_in(*texts: str) -> PretrainingSet | None:
    return next(filter(None, map(pretraining_set_in, texts)), None)


def with_data(stage: Choices, paper: Paper, model: Model, family: str | None) -> Choices:
    """Return a stage of pre-training with the size of its data set filled in.

    The data set that the model's rows name comes first, then the one that the statement names. Papers leave out the
    size of well-known data sets; self-supervised training uses the data of the benchmark itself.

    Args:
        stage: What is stated for the pre-training.
        paper: The paper.
        model: The model.
        family: The benchmark family it was trained for afterwards.
    """
    epochs = stage.get("epochs")
    if epochs is None:
        return stage
    said = "" if epochs.fact is None else f"{epochs.fact.dataset_name} {epochs.fact.place.quote}"
    known = _first_set_in(model.more_data, model.printed, said)
    stated = stage.get("dataset_size")
    if known is not None and not (stated is not None and stated.how.is_of_model):
        size = float(known.example_count)
        if stated is not None and stated.value and 1 / SAME_DATASET <= stated.value / size <= SAME_DATASET:
            return stage
        return stage | {"dataset_size": Choice(size, size, size, How.BENCHMARK, None, source=known.source)}
    usual = standard_size(family) if _is_on_data_of_benchmark(epochs, stated, paper, family) else None
    return stage if usual is None else stage | {"dataset_size": usual}


def _is_on_data_of_benchmark(epochs: Choice, stated: Choice | None, paper: Paper, family: str | None) -> bool:
    """Tell whether the epochs are over the data of the benchmark, whose size the paper leaves out."""
    if epochs.fact is None or epochs.fact.families != {family}:
        return False
    if families_in(epochs.fact.dataset_name) == {family}:
        # The paper may state the size of a larger set that others of its networks were pre-trained on.
        return stated is None or (stated.fact is not None and _set_of(stated.fact) is not None)
    return stated is None and not _names_more_data(paper)


def _names_more_data(paper: Paper) -> bool:
    said = (f"{fact.dataset_name} {fact.place.quote}" for fact in paper.facts)
    return any(r.extra_training_data for r in paper.results) or any(map(pretraining_set_in, said))


def at_smaller_input(
    known: PaperModels, model: Model, family: str | None, collected: Mapping[str, Choices], stated: Stated
) -> Choices:
    """Return how a network was trained at a smaller input, before it was fine-tuned at the input of its row.

    Papers print a row for each input: the same name, with more FLOPs per image at the larger one. Where only the
    larger one is printed, its cost is scaled by the number of pixels to the input of the paper's other networks. The
    training counts only where the paper says how long the fine-tuning or the pre-training was.

    Returns:
        What is chosen for that training; nothing where no such row is printed.
    """
    flop = collected["model"].get("forward_flop")
    if family != BACKBONE_FAMILY or flop is None or not flop.value:
        return {}
    stated_before = collected["pretraining"]
    before = stated_before if model.is_pre_trained or _is_named(stated_before) else {}
    if not LENGTHS & (before.keys() | collected["finetuning"].keys()):
        return {}
    found = _smaller_of_siblings(known, model, flop.value, stated)
    if found is None and (scaled := _of_fewer_pixels(known, model, flop)) is not None:
        found = collected["training"], scaled
    if found is None:
        return {}
    schedule, own_flop = found
    lent = {} if model.is_pre_trained else {name: schedule[name] for name in SEEN if name in schedule}
    if not LENGTHS & lent.keys():
        lent = {}
    if not LENGTHS & (lent.keys() | before.keys()):
        return {}
    # The epochs of one training are not those of another: what is lent takes the place of all of a schedule.
    kept = {name: choice for name, choice in stated_before.items() if not lent or name not in SEEN}
    return kept | {
        name: replace(choice, how=How.BACKBONE) for name, choice in {**lent, "forward_flop": own_flop}.items()
    }


def _smaller_of_siblings(
    known: PaperModels, model: Model, flop: float, stated: Stated
) -> tuple[Choices, Choice] | None:
    """Return schedule and cost of the same network's row at the smallest input, None without such a row."""
    siblings = [
        (found, other)
        for other in known.models
        if other is not model and other.is_own and network_of(other.printed) == network_of(model.printed)
        for found in [stated(other)]
        if 0 < _flop_of(found) * LARGER_INPUT <= flop
    ]
    if not siblings:
        return None
    smaller, other = min(
        siblings, key=lambda pair: (pair[1].is_pre_trained > model.is_pre_trained, _flop_of(pair[0]))
    )
    cost = smaller["model"]["forward_flop"]
    if cost.how is How.SAME_ROW:
        cost = _of_fewer_pixels(known, other, cost) or cost
    return {} if other.is_pre_trained else smaller.get("training", {}), cost


def _is_named(stage: Choices) -> bool:
    """True where the length of a stage is stated for the model by its name."""
    return any(stage[length].how.is_of_model for length in LENGTHS & stage.keys())


def without_unknown_input(before: Choices, model: Model) -> Choices:
    """Leave out the length of a pre-training whose input is not printed and was likely smaller than that of the row.

    Networks are pre-trained at a small input and fine-tuned at a large one; the row prints the cost at the large one.

    Returns:
        The choices that are left.
    """
    is_large = model.is_pre_trained and model.side is not None and model.side >= _LARGE_SIDE
    if not is_large or "forward_flop" in before:
        return before
    return {name: choice for name, choice in before.items() if name not in LENGTHS}


_LARGE_SIDE = 320
"""Pixels from which on an input is larger than what networks are pre-trained with."""


def _flop_of(found: Mapping[str, Choices]) -> float:
    flop = found.get("model", {}).get("forward_flop")
    return flop.value or 0.0 if flop is not None else 0.0


def _of_fewer_pixels(known: PaperModels, model: Model, flop: Choice) -> Choice | None:
    """Return the cost at the smallest side of the own networks of the paper, None where it is hardly smaller."""
    sides = [
        other.side
        for other in known.models
        if other.is_own and other.side and any(result.family == BACKBONE_FAMILY for result in other.results)
    ]
    if model.side is None or not sides or (model.side / min(sides)) ** 2 < LARGER_INPUT:
        return None
    source = f"at {min(sides)} instead of {model.side} pixels"
    return replace(flop.scaled((min(sides) / model.side) ** 2), source=source)
