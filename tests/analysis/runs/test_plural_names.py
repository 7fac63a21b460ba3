"""Names that stand for several models."""

import pytest

from analysis.runs.plural_names import alternatives


def test_a_name_can_list_several_models() -> None:
    assert alternatives("DeiT-S and DeiT-Ti") == ("DeiT-S and DeiT-Ti", "DeiT-S", "DeiT-Ti")
    assert alternatives("DeiT-S") == ("DeiT-S",)
    assert alternatives("A-S, A-M and A-L") == ("A-S, A-M and A-L", "A-S", "A-M", "A-L")
    assert alternatives("ViT-L, decoder depth 8") == ("ViT-L, decoder depth 8",)


@pytest.mark.parametrize(
    ("printed", "models"),
    [
        ("Net-D0-D3", ["Net-D0", "Net-D1", "Net-D2", "Net-D3"]),
        ("Net-B1 to B3", ["Net-B1", "Net-B2", "Net-B3"]),
        ("Net-D7/D7x", ["Net-D7", "Net-D7x"]),
        ("ViT-B/16", []),
        ("Net-A1-B2", []),
    ],
)
def test_a_range_or_a_list_of_ends_stands_for_each(printed: str, models: list[str]) -> None:
    assert alternatives(printed) == (printed, *models)


@pytest.mark.parametrize(
    ("printed", "listed"),
    [
        ("Net-S/B/L", ["Net-S", "Net-B", "Net-L"]),
        ("Net-50/101", ["Net-50", "Net-101"]),
        ("Net-31B/L 224", ["Net-31B 224", "Net-31L 224"]),
        ("Net-B/{16,32}", ["Net-B/16", "Net-B/32"]),
        ("ViT-B/16", []),
        ("Mixer-B/32", []),
    ],
)
def test_sizes_with_slashes_are_a_list(printed: str, listed: list[str]) -> None:
    assert list(alternatives(printed)[1:]) == listed
