"""A folder of papers as a source."""

import io
import os
import tarfile

import pytest

from extractors.errors import FinalPaperError, TransientPaperError
from extractors.sources.folder import list_folder, read_entry


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.5")
    (tmp_path / "a.html").write_text("<html></html>")
    (tmp_path / ".DS_Store").write_text("hidden")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "c.txt").write_text("not a paper, but reported as such")
    (tmp_path / "nothing").mkdir()
    source = tmp_path / "1706.03762"
    (source / "sections").mkdir(parents=True)
    (source / "main.tex").write_text(
        r"\documentclass{article}\begin{document}\input{sections/one}\end{document}"
    )
    (source / "sections" / "one.tex").write_text("one")
    (source / "figure.png").write_bytes(b"left out")
    return tmp_path


def test_every_visible_entry_is_listed_once_and_source_folders_stay_whole(folder):
    names = [entry.relative_to(folder).as_posix() for entry in list_folder(folder)]
    assert names == ["1706.03762", "a.html", "b.pdf", "more/c.txt", "nothing"]


def test_a_source_folder_becomes_one_archive_with_the_same_bytes_every_time(folder):
    first, second = (read_entry(folder / "1706.03762") for _ in range(2))
    assert first.name == "1706.03762.tar.gz"
    assert first.data == second.data
    with tarfile.open(fileobj=io.BytesIO(first.data)) as tar:
        assert tar.getnames() == ["main.tex", "sections/one.tex"]


def test_an_empty_folder_is_a_final_error_that_names_it(folder):
    with pytest.raises(FinalPaperError, match="nothing: the folder holds no paper") as caught:
        read_entry(folder / "nothing")
    assert caught.value.reason == "empty_folder"


def test_a_file_that_cannot_be_opened_is_tried_again_later(folder):
    (folder / "gone.pdf").symlink_to(folder / "no-such-file")
    with pytest.raises(TransientPaperError) as caught:
        read_entry(folder / "gone.pdf")
    assert caught.value.reason == "unreadable"


def test_a_huge_file_is_refused_before_it_is_read(folder):
    with (folder / "huge.pdf").open("wb") as file:
        os.truncate(file.fileno(), 300 * 1024 * 1024)
    with pytest.raises(FinalPaperError) as caught:
        read_entry(folder / "huge.pdf")
    assert caught.value.reason == "too_large"


def test_a_path_that_is_no_folder_says_what_to_do(tmp_path):
    with pytest.raises(NotADirectoryError, match="give --path a folder"):
        list_folder(tmp_path / "missing")
