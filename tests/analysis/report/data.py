"""A small night as the report gets it: one benchmark with twelve points, and a row or two of all else."""

import datetime
import json

import numpy as np
import pandas as pd

from analysis import frontier
from analysis.costs import PUBLISHED_2020
from analysis.decomposition import decompositions
from analysis.fits import fit_all, fit_points_frame, fits_frame
from analysis.fits.forms import compare_forms
from analysis.fits.multiverse import largest_moves, multiverse
from analysis.headline import Declared
from analysis.projections import project
from analysis.report import DataTest, ReportData, own_scores
from analysis.thompson.projections import rebuild_2020

ATTACK = "</script><script>alert('title')</script>"
"""Stands wherever text of other people comes in."""


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
