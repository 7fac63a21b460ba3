"""Doubtful facts for a person to decide on, and the corrections file that person starts from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warehouse.query import query

# Where papers disagree, one of two readings is likely wrong: those come first, both sides of a quotation. Then facts
# that the fits rest on, or would but for a second reading, those with several doubts, and the least certain.
_DOUBTFUL = """
SELECT
    f.table_name, fact_id, f.paper_id, subject, model_name, concat_ws(' ', value::VARCHAR, text_value) AS says,
    list({'doubt': doubt, 'detail': detail} ORDER BY doubt) AS doubts,
    confidence, is_in_fits, f.location, f.quote, url
FROM doubtful_facts AS f
LEFT JOIN evidence USING (fact_id)
WHERE ($1 IS NULL OR f.paper_id = $1) AND ($2 IS NULL OR doubt = $2) AND (is_own OR $3 OR doubt = 'quotation differs')
GROUP BY ALL
ORDER BY
    bool_or(doubt IN ('quotation differs', 'unlike other papers')) DESC,
    bool_or(is_in_fits OR doubt = 'second reading disagrees') DESC,
    len(doubts) DESC, confidence, f.paper_id, f.location, fact_id
"""

_NAMING = {
    "reported_results": (
        "benchmark_id", "model_name", "value", "split", "protocol", "is_own", "table_label", "page", "location",
        "quote",
    ),
    "reported_compute": (
        "quantity", "model_name", "value", "text_value", "stage", "is_own", "table_label", "page", "location",
        "quote",
    ),
}  # fmt: skip
"""Columns that name a fact in a correction, the most telling first; as many are taken as it needs."""
_ALWAYS_NAMED = 3

_GUARDS = {
    "reported_results": ("split", "protocol", "is_own", "is_error"),
    "reported_compute": ("stage", "is_own", "unit_printed"),
}
"""Columns a correction expects unchanged: should a better reading say otherwise, a person has to look again."""

_HEADER = """\
# Drafted by `ninthpower review`. Nothing here holds yet: look each fact up in its paper, take the "# " away from the
# entries you decide on, choose the action, say why and who, and put the file into the folder `corrections`.
#   confirm   the fact is right
#   drop      the paper does not say so
#   override  the paper says otherwise; add a line such as: set = {value = 76.3, protocol = "10-crop"}
"""


@dataclass(frozen=True, slots=True)
class DoubtfulFact:
    """A fact with everything that speaks against it."""

    table_name: str
    fact_id: str
    paper_id: str
    subject: str
    """Benchmark or quantity."""
    model_name: str | None
    says: str
    """The value, the hardware's name, or both."""
    doubts: tuple[str, ...]
    """Such as ``low confidence: no unit printed``."""
    confidence: float
    is_in_fits: bool
    location: str | None
    quote: str
    url: str | None
    """The very place, where the paper is online."""


def doubtful_facts(
    database: Path, *, paper_id: str | None = None, doubt: str | None = None, with_quoted: bool = False
) -> list[DoubtfulFact]:
    """Return the facts of a published file that a person should look at, the most consequential first.

    Args:
        database: The published file.
        paper_id: Facts of this paper alone.
        doubt: Facts with this doubt alone, see the view `doubtful_facts`.
        with_quoted: Also numbers that a paper quotes from other work; fits use none of them.

    Raises:
        WarehouseError: The file cannot be opened; the subclass says why.
    """
    rows = query(database, _DOUBTFUL, [paper_id, doubt, with_quoted]).to_pylist()
    return [
        DoubtfulFact(**{**row, "doubts": tuple(_in_words(found) for found in row["doubts"])}) for row in rows
    ]


def _in_words(found: Mapping[str, str | None]) -> str:
    return ": ".join(filter(None, (found["doubt"], found["detail"])))


def draft(database: Path, facts: Sequence[DoubtfulFact]) -> str:
    """Return a corrections file with one entry per fact, each commented out until a person decides.

    Args:
        database: The published file the facts are from.
        facts: From `doubtful_facts`.

    Raises:
        WarehouseError: The file cannot be opened; the subclass says why.
    """
    rows = {table: _facts_of_papers(database, table, facts) for table in _NAMING}
    return "\n".join([_HEADER, *(line for fact in facts for line in _entry(fact, rows[fact.table_name]))])


