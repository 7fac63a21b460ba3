"""Bibliographies lead to papers of the warehouse; quoted results lead to their sources; what is missing is wanted."""

import re
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from extractors.records import Citation, CitedBy, Quantity, Reference
from flows.corroborating import corroborate
from tests.warehouse.builders import Nights, compute, read, result
from warehouse.store import Warehouse

RESNET = Reference(
    1, "[1] ...", "1", ("K. He", "X. Zhang"), "Deep residual learning for image recognition", 2016
)
SE = Reference(
    2, "[2] ...", "2", ("J. Hu",), "Squeeze-and-excitation networks", 2018, arxiv_id="1709.01507",
    identifiers=("arxiv:1709.01507",),
)  # fmt: skip


def quoting(
    name: str, paper_id: str, *references: Reference, cites: int = 1, value: float = 76.1
) -> tuple[str, bytes, Any]:
    file, data, extraction = read(
        name,
        result(value, is_own=False, model_name="ResNet-50 [1]"),
        paper_id=paper_id,
        title=f"A paper that quotes, {name}",
        authors=("A. Quoter",),
        year=2017,
    )
    citation = Citation("reported_results", 0, cites, f"[{cites}]", CitedBy.ROW)
    return file, data, replace(extraction, references=references, citations=(citation,))


def source(value: float = 76.13) -> tuple[str, bytes, Any]:
    return read("1512.03385v1.pdf", result(value), title="Deep Residual Learning for Image Recognition")


def references(nights: Nights) -> list[tuple[Any, ...]]:
    nights.warehouse.apply_corrections([])
    return nights.rows(
        'SELECT position, cited_paper_id, resolved_by FROM "references" ORDER BY paper_id, position'
    )


@pytest.mark.parametrize(
    ("entry", "resolved"),
    [
        (RESNET, ("arxiv:1512.03385", "title")),
        (
            replace(RESNET, title="Deep residual learning for image recogniton"),
            ("arxiv:1512.03385", "near title"),
        ),
        (replace(RESNET, title="", identifiers=("arxiv:1512.03385",)), ("arxiv:1512.03385", "identifier")),
        (replace(RESNET, authors=("A. Other",)), (None, None)),
        (replace(RESNET, authors=()), ("arxiv:1512.03385", "title")),
        (replace(RESNET, title="Deep residual learning for image compression"), (None, None)),
        (SE, (None, "not held")),
    ],
    ids=["title", "misspelt", "identifier", "other authors", "no authors", "other title", "not held"],
)
def test_entries_lead_to_papers(nights: Nights, entry: Reference, resolved: tuple[str | None, str | None]):
    nights.run(source(), quoting("q.pdf", "file:q", replace(entry, position=1)))
    assert references(nights) == [(1, *resolved)]


def test_an_entry_leads_to_the_work_whichever_copy_it_names(nights: Nights):
    copy = read("copy.pdf", paper_id="file:copy", title="Deep Residual Learning for Image Recognition")
    nights.run(copy, source(), quoting("q.pdf", "file:q", RESNET))
    assert references(nights) == [(1, "arxiv:1512.03385", "title")]


def test_reading_again_replaces_a_bibliography(nights: Nights):
    nights.run(quoting("q.pdf", "file:q", RESNET, SE))
    nights.run(quoting("q.pdf", "file:q", SE, cites=2), extractor="v2")
    assert references(nights) == [(2, None, "not held")]
    assert nights.rows("SELECT position, mark FROM citations") == [(2, "[2]")]


def test_quoted_results_are_compared_with_their_source(nights: Nights):
    nights.run(
        source(),
        quoting("q1.pdf", "file:q1", RESNET),
        quoting("q2.pdf", "file:q2", RESNET, value=75.3),
    )
    nights.warehouse.apply_corrections([])
    corroborate(nights.warehouse)
    assert nights.rows(
        "SELECT quoting_paper_id, verdict, why, difference, mark FROM quotations ORDER BY quoting_paper_id"
    ) == [
        ("file:q1", "agrees", "rounding", pytest.approx(0.03), "[1]"),
        ("file:q2", "differs", "misquoted or rerun", pytest.approx(0.83), "[1]"),
    ]
    assert nights.rows(
        "SELECT paper_id, quoting_paper_count, agreeing_papers, differing_papers, largest_difference FROM corroboration"
    ) == [("arxiv:1512.03385", 2, ["file:q1"], ["file:q2"], pytest.approx(0.83))]


