"""What the commands print fits a terminal of 80 columns without a word broken in two."""

import io
import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from rich.console import Console

from flows.changes import Changes, PaperChange, TableChange
from flows.cli.common import GROUPS
from flows.enriching import Enrichment
from flows.fit_lines import FitLine
from flows.summary import NightSummary
from flows.tables import print_rows

COMMANDS = [name for names in GROUPS.values() for name in names]
ANSWERS = [
    ["status"],
    ["doctor", "--offline"],
    ["sql", "FROM fits"],
    ["sql", "FROM loads"],
    ["sql", "SELECT paper_id, benchmark_id, model_name, value, split FROM reported_results"],
    ["explain", "file:sample-alexnet-2012"],
    ["review", "--quoted"],
    ["diff-fits", "latest", "latest"],
]
FRAME = re.compile(r"[│┃┏┓┗┛┡┩└┘━─┼┳┴╇┬╞╪╡═║]")


def words_of(arguments, width, home, folder):
    done = subprocess.run(
        [sys.executable, "-c", "from flows.cli import main; main()", *arguments],
        env={**os.environ, "NINTHPOWER_HOME": str(home), "COLUMNS": str(width), "TERMINAL_WIDTH": str(width)},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1), done.stderr
    return FRAME.sub(" ", done.stdout).split(), done.stdout


def assert_whole(arguments, home, folder):
    narrow, text = words_of(arguments, 80, home, folder)
    wide, _ = words_of(arguments, 400, home, folder)
    whole = {*wide, "row", *map(str, range(1, 201))}
    # An address or a path alone may be longer than a line, and is then folded.
    broken = [
        word for word in narrow if word not in whole and not any(len(w) > 60 and word in w for w in whole)
    ]
    assert broken == [], text


@pytest.mark.xdist_group("prefect")
@pytest.mark.parametrize("arguments", ANSWERS, ids=" ".join)
def test_answers_break_no_word(sample_home, tmp_path, arguments):
    assert_whole(arguments, sample_home, tmp_path)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_breaks_no_word(tmp_path, command):
    assert_whole([command, "--help"], tmp_path, tmp_path)


def broken_words(show):
    """Return the words that a thing which shows itself on a console breaks in two at 80 columns."""
    texts = []
    for width in (80, 400):
        stream = io.StringIO()
        show(Console(file=stream, width=width))
        texts.append(FRAME.sub(" ", stream.getvalue()).split())
    return [word for word in texts[0] if word not in {*texts[1], "row", *map(str, range(1, 201))}]


def test_a_nights_summary_breaks_no_word():
    fits = [
        FitLine("wmt14_en_de_bleu", "network_operations", 1234, 345, None, 4.5, None, None, "1.2e9 and more"),
        FitLine("imagenet_top1", "hardware_burden", 12, 11, 9.1, 7.2, 12.4, 548.0, "150 to 5,400"),
    ]
    changes = Changes(
        [TableChange("reported_results", 1234, 12345, 1234, 123)],
        [PaperChange("file:sample-x-2020", 1, 2, 3)],
    )
    numbers = dict.fromkeys(
        [field.name for field in fields(NightSummary) if field.name.endswith("_count")], 1_234_567
    )
    summary = NightSummary(
        load_id=7,
        source="oai",
        ended_early="9,000 requests have been sent",
        failures={"not_found": 3},
        changes=changes,
        enrichment=Enrichment(asked_count=3),
        fits=fits,
        headline="To halve the error takes 548 times the compute.",
        warnings=["nothing at all was listed for 2024-01-03, as on holidays"],
        seconds=1.0,
        waited_seconds=1.0,
        step_seconds={},
        peak_memory_mib=1.0,
        database=Path("data/published/ninthpower.duckdb"),
        report=Path("data/reports/latest/index.html"),
        **numbers,
    )
    assert broken_words(summary.show) == []


def test_rows_too_wide_for_columns_are_shown_below_each_other():
    names, rows = ["status", "message"], [["succeeded", "word " * 30], ["interrupted", "x" * 70]]
    assert broken_words(lambda console: print_rows(console, names, rows)) == []
