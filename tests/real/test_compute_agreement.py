"""The hardware catalog and the hardware burden against tables that people have typed in."""

import os
from pathlib import Path

import pytest

from tests.real.compute_agreement import epoch_burdens, epoch_peaks, share_agreeing, thompson_peaks

TABLES = Path(os.environ.get("NINTHPOWER_REAL_PAPERS", "")).parent

pytestmark = pytest.mark.skipif(
    not (TABLES / "tables/epoch").is_dir(), reason="needs the tables beside NINTHPOWER_REAL_PAPERS"
)


def test_peaks_agree_with_epochs() -> None:
    peaks = epoch_peaks(TABLES)
    assert len(peaks) >= 220
    assert share_agreeing(peaks) >= 0.86


def test_peaks_agree_with_those_of_thompson_et_al() -> None:
    peaks = thompson_peaks(TABLES)
    assert len(peaks) >= 40
    assert share_agreeing(peaks) >= 0.75


def test_epochs_estimates_imply_a_plausible_utilisation() -> None:
    burdens = epoch_burdens(TABLES)
    assert len(burdens) >= 220
    assert burdens["ratio_at_fastest"].between(0.05, 1).mean() >= 0.95
    assert burdens["ratio_at_fastest"].median() == pytest.approx(0.30, abs=0.05)
