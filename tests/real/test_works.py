"""Copies of real papers are found, and no two different works are taken for one."""

from tools.linkage_benchmark import measure_papers


def test_all_copies_are_found_and_none_wrongly(real_papers, capsys):
    measure_papers([real_papers / "pdf", real_papers / "copies"], real_papers / "copies.csv")
    said = capsys.readouterr().out
    assert "21 of 21 copies found" in said
    assert "wrongly merged: []" in said
