"""Lines in reading order into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.documents.pdf.flow import FlowLine
from extractors.documents.pdf.lines import Line
from extractors.documents.pdf.page import Measure

_SIZE_STEP_SHARE = 0.07
_GAP_SHARE = 1.75
"""Baselines further apart than this many font sizes separate paragraphs, whatever the leading."""
_TERMINAL = re.compile(r"[.!?:;][)\]”\"’']?(?:\^\{?[^\s}]+\}?)?$")
_HEADING_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s")
BULLET = re.compile(r"^(?:[•‣◦▪●○■–*·-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+\S")


@dataclass(slots=True)
class Block:
    """Lines that make up one paragraph or heading."""

    lines: list[Line]
    measure: Measure

    @property
    def text(self) -> str:
        """The lines joined."""
        return join_lines(self.lines)

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]


def join_lines(lines: Sequence[Line]) -> str:
    """Return the text of lines, with words joined that were hyphenated at a line end."""
    text = ""
    for line in lines:
        part = line.text
        if text.endswith("\u00ad"):
            text = _joined_at_hyphen(text[:-1], part)
        elif text.endswith("-") and not text.endswith((" -", "--")) and part[:1].isalnum():
            text += part
        else:
            text = f"{text} {part}" if text else part
    return text.replace("\u00ad", "-")


def _joined_at_hyphen(text: str, part: str) -> str:
    """Join a word at the hyphen of a line end; keep the hyphen where it is part of the word."""
    head = text.rsplit(" ", 1)[-1]
    tail = part.split(" ", 1)[0]
    if text.isupper() and part.isupper() and head[-1:].isalpha():
        return text + part  # a title in capitals
    keeps_hyphen = (
        not tail[:1].islower() or "-" in head or "-" in tail.rstrip(".,;:)") or not head[-1:].isalpha()
    )
    return f"{text}-{part}" if keeps_hyphen else text + part


def find_blocks(flow: Sequence[FlowLine], leading: float) -> list[Block]:
    """Return the paragraphs and headings of a text.

    Args:
        flow: Lines in reading order.
        leading: Usual distance of baselines in a paragraph, as a multiple of the font size.
    """
    blocks: list[Block] = []
    last: FlowLine | None = None
    for item in flow:
        if last is None or _starts_block(blocks[-1].first, last, item, leading):
            blocks.append(Block([item.line], item.measure))
        else:
            blocks[-1].lines.append(item.line)
        last = item
    return blocks


def _starts_block(first: Line, last: FlowLine, item: FlowLine, leading: float) -> bool:
    """Return whether a line begins a new paragraph.

    Args:
        first: First line of the paragraph so far.
        last: The line before, in reading order.
        item: The line.
        leading: Usual distance of baselines, as a multiple of the font size.
    """
    above, line = last.line, item.line
    has_other_size = abs(above.size - line.size) > _SIZE_STEP_SHARE * line.size
    is_item = BULLET.match(line.text) and not BULLET.match(above.text[:2] + " x")
    is_below_heading = above.is_bold and not line.is_bold and _ends_short(last, 1.5 * line.size)
    if has_other_size or is_item or is_below_heading:
        return True
    if item.starts_column or line.y < above.y or above.page != line.page:
        return _starts_after_jump(last, item)
    return _starts_below(first, last, item, leading)


def _starts_after_jump(last: FlowLine, item: FlowLine) -> bool:
    """Tell whether a paragraph begins with the first line of a column: the line before it has to end a sentence."""
    is_set_off = _is_indented(item) or _ends_short(last, 1.5 * item.line.size)
    return _is_closed(last) and (is_set_off or not item.line.text[:1].islower())


def _starts_below(first: Line, last: FlowLine, item: FlowLine, leading: float) -> bool:
    """Tell whether a paragraph begins with a line below another of the same column."""
    above, line = last.line, item.line
    em = line.size
    step = line.y - above.y
    if step < 0.5 * em:
        return False
    if step > max(1.25 * leading, leading + 0.28) * em:
        return True
    is_in_heading = above.is_bold and line.is_bold and _HEADING_NUMBER.match(first.text)
    is_in_item = BULLET.match(first.text) and line.x0 > first.x0 + 0.4 * em
    if is_in_heading or is_in_item:
        return False
    margin = last.measure.x0
    if _is_indented(item) and above.x0 - margin < 0.7 * em and line.x0 - margin < 5 * em:
        return True
    return _is_closed(last) and _ends_short(last, 6 * em) and not line.text[:1].islower()


def _is_indented(item: FlowLine) -> bool:
    return item.line.x0 - item.measure.x0 > 0.7 * item.line.size


def _ends_short(item: FlowLine, least: float) -> bool:
    """Tell whether a line leaves so much white, in points, before the right margin."""
    return item.line.x1 < item.measure.x1 - least


def _is_closed(item: FlowLine) -> bool:
    """Tell whether a line ends a sentence."""
    return _TERMINAL.search(item.line.text) is not None
