"""Which columns of a table hold a cost, and what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from extractors.facts.compute.cells import cell_statements, part_of
from extractors.facts.compute.head_times import is_time_of_run
from extractors.facts.compute.heads import counts_training_data, meaning_of, meanings_of_parts
from extractors.facts.compute.meaning import HEADED_AS_SIZE, SIZE_OF_MODEL, TRAINING_DATA, Meaning
from extractors.facts.compute.recognisers.wording import any_of
from extractors.facts.compute.scales import Scale
from extractors.facts.numbers import parse_number
from extractors.facts.table_view import Column, Row, TableView
from extractors.records import Quantity

SCORE_HEAD = any_of(r"%|\bm?AP\b|\bacc|\berr|\bF1\b|BLEU|score|\btop-?[15]\b|\bmIoU\b|perplexity|\bppl\b")
SPEED = any_of(r"\bm?secs?\b|inference|latency|fps|throughput|frames per second|run-?time|speed|test time")
_SPELLED_OUT = re.compile(
    r"(?<![\w#.-])[“\"'‘]?(?P<short>#?[A-Z]{1,5}|(?:[A-Z]\.){2,4})[”\"'’]?"
    r"(?::\s|\s?=\s|\s(?:denotes?|stands? for|means?|is short for|represents?|refers? to|indicates?|is)\s)"
    r"(?:the\s)?(?P<long>[#A-Za-z][\w-]*(?:\s[#\w-]+){0,4})(?=[.,;)]|\sand\s|$)"
)
"""What a caption says of the heads: ``TS: Training Steps``, ``P = #parameters``, ``"EP" denotes the epochs``."""
_TOTAL = any_of(r"\b(?:total|global|effective|overall)\b")
_TRAINED_ON = any_of(r"train|learn|fine-?tun|corpus|corpora|\btokens\b")
_PER_CLASS = any_of(r"\bper (?:class|category|image|identity)\b")
PRINTED_SIZE = re.compile(r"\d+(?:\.\d+)?\s?[MBT]")
_TIME_ALONE = any_of(r"(?:total\s)?times?\s?[(\[](?:in\s)?(?:hours?|hrs?|h|days?|d|min(?:ute)?s?)[)\]]")
_TIME_WITHOUT_UNIT = any_of(r"(?:total\s)?times?")
_TIME_WITH_UNIT = any_of(
    r"\btrain(?:ing)? times?\s?[(\[](?:in\s)?(?:hours?|hrs?|h|days?|d|min(?:ute)?s?)[)\]]"
)
_CAPTION_HEAD = 60
"""Characters at the start of a caption that may say what the times of a table are of."""
_TERA = 1e12
_OPS = any_of(r"(?:#|num(?:ber)?\.? of)?\s?(?:ops|operations)")
_FEW_CHOICES = 100
_TRAINED_OF_ALL = any_of(r"\b(?:train|tun|learn|updat)\w*\s?/\s?(?:all|total|full|overall)\b")


def cost_columns(
    view: TableView, rows: Sequence[Row], of_caption: Meaning | None, data_sizes: frozenset[float]
) -> Iterator[tuple[int, Meaning]]:
    """Yield the columns whose head says that they hold a cost, once for each cost.

    Args:
        view: The table.
        rows: Rows that share their heads.
        of_caption: What all values of the table are, where only the caption says it.
        data_sizes: How many tokens, words or examples the text counts.
    """
    heads = _Heads(rows[0].columns, view.table.caption, of_caption)
    for column in rows[0].columns:
        cells = [text for row in rows if (text := view.text(row.index, column.index).strip())]
        meaning = heads.meaning_of(column, rows, cells)
        if meaning is not None and HEADED_AS_SIZE in meaning.reasons and _count_data(cells, data_sizes):
            yield column.index, replace(TRAINING_DATA, needs_scale=True)
        elif parts := _parts(column, cells):
            yield from ((column.index, part) for part in parts)
        elif meaning is not None and not heads.is_no_cost(column, meaning, cells):
            yield column.index, _of_total(meaning, column.head, cells)


