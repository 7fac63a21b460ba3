"""Data tests: each a SQL file that selects the rows which should not be there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import duckdb

from warehouse.migrate import sql_files

_HEADER = re.compile(r"-- (?P<key>severity|says): (?P<value>.+)")
_EXAMPLES = 5


class Severity(StrEnum):
    """What a failed check means for the night."""

    ERROR = "error"
    """The file is wrong: the earlier one stays published."""
    WARNING = "warning"
    """Someone should look."""


@dataclass(frozen=True, slots=True)
class Check:
    """One data test."""

    name: str
    severity: Severity
    says: str
    """What is wrong when rows are found."""
    sql: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a data test found."""

    check: Check
    count: int
    """Rows that should not be there."""
    examples: tuple[dict[str, Any], ...]
    """The first few of them."""

    @property
    def passed(self) -> bool:
        """True when nothing was found."""
        return self.count == 0

    def __str__(self) -> str:
        mark = "ok" if self.passed else self.check.severity.value
        found = "" if self.passed else f": {self.check.says} ({self.count:,}), such as {self.examples[0]}"
        return f"{mark} {self.check.name}{found}"


@cache
def checks() -> tuple[Check, ...]:
    """Return every data test, in the order of their names."""
    return tuple(
        _parsed(file.name.removesuffix(".sql"), file.read_text("utf-8")) for file in sql_files("checks")
    )


def run_checks(connection: duckdb.DuckDBPyConnection) -> list[CheckResult]:
    """Run all data tests on a database, and return their results in order."""
    return [_run(connection, check) for check in checks()]


def _run(connection: duckdb.DuckDBPyConnection, check: Check) -> CheckResult:
    cursor = connection.execute(check.sql)
    names = [column[0] for column in cursor.description or []]
    rows = cursor.fetchall()
    examples = tuple(dict(zip(names, row, strict=True)) for row in rows[:_EXAMPLES])
    return CheckResult(check, len(rows), examples)


def _parsed(name: str, sql: str) -> Check:
    header = {match["key"]: match["value"] for match in _HEADER.finditer(sql)}
    return Check(name, Severity(header["severity"]), header["says"], sql)
