from collections.abc import Callable

import pytest

from extractors.documents.model import Damage
from extractors.records import Evidence, PaperRecord, Quantity
from tests.warehouse.builders import NOON, Nights, compute, failed, known, read, result
from warehouse.items import Failure, LoadItem

EVERYTHING = (
    "SELECT * EXCLUDE (read_in_load) FROM core.documents ORDER BY ALL",
    "FROM core.papers ORDER BY ALL",
    "FROM core.reported_results ORDER BY ALL",
    "FROM core.reported_compute ORDER BY ALL",
    "FROM core.document_damage ORDER BY ALL",
)


def outcomes(loaded: list) -> list[str]:
    return [row.outcome.value for row in loaded]


def test_a_paper_is_loaded_with_its_evidence(nights: Nights):
    nights.run(read("a.pdf", result(76.3), compute(), damage=(Damage("digits_lost", "p. 3"),)))
    assert nights.rows(
        "SELECT paper_id, benchmark_id, model_name, value, is_own, page, table_label, row_index, "
        "column_index, location, quote FROM reported_results"
    ) == [
        (
            "arxiv:1512.03385",
            "imagenet_top1",
            "ResNet-50",
            76.3,
            True,
            6,
            "Table 4",
            5,
            2,
            "p. 6, Table 4, row 6, column 3",
            "ResNet-50 | top-1 | 76.3",
        )
    ]
    assert nights.rows("SELECT quantity, value, model_name FROM reported_compute") == [("epochs", 90.0, None)]
    assert nights.rows("SELECT code, detail FROM core.document_damage") == [("digits_lost", "p. 3")]


def test_what_is_not_stated_is_null(nights: Nights):
    nights.run(read("a.pdf", result(split="", protocol="")))
    assert nights.rows("SELECT split, protocol, extra_training_data FROM reported_results") == [(None,) * 3]


def test_the_same_night_twice_changes_nothing(nights: Nights):
    files = (
        read("a.pdf", result(), compute()),
        failed("b.pdf"),
        read("c.html", result(77.0), paper_id="arxiv:2"),
    )
    assert outcomes(nights.run(*files)) == ["loaded", "failed", "loaded"]
    before = [nights.rows(query) for query in EVERYTHING]
    assert outcomes(nights.run(*files)) == ["unchanged", "skipped", "unchanged"]
    assert [nights.rows(query) for query in EVERYTHING] == before


def test_a_settled_file_needs_no_reading(nights: Nights):
    nights.run(read("a.pdf", result()), failed("b.pdf", "encrypted"))
    loaded = nights.run(known("a.pdf"), known("b.pdf"))
    assert outcomes(loaded) == ["unchanged", "skipped"]
    assert loaded[1].failure is not None
    assert loaded[1].failure.reason == "encrypted"


def test_known_documents_tell_what_to_read_again(nights: Nights):
    nights.run(read("a.pdf"), failed("b.pdf"), failed("c.pdf", "timed_out", is_final=False))
    documents = {d.file_name: d for d in nights.warehouse.known_documents().values()}
    assert {name: d.is_settled("v1") for name, d in documents.items()} == {
        "a.pdf": True,
        "b.pdf": True,
        "c.pdf": False,
    }
    assert not any(d.is_settled("v2") for d in documents.values())


def test_a_file_nobody_has_read_is_refused(nights: Nights):
    with pytest.raises(ValueError, match="neither read nor failed"):
        nights.run(known("a.pdf"))


