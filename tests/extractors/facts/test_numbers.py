from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.facts.numbers import find_numbers, parse_number, series


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,287 MWh", [1287]),
        ("2.788M H800 GPU hours", [2_788_000]),
        ("1.28 million images", [1_280_000]),
        ("3.3 Billion tokens", [3.3e9]),
        ("3.14E+23 FLOPs", [3.14e23]),
        ("1e21", [1e21]),
        ("1.0 · 10^20", [1e20]),
        ("60 × 10^4 iterations", [600_000]),
        ("10^{-4}", [1e-4]),
        ("8K sequences", [8000]),
        ("110m parameters", [110e6]),
        ("over one hundred billion parameters", [1e11]),
        ("twenty-four hours", [24]),
        ("two hundred and fifty six", [256]),
        ("16GB of text", []),
        ("ResNet-50 on V100", []),
        ("300 and 40 epochs", [300, 40]),
        ("10^{999} or 1e" + "9" * 5000, []),
    ],
)
def test_numbers_of_running_text(text: str, values: list[float]) -> None:
    found = [number.value for number in find_numbers(text)]
    if text.startswith("16GB"):
        assert found == [16]  # the unit stays outside the number: sixteen, not sixteen billion
    else:
        assert found == values


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between five and six days", 5, 6),
        ("between 6 and 7.5 days", 6, 7.5),
        ("2–5 days", 2, 5),
        ("two to three days", 2, 3),
        ("1-2 million", 1e6, 2e6),
        ("53 ± 2 hours", 51, 55),
    ],
)
def test_ranges_are_one_number_with_two_ends(text: str, low: float, high: float) -> None:
    (number,) = find_numbers(text)
    assert (number.low, number.high) == (low, high)


def test_a_change_from_one_value_to_another_is_not_a_range() -> None:
    assert [number.value for number in find_numbers("raised from 3072 to 15360")] == [3072, 15360]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("4, 4 or 1", [4, 4, 1]),
        ("1.45M/1M", [1_450_000, 1_000_000]),
        ("15.3/19.6 billion", [15.3e9, 19.6e9]),
        ("{16, 32}", [16, 32]),
        ("300 epochs, 256", [256]),
    ],
)
def test_lists_share_what_follows_them(text: str, values: list[float]) -> None:
    numbers = find_numbers(text)
    assert [number.value for number in series(text, numbers, len(numbers) - 1)] == values


@pytest.mark.parametrize(
    ("text", "bound"),
    [("up to 600 steps", "upper"), ("more than 40M", "lower"), ("about 8 hours", "about"), ("8 hours", "")],
)
def test_bounds_are_told_apart(text: str, bound: str) -> None:
    assert find_numbers(text)[0].bound == bound


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("25.6M", 25.6e6),
        ("15.3 M", 15.3e6),
        ("28.9 × 10^6", 28.9e6),
        ("~5", 5),
        ("5.7B*", 5.7e9),
        ("1,024", 1024),
    ],
)
def test_cells_that_are_one_number(cell: str, value: float) -> None:
    number = parse_number(cell)
    assert number is not None
    assert number.value == value


@pytest.mark.parametrize("cell", ["-", "", "4d on 16", "12 / 13", "ResNet-50", "about"])
def test_cells_that_are_not_one_number(cell: str) -> None:
    assert parse_number(cell) is None


@given(st.integers(min_value=0, max_value=10**12))
def test_thousands_separators_do_not_change_a_value(count: int) -> None:
    assert [number.value for number in find_numbers(f"{count:,} steps")] == [float(f"{count:.12g}")]


@given(st.text(max_size=80))
def test_any_text_is_safe_and_spans_are_inside_it(text: str) -> None:
    for number in find_numbers(text):
        assert 0 <= number.start < number.end <= len(text)
