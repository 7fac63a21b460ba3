"""Copies of one work are one paper: in the views, after corrections, and in files of earlier versions."""

from pathlib import Path

import pytest

from extractors.records import WorkSignature
from tests.warehouse.builders import Nights, failed, read, result
from tests.warehouse.test_migrate import old_file
from tools.linkage_benchmark import as_named, load, works_of
from tools.synthetic_works import Forger
from warehouse.connect import open_writer
from warehouse.correction_entries import read_corrections
from warehouse.store import Warehouse

TITLE = "Deep Residual Learning for Image Recognition"
ARXIV = "arxiv:1512.03385"


def copies(nights: Nights) -> None:
    nights.run(
        read("1512.03385v1.pdf", result(75.3), title=TITLE, version=1),
        read(
            "residual.pdf", result(75.3), result(99.0, row=7), paper_id="file:residual", title=TITLE.upper()
        ),
        read("other.pdf", result(70.0), paper_id="file:other", title="Wide Residual Networks", year=2016),
    )


def corrected(nights: Nights, tmp_path: Path, text: str = "") -> list[str | None]:
    folder = tmp_path / "corrections"
    folder.mkdir(exist_ok=True)
    (folder / "works.toml").write_text(text, "utf-8")
    return [outcome.problem for outcome in nights.warehouse.apply_corrections(read_corrections(folder))]


def entry(action: str, paper: str, other: str) -> str:
    return (
        f'[[correction]]\ntable = "works"\naction = "{action}"\npaper = "{paper}"\nother = "{other}"\n'
        'reason = "looked at both"\nwho = "K. Reader"\n'
    )


def papers(nights: Nights) -> list[tuple[str, list[str]]]:
    return nights.rows("SELECT paper_id, stated_paper_ids FROM papers ORDER BY paper_id")


MERGED = [(ARXIV, [ARXIV, "file:residual"]), ("file:other", ["file:other"])]
AS_STATED = [(ARXIV, [ARXIV]), ("file:other", ["file:other"]), ("file:residual", ["file:residual"])]


def test_a_copy_is_a_document_of_its_work(nights: Nights, tmp_path: Path):
    copies(nights)
    assert papers(nights) == AS_STATED
    corrected(nights, tmp_path)
    assert papers(nights) == MERGED
    assert nights.rows(
        "SELECT title, year, document_count FROM papers WHERE paper_id = 'arxiv:1512.03385'"
    ) == [(TITLE, 2015, 2)]
    assert nights.rows("SELECT paper_id, value FROM reported_results ORDER BY ALL") == [
        (ARXIV, 75.3),
        ("file:other", 70.0),
    ]
    assert nights.rows(
        "SELECT paper_id, stated_paper_id FROM documents WHERE file_name = 'residual.pdf'"
    ) == [(ARXIV, "file:residual")]


def test_what_copies_say_otherwise_is_shown(nights: Nights, tmp_path: Path):
    copies(nights)
    corrected(nights, tmp_path)
    assert nights.rows("SELECT paper_id, value, agreement FROM format_agreement ORDER BY value") == [
        (ARXIV, 75.3, "agrees"),
        (ARXIV, 99.0, "only in other"),
    ]


def test_why_they_are_one_is_told(nights: Nights, tmp_path: Path):
    copies(nights)
    corrected(nights, tmp_path)
    assert nights.rows("SELECT DISTINCT paper_id, evidence, is_one_work FROM work_links") == [
        (ARXIV, "title identical, authors same, year close", True)
    ]
    assert nights.rows("SELECT stated_paper_id, paper_id FROM paper_ids ORDER BY ALL") == [
        (ARXIV, ARXIV),
        ("file:other", "file:other"),
        ("file:residual", ARXIV),
    ]


def test_a_split_holds_until_its_line_is_taken_out(nights: Nights, tmp_path: Path):
    copies(nights)
    assert corrected(nights, tmp_path, entry("split", ARXIV, "file:residual")) == [None]
    assert papers(nights) == AS_STATED
    assert nights.rows("SELECT action, status FROM corrections") == [("split", "applied")]
    corrected(nights, tmp_path)
    assert papers(nights) == MERGED
    assert nights.rows("FROM corrections") == []


def test_a_merge_holds_until_its_line_is_taken_out(nights: Nights, tmp_path: Path):
    copies(nights)
    assert corrected(nights, tmp_path, entry("merge", "file:other", ARXIV)) == [None]
    assert papers(nights) == [(ARXIV, [ARXIV, "file:other", "file:residual"])]
    corrected(nights, tmp_path)
    assert papers(nights) == MERGED


