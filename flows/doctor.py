"""Looks whether a night could run here: settings, disk, memory, versions, data, connections."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from packaging.requirements import Requirement
from rich.console import Console
from rich.table import Table

from flows.contact import contact_complaint
from flows.settings import Settings
from flows.version import code_version
from warehouse.errors import WarehouseError, WarehouseLockedError
from warehouse.lock import NightLock
from warehouse.migrate import newest_version
from warehouse.query import query
from warehouse.versions import version_of

_ARXIV_HOSTS = ("export.arxiv.org", "arxiv.org")

FREE_GIB_WANTED, FREE_GIB_NEEDED = 20.0, 2.0
"""A thousand papers take about 5 GiB of archive; a release takes as much as the warehouse."""

_GIB = 1024.0**3
_TIMEOUT_SECONDS = 5.0


class Health(StrEnum):
    """How a finding is to be taken."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class HealthFinding:
    """What one look found."""

    what: str
    health: Health
    message: str
    advice: str = ""


def hosts_of(settings: Settings) -> tuple[str, ...]:
    """Return the hosts that a night which fetches from arXiv talks to."""
    openalex = urlsplit(settings.openalex.url).hostname if settings.openalex.enabled else None
    return (*_ARXIV_HOSTS, openalex) if openalex else _ARXIV_HOSTS


def examine(
    settings: Settings, hosts: Sequence[str] = (), *, connect: Callable[[str], None] | None = None
) -> list[HealthFinding]:
    """Look at everything a night needs.

    Args:
        settings: Where and how nights run.
        hosts: Hosts to try to reach, such as `hosts_of`; none for a machine that reads folders only.
        connect: Opens a connection to a host or raises OSError; replaced by tests.

    Returns:
        One finding per look, in a fixed order.
    """
    return [
        _home(settings.home),
        _contact(settings),
        _disk(settings.home),
        _memory(settings.workers, settings.paper_memory_mib),
        *_versions(),
        _warehouse(settings.warehouse),
        _published(settings),
        _last_night(settings),
        *(_host(host, connect or _connect) for host in hosts),
    ]


def print_findings(findings: Sequence[HealthFinding]) -> None:
    """Print findings for a person."""
    console = Console()
    colours = {Health.OK: "green", Health.WARNING: "yellow", Health.ERROR: "red"}
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for finding in findings:
        advice = f"\n[dim]{finding.advice}[/]" if finding.advice else ""
        table.add_row(
            f"[{colours[finding.health]}]{finding.health}[/]", finding.what, finding.message + advice
        )
    console.print(table, highlight=False)


def _home(home: Path) -> HealthFinding:
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=home):
            pass
    except OSError as error:
        return HealthFinding(
            "home",
            Health.ERROR,
            f"{home} cannot be written ({error.strerror})",
            "set NINTHPOWER_HOME to a folder of yours",
        )
    return HealthFinding("home", Health.OK, f"{home.resolve()} can be written")


def _contact(settings: Settings) -> HealthFinding:
    if complaint := contact_complaint(settings):
        return HealthFinding(
            "contact",
            Health.WARNING,
            f"nights that fetch papers do not begin: {complaint}",
            "samples and folders need none",
        )
    return HealthFinding("contact", Health.OK, settings.contact)


def _disk(home: Path) -> HealthFinding:
    existing = next(folder for folder in (home, *home.resolve().parents) if folder.exists())
    free = shutil.disk_usage(existing).free / _GIB
    message = f"{free:,.0f} GiB free"
    if free < FREE_GIB_NEEDED:
        return HealthFinding("disk", Health.ERROR, message, f"a night needs {FREE_GIB_NEEDED:.0f} GiB")
    if free < FREE_GIB_WANTED:
        return HealthFinding(
            "disk", Health.WARNING, message, "lower keep_published, or make room before a long backfill"
        )
    return HealthFinding("disk", Health.OK, message)


def _memory(workers: int, paper_memory_mib: int) -> HealthFinding:
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / _GIB
    most = workers * paper_memory_mib / 1024
    message = f"{workers} readers may take {most:,.0f} GiB of {total:,.0f} GiB"
    if most > total:
        return HealthFinding(
            "memory",
            Health.WARNING,
            message,
            "lower workers or paper_memory_mib; few papers take a tenth of it",
        )
    return HealthFinding("memory", Health.OK, message)


