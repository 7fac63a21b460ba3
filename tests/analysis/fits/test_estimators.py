"""Every estimator finds the line that was put in, alone and on many resamples at once."""

import warnings

import numpy as np
import pandas as pd
import pytest

from analysis.fits.bootstrap import bootstrap, paper_weights
from analysis.fits.estimators import ESTIMATORS
from analysis.fits.lines import Lines, Resampler, interval
from analysis.fits.points import Sample, TooFewPointsError, sample
from analysis.fits.specification import HEADLINE
from analysis.fits.straight import COMPUTE_ERROR_DECADES, SCORE_ERROR_DECADES
from tests.analysis.fits.synthetic import points

LINES = [name for name in ESTIMATORS if name not in ("floor", "broken")]
TOLERANCES = {"theil_sen": 0.01, "huber": 0.02}
"""Relative, of resampled slopes: exact for closed forms, close where medians are averaged or steps end."""
RESAMPLED = [name for name, estimator in ESTIMATORS.items() if estimator.resampler]


def drawn(frame: pd.DataFrame) -> Sample:
    return sample(frame, HEADLINE)


def in_families(frame: pd.DataFrame, families: int = 8) -> pd.DataFrame:
    """The same points, spread over model families."""
    names = ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta"][:families]
    return frame.assign(model_name=[f"{names[number % families]}-{number}" for number in range(len(frame))])


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize("exponent", [5.0, 12.0])
def test_a_line_without_noise_is_found(name: str, exponent: float) -> None:
    frame = in_families(points(exponent, noise=1e-6)).assign(year=lambda f: 2012 + np.arange(len(f)) % 9)
    slope = ESTIMATORS[name].line(drawn(frame)).slope
    # Errors that were not put in are corrected for all the same: 0.39 of 1.7 decades, squared.
    expected = -1 / exponent / (0.95 if name == "errors_in_compute" else 1)
    assert slope == pytest.approx(expected, rel=0.02 if name == "errors_in_compute" else 1e-3)


@pytest.mark.parametrize(
    "name", [name for name in LINES if name not in ("deming", "reverse_ols", "rma", "mixed")]
)
def test_scatter_of_error_does_not_bias_the_slope(name: str) -> None:
    slopes = []
    for seed in range(60):
        frame = in_families(points(9.0, noise=0.06, seed=seed))
        frame["year"] = 2012 + np.random.default_rng(seed).integers(0, 10, len(frame))
        slopes.append(ESTIMATORS[name].line(drawn(frame)).slope)
    attenuation = 0.95 if name == "errors_in_compute" else 1.0
    tolerance = 4 * np.std(slopes) / np.sqrt(len(slopes)) + 0.002
    assert np.mean(slopes) * attenuation == pytest.approx(-1 / 9, abs=tolerance)


class TestErrorsInBothVariables:
    """Compute known to a factor of 2.5, error to half a point: which direction finds the law?"""

    @pytest.fixture
    def slopes(self) -> dict[str, float]:
        found: dict[str, list[float]] = {
            name: [] for name in ("ols", "reverse_ols", "rma", "deming", "errors_in_compute")
        }
        for seed in range(30):
            frame = points(9.0, n=200, noise=SCORE_ERROR_DECADES, seed=seed)
            blur = np.random.default_rng(1000 + seed).normal(0, COMPUTE_ERROR_DECADES, len(frame))
            measured = drawn(frame.assign(compute_flop=frame.compute_flop * 10**blur))
            for name, values in found.items():
                values.append(ESTIMATORS[name].line(measured).slope)
        return {name: float(np.mean(values)) for name, values in found.items()}

    def test_least_squares_is_attenuated(self, slopes: dict[str, float]) -> None:
        assert -1 / slopes["ols"] > 9.3

    @pytest.mark.parametrize("name", ["deming", "errors_in_compute", "reverse_ols"])
    def test_estimators_that_allow_for_it_are_not(self, slopes: dict[str, float], name: str) -> None:
        assert -1 / slopes[name] == pytest.approx(9, rel=0.01)

    def test_the_directions_are_ordered(self, slopes: dict[str, float]) -> None:
        assert slopes["reverse_ols"] < slopes["rma"] < slopes["ols"] < 0


def test_direction_exponents_are_those_of_the_correlation() -> None:
    measured = drawn(points(noise=0.1))
    lines = {name: ESTIMATORS[name].line(measured) for name in ("ols", "rma", "reverse_ols")}
    r_squared = lines["ols"].r_squared
    assert r_squared is not None
    assert lines["reverse_ols"].slope == pytest.approx(lines["ols"].slope / r_squared)
    assert lines["rma"].slope == pytest.approx(lines["ols"].slope / np.sqrt(r_squared))


