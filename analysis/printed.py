"""Printed numbers: how finely a text prints one, and when two prints are the same number."""

from __future__ import annotations

from collections.abc import Iterator


def numbers(text: str) -> Iterator[str]:
    """Yield the numbers of a text as they stand there, without signs and units."""
    number = ""
    for character in f"{text} ":
        if character.isdigit() or (character == "." and "." not in number):
            number += character
        elif any(c.isdigit() for c in number):
            yield number.rstrip(".")
            number = ""
        else:
            number = ""


def decimals_of_percent(printed: str) -> int:
    """Count the decimals of the percentage a text prints: ``0.7812`` has two."""
    number = next(numbers(printed), "")
    whole, _, fraction = number.partition(".")
    return max(0, len(fraction) - 2) if whole in ("", "0") else len(fraction)


def unit_of(value: float, printed: str) -> float:
    """Return the value of one unit of the last printed digit: 0.1e6 for 25.6e6 printed as ``25.6M``.

    Args:
        value: The number, in its base unit.
        printed: As it was printed, with any unit.
    """
    number = next(numbers(printed.replace(",", "")), "")
    if not number or not float(number):
        return 0.0
    _, _, fraction = number.partition(".")
    return abs(value) / float(number) * 10.0 ** -len(fraction)


def are_equal(one: float, other: float, unit: float, other_unit: float) -> bool:
    """Tell whether two numbers are equal when written as finely as the coarser of both; halves may go either way."""
    slack = max(unit, other_unit) / 2 if unit != other_unit else 0.0
    return abs(one - other) <= slack + 1e-9 * max(1.0, abs(one))
