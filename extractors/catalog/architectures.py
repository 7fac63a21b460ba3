"""Words for kinds of networks, from ``architectures.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

TRANSFORMER = "transformer"
_AS_PRINTED = 4
"""Names of at most so many letters match only in the case they are printed in: ``OPT`` is a model, ``opt`` is not."""


def kinds_named(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield each kind of network that a text names, with the place of its word.

    Args:
        text: A sentence or the name of a model.
    """
    for kind, pattern in _patterns().items():
        for match in pattern.finditer(text):
            yield kind, match


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    content = tomllib.loads(
        resources.files("extractors.catalog").joinpath("architectures.toml").read_text("utf-8")
    )
    return {kind: _pattern(names) for kind, names in content.items()}


def _pattern(names: list[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    words = "|".join(
        re.escape(name) if len(name) <= _AS_PRINTED else f"(?i:{re.escape(name)})" for name in longest_first
    )
    return re.compile(rf"(?<![^\W_])(?:{words})(?:s|es)?(?![a-z])")
