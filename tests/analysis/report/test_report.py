"""The report folder, from small frames."""

import dataclasses
import datetime
import io
import json
import re

import numpy as np
import pandas as pd
import pytest

from analysis import frontier
from analysis.costs import PUBLISHED_2020
from analysis.decomposition import decompositions
from analysis.fits import SPECIFICATIONS, fit, fit_all, fit_points_frame, fits_frame
from analysis.fits.forms import compare_forms
from analysis.fits.multiverse import largest_moves, multiverse
from analysis.headline import Declared
from analysis.projections import project
from analysis.report import DataTest, ReportData, ScoresError, own_scores, read_scores, render
from analysis.report.lines import predicted_error
from analysis.report.points import plot_data
from analysis.report.words import SPECIFICATION_NAMES
from analysis.thompson.projections import rebuild_2020

ATTACK = "</script><script>alert('title')</script>"


def small_points():
    rng = np.random.default_rng(9)
    compute = np.logspace(18, 23, 12)
    points = pd.DataFrame(
        {
            "paper_id": [f"arxiv:2000.{n:05}" for n in range(12)],
            "benchmark_id": "imagenet_top1",
            "measure": "hardware_burden",
            "model_name": [f"Net-{n} {ATTACK}" for n in range(12)],
            "error": 0.4 * (compute / 1e18) ** (-1 / 9) * np.exp(rng.normal(0, 0.02, 12)),
            "compute_flop": compute,
            "flop_low": compute,
            "flop_high": 2 * compute,
            "year": pd.array([*range(2012, 2023), None], dtype="Int64"),
            "is_imputed": False,
            "confidence": 0.9,
            "hardware_kinds": "gpu",
            "run_id": [f"run{n}" for n in range(12)],
            "result_id": [f"r{n}" for n in range(12)],
            "compute_ids": [[f"c{n}", "c0"] for n in range(12)],
        }
    )
    return points


@pytest.fixture(scope="module")
def data():
    return report_data(small_points())


