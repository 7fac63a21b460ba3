"""The published study beside its recomputation; only that section of the page is rendered."""

import datetime
from types import SimpleNamespace

import pandas as pd
import pytest

from analysis.report.build import _environment
from analysis.report.reproduction import reproduction
from analysis.thompson.reproduction import as_printed, equals_as_printed, published_figures

SLOPE = ("squad1.1/acc__hw_burden__poly", "slope.estimate")
DURBIN_WATSON = ("imagenet/error__network_ops__poly", "durbin_watson")
LOW = ("coco/acc__hw_burden__poly", "slope.low")


def shown(planted: dict[tuple[str, str], float | None]) -> str:
    """The section when everything comes out as printed but what is planted."""
    rows = []
    for regression_id, figures in published_figures().items():
        for statistic, printed in figures.items():
            value = planted.get((regression_id, statistic), float(printed))
            is_equal = value is not None and equals_as_printed(value, printed)
            rows.append((regression_id, statistic, printed, value, is_equal))
    data = SimpleNamespace(
        benchmarks=pd.DataFrame({"benchmark_id": ["squad11_em"], "name": ["SQuAD 1.1 EM"]}),
        reproduction=pd.DataFrame(
            rows, columns=["regression_id", "statistic", "published", "recomputed", "is_equal"]
        ),
        reproduction_quirks=pd.DataFrame(
            {"quirk": ["a typed-in R2"], "figure": ["R2"], "published": [0.56], "corrected": [0.5792]}
        ),
        reproduction_runs=pd.DataFrame(
            {
                "recorded_at": [datetime.datetime(2026, 1, 1)],
                "code_version": ["0.1.0"],
                "data_url": ["https://example.org/data"],
                "data_commit": ["0123456789abcdef"],
                "is_data_verified": [False],
            }
        ),
    )
    template = _environment().get_template("sections/reproduction.html")
    return template.render(reproduction=reproduction(data))


def test_all_tables_are_shown_and_nothing_differs():
    page = shown({})
    assert "692 of 692 numbers equal" in page
    assert page.count("published<br>recomputed") == 25
    assert "−0.0836<br>−0.0836" in page
    assert "0.5792<br>0.5792" in page, "pseudo R² of the quantile"
    assert "does-not-hold" not in page
    assert "What differs" not in page
    assert "checksums differ" in page


@pytest.mark.parametrize(
    ("planted", "value", "written"),
    [(SLOPE, 0.0957, "0.0957"), (DURBIN_WATSON, 1.3176, "1.318"), (LOW, None, "–")],
    ids=["in the table", "beyond the table", "no value"],
)
def test_a_planted_difference_is_shown(planted, value, written):
    page = shown({planted: value})
    regression_id, statistic = planted
    assert "691 of 692 numbers equal" in page
    assert page.count('class="verdict does-not-hold">27 of 28') == 1
    differences = page[page.index("What differs") :]
    assert differences.count("<tr>") - differences.count("<thead><tr>") == 2, "it, and the one quirk"
    assert (
        f'<th scope="row" class="id">{regression_id}</th><td>{statistic.replace(".", ", ").replace("_", " ")}</td>'
        in (differences)
    )
    assert f'<span class="verdict does-not-hold">{written}</span>' in differences


@pytest.mark.parametrize(
    ("value", "printed", "written"),
    [(-0.083608, "-0.0836", "-0.0836"), (1.897e-22, "1.90e-22", "1.90e-22"), (118.6, "119.", "119")],
)
def test_a_number_is_written_as_the_printed_one(value, printed, written):
    assert as_printed(value, printed) == written
