import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from flows.answers import ROWS_SHOWN, holding, print_answer, write_answer
from flows.cli import app
from flows.errors import AnswerError
from flows.jsons import dumps

ANSWER = pa.table({"model": ["ResNet-50", None], "value": [76.3, 77.0], "reasons": [["a", "b"], []]})


def test_csv_gives_lists_as_json(tmp_path: Path):
    write_answer(ANSWER, "csv", tmp_path / "answer.csv")
    assert (tmp_path / "answer.csv").read_text().splitlines() == [
        '"model","value","reasons"',
        '"ResNet-50",76.3,"[""a"", ""b""]"',
        ',77,"[]"',
    ]


def test_json_gives_one_object_per_row(tmp_path: Path):
    write_answer(ANSWER, "json", tmp_path / "answer.json")
    assert json.loads((tmp_path / "answer.json").read_text()) == ANSWER.to_pylist()


def test_parquet_keeps_every_type(tmp_path: Path):
    write_answer(ANSWER, "parquet", tmp_path / "answer.parquet")
    assert pyarrow.parquet.read_table(tmp_path / "answer.parquet") == ANSWER


def test_a_table_in_a_file_holds_every_row(tmp_path: Path):
    write_answer(pa.table({"n": range(ROWS_SHOWN + 50)}), "table", tmp_path / "answer.txt")
    assert str(ROWS_SHOWN + 49) in (tmp_path / "answer.txt").read_text()


def test_a_table_on_the_terminal_says_when_it_is_cut(capsys: pytest.CaptureFixture[str]):
    print_answer(pa.table({"n": range(ROWS_SHOWN + 50)}), "table")
    shown = capsys.readouterr().out
    assert f"{ROWS_SHOWN} of {ROWS_SHOWN + 50} rows" in shown
    assert str(ROWS_SHOWN + 49) not in shown


def test_a_table_rounds_long_numbers_which_files_hold_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    answer = pa.table({"flop": [5.122221854526225e19], "error": [0.2143]})
    print_answer(answer, "table")
    shown = capsys.readouterr().out
    assert "5.12222e+19" in shown
    assert "0.2143" in shown
    write_answer(answer, "csv", tmp_path / "answer.csv")
    assert "5.122221854526225e+19" in (tmp_path / "answer.csv").read_text()


def test_what_is_too_wide_for_columns_is_shown_row_by_row(capsys: pytest.CaptureFixture[str]):
    row = {f"column_{n}": [f"[b]value[/b] number {n} of many"] for n in range(12)}
    print_answer(pa.table(row), "table")
    shown = capsys.readouterr().out
    assert "row 1" in shown
    assert all(f"{name}  {value}" in shown for name, (value,) in row.items() if len(name) == 9)


def test_an_answer_that_cannot_be_written_leaves_the_earlier_file(tmp_path: Path):
    (tmp_path / "answer.parquet").write_text("earlier")
    with pytest.raises(pa.ArrowException):
        write_answer(
            pa.table({"n": pa.array([None], pa.month_day_nano_interval())}),
            "parquet",
            tmp_path / "answer.parquet",
        )
    assert [path.read_text() for path in tmp_path.iterdir()] == ["earlier"]


def test_parquet_on_the_terminal_is_refused():
    answer = CliRunner().invoke(app, ["sql", "FROM fits", "--format", "parquet"])
    assert answer.exit_code == 2
    assert "--out FILE" in answer.output


def strictly(text: str) -> object:
    """Read JSON as parsers do that know no bare Infinity or NaN."""

    def refuse(constant: str) -> object:
        raise ValueError(constant)

    return json.loads(text, parse_constant=refuse)


def test_json_is_strict_and_says_what_is_open(capsysbinary):
    answer = pa.table({"low": [1.5, float("-inf")], "high": [float("inf"), None], "r2": [float("nan"), 0.5]})
    print_answer(answer, "json")
    assert strictly(capsysbinary.readouterr().out.decode()) == [
        {"low": 1.5, "high": None, "r2": None, "_open": {"high": "Infinity"}},
        {"low": None, "high": None, "r2": 0.5, "_open": {"low": "-Infinity"}},
    ]


def test_strict_json_looks_into_lists_and_structures():
    value = {"a": [float("inf"), {"b": float("nan")}], "c": date(2024, 1, 2)}
    assert strictly(dumps(value)) == {"a": [None, {"b": None}], "c": "2024-01-02"}


FORMULAS = ['="Net"&cmd|x', "+Net", "-1", "@Net", "\tNet"]
HARMLESS = ["ResNet-50", "α=2", "", None]


def test_text_that_a_spreadsheet_would_run_is_made_harmless_in_csv_alone(tmp_path, capsys):
    answer = pa.table({"model": FORMULAS + HARMLESS, "n": [-1] * 9})
    write_answer(answer, "csv", tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(newline="") as stream:
        rows = list(csv.reader(stream))[1:]
    assert [row[0] for row in rows] == [f"'{text}" for text in FORMULAS] + ["ResNet-50", "α=2", "", ""]
    assert {row[1] for row in rows} == {"-1"}
    assert capsys.readouterr().err.startswith("5 texts in this CSV")
    write_answer(answer, "json", tmp_path / "a.json")
    write_answer(answer, "parquet", tmp_path / "a.parquet")
    assert [row["model"] for row in json.loads((tmp_path / "a.json").read_text())] == FORMULAS + HARMLESS
    assert pq.read_table(tmp_path / "a.parquet").column("model").to_pylist() == FORMULAS + HARMLESS


def test_columns_of_one_name_are_numbered(tmp_path):
    answer = pa.Table.from_arrays([pa.array([1]), pa.array([2]), pa.array([3])], names=["a", "a", "a_1"])
    write_answer(answer, "json", tmp_path / "a.json")
    assert json.loads((tmp_path / "a.json").read_text()) == [{"a": 1, "a_1": 2, "a_1_1": 3}]


def test_what_a_format_cannot_hold_is_refused_in_words():
    answer = pa.table({"took": pa.array([None], pa.month_day_nano_interval())})
    with (
        pytest.raises(AnswerError, match=r"csv cannot hold .*took month_day_nano_interval.*::VARCHAR"),
        holding(answer, "csv"),
    ):
        print_answer(answer, "csv")


def test_sums_and_decimals_are_numbers_in_json(capsysbinary):
    answer = pa.table(
        {"sum": [Decimal(2) * 10**20, Decimal(7)], "share": [Decimal("1.50"), Decimal("-0.25")]}
    )
    print_answer(answer, "json")
    assert json.loads(capsysbinary.readouterr().out) == [
        {"sum": 2 * 10**20, "share": 1.5},
        {"sum": 7, "share": -0.25},
    ]


@pytest.mark.parametrize(
    ("answer_format", "column"),
    [
        ("json", pa.array([b"a"])),
        ("json", pa.array([None], pa.month_day_nano_interval())),
        ("csv", pa.array([None], pa.month_day_nano_interval())),
    ],
)
def test_what_cannot_be_held_leaves_nothing_on_standard_output(capsysbinary, answer_format, column):
    answer = pa.table({"x": column})
    with pytest.raises(AnswerError, match=f"{answer_format} cannot hold"), holding(answer, answer_format):
        print_answer(answer, answer_format)
    assert capsysbinary.readouterr().out == b""


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(AnswerError, match=r"there is no folder .*nowhere"):
        write_answer(pa.table({"a": [1]}), "csv", tmp_path / "nowhere" / "a.csv")
