from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path

import pytest

from warehouse.archive import Archive, ArchivedFile, ChecksumMismatchError
from warehouse.errors import StorageError

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DATA = b"%PDF-1.5 ..."


def put(
    archive: Archive, data: bytes = DATA, origin: str = "https://arxiv.org/pdf/1512.03385"
) -> ArchivedFile:
    return archive.put(
        data,
        source="arxiv",
        origin=origin,
        fetched_at=NOON,
        media_type="application/pdf",
        http_headers={"ETag": '"abc"'},
    )


def test_bytes_come_back_by_their_checksum(archive: Archive):
    file = put(archive)
    assert file.sha256 == sha256(DATA).hexdigest()
    assert archive.read(file.sha256) == DATA
    assert file.path.read_bytes() == DATA
    assert file.path.parent.name + file.path.name == file.sha256


def test_provenance_survives_on_disk(archive: Archive, tmp_path: Path):
    file = put(archive)
    assert Archive(tmp_path / "archive").provenance(file.sha256) == (file,)


def test_the_same_bytes_from_the_same_place_are_kept_once_with_their_first_date(archive: Archive):
    first = put(archive)
    again = archive.put(DATA, source="arxiv", origin=first.origin, fetched_at=NOON + timedelta(days=1))
    assert again == first
    assert list(archive) == [first.sha256]


def test_the_same_bytes_from_two_places_remember_both(archive: Archive):
    file = put(archive)
    put(archive, origin="/papers/resnet.pdf")
    assert [f.origin for f in archive.provenance(file.sha256)] == [file.origin, "/papers/resnet.pdf"]


def test_times_are_kept_in_utc(archive: Archive):
    tokyo = timezone(timedelta(hours=9))
    file = archive.put(DATA, source="folder", origin="a.pdf", fetched_at=NOON.astimezone(tokyo))
    assert archive.provenance(file.sha256)[0].fetched_at.isoformat() == "2026-03-01T12:00:00+00:00"


def test_a_time_without_zone_is_refused(archive: Archive):
    with pytest.raises(ValueError, match="time zone"):
        archive.put(DATA, source="folder", origin="a.pdf", fetched_at=datetime(2026, 3, 1))


def test_changed_bytes_are_noticed_and_healed_by_the_next_put(archive: Archive):
    file = put(archive)
    file.path.write_bytes(DATA.replace(b"1.5", b"1.6"))
    with pytest.raises(ChecksumMismatchError, match="has changed"):
        archive.read(file.sha256)
    put(archive)
    assert archive.read(file.sha256) == DATA


def test_a_write_that_dies_leaves_nothing_under_the_name(archive: Archive, monkeypatch: pytest.MonkeyPatch):
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", die)
    with pytest.raises(KeyboardInterrupt):
        put(archive)
    assert list(archive) == []


def test_what_a_killed_write_leaves_is_removed(archive: Archive, tmp_path: Path):
    file = put(archive)
    (tmp_path / "archive" / "unfinished" / "half").write_bytes(DATA[:3])
    archive.drop_unfinished()
    assert not list((tmp_path / "archive" / "unfinished").iterdir())
    assert archive.read(file.sha256) == DATA


def test_missing_bytes_say_what_to_do(archive: Archive):
    with pytest.raises(StorageError, match=r"cannot be read.*fetch the paper again"):
        archive.read("0" * 64)


def test_an_archive_that_cannot_be_written_says_so(tmp_path: Path):
    (tmp_path / "archive").write_text("a file where the folder should be")
    with pytest.raises(StorageError, match="cannot be written"):
        put(Archive(tmp_path / "archive"))