class TestANewExtractorVersion:
    def test_replaces_what_the_document_said(self, nights: Nights):
        nights.run(read("a.pdf", result(75.0), compute()))
        nights.run(read("a.pdf", result(76.3), result(93.0, benchmark_id="imagenet_top5")), extractor="v2")
        assert nights.rows("SELECT value FROM reported_results ORDER BY value") == [(76.3,), (93.0,)]
        assert nights.rows("FROM reported_compute") == []

    def test_keeps_the_rows_of_facts_that_stay_the_same(self, nights: Nights):
        nights.run(read("a.pdf", result(76.3)))
        before = nights.rows("FROM core.reported_results")
        nights.run(read("a.pdf", result(76.3)), extractor="v2")
        assert nights.rows("FROM core.reported_results") == before
        assert nights.rows("SELECT extractor_version FROM documents") == [("v2",)]

    def test_keeps_the_id_of_a_fact_it_reads_better(self, nights: Nights):
        nights.run(read("a.pdf", result(75.0)))
        nights.run(read("a.pdf", result(76.3)), extractor="v2")
        assert nights.rows(
            "SELECT value, valid_from_load, valid_to_load, extractor_version, "
            "count(DISTINCT result_id) OVER () FROM core.reported_results ORDER BY valid_from_load"
        ) == [(75.0, 1, 2, "v1", 1), (76.3, 2, None, "v2", 1)]

    def test_brings_back_a_fact_it_had_lost(self, nights: Nights):
        for version, facts in enumerate(((result(),), (), (result(),)), start=1):
            nights.run(read("a.pdf", *facts), extractor=f"v{version}")
        assert nights.rows(
            "SELECT valid_from_load, valid_to_load FROM core.reported_results ORDER BY valid_from_load"
        ) == [(1, 2), (3, None)]

    def test_that_cannot_read_a_paper_takes_its_facts_away(self, nights: Nights):
        nights.run(read("a.pdf", result()))
        nights.run(failed("a.pdf"), extractor="v2")
        assert nights.rows("FROM reported_results") == []
        assert nights.rows("SELECT parse_status, reason FROM documents") == [("failed", "encrypted")]

    def test_that_runs_out_of_time_leaves_them(self, nights: Nights):
        nights.run(read("a.pdf", result()))
        loaded = nights.run(failed("a.pdf", "timed_out", is_final=False), extractor="v2")
        assert outcomes(loaded) == ["failed"]
        assert nights.rows("SELECT value FROM reported_results") == [(76.3,)]
        assert nights.rows("SELECT parse_status, extractor_version FROM documents") == [("parsed", "v1")]

    def test_may_recognise_the_paper(self, nights: Nights):
        nights.run(read("a.pdf", result(), paper_id="file:a"))
        nights.run(read("a.pdf", result(), paper_id="arxiv:1512.03385"), extractor="v2")
        assert nights.rows("SELECT paper_id FROM papers") == [("arxiv:1512.03385",)]
        assert nights.rows("SELECT paper_id FROM reported_results") == [("arxiv:1512.03385",)]


def test_the_same_bytes_under_two_names_count_once(nights: Nights):
    loaded = nights.run(
        read("a.pdf", result(), paper_id="file:a", data=b"same"),
        read("b.pdf", result(), paper_id="file:b", data=b"same"),
    )
    assert outcomes(loaded) == ["loaded", "skipped"]
    assert nights.rows("SELECT paper_id FROM reported_results") == [("file:a",)]
    assert nights.rows("SELECT reason, message FROM load_items WHERE name = 'b.pdf'") == [
        ("duplicate", "the same bytes as a.pdf")
    ]


def test_facts_printed_twice_in_one_sentence_are_both_kept(nights: Nights):
    sentence = Evidence("76.3 with one crop and 76.3 with ten", page=2)
    nights.run(read("a.pdf", result(evidence=sentence), result(evidence=sentence)))
    assert nights.rows("SELECT count(DISTINCT result_id) FROM reported_results") == [(2,)]


def test_what_could_not_be_fetched_is_an_item_without_document(nights: Nights):
    load_id = nights.begin()
    nights.warehouse.load(
        load_id,
        [LoadItem("1512.03385", "https://arxiv.org/1512.03385", failure=Failure("http_503", "busy", False))],
    )
    assert nights.rows("SELECT name, outcome, error_class, reason, document_id FROM load_items") == [
        ("1512.03385", "failed", "transient", "http_503", None)
    ]