@dataclass(frozen=True, slots=True)
class FactDecision:
    """What a person has decided about a fact."""

    table_name: str
    fact_id: str
    paper_id: str
    action: str
    """``confirm``, ``drop`` or ``override``."""
    who: str
    reason: str
    changes: Mapping[str, Any]
    """Columns to set; for an override alone."""


def decided_entry(database: Path, decision: FactDecision) -> str:
    """Return the entry of a corrections file that says what a person has decided.

    Args:
        database: The published file the fact is from.
        decision: What holds of it.

    Raises:
        WarehouseError: The file cannot be opened; the subclass says why.
    """
    others = _facts_of(database, decision.table_name, [decision.paper_id])[decision.paper_id]
    row = next(row for row in others if row["fact_id"] == decision.fact_id)
    named, _ = _name(row, others, _NAMING[decision.table_name])
    guard = {name: row[name] for name in _GUARDS[decision.table_name] if name not in named}
    lines = [
        "[[correction]]",
        f"paper = {_toml(decision.paper_id)}",
        f"table = {_toml(decision.table_name)}",
        f"action = {_toml(decision.action)}",
        f"reason = {_toml(decision.reason)}",
        f"who = {_toml(decision.who)}",
        f"fact = {_inline_table(named)}",
        f"expect = {_inline_table(guard)}",
    ]
    if decision.changes:
        lines.append(f"set = {_inline_table(decision.changes)}")
    return "\n".join(lines)


def _facts_of_papers(
    database: Path, table: str, facts: Iterable[DoubtfulFact]
) -> dict[str, list[dict[str, Any]]]:
    return _facts_of(database, table, sorted({fact.paper_id for fact in facts if fact.table_name == table}))


def _facts_of(database: Path, table: str, papers: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """Return all facts of the papers concerned, by paper: a correction must name one of them alone."""
    fact_id = "result_id" if table == "reported_results" else "compute_id"
    columns = ", ".join(dict.fromkeys((*_NAMING[table], *_GUARDS[table])))
    found: dict[str, list[dict[str, Any]]] = {paper: [] for paper in papers}
    sql = (
        f"SELECT paper_id, {fact_id} AS fact_id, {columns} FROM {table} WHERE paper_id IN (SELECT unnest($1))"  # noqa: S608
    )
    for row in query(database, sql, [list(papers)]).to_pylist():
        found[row.pop("paper_id")].append(row)
    return found


def _entry(fact: DoubtfulFact, by_paper: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[str]:
    others = by_paper[fact.paper_id]
    row = next(row for row in others if row["fact_id"] == fact.fact_id)
    named, is_alone = _name(row, others, _NAMING[fact.table_name])
    guard = {name: row[name] for name in _GUARDS[fact.table_name] if name not in named}
    for doubt in fact.doubts:
        yield f"# {_one_line(doubt)}"
    yield f"# {fact.location or fact.paper_id}: {_one_line(fact.quote)}"
    if not is_alone:
        yield "# The paper prints this more than once; a correction can only drop all of them."
    yield "# [[correction]]"
    yield f"# paper = {_toml(fact.paper_id)}"
    yield f"# table = {_toml(fact.table_name)}"
    yield '# action = "confirm"'
    yield '# reason = ""'
    yield '# who = ""'
    yield f"# fact = {_inline_table(named)}"
    yield f"# expect = {_inline_table(guard)}"
    yield ""


def _name(
    row: Mapping[str, Any], others: Sequence[Mapping[str, Any]], columns: Sequence[str]
) -> tuple[dict[str, Any], bool]:
    """Return as many columns as it takes to name a fact alone, and whether they do."""
    named: dict[str, Any] = {}
    fitting = list(others)
    for position, column in enumerate(columns):
        narrowed = [other for other in fitting if other[column] == row[column]]
        if position < _ALWAYS_NAMED or len(narrowed) < len(fitting):
            named[column] = row[column]
        fitting = narrowed
        if position + 1 >= _ALWAYS_NAMED and len(fitting) == 1:
            break
    return named, len(fitting) == 1


def _inline_table(values: Mapping[str, Any]) -> str:
    # value is NULL for hardware, which corrections name by its text alone; elsewhere an empty text stands for NULL.
    given = {name: value for name, value in values.items() if not (name == "value" and value is None)}
    return (
        "{"
        + ", ".join(f"{name} = {_toml('' if value is None else value)}" for name, value in given.items())
        + "}"
    )


def _toml(value: str | float | bool) -> str:
    # JSON and TOML write texts, numbers and truth values alike, but for one character that TOML escapes.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
