"""The report folder, from small frames."""

import json
import re

import numpy as np
import pandas as pd
import pytest

from analysis.fits import fit_all, fits_frame
from analysis.report import ReportData, render


@pytest.fixture
def points():
    rng = np.random.default_rng(9)
    compute = np.logspace(18, 23, 12)
    return pd.DataFrame(
        {
            "paper_id": [f"arxiv:2000.{n:05}" for n in range(12)],
            "benchmark_id": "imagenet_top1",
            "measure": "hardware_burden",
            "model_name": [f"Net-{n}" for n in range(12)],
            "error": 0.4 * (compute / 1e18) ** (-1 / 9) * np.exp(rng.normal(0, 0.02, 12)),
            "compute_flop": compute,
            "year": range(2012, 2024),
            "is_imputed": False,
            "confidence": 0.9,
            "hardware_kinds": "gpu",
            "result_id": [f"r{n}" for n in range(12)],
            "title": "A <script>alert('title')</script> paper",
            "url": "https://arxiv.org/abs/2000.00000",
            "quote": "Net | top-1 err. | 20.1 </script><script>alert('quote')</script>",
            "location": "p. 3, Table 2, row 4, column 2",
        }
    )


@pytest.fixture
def files(points):
    return render(data(points))


def data(points):
    fits = fits_frame(fit_all(points))
    return ReportData(
        points=points,
        fits=fits,
        previous_fits=fits.assign(exponent=7.7),
        benchmarks=pd.DataFrame(
            {
                "benchmark_id": ["imagenet_top1", "conll2003_f1"],
                "name": ["ImageNet top-1", "CoNLL-2003 F1"],
                "description": ["What the picture shows", "Named entities"],
            }
        ),
        coverage=pd.DataFrame(
            {"year": [2012, None], "paper_count": [1, 2], "with_results": [1, 0], "with_compute": [1, 0]}
        ).astype({"year": object}),
        publication={"release_id": "20260101T000000Z", "snapshot_hash": "abc", "code_version": "0.1.0"},
    )


def test_the_first_table_shows_the_exponent_and_what_it_was_before(files):
    page = files["index.html"].decode()
    table = page[: page.index("</table>")]
    exponent = float(re.search(r"<strong>([\d.]+)</strong>", table)[1])
    assert exponent == pytest.approx(9, abs=0.3)
    assert "7.7" in table


def test_titles_and_quotes_cannot_inject_script(files):
    page = files["index.html"].decode()
    assert "<script>alert(" not in page
    assert "&lt;script&gt;alert(" in page


def test_nothing_is_loaded_from_elsewhere(files):
    page = files["index.html"].decode()
    loaded = re.findall(r"""(?:src|href)=["']([^"']+)["']""", page)
    local = [target for target in loaded if not target.startswith(("#", "https://arxiv.org/abs/"))]
    assert set(local) <= set(files)
    assert {"plotly.min.js", "style.css"} <= set(local)


def test_every_plot_is_a_figure_with_points_and_a_line(files):
    page = files["index.html"].decode()
    (figure,) = re.findall(r"const figure = (.+);\n", page)
    kinds = [trace["mode"] for trace in json.loads(figure)["data"]]
    assert kinds == ["markers", "lines"]


def test_pictures_and_tables_come_along(files):
    assert files["figures/imagenet_top1.png"].startswith(b"\x89PNG")
    assert b"<svg" in files["figures/imagenet_top1.svg"]
    assert files["points.csv"].count(b"\n") == 13


def test_the_same_data_give_the_same_bytes(files, points):
    assert render(data(points)) == files


def test_a_benchmark_without_points_is_named_not_drawn(files):
    page = files["index.html"].decode()
    assert 'id="plot-conll2003_f1"' not in page
    assert "No point yet for: CoNLL-2003 F1." in page
