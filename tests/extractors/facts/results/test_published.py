"""Known networks beside the numbers of their own papers: who prints those has copied them, most likely."""

from __future__ import annotations

import pytest

from extractors.catalog.networks import networks
from extractors.documents.model import Table
from extractors.facts.results.published import prints_published, published_odds, rows_on_known_networks
from extractors.facts.results.weighing import Features
from tests.extractors.facts.results.papers import ownership, paper, table


@pytest.mark.parametrize(
    ("label", "cells"),
    [
        ("DeiT-S [39]", ["22.1M", "4.6G", "79.8"]),
        ("ResNet-50", ["23.87", "7.1"]),
        ("MobileNetV2", ["3.4M", "72.0 / 91.0"]),
        ("VGG16", ["71.9"]),
    ],
)
def test_a_published_number_is_known_as_score_or_error_at_any_precision(label: str, cells: list[str]) -> None:
    assert prints_published([label], cells) is True


@pytest.mark.parametrize(
    ("label", "cells"), [("DeiT-S", ["79.4"]), ("ResNet-50", ["24.1"]), ("Swin-T", ["81.27"])]
)
def test_a_number_close_to_it_is_another(label: str, cells: list[str]) -> None:
    assert prints_published([label], cells) is False


@pytest.mark.parametrize(
    ("label", "cells"),
    [
        ("NetA", ["79.8"]),
        ("DeiT-S + gate", ["79.8"]),
        ("NetA-DeiT-S", ["79.8"]),
        ("DeiT-S", ["41.3", "22.1M"]),
        ("DeiT-S", ["80"]),
        ("MobileNetV1", ["2.6 M", "68.4"]),  # a narrower one of that name
    ],
)
def test_other_networks_and_other_data_tell_nothing(label: str, cells: list[str]) -> None:
    assert prints_published([label], cells) is None


def test_every_published_number_is_a_percentage_with_its_source() -> None:
    for network in networks():
        assert bool(network.published_top1) == bool(network.published_source)
        assert all(50.0 < score < 95.0 for score in network.published_top1), network.name


def evidence(one: Table, row: int) -> Features:
    """What bears on whose a row is beside the closest reason."""
    return ownership(one, text="We call our network WeftNet. We compare with OldNet [3].", row=row).evidence


DRAWING = "Method | top-1 acc.\n---\nDeiT-S [4] | {}\nSwin-T [5] | {}\nSwin-S | {}\nWeftNet | 83.9"
CITED = {"deit", "swin"}


@pytest.mark.parametrize(
    ("numbers", "sign"),
    [(("79.8", "81.3", "83.0"), 1.0), (("79.4", "81.0", "82.7"), -1.0), (("79.8", "81.0", "-"), 0.0)],
)
def test_a_paper_keeps_to_published_numbers_or_does_not(numbers: tuple[str, ...], sign: float) -> None:
    rows = rows_on_known_networks(paper(table("Accuracy on ImageNet.", DRAWING.format(*numbers))))
    odds = published_odds(rows, CITED)
    assert odds * sign > 0.0 if sign else odds == 0.0
    assert published_odds(rows, set()) == 0.0, "in the paper that they are from nobody is quoted"


def test_both_bear_on_rows_of_networks_of_others_alone() -> None:
    one = table("Accuracy on ImageNet.", DRAWING.format("79.8", "81.2", "82.7"))
    row, own = evidence(one, row=0), evidence(one, row=3)
    assert row["prints what the network's own paper prints"] == 1.0
    assert row["known networks stand with what their own papers print"] > 0.0
    assert own["known networks stand with what their own papers print"] == 0.0


@pytest.mark.parametrize("numbers", [("79.8", "81.3", "83.0"), ("79.4", "81.0", "82.7")])
def test_the_paper_that_networks_are_from_prints_its_own_numbers(numbers: tuple[str, ...]) -> None:
    plain = DRAWING.replace(" [4]", "").replace(" [5]", "").format(*numbers)
    row = evidence(table("Accuracy on ImageNet.", plain), row=0)
    assert row["prints what the network's own paper prints"] == 0.0
    assert row["known networks stand with what their own papers print"] == 0.0


@pytest.mark.parametrize("cited", ["NetA-T [3]", "NetA-S [3]", "NetA-B (Ray et al., 2019)"])
def test_another_size_of_a_cited_network_is_as_its_row(cited: str) -> None:
    one = table(
        "Accuracy on ImageNet.",
        f"Method | top-1 acc.\n---\n{cited} | 79.4\nNetA-L | 81.0\nWeftNet-NetA-L | 83.9\nOld | 75.1\nWeft-Old | 77",
    )
    assert evidence(one, row=1)["a size of a network that another row cites"] == 1.0
    assert evidence(one, row=3)["a size of a network that another row cites"] == 0.0


@pytest.mark.parametrize(
    "caption", ["Detection with SSDLite.", "Segmentation of scenes.", "Box AP of backbones."]
)
def test_what_is_printed_of_scenes_is_no_accuracy_of_a_known_network(caption: str) -> None:
    drawing = "Method | value\n---\nMobileNetV2 [4] | 22.1\nResNet-50 [5] | 25.2"
    assert rows_on_known_networks(paper(table(caption, drawing))) == []
