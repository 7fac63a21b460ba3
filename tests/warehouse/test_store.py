import multiprocessing
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from tests.warehouse.builders import NOON, Nights, read, result
from warehouse.errors import (
    SchemaTooNewError,
    StorageError,
    WarehouseCorruptedError,
    WarehouseError,
    WarehouseLockedError,
)
from warehouse.store import Warehouse


def _open(path: Path, answers: "multiprocessing.Queue[str]") -> None:
    try:
        with Warehouse(path):
            answers.put("opened")
    except WarehouseError as error:
        answers.put(f"{type(error).__name__}: {error}")


def open_in_another_process(path: Path) -> str:
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    process = context.Process(target=_open, args=(path, answers))
    process.start()
    answer = answers.get(timeout=60)
    process.join()
    return answer


def test_a_second_night_declines_and_the_first_goes_on(nights: Nights):
    answer = open_in_another_process(nights.warehouse.path)
    assert answer.startswith("WarehouseLockedError")
    assert "in use by another night" in answer
    nights.run(read("a.pdf", result()))
    assert nights.rows("SELECT count(*) FROM reported_results") == [(1,)]


def test_the_lock_is_free_when_the_night_is_over(warehouse: Warehouse):
    warehouse.close()
    assert open_in_another_process(warehouse.path) == "opened"


def test_a_second_night_in_the_same_process_declines(warehouse: Warehouse):
    with pytest.raises(WarehouseLockedError, match="in use by another night"), Warehouse(warehouse.path):
        pass


def test_another_program_that_has_the_file_open_is_named(warehouse: Warehouse):
    warehouse.close()
    holder = duckdb.connect(str(warehouse.path))
    try:
        assert "open in another program (PID" in open_in_another_process(warehouse.path)
    finally:
        holder.close()


def test_a_file_of_a_newer_version_is_left_alone(warehouse: Warehouse):
    warehouse.connection.execute("INSERT INTO core.schema_version VALUES (9999, 'from_the_future')")
    warehouse.close()
    before = warehouse.path.read_bytes()
    with pytest.raises(SchemaTooNewError, match="schema version 9999"), Warehouse(warehouse.path):
        pass
    assert warehouse.path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"not a database " * 1000], ids=["empty file", "other file"])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes):
    path = tmp_path / "warehouse.duckdb"
    path.write_bytes(content)
    with (
        pytest.raises(WarehouseCorruptedError, match=r"damaged.*archive still holds every paper"),
        Warehouse(path),
    ):
        pass
    assert path.read_bytes() == content


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path):
    (tmp_path / "home").write_text("a file where the folder should be")
    with pytest.raises(StorageError, match="cannot be written"), Warehouse(tmp_path / "home" / "w.duckdb"):
        pass


def test_half_a_creation_is_started_over(tmp_path: Path):
    (tmp_path / "warehouse.duckdb.new").write_bytes(b"half a database")
    with Warehouse(tmp_path / "warehouse.duckdb") as warehouse:
        assert warehouse.frame("papers").empty
    assert not (tmp_path / "warehouse.duckdb.new").exists()


def test_what_was_loaded_is_there_after_reopening(nights: Nights):
    nights.run(read("a.pdf", result(76.3)))
    nights.warehouse.close()
    with Warehouse(nights.warehouse.path) as again:
        assert again.frame("reported_results")["value"].tolist() == [76.3]


HARDWARE = {
    "hardware_id": "tesla-v100",
    "name": "Tesla V100",
    "manufacturer": "NVIDIA",
    "kind": "gpu",
    "aliases": ["V100"],
    "ambiguous_aliases": [],
    "peak_fp32_flop_per_s": 15.7e12,
    "peak_fp16_flop_per_s": 125e12,
    "source": "vendor data sheet",
}


def test_replacing_a_table_twice_leaves_the_second(warehouse: Warehouse):
    warehouse.replace({"hardware": pd.DataFrame([HARDWARE, {**HARDWARE, "hardware_id": "other"}])})
    warehouse.replace({"hardware": pd.DataFrame([HARDWARE])})
    assert warehouse.frame("hardware_aliases").to_dict("records") == [
        {"hardware_id": "tesla-v100", "alias": "V100", "is_ambiguous": False}
    ]
    assert warehouse.frame("SELECT precision, peak_flop_per_s FROM hardware_peaks").to_dict("records") == [
        {"precision": "fp32", "peak_flop_per_s": 15.7e12},
        {"precision": "fp16", "peak_flop_per_s": 125e12},
    ]


@pytest.mark.parametrize(
    ("table", "row", "complaint"),
    [
        ("hardware", {**HARDWARE, "peak_tflops": 15.7}, r"unknown columns \['peak_tflops'\]"),
        ("hardware", {"hardware_id": "tesla-v100"}, r"missing columns \['aliases'"),
        ("reported_results", {}, "not replaced whole"),
    ],
    ids=["a column too many", "columns too few", "a table with history"],
)
def test_rows_that_do_not_fit_their_table_are_refused(
    warehouse: Warehouse, table: str, row: dict, complaint: str
):
    with pytest.raises(ValueError, match=complaint):
        warehouse.replace({table: pd.DataFrame([row])})


FIT = {
    "fit_id": "imagenet_top1/hardware_burden/log_log",
    "benchmark_id": "imagenet_top1",
    "measure": "hardware_burden",
    "specification": "log_log",
    "form": "power",
    "estimator": "ols",
    "status": "fitted",
    "slope": -0.1,
    "exponent": 10.0,
    "n": 36,
}


def record(nights: Nights, fit_run_id: str, slope: float = -0.1) -> None:
    load_id = nights.begin()
    nights.warehouse.record_fits(
        load_id,
        fit_run_id,
        {"fits": pd.DataFrame([{**FIT, "slope": slope}])},
        recorded_at=NOON,
        snapshot_hash="abc",
        code_version="0.1.0",
    )
    nights.warehouse.finish_load(load_id, finished_at=NOON, succeeded=True)


def test_the_latest_refit_is_shown_and_all_are_kept(nights: Nights):
    record(nights, "first", slope=-0.1)
    record(nights, "second", slope=-0.2)
    assert nights.rows("SELECT slope FROM fits") == [(-0.2,)]
    assert nights.rows("SELECT slope, is_latest FROM fits_history ORDER BY load_id") == [
        (-0.1, False),
        (-0.2, True),
    ]


def test_the_same_refit_again_is_kept_once_and_is_the_latest_again(nights: Nights):
    for fit_run_id, slope in (("first", -0.1), ("second", -0.2), ("first", -0.1)):
        record(nights, fit_run_id, slope)
    assert nights.rows("SELECT count(*) FROM fits_history") == [(2,)]
    assert nights.rows("SELECT slope FROM fits") == [(-0.1,)]


def test_lists_that_are_nearly_all_empty_are_kept(nights):
    count = 5_000
    variants = [[] for _ in range(count)]
    variants[1] = ["ResNet50"]
    nights.warehouse.replace(
        {
            "model_runs": pd.DataFrame(
                {
                    "run_id": [str(number) for number in range(count)],
                    "paper_id": "arxiv:1512.03385",
                    "model_name": "ResNet-50",
                    "is_own": True,
                    "name_variants": variants,
                    "facts": "{}",
                    "result_ids": [[] for _ in range(count)],
                    "compute_ids": [[] for _ in range(count)],
                }
            )
        }
    )
    assert nights.rows("SELECT name_variants FROM core.model_runs WHERE name_variants <> []") == [
        (["ResNet50"],)
    ]