def report_data(points):
    fitted = fit_all(points, draws=50)
    fits = fits_frame(fitted)
    papers = [f"arxiv:2000.{n:05}" for n in range(12)]
    return ReportData(
        headline=Declared("imagenet_top1", "hardware_burden"),
        compute_error=points,
        papers=pd.DataFrame(
            {
                "paper_id": papers,
                "title": f"A {ATTACK} paper",
                "url": ["javascript:alert('url')", *["https://arxiv.org/abs/2000.00000"] * 11],
                "year": 2020,
                "authors": [["One", "Two"]] * 12,
            }
        ),
        reported_results=pd.DataFrame(
            {
                "result_id": [f"r{n}" for n in range(12)],
                "value_printed": "20.1",
                "is_error": True,
                "split": "val",
                "protocol": None,
                "location": "p. 3, Table 2, row 4, column 2",
                "url": "https://arxiv.org/pdf/2000.00000v1#page=3",
                "quote": f"Net | top-1 err. | 20.1 {ATTACK}",
            }
        ),
        reported_compute=pd.DataFrame(
            {
                "compute_id": [f"c{n}" for n in range(12)],
                "quantity": "device_hours",
                "value": 48.0,
                "text_value": None,
                "unit_printed": "GPU-days",
                "value_printed": "2",
                "stage": "training",
                "model_name": None,
                "location": "p. 5",
                "url": None,
                "quote": f"Training took 2 GPU-days {ATTACK}",
            }
        ),
        compute_estimates=points[["run_id", "measure"]].assign(
            inputs=json.dumps({"formula": ATTACK}), flop=points["compute_flop"]
        ),
        model_runs=points[["run_id", "model_name"]].assign(
            facts=json.dumps({"training": {"epochs": {"value": 90, "how": "exact", "compute_id": "c0"}}}),
            flop_convention=None,
        ),
        sections=pd.DataFrame({"compute_id": ["c0"], "section": [f"Details {ATTACK}"]}),
        point_candidates=points[["run_id", "benchmark_id", "measure"]].assign(
            is_point=True, probability=0.9, reasons=[["stated for it"]] * len(points)
        ),
        benchmarks=pd.DataFrame(
            {
                "benchmark_id": ["imagenet_top1", "conll2003_f1"],
                "name": ["ImageNet top-1", "CoNLL-2003 F1"],
                "description": ["What the picture shows", "Named entities"],
            }
        ),
        fits=fits,
        previous_fits=fits.assign(exponent=7.7),
        moved_by_papers=pd.DataFrame(
            {
                "fit_id": ["imagenet_top1/hardware_burden/ols"],
                "paper_id": papers[:1],
                "change": ["new"],
                "moved_by": [1.25],
            }
        ),
        fit_points=fit_points_frame(fitted).query("fit_id.str.endswith('/ols')"),
        multiverse=multiverse(fits),
        multiverse_moves=largest_moves(multiverse(fits)),
        form_comparison=compare_forms(points),
        projections=project(fitted, PUBLISHED_2020),
        published_projections=rebuild_2020(),
        frontier=frontier.frontier(points),
        compute_for_error=frontier.compute_for_error(points),
        progress=frontier.progress(points),
        theory=pd.DataFrame(
            {
                "strategy": ["oracle", "oracle", "flexible", "flexible"],
                "examples": [100, 1000, 100, 1000],
                "performance": [2.0, 2.5, 0.0, 0.6],
                "performance_se": 0.01,
                "relative_compute": [1.0, 2.0, 1e2, 1e3],
            }
        ),
        decompositions=decompositions(points.assign(inputs="{}")),
        claims=pd.DataFrame(
            {
                "claim_number": [1],
                "claim_id": ["ninth-power"],
                "published_text": ["the ninth power"],
                "how_tested": ["the headline exponent"],
                "caveat": ["few papers"],
                "claim": ["Compute grows as the ninth power"],
                "source": ["2020"],
                "published_value": [9.0],
                "unit": ["power"],
                "current_value": [9.1],
                "current_low": [8.5],
                "current_high": [9.9],
                "verdict": ["does not speak against"],
                "reason": [None],
                "criterion": ["holds where the whole 95 % interval is at least 9"],
                "study_value": [12.0],
                "study_low": [10.1],
                "study_high": [14.6],
                "study_verdict": ["holds"],
                "study_basis": ["77 models of the study's tables"],
                "n_models": [41],
                "n_works": [23],
            }
        ),
        reproduction=pd.DataFrame(
            {
                "regression_id": ["imagenet/error__network_ops__poly"],
                "statistic": ["slope.estimate"],
                "published": ["-0.0836"],
                "recomputed": [-0.08361],
                "is_equal": [True],
            }
        ),
        reproduction_quirks=pd.DataFrame(
            {"quirk": ["a typed-in R2"], "figure": ["R2"], "published": [0.56], "corrected": [0.5792]}
        ),
        reproduction_runs=pd.DataFrame(
            {
                "recorded_at": [datetime.datetime(2026, 1, 1)],
                "code_version": ["0.1.0"],
                "data_url": ["https://github.com/data"],
                "data_commit": ["0123456789abcdef"],
                "is_data_verified": [True],
            }
        ),
        sources=pd.DataFrame({"source": ["folder"], "file_count": [12]}),
        loads=pd.DataFrame(
            {
                "load_id": [2],
                "source": ["folder"],
                "loaded_count": [1],
                "unchanged_count": [11],
                "failed_count": [0],
            }
        ),
        load_changes=pd.DataFrame(
            {
                "paper_id": papers[:1],
                "added_count": [7],
                "removed_count": [0],
                "changed_count": [0],
            }
        ),
        odd_years=pd.DataFrame({"paper_id": ["arxiv:2000.00003"], "title": [ATTACK], "year": [1910]}),
        coverage=pd.DataFrame(
            {
                "year": pd.array([2012, None], dtype="Int64"),
                "paper_count": [1, 2],
                "with_results": [1, 0],
                "with_compute": [1, 0],
            }
        ),
        files_read=pd.DataFrame(
            {
                "format": ["pdf"],
                "file_count": [13],
                "failed_count": [1],
                "damaged_count": [2],
                "badly_damaged_count": [0],
            }
        ),
        failures=pd.DataFrame(
            {
                "outcome": ["failed"],
                "reason": ["encrypted_pdf"],
                "file_count": [1],
                "example": [f"{ATTACK}.pdf: asks for a password"],
            }
        ),
        damage=pd.DataFrame(
            {"code": ["digits_lost"], "place_count": [3], "file_count": [2], "example": [ATTACK]}
        ),
        doubts=pd.DataFrame({"doubt": ["outlier of the fit"], "fact_count": [4], "in_fits_count": [2]}),
        audits=pd.DataFrame(
            [
                {
                    "item_id": f"i{n}",
                    "kind": "point",
                    "who": "K",
                    "verdict": "right" if n < 51 else "wrong",
                    "parts": ["result value", "epochs"],
                    "wrong_parts": [] if n < 51 else ["epochs"],
                    "benchmark_id": "imagenet_top1",
                    "confidence": 0.8,
                    "sample": "60 of points, seed 1",
                    "release_id": "20260301T020000Z",
                }
                for n in range(60)
            ]
        ),
        quoted=pd.DataFrame(
            {
                "benchmark_id": ["imagenet_top1"],
                "own_count": [9],
                "quoted_count": [3],
                "confirmed_count": [2],
                "differing_count": [1],
            }
        ),
        quotations=pd.DataFrame(
            {
                "benchmark_id": ["imagenet_top1"],
                "quoting_paper_id": ["arxiv:1611.05431"],
                "source_paper_id": ["arxiv:1512.03385"],
                "quoting_quote": ["ResNet-50 [14] | top-1 | <b>23.9</b>"],
                "source_quote": ["ResNet-50 | top-1 err. | 22.85"],
                "quoting_location": ["Table 3"],
                "source_location": ["Table 4"],
                "difference": [1.05],
                "verdict": ["differs"],
                "why": ["other protocol"],
                "source_result_id": ["r0"],
            }
        ),
        cost_quotations=pd.DataFrame(
            {
                "quantity": ["parameters"],
                "quoting_paper_id": ["arxiv:1611.05431"],
                "source_paper_id": ["arxiv:1512.03385"],
                "quoting_quote": ["ResNet-50 [14] | params | 30.1M"],
                "source_quote": ["ResNet-50 | params | 25.6M"],
                "quoting_location": ["Table 3"],
                "source_location": ["Table 4"],
                "factor": [1.176],
                "verdict": ["differs"],
                "why": ["misquoted or counted otherwise"],
            }
        ),
        known_networks=pd.DataFrame(
            {
                "model_name": ["ResNet-50"],
                "subject": ["forward_flops"],
                "usual_value": [4.1e9],
                "alike_paper_count": [11],
                "paper_count": [20],
            }
        ),
        confirmed_results=pd.DataFrame({"result_id": ["r1"]}),
        import_sources=pd.DataFrame(
            {"source_id": ["epoch", "timm"], "name": ["Epoch AI: systems", f"timm {ATTACK}"]}
        ),
        imported_models=pd.DataFrame(
            {
                "source_id": ["epoch", "timm", "timm"],
                "model_name": ["Known", f"Checkpoint {ATTACK}", "Elsewhere"],
                "year": [2020, None, None],
                "benchmark_id": ["imagenet_top1", "imagenet_top1", "coco_box_ap"],
                "error": [0.2, 0.15, 0.5],
                "measure": ["hardware_burden", None, None],
                "compute_flop": [3e20, None, None],
            }
        ),
        compute_agreement=pd.DataFrame(
            {
                "source_id": ["epoch", "epoch"],
                "their_model": [ATTACK, "Far"],
                "paper_id": ["arxiv:2000.00001", "arxiv:2000.00002"],
                "model_name": ["Net-1", "Net-2"],
                "measure": ["hardware_burden", "hardware_burden"],
                "their_flop": [1e20, 1e20],
                "flop": [1.5e20, 1e21],
                "ratio": [1.5, 10.0],
                "explanation": ["hours 3 here, 2 there", "devices 10 here, 1 there"],
                "run_id": ["run1", "run2"],
                "row_id": ["a", "b"],
            }
        ),
        scores=own_scores(),
        inspections={papers[2]: "../../inspections/2.pdf.html"},
        data_tests=[DataTest("implausible_result", "warning", "values no model reaches", 3)],
        publication={
            "release_id": "20260101T000000Z",
            "snapshot_hash": "abcdef0123456789abcdef",
            "code_version": "0.1.0",
            "published_at": datetime.datetime(2026, 1, 1),
        },
    )