def test_no_question_sets_every_paper_beside_every_fact(nights: Nights, monkeypatch: pytest.MonkeyPatch):
    nights.run(source(), *(quoting(f"q{n}.pdf", f"file:q{n}", RESNET) for n in range(40)))
    nights.warehouse.apply_corrections([])
    asked = list[str]()
    frame = Warehouse.frame

    def noted(warehouse: Warehouse, query: str) -> pd.DataFrame:
        asked.append(query)
        return frame(warehouse, query)

    monkeypatch.setattr(Warehouse, "frame", noted)
    corroborate(nights.warehouse)
    plans = [nights.rows(f"EXPLAIN {query}")[0][1] for query in asked]
    assert len(plans) > 4
    assert not [plan for plan in plans if re.search("NESTED|CROSS", plan, re.IGNORECASE)]


def test_what_other_papers_print_raises_or_lowers_confidence_and_is_weighed_once(nights: Nights):
    nights.run(
        source(), quoting("q1.pdf", "file:q1", RESNET), quoting("q2.pdf", "file:q2", RESNET, value=65.3)
    )
    nights.warehouse.apply_corrections([])
    for _ in range(2):
        corroborate(nights.warehouse)
        found = nights.rows(
            "SELECT r.paper_id, confidence > read_confidence, confidence < read_confidence, read_confidence "
            "FROM reported_results AS r ORDER BY r.paper_id"
        )
        assert found == [
            ("arxiv:1512.03385", True, False, 0.9),
            ("file:q1", True, False, 0.9),
            ("file:q2", False, True, 0.9),
        ]
    assert nights.rows(
        "SELECT agreeing_papers, differing_papers FROM agreement WHERE paper_id = 'file:q2'"
    ) == [([], ["arxiv:1512.03385", "file:q1"])]


def quoting_cost(name: str, value: float, title: str) -> tuple[str, bytes, Any]:
    file, data, extraction = read(
        name,
        compute(
            Quantity.PARAMETERS,
            value * 1e6,
            value_printed=f"{value}M",
            is_own=False,
            model_name="ResNet-50 [1]",
        ),
        paper_id=f"file:{name}",
        title=title,
    )
    citation = Citation("reported_compute", 0, 1, "[1]", CitedBy.ROW)
    return file, data, replace(extraction, references=(RESNET,), citations=(citation,))


def test_quoted_costs_are_compared_with_their_source(nights: Nights):
    own = compute(Quantity.PARAMETERS, 25.56e6, value_printed="25.56M", model_name="ResNet-50")
    held = read("1512.03385v1.pdf", own, title="Deep Residual Learning for Image Recognition")
    nights.run(held, quoting_cost("a.pdf", 25.6, "Wide Nets"), quoting_cost("b.pdf", 460.0, "On Pruning"))
    nights.warehouse.apply_corrections([])
    corroborate(nights.warehouse)
    assert nights.rows(
        "SELECT quoting_paper_id, verdict, why FROM cost_quotations ORDER BY quoting_paper_id"
    ) == [
        ("file:a.pdf", "agrees", "rounding"),
        ("file:b.pdf", "differs", "other model on that network"),
    ]


def test_networks_that_three_papers_print_alike_are_a_reference(nights: Nights):
    papers = [quoting(f"q{n}.pdf", f"file:q{n}", RESNET, value=76.1) for n in range(2)]
    nights.run(source(), *papers, quoting("off.pdf", "file:off", RESNET, value=46.1))
    nights.warehouse.apply_corrections([])
    corroborate(nights.warehouse)
    assert nights.rows(
        "SELECT model_name, usual_value, alike_paper_count, other_papers FROM known_networks"
    ) == [("ResNet-50", 23.87, 3, ["file:off"])]
    assert nights.rows("SELECT paper_id FROM doubtful_facts WHERE doubt = 'unlike other papers'") == [
        ("file:off",)
    ]


def test_what_is_quoted_and_not_here_is_wanted(nights: Nights):
    nights.run(
        quoting("q1.pdf", "file:q1", SE, cites=2),
        quoting("q2.pdf", "file:q2", replace(SE, arxiv_id=None, identifiers=()), cites=2),
        quoting("q3.pdf", "file:q3", RESNET),
        source(),
    )
    nights.warehouse.apply_corrections([])
    assert nights.rows(
        "SELECT benchmark_id, title, arxiv_id, quoting_paper_count, quoting_papers FROM wanted"
    ) == [("imagenet_top1", "Squeeze-and-excitation networks", "1709.01507", 2, ["file:q1", "file:q2"])]
