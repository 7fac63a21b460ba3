"""Characters into words: runs of one style, joined with the scripts and small capitals that belong to them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from extractors.documents.pdf.characters import Characters, Styles
from extractors.documents.pdf.geometry import OnBaseline
from extractors.documents.pdf.glyphs import (
    PDFIUM_HYPHEN,
    decoded,
    is_lone_accent,
    is_math_symbol_font,
    readable,
)

_SPACE_SHARE = 0.155
"""A gap wider than this share of the font size separates words. TeX's narrowest word space is 0.22 em, its widest
kern in a word 0.11 em, a thin math space 0.167 em."""
_SEEN_SPACE_SHARE = 0.02
"""The same where PDFium, which knows the advance of each glyph, has seen a space."""
_BACKSTEP_SHARE = 0.6
"""How far accents and stacked scripts step back, as a share of the font size."""
_STACK_SHARE = 0.2
"""A subscript right below a superscript starts within this share of the font size of where that starts."""
_RADICAL_DEPTH_SHARE = 0.76
"""TeX's radical sign hangs from its baseline: so far down, as a share of the font size, is that of its text."""
_INITIAL_SHARE = 0.62
"""Letters after the initial of a paragraph are smaller than this share of it: it is two lines high."""
_SMALL_CAPITAL_SHARE, _UNEVEN_SHARE = 0.72, 0.12
"""Small capitals are larger than this share of the others, and less far off their baseline than a script is."""
SCRIPT_SIZE_SHARE = 0.88
"""Scripts are smaller than this share of their base. TeX's are 0.7, small capitals on the line 0.8."""


@dataclass(slots=True)
class Word(OnBaseline):
    """Text set without space in it. Coordinates are upright, y down."""

    text: str
    x0: float
    x1: float
    y: float
    """Baseline."""
    size: float
    """Font size of the letters on the baseline."""
    is_bold: bool
    is_italic: bool
    font: str
    is_sideways: bool = False
    """Whether it is set at right angles and only stands in for its place."""


def read_words(characters: Characters, styles: Styles) -> list[Word]:
    """Return the words in the order of the content stream.

    Superscripts and subscripts are attached to the word they follow, in the notation of `documents.model`.
    """
    runs, may_join = _runs(characters, styles)
    words: list[Word] = []
    position = 0
    for joined in np.flatnonzero(may_join).tolist():
        if joined < position:
            continue  # tried already
        words += runs[position:joined]
        builder = _WordBuilder(words.pop())
        position = joined
        while position < len(runs) and may_join[position] and builder.takes(runs[position]):
            position += 1
        words.append(builder.word())
        if position < len(runs) and may_join[position]:
            words.append(runs[position])  # refused: the next may join this one
            position += 1
    words += runs[position:]
    # TeX may set the accents of a line after all of its letters: nothing tells which they belong to.
    return [word for word in words if word.text and not is_lone_accent(word.text)]