@pytest.fixture(scope="module")
def files(data):
    return render(data).files


@pytest.fixture(scope="module")
def page(files):
    return files["index.html"].decode()


@pytest.fixture(scope="module")
def script(files):
    text = files["assets/data.js"].decode()
    return json.loads(text.removeprefix("window.NINTHPOWER = ").removesuffix(";\n"))


def test_the_first_screen_says_the_exponent_and_what_it_was_before(page):
    hero = page[: page.index('id="curve"')]
    low, high = re.search(r"Exponent ([\d.]+) to ([\d.]+), 95 % interval over resampled works", hero).groups()
    assert 8 < float(low) < 9 < float(high) < 10
    assert "12 models of 12 works" in hero
    assert "these papers do not tell" in hero
    assert "a figure needs 20 works, and there are 12" in hero
    assert "7.70 →" in hero
    assert "7 facts added" in hero
    assert "paper (new) +1.25" in hero


def test_titles_models_and_quotes_cannot_inject_script(page):
    assert "<script>alert(" not in page
    assert "&lt;script&gt;alert(" in page


def test_nothing_is_loaded_from_elsewhere(files, page):
    loaded = re.findall(r"""(?:src|href)=["']([^"']+)["']""", page)
    outside = ("#", "https://arxiv.org/abs/", "https://github.com/", "javascript:alert(&#39;url&#39;)")
    local = {target for target in loaded if not target.startswith(outside)}
    assert local <= set(files)
    assert {name for name in files if name.startswith("assets/")} <= local


