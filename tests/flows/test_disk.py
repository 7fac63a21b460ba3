"""A disk that is full when a run begins: one sentence, and nothing begun."""

import errno
import os
import re

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.disk import refuse_full_disk
from flows.errors import UsageError
from warehouse.errors import StorageError


@pytest.fixture
def full(monkeypatch):
    def refuse(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "posix_fallocate", refuse)


def test_a_disk_with_room_is_let_through_and_nothing_is_left(tmp_path):
    refuse_full_disk(tmp_path / "home")
    assert list((tmp_path / "home").iterdir()) == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_a_quota_and_a_limit_are_told_alike(tmp_path, monkeypatch, code):
    def refuse(*_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "posix_fallocate", refuse)
    with pytest.raises(StorageError, match=f"disk that holds {re.escape(str(tmp_path))} is full"):
        refuse_full_disk(tmp_path)


def test_what_is_no_full_disk_is_told_as_it_is(tmp_path):
    (tmp_path / "file").touch()
    for home in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(UsageError, match="is no folder"):
            refuse_full_disk(home)


@pytest.mark.parametrize(
    "arguments",
    [["night", "--source", "samples"], ["serve", "--source", "samples", "--cron", "0 4 * * *"]],
    ids=" ".join,
)
def test_a_night_that_cannot_write_says_so_in_a_line_and_leaves_nothing(tmp_path, full, arguments):
    answer = CliRunner().invoke(app, [*arguments, "--home", str(tmp_path / "home")])
    assert answer.exit_code == 1
    (line,) = answer.stderr.splitlines()
    assert "is full" in line
    assert "nothing has begun" in line
    assert list((tmp_path / "home").iterdir()) == []
