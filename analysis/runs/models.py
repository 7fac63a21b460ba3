"""The models of a paper: which printed names, and which rows of one name, belong to one training."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.benchmarks import families_in
from analysis.runs.facts import LENGTHS, ComputeFact, Paper, Result, TableRow
from analysis.runs.names import ModelName, marks_of, parse, schedule_in, side_of
from analysis.runs.plural_names import without_count

_PRE_TRAINED = re.compile(
    r"pre-?\s?train|fine-?\s?tun|(?:imagenet|IN)[\s-]?2[12]k|\b2[12]k\b|\bJFT|\bIG-|instagram|\bYFCC|\bALIGN\b|semi-?\s?weakly",
    re.IGNORECASE,
)
_NO_PRE_TRAINING = re.compile(r"(?:no|without|w/o)\s(?:\w+\s)?pre-?\s?train|\bscratch\b", re.IGNORECASE)


@dataclass(slots=True)
class Model:
    """One model of one paper while its facts are collected."""

    printed: str
    name: ModelName
    is_own: bool
    results: list[Result] = field(default_factory=list)
    variants: set[str] = field(default_factory=set)
    network_count: int = 1
    """How many networks its predictions are averaged over; the name is that of one of them."""
    is_said_to_be_pre_trained: bool = False
    """True where the section of its results tells of a pre-training before a fine-tuning."""

    @property
    def is_pre_trained(self) -> bool:
        """True where its rows say that other data were trained on first."""
        texts = [
            self.printed,
            *(f"{r.protocol} {r.extra_training_data} {r.model_name}" for r in self.results),
        ]
        if any(_NO_PRE_TRAINING.search(text) for text in texts):
            return False
        has_more = any(
            r.extra_training_data and families_in(r.extra_training_data) != {r.family} for r in self.results
        )
        return self.is_said_to_be_pre_trained or has_more or any(_PRE_TRAINED.search(text) for text in texts)

    @property
    def more_data(self) -> str:
        """The data that its rows say it was trained on first, as printed."""
        return " ".join(dict.fromkeys(r.extra_training_data for r in self.results if r.extra_training_data))

    @property
    def side(self) -> int | None:
        """The side of its input in pixels, None where its rows say none or several."""
        sides = {side_of(self.printed, r.protocol) for r in self.results} - {None}
        return sides.pop() if len(sides) == 1 else None

    @property
    def schedule(self) -> int | None:
        """How often its rows say the standard schedule of detectors was run, None where they do not say or differ."""
        times = {schedule_in(f"{r.model_name}; {r.protocol}") for r in self.results} or {
            schedule_in(self.printed)
        }
        return times.pop() if len(times) == 1 else None

    @property
    def rows(self) -> set[TableRow]:
        """The table rows that hold its results."""
        return {row for result in self.results if (row := result.place.table_row) is not None}

    @property
    def tables(self) -> set[tuple[str, str]]:
        """The tables that hold its results."""
        return {
            (result.place.document_id, result.place.table_label)
            for result in self.results
            if result.place.table_label
        }

    def first_column(self, row: TableRow) -> int:
        """Return the first column of a table row that holds one of its results."""
        columns = [result.place.column or 0 for result in self.results if result.place.table_row == row]
        return min(columns, default=0)


def models_of(paper: Paper) -> list[Model]:
    """Return the models a paper gives results for.

    Results of one name are one model, unless their table rows print different forward FLOP, epochs or hours: that is
    the same network at another resolution or trained longer, each trained on its own. The rows of a table whose
    caption says how long they were trained are models of their own, unless they repeat a result of another table.
    """
    known = {parse(without_count(result.model_name)[0]).key for result in paper.results}
    known |= {fact.name.key for fact in paper.facts if fact.name is not None}
    by_name: dict[tuple[str, bool, int], list[Result]] = defaultdict(list)
    for result in paper.results:
        of_one, count = without_count(result.model_name, known)
        by_name[parse(of_one).key, result.is_own, count].append(result)
    in_row = _printed_in_rows(paper.facts)
    in_caption = _epochs_of_captions(paper.facts)
    told = _told_sections(paper.facts)
    models: list[Model] = []
    for (_, is_own, count), results in by_name.items():
        for group in _by_table(results, in_caption, in_row):
            printed = group[0].model_name
            variants = {result.model_name for result in group} - {printed}
            name = parse(without_count(printed, known)[0])
            is_pre_trained = is_own and all((r.place.document_id, r.section) in told for r in group)
            models.append(Model(printed, name, is_own, group, variants, count, is_pre_trained))
    return models


def _told_sections(facts: Iterable[ComputeFact]) -> frozenset[tuple[str, str]]:
    """Return the sections that state the length of a pre-training before a fine-tuning, and of no other training."""
    said = [fact for fact in facts if fact.is_own and fact.quantity in LENGTHS and fact.section]
    told = {
        (fact.place.document_id, fact.section)
        for fact in said
        if fact.stage == "pretraining" and _THEN_TUNED.search(fact.place.quote)
    }
    return frozenset(
        told - {(fact.place.document_id, fact.section) for fact in said if fact.stage == "training"}
    )


_THEN_TUNED = re.compile(r"\bpre-?\s?train\w*\b.*\bfine-?\s?tun\w+", re.IGNORECASE)


Training = tuple[float | str | None, ...]
"""What a table row prints of `_TELLING`, each None where it prints none or several, and the kind of the row."""
_TELLING = ("forward_flops", "epochs", "wall_time_hours", "device_hours")


def _printed_in_rows(facts: Iterable[ComputeFact]) -> dict[tuple[TableRow, str], set[float]]:
    found: dict[tuple[TableRow, str], set[float]] = defaultdict(set)
    for fact in facts:
        if fact.quantity in _TELLING and fact.value and (row := fact.place.table_row) is not None:
            found[row, fact.quantity].add(float(f"{fact.value:.2g}"))
    return found


def _epochs_of_captions(facts: Iterable[ComputeFact]) -> dict[tuple[str, str], float]:
    """Return the epochs that a table's caption states, where it is one number without a mark or another stage."""
    found: dict[tuple[str, str], set[float]] = defaultdict(set)
    for fact in facts:
        table = fact.place.caption_of
        if table and fact.quantity == "epochs" and fact.value and fact.stage == "training" and not fact.marks:
            found[table].add(fact.value)
    return {table: values.pop() for table, values in found.items() if len(values) == 1}


