"""Every layout of ``layouts.txt`` is read right."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from extractors.documents.model import Document
from tests.extractors.facts.results.papers import paper, table, values

FIELD = re.compile(r"(caption|title|heading|text): (.*)")


@dataclass
class Layout:
    """One entry of the file."""

    name: str
    texts: dict[str, list[str]] = field(default_factory=dict)
    rows: list[str] = field(default_factory=list)
    expected: dict[str, list[float]] = field(default_factory=dict)

    def document(self) -> Document:
        caption = " ".join(self.texts["caption"])
        return paper(
            table(caption, "\n".join(self.rows)),
            text="\n\n".join(self.texts.get("text", [])),
            title=" ".join(self.texts.get("title", ["A Study"])),
            heading=" ".join(self.texts.get("heading", ["Experiments"])),
        )


def layouts() -> list[Layout]:
    found: list[Layout] = []
    last: list[str] = []
    for line in Path(__file__).with_name("layouts.txt").read_text("utf-8").splitlines():
        if line.startswith("# "):
            found.append(Layout(line.removeprefix("# ")))
        elif not found or not line:
            continue
        elif match := FIELD.match(line):
            last = found[-1].texts.setdefault(match[1], [])
            last.append(match[2])
        elif line.startswith("  "):
            last[-1] += f" {line.strip()}"
        elif line.startswith("=> "):
            benchmark, _, printed = line.removeprefix("=> ").partition(":")
            found[-1].expected[benchmark] = [float(value) for value in printed.split()]
        else:
            found[-1].rows.append(line)
    return found


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.name)
def test_layout(layout: Layout) -> None:
    assert values(layout.document()) == layout.expected
