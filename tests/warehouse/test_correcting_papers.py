"""Corrections of whole papers and sources."""

from pathlib import Path

import pytest

from tests.warehouse.builders import NOON, Nights, compute, read, result
from warehouse.correction_entries import CorrectionsError, read_corrections
from warehouse.items import LoadItem

SAID = 'reason = "read it in the paper"\nwho = "K. Reader"\n'
PAPER = "arxiv:1512.03385"


def of_paper(*lines: str, action: str = "override", paper: str = PAPER) -> str:
    head = f'[[correction]]\ntable = "papers"\naction = "{action}"\npaper = "{paper}"\n{SAID}'
    return head + "\n".join(lines) + "\n"


def of_source(source: str) -> str:
    return f'[[correction]]\ntable = "sources"\naction = "drop"\nsource = "{source}"\n{SAID}'


def apply(nights: Nights, folder: Path, *corrections: str) -> list[str | None]:
    (folder / "papers.toml").write_text("\n".join(corrections))
    return [outcome.problem for outcome in nights.warehouse.apply_corrections(read_corrections(folder))]


def come_from(nights: Nights, source: str, name: str, *facts: object, paper_id: str) -> None:
    """Load one file that came from a source."""
    _, data, extraction = read(name, *facts, paper_id=paper_id)
    file = nights.archive.put(data, source=source, origin=f"{source}/{name}", fetched_at=NOON)
    load_id = nights.begin()
    item = LoadItem(name, file.origin, extraction.paper, 0.5, file, extraction=extraction)
    nights.warehouse.load(load_id, [item])
    nights.warehouse.finish_load(load_id, finished_at=NOON, succeeded=True)


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ('title = "Deep Networks"', ("Deep Networks", 2015, ["K. He", "X. Zhang"])),
        ("year = 2016", (f"Deep Residual Learning of {PAPER}", 2016, ["K. He", "X. Zhang"])),
        ('authors = ["A. One"], year = 2014', (f"Deep Residual Learning of {PAPER}", 2014, ["A. One"])),
    ],
    ids=["title", "year", "authors and year"],
)
def test_a_person_says_what_a_paper_is(
    nights: Nights, tmp_path: Path, changes: str, shown: tuple[object, ...]
):
    nights.run(read("a.pdf", result(75.0)))
    assert apply(nights, tmp_path, of_paper(f"set = {{{changes}}}")) == [None]
    assert nights.rows("SELECT title, year, authors FROM papers") == [shown]


def test_what_was_said_of_a_paper_survives_another_reading_and_ends_with_its_entry(
    nights: Nights, tmp_path: Path
):
    nights.run(read("a.pdf", result(75.0)))
    apply(nights, tmp_path, of_paper("set = {year = 2016}"))
    nights.run(read("a.pdf", result(75.0), compute()), extractor="v2")
    assert apply(nights, tmp_path, of_paper("set = {year = 2016}")) == [None]
    assert nights.rows("SELECT year FROM papers") == [(2016,)]
    apply(nights, tmp_path)
    assert nights.rows("SELECT year FROM papers") == [(2015,)]


def test_another_title_or_year_is_another_state_of_the_facts(nights: Nights, tmp_path: Path):
    nights.run(read("a.pdf", result(75.0)))
    before = nights.warehouse.snapshot_hash()
    apply(nights, tmp_path, of_paper("set = {year = 2016}"))
    assert nights.warehouse.snapshot_hash() != before


def test_a_dropped_paper_is_gone_from_the_views_and_comes_back_without_its_entry(
    nights: Nights, tmp_path: Path
):
    nights.run(read("a.pdf", result(75.0)), read("b.pdf", result(76.0), paper_id="arxiv:2"))
    assert apply(nights, tmp_path, of_paper(action="drop")) == [None]
    assert nights.rows("SELECT paper_id FROM papers") == [("arxiv:2",)]
    assert nights.rows("SELECT value FROM reported_results") == [(76.0,)]
    apply(nights, tmp_path)
    assert len(nights.rows("FROM papers")) == 2


def test_a_corrected_paper_can_be_dropped_too(nights: Nights, tmp_path: Path):
    nights.run(read("a.pdf", result(75.0)))
    assert apply(nights, tmp_path, of_paper(action="drop"), of_paper("set = {year = 2016}")) == [None, None]
    assert nights.rows("FROM papers") == []


def test_a_dropped_source_leaves_with_its_files_but_not_with_those_that_came_from_elsewhere_too(
    nights: Nights, tmp_path: Path
):
    come_from(nights, "samples", "a.pdf", result(75.0), paper_id="arxiv:1")
    come_from(nights, "samples", "b.pdf", result(76.0), paper_id="arxiv:2")
    come_from(nights, "folder", "b.pdf", result(76.0), paper_id="arxiv:2")
    come_from(nights, "folder", "c.pdf", result(77.0), paper_id="arxiv:3")
    assert apply(nights, tmp_path, of_source("samples")) == [None]
    assert nights.rows("SELECT value FROM reported_results ORDER BY value") == [(76.0,), (77.0,)]
    assert nights.rows("SELECT file_name FROM documents ORDER BY file_name") == [("b.pdf",), ("c.pdf",)]
    assert nights.rows("SELECT paper_id, table_name, status FROM corrections") == [
        (None, "sources", "applied")
    ]


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ([of_paper("set = {year = 2016}", paper="arxiv:9")], "there is no paper arxiv:9"),
        ([of_paper("set = {year = 2015}")], "the paper says this by itself now"),
        ([of_paper("expect = {year = 1910}", "set = {year = 2016}")], "the paper no longer says"),
        (
            [of_paper("set = {year = 2016}"), of_paper("set = {year = 2017}")],
            "another correction has changed this paper",
        ),
        ([of_source("samples")], "no file here came from the source samples alone"),
    ],
    ids=["no such paper", "superfluous", "not as expected", "conflicting", "no such source"],
)
def test_what_does_not_fit_a_paper_is_reported_and_changes_nothing(
    nights: Nights, tmp_path: Path, entries: list[str], problem: str
):
    nights.run(read("a.pdf", result(75.0)))
    last = apply(nights, tmp_path, *entries)[-1]
    assert last is not None
    assert last.startswith(problem)
    assert len(nights.rows("FROM papers")) == 1


@pytest.mark.parametrize(
    "entry",
    [
        of_paper(),
        of_paper("set = {year = 2016}", action="drop"),
        of_paper('set = {title = ""}'),
        of_paper("set = {year = 20160}"),
        of_paper("set = {authors = []}"),
    ],
    ids=["nothing set", "dropped and set", "no title", "no year", "no authors"],
)
def test_an_entry_about_a_paper_that_makes_no_sense_is_refused(tmp_path: Path, entry: str):
    (tmp_path / "papers.toml").write_text(entry)
    with pytest.raises(CorrectionsError):
        read_corrections(tmp_path)