def _by_table(
    results: Sequence[Result],
    in_caption: Mapping[tuple[str, str], float],
    in_row: dict[tuple[TableRow, str], set[float]],
) -> Iterator[list[Result]]:
    """Yield the results of one name in groups, by the training length that the captions of their tables state.

    Results in tables without such a caption stay with the group that prints one of them again.
    """
    groups: dict[float | None, list[Result]] = defaultdict(list)
    for result in results:
        place = result.place
        groups[in_caption.get((place.document_id, place.table_label))].append(result)
    rest = groups.pop(None, [])
    for group in groups.values():
        printed = {(result.benchmark_id, result.value) for result in group}
        if any((result.benchmark_id, result.value) in printed for result in rest):
            group.extend(rest)
            rest = []
    for group in [*groups.values(), rest]:
        if group:
            yield from _by_training(group, in_row)


def _by_training(
    results: Sequence[Result], in_row: dict[tuple[TableRow, str], set[float]]
) -> Iterator[list[Result]]:
    """Split the results of one name by training; rows that print nothing stay together."""
    groups: dict[Training, list[Result]] = defaultdict(list)
    for result in results:
        row = result.place.table_row
        printed = [in_row.get((row, quantity), set()) if row else set() for quantity in _TELLING]
        stated = (next(iter(values)) if len(values) == 1 else None for values in printed)
        groups[*stated, _kind_of_row(result)].append(result)
    differs = any(
        len({training[index] for training in groups if training[index] is not None}) > 1
        for index in range(len(_TELLING))
    )
    if differs or _has_several_kinds(results):
        yield from groups.values()
    else:
        yield list(results)


def _kind_of_row(result: Result) -> str:
    """What tells rows of one name apart: more data, a footnote's mark, a schedule of detectors, the input's side."""
    marks = "".join(marks_of(result.model_name))
    side = side_of(result.model_name, result.protocol)
    return (
        f"{parse(result.extra_training_data).key} {marks} {schedule_in(result.protocol) or ''} {side or ''}"
    )


def _has_several_kinds(results: Iterable[Result]) -> bool:
    """True where rows of tables print one name in several kinds; a result in a sentence leaves the kind open."""
    return len({_kind_of_row(result) for result in results if result.place.is_in_table}) > 1
