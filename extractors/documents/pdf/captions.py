"""Captions of tables, figures and algorithms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from extractors.documents.pdf.geometry import Rectangle, Rule, overlap
from extractors.documents.pdf.glyphs import LINE_END_HYPHEN
from extractors.documents.pdf.lines import Line, box_of

_LEADING_SHARE = 1.45
"""Lines of one caption are at most this many font sizes apart."""
_RULED_SHARE = 0.4
"""A rule as long as this share of a caption's line ends it; underlines are shorter."""
_BROKEN = (LINE_END_HYPHEN, "-")
_LABEL = re.compile(
    r"""^(?P<label>
        (?P<kind>Table|TABLE|Tab\.|TAB\.|Figure|FIGURE|Fig\.|FIG\.|Algorithm|ALGORITHM|Listing|Box)
        \s*(?P<number>[A-Z]?\.?\d+(?:[.-]\d+)*|[IVXLC]+|[A-Z]\.?\d*)
    )(?P<mark>\s*[:.|—–]|\s*$|(?=\s))\s*(?P<rest>.*)$""",
    re.VERBOSE,
)

_TELLS = re.compile(
    r"[A-Z]\w* (?:\w+ )?(?:shows?|presents?|lists?|reports?|compares?|gives?|contains?|summari[sz]es?|describes?|"
    r"provides?|illustrates?|demonstrates?|depicts?|indicates?|details?|is|are|was|were|has|have|can)\b"
)
"""A sentence on a table, which may begin a line with its number: ``Table 3 Left reports``."""


class CaptionKind(StrEnum):
    """What a caption belongs to."""

    TABLE = "table"
    FIGURE = "figure"
    OTHER = "other"


class Side(StrEnum):
    """Where a caption stands, seen from its table."""

    ABOVE = "above"
    BELOW = "below"


@dataclass(slots=True)
class CaptionBlock:
    """The lines of one caption."""

    kind: CaptionKind
    label: str
    """As printed, ``Table 3``."""
    lines: list[Line]

    @property
    def box(self) -> Rectangle:
        """The area of its lines."""
        return box_of(self.lines)


def find_captions(lines: Sequence[Line], rules: Sequence[Rule]) -> list[CaptionBlock]:
    """Return the captions of a page, top to bottom.

    Args:
        lines: All lines of the page.
        rules: All rules of the page; a caption never crosses a horizontal one.
    """
    ordered = sorted(lines, key=lambda line: (line.y, line.x0))
    captions: list[CaptionBlock] = []
    taken: set[int] = set()
    for position, line in enumerate(ordered):
        match = _LABEL.match(line.text)
        if match is None or id(line) in taken or not _starts_caption(line, match, ordered[:position]):
            continue
        block = _grow(line, ordered[position + 1 :], rules)
        taken.update(id(member) for member in block)
        captions.append(CaptionBlock(_kind(match["kind"]), match["label"].rstrip("."), block))
    return captions


def _kind(name: str) -> CaptionKind:
    folded = name.lower()
    if folded.startswith("tab"):
        return CaptionKind.TABLE
    return CaptionKind.FIGURE if folded.startswith("fig") else CaptionKind.OTHER


def _starts_caption(line: Line, match: re.Match[str], above: Sequence[Line]) -> bool:
    """Tell a caption from a sentence that happens to begin a line with “Table 3”."""
    mark = match["mark"].strip()
    if re.search(r"(?:\.\s*){4}", match["rest"]):
        return False  # a line of the list of tables
    if mark in (":", "|", "—"):
        return True
    if _continues_paragraph(line, above):
        return False
    if mark or not match["rest"]:
        return True
    label_length = len(match["label"].split())
    label, rest = line.words[:label_length], line.words[label_length:]
    is_set_apart = label[0].font != rest[0].font if rest else True
    return is_set_apart or (match["rest"][:1].isupper() and not _TELLS.match(match["rest"]))


def _continues_paragraph(line: Line, above: Sequence[Line]) -> bool:
    """Tell whether a line of prose stands right above, so that this line continues its paragraph."""
    for other in reversed(above):
        distance = line.y - other.y
        if distance > _LEADING_SHARE * line.size:
            return False
        if (
            distance > 0.5 * line.size
            and overlap(line.x0, line.x1, other.x0, other.x1) > 0.5 * min(line.width, other.width)
            and abs(other.size - line.size) < 0.06 * line.size
            and other.is_prose
        ):
            return True
    return False


def _grow(first: Line, below: Sequence[Line], rules: Sequence[Rule]) -> list[Line]:
    """Return the first line of a caption with the lines that go on from it."""
    block = [first]
    x0, x1 = first.x0, first.x1
    for line in below:
        last = block[-1]
        distance = line.y - last.y
        if distance > _LEADING_SHARE * max(first.size, line.size):
            break
        is_label_alone = len(block) == 1 and len(first.words) <= 2
        if is_label_alone and abs(distance) <= 0.12 * first.size and 0 < line.x0 - last.x1 < 2.5 * first.size:
            block.append(line)
            x1 = max(x1, line.x1)
            continue
        if _continues_word(block, line, x0, x1):
            block.append(line)
            continue
        is_under = overlap(x0, x1, line.x0, line.x1) >= 0.8 * min(line.width, x1 - x0)
        if distance < 0.5 * first.size or not is_under:
            continue
        if (
            abs(line.size - first.size) > 0.08 * first.size
            or _LABEL.match(line.text)
            or _is_ruled_off(last, line, rules)
            or (not line.is_prose and _has_neighbour(line, below))
            or (line.x1 > x1 + 0.5 * (x1 - x0))
        ):
            break
        block.append(line)
        x0, x1 = min(x0, line.x0), max(x1, line.x1)
    return block


def _continues_word(block: Sequence[Line], line: Line, x0: float, x1: float) -> bool:
    """Tell whether a line, or a piece of one, continues a word that is broken at the end of a line above."""
    if not x0 - 1 < line.x0 < line.x1 < x1 + 1:
        return False
    pieces = [member for member in block if abs(member.y - line.y) < 0.2 * line.size]
    above = [member for member in block if member.y < line.y - 0.5 * line.size]
    return bool(above) and above[-1].text.endswith(_BROKEN) and (not pieces or pieces[-1].x1 < line.x0)


def _is_ruled_off(last: Line, line: Line, rules: Sequence[Rule]) -> bool:
    """Tell whether a rule separates two lines; an underline is too short to."""
    return any(
        rule.is_horizontal
        and last.y < rule.y < line.y
        and rule.length > _RULED_SHARE * max(last.width, line.width)
        and rule.x0 < max(last.x1, line.x1)
        and rule.x1 > min(last.x0, line.x0)
        for rule in rules
    )


def _has_neighbour(line: Line, lines: Sequence[Line]) -> bool:
    """Tell whether other text stands on the same baseline not far away, as in a table row."""
    return any(
        other is not line
        and abs(other.y - line.y) < 0.2 * line.size
        and (0 < other.x0 - line.x1 < 4 * line.size or 0 < line.x0 - other.x1 < 4 * line.size)
        and other.width < 10 * line.size
        for other in lines
    )
