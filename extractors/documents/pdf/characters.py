"""The characters of a page with their places, as PDFium gives them."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw

from extractors.documents.pdf import bindings
from extractors.documents.pdf.bindings import Address
from extractors.documents.pdf.geometry import Rectangle, Rotation
from extractors.documents.pdf.glyphs import is_symbolic_font

MAX_CHARACTER_COUNT = 60_000
"""Per page. A dense page of a paper holds about 8,000."""

_SAME_BOX_SLACK = 0.25
"""Points. Boxes of one font on one baseline differ by less: by the parts of glyphs beyond ascent and descent."""
_BOLD = re.compile(
    r"bold|black|heavy|demi|medi(?!um)|^cm(?:ss)?bx|^cmmib|^cmbsy|^sf(?:ss)?bx|lin\w+t[bz]", re.IGNORECASE
)
"""Font names that mean bold. The weight PDFium gives is guessed from the stem width and says nothing."""
_ITALIC = re.compile(r"ital|obli|slant|^cm(?:ti|mi|sl)|^sf(?:ti|sl)", re.IGNORECASE)

_Font = tuple[bool, bool, str, bool]
"""Bold, italic, name, symbolic: what a style takes from its font."""
_boxes = bindings.Results(np.float32, width=4, out_count=1)
_origins = bindings.Results(np.float64, width=2, out_count=2)
_matrices = bindings.Results(np.float32, width=6, out_count=1)

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class Style(NamedTuple):
    """How a run of characters is set."""

    size: float
    """Font size on the page, in points."""
    is_bold: bool
    is_italic: bool
    font: str
    """Name without the subset prefix."""
    is_symbolic: bool = False
    """See `is_symbolic_font`."""


@dataclass(slots=True)
class Characters:
    """The visible characters of one page that are read in one direction, in the order of the content stream.

    Coordinates are in points, turned so that the text stands upright: x to the right, y down from the top.
    """

    rotation: Rotation
    text: str
    """One character per entry of the arrays."""
    x0: Floats
    x1: Floats
    y: Floats
    """Baseline."""
    height: Floats
    """Ascent plus descent of the font at its size."""
    follows_space: NDArray[np.bool_]
    """Whether space, or the end of a line, stands before the character in the content stream."""
    index: Integers
    """Position in the text page."""


def read_characters(
    text_page: Address, bounds: Rectangle, invisible_texts: Set[int] = frozenset()
) -> list[Characters]:
    """Return the visible characters sorted by reading direction, the direction with most characters first.

    Slanted text is left out: it labels the axes of figures. So is text that paints nothing, but where it is most of
    the page: there it is what was recognised on a scan.

    Args:
        text_page: Address of PDFium's text page.
        bounds: The visible part of the page, y up.
        invisible_texts: Addresses of the text objects that paint nothing.
    """
    count = min(raw.FPDFText_CountChars(ctypes.cast(text_page, raw.FPDF_TEXTPAGE)), MAX_CHARACTER_COUNT)
    if count <= 0:
        return []
    codes = _codes(text_page, count)
    boxes = _boxes.of(bindings.char_box, [text_page] * count, range(count))
    is_second_half = _join_surrogates(codes)
    is_shown = ~np.isin(codes, (0x09, 0x0A, 0x0D, 0x20, 0xA0)) & np.isfinite(boxes).all(axis=1)
    if invisible_texts:
        is_shown &= _is_seen(text_page, is_shown, invisible_texts)
    shown = np.flatnonzero(is_shown & ~is_second_half)
    if not len(shown):
        return []
    follows_space = np.diff(np.cumsum(~is_shown)[shown], prepend=0) > 0
    edges = boxes[shown]
    origins = _read_origins(text_page, shown, edges)
    rotations = _rotations(text_page, shown, origins, edges)
    groups = []
    for rotation in Rotation:
        mask = rotations == rotation
        if not mask.any():
            continue
        index = shown[mask]
        x0, x1, y, height = _turned(rotation, origins[mask], edges[mask], bounds)
        text = codes[index].astype("<u4").tobytes().decode("utf-32-le", errors="replace")
        groups.append(Characters(rotation, text, x0, x1, y, height, follows_space[mask], index))
    return sorted(groups, key=lambda group: len(group.text), reverse=True)


def _is_seen(text_page: Address, is_shown: NDArray[np.bool_], invisible_texts: Set[int]) -> NDArray[np.bool_]:
    """Tell which characters are no part of an invisible layer over a page that shows its text."""
    shown = np.flatnonzero(is_shown)
    owners = map(bindings.char_object, repeat(text_page), shown.tolist())
    is_seen = np.ones(len(is_shown), dtype=np.bool_)
    is_seen[shown] = [owner not in invisible_texts for owner in owners]
    return is_seen if 2 * np.count_nonzero(is_seen[shown]) >= len(shown) else np.ones_like(is_seen)


def _read_origins(text_page: Address, shown: Integers, edges: Floats) -> Floats:
    """Return the origin (x, baseline) of every shown character.

    Characters of one font on one baseline have boxes of one height: only those whose box is shifted against the
    one before are asked for.
    """
    shift = np.abs(np.diff(edges[:, (1, 3)], axis=0, prepend=np.inf))
    is_asked = (shift > _SAME_BOX_SLACK).any(axis=1)
    asked = np.flatnonzero(is_asked)
    indices = shown[asked].tolist()
    known = _origins.of(bindings.char_origin, [text_page] * len(asked), indices)
    nearest = np.cumsum(is_asked) - 1
    origins = np.empty((len(shown), 2))
    origins[:, 1] = known[nearest, 1]
    # Along a word the origin moves with the left edge.
    origins[:, 0] = known[nearest, 0] + edges[:, 0] - edges[asked[nearest], 0]
    return origins


def _codes(text_page: Address, count: int) -> NDArray[np.uint32]:
    """Return the UTF-16 code of every character."""
    buffer = np.zeros(count + 1, dtype=np.uint16)
    pointer = buffer.ctypes.data_as(ctypes.POINTER(ctypes.c_ushort))
    if raw.FPDFText_GetText(ctypes.cast(text_page, raw.FPDF_TEXTPAGE), 0, count, pointer) == count + 1:
        return buffer[:count].astype(np.uint32)
    # Characters without a Unicode value are missing from the text: ask for each one.
    codes = map(bindings.char_unicode, repeat(text_page), range(count))
    return np.fromiter(codes, dtype=np.uint32, count=count)


def _join_surrogates(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Write characters beyond the first plane, such as 𝐴, into their first half; return which are second halves."""
    is_first = codes & 0xFC00 == 0xD800
    is_second = np.zeros(len(codes), dtype=np.bool_)
    if not is_first.any():
        return is_second
    is_second[1:] = is_first[:-1] & (codes[1:] & 0xFC00 == 0xDC00)
    halves = np.flatnonzero(is_second)
    codes[halves - 1] = 0x10000 + ((codes[halves - 1] & 0x3FF) << 10) + (codes[halves] & 0x3FF)
    return is_second


