"""What a careful reader would note down from each sample paper."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractors.documents.model import Cell
from extractors.documents.scripts import subscript, superscript
from extractors.records import Quantity, Stage
from extractors.samples import formula
from extractors.samples.citations import citation_text
from extractors.samples.markup import Footnote, Inline, Math, SampleCitation, Styled, TableNumber, Text, parse
from extractors.samples.source import PrintedTable, SamplePaper, load_all


@dataclass(frozen=True, slots=True)
class ExpectedResult:
    """A number on a benchmark; the fields are those of `extractors.records.ReportedResult`."""

    benchmark_id: str
    model_name: str
    value: float
    value_printed: str
    is_error: bool
    is_own: bool
    split: str
    protocol: str
    is_ensemble: bool
    where: str
    """Where the sample prints it: ``abstract``, ``Table 2``, ``Section 3``, ``Appendix A``, ``footnote``."""
    source: str
    """Where it was published."""


@dataclass(frozen=True, slots=True)
class ExpectedCompute:
    """A compute statement; the fields are those of `extractors.records.ReportedCompute`."""

    quantity: Quantity
    value: float | None
    value_printed: str
    text_value: str
    value_high: float | None
    """Upper end of a printed range; `value` is then the lower one."""
    model_name: str | None
    stage: Stage
    is_own: bool
    counts_macs: bool
    where: str
    source: str


@dataclass(frozen=True, slots=True)
class ExpectedFacts:
    """The facts of one sample paper; its results are those on the eight scored benchmarks only."""

    paper_id: str
    results: tuple[ExpectedResult, ...]
    compute: tuple[ExpectedCompute, ...]


def expected_facts() -> dict[str, ExpectedFacts]:
    """Return the facts of every sample paper by paper id, such as ``file:sample-alexnet-2012``."""
    return {f"file:{paper.id}": facts_of(paper) for paper in load_all()}


def facts_of(paper: SamplePaper) -> ExpectedFacts:
    """Return the facts of one paper."""
    return ExpectedFacts(
        paper_id=f"file:{paper.id}",
        results=tuple(_result(record) for record in paper.results),
        compute=tuple(_compute(record, paper) for record in paper.compute),
    )


def expected_grid(table: PrintedTable, paper: SamplePaper) -> tuple[Cell, ...]:
    """Return the cells of a table, their texts in the conventions of `extractors.documents.model`."""
    return tuple(replace(cell, text=plain_text(parse(cell.text), paper)) for cell in table.cells)


def plain_text(elements: tuple[Inline, ...], paper: SamplePaper) -> str:
    """Write inline text in the conventions of `extractors.documents.model`; footnotes are left out."""
    return "".join(_plain(element, paper) for element in elements).strip()


def _plain(element: Inline, paper: SamplePaper) -> str:
    match element:
        case Text(text):
            return text
        case Styled("superscript", children):
            return superscript(plain_text(children, paper))
        case Styled("subscript", children):
            return subscript(plain_text(children, paper))
        case Styled(_, children):
            return plain_text(children, paper)
        case Math(tex):
            return formula.to_text(formula.parse(tex))
        case SampleCitation():
            return citation_text(element, paper)
        case TableNumber(table_id):
            return str(paper.table_number(table_id))
        case Footnote():
            return ""


def _result(record: dict[str, str]) -> ExpectedResult:
    return ExpectedResult(
        benchmark_id=record["benchmark"],
        model_name=record["model"],
        value=float(record["printed"].rstrip("%")),
        value_printed=record["printed"],
        is_error={"error": True, "score": False}[record["kind"]],
        is_own=_is_own(record),
        split=record["split"],
        protocol=record["protocol"],
        is_ensemble="ensemble" in record["protocol"],
        where=record["where"],
        source=record["source"],
    )


def _compute(record: dict[str, str], paper: SamplePaper) -> ExpectedCompute:
    low, _, high = record["value"].partition("..")
    return ExpectedCompute(
        quantity=Quantity(record["quantity"]),
        value=float(low) if low else None,
        value_printed=plain_text(parse(record["printed"]), paper),
        text_value=record["text"],
        value_high=float(high) if high else None,
        model_name=record["model"] or None,
        stage=Stage(record["stage"]),
        is_own=_is_own(record),
        counts_macs=record["text"] == "multiply-adds",
        where=record["where"],
        source=record["source"],
    )


def _is_own(record: dict[str, str]) -> bool:
    return {"own": True, "quoted": False}[record["by"]]
