"""Second readings: each number behind a point is read once, and what contradicts it shows where people look."""

from dataclasses import replace

from extractors.documents.model import Box
from extractors.records import Evidence, Quantity, ReportedResult, SecondReading, Verdict
from tests.warehouse.builders import NOON, Nights, add_runs, compute, read, result
from warehouse.publish import publish
from warehouse.review import doubtful_facts
from warehouse.second_readings import disagreements, keep_second_readings, unread_cells

PLACE = Evidence(
    "ResNet-50 | top-1 | 76.3", 6, table_label="Table 4", row=5, column=2, box=Box(6, 90, 200, 110, 208)
)


def in_a_cell(value: float = 76.3, **place: object) -> ReportedResult:
    evidence = replace(PLACE, quote=f"ResNet-50 | top-1 | {value}", **place)
    return replace(result(value), evidence=evidence)


def waiting(nights: Nights, version: int = 1) -> dict[str, list[str]]:
    files = unread_cells(nights.warehouse, version)
    return {file.file_name: sorted(cell.value_printed for cell in file.cells) for file in files}


def keep(nights: Nights, verdict: Verdict, note: str = "", version: int = 1) -> None:
    for file in unread_cells(nights.warehouse, version):
        readings = [SecondReading(cell.fact_id, verdict, note) for cell in file.cells]
        keep_second_readings(nights.warehouse, 1, file, readings, version)


def test_numbers_in_tables_of_pdfs_that_a_point_rests_on_wait_for_a_second_reading(nights: Nights):
    epochs = replace(compute(), evidence=replace(PLACE, quote="ResNet-50 | epochs | 90.0", column=3))
    in_words = compute(Quantity.BATCH_SIZE, 256.0)
    nights.run(read("a.pdf", in_a_cell(), in_a_cell(71.0, row=6), epochs, in_words))
    assert waiting(nights) == {}
    add_runs(nights.warehouse)
    assert waiting(nights) == {"a.pdf": ["76.3", "90.0"]}


def test_numbers_of_pages_without_places_do_not_wait(nights: Nights):
    nights.run(read("a.html", in_a_cell(box=None, page=None)))
    add_runs(nights.warehouse)
    assert waiting(nights) == {}


def test_what_was_read_again_is_read_once_until_the_first_reading_or_the_reader_changes(nights: Nights):
    nights.run(read("a.pdf", in_a_cell()))
    add_runs(nights.warehouse)
    keep(nights, Verdict.DISAGREES, "number: prints '7.63'")
    assert waiting(nights) == {}
    assert waiting(nights, version=2) == {"a.pdf": ["76.3"]}
    assert list(disagreements(nights.warehouse).values()) == ["number: prints '7.63'"]
    nights.run(read("a.pdf", in_a_cell(box=Box(6, 90, 212, 110, 220))), extractor="v2")
    add_runs(nights.warehouse)
    assert waiting(nights) == {"a.pdf": ["76.3"]}
    assert disagreements(nights.warehouse) == {}
    keep(nights, Verdict.AGREES, version=2)
    assert nights.rows("SELECT verdict, note, reader_version FROM second_readings") == [("agrees", None, 2)]


def test_a_disagreement_shows_beside_the_evidence_and_among_the_doubts(nights: Nights):
    nights.run(read("a.pdf", in_a_cell(), in_a_cell(71.0, row=6)))
    add_runs(nights.warehouse)
    before = nights.warehouse.snapshot_hash()
    keep(nights, Verdict.DISAGREES, "number: prints '7.63'")
    assert nights.warehouse.snapshot_hash() != before
    shown = "SELECT value_printed, second_reading, second_reading_note FROM evidence ORDER BY 1"
    assert nights.rows(shown) == [("71.0", None, None), ("76.3", "disagrees", "number: prints '7.63'")]
    folder = nights.warehouse.path.parent / "published"
    database = publish(nights.warehouse, folder, published_at=NOON, code_version="0").database
    [doubtful] = doubtful_facts(database)
    assert (doubtful.says, doubtful.doubts) == ("76.3", ("second reading disagrees: number: prints '7.63'",))