def _rotations(text_page: Address, shown: Integers, origins: Floats, edges: Floats) -> Integers:
    """Return the reading direction of every shown character in degrees; -1 for slanted text."""
    rotations = np.zeros(len(shown), dtype=np.int64)
    matrix = (ctypes.c_float * 6)()
    address = ctypes.byref(matrix)
    # The origin of upright text is the left edge of its box: only the others are asked for their matrix.
    for i in np.flatnonzero(np.abs(origins[:, 0] - edges[:, 0]) > 0.02):
        bindings.char_matrix(text_page, int(shown[i]), address)
        angle = math.degrees(math.atan2(matrix[1], matrix[0])) % 360.0
        nearest = round(angle / 90.0) * 90
        rotations[i] = nearest % 360 if abs(angle - nearest) < 3.0 else -1
    return rotations


def _turned(
    rotation: Rotation, origins: Floats, edges: Floats, page: Rectangle
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return left edges, right edges, baselines and heights in upright coordinates."""
    left, top, right, bottom = edges.T
    x, y = origins.T
    match rotation:
        case Rotation.NONE:
            return left - page.x0, right - page.x0, page.y1 - y, np.abs(top - bottom)
        case Rotation.QUARTER:
            return _sorted(bottom - page.y0, top - page.y0, x - page.x0, right - left)
        case Rotation.HALF:
            return page.x1 - right, page.x1 - left, y - page.y0, np.abs(top - bottom)
        case Rotation.THREE_QUARTERS:
            return _sorted(page.y1 - top, page.y1 - bottom, page.x1 - x, right - left)


def _sorted(x0: Floats, x1: Floats, y: Floats, height: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """PDFium gives top and bottom of sideways text in either order."""
    return np.minimum(x0, x1), np.maximum(x0, x1), y, np.abs(height)


class Styles:
    """Looks up how the characters of one page are set, remembering text objects and fonts."""

    def __init__(self, text_page: Address) -> None:
        self._text_page = text_page
        self._by_object: dict[int | None, Style] = {None: Style(10.0, False, False, "")}
        self._fonts: dict[int | None, _Font] = {None: (False, False, "", False)}

    def of(self, indices: Sequence[int]) -> list[Style]:
        """Return the styles of the characters at some positions of the text page."""
        text_objects = list(map(bindings.char_object, repeat(self._text_page), indices))
        known = self._by_object
        met = dict(zip(text_objects, indices, strict=True))
        self._learn({text_object: index for text_object, index in met.items() if text_object not in known})
        return [known[text_object] for text_object in text_objects]

    def lack_meaning(self, indices: Sequence[int]) -> list[bool]:
        """Tell of characters whether the file gives no Unicode for them, only codes of their font."""
        return [bindings.char_has_map_error(self._text_page, index) == 1 for index in indices]

    def _learn(self, characters: Mapping[int | None, int]) -> None:
        """Remember the styles of some text objects, each given with one of its characters."""
        indices = list(characters.values())
        matrices = _matrices.of(bindings.char_matrix, [self._text_page] * len(indices), indices)
        scales = np.hypot(matrices[:, 2], matrices[:, 3])
        scales[scales == 0.0] = 1.0
        sizes = scales * list(map(bindings.char_font_size, repeat(self._text_page), indices))
        fonts = map(bindings.object_font, map(Address, characters))
        for text_object, size, font in zip(characters, sizes.tolist(), fonts, strict=True):
            if font not in self._fonts:
                self._fonts[font] = _read_font(font)
            self._by_object[text_object] = Style(size, *self._fonts[font])


def _read_font(font: int) -> _Font:
    buffer = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(ctypes.cast(font, raw.FPDF_FONT), buffer, len(buffer))
    name = buffer.value.decode("utf-8", errors="replace").split("+")[-1]
    return bool(_BOLD.search(name)), bool(_ITALIC.search(name)), name, is_symbolic_font(name)
