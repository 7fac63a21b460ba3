"""What of the code's own numbers is promised."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.house_numbers import numbers_of

HOUSE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def numbers() -> dict[str, int]:
    return numbers_of(HOUSE)


def test_no_two_classes_share_a_name(numbers: dict[str, int]) -> None:
    assert numbers["names that several classes share"] == 0


def test_no_module_of_tests_is_too_long_to_find_a_test_in(numbers: dict[str, int]) -> None:
    assert numbers["test modules above 500 lines"] == 0
