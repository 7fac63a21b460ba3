"""A counted pattern answers as the pattern does, and notes the paper."""

from __future__ import annotations

import re

import pytest

from tools.pattern_usage import CountedPattern, Papers

PATTERN = re.compile(r"\d+")


@pytest.mark.parametrize("method", ["search", "match", "fullmatch", "findall", "finditer", "split"])
@pytest.mark.parametrize("text", ["12", "a", "1 and 2"])
def test_a_counted_pattern_answers_as_before(method: str, text: str) -> None:
    def plain(answer: object) -> list[str]:
        return [str(one) for one in answer] if isinstance(answer, list) else [str(answer)]

    papers = Papers()
    counted = getattr(CountedPattern(PATTERN, "digits", papers), method)(text)
    answer = getattr(PATTERN, method)(text)
    if method == "finditer":
        counted, answer = list(counted), list(answer)
    assert plain(counted) == plain(answer)


@pytest.mark.parametrize(("text", "noted"), [("12 days", {"paper"}), ("some days", set())])
def test_the_paper_is_noted_where_it_matches(text: str, noted: set[str]) -> None:
    papers = Papers()
    papers.current = "paper"
    counted = CountedPattern(PATTERN, "digits", papers)
    assert counted.sub("n", text) == PATTERN.sub("n", text)
    assert papers.by_pattern["digits"] == noted
