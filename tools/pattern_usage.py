"""Counts in how many papers each pattern of the reading matches: what matches in one alone is hardly worth its line.

    python -m tools.pattern_usage PAPERS [--parsed CACHE] [--most 1]

PAPERS holds ``pdf/`` or ``html/``. Patterns that modules of `extractors.facts` keep by name, alone or in tuples and
dictionaries, are counted while the papers are read; what matches in a paper need not change what is read from it.
"""

from __future__ import annotations

import argparse
import functools
import gc
import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from rich import print
from rich.progress import track

import extractors.facts
from extractors.facts import compute, results
from tools.annotated import parsed_documents

_DEEPEST = 3
"""How far down in tuples and dictionaries patterns are looked for."""


class Papers:
    """The papers in which each pattern has matched."""

    def __init__(self) -> None:
        self.current = ""
        self.by_pattern: dict[str, set[str]] = defaultdict(set)

    def note(self, name: str) -> None:
        """Note that a pattern has matched in the current paper."""
        self.by_pattern[name].add(self.current)


class CountedPattern:
    """Stands for a compiled pattern, and notes where it matches."""

    def __init__(self, pattern: re.Pattern[str], name: str, papers: Papers) -> None:
        self._pattern, self._name, self._papers = pattern, name, papers

    def __getattr__(self, attribute: str) -> Any:
        found = getattr(self._pattern, attribute)
        return self._noting(found) if attribute in _METHODS else found

    def finditer(self, *arguments: Any) -> Iterator[re.Match[str]]:
        """Yield the matches of the pattern."""
        for match in self._pattern.finditer(*arguments):
            self._papers.note(self._name)
            yield match

    def sub(self, replacement: Any, text: str, count: int = 0) -> str:
        """Replace what the pattern matches."""
        replaced, number = self._pattern.subn(replacement, text, count)
        if number:
            self._papers.note(self._name)
        return replaced

    def split(self, text: str, maxsplit: int = 0) -> list[str | Any]:
        """Split a text at what the pattern matches."""
        parts = self._pattern.split(text, maxsplit)
        if len(parts) > 1:
            self._papers.note(self._name)
        return parts

    def _noting(self, method: Any) -> Any:
        def noted(*arguments: Any) -> Any:
            found = method(*arguments)
            if found:
                self._papers.note(self._name)
            return found

        return noted


_METHODS = frozenset({"search", "match", "fullmatch", "findall"})


def count_patterns(papers: Papers) -> None:
    """Put a counted pattern in the place of every one that a module of `extractors.facts` keeps."""
    counted: dict[int, CountedPattern] = {}
    for module in _modules():
        for name, value in list(vars(module).items()):
            if not name.startswith("__"):
                setattr(module, name, _counted(value, f"{module.__name__}.{name}", papers, counted))


def _modules() -> list[ModuleType]:
    found = pkgutil.walk_packages(extractors.facts.__path__, f"{extractors.facts.__name__}.")
    return [importlib.import_module(one.name) for one in found]


def _counted(value: Any, name: str, papers: Papers, known: dict[int, CountedPattern], depth: int = 0) -> Any:
    if isinstance(value, re.Pattern):
        if id(value) not in known:
            known[id(value)] = CountedPattern(value, name, papers)
            papers.by_pattern[name] = set()
        return known[id(value)]
    if depth < _DEEPEST and type(value) is tuple:
        return tuple(_counted(one, f"{name}[{i}]", papers, known, depth + 1) for i, one in enumerate(value))
    if depth < _DEEPEST and type(value) is dict:
        return {key: _counted(one, f"{name}[{key}]", papers, known, depth + 1) for key, one in value.items()}
    return value


def main() -> None:
    """Read papers and print the patterns that match in few of them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("papers", type=Path)
    parser.add_argument("--parsed", type=Path, help="Where to keep parsed documents between runs.")
    parser.add_argument("--most", type=int, default=1, help="Papers up to which a pattern is printed.")
    arguments = parser.parse_args()
    files = sorted(
        path for suffix in ("pdf", "html") for path in (arguments.papers / suffix).glob(f"*.{suffix}")
    )
    documents = parsed_documents(files, arguments.parsed)
    papers = Papers()
    count_patterns(papers)
    caches = [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]
    for file, document in track(list(zip(files, documents, strict=True)), "reading"):
        papers.current = file.stem
        # What was answered for another paper would not be asked again.
        for cache in caches:
            cache.cache_clear()
        results.extract(document)
        compute.extract(document)
    few = {name: where for name, where in papers.by_pattern.items() if len(where) <= arguments.most}
    for name, where in sorted(few.items(), key=lambda pair: (len(pair[1]), pair[0])):
        print(f"{len(where)}  {name}  {' '.join(sorted(where))}")
    print(
        f"{len(few)} of {len(papers.by_pattern)} patterns match in at most {arguments.most} of {len(files)} papers"
    )


if __name__ == "__main__":
    main()
