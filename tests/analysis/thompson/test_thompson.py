"""Reading and re-fitting the published tables, on small tables made here; the real ones are in tests/real."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import thompson
from analysis.fits import HEADLINE, fit
from analysis.thompson.data import TABLES, PublishedDataError
from analysis.thompson.regressions import COCO_CONVERSION, REGRESSIONS, consolidate, design
from analysis.thompson.reproduction import equals_as_printed, published_figures, recompute

COLUMNS = [
    "name", "year", "parameters", "title", "paper_link", "flops", "multiadds", "training_epochs",
    "training_set_size", "training_time_total_sec", "training_gpu_model", "training_gpu_amount",
    "training_gpu_ptp_gflops", "training_tpu_model", "training_tpu_amount", "training_tpu_ptp_gflops",
    "network_operations", "hardware_burden",
]  # fmt: skip


def row(number: int) -> dict[str, object]:
    """One made-up model: error 0.5 at 1e17 operations, about halved every ten-fold."""
    operations = 10.0 ** (17 + number / 2)
    burden = operations * (10 + 0.2 * np.sin(2.3 * number))
    return {
        "name": f"  Net-{number}",
        "year": 2012 + number % 7,
        "title": f"Title {number}",
        "paper_link": f"https://arxiv.org/pdf/1512.0{number:04d}v1.pdf",
        "flops": operations / (3 * 100 * 1.28e6),
        "training_epochs": 100,
        "training_set_size": 1.28e6,
        "training_time_total_sec": 1e5,
        "training_gpu_amount": 2,
        "training_gpu_ptp_gflops": burden / 2e14,
        "network_operations": operations,
        "hardware_burden": burden if number % 2 == 0 else None,
        "score": 100 * (1 - 0.5 ** (1 + number / 2) * (1 + 0.01 * np.sin(1.7 * number))),
    }


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """The six files, each with the same twenty models and an AlexNet."""
    alexnet = row(2) | {"name": "AlexNet", "flops": None, "multiadds": 0.7e9}
    rows = pd.DataFrame([alexnet, *(row(number) for number in range(20))])
    header = pd.DataFrame([dict.fromkeys(rows, "")] * 3)
    for table in TABLES:
        renamed = pd.concat([header, rows]).reindex(columns=[*COLUMNS, "score"])
        renamed.rename(columns={"score": table.score_column}).to_csv(tmp_path / table.file_name, index=False)
    return tmp_path


@pytest.fixture
def rows(data_dir: Path) -> pd.DataFrame:
    return thompson.read(data_dir)


class TestRead:
    def test_lines_are_those_of_the_file(self, rows: pd.DataFrame) -> None:
        imagenet = rows[rows.table == "imagenet"]
        assert list(imagenet.line)[:2] == [5, 6]
        assert imagenet.iloc[1].model_name == "Net-0"

    def test_multiply_adds_count_twice(self, rows: pd.DataFrame) -> None:
        assert rows.iloc[0].forward_flop == 1.4e9

    def test_a_paper_goes_by_its_arxiv_id_else_by_its_title(self, data_dir: Path) -> None:
        path = data_dir / TABLES[0].file_name
        path.write_text(
            path.read_text().replace("https://arxiv.org/pdf/1512.00003v1.pdf", "https://aclweb.org/x")
        )
        ids = set(thompson.read(data_dir).query("table == 'imagenet'").paper_id)
        assert {"arxiv:1512.00002", "title:title 3"} <= ids

    def test_a_missing_file_is_named(self, data_dir: Path) -> None:
        (data_dir / TABLES[2].file_name).unlink()
        with pytest.raises(PublishedDataError, match=r"machine-translation-on-wmt2014-en-de\.csv is missing"):
            thompson.read(data_dir)

    def test_other_bytes_are_refused_on_demand(self, data_dir: Path) -> None:
        with pytest.raises(PublishedDataError, match="checksum"):
            thompson.read(data_dir, verify=True)

    def test_a_file_of_another_shape_is_refused(self, data_dir: Path) -> None:
        (data_dir / TABLES[0].file_name).write_text("a,b\n1,2\n")
        with pytest.raises(PublishedDataError, match="has no column"):
            thompson.read(data_dir)


class TestRecompute:
    def test_operations_follow_from_the_columns(self, rows: pd.DataFrame) -> None:
        compared = thompson.recompute_network_operations(rows[rows.model_name != "AlexNet"])
        assert compared.ratio.to_numpy() == pytest.approx(1)

    def test_burden_follows_from_the_columns(self, rows: pd.DataFrame) -> None:
        compared = thompson.recompute_hardware_burden(rows)
        assert compared.ratio.to_numpy() == pytest.approx(1)
        assert len(compared) == 6 * 11


class TestConsolidate:
    def test_missing_burdens_are_predicted_by_the_line_of_those_that_have_both(
        self, rows: pd.DataFrame
    ) -> None:
        imagenet = consolidate(rows).query("table == 'imagenet'")
        assert imagenet.consolidated.to_numpy() == pytest.approx(imagenet.network_operations * 10, rel=0.05)
        assert list(imagenet.is_imputed) == list(imagenet.hardware_burden.isna())

    def test_coco_uses_the_line_its_notebook_types_in(self, rows: pd.DataFrame) -> None:
        coco = consolidate(rows).query("table == 'coco' and is_imputed")
        intercept, slope = COCO_CONVERSION
        expected = 10 ** (intercept + slope * np.log10(coco.network_operations))
        assert coco.consolidated.to_numpy() == pytest.approx(expected.to_numpy())


def test_a_regression_uses_the_rows_that_have_response_and_regressor(rows: pd.DataFrame) -> None:
    [regression] = [r for r in REGRESSIONS if r.regression_id == "imagenet/hw_burden__alexnet_norm__poly"]
    imagenet = rows[rows.table == "imagenet"].assign(hardware_burden=rows.network_operations)
    imagenet.loc[3, "hardware_burden"] = None
    response, regressors = design(imagenet, regression)
    assert len(response) == len(imagenet) - 1
    assert regressors["slope"].iloc[0] == 0


def test_a_regression_finds_the_slope_that_was_put_in(rows: pd.DataFrame) -> None:
    [regression] = [r for r in REGRESSIONS if r.regression_id == "imagenet/error__network_ops__poly"]
    statistics = recompute(rows[rows.table == "imagenet"], regression)
    assert statistics["slope.estimate"] == pytest.approx(np.log10(0.5), rel=1e-2)
    assert statistics["n"] == 21


@pytest.mark.parametrize(
    ("value", "printed", "is_equal"),
    [
        (-0.08360855, "-0.0836", True),
        (-0.08366, "-0.0836", False),
        (1.897e-22, "1.90e-22", True),
        (1.894e-22, "1.90e-22", False),
        (118.6, "119.", True),
        (2.3e-27, "0.000", True),
        (77.0, "77", True),
    ],
)
def test_equal_at_the_printed_precision(value: float, printed: str, is_equal: bool) -> None:
    assert equals_as_printed(value, printed) is is_equal


def test_the_published_figures_are_complete() -> None:
    figures = published_figures()
    assert [regression.regression_id for regression in REGRESSIONS] == list(figures)
    assert sum(map(len, figures.values())) == 692
    headline = figures["imagenet/error__network_ops__poly"]
    assert (headline["slope.estimate"], headline["r_squared"], headline["n"]) == ("-0.0836", "0.720", "77")


def test_every_statistic_that_is_printed_is_recomputed(data_dir: Path) -> None:
    table = thompson.reproduce(data_dir)
    assert len(table) == 692
    # Standard errors of a 10 % quantile need more rows than these tables have.
    assert table[~table.regression_id.str.contains("quantile")].recomputed.notna().all()
    assert not table.is_equal.all()


def test_points_go_into_every_fit_of_this_project(rows: pd.DataFrame) -> None:
    points = thompson.points(rows).query(
        "benchmark_id == 'imagenet_top1' and measure == 'network_operations'"
    )
    assert fit(points, HEADLINE).exponent == pytest.approx(-1 / np.log10(0.5), rel=1e-2)
    assert set(points.hardware_kinds) == {"gpu"}
    assert not points.is_imputed.any()


def test_quirks_are_named_with_what_they_change(rows: pd.DataFrame) -> None:
    named = thompson.quirks(rows)
    nasnet = named[named.quirk.str.startswith("NASNet")].iloc[0]
    assert (round(nasnet.published, 2), round(nasnet.corrected, 2)) == (5.30, 9.11)
