"""Writes the report folder of a published file."""

from __future__ import annotations

import logging
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from analysis.attempts import reason
from analysis.report import render
from flows.errors import SettingsError
from flows.report_data import report_data
from flows.settings import Settings
from warehouse.errors import WarehouseError
from warehouse.query import query

_log = logging.getLogger(__name__)

_RELEASE = re.compile(r"\d{8}T\d{6}Z(-\d+)?")
"""The name of a release, and of its report."""


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A report on disk, or why there is none."""

    page: Path | None
    """Where to start reading; None where no report could be written."""
    troubles: tuple[str, ...] = ()
    """What could not be drawn and why, a sentence each."""


def write_report(database: Path, settings: Settings) -> WrittenReport:
    """Write the report of a published file, and swap it in as ``latest``.

    Args:
        database: The published file; its release names the dated folder.
        settings: Where reports and inspections lie, and what a scorer wrote.

    Returns:
        The report; its page is ``latest/index.html``.

    Raises:
        WarehouseError: The file cannot be read.
        SettingsError: There are no scores in the file that should hold them.
    """
    folder = settings.reports
    (publication,) = query(database, "FROM publication").to_pylist()
    dated = folder / str(publication["release_id"])
    building = folder / f".{dated.name}"
    report = render(report_data(database, settings, dated))
    _drop_unfinished(folder)
    write_files(report.files, building)
    if dated.exists():
        shutil.rmtree(dated)
    building.replace(dated)
    link = folder / ".latest"
    link.unlink(missing_ok=True)
    link.symlink_to(dated.name)
    link.replace(folder / "latest")
    _prune(folder, current=dated.name, keep=settings.keep_published)
    return WrittenReport(folder / "latest" / "index.html", report.troubles)


def try_report(database: Path, settings: Settings) -> WrittenReport:
    """Write the report as `write_report` does; what has been published stands, whatever becomes of its report."""
    try:
        written = write_report(database, settings)
    except Exception as error:  # the papers are loaded and published all the same
        _log.debug("the report could not be written", exc_info=True)
        said = str(error) if isinstance(error, (WarehouseError, SettingsError)) else reason(error)
        written = WrittenReport(
            None,
            (
                f"no report was written ({said}); `ninthpower report` tries again, the published file is whole",
            ),
        )
    for trouble in written.troubles:
        _log.warning("report: %s", trouble)
    return written


def _drop_unfinished(folder: Path) -> None:
    """Remove what reports have left that were killed while they were written."""
    for path in folder.glob(".*"):
        if path.is_dir() and not path.is_symlink() and _RELEASE.fullmatch(path.name[1:]):
            shutil.rmtree(path)


def _prune(folder: Path, *, current: str, keep: int) -> None:
    """Keep as many earlier reports as earlier releases; what is there under another name is somebody's own."""
    dated = [path for path in folder.iterdir() if _RELEASE.fullmatch(path.name) and path.name != current]
    earlier = sorted((path for path in dated if not path.is_symlink()), key=lambda path: path.name)
    for report in earlier[: max(0, len(earlier) - keep)]:
        shutil.rmtree(report)


def write_files(files: dict[str, bytes], folder: Path) -> None:
    """Write files into a folder of their own, in place of what was there."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
