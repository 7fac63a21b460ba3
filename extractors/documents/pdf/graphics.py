"""The straight lines and pictures of a page, and its text that nobody sees."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import repeat

from pypdfium2 import raw

from extractors.documents.pdf import bindings
from extractors.documents.pdf.bindings import Address
from extractors.documents.pdf.geometry import Rectangle, Rule, horizontal, vertical

MAX_OBJECT_COUNT = 30_000
"""Per page or form. Vector plots reach 100,000 paths: what lies past this limit is not looked at."""
_MAX_SEGMENT_COUNT = 400
_MAX_FORM_DEPTH = 3
_MIN_SHAPE_SIZE = 20.0
"""Points. Smaller forms and outlines are the markers of plots, drawn thousands of times."""
_RULE_THICKNESS = 3.0
"""Points. Thicker bars are shading, not rules."""

Matrix = tuple[float, float, float, float, float, float]
"""Affine map in PDF order: x' = a x + c y + e, y' = b x + d y + f."""
Point = tuple[float, float]

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Graphics:
    """What a page holds besides the text on it, in PDF coordinates (y up)."""

    rules: list[Rule] = field(default_factory=list)
    pictures: list[Rectangle] = field(default_factory=list)
    invisible_texts: set[int] = field(default_factory=set)
    """Addresses of the text objects that paint nothing: layers that figures carry along for searching."""


def read_graphics(page: Address) -> Graphics:
    """Return what a page draws besides text."""
    graphics = Graphics()
    count = min(raw.FPDFPage_CountObjects(ctypes.cast(page, raw.FPDF_PAGE)), MAX_OBJECT_COUNT)
    _add_objects(graphics, map(bindings.page_object, repeat(page), range(count)), _IDENTITY, 0)
    return graphics


def _add_objects(graphics: Graphics, objects: Iterable[int | None], matrix: Matrix, depth: int) -> None:
    """Add what a page or a form draws; `matrix` maps its coordinates to the page's."""
    addresses = list(map(Address, objects))
    for page_object, kind in zip(addresses, map(bindings.object_type, addresses), strict=True):
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            if bindings.object_render_mode(page_object) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
                graphics.invisible_texts.add(page_object.value or 0)
            continue
        if kind == raw.FPDF_PAGEOBJ_PATH:
            graphics.rules += _path_rules(page_object, matrix)
            continue
        box = _bounds(page_object, matrix)
        if box is None:
            continue
        # Ghostscript turns the rules of a dvips file into stretched one-pixel images.
        graphics.rules += _thin(box)
        graphics.pictures.append(box)
        is_large = max(box.width, box.height) > _MIN_SHAPE_SIZE
        if kind == raw.FPDF_PAGEOBJ_FORM and is_large and depth < _MAX_FORM_DEPTH:
            _add_form(graphics, page_object, matrix, depth)


def _add_form(graphics: Graphics, form: Address, matrix: Matrix, depth: int) -> None:
    inner = (ctypes.c_float * 6)()
    bindings.object_matrix(form, ctypes.byref(inner))
    count = min(bindings.form_object_count(form), MAX_OBJECT_COUNT)
    objects = map(bindings.form_object, repeat(form), range(count))
    _add_objects(graphics, objects, _composed(matrix, tuple(inner)), depth + 1)


def _composed(outer: Matrix, inner: Matrix) -> Matrix:
    """Return the map that applies `inner` first."""
    a, b, c, d, e, f = outer
    return (
        a * inner[0] + c * inner[1],
        b * inner[0] + d * inner[1],
        a * inner[2] + c * inner[3],
        b * inner[2] + d * inner[3],
        a * inner[4] + c * inner[5] + e,
        b * inner[4] + d * inner[5] + f,
    )


def _mapped(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


_box = (ctypes.c_float * 4)()
_box_edges = [ctypes.byref(_box, edge * ctypes.sizeof(ctypes.c_float)) for edge in range(4)]


def _bounds(page_object: Address, matrix: Matrix) -> Rectangle | None:
    if not bindings.object_bounds(page_object, *_box_edges):
        return None
    x0, y0, x1, y1 = _box
    if matrix is not _IDENTITY:
        (x0, y0), (x1, y1) = _mapped(matrix, x0, y0), _mapped(matrix, x1, y1)
    return Rectangle(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _thin(box: Rectangle) -> list[Rule]:
    """Return the rule that a long thin rectangle is, if it is one."""
    if box.height <= _RULE_THICKNESS and box.width > box.height:
        return [horizontal(box.x0, box.x1, (box.y0 + box.y1) / 2)]
    if box.width <= _RULE_THICKNESS and box.height > box.width:
        return [vertical((box.x0 + box.x1) / 2, box.y0, box.y1)]
    return []


def _path_rules(path: Address, matrix: Matrix) -> list[Rule]:
    """Return the rules a path draws: itself when it is thin, else its straight sides when it is stroked."""
    box = _bounds(path, matrix)
    if box is None:
        return []
    if min(box.width, box.height) <= _RULE_THICKNESS:
        return _thin(box)
    if max(box.width, box.height) < _MIN_SHAPE_SIZE:
        return []
    fill_mode, is_stroked = ctypes.c_int(), ctypes.c_int()
    bindings.path_draw_mode(path, ctypes.byref(fill_mode), ctypes.byref(is_stroked))
    count = bindings.path_segment_count(path)
    if not is_stroked.value or not 1 < count <= _MAX_SEGMENT_COUNT:
        return []
    rules = []
    for (xa, ya), (xb, yb) in _straight_sides(path, count, matrix):
        if abs(ya - yb) < 0.5 and abs(xa - xb) > _RULE_THICKNESS:
            rules.append(horizontal(min(xa, xb), max(xa, xb), (ya + yb) / 2))
        elif abs(xa - xb) < 0.5 and abs(ya - yb) > _RULE_THICKNESS:
            rules.append(vertical((xa + xb) / 2, min(ya, yb), max(ya, yb)))
    return rules


def _straight_sides(path: Address, count: int, matrix: Matrix) -> Iterator[tuple[Point, Point]]:
    """Yield the ends of every straight side of a path."""
    x, y = ctypes.c_float(), ctypes.c_float()
    x_address, y_address = ctypes.byref(x), ctypes.byref(y)
    here = start = (0.0, 0.0)
    for i in range(count):
        segment = Address(bindings.path_segment(path, i))
        kind = bindings.segment_type(segment)
        bindings.segment_point(segment, x_address, y_address)
        point = _mapped(matrix, x.value, y.value)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield here, point
            if bindings.segment_closes(segment):
                yield point, start
        here = point
