"""The settings of the run that is under way, for flows that Prefect calls with plain parameters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from flows.settings import Settings

_in_use: ContextVar[Settings | None] = ContextVar("settings", default=None)


@contextmanager
def using(settings: Settings) -> Iterator[None]:
    """Let `settings` answer with these while the block runs."""
    token = _in_use.set(settings)
    try:
        yield
    finally:
        _in_use.reset(token)


def settings() -> Settings:
    """Return the settings in use: those of `using`, else those of file and environment."""
    return _in_use.get() or Settings()
