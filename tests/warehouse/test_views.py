import pytest

from extractors.documents.model import Format
from extractors.records import SETTINGS, Evidence, Quantity
from tests.warehouse.builders import Nights, add_runs, compute, read, result
from warehouse.store import Warehouse


@pytest.mark.parametrize(
    ("files", "preferred"),
    [
        (("a.html", 1, 1.0), "a.html"),
        (("a.pdf", 1, 1.0, "b.html", 1, 1.0, "c.latex", 1, 1.0), "b.html"),
        (("a.pdf", 1, 1.0, "c.latex", 1, 1.0), "c.latex"),
        (("a.pdf", 2, 1.0, "b.html", 1, 1.0), "a.pdf"),
        (("a.pdf", 1, 1.0, "b.html", 1, 0.3), "a.pdf"),
        (("a.pdf", 1, 0.2, "b.html", 1, 0.3), "b.html"),
        (("a.pdf", 5, 1.0, "b.html", None, 1.0), "b.html"),
    ],
    ids=[
        "the only one",
        "HTML before LaTeX and PDF",
        "LaTeX before PDF",
        "newest version first",
        "sound before damaged",
        "all damaged",
        "no version counts as newest",
    ],
)
def test_analysts_see_the_facts_of_the_preferred_document(nights: Nights, files: tuple, preferred: str):
    triples = [files[i : i + 3] for i in range(0, len(files), 3)]
    nights.run(
        *(
            read(name, result(60.0 + n), version=version, quality=quality)
            for n, (name, version, quality) in enumerate(triples)
        )
    )
    assert nights.rows("SELECT file_name FROM documents WHERE is_preferred") == [(preferred,)]
    expected = 60.0 + [name for name, *_ in triples].index(preferred)
    assert nights.rows("SELECT value FROM reported_results") == [(expected,)]
    assert nights.rows("SELECT count(*) FROM core.reported_results") == [(len(triples),)]


def test_formats_are_compared_value_by_value(nights: Nights):
    gpu = compute(Quantity.HARDWARE_MODEL, None, text_value="Tesla V100")
    nights.run(
        read("a.html", result(76.3), result(78.5, row=6), gpu, format=Format.HTML),
        read("a.pdf", result(76.3, model_name="ResNet50"), result(7.85, row=6), gpu),
    )
    assert nights.rows(
        "SELECT subject, value, agreement, preferred_model_name, other_model_name "
        "FROM format_agreement ORDER BY ALL"
    ) == [
        ("hardware_model", None, "agrees", None, None),
        ("imagenet_top1", 7.85, "only in other", None, "ResNet-50"),
        ("imagenet_top1", 76.3, "agrees", "ResNet-50", "ResNet50"),
        ("imagenet_top1", 78.5, "only in preferred", "ResNet-50", None),
    ]


@pytest.mark.parametrize(
    ("name", "paper", "place", "url"),
    [
        ("a.pdf", "arxiv_id = '1512.03385'", {"page": 6}, "https://arxiv.org/pdf/1512.03385v2#page=6"),
        (
            "a.html",
            "arxiv_id = '1512.03385'",
            {"anchor": "S4.T1"},
            "https://arxiv.org/html/1512.03385v2#S4.T1",
        ),
        ("a.latex", "arxiv_id = '1512.03385'", {"anchor": "a.tex:7"}, "https://arxiv.org/abs/1512.03385v2"),
        ("a.pdf", "url = 'https://host/a.pdf'", {"page": 6}, "https://host/a.pdf#page=6"),
        ("a.pdf", "url = NULL", {"page": 6}, None),
    ],
    ids=["PDF of arXiv", "HTML of arXiv", "LaTeX of arXiv", "PDF of a proceedings", "not online"],
)
def test_evidence_leads_to_the_very_place_in_the_version_read(nights: Nights, name, paper, place, url):
    fact = result(evidence=Evidence("ResNet-50 | top-1 | 76.3", **place))
    nights.run(read(name, fact, version=2))
    nights.rows(f"UPDATE core.papers SET {paper}")
    assert nights.rows("SELECT url FROM evidence") == [(url,)]