def _versions() -> Iterator[HealthFinding]:
    yield HealthFinding("ninthpower", Health.OK, code_version())
    wrong = [
        problem for text in metadata.requires("ninthpower") or () if (problem := _unmet(Requirement(text)))
    ]
    if wrong:
        yield HealthFinding(
            "packages", Health.ERROR, "; ".join(wrong), "install what requirements.lock lists"
        )
    else:
        shown = ", ".join(f"{name} {metadata.version(name)}" for name in ("prefect", "duckdb", "pandas"))
        yield HealthFinding("packages", Health.OK, f"all as required ({shown})")


def _unmet(requirement: Requirement) -> str | None:
    """Say what is wrong with an installed package; None when it is as required, or optional and not there."""
    if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
        return None
    try:
        found = metadata.version(requirement.name)
    except metadata.PackageNotFoundError:
        return f"{requirement.name} is missing"
    if requirement.specifier.contains(found, prereleases=True):
        return None
    return f"{requirement.name} {found} is not {requirement.specifier}"


def _warehouse(path: Path) -> HealthFinding:
    if not path.exists():
        return HealthFinding("warehouse", Health.OK, "none yet; the first night makes it")
    try:
        (row,) = query(path, "SELECT max(version) AS version FROM core.schema_version").to_pylist()
        other = version_of(path)
    except WarehouseLockedError:
        return HealthFinding("warehouse", Health.OK, "in use: a night is running")
    except WarehouseError as error:
        return HealthFinding("warehouse", Health.ERROR, error.message, error.advice)
    if row["version"] > newest_version() and other:
        return HealthFinding("warehouse", Health.ERROR, other.message, other.advice)
    to_come = "; the next night brings it to this version" if other else ""
    return HealthFinding(
        "warehouse",
        Health.OK,
        f"schema version {row['version']}, {path.stat().st_size / 1e6:,.0f} MB{to_come}",
    )


def _published(settings: Settings) -> HealthFinding:
    path = settings.published / "ninthpower.duckdb"
    if not path.exists() and NightLock(settings.warehouse).holder is not None:
        return HealthFinding("published file", Health.OK, "none yet; the night that is running makes it")
    if not path.exists():
        return HealthFinding(
            "published file", Health.WARNING, "none yet", "run: ninthpower night --source samples"
        )
    try:
        (row,) = query(
            path, "SELECT release_id, (SELECT count(*) FROM papers) AS papers FROM publication"
        ).to_pylist()
        other = version_of(path)
    except WarehouseError as error:
        return HealthFinding("published file", Health.ERROR, error.message, error.advice)
    if other:
        return HealthFinding("published file", Health.WARNING, other.message, other.advice)
    return HealthFinding(
        "published file", Health.OK, f"release {row['release_id']}, {row['papers']:,} papers"
    )


def _last_night(settings: Settings) -> HealthFinding:
    path = settings.published / "ninthpower.duckdb"
    night = _last_load(settings.warehouse) or (_last_load(path) if path.exists() else None)
    if NightLock(settings.warehouse).holder is not None:
        return HealthFinding("last night", Health.OK, "one is under way: ninthpower status")
    if night is None:
        return HealthFinding("last night", Health.OK, "none to look at")
    if night["status"] == "running":
        night["status"] = "interrupted"  # killed, it could not say so itself
    message = f"night {night['load_id']} {night['status']}"
    if night["status"] in ("failed", "interrupted"):
        return HealthFinding(
            "last night", Health.WARNING, message, night["message"] or "run it again; what was loaded stays"
        )
    return HealthFinding("last night", Health.OK, message)


def _last_load(path: Path) -> dict[str, Any] | None:
    if not path.exists():
        return None
    try:
        rows = query(
            path, "SELECT load_id, status, message FROM loads ORDER BY load_id DESC LIMIT 1"
        ).to_pylist()
    except WarehouseError:
        return None
    return rows[0] if rows else None


def _host(host: str, connect: Callable[[str], None]) -> HealthFinding:
    try:
        connect(host)
    except OSError as error:
        return HealthFinding(
            "connection",
            Health.WARNING,
            f"{host} cannot be reached ({error})",
            "nights on folders need no network; for others check the network, or --offline to skip this",
        )
    return HealthFinding("connection", Health.OK, f"{host} answers")


def _connect(host: str) -> None:
    socket.create_connection((host, 443), timeout=_TIMEOUT_SECONDS).close()