@pytest.mark.parametrize(
    "sick",
    [
        lambda: read("sick.pdf", result(confidence=1.5)),
        lambda: read("sick.pdf", result(float("nan"))),
        lambda: read("sick.pdf", compute(Quantity.EPOCHS, None)),
        lambda: read("sick.pdf", quality=7.0),
        lambda: read("sick.pdf", result(row=2**40)),
    ],
    ids=["confidence above 1", "NaN", "epochs without number", "quality above 1", "row beyond all tables"],
)
def test_a_paper_the_schema_refuses_fails_alone(nights: Nights, sick: Callable):
    loaded = nights.run(
        *(read(f"{n}.pdf", result(), paper_id=f"arxiv:{n}") for n in range(4)),
        sick(),
        read("z.pdf", paper_id="z"),
    )
    assert outcomes(loaded) == ["loaded"] * 4 + ["failed", "loaded"]
    assert nights.rows("SELECT parse_status, reason FROM documents WHERE file_name = 'sick.pdf'") == [
        ("failed", "refused_by_schema")
    ]
    assert nights.rows("SELECT count(*) FROM reported_results") == [(4,)]


def test_a_paper_in_two_files_keeps_what_either_states(nights: Nights):
    nights.run(read("a.pdf", title="", version=1), read("a.html", title="Deep Residual Learning"))
    nights.run(read("a2.pdf", title="", version=2))
    assert nights.rows("SELECT title, document_count FROM papers") == [("Deep Residual Learning", 3)]


def test_facts_of_a_night_that_is_over_are_refused(nights: Nights):
    nights.run()
    with pytest.raises(ValueError, match="load 1 is not running"):
        nights.warehouse.load(1, [])


def test_a_night_whose_process_died_is_marked_as_interrupted(nights: Nights):
    nights.begin()
    nights.run(read("a.pdf"))
    assert nights.rows("SELECT load_id, status, loaded_count FROM loads ORDER BY load_id") == [
        (1, "interrupted", 0),
        (2, "succeeded", 1),
    ]


def test_changes_are_counted_by_night_and_paper(nights: Nights):
    first = (result(75.0), result(93.0, benchmark_id="imagenet_top5"), compute())
    nights.run(read("a.pdf", *first))
    nights.run(read("a.pdf", result(76.3), compute(), compute(Quantity.STEPS, 6e5)), extractor="v2")
    assert nights.rows("FROM load_changes WHERE load_id = 2 ORDER BY table_name") == [
        (2, "reported_compute", "arxiv:1512.03385", 1, 0, 0),
        (2, "reported_results", "arxiv:1512.03385", 0, 1, 1),
    ]


def test_what_a_paper_said_last_month_can_be_asked(nights: Nights):
    nights.run(read("a.pdf", result(75.0)))
    nights.run(read("a.pdf", result(76.3)), extractor="v2")
    assert nights.rows(
        "SELECT value FROM reported_results_history "
        "WHERE valid_from_load <= 1 AND (valid_to_load IS NULL OR valid_to_load > 1)"
    ) == [(75.0,)]


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({}, "there must be a failure"),
        ({"extraction": read("a.pdf")[2]}, "has a file and no failure"),
    ],
    ids=["nothing known", "read without a file"],
)
def test_an_item_that_makes_no_sense_is_refused(fields: dict, complaint: str):
    with pytest.raises(ValueError, match=complaint):
        LoadItem("a.pdf", "/papers/a.pdf", paper=PaperRecord("file:a"), **fields)


def test_snapshot_hash_depends_on_the_facts_alone(nights: Nights):
    nights.run(read("a.pdf", result(76.3)), read("b.pdf", compute(), paper_id="arxiv:2"))
    first = nights.warehouse.snapshot_hash()
    nights.run(read("a.pdf", result(76.3)), extractor="v2")
    assert nights.warehouse.snapshot_hash() == first
    nights.run(read("a.pdf", result(76.4)), extractor="v3")
    assert nights.warehouse.snapshot_hash() != first


def test_times_need_a_zone(nights: Nights):
    with pytest.raises(ValueError, match="time zone"):
        nights.warehouse.begin_load(
            started_at=NOON.replace(tzinfo=None), source="folder", code_version="0", extractor_version="0"
        )


def test_a_paper_that_failed_for_good_and_is_read_after_all_counts_as_read(nights: Nights):
    nights.run(failed("a.pdf", "timed_out"))
    assert [one.outcome for one in nights.run(read("a.pdf", result()))] == ["loaded"]
    assert nights.rows("SELECT parse_status, reason FROM documents") == [("parsed", None)]
