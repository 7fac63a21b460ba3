"""The folder as a whole: the same data give the same bytes, and what cannot be drawn leaves the rest alone."""

import dataclasses

import pandas as pd

from analysis.report import render


def test_the_same_data_give_the_same_bytes(files, data):
    assert render(data).files == files


def test_a_benchmark_without_points_is_named_not_drawn(page):
    assert 'data-benchmark="conll2003_f1"' not in page
    assert "No point yet for: CoNLL-2003 F1." in page


def test_an_empty_night_still_gives_a_report(data):
    empty = {
        field.name: getattr(data, field.name).head(0)
        for field in dataclasses.fields(data)
        if isinstance(getattr(data, field.name), pd.DataFrame) and field.name != "benchmarks"
    }
    page = render(dataclasses.replace(data, **empty)).files["index.html"].decode()
    assert "These papers do not tell what halving the error takes." in page
    assert "No fit has an exponent yet" in page
    assert "Not recomputed yet: <code>ninthpower reproduce thompson</code>" in page
    assert "No point yet for: ImageNet top-1, CoNLL-2003 F1." in page


def test_a_section_that_cannot_be_drawn_says_why_and_the_rest_stands(data, page):
    broken = data.claims.drop(columns="verdict")
    report = render(dataclasses.replace(data, claims=broken))
    shown = report.files["index.html"].decode()
    assert report.troubles == ("the section 'Claims' could not be made: KeyError: 'verdict'",)
    assert "This section could not be drawn (the section &#39;Claims&#39;" in shown
    assert shown[: shown.index('id="claims"')] == page[: page.index('id="claims"')]
    assert shown[shown.index('id="coverage"') :] == page[page.index('id="coverage"') :]


def test_a_plot_that_cannot_be_drawn_leaves_the_page_alone(data, page):
    report = render(dataclasses.replace(data, theory=data.theory.drop(columns="performance_se")))
    assert report.files["index.html"].decode() == page
    assert report.troubles == ("the plot simulation could not be made: KeyError: 'performance_se'",)
    assert '"simulation"' not in report.files["assets/data.js"].decode()
