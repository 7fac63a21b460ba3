"""A report that cannot be written is a warning: what has been published stands."""

import pytest

from flows import reporting
from flows.refitting import run_refit
from flows.settings import Settings
from warehouse.query import query
from warehouse.store import Warehouse


@pytest.fixture
def settings(tmp_path):
    settings = Settings(home=tmp_path)
    with Warehouse(settings.warehouse):
        pass
    return settings


def test_a_report_that_cannot_be_written_is_a_warning_without_a_traceback(settings, monkeypatch, caplog):
    def overflow(data):
        raise OverflowError("(34, 'Numerical result out of range')")

    monkeypatch.setattr(reporting, "render", overflow)
    summary = run_refit(settings)
    assert summary.report is None
    assert summary.warnings == [
        "no report was written (OverflowError: (34, 'Numerical result out of range')); `ninthpower report` tries "
        "again, the published file is whole"
    ]
    assert [row["status"] for row in query(summary.database, "FROM loads").to_pylist()] == ["succeeded"]
    warned = [record for record in caplog.records if record.levelname == "WARNING"]
    assert [record.exc_info for record in warned] == [None]


def test_scores_that_hold_none_cost_the_report_alone(settings, tmp_path):
    scores = tmp_path / "scores.json"
    scores.write_text("no scores")
    summary = run_refit(settings.model_copy(update={"scores": scores}))
    assert summary.report is None
    assert "holds no scores" in summary.warnings[0]
