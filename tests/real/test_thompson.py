"""The published study from its published tables: every printed number, every recomputed measure."""

import math
import os
from pathlib import Path

import pytest

from analysis import thompson
from analysis.costs import KG_PER_POUND, PUBLISHED_2022
from analysis.fits import HEADLINE, SPECIFICATIONS, fit, fit_all
from analysis.projections import project

PAPERS = os.environ.get("NINTHPOWER_REAL_PAPERS", "")
DATA = Path(PAPERS).parent / "reference" / "thompson" / "data"

pytestmark = pytest.mark.skipif(
    not PAPERS or not DATA.is_dir(), reason="needs the published tables beside NINTHPOWER_REAL_PAPERS"
)


def test_all_692_printed_numbers_come_out() -> None:
    table = thompson.reproduce(DATA, verify=True)
    assert table.regression_id.nunique() == 25
    assert len(table) == 692
    assert list(table[~table.is_equal].statistic) == []


def test_the_headline_by_this_projects_own_fit() -> None:
    points = thompson.points(thompson.read(DATA))
    chosen = points.query("benchmark_id == 'imagenet_top1' and measure == 'network_operations'")
    fitted = fit(chosen, HEADLINE)
    assert fitted.line is not None
    assert round(fitted.line.slope, 4) == -0.0836
    assert round(fitted.line.r_squared or 0, 3) == 0.720
    assert fitted.n == 77


def test_one_changed_score_is_noticed(tmp_path: Path) -> None:
    for file in DATA.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    coco = tmp_path / "object-detection-on-coco.csv"
    coco.write_text(coco.read_text("utf-8").replace(",49.20,", ",49.70,", 1), "utf-8")
    table = thompson.reproduce(tmp_path)
    assert set(table[~table.is_equal].regression_id) == {
        "coco/acc__hw_burden__poly",
        "coco/acc__hw_burden__pred__poly",
        "coco/acc__hw_burden__pred__exp",
    }


def test_hardware_burden_99_of_99() -> None:
    compared = thompson.recompute_hardware_burden(thompson.read(DATA))
    assert len(compared) == 99
    assert ((compared.ratio - 1).abs() <= 0.031).all()


def test_network_operations_82_of_84_and_the_two_exceptions() -> None:
    compared = thompson.recompute_network_operations(thompson.read(DATA))
    is_close = (compared.ratio - 1).abs() <= 0.01
    assert (len(compared), int(is_close.sum())) == (84, 82)
    exceptions = compared[~is_close]
    assert list(exceptions.model_name) == ["ViT-MoE-15B (Every-2)", "CSWin-L (384 res,ImageNet-22k pretrain)"]
    assert (exceptions.exception != "").all()


def test_quirks_have_the_size_the_notebooks_imply() -> None:
    quirks = thompson.quirks(thompson.read(DATA)).set_index("figure")[["published", "corrected"]]
    assert quirks.loc["COCO consolidated exponent"].round(2).tolist() == [16.40, 16.13]
    assert quirks.loc["COCO exponent of operations per pass"].round(1).tolist() == [10.6, 16.4]
    assert quirks.loc["pseudo R2 of the 10 % quantile"].round(4).tolist() == [0.56, 0.5792]


def test_projections_of_the_published_fits() -> None:
    """log10 of FLOP, dollars and lb CO2 for ImageNet at 5 % and 1 % under the two published forms."""
    specifications = [known for known in SPECIFICATIONS if known.name in ("ols", "exponential")]
    points = thompson.points(thompson.read(DATA)).query("benchmark_id == 'imagenet_top1'")
    projected = project(fit_all(points, specifications, draws=0), PUBLISHED_2022)
    chosen = projected[projected.fit_id.str.contains("consolidated")]
    table = chosen.pivot(index=["form", "target_error"], columns="quantity", values="value")
    table["log10_lb"] = table.log10_kg_co2e - math.log10(KG_PER_POUND)
    rounded = table[["log10_flop", "log10_usd", "log10_lb"]].round(1)
    assert rounded.loc[("power", 0.05)].tolist() == [26.1, 9.3, 8.6]
    assert rounded.loc[("power", 0.01)].tolist() == [33.8, 17.0, 16.3]
    assert rounded.loc[("exponential", 0.05)].tolist() == [31.1, 14.2, 13.5]
    assert rounded.loc[("exponential", 0.01)].tolist() == [93.5, 76.6, 75.9]
