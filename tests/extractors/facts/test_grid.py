"""What a cell of a table holds."""

from __future__ import annotations

import pytest

from extractors.facts.grid import is_numeric


@pytest.mark.parametrize(
    ("text", "expected"),
    [("76.3", True), ("- / 48.6%", True), ("–/81.3", True), ("-", False), ("NetA / NetB", False)],
)
def test_a_dash_in_the_place_of_the_first_value_hides_no_number(text: str, expected: bool) -> None:
    assert is_numeric(text) is expected