def _runs(characters: Characters, styles: Styles) -> tuple[list[Word], NDArray[np.bool_]]:
    """Return the runs of one style without a gap as words.

    With each comes whether it is near enough to the one before to belong to the same word.
    """
    x0, x1, y, height = characters.x0, characters.x1, characters.y, characters.height
    gap = x0[1:] - x1[:-1]
    em = np.maximum(height[1:], height[:-1])
    rise = np.abs(np.diff(y))
    # The pieces of a ligature share one box.
    is_same_box = (x0[1:] == x0[:-1]) & (x1[1:] == x1[:-1])
    is_spaced = characters.follows_space[1:] & (gap > _SEEN_SPACE_SHARE * em)
    is_break = (
        (rise > 0.05)
        | (np.abs(np.diff(height)) > 0.08 * em)
        | (gap > _SPACE_SHARE * em)
        | ((gap < -_BACKSTEP_SHARE * em) & ~is_same_box)
        | is_spaced
    )
    starts = np.concatenate(([0], np.flatnonzero(is_break) + 1))
    ends = np.concatenate((starts[1:], [len(x0)]))
    may_join = (np.abs(gap) < 1.5 * em) & (rise < 1.6 * em)
    may_join &= ~((rise <= 0.05) & ((gap > 0.3 * em) | is_spaced))
    is_stacked = np.abs(np.diff(x0[starts])) < _STACK_SHARE * em[starts[1:] - 1]
    joins = np.concatenate(([False], may_join[starts[1:] - 1] | is_stacked))
    text = characters.text
    texts = [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    run_styles = styles.of(characters.index[starts].tolist())
    levels = y[starts].tolist()
    for position in np.flatnonzero(
        ~_is_plain(text, starts) | [style.is_symbolic for style in run_styles]
    ).tolist():
        style = run_styles[position]
        if style.is_symbolic or PDFIUM_HYPHEN in texts[position]:
            indices = characters.index[starts[position] : ends[position]].tolist()
            # Digits of a bitmap font lack a meaning, too: codes are read as those of the symbols' own font alone.
            is_own = [other.font == style.font for other in styles.of(indices)]
            is_code = [own and lacks for own, lacks in zip(is_own, styles.lack_meaning(indices), strict=True)]
            texts[position] = decoded(texts[position], is_code, style.font)
        texts[position] = readable(texts[position], style.font)
        if texts[position] == "√" and is_math_symbol_font(style.font):
            levels[position] += _RADICAL_DEPTH_SHARE * style.size
    runs = [
        Word(run_text, left, right, level, style.size, style.is_bold, style.is_italic, style.font)
        for run_text, left, right, level, style in zip(
            texts,
            x0[starts].tolist(),
            np.maximum(x1[ends - 1], x1[starts]).tolist(),
            levels,
            run_styles,
            strict=True,
        )
    ]
    return runs, joins


def _is_plain(text: str, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which runs of a text are printable ASCII and stand as PDFium gives them."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
    return np.logical_and.reduceat((codes >= 0x20) & (codes < 0x7F), starts)


class _WordBuilder:
    """Grows one word run by run."""

    __slots__ = ("base", "last_x0", "parts", "x0", "x1")

    def __init__(self, run: Word) -> None:
        self.base = run
        """The run that gives the word its baseline and size."""
        self.parts = [("", run.text)]
        """Mark (empty, ``^`` or ``_``) and text of each piece."""
        self.x0, self.x1 = run.x0, run.x1
        self.last_x0 = run.x0

    def takes(self, run: Word) -> bool:
        """Add the run if it belongs to the word; return whether it does."""
        base = self.base
        em = base.size
        gap = run.x0 - self.x1
        is_stacked = bool(self.parts[-1][0]) and abs(run.x0 - self.last_x0) < _STACK_SHARE * em
        if gap > 0.28 * em or (gap < -_BACKSTEP_SHARE * em and not is_stacked):
            return False
        rise = base.y - run.y
        if gap < 0.0 and is_lone_accent(self.parts[-1][1]) and abs(rise) < 0.5 * em:
            self.parts[-1] = self.parts[-1][0], readable(self.parts[-1][1] + run.text, run.font)
            self.base = run
            self.x1 = max(self.x1, run.x1)
            return True
        if abs(rise) <= 0.04 * em:
            if gap > _SPACE_SHARE * max(em, run.size) or gap < -0.3 * em or self._is_repeated(run):
                return False
            mark = ""
        elif self._is_initial(run, rise) or self._is_small_capital(run, rise):
            self.base = run if self._is_initial(run, rise) else base
            mark = ""
        elif run.size <= SCRIPT_SIZE_SHARE * em and gap <= 0.2 * em and 0.045 * em < abs(rise) < 0.75 * em:
            mark = "^" if rise > 0 else "_"
        elif self._is_opening_script(run, rise, gap):
            self.parts = [("^", text) for _, text in self.parts]
            self.base = run
            mark = ""
        else:
            return False
        if mark and self.parts[-1][0] == mark:
            self.parts[-1] = mark, self.parts[-1][1] + run.text
        else:
            self.parts.append((mark, run.text))
            self.last_x0 = run.x0
        self.x1 = max(self.x1, run.x1)
        return True

    def _is_repeated(self, run: Word) -> bool:
        """Tell whether the run begins the next of several heads set without space, such as ``AP^boxAP^mask``."""
        return (
            bool(self.parts[-1][0])
            and run.text == self.parts[0][1]
            and len(run.text) > 1
            and run.text.isalpha()
        )

    def _is_initial(self, run: Word, rise: float) -> bool:
        """Tell whether the word so far is the initial of a paragraph, two lines high, and the run goes on with it."""
        base = self.base
        return (
            len(self.parts) == 1
            and base.text.isupper()
            and len(base.text) == 1
            and run.size < _INITIAL_SHARE * base.size
            and rise > 0
            and run.text.isalpha()
            and len(run.text) > 1
        )

    def _is_small_capital(self, run: Word, rise: float) -> bool:
        """Tell whether a run of small capitals is set slightly off the baseline of the capital in front of it."""
        return (
            abs(rise) < _UNEVEN_SHARE * self.base.size
            and self.parts[-1][1][-1:].isupper()
            and len(run.text) > 1
            and run.text.isalpha()
            and run.text.isupper()
            and run.size > _SMALL_CAPITAL_SHARE * self.base.size
        )

    def _is_opening_script(self, run: Word, rise: float, gap: float) -> bool:
        """Tell whether the word so far is a superscript in front of the run, such as a footnote mark."""
        return (
            len(self.parts) == 1
            and self.base.size <= SCRIPT_SIZE_SHARE * run.size
            and -0.6 * run.size < rise < -0.15 * run.size
            and -0.1 * run.size < gap < 0.15 * run.size
            and len(self.parts[0][1]) <= 3
        )

    def word(self) -> Word:
        """Return the word as it stands."""
        return replace(self.base, text=_with_scripts(self.parts), x0=self.x0, x1=self.x1)


def _with_scripts(parts: list[tuple[str, str]]) -> str:
    """Write scripts as ``10^18``, braced where plain writing would be ambiguous: ``10^{-3}``, ``x_{i}y``."""
    if len(parts) == 1:
        return parts[0][1]
    pieces = []
    for position, (mark, text) in enumerate(parts):
        if not mark or not text:
            pieces.append(text)
            continue
        following = parts[position + 1] if position + 1 < len(parts) else ("", "")
        is_plain = (text.isalnum() or len(text) == 1) and (following[0] or not following[1][:1].isalnum())
        pieces.append(f"{mark}{text}" if is_plain else f"{mark}{{{text}}}")
    return "".join(pieces)
