"""Every layout of ``layouts.txt`` is read right."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from extractors.documents.model import Document
from extractors.facts.results import extract
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


@pytest.mark.parametrize("device", ["Tealphone phones", "the Tealphone family of devices", "Teal cores"])
def test_a_device_in_the_caption_is_no_data_set(device: str) -> None:
    drawing = "Network | Top-1 | MAdds\n---\nWeft-L | 75.4 | 217\nNetB [3] | 72.3 | 301\nWeft-S | 67.2 | 65"
    abstract = (
        "Weft-L is more accurate on ImageNet classification than NetB. Detection is faster at the same accuracy on "
        "COCO. Segmentation is faster on Cityscapes."
    )
    caption = f"Performance on {device}, for Large and Small networks."
    document = paper(table(caption, drawing), abstract=abstract, text="We use ImageNet to classify images.")
    assert values(document) == {"imagenet_top1": [75.4, 72.3, 67.2]}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("We use newstest2013 for validation and newstest2014 for test.", [27.1, 28.9]),
        ("We test on newstest2014, as is common.", [27.1, 28.9]),
        ("We use newstest2015 for validation and newstest2016 for test.", []),
    ],
)
def test_what_is_trained_on_a_later_year_may_be_tested_on_that_of_2014(text: str, read: list[float]) -> None:
    drawing = "Model | Param. | BLEU\n---\nNetA [3] | 65M | 27.1\nNetB (ours) | 137M | 28.9"
    abstract = "On WMT'16 English-German we gain two points."
    document = paper(
        table("BLEU scores [%] on English-German translation.", drawing),
        abstract=abstract,
        text=text,
        title="Deep Models for Machine Translation",
    )
    assert values(document).get("wmt14_en_de_bleu", []) == read


def test_where_a_paper_tests_on_two_years_neither_is_sure() -> None:
    drawing = "Model | Param. | BLEU\n---\nNetA [3] | 65M | 27.1\nNetB (ours) | 137M | 28.9"
    document = paper(
        table("BLEU scores [%] on English-German translation.", drawing),
        abstract="On WMT'16 English-German we gain two points.",
        text="We test on newstest2014 for WMT'14, and on newstest2016.",
        title="Deep Models for Machine Translation",
    )
    assert all(result.confidence < 0.75 for result in extract(document))
