"""Names that print only the ends of model names: ``For D0-D6, each model`` where tables have NetA-D0 to NetA-D7."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from extractors.documents.model import Table

_ENDING = r"[A-Z]\d{1,2}[a-z]?"
_LABEL = re.compile(rf"(?P<stem>[A-Za-z][\w-]*[a-z][\w-]*?)[-\s](?P<ending>{_ENDING})(?![\w/])")
_LISTED = re.compile(
    rf"(?<![\w/-])(?P<listed>{_ENDING}(?:(?:\s?[-–~]\s?|\sto\s|/)(?:{_ENDING}|\d{{1,2}}))*)(?![\w-]|/\w|\s?[%×])"
)
_EACH = re.compile(_ENDING)
_WORD_BEFORE = re.compile(r"\b(?!(?:For|In|On|With|Our|The|All|Both|Each|Only|While|And)\s)[A-Z][\w-]*\s\Z")
"""The rest of a name that is printed whole: ``NetB`` of ``NetB V3``."""
_SEVERAL = 2


def endings_of(tables: tuple[Table, ...]) -> Mapping[str, str]:
    """Return the network of each ending that tells the rows of tables apart: ``NetA`` for ``D0``.

    Args:
        tables: The tables of a paper.

    Returns:
        What stands before an ending, where one network alone has it and has several.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for table in tables:
        for cell in table.cells:
            if cell.column <= 1 and (label := _LABEL.match(cell.text)) is not None:
                found[label["stem"]].add(label["ending"])
    owners: dict[str, set[str]] = defaultdict(set)
    for stem, endings in found.items():
        for ending in endings if len(endings) >= _SEVERAL else ():
            owners[ending].add(stem)
    return {ending: stems.pop() for ending, stems in owners.items() if len(stems) == 1}


def short_names_in(text: str, endings: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield models that a sentence calls by the ends of their names, completed: ``NetA-D0-D6`` for ``D0-D6``.

    Args:
        text: The sentence.
        endings: The network of each ending.

    Yields:
        Where each stands, and its name.
    """
    for match in _LISTED.finditer(text) if endings else ():
        stems = {endings.get(ending) for ending in _EACH.findall(match["listed"])}
        if _WORD_BEFORE.search(text, 0, match.start()):
            continue
        if len(stems) == 1 and (stem := stems.pop()) is not None:
            listed = re.sub(r"\s?[-–~]\s?|\sto\s", "-", match["listed"])
            yield match.start(), match.end("listed"), f"{stem}-{listed}"