def test_a_script_as_an_address_is_no_link(page):
    assert 'href="javascript:' not in page


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


def test_quality_says_what_was_measured_and_what_was_not_read(page):
    quality = page[page.index('id="quality"') : page.index('id="downloads"')]
    assert "Blind scores: measured on papers that nobody looked at" in quality
    assert re.search(r"encrypted pdf</td>\s*<td class=\"n\">1<", quality)
    assert "outlier of the fit: 4 facts" in quality
    assert "values no model reaches" in quality
    assert "(arxiv:2000.00003): 1910" in quality


def test_the_first_screen_says_how_often_a_point_is_right(page):
    hero = page[: page.index('id="curve"')]
    assert 'Of 60 points drawn at random, 51 right: <strong class="nowrap">85 % (74 to 92)</strong>' in hero
    assert "judged in release 20260301T020000Z" in hero
    by_part = hero[hero.index("By part:") :]
    # What is least often right stands first.
    assert by_part.index("epochs 85 % (74 to 92)") < by_part.index("result value 100 % (94 to 100)")
    quality = page[page.index('id="quality"') : page.index('id="downloads"')]
    assert re.search(r"<td>epochs</td><td class=\"n\">51</td><td class=\"n\">60</td>", quality)
    assert re.search(r"<td>result value</td><td class=\"n\">60</td><td class=\"n\">60</td>", quality)


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


def test_what_moved_is_no_figure_where_the_interval_is_wide(data):
    wide = data.fits.assign(exponent_bootstrap_low=5.0, exponent_bootstrap_high=25.0)
    page = render(dataclasses.replace(data, fits=wide)).files["index.html"].decode()
    news = page[page.index('id="news"') : page.index('id="curve"')]
    assert "now 5.0 to 25.0" in news
    assert "→" not in news


