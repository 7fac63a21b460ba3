"""Rectangles, rules, turned pages and text on baselines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import IntEnum
from typing import NamedTuple, TypeVar

_Item = TypeVar("_Item")


class Rotation(IntEnum):
    """A turn by quarters of a circle.

    For text, counter-clockwise from reading left to right, in PDF coordinates: `QUARTER` is read from bottom to
    top. A page that a viewer turns clockwise by the same angle shows that text upright.
    """

    NONE = 0
    QUARTER = 90
    HALF = 180
    THREE_QUARTERS = 270


class Rectangle(NamedTuple):
    """A rectangle in points; whether y runs up (PDF) or down (upright text) is said where it is used."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Extent along x."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Extent along y."""
        return self.y1 - self.y0

    def joined(self, other: Rectangle) -> Rectangle:
        """Return the smallest rectangle around both."""
        return Rectangle(
            min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1)
        )

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies inside or on the border."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


class Rule(NamedTuple):
    """A printed straight line, horizontal or vertical."""

    x0: float
    y0: float
    x1: float
    y1: float
    is_horizontal: bool

    @property
    def y(self) -> float:
        """Height of a horizontal rule."""
        return (self.y0 + self.y1) / 2

    @property
    def x(self) -> float:
        """Position of a vertical rule."""
        return (self.x0 + self.x1) / 2

    @property
    def length(self) -> float:
        """Length in points."""
        return self.x1 - self.x0 if self.is_horizontal else self.y1 - self.y0


def horizontal(x0: float, x1: float, y: float) -> Rule:
    """Return a horizontal rule."""
    return Rule(x0, y, x1, y, True)


def vertical(x: float, y0: float, y1: float) -> Rule:
    """Return a vertical rule."""
    return Rule(x, y0, x, y1, False)


def upright(box: Rectangle, page: Rectangle, rotation: Rotation) -> Rectangle:
    """Return where a rectangle of the page (y up) lies when text of that rotation is read upright (y down)."""
    match rotation:
        case Rotation.NONE:
            return Rectangle(box.x0 - page.x0, page.y1 - box.y1, box.x1 - page.x0, page.y1 - box.y0)
        case Rotation.QUARTER:
            return Rectangle(box.y0 - page.y0, box.x0 - page.x0, box.y1 - page.y0, box.x1 - page.x0)
        case Rotation.HALF:
            return Rectangle(page.x1 - box.x1, box.y0 - page.y0, page.x1 - box.x0, box.y1 - page.y0)
        case Rotation.THREE_QUARTERS:
            return Rectangle(page.y1 - box.y1, page.x1 - box.x1, page.y1 - box.y0, page.x1 - box.x0)


def on_page(box: Rectangle, page: Rectangle, rotation: Rotation) -> Rectangle:
    """Undo `upright`: return the rectangle in the coordinates of the page (y up)."""
    match rotation:
        case Rotation.NONE:
            return Rectangle(box.x0 + page.x0, page.y1 - box.y1, box.x1 + page.x0, page.y1 - box.y0)
        case Rotation.QUARTER:
            return Rectangle(box.y0 + page.x0, box.x0 + page.y0, box.y1 + page.x0, box.x1 + page.y0)
        case Rotation.HALF:
            return Rectangle(page.x1 - box.x1, box.y0 + page.y0, page.x1 - box.x0, box.y1 + page.y0)
        case Rotation.THREE_QUARTERS:
            return Rectangle(page.x1 - box.y1, page.y1 - box.x1, page.x1 - box.y0, page.y1 - box.x0)


def upright_rule(rule: Rule, page: Rectangle, rotation: Rotation) -> Rule:
    """Return a rule of the page (y up) in the coordinates of upright text (y down)."""
    if rotation is Rotation.NONE:
        return Rule(
            rule.x0 - page.x0, page.y1 - rule.y1, rule.x1 - page.x0, page.y1 - rule.y0, rule.is_horizontal
        )
    box = upright(Rectangle(rule.x0, rule.y0, rule.x1, rule.y1), page, rotation)
    is_horizontal = rule.is_horizontal == (rotation in (Rotation.NONE, Rotation.HALF))
    return Rule(box.x0, box.y0, box.x1, box.y1, is_horizontal)


def overlap(a0: float, a1: float, b0: float, b1: float) -> float:
    """Return how far two stretches of an axis overlap; less than zero where there is white between them."""
    return min(a1, b1) - max(a0, b0)


def grouped(items: Iterable[_Item], belongs: Callable[[_Item, _Item], bool]) -> list[list[_Item]]:
    """Put items into groups, such as words into rows.

    Args:
        items: In the order in which they are looked at.
        belongs: Tells of the first item of the latest group, and the next item, whether that goes into the group.

    Returns:
        The groups; each holds its items in their order.
    """
    groups: list[list[_Item]] = []
    for item in items:
        if groups and belongs(groups[-1][0], item):
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


class OnBaseline:
    """The extent of text that is set on a baseline; y points down."""

    __slots__ = ()
    x0: float
    x1: float
    y: float
    """Baseline."""
    size: float
    """Font size of most of its letters."""

    @property
    def top(self) -> float:
        """Approximate top of the capitals."""
        return self.y - 0.72 * self.size

    @property
    def bottom(self) -> float:
        """Approximate foot of the descenders."""
        return self.y + 0.22 * self.size

    @property
    def x(self) -> float:
        """Horizontal centre."""
        return (self.x0 + self.x1) / 2
