"""What the report offers for download."""

from __future__ import annotations

import io

import pandas as pd

from analysis.report.exports import table_files


def test_text_that_a_spreadsheet_would_run_is_made_harmless_in_csv_alone() -> None:
    names = ['="Net"&cmd', "+Net", "-Net", "@Net", "\tNet", "ResNet-50", "α=2"]
    frame = pd.DataFrame({"model": names, "slope": [-0.5] * 7, "fits": [["=a"]] * 7})
    files = table_files("points", frame)
    read = pd.read_csv(io.BytesIO(files["data/points.csv"]))
    assert list(read["model"]) == [f"'{name}" for name in names[:5]] + names[5:]
    assert set(read["slope"]) == {-0.5}
    assert list(pd.read_parquet(io.BytesIO(files["data/points.parquet"]))["model"]) == names


def test_pictures_tables_and_citation_come_along(files, data):
    assert files["figures/imagenet_top1.png"].startswith(b"\x89PNG")
    assert b"<svg" in files["figures/imagenet_top1.svg"]
    read = pd.read_parquet(io.BytesIO(files["data/compute_error.parquet"]))
    assert read["compute_flop"].tolist() == data.compute_error["compute_flop"].tolist()
    assert pd.read_csv(io.BytesIO(files["data/compute_error.csv"])).shape == data.compute_error.shape
    assert b"snapshot abcdef0123456789abcdef" in files["citation.txt"]
    assert b"@misc{ninthpower_20260101T000000Z" in files["citation.bib"]
