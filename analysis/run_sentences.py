"""A training run as a sentence that a scientist would say, each part with how it is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from analysis.frames import FrameRow
from analysis.measures import FLOP_PER_MULTIPLY_ADD
from analysis.runs.how import How
from analysis.stages import RunFacts

_STAGES = {
    "pretraining": "pre-training",
    "training": "training",
    "finetuning": "fine-tuning",
    "search": "search",
}
_KNOWN = {
    How.SAME_ROW: "in its row",
    How.CAPTION: "stated for its table",
    How.EXACT: "stated for it by name",
    How.VARIANT: "stated for it by name",
    How.ONLY_MATCH: "stated for it by part of its name",
    How.ALL_MODELS: "stated for all networks",
    How.FAMILY: "stated for its family",
    How.PAPER: "stated for the main runs",
    How.UNKNOWN_NAME: "stated for a name without results",
    How.BASE_NETWORK: "stated for the network it builds on",
    How.OTHER_STAGE: "stated for another stage",
    How.INFERENCE: "named for inference only",
    How.BENCHMARK: "not stated: the benchmark's training set",
    How.BACKBONE: "stated for the network it starts from",
    How.REFERENCE: "not stated: from the catalog",
}


def sentence_of_run(
    model_name: str, facts: RunFacts, convention: str | None, statements: Mapping[str, FrameRow]
) -> str:
    """Say what is known of one training run.

    Args:
        model_name: As printed; empty for the main run of a paper.
        facts: The column `facts` of its row of `model_runs`, read.
        convention: Its column `flop_convention`.
        statements: Rows of `reported_compute` by id, for the sections they stand in.

    Returns:
        One sentence, such as ``Net-50: training of 100 epochs of 1.28M (stated for all networks, section Details);
        4.1 G multiply-adds per forward pass (in its row)``.
    """
    parts = [
        f"{words} {' '.join(_amounts(facts[stage], statements))}"
        for stage, words in _STAGES.items()
        if any(True for _ in _amounts(facts.get(stage, {}), statements))
    ]
    parts += _network(facts.get("model", {}), convention, statements)
    subject = model_name or "the main run"
    return f"{subject}: {'; '.join(parts)}" if parts else f"{subject}: nothing is stated of its training"


def _amounts(stage: Mapping[str, FrameRow], statements: Mapping[str, FrameRow]) -> Iterator[str]:
    yield from _lengths(stage, statements)
    if "wall_time_hours" in stage or "device_hours" in stage:
        yield _time(stage, statements)
    if "training_flops" in stage:
        figure = stage["training_flops"]
        yield _phrase([f"of {figure['value']:.3g} FLOP as printed"], [figure], statements)


def _lengths(stage: Mapping[str, FrameRow], statements: Mapping[str, FrameRow]) -> Iterator[str]:
    """Yield how many epochs of what, or how many steps of what."""
    for many, parts in _LENGTHS.items():
        if many not in stage:
            continue
        yield _phrase([f"of {_short(stage[many]['value'])} {many}"], [stage[many]], statements)
        for name, words in parts.items():
            if name in stage:
                yield _phrase([words.format(_short(stage[name]["value"]))], [stage[name]], statements)
        return


_LENGTHS = {
    "epochs": {"dataset_size": "of {}"},
    "steps": {"batch_size": "of {}", "sequence_length": "of {} tokens each"},
}


def _time(stage: Mapping[str, FrameRow], statements: Mapping[str, FrameRow]) -> str:
    machine = [stage[name] for name in ("device_count", "hardware_model", "wall_time_hours") if name in stage]
    words = []
    if "device_count" in stage:
        named = "×" if "hardware_model" in stage else "devices"
        words.append(f"on {_short(stage['device_count']['value'])} {named}")
    if "hardware_model" in stage:
        words.append(str(stage["hardware_model"]["text"]))
    if "device_hours" in stage:
        machine.append(stage["device_hours"])
        words.append(f"for {_short(stage['device_hours']['value'])} device-hours")
    else:
        words.append(f"for {_short(stage['wall_time_hours']['value'])} hours")
    return _phrase(words, machine, statements)


def _network(
    network: Mapping[str, FrameRow], convention: str | None, statements: Mapping[str, FrameRow]
) -> Iterator[str]:
    if "forward_flop" in network:
        figure = network["forward_flop"]
        counted = f"{_short(figure['value'] / FLOP_PER_MULTIPLY_ADD)} multiply-adds per forward pass"
        known = f" [the paper's FLOPs: {convention}]" if convention and "compute_id" in figure else ""
        yield _phrase([counted], [figure], statements) + known
    if "parameters" in network:
        figure = network["parameters"]
        yield _phrase([f"{_short(figure['value'])} parameters"], [figure], statements)


def _phrase(words: Sequence[str], figures: Sequence[FrameRow], statements: Mapping[str, FrameRow]) -> str:
    ways = dict.fromkeys(_how(figure, statements) for figure in figures)
    return f"{' '.join(words)} ({'; '.join(ways)})"


def _how(figure: FrameRow, statements: Mapping[str, FrameRow]) -> str:
    known = _KNOWN[How(figure["how"])]
    section = statements.get(figure.get("compute_id", ""), {}).get("section")
    in_row = figure["how"] == How.SAME_ROW
    place = f", section “{section}”" if section and not in_row else ""
    source = f": {figure['source']}" if figure.get("source") else ""
    return f"{known}{place}{source}"


_SCALES = ((1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e4, "k"))


def _short(value: float) -> str:
    for size, letter in _SCALES:
        if abs(value) >= size:
            scale = 1e3 if letter == "k" else size
            return f"{value / scale:.3g}{letter}"
    return f"{value:g}"


def verdict(judgement: FrameRow) -> str:
    """Say of a candidate whether it is a point of the fit, how likely it is right, and what decides it.

    Args:
        judgement: A row of `point_candidates`.

    Returns:
        A sentence without its full stop.
    """
    kind = "a point of the fit" if judgement["is_point"] else "no point of the fit"
    likely = f"{judgement['probability']:.0%} likely right" if judgement["probability"] else "refused"
    return f"{judgement['benchmark_id']}: {kind}, {likely}: {', '.join(judgement['reasons'])}"
