"""What other papers and other people's tables say of the same models."""

import dataclasses

from analysis.report import render
from analysis.report.points import plot_data
from tests.analysis.report.data import ATTACK


def test_models_of_imported_tables_are_a_layer_of_their_benchmark(data):
    layer = plot_data(data)["imported"]["imagenet_top1"]
    assert layer["sources"] == ["Epoch AI: systems", f"timm {ATTACK}"]
    # A printed burden is a consolidated one, too.
    assert set(layer["costed"]) == {"hardware_burden", "consolidated"}
    assert layer["costed"]["hardware_burden"] == {
        "model": ["Known"], "error": [0.2], "flop": [3e20], "year": [2020], "source": [0],
    }  # fmt: skip
    assert layer["uncosted"]["model"] == [f"Checkpoint {ATTACK}"]
    assert layer["uncosted"]["flop"] == layer["uncosted"]["year"] == [None]


def test_our_compute_stands_beside_that_of_others_with_what_makes_the_ratio(page):
    section = page[page.index('id="agreement"') : page.index('id="claims"')]
    assert "Epoch AI, hardware burden: 1 of 2 within a factor of 2, median ratio 5.8" in section
    assert "hours 3 here, 2 there" in section
    assert "<strong>1.5</strong>" in section
    assert "<strong>10</strong>" not in section


def test_without_imported_tables_the_report_says_how_to_get_them(data):
    nothing = {
        name: getattr(data, name).head(0)
        for name in ("import_sources", "imported_models", "compute_agreement")
    }
    page = render(dataclasses.replace(data, **nothing)).files["index.html"].decode()
    assert "No table is imported" in page
    assert "published tables" not in page


def test_quotations_that_differ_stand_side_by_side(page):
    section = page[page.index('aria-labelledby="quotations"') : page.index('aria-labelledby="quality"')]
    assert "ResNet-50 | top-1 err. | 22.85" in section
    assert "&lt;b&gt;23.9&lt;/b&gt;" in section
    assert "other protocol" in section
    assert "ResNet-50 | params | 25.6M" in section
    assert "What papers print alike" in section