def test_a_refit_says_that_no_paper_was_read(data):
    refitted = dataclasses.replace(data, loads=data.loads.assign(source="refit"))
    assert "No paper was read" in render(refitted).files["index.html"].decode()


def test_the_first_screen_says_what_samples_are(data, page):
    assert "the samples that ship with ninthpower" not in page
    with_samples = render(dataclasses.replace(data, sources=data.sources.assign(source="samples")))
    assert "the samples that ship with ninthpower" in with_samples.files["index.html"].decode()


def test_scores_of_papers_that_were_looked_at_are_marked_as_such(data):
    line = {"precision": 0.9, "recall": 0.8, "f1": 0.85, "gold": 10, "predicted": 9}
    tuned = read_scores(json.dumps({"papers": 3, "results / all": {"value": line, "full": line}}))
    tuned = dataclasses.replace(tuned, is_tuned=True)
    page = render(dataclasses.replace(data, scores=tuned)).files["index.html"].decode()
    assert "Measured on papers that were looked at while rules were written" in page


def test_blind_scores_stand_alone(data):
    rows = [
        {"fold": 3, "kind": "ordinary", "measure": "results F1", "value": 0.81},
        {"fold": 3, "kind": "ordinary", "measure": "compute F1", "value": 0.66},
        {"fold": 4, "kind": "ordinary", "measure": "results F1", "value": 0.79},
    ]
    page = (
        render(dataclasses.replace(data, scores=read_scores(json.dumps(rows)))).files["index.html"].decode()
    )
    assert "Blind scores" in page and "looked at while rules were written:" not in page
    assert re.search(r'ordinary</th><td class="n">3</td>.*?0\.81.*?0\.66', page, re.S)


def test_scores_of_a_users_own_papers_are_read():
    line = {"precision": 0.9, "recall": 0.8, "f1": 0.85, "gold": 10, "predicted": 9}
    scores = read_scores(
        json.dumps({"papers": 3, "results / all": {"value": line, "full": line | {"f1": 0.7}}})
    )
    assert scores.measured_on == "3 annotated papers"
    assert scores.rows.values.tolist() == [["results", "all", 0.9, 0.8, 0.85, 0.7, 10, 9]]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"papers": 3, "results / all": {"value": {}}}'])
def test_what_holds_no_scores_is_refused(text):
    with pytest.raises(ScoresError):
        read_scores(text)


def test_the_headline_line_passes_through_the_points(script):
    (measure,) = script["benchmarks"]["imagenet_top1"]["measures"]
    line = next(line for line in measure["lines"] if line["headline"])
    expected = 0.4 * (np.array(line["flop"]) / 1e18) ** (-1 / 9)
    assert line["error"] == pytest.approx(list(expected), rel=0.05)


def test_every_specification_has_a_name_for_legends():
    assert {specification.name for specification in SPECIFICATIONS} <= set(SPECIFICATION_NAMES)


def test_pictures_tables_and_citation_come_along(files, data):
    assert files["figures/imagenet_top1.png"].startswith(b"\x89PNG")
    assert b"<svg" in files["figures/imagenet_top1.svg"]
    read = pd.read_parquet(io.BytesIO(files["data/compute_error.parquet"]))
    assert read["compute_flop"].tolist() == data.compute_error["compute_flop"].tolist()
    assert pd.read_csv(io.BytesIO(files["data/compute_error.csv"])).shape == data.compute_error.shape
    assert b"snapshot abcdef0123456789abcdef" in files["citation.txt"]
    assert b"@misc{ninthpower_20260101T000000Z" in files["citation.bib"]


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


def test_quotations_that_differ_stand_side_by_side(page):
    section = page[page.index('aria-labelledby="quotations"') : page.index('aria-labelledby="quality"')]
    assert "ResNet-50 | top-1 err. | 22.85" in section
    assert "&lt;b&gt;23.9&lt;/b&gt;" in section
    assert "other protocol" in section
    assert "ResNet-50 | params | 25.6M" in section
    assert "What papers print alike" in section