@pytest.mark.parametrize("name", ["theil_sen", "huber"])
def test_a_few_outliers_do_not_turn_a_robust_line(name: str) -> None:
    frame = points(9.0, noise=0.01)
    frame.loc[frame.compute_flop.nlargest(3).index, "error"] *= 2.5
    slope = ESTIMATORS[name].line(drawn(frame)).slope
    assert -1 / slope == pytest.approx(9, rel=0.1)
    assert -1 / ESTIMATORS["ols"].line(drawn(frame)).slope > 10


def test_the_frontier_runs_along_the_best_models() -> None:
    frame = points(9.0, n=400, noise=0.0)
    excess = np.random.default_rng(5).exponential(0.1, len(frame))
    line = ESTIMATORS["quantile_10"].line(drawn(frame.assign(error=frame.error * 10**excess)))
    height = line.intercept + line.slope * 20
    assert height == pytest.approx(-0.4 - 3 / 9 + 0.1 * -np.log(0.9), abs=0.015)


def test_compute_and_year_are_told_apart() -> None:
    random = np.random.default_rng(0)
    frame = points(12.0, n=80, noise=0.01)
    frame["year"] = 2012 + random.integers(0, 10, len(frame))
    frame["error"] *= 10 ** (-0.02 * (frame.year - 2012))
    line = ESTIMATORS["ols_with_year"].line(drawn(frame))
    assert line.slope == pytest.approx(-1 / 12, rel=0.03)
    assert line.parameters["slope_per_year"] == pytest.approx(-0.02, rel=0.1)


def test_compute_that_is_a_straight_function_of_the_year_is_not_told_apart_from_it() -> None:
    frame = points(n=30)
    frame["year"] = 2012 + np.arange(30) % 10
    frame["compute_flop"] = 10.0 ** (17 + 0.5 * (frame.year - 2012))
    with pytest.raises(TooFewPointsError, match="rise together"):
        ESTIMATORS["ols_with_year"].line(drawn(frame.assign(paper_id=[f"p{k}" for k in range(30)])))


def test_levels_of_families_do_not_pass_for_a_slope() -> None:
    """Simpson's paradox: later families are better and larger: pooled, they exaggerate what scaling does."""
    families = []
    for number in range(6):
        family = points(20.0, n=8, noise=0.005, seed=number)
        shift = family.compute_flop * 10 ** (number - 3)
        families.append(
            family.assign(
                model_name=["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta"][number],
                paper_id=[f"p{number}-{k}" for k in range(8)],
                compute_flop=shift,
                error=family.error * 10 ** (-0.2 * number),
            )
        )
    pooled = drawn(pd.concat(families))
    assert -1 / ESTIMATORS["within_families"].line(pooled).slope == pytest.approx(20, rel=0.05)
    assert -1 / ESTIMATORS["mixed"].line(pooled).slope == pytest.approx(20, rel=0.1)
    assert -1 / ESTIMATORS["ols"].line(pooled).slope < 12


class TestCurves:
    def test_an_irreducible_error_is_found(self) -> None:
        frame = points(5.0, n=120, noise=0.005)
        line = ESTIMATORS["floor"].line(drawn(frame.assign(error=frame.error + 0.03)))
        assert line.parameters["floor"] == pytest.approx(0.03, abs=0.01)
        assert -1 / line.slope == pytest.approx(5, rel=0.1)

    def test_a_power_law_has_next_to_no_floor(self) -> None:
        line = ESTIMATORS["floor"].line(drawn(points(5.0, n=120, noise=0.005)))
        assert line.parameters["floor"] < 0.005

    def test_a_break_is_found(self) -> None:
        frame = points(20.0, n=160, noise=0.01)
        x = np.log10(frame.compute_flop)
        bent = drawn(frame.assign(error=frame.error * 10 ** (-0.15 * np.maximum(x - 20, 0))))
        line = ESTIMATORS["broken"].line(bent)
        assert line.parameters["break_log10_flop"] == pytest.approx(20, abs=0.2)
        assert line.parameters["slope_before"] == pytest.approx(-0.05, abs=0.01)
        assert line.slope == pytest.approx(-0.2, abs=0.01)

    @pytest.mark.parametrize("name", ["floor", "broken"])
    def test_few_points_do_not_hold_a_curve(self, name: str) -> None:
        with pytest.raises(TooFewPointsError, match="needs 16"):
            ESTIMATORS[name].line(drawn(points(n=12)))


def repeated(whole: Sample, counts: np.ndarray) -> Sample:
    """The sample with every paper's points as often as the paper was drawn."""
    times = counts[whole.paper].astype(int)
    parts = ("frame", "x", "y", "paper", "year", "family")
    return Sample(*(np.repeat(getattr(whole, part), times, axis=0) for part in parts))


def two_points_per_paper() -> pd.DataFrame:
    frame = in_families(points(9.0, n=60, noise=0.05))
    return frame.assign(paper_id=[f"p{k // 2}" for k in range(60)], year=2012 + np.arange(60) % 7)


