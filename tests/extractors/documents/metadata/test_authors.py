"""Names of people told apart from affiliations."""

from __future__ import annotations

import pytest

from extractors.documents.metadata.authors import composed, is_name, names_of_printed, names_of_stated


@pytest.mark.parametrize(
    "name",
    ["Ada Byron", "Jan de Vries", "Mary-Ann O’Neill", "J. R. Finch", "Ludwig van der Berg", "Éva Nagy"],
)
def test_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "text",
    [
        "United Kingdom",
        "New York",
        "Oxford OX1",
        "Finch Research",
        "sparse gating",
        "Ada",
        "A B",
        "Bird Laboratory",
    ],
)
def test_places_and_affiliations_are_no_names(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    ("segments", "names"),
    [
        pytest.param(["Ada Byron^1, Carl Owl^{1,2}"], ["Ada Byron", "Carl Owl"], id="commas and marks"),
        pytest.param(["Ada Byron^*", "Carl Owl", "Bird University"], ["Ada Byron", "Carl Owl"], id="columns"),
        pytest.param(
            ["Ada Byron^* Carl Owl^* Jan de Vries"],
            ["Ada Byron", "Carl Owl", "Jan de Vries"],
            id="marks part",
        ),
        pytest.param(
            ["Ada Byron, Senior Member, IEEE, and Carl Owl"], ["Ada Byron", "Carl Owl"], id="degrees"
        ),
        pytest.param(["Oxford OX1 3PJ, United Kingdom", "Ada Byron"], ["Ada Byron"], id="address"),
        pytest.param(["Franc¸ois Merle"], ["François Merle"], id="accent beside its letter"),
        pytest.param(["ada@finch.org", "{ada,carl}@owl.net"], [], id="addresses only"),
    ],
)
def test_printed_names(segments: list[str], names: list[str]) -> None:
    assert names_of_printed(segments) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Byron, Carl Owl", ["Ada Byron", "Carl Owl"]),
        ("Ada Byron; Carl Owl and Jan de Vries", ["Ada Byron", "Carl Owl", "Jan de Vries"]),
        ("LaTeX user", []),
        ("finch", []),
        ("", []),
    ],
)
def test_stated_names(text: str, names: list[str]) -> None:
    assert names_of_stated(text) == names


def test_accents_are_put_on_their_letters() -> None:
    assert composed("J¨urgen and Franc¸ois are na¨ıve") == "Jürgen and François are naïve"
