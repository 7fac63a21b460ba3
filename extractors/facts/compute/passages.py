"""The sentences of a paper that may state a cost, each with the context its reader would have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from extractors.catalog.hardware import HardwareMention, find_all
from extractors.documents.model import Document, Paragraph, ParagraphKind
from extractors.facts.numbers import Number, find_numbers, with_spaced_thousands
from extractors.facts.sentences import split_sentences, states_something
from extractors.records import Evidence

_COST_STEMS = (
    *(
        "gpu",
        "tpu",
        "cpu",
        "nvidia",
        "titan",
        "gtx",
        "rtx",
        "xeon",
        "jetson",
        "accelerator",
        "node",
        "machine",
    ),
    *("v100", "a100", "h100", "h800", "p100", "k80", "k40", "m40", "cards", "chips"),
    *(
        "epoch",
        "iter",
        "steps",
        "update",
        "batch",
        "param",
        "weights",
        "flop",
        "multipl",
        "-add",
        "operations",
        "madd",
        "mac",
    ),
    *(
        "hour",
        "day",
        "week",
        "month",
        "minute",
        "kwh",
        "mwh",
        "gwh",
        "watt",
        "co2",
        "co_2",
        "carbon",
        "$",
        "dollar",
    ),
    *("image", "example", "sample", "token", "sentence", "pairs", "words", "instance", "clips", "video"),
    *("question", "record", "utterance", "article", "document", "prompt", "billion", "trillion", "training"),
    *(
        "schedule",
        "train",
        "tesla",
        "quadro",
        "geforce",
        "length",
        "accumul",
        *(f"{digit}b" for digit in range(10)),
    ),
)
"""A sentence without any of these states no cost; to look for them is much quicker than to recognise."""
_THANKS = re.compile(
    r"(?:we|the authors)\s(?:\w+\s){0,3}?(?:thank|acknowledge|are grateful)\b", re.IGNORECASE
)
_CITATION = re.compile(r"(?<!∈)(?<!in)(?<!=)\s?\[\d[\d,;\s–-]*\]")
_HAS_AMOUNT = re.compile(
    r"\d|\b(?:single|one|an?|two|three|four|five|six|seven|eight|nine|ten|twelve|hundred)\b"
)


_LONGEST_HEADING = 70
_HEADING_IN_LINE = re.compile(
    rf"(?:\A|(?<=[.!?]\s))(?P<heading>[A-Z][^.:;!?]{{2,{_LONGEST_HEADING}}}):(?=\s[A-Z])"
)


@dataclass(frozen=True)
class Passage:
    """One sentence and where it stands."""

    text: str
    kind: ParagraphKind
    headings: tuple[str, ...]
    """Titles of the sections the sentence is in, outermost first."""
    paragraph: Paragraph
    table_label: str = ""
    """Of the table whose caption it is."""

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Numbers from left to right, those inside citations and names of hardware left out."""
        names = [match.span() for match in _CITATION.finditer(self.text)]
        names += [(named.start, named.end) for named in self.hardware]
        return tuple(
            number
            for number in find_numbers(with_spaced_thousands(self.text))
            if not any(start <= number.start < end for start, end in names)
        )

    @cached_property
    def hardware(self) -> tuple[HardwareMention, ...]:
        """Products named in the sentence, from left to right."""
        return _hardware_in(self.text)

    @property
    def heading(self) -> str:
        """Title of the innermost section."""
        return self.headings[-1] if self.headings else ""

    @cached_property
    def said_before(self) -> str:
        """What the paragraph says before the sentence."""
        return self.paragraph.text.partition(self.text)[0]

    @cached_property
    def heading_in_line(self) -> str:
        """The last heading set into the paragraph before the sentence: ``Training of NetA: ...``; mostly empty."""
        if self.kind is not ParagraphKind.BODY:
            return ""
        before = f"{self.said_before}{self.text}"
        found = [
            match["heading"]
            for match in _HEADING_IN_LINE.finditer(before, 0, len(self.said_before) + _LONGEST_HEADING)
            if match.start("heading") <= len(self.said_before) and not states_something(match["heading"])
        ]
        return found[-1] if found else ""

    def evidence(self) -> Evidence:
        """Return where the sentence is printed."""
        place = self.paragraph.place
        return Evidence(
            quote=self.text,
            page=place.page,
            anchor=place.anchor,
            box=place.box,
            section=self.heading_in_line or self.heading,
            table_label=self.table_label,
        )


@lru_cache(maxsize=4096)
def _hardware_in(text: str) -> tuple[HardwareMention, ...]:
    return tuple(find_all(text))


def passages(document: Document) -> Iterator[Passage]:
    """Yield the sentences that could state a cost, in reading order; those of notes below tables come last.

    Args:
        document: The paper; captions and footnotes are read like prose.
    """
    outlines = _outlines(document)
    notes = _notes_of_tables(document)
    labels = _labels_by_caption(document) | {note.text: label for note, label in notes}
    for paragraph in (*document.paragraphs, *(note for note, _ in notes)):
        if not _may_state_cost(paragraph.text):
            continue
        headings = () if paragraph.section is None else outlines[paragraph.section]
        for sentence in split_sentences(paragraph.text):
            if not (_may_state_cost(sentence) and _HAS_AMOUNT.search(sentence)):
                continue
            label = labels.get(paragraph.text, "") if paragraph.kind is ParagraphKind.CAPTION else ""
            passage = Passage(sentence, paragraph.kind, headings, paragraph, label)
            # Thanks count where they name the hardware that was lent.
            if not _THANKS.match(sentence) or passage.hardware:
                yield passage


def _notes_of_tables(document: Document) -> list[tuple[Paragraph, str]]:
    """Return the notes that stand below tables and in no paragraph, each with the label of its table."""
    texts = {paragraph.text for paragraph in document.paragraphs}
    return [
        (Paragraph(note, ParagraphKind.CAPTION, table.section, table.place), table.label)
        for table in document.tables
        for note in table.notes
        if note not in texts
    ]


def _labels_by_caption(document: Document) -> dict[str, str]:
    """Return the label of each table by its caption, as printed with the label in front and without it."""
    labels: dict[str, str] = {}
    captions = [p.text for p in document.paragraphs if p.kind is ParagraphKind.CAPTION]
    for table in document.tables:
        if not table.caption:
            continue
        labels[table.caption] = table.label
        for text in captions:
            front = text.removesuffix(table.caption)
            if front != text and front.strip(" .:|") == table.label:
                labels[text] = table.label
    return labels


def _may_state_cost(text: str) -> bool:
    lowered = text.lower()
    return any(stem in lowered for stem in _COST_STEMS)


def _outlines(document: Document) -> list[tuple[str, ...]]:
    """Return, for each section, the titles from the top of the outline down to it."""
    outlines: list[tuple[str, ...]] = []
    path: list[tuple[int, str]] = []
    for section in document.sections:
        while path and path[-1][0] >= section.level:
            path.pop()
        path.append((section.level, section.title))
        outlines.append(tuple(title for _, title in path))
    return outlines
