"""Slips of the finger end with status 2, before anything is begun."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractors.records import Window
from extractors.sources.registry import Wanted
from flows.cli import app
from flows.doubts import doubt_of
from flows.errors import UsageError
from flows.preflight import refuse_wrong_usage
from flows.settings import Settings

TODAY = date(2026, 3, 2)


def settings(**more: object) -> Settings:
    return Settings.model_validate({"contact": "test@uni.edu", **more})


def refuse(source: str, wanted: Wanted, **more: object) -> None:
    refuse_wrong_usage(settings(**more), source, wanted, today=TODAY)


@pytest.mark.parametrize("source", ["samples", "oai", "failed"])
def test_what_makes_sense_is_let_through(source: str) -> None:
    refuse(source, Wanted())


def test_who_asks_others_must_be_named() -> None:
    with pytest.raises(UsageError, match="NINTHPOWER_CONTACT"):
        refuse("oai", Wanted(), contact="")
    refuse("samples", Wanted(), contact="")


@pytest.mark.parametrize(
    "contact",
    [
        "nobody",
        "me@localhost",
        "@",
        " ",
        "www",
        "you@example.org",
        "You <you@Example.COM>",
        "you@mail.example.net",
        "https://example.org/about",
        "https://www.example.com",
        "me@uni.example",
        "me@uni.test",
        "me@uni.invalid",
        "http://mail.localhost/",
    ],
)
def test_a_contact_that_nobody_can_write_to_is_none(contact: str) -> None:
    with pytest.raises(UsageError, match="set contact"):
        refuse("oai", Wanted(), contact=contact)


@pytest.mark.parametrize(
    "contact",
    [
        "ann@uni.edu",
        "Ann Ray <ann.ray@lab.uni.edu>",
        "https://uni.edu/about",
        "me@example.uni.edu",
        "me@myexample.org",
        "you@example.org, or me@uni.edu",
    ],
)
def test_a_mail_address_or_a_page_is_a_contact(contact: str) -> None:
    refuse("oai", Wanted(), contact=contact)


def test_a_rehearsal_may_go_by_a_name_out_of_an_example() -> None:
    refuse("oai", Wanted(), contact="me@example.org", arxiv={"stand_in_url": "http://127.0.0.1:8765"})
    with pytest.raises(UsageError, match="nobody is named"):
        refuse("oai", Wanted(), contact="", arxiv={"stand_in_url": "http://127.0.0.1:8765"})


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        (date(2026, 2, 2), date(2026, 2, 1), "--from 2026-02-02 lies after --to 2026-02-01"),
        (date(2026, 2, 2), TODAY, "not over yet"),
        (date(2027, 2, 2), None, "not over yet"),
    ],
    ids=["reversed", "today", "future"],
)
def test_days_that_make_no_sense(first: date, last: date | None, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        refuse("oai", Wanted(from_date=first, until_date=last))


def test_files_are_looked_at_before_they_are_needed(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "empty").write_text("# nothing yet\n")
    (tmp_path / "wrong").write_text("1706.03762\nnot-an-identifier\n")
    for source, path, says in [
        ("folder", tmp_path / "nowhere", "is not a folder"),
        ("ids", tmp_path / "nowhere", "No such file"),
        ("ids", tmp_path, "directory"),
        ("ids", tmp_path / "binary", "UTF-8"),
        ("ids", tmp_path / "empty", "names no paper"),
        ("urls", tmp_path / "empty", "names no paper"),
        ("ids", tmp_path / "wrong", "line 2"),
        ("urls", tmp_path / "wrong", "is no URL"),
    ]:
        with pytest.raises(UsageError, match=says):
            refuse(source, Wanted(path=path))
    with pytest.raises(UsageError, match="compute-limits"):
        refuse("list", Wanted(list_name="nonsense"))


@pytest.mark.parametrize(
    "arguments",
    [
        ["night", "--source", "oai"],
        ["night", "--source", "folder", "--path", "nowhere"],
        ["night", "--source", "ids", "--path", "nowhere"],
        ["night", "--source", "list", "--list", "nonsense"],
        ["backfill", "--from", "2024-01-31", "--to", "2024-01-01"],
        ["serve", "--cron", "0 4 * * *", "--source", "oai"],
        ["serve", "--cron", "0 4 * * *", "--source", "folder", "--path", "nowhere"],
        ["serve", "--cron", "0 4 * * *", "--source", "samples", "--port", "70000"],
        ["standin", "--port", "-1"],
        ["sql", "SELECT 1", "--out", "answer.xlsx"],
        ["sql", "SELECT 1", "--format", "json", "--out", "answer.csv"],
        ["sql", "SELECT 1", "--format", "parquet"],
        ["retry"],
        ["enrich"],
        ["night", "--source", "oai", "--from", "2024-02-30"],
        ["night", "--source", "oai", "--from", "01.02.2024"],
        ["backfill", "--from", "yesterday", "--to", "today"],
        ["night", "--source", "query", "--search", " "],
        ["standin", "--first-day", "soon"],
        ["audit", "--confidence-from", "0.9", "--confidence-to", "0.1"],
        ["review", "--page", "--paper", "nope"],
        ["review", "--page", "--json"],
    ],
    ids=" ".join,
)
def test_wrong_usage_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NINTHPOWER_CONTACT", raising=False)
    answer = CliRunner().invoke(app, arguments)
    assert answer.exit_code == 2, answer.output
    assert "Traceback" not in answer.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("workers = 0\n", "workers: input should be greater than or equal to 1"),
        ("no_such = 1\n", "no_such: extra inputs are not permitted"),
        ("workers = \n", "ninthpower.toml cannot be understood"),
        ("[network]\ndelay_seconds = 'soon'\n", "network.delay_seconds"),
    ],
    ids=["out of range", "unknown", "no toml", "in a group"],
)
def test_settings_that_make_no_sense_are_one_line_and_status_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, toml: str, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ninthpower.toml").write_text(toml)
    answer = CliRunner().invoke(app, ["status"])
    assert answer.exit_code == 2
    (line,) = answer.stderr.splitlines()
    assert says in line


class TestDoubts:
    def empty(self, *days: int) -> list[Window]:
        return [
            Window("oai", part, date(2024, 1, d), date(2024, 1, d)) for d in days for part in ("cs", "stat")
        ]

    def test_a_listing_without_empty_weekdays_is_not_doubted(self) -> None:
        assert doubt_of([], [date(2024, 1, 6)], holiday_weekdays=4) is None

    def test_as_many_as_holidays_have_are_a_warning(self) -> None:
        doubt = doubt_of(self.empty(2, 3, 4, 5), [], holiday_weekdays=4)
        assert doubt is not None
        assert not doubt.is_alarm
        assert "2024-01-02, 2024-01-03, 2024-01-04, 2024-01-05" in doubt.message

    def test_one_more_is_an_alarm_over_a_weekend_and_over_nights(self) -> None:
        doubt = doubt_of(self.empty(8), [date(2024, 1, d) for d in (2, 3, 4, 5)], holiday_weekdays=4)
        assert doubt is not None
        assert doubt.is_alarm
        assert "5 weekdays in a row (2024-01-02 to 2024-01-08)" in doubt.message

    def test_days_with_papers_between_them_part_them(self) -> None:
        doubt = doubt_of(self.empty(2, 4), [date(2024, 1, 8)], holiday_weekdays=1)
        assert doubt is not None
        assert not doubt.is_alarm