@pytest.mark.parametrize(
    "name", [name for name in RESAMPLED if name not in ("quantile_10", "floor", "broken")]
)
def test_a_resample_is_the_fit_of_its_papers_drawn_so_often(name: str) -> None:
    whole = drawn(two_points_per_paper())
    weights = paper_weights(whole.n_papers, 8)
    lines = resample(name, whole, weights)
    for counts, slope, intercept in zip(weights, lines.slopes, lines.intercepts, strict=True):
        line = ESTIMATORS[name].line(repeated(whole, counts))
        assert slope == pytest.approx(line.slope, rel=TOLERANCES.get(name, 1e-4))
        if name != "within_families":
            assert intercept + slope * 20 == pytest.approx(line.intercept + line.slope * 20, abs=0.01)


def test_a_resampled_frontier_loses_next_to_nothing_against_the_exact_one() -> None:
    whole = drawn(two_points_per_paper())
    weights = paper_weights(whole.n_papers, 20)
    lines = resample("quantile_10", whole, weights)

    def loss(sample: Sample, slope: float, intercept: float) -> float:
        residual = sample.y - intercept - slope * sample.x
        return float(np.sum(residual * (0.1 - (residual < 0))))

    for counts, slope, intercept in zip(weights, lines.slopes, lines.intercepts, strict=True):
        sample = repeated(whole, counts)
        exact = ESTIMATORS["quantile_10"].line(sample)
        assert loss(sample, slope, intercept) <= 1.06 * loss(sample, exact.slope, exact.intercept)


def test_resampled_curves_are_those_of_the_papers_drawn() -> None:
    frame = two_points_per_paper()
    bent = frame.error * 10 ** (-0.3 * np.maximum(np.log10(frame.compute_flop) - 20, 0))
    for name, error in (("floor", frame.error + 0.1), ("broken", bent)):
        whole = drawn(frame.assign(error=error))
        weights = paper_weights(whole.n_papers, 8)
        slopes = resample(name, whole, weights).slopes
        exact = [ESTIMATORS[name].line(repeated(whole, counts)).slope for counts in weights]
        assert np.median(np.abs(slopes / exact - 1)) < 0.02


def resample(name: str, whole: Sample, weights: np.ndarray) -> Lines:
    return prepared(name, whole)(weights)


def prepared(name: str, whole: Sample) -> Resampler:
    resampler = ESTIMATORS[name].resampler
    assert resampler is not None
    return resampler(whole)


@pytest.mark.parametrize("name", ["ols", "rma", "theil_sen", "huber", "ols_with_year"])
def test_bootstrap_intervals_cover_the_truth(name: str) -> None:
    """Papers with several points and an error of their own: intervals must treat papers as what repeats."""
    covered = []
    for seed in range(100):
        random = np.random.default_rng(seed)
        frame = points(9.0, n=90, noise=0.02, seed=seed)
        paper = np.arange(90) // 3
        frame["paper_id"] = [f"p{number}" for number in paper]
        frame["year"] = 2012 + random.integers(0, 10, 90)
        frame["error"] *= 10 ** random.normal(0, 0.05, 30)[paper]
        measured = drawn(frame)
        resamples = bootstrap(measured, prepared(name, measured), draws=400)
        low, high = interval(resamples.slopes)
        truth = -1 / 9 * (1 if name != "rma" else 1 / np.sqrt(_explained(frame)))
        covered.append(low <= truth <= high)
    assert 0.86 <= np.mean(covered) <= 1.0


def _explained(frame: pd.DataFrame) -> float:
    """R2 that points of this spread and noise have on average: the reduced major axis estimates slope / R."""
    explained = np.var(np.log10(frame.compute_flop)) / 81
    return float(explained / (explained + 0.02**2 + 0.05**2))


def test_resamples_are_the_same_on_every_call() -> None:
    measured = drawn(points())
    first, second = (bootstrap(measured, prepared("ols", measured), draws=50) for _ in range(2))
    assert np.array_equal(first.slopes, second.slopes)


@pytest.mark.parametrize("name", list(ESTIMATORS))
@pytest.mark.parametrize(
    "frame",
    [
        points(n=30, error=np.tile([0.1, 0.2], 15)),
        points(n=30, compute_flop=np.tile([1e18, 1e20], 15)),
        points(n=9, noise=0.3),
        points(n=30, year=2020),
    ],
    ids=["two errors", "two computes", "few and noisy", "one year"],
)
def test_odd_points_give_a_finite_line_or_say_why_not(name: str, frame: pd.DataFrame) -> None:
    estimator = ESTIMATORS[name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            measured = sample(frame, HEADLINE, needs_year=estimator.needs_year)
            line = estimator.line(measured)
        except TooFewPointsError as error:
            assert str(error)
        else:
            assert np.isfinite(line.slope) and np.isfinite(line.intercept)
            if name in RESAMPLED:
                resamples = bootstrap(measured, prepared(name, measured), draws=100)
                assert np.isfinite(resamples.slopes).mean() > 0.5