class TestComputeError:
    def test_joins_the_best_result_with_its_compute(self, nights: Nights):
        nights.run(
            read("a.pdf", result(75.0, protocol="1-crop"), result(77.5, protocol="10-crop"), compute())
        )
        add_runs(nights.warehouse)
        ((error, flop, protocol, year, confidence, evidence),) = nights.rows(
            "SELECT error, compute_flop, protocol, year, confidence, compute_ids FROM compute_error"
        )
        assert (error, flop, protocol, year, confidence) == (pytest.approx(0.225), 1e18, "10-crop", 2015, 0.8)
        assert evidence == [nights.rows("SELECT compute_id FROM reported_compute")[0][0]]

    @pytest.mark.parametrize(
        ("best", "taken"),
        [
            (result(90.0, is_ensemble=True), 0.25),
            (result(90.0, is_own=False), 0.25),
            (result(90.0, confidence=0.3), 0.25),
            (result(910.0), 0.25),
            (result(10.0, is_error=True), 0.10),
        ],
        ids=["an ensemble", "a quoted number", "a doubtful number", "a misread number", "a printed error"],
    )
    def test_takes_the_best_result_that_is_the_models_own(self, nights: Nights, best, taken: float):
        nights.run(read("a.pdf", result(75.0), best, compute()))
        add_runs(nights.warehouse)
        assert nights.rows("SELECT error FROM compute_error") == [(pytest.approx(taken),)]

    def test_takes_a_doubtful_result_where_there_is_no_other(self, nights: Nights):
        nights.run(read("a.pdf", result(75.0, confidence=0.3), compute()))
        add_runs(nights.warehouse)
        assert nights.rows("SELECT error, confidence FROM compute_error") == [(0.25, 0.3)]

    def test_leaves_quoted_models_out(self, nights: Nights):
        nights.run(read("a.pdf", result(75.0), compute()))
        add_runs(nights.warehouse, is_own=False)
        assert nights.rows("FROM compute_error") == []


def test_every_table_view_and_column_says_what_it_is(warehouse: Warehouse):
    silent = warehouse.connection.execute("""
        SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE coalesce(comment, '') = ''
        UNION ALL
        SELECT schema_name || '.' || view_name
        FROM duckdb_views() WHERE NOT internal AND coalesce(comment, '') = ''
        UNION ALL
        SELECT schema_name || '.' || table_name || '.' || column_name
        FROM duckdb_columns() WHERE NOT internal AND coalesce(comment, '') = ''
    """).fetchall()
    assert silent == []


def test_quantities_are_those_of_the_records(warehouse: Warehouse):
    known = {
        row[0] for row in warehouse.connection.execute("SELECT quantity FROM core.quantities").fetchall()
    }
    assert known == {quantity.value for quantity in Quantity}


def test_settings_of_training_have_a_view_of_their_own(nights: Nights):
    length = compute(Quantity.SEQUENCE_LENGTH, 512.0, text_value="tokens")
    nights.run(read("a.pdf", result(76.3), compute(Quantity.STEPS, 1e5), length))
    assert nights.rows("SELECT quantity, value FROM reported_compute") == [("steps", 1e5)]
    assert nights.rows("SELECT quantity, value FROM training_settings") == [("sequence_length", 512.0)]
    assert nights.rows("SELECT count(*) FROM core.compute_statements") == [(2,)]
    tables = nights.rows("SELECT table_name FROM evidence ORDER BY table_name")
    assert tables == [("reported_compute",), ("reported_results",), ("training_settings",)]


def test_the_warehouse_knows_the_settings_that_extractors_know(nights: Nights):
    assert {name for (name,) in nights.rows("SELECT quantity FROM core.settings")} == set(SETTINGS)
