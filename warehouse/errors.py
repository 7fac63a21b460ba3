"""What can go wrong with the warehouse as a whole; trouble with one paper is an outcome, not an error."""

from __future__ import annotations


class WarehouseError(Exception):
    """The warehouse cannot do what was asked.

    Attributes:
        message: What happened.
        advice: What a person can do about it.
    """

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message, advice)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message}: {self.advice}" if self.advice else self.message


class WarehouseLockedError(WarehouseError):
    """Another process holds the warehouse; nothing was touched."""


class SchemaTooNewError(WarehouseError):
    """The file was written by a newer version of ninthpower."""


class OtherVersionError(WarehouseError):
    """The file lacks what was asked for, because another version of ninthpower wrote it."""


class WarehouseCorruptedError(WarehouseError):
    """The file is not a DuckDB database, or is damaged."""


class StorageError(WarehouseError):
    """The disk is full, or a file or folder cannot be read or written."""


class QueryError(WarehouseError):
    """A query is wrong, or asks for more than reading."""


class ChecksFailedError(WarehouseError):
    """Data tests found errors, so the earlier published file stays."""
