"""The sentences of a paper that may state a cost, each with the context its reader would have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from extractors.catalog.hardware import HardwareMention, find_all
from extractors.documents.model import Document, Paragraph, ParagraphKind
from extractors.facts.numbers import Number, find_numbers
from extractors.facts.sentences import split_sentences
from extractors.records import Evidence

_MAY_STATE_COST = re.compile(
    r"""
    [GTC]PUs?\b | \bTPU | N(?:VIDIA|vidia) | \b(?:TITAN|Titan|GTX|RTX|Xeon|Jetson) | \b[VAPKHM]\d{2,4}
  | \d[BT]\b | \d\s?[hd]\b | \$\d
  | (?i: epoch | iter | \bsteps? | updates? | batch | param | weights | flop | mult[a-z]*[\s-]a | m-?add
      | \bg?macs?\b | hours? | \bdays? | weeks? | months? | minutes | images? | examples | samples | tokens
      | sentences? | pairs | words | instances | clips | videos | questions | records | utterances | articles
      | documents | watt | wh\b | co_?2 | carbon | dollar | accelerator | machine | cards? | chips? | nodes?
      | servers? | billion | trillion | training )
    """,
    re.VERBOSE,
)
_CITATION = re.compile(r"(?<!∈)(?<!in)(?<!=)\s?\[\d[\d,;\s–-]*\]")
_HAS_AMOUNT = re.compile(
    r"\d|\b(?:single|one|an?|two|three|four|five|six|seven|eight|nine|ten|twelve|hundred)\b"
)


@dataclass(frozen=True)
class Passage:
    """One sentence and where it stands."""

    text: str
    kind: ParagraphKind
    headings: tuple[str, ...]
    """Titles of the sections the sentence is in, outermost first."""
    before: str
    """What the paragraph says before this sentence."""
    paragraph: Paragraph

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Numbers from left to right, those inside citations and names of hardware left out."""
        names = [match.span() for match in _CITATION.finditer(self.text)]
        names += [(named.start, named.end) for named in self.hardware]
        return tuple(
            number
            for number in find_numbers(self.text)
            if not any(start <= number.start < end for start, end in names)
        )

    @cached_property
    def hardware(self) -> tuple[HardwareMention, ...]:
        """Products named in the sentence, from left to right."""
        return tuple(find_all(self.text))

    @property
    def heading(self) -> str:
        """Title of the innermost section."""
        return self.headings[-1] if self.headings else ""

    def evidence(self) -> Evidence:
        """Return where the sentence is printed."""
        place = self.paragraph.place
        return Evidence(
            quote=self.text, page=place.page, anchor=place.anchor, box=place.box, section=self.heading
        )


def passages(document: Document) -> Iterator[Passage]:
    """Yield the sentences that could state a cost, in reading order.

    Args:
        document: The paper; captions and footnotes are read like prose.
    """
    outlines = _outlines(document)
    for paragraph in document.paragraphs:
        if not _MAY_STATE_COST.search(paragraph.text):
            continue
        headings = () if paragraph.section is None else outlines[paragraph.section]
        read = 0
        for sentence in split_sentences(paragraph.text):
            read = paragraph.text.find(sentence, read)
            if _MAY_STATE_COST.search(sentence) and _HAS_AMOUNT.search(sentence):
                yield Passage(sentence, paragraph.kind, headings, paragraph.text[:read], paragraph)
            read += len(sentence)


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
