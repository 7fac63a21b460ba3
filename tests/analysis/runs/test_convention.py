"""What a paper's FLOPs count: shown by the networks that everyone knows."""

import pytest

from analysis.runs import join
from tests.analysis.frames import compute, results


def convention(*figures: tuple[str, float]) -> tuple[str, float]:
    """The convention of a paper that prints these FLOPs, and the forward FLOP of its own net of 5 GFLOPs."""
    rows = [{"quantity": "forward_flops", "value": value, "model_name": name} for name, value in figures]
    own = {"quantity": "forward_flops", "value": 5e9, "model_name": "Net"}
    [run] = (
        join(results({"model_name": "Net"}), compute(own, *rows))
        .query("model_name == 'Net'")
        .to_dict("records")
    )
    return run["flop_convention"], run["forward_flop"]


@pytest.mark.parametrize("known", [("ResNet-50", 4.1e9), ("DeiT-S [12]", 4.6e9), ("VGG16", 15.5e9)])
def test_known_networks_show_multiply_adds(known: tuple[str, float]) -> None:
    assert convention(known) == ("multiply-adds, inferred", 10e9)


@pytest.mark.parametrize("known", [("ResNet-50", 8.2e9), ("ViT-B/16", 35.1e9), ("YOLOv5-S [7]", 16.5e9)])
def test_known_networks_show_flop(known: tuple[str, float]) -> None:
    assert convention(known) == ("FLOP, inferred", 5e9)


def test_a_changed_network_shows_nothing() -> None:
    assert convention(("ResNet-50 + pruning", 8.2e9)) == ("multiply-adds, assumed", 10e9)


def test_a_known_network_without_printed_flops_takes_the_catalogs() -> None:
    runs = join(results({"model_name": "ResNet-50 + mixup"}), compute({"quantity": "epochs", "value": 90.0}))
    assert runs.iloc[0]["forward_flop"] == pytest.approx(2 * 4.11e9)
    assert runs.iloc[0]["flop_convention"] == "multiply-adds, catalog"


@pytest.mark.parametrize("name", ["ResNet-50 (2x) + mixup", "ResNet-50 ×2", "2x ResNet-50"])
def test_a_wider_one_takes_more(name: str) -> None:
    runs = join(results({"model_name": name}), compute({"quantity": "epochs", "value": 90.0}))
    assert 3 * 8.22e9 < runs.iloc[0]["forward_flop"] < 4 * 8.22e9


@pytest.mark.parametrize(
    "name", ["ResNet-50 2x deep", "Wide ResNet-50", "Faster R-CNN, ResNet-50", "ResNet-50 (pruned)"]
)
def test_another_network_does_not(name: str) -> None:
    runs = join(results({"model_name": name}), compute({"quantity": "epochs", "value": 90.0}))
    assert (
        runs.iloc[0]["forward_flop"] is None or runs.iloc[0]["forward_flop"] != runs.iloc[0]["forward_flop"]
    )
