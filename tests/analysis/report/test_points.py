"""The points and lines of the plots, each with its evidence."""

import dataclasses
import json

import numpy as np
import pandas as pd
import pytest

from analysis.fits import SPECIFICATIONS, fit
from analysis.fits.multiverse import multiverse
from analysis.report import render
from analysis.report.lines import predicted_error
from analysis.report.words import SPECIFICATION_NAMES


def test_every_point_carries_its_evidence(script):
    (measure,) = script["benchmarks"]["imagenet_top1"]["measures"]
    points = measure["points"]
    assert len(points["flop"]) == 12
    assert all(points["used"])
    for paper, result, statements in zip(
        points["paper"], points["result"], points["statements"], strict=True
    ):
        assert paper in script["papers"]
        assert script["results"][result]["quote"].startswith("Net | top-1 err. | 20.1")
        assert script["results"][result]["url"].endswith("v1#page=3")
        assert all(script["statements"][one]["quantity"] == "device_hours" for one in statements)


def test_every_point_tells_its_run_and_why_it_is_one(script):
    (measure,) = script["benchmarks"]["imagenet_top1"]["measures"]
    for run, said in zip(measure["points"]["run"], measure["points"]["verdict"], strict=True):
        assert "training of 90 epochs (stated for it by name, section “Details" in script["runs"][run]
        assert said == "imagenet_top1: a point of the fit, 90% likely right: stated for it"


def test_a_page_somebody_inspected_is_led_to(script):
    assert script["papers"]["arxiv:2000.00002"]["inspection"] == "../../inspections/2.pdf.html"
    assert "inspection" not in script["papers"]["arxiv:2000.00003"]


def test_the_headline_line_passes_through_the_points(script):
    (measure,) = script["benchmarks"]["imagenet_top1"]["measures"]
    line = next(line for line in measure["lines"] if line["headline"])
    expected = 0.4 * (np.array(line["flop"]) / 1e18) ** (-1 / 9)
    assert line["error"] == pytest.approx(list(expected), rel=0.05)


def test_every_specification_has_a_name_for_legends():
    assert {specification.name for specification in SPECIFICATIONS} <= set(SPECIFICATION_NAMES)


@pytest.mark.parametrize(
    ("specification", "error"),
    [
        ("ols", lambda x: 10 ** (-0.4 - 0.11 * (x - 18))),
        ("exponential", lambda x: 1 / (2.5 + 1.2 * (x - 18))),
        ("linear", lambda x: 0.4 - 0.05 * (x - 18)),
        ("floor", lambda x: 0.1 + 0.3 * 10 ** (-0.3 * (x - 18))),
        ("broken", lambda x: 10 ** (-0.4 - 0.2 * (x - 18) + 0.15 * 0.3 * np.logaddexp(0, (x - 20.5) / 0.3))),
    ],
    ids=["ols", "exponential", "linear", "floor", "broken"],
)
def test_a_line_is_drawn_as_it_was_fitted(specification, error):
    x = np.linspace(18, 23, 30)
    points = pd.DataFrame(
        {
            "paper_id": [f"arxiv:2000.{n:05}" for n in range(30)],
            "benchmark_id": "imagenet_top1",
            "measure": "hardware_burden",
            "model_name": [f"Net-{n}" for n in range(30)],
            "error": error(x),
            "compute_flop": 10**x,
            "year": 2020,
            "is_imputed": False,
        }
    )
    (chosen,) = (one for one in SPECIFICATIONS if one.name == specification)
    assert predicted_error(fit(points, chosen, draws=0).as_row(), x) == pytest.approx(error(x), rel=0.01)


def test_exponents_beyond_any_number_are_drawn(data):
    ends = {"exponent_bootstrap_low": 846.0, "exponent_bootstrap_high": 849.0}
    steep = data.fits.assign(exponent=847.7, exponent_high=np.inf, halving_factor=np.inf, n_papers=30, **ends)
    calm = data.fit_points.assign(influence=0.0)
    changed = {"fits": steep, "multiverse": multiverse(steep), "fit_points": calm}
    report = render(dataclasses.replace(data, **changed))
    assert report.troubles == ()
    text = report.files["assets/data.js"].decode().removeprefix("window.NINTHPOWER = ").removesuffix(";\n")
    theory = json.loads(text, parse_constant=pytest.fail)["charts"]["theory"]
    assert theory["data"][1]["y"][-1] is None
