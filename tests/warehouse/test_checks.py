"""Every data test finds what it is there for, and says so once."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from extractors.records import Quantity
from flows.science import benchmarks_frame
from tests.warehouse.builders import NOON, Nights, add_runs, compute, read, result
from tests.warehouse.test_store import HARDWARE
from warehouse.checks import Severity, checks, run_checks
from warehouse.correction_entries import read_corrections
from warehouse.errors import ChecksFailedError
from warehouse.publish import publish


def found(nights: Nights) -> dict[str, Severity]:
    return {r.check.name: r.check.severity for r in run_checks(nights.warehouse.connection) if not r.passed}


def sql(statement: str) -> Callable[[Nights], object]:
    return lambda nights: nights.warehouse.connection.execute(statement)


def night(*facts: object, **changes: object) -> Callable[[Nights], object]:
    return lambda nights: nights.run(read("b.pdf", *facts, paper_id="arxiv:2", **changes))


def hardware(**changes: object) -> Callable[[Nights], object]:
    return lambda nights: nights.warehouse.replace({"hardware": pd.DataFrame([{**HARDWARE, **changes}])})


def all_of(*steps: Callable[[Nights], object]) -> Callable[[Nights], object]:
    return lambda nights: [step(nights) for step in steps]


def many_papers(with_compute: int) -> Callable[[Nights], object]:
    def run(nights: Nights) -> None:
        nights.run(*(read(f"{n}.pdf", result(), paper_id=f"arxiv:{n}") for n in range(100)))
        common = {"measure": "reported", "flop": 1e18, "is_own": True, "is_imputed": False, "inputs": "{}"}
        runs = [{"run_id": str(n), "paper_id": f"arxiv:{n}", "model_name": "M"} for n in range(with_compute)]
        lists = {"flags": [], "compute_ids": []}
        nested = {"is_own": True, "name_variants": [], "facts": "{}", "result_ids": [], "compute_ids": []}
        nights.warehouse.replace(
            {
                "model_runs": pd.DataFrame([{**run, **nested} for run in runs]),
                "compute_estimates": pd.DataFrame([{**run, **common, **lists} for run in runs]),
            }
        )

    return run


def stale(nights: Nights) -> None:
    folder = Path(nights.warehouse.path.parent / "corrections")
    folder.mkdir()
    (folder / "a.toml").write_text(
        '[[correction]]\npaper = "arxiv:9"\ntable = "reported_results"\naction = "drop"\n'
        'reason = "misread"\nwho = "K. Reader"\nfact = {value = 1.0}\n'
    )
    nights.warehouse.apply_corrections(read_corrections(folder))


SICK = {
    "document_without_paper": sql("UPDATE core.documents SET paper_id = 'arxiv:nobody'"),
    "document_without_file": all_of(sql("DELETE FROM raw.fetches"), sql("DELETE FROM raw.files")),
    "file_of_unknown_origin": sql("DELETE FROM raw.fetches"),
    "facts_of_failed_document": sql(
        "UPDATE core.documents SET parse_status = 'failed', error_class = 'final'"
    ),
    "one_open_row_per_fact": sql(
        "INSERT INTO core.reported_results BY NAME "
        "SELECT * REPLACE (7 AS valid_from_load) FROM core.reported_results"
    ),
    "fact_shown_twice": sql(
        "INSERT INTO core.corrected_compute BY NAME SELECT *, 'k' AS correction_id FROM core.mined_compute"
    ),
    "compute_without_model_run": sql("DELETE FROM core.model_runs"),
    "estimate_without_evidence": sql("UPDATE core.compute_estimates SET compute_ids = ['c0']"),
    "run_without_evidence": sql("UPDATE core.model_runs SET result_ids = ['r0']"),
    "same_number_twice": night(result(76.3), result(76.3, model_name="ResNet-101")),
    "implausible_result": night(result(763.0)),
    "implausible_compute": night(compute(Quantity.DEVICE_COUNT, 0.0)),
    "two_units_for_one_quantity": night(
        compute(Quantity.WALL_TIME_HOURS, 5.0, value_printed="5", unit_printed="hours"),
        compute(Quantity.WALL_TIME_HOURS, 120.0, value_printed="5", unit_printed="days"),
    ),
    "peak_off_the_trend": hardware(released_on="2017-06-01", peak_fp16_flop_per_s=125e15),
    "hardware_newer_than_paper": all_of(
        hardware(released_on="2017-06-01"), sql("UPDATE core.model_runs SET hardware_id = 'tesla-v100'")
    ),
    "retracted_paper_in_fits": sql(
        "INSERT INTO core.paper_metadata (paper_id, doi, openalex_id, is_retracted, fetched_at) "
        "SELECT paper_id, '10.1/x', 'W1', true, current_timestamp FROM core.papers"
    ),
    "share_of_papers_with_compute": many_papers(with_compute=60),
    "stale_correction": stale,
}


@pytest.fixture
def sound(nights: Nights) -> Nights:
    nights.warehouse.replace({"benchmarks": benchmarks_frame(())})
    nights.run(read("a.pdf", result(), compute()))
    add_runs(nights.warehouse)
    return nights


def test_a_sound_warehouse_passes_every_test(sound: Nights):
    assert found(sound) == {}


@pytest.mark.parametrize("name", SICK)
def test_it_finds_what_it_is_there_for(sound: Nights, name: str):
    SICK[name](sound)
    assert name in found(sound)


def test_a_setting_of_training_is_evidence(nights: Nights):
    nights.run(read("a.pdf", result(76.3), compute(Quantity.SEQUENCE_LENGTH, 512.0)))
    add_runs(nights.warehouse)
    assert "estimate_without_evidence" not in found(nights)


def test_a_usual_share_of_papers_with_compute_is_not_worth_a_word(sound: Nights):
    many_papers(with_compute=20)(sound)
    assert "share_of_papers_with_compute" not in found(sound)


JUMPS = {"fact_count_jump", "most_facts_lost"}
RANGES = {"error_outside_0_1"}
"""The view leaves such errors out already; the test guards the view."""


def test_every_data_test_is_tested():
    assert {check.name for check in checks()} == {*SICK, *JUMPS, *RANGES}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "published"


def rows(count: int) -> list:
    return [result(60.0 + n / 10, row=n) for n in range(count)]


def publish_after(nights: Nights, folder: Path, count: int, extractor: str, **options: object) -> list[str]:
    nights.run(read("a.pdf", *rows(count)), extractor=extractor)
    load_id = nights.rows("SELECT max(load_id) FROM core.loads")[0][0]
    published = publish(
        nights.warehouse, folder, published_at=NOON, code_version="0", load_id=load_id, **options
    )
    return [r.check.name for r in published.checks if not r.passed]


@pytest.mark.parametrize(
    ("later", "complaints"), [(119, []), (90, ["fact_count_jump"]), (180, ["fact_count_jump"])]
)
def test_sudden_jumps_in_what_known_documents_say_are_warned_of(
    nights: Nights, folder: Path, later: int, complaints: list[str]
):
    assert publish_after(nights, folder, 120, "v1") == []
    assert publish_after(nights, folder, later, "v2") == complaints


def test_an_extractor_that_loses_most_facts_is_not_published_unless_somebody_accepts_it(
    nights: Nights, folder: Path
):
    publish_after(nights, folder, 120, "v1")
    with pytest.raises(ChecksFailedError, match=r"earlier file stays published.*most_facts_lost"):
        publish_after(nights, folder, 10, "v2")
    nights.warehouse.finish_load(2, finished_at=NOON, succeeded=False)
    with pytest.raises(ChecksFailedError, match="most_facts_lost"):
        publish_after(nights, folder, 11, "v3")  # it is compared with the last good night
    nights.warehouse.finish_load(3, finished_at=NOON, succeeded=False)
    assert publish_after(nights, folder, 12, "v4", accept=["most_facts_lost"]) == [
        "fact_count_jump",
        "most_facts_lost",
    ]


def test_new_documents_are_no_jump(nights: Nights, folder: Path):
    publish_after(nights, folder, 30, "v1")
    load_id = nights.begin("v1")
    nights.warehouse.load(load_id, [nights.item(*read("b.pdf", *rows(100), paper_id="arxiv:2"))])
    published = publish(nights.warehouse, folder, published_at=NOON, code_version="0", load_id=load_id)
    assert all(r.passed for r in published.checks)