class _Heads:
    """The heads of a table, with what its caption and the heads beside each of them say of it."""

    def __init__(self, columns: Sequence[Column], caption: str, of_caption: Meaning | None) -> None:
        self._columns = columns
        self._caption = caption
        self._of_caption = of_caption
        self._spelled_out = spelled_out(caption)
        self._run_together = _heads_run_together(columns)
        self._parts_of_total = _columns_beside_total(columns)
        self._of_one_device = _columns_of_batch_parts(columns)

    def meaning_of(self, column: Column, rows: Sequence[Row], cells: Sequence[str]) -> Meaning | None:
        """Return what a column holds, whether or not that is a cost of the models in its rows."""
        if column.heads and counts_training_data(column.heads[-1], self._caption):
            return TRAINING_DATA
        if column.index in self._run_together:
            found = self._run_together[column.index]
        else:
            found = column_meaning(column) or meaning_of(_in_full(column, self._spelled_out))
            found = found or time_of_caption(column.head, self._caption)
        if found is not None or column.label_kind is not None:
            return found
        if _are_sizes(column, rows, cells):
            return SIZE_OF_MODEL
        return None if column.index in self._parts_of_total else self._of_caption

    def is_no_cost(self, column: Column, meaning: Meaning, cells: Sequence[str]) -> bool:
        """Tell parts of a batch, other data than those of training, rates and numbers of choices from costs."""
        text = " ".join((self._caption, *(other.head for other in self._columns)))
        return (
            column.index in self._of_one_device
            or _is_other_data(meaning, self._columns, self._caption)
            or _is_rate(meaning, text)
            or _counts_choices(meaning, column.head, cells)
        )


def spelled_out(caption: str) -> dict[str, str]:
    """Return what a caption says that its heads are short for, such as ``TS: Training Steps``."""
    return {match["short"]: match["long"] for match in _SPELLED_OUT.finditer(caption)}


def time_of_caption(head: str, caption: str) -> Meaning | None:
    """Return what ``Time (h)`` means in a table whose caption begins by saying that its times are of training.

    The caption may print the unit, too: ``Memory (MiB) and training time (h) of NetA`` above ``Time``.
    """
    opening, head = caption[:_CAPTION_HEAD], head.strip()
    if not is_time_of_run(opening) or SPEED.search(opening):
        return None
    if _TIME_ALONE.fullmatch(head):
        return meaning_of(f"training {head}")
    printed = _TIME_WITH_UNIT.search(opening) if _TIME_WITHOUT_UNIT.fullmatch(head) else None
    return meaning_of(printed.group()) if printed else None


def _in_full(column: Column, spelled: Mapping[str, str]) -> str:
    """Return what the innermost head of a column is short for, where the caption says it."""
    return spelled.get(column.heads[-1].strip(), "") if column.heads else ""


def _are_sizes(column: Column, rows: Sequence[Row], cells: Sequence[str]) -> bool:
    """Tell whether a column without a head holds the sizes of the models named to the left of it."""
    follows_name = any(label.column == column.index - 1 for label in rows[0].labels[:1])
    return not column.head and follows_name and len(cells) > 1 and all(map(PRINTED_SIZE.fullmatch, cells))


def _count_data(cells: Sequence[str], data_sizes: frozenset[float]) -> bool:
    """Tell whether the text counts tokens or examples by most of the sizes in a column."""
    sizes = {number.value for text in cells if (number := parse_number(text)) and number.has_scale}
    return bool(sizes) and 2 * len(sizes & data_sizes) > len(sizes)


def _parts(column: Column, cells: Sequence[str]) -> tuple[Meaning, ...]:
    """Return what each number of the cells of a column is, where its head and most cells have several."""
    found = meanings_of_parts(column.head)
    parts = tuple(
        replace(meaning, part=(index, len(found)))
        for index, meaning in enumerate(found)
        if meaning is not None
    )
    are_divided = parts and 2 * sum(bool(part_of(text, parts[0])) for text in cells) > len(cells)
    return parts if are_divided else ()


def _heads_run_together(columns: Sequence[Column]) -> dict[int, Meaning | None]:
    """Return what each of two columns holds below the joined heads of two costs: ``#param. FLOPs``."""
    found: dict[int, Meaning | None] = {}
    for head, alike in groupby(columns, key=lambda column: column.head):
        places, words = [column.index for column in alike], head.split()
        for cut in range(1, len(words) if len(places) > 1 else 0):
            both = meaning_of(" ".join(words[:cut])), meaning_of(" ".join(words[cut:]))
            if all(both) and len({meaning.quantities for meaning in both if meaning}) == len(both):
                found |= dict.fromkeys(places[: -len(both)])
                found |= dict(zip(places[-len(both) :], both, strict=True))
    return found


