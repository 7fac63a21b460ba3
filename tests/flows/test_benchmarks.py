"""A benchmark of the catalog beyond those of the published study goes as far as a point of the fit."""

import json

import duckdb
import pytest
from typer.testing import CliRunner

from flows.cli import app

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Wickerwork Networks</title></head><body><article class="ltx_document">
<h1 class="ltx_title ltx_title_document">Wickerwork Networks</h1>
<div class="ltx_abstract"><p class="ltx_p">We present Wicker, a network for {data}.</p></div>
<section id="S1" class="ltx_section"><h2 class="ltx_title ltx_title_section">Experiments</h2>
<div class="ltx_para"><p class="ltx_p">All models are trained on {data} for {epochs} epochs.
Table 1 has the results.</p></div>
<figure class="ltx_table" id="S1.T1"><figcaption class="ltx_caption">
<span class="ltx_tag ltx_tag_table">Table 1: </span>
Results on {data}.</figcaption><table class="ltx_tabular"><thead class="ltx_thead"><tr class="ltx_tr">
<th class="ltx_td ltx_th ltx_th_column">model</th><th class="ltx_td ltx_th ltx_th_column">params</th>
<th class="ltx_td ltx_th ltx_th_column">FLOPs</th>
<th class="ltx_td ltx_th ltx_th_column">{metric}</th></tr></thead>
<tbody class="ltx_tbody">
<tr class="ltx_tr"><td class="ltx_td">Wicker-S (ours)</td><td class="ltx_td">11M</td>
<td class="ltx_td">0.6G</td><td class="ltx_td">{small}</td></tr>
<tr class="ltx_tr"><td class="ltx_td">Wicker-B (ours)</td>
<td class="ltx_td">36M</td><td class="ltx_td">5.2G</td><td class="ltx_td">{big}</td></tr></tbody></table></figure>
</section></article></body></html>"""

CASES = {
    "cifar10_top1": ("CIFAR-10", "accuracy (%)", 200, 95.1, 96.2, 50_000),
    "coco_mask_ap": ("COCO instance segmentation", "mask AP", 12, 34.5, 37.8, 118_287),
}


@pytest.mark.xdist_group("prefect")
def test_a_result_becomes_a_point(prefect_server, tmp_path, monkeypatch):
    folder = tmp_path / "papers"
    folder.mkdir()
    for benchmark_id, (data, metric, epochs, small, big, _) in CASES.items():
        page = PAGE.format(data=data, metric=metric, epochs=epochs, small=small, big=big)
        (folder / f"{benchmark_id}.html").write_text(page, "utf-8")
    monkeypatch.setenv("NINTHPOWER_FOLLOW", json.dumps(list(CASES)))
    home = tmp_path / "home"
    answer = CliRunner().invoke(
        app, ["night", "--source", "folder", "--path", str(folder), "--home", str(home), "--json"]
    )
    assert answer.exit_code == 0, answer.output
    with duckdb.connect(str(home / "published" / "ninthpower.duckdb"), read_only=True) as connection:
        points = connection.execute(
            "SELECT benchmark_id, error, compute_flop FROM compute_error WHERE measure = 'network_operations'"
        ).fetchall()
    found = {(benchmark_id, round(error, 3)): flop for benchmark_id, error, flop in points}
    for benchmark_id, (_, _, epochs, small, big, examples) in CASES.items():
        for score, forward_flops in ((small, 0.6e9), (big, 5.2e9)):
            flop = found[benchmark_id, round(1 - score / 100, 3)]
            # FLOPs may be multiply-adds: both readings of the column are within a factor of two.
            assert flop / (3 * forward_flops * epochs * examples) == pytest.approx(1.5, rel=0.4)