@pytest.mark.parametrize(
    ("action", "paper", "other", "problem"),
    [
        ("merge", ARXIV, "file:residual", "the files are taken for one work without it"),
        ("split", ARXIV, "file:other", "nothing links the two"),
        ("merge", ARXIV, "file:unknown", "there is no paper or document file:unknown"),
        ("split", ARXIV, ARXIV, "both names are of one document"),
    ],
)
def test_a_correction_that_changes_nothing_is_stale(
    nights: Nights, tmp_path: Path, action: str, paper: str, other: str, problem: str
):
    copies(nights)
    assert corrected(nights, tmp_path, entry(action, paper, other)) == [problem]
    assert nights.rows("SELECT status, problem FROM corrections") == [("stale", problem)]


def test_a_correction_of_facts_may_name_a_copy(nights: Nights, tmp_path: Path):
    copies(nights)
    text = (
        '[[correction]]\ntable = "reported_results"\naction = "drop"\npaper = "file:residual"\n'
        'fact = {value = 75.3}\nreason = "misread"\nwho = "K. Reader"\n'
    )
    assert corrected(nights, tmp_path, text) == [None]
    assert nights.rows("SELECT paper_id FROM reported_results") == [("file:other",)]


def test_two_files_of_one_name_are_two_papers_when_they_differ(nights: Nights, tmp_path: Path):
    for title, author, data, passages in (
        ("Attention Is All You Need", "Ashish Vaswani", b"one", range(256)),
        ("Wide Residual Networks", "Sergey Zagoruyko", b"two", range(1000, 1256)),
    ):
        shown = WorkSignature(title, (author,), 2017, sketch=tuple(passages), passage_count=300)
        nights.run(
            read("main.pdf", paper_id="file:main", data=data, title=title, authors=(author,), signature=shown)
        )
    corrected(nights, tmp_path)
    found = nights.rows("SELECT title FROM papers WHERE starts_with(paper_id, 'file:main') ORDER BY title")
    assert found == [("Attention Is All You Need",), ("Wide Residual Networks",)]


def test_a_file_that_failed_belongs_to_the_paper_of_its_name(nights: Nights, tmp_path: Path):
    nights.run(failed("residual.html"), read("residual.pdf", paper_id="file:residual", title=TITLE))
    corrected(nights, tmp_path)
    assert papers(nights) == [("file:residual", ["file:residual"])]


def test_what_comes_later_is_linked_as_if_it_had_come_at_once(tmp_path: Path):
    forger = Forger(3)
    originals = forger.originals(60)
    named = as_named([*originals, *forger.variations(originals, 60), *forger.look_alikes(originals, 40)])
    found = []
    for parts in ([named], [named[:90], named[90:140], named[140:]]):
        with Warehouse(tmp_path / f"{len(parts)}.duckdb") as warehouse:
            for part in parts:
                load(warehouse, part)
                warehouse.apply_corrections([])
            found.append(works_of(warehouse))
    assert found[0] == found[1]


def test_variations_are_found_and_look_alikes_are_not(tmp_path: Path):
    forger = Forger(1)
    originals = forger.originals(200)
    variations = forger.variations(originals, 330)
    look_alikes = forger.look_alikes(originals, 300)
    with Warehouse(tmp_path / "w.duckdb") as warehouse:
        load(warehouse, as_named([*originals, *variations, *look_alikes]))
        warehouse.apply_corrections([])
        works = works_of(warehouse)
    work_of = dict(zip((file.work for file in originals), works, strict=False))
    found = [work == work_of[file.work] for file, work in zip(variations, works[200:], strict=False)]
    wrong = [file.kind for file, work in zip(look_alikes, works[530:], strict=True) if work in works[:530]]
    assert sum(found) >= 0.98 * len(found)
    assert wrong == []


def test_an_older_file_is_merged_when_it_comes_forward(tmp_path: Path):
    path = tmp_path / "old.duckdb"
    old_file(path, 8)
    connection = open_writer(path)
    connection.execute("""
        UPDATE core.papers SET authors = ['K. Author', 'L. Author'];
        INSERT INTO raw.files VALUES (repeat('b', 64), 100, 'application/pdf');
        INSERT INTO core.papers (paper_id, arxiv_id, title, authors, year)
        VALUES ('arxiv:1501.00001', '1501.00001', 'An Old Paper', ['Karl Author', 'Lena Author'], 2015);
        INSERT INTO core.documents (document_id, paper_id, sha256, file_name, format, fetched_at, parse_status,
            extractor_version, quality, read_in_load)
        VALUES ('d2', 'arxiv:1501.00001', repeat('b', 64), '1501.00001.pdf', 'pdf', TIMESTAMP '2026-01-02', 'parsed',
            'v0', 1, 1);
    """)
    connection.close()
    with Warehouse(path) as migrated:
        rows = migrated.connection.execute("SELECT paper_id, stated_paper_ids FROM papers").fetchall()
        assert rows == [("arxiv:1501.00001", ["arxiv:1501.00001", "file:old"])]
        facts = migrated.connection.execute("SELECT paper_id, value FROM reported_results_history").fetchall()
        assert facts == [("arxiv:1501.00001", 75.0)]