def _is_other_data(meaning: Meaning, columns: Sequence[Column], caption: str) -> bool:
    """Tell counts of data that nothing says are trained on: ``# images`` of the scenes of a reconstruction."""
    if meaning.quantities[0] is not Quantity.DATASET_SIZE:
        return False
    texts = (caption, *(column.head for column in columns))
    return _PER_CLASS.search(" ".join(texts)) is not None or not any(map(_TRAINED_ON.search, texts))


def _columns_beside_total(columns: Sequence[Column]) -> frozenset[int]:
    """Return the columns of ``total | embeddings | head`` that hold the parts of what the first one holds."""
    values = [column for column in columns if column.label_kind is None and column.head]
    totals = {column.index for column in values if _TOTAL.fullmatch(column.head.strip())}
    return frozenset(column.index for column in values) - totals if totals else frozenset()


def _columns_of_batch_parts(columns: Sequence[Column]) -> frozenset[int]:
    """Return the columns of batch sizes of one device, where another column has those of all together."""
    batches = [column for column in columns if _is_of(column, Quantity.BATCH_SIZE)]
    totals = {column.index for column in batches if _TOTAL.search(column.head)}
    return frozenset(column.index for column in batches) - totals if totals else frozenset()


def _is_of(column: Column, quantity: Quantity) -> bool:
    meaning = column_meaning(column)
    return meaning is not None and meaning.quantities[0] is quantity


def _is_rate(meaning: Meaning, text: str) -> bool:
    """Tell ``TFLOPS`` of a table of throughputs from operations, by its caption and heads."""
    is_operations = meaning.quantities[0] is Quantity.FORWARD_FLOPS
    return is_operations and meaning.scale >= _TERA and SPEED.search(text) is not None


def _counts_choices(meaning: Meaning, head: str, cells: Sequence[str]) -> bool:
    """Tell the operations that a search chooses from (``#ops``: 4, 7, 13) from those of a forward pass."""
    if meaning.has_scale or not _OPS.fullmatch(head.strip()):
        return False
    counts = [number for text in cells if (number := parse_number(text))]
    return all(
        not count.has_scale and count.text.isdigit() and count.value < _FEW_CHOICES for count in counts
    )


def _of_total(meaning: Meaning, head: str, cells: Sequence[str]) -> Meaning:
    """Return the meaning of the second number where most cells have two: ``Trainable / total parameters``."""
    if meaning.quantities[0] is not Quantity.PARAMETERS or not _TRAINED_OF_ALL.search(head):
        return meaning
    of_both = replace(meaning, part=(1, 2))
    return of_both if 2 * sum(bool(part_of(text, of_both)) for text in cells) > len(cells) else meaning


def column_meaning(column: Column) -> Meaning | None:
    """Return what a column holds: by its innermost head, or else by all its heads together."""
    meaning = meaning_of(column.heads[-1]) if len(column.heads) > 1 else None
    return meaning if meaning is not None and meaning.has_scale else meaning_of(column.head)


def is_of_hardware(head: str) -> bool:
    """Tell whether a head says that what is below it are machines."""
    meaning = meaning_of(head)
    return meaning is not None and Quantity.HARDWARE_MODEL in meaning.quantities


def parameters_of(view: TableView, row: Row) -> float | None:
    """Return how many parameters the model of a row has, where one of its columns says so."""
    for column in row.columns:
        meaning = column_meaning(column)
        if meaning is None or meaning.quantities[0] is not Quantity.PARAMETERS:
            continue
        facts = cell_statements(view.text(row.index, column.index), meaning, Scale(1e6, 0.6, ""))
        fact = next(facts, None)
        if fact is not None or not meaning.needs_scale:
            return None if fact is None else fact.value
    unheaded = (view.text(row.index, column.index) for column in row.columns[:2] if not column.head)
    sizes = (parse_number(text) for text in unheaded if PRINTED_SIZE.fullmatch(text.strip()))
    return next((size.value for size in sizes if size), None)
