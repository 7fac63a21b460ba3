"""What the commands print fits a terminal of 80 columns without a word broken in two."""

import os
import re
import subprocess
import sys

import pytest

from flows.cli.common import GROUPS

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
