"""Papers made up for measuring and for breaking the warehouse: five results and five compute statements each."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd

from extractors.documents.model import Format
from extractors.records import Evidence, Extraction, PaperRecord, Quantity, ReportedCompute, ReportedResult
from warehouse.archive import ArchivedFile
from warehouse.items import LoadItem
from warehouse.store import Warehouse

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
BENCHMARKS = ("imagenet_top1", "imagenet_top5", "coco_box_ap", "wmt14_en_de_bleu", "squad11_f1")
QUANTITIES = (
    Quantity.EPOCHS,
    Quantity.DEVICE_COUNT,
    Quantity.WALL_TIME_HOURS,
    Quantity.PARAMETERS,
    Quantity.FORWARD_FLOPS,
)
FACTS_PER_PAPER = len(BENCHMARKS) + len(QUANTITIES)
SHARE_WITH_COMPUTE = 0.2


def archived(number: int) -> ArchivedFile:
    """Return the file of a paper, with no bytes behind it."""
    name = f"{number:06d}.pdf"
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    return ArchivedFile(sha256, Path(name), 500_000, "synthetic", f"/{name}", MOMENT)


def item(number: int, scores: Sequence[float], file: ArchivedFile) -> LoadItem:
    """Return a paper that was read.

    Args:
        number: Of the paper; it names paper, model and file.
        scores: One per benchmark, in percent.
        file: Its bytes.
    """
    model = f"Model-{number}"
    results = tuple(
        ReportedResult(
            benchmark_id,
            model,
            float(score),
            str(score),
            is_error=False,
            is_own=True,
            evidence=Evidence(
                f"{model} | {benchmark_id} | {score}",
                page=6,
                section="4 Results",
                table_label="Table 2",
                row=3,
                column=column,
            ),
            confidence=0.9,
        )
        for column, (benchmark_id, score) in enumerate(zip(BENCHMARKS, scores, strict=True))
    )
    figure = number % 1000 + 1
    compute = tuple(
        ReportedCompute(
            quantity,
            float(figure),
            str(figure),
            Evidence(f"{model} took {figure} {quantity}.", page=4, section="3 Training"),
            0.8,
            model_name=model,
        )
        for quantity in QUANTITIES
    )
    paper = PaperRecord(f"file:{number:06d}", f"Paper {number}", ("A. Author",), year=2012 + number % 14)
    extraction = Extraction(paper, Format.PDF, 1, results, compute, (), 1.0, 12, 5, 90)
    return LoadItem(f"{number:06d}.pdf", file.origin, seconds=0.3, file=file, extraction=extraction)


def runs(warehouse: Warehouse) -> dict[str, pd.DataFrame]:
    """Return model runs for every paper, and estimates by two measures for as many as print usable compute."""
    found = warehouse.frame("""
        SELECT paper_id AS run_id, paper_id, any_value(model_name) AS model_name, true AS is_own,
            []::VARCHAR[] AS name_variants, '{}' AS facts, list(result_id ORDER BY result_id) AS result_ids,
            []::VARCHAR[] AS compute_ids
        FROM reported_results GROUP BY paper_id ORDER BY paper_id
    """)
    columns = ["run_id", "paper_id", "model_name", "is_own"]
    estimated = found.iloc[: int(len(found) * SHARE_WITH_COMPUTE)][columns]
    flop = 10 ** np.random.default_rng(0).uniform(15, 24, len(estimated))
    empty = [[] for _ in range(len(estimated))]
    estimated = estimated.assign(
        flop=flop, is_imputed=False, inputs="{}", flags=empty, compute_ids=empty, confidence=0.8
    )
    measures = ("network_operations", "hardware_burden")
    estimates = [estimated.assign(measure=measure) for measure in measures]
    return {"model_runs": found, "compute_estimates": pd.concat(estimates, ignore_index=True)}


_PAGE = """<!DOCTYPE html>
<html><head><title>Network {number}</title></head><body><article class="ltx_document">
<h1 class="ltx_title ltx_title_document">Network {number}</h1>
<section class="ltx_section"><h2 class="ltx_title ltx_title_section">1 Training</h2>
<div class="ltx_para"><p class="ltx_p">We train Net-{number} on ImageNet for {epochs} epochs.{cost}</p></div></section>
<section class="ltx_section"><h2 class="ltx_title ltx_title_section">2 Results</h2>
<figure class="ltx_table"><figcaption class="ltx_caption">Table 1: Top-1 accuracy (%) on the ImageNet validation set.
</figcaption><table class="ltx_tabular">
<tr class="ltx_tr"><th class="ltx_td">Model</th><th class="ltx_td">Top-1 acc.</th></tr>
<tr class="ltx_tr"><td class="ltx_td">Net-{number} (ours)</td><td class="ltx_td">{score:.2f}</td></tr>{rows}
</table></figure></section>{bibliography}</article></body></html>
"""
_QUOTED_ROW = """
<tr class="ltx_tr"><td class="ltx_td">Net-{number} <cite class="ltx_cite">[<a class="ltx_ref" href="#bib.bib{place}">\
{place}</a>]</cite></td><td class="ltx_td">{score:.2f}</td></tr>"""
_BIBLIOGRAPHY = """
<section class="ltx_bibliography" id="bib"><h2 class="ltx_title ltx_title_bibliography">References</h2>
<ul class="ltx_biblist">{items}</ul></section>"""
_ITEM = """<li class="ltx_bibitem" id="bib.bib{place}">
<span class="ltx_tag ltx_role_refnum ltx_tag_bibitem">[{place}]</span>
<span class="ltx_bibblock">A. Author. Network {number}. arXiv preprint arXiv:{arxiv_id}, 2024.</span></li>"""
_COST = " Training took {days} days on 8 Tesla V100 GPUs."
_SOURCE = r"""\documentclass{{article}}
\title{{Network {number}}}
\begin{{document}}
\maketitle
We train Net-{number} on ImageNet for {epochs} epochs.{cost}
\begin{{table}}\caption{{Top-1 accuracy (\%) on the ImageNet validation set.}}
\begin{{tabular}}{{ll}} Model & Top-1 acc. \\ Net-{number} (ours) & {score:.2f} \\ \end{{tabular}}\end{{table}}
\end{{document}}
"""


def write_pages(
    folder: Path, count: int, *, costly: int = 4, arxiv_id: Callable[[int], str] | None = None
) -> list[Path]:
    """Write papers as arXiv serves them: HTML pages, and every twentieth as packed LaTeX source.

    Args:
        folder: Made where it is missing.
        count: How many.
        costly: How many of them state what training cost.
        arxiv_id: Under which id a paper is offered, by its number; HTML pages then quote earlier ones.

    Returns:
        One file per paper.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(count):
        is_source = number % 20 == 3
        cost = _COST.format(days=number + 1) if number < costly else ""
        rows, bibliography = _quotations(number, arxiv_id) if arxiv_id else ("", "")
        text = (_SOURCE if is_source else _PAGE).format(
            number=number,
            epochs=90 + number,
            cost=cost,
            score=_score(number),
            rows=rows,
            bibliography=bibliography,
        )
        path = folder / f"{number:05}{'.gz' if is_source else '.html'}"
        path.write_bytes(gzip.compress(text.encode(), mtime=0) if is_source else text.encode())
        paths.append(path)
    return paths


def quoted_in(number: int) -> tuple[int, ...]:
    """Return which earlier papers one quotes: two of its time, and every tenth paper a well-known one.

    >>> quoted_in(0), quoted_in(15), quoted_in(120)
    ((), (14, 7), (119, 60, 2))
    """
    known = [number // 10 % 10] if number % 10 == 0 else []
    return tuple(dict.fromkeys(other for other in (number - 1, number // 2, *known) if 0 <= other < number))


def _quotations(number: int, arxiv_id: Callable[[int], str]) -> tuple[str, str]:
    """Return what a page quotes: rows of its table, and its bibliography."""
    quoted = list(enumerate(quoted_in(number), start=1))
    rows = [_QUOTED_ROW.format(place=place, number=other, score=_score(other)) for place, other in quoted]
    items = [_ITEM.format(place=place, number=other, arxiv_id=arxiv_id(other)) for place, other in quoted]
    return "".join(rows), _BIBLIOGRAPHY.format(items="".join(items)) if items else ""


def _score(number: int) -> float:
    return 60 + number % 200 / 10
