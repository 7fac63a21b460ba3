"""Who led: works once, the lowest error first, and nothing that is ahead of its time by a margin."""

import pytest

from tests.warehouse.builders import NOON, Nights, read, result
from warehouse.imports.sources import read_source


def work(number, year, *scores, name=None, **changes):
    facts = [
        result(score, model_name=name or f"Net{number}", row=row, **changes)
        for row, score in enumerate(scores)
    ]
    file, data, extraction = read(f"{number}.pdf", *facts, paper_id=f"arxiv:{number}")
    object.__setattr__(extraction.paper, "year", year)
    return file, data, extraction


@pytest.fixture
def leaders(nights: Nights):
    def of(*works):
        nights.run(*works)
        return nights.rows(
            "SELECT year, model_name, round(error, 3), support FROM best_results WHERE place = 1 ORDER BY year"
        )

    return of


def test_errors_are_in_one_direction(nights: Nights):
    nights.run(read("a.pdf", result(76.3), result(23.7, is_error=True, row=6)))
    assert [round(error, 6) for (error,) in nights.rows("SELECT error FROM reported_results")] == [
        0.237,
        0.237,
    ]


def test_each_year_has_a_leader_and_each_work_one_row(leaders, nights):
    found = leaders(work(1, 2014, 70.0, 71.0), work(2, 2014, 69.0), work(3, 2015, 75.0))
    assert found == [(2014, "Net1", 0.29, "alone"), (2015, "Net3", 0.25, "alone")]
    assert nights.rows("SELECT count(*) FROM best_results") == [(3,)]


def test_a_lower_error_that_stands_alone_goes_before_what_another_work_prints_alike(leaders):
    quoted = work(3, 2015, 70.05, name="Net 1", is_own=False)
    found = leaders(work(1, 2014, 70.0), work(2, 2014, 72.0), quoted)
    assert found == [(2014, "Net2", 0.28, "alone")]


def test_of_equal_errors_the_one_that_another_work_prints_alike_leads(leaders):
    quoted = work(3, 2015, 70.05, name="Net 2", is_own=False)
    found = leaders(work(1, 2014, 70.0), work(2, 2014, 70.0), quoted)
    assert found == [(2014, "Net2", 0.3, "corroborated")]


def test_what_another_work_prints_alike_has_a_place_of_its_own(leaders, nights):
    quoted = work(3, 2015, 70.05, name="Net 1", is_own=False)
    leaders(work(1, 2014, 70.0), work(2, 2014, 72.0), quoted)
    rows = nights.rows("SELECT model_name, place, attested_place FROM best_results ORDER BY place")
    assert rows == [("Net2", 1, None), ("Net1", 2, 1)]


def test_where_a_work_prints_both_the_test_set_counts_and_not_the_development_set(leaders):
    both = [
        result(90.0, model_name="Net1", split="dev", row=7),
        result(70.0, model_name="Net1", split="test"),
    ]
    unsaid = result(91.0, model_name="Net1", row=8)
    file, data, extraction = read("1.pdf", *both, unsaid, paper_id="arxiv:1", year=2014)
    assert leaders((file, data, extraction), work(2, 2015, 69.0, split="dev")) == [
        (2014, "Net1", 0.3, "alone"),
        (2015, "Net2", 0.31, "alone"),
    ]


def test_an_ensemble_leads_nobody(leaders):
    together = work(1, 2014, 80.0, is_ensemble=True)
    assert leaders(together, work(2, 2014, 72.0)) == [(2014, "Net2", 0.28, "alone")]


def test_the_figure_of_an_ensemble_is_one_wherever_the_work_prints_it(leaders):
    together = [
        result(80.0, model_name="Net, seven of them", is_ensemble=True),
        result(80.0, model_name="Net", row=8),
        result(75.0, model_name="Net, alone", row=9),
    ]
    assert leaders(read("1.pdf", *together, paper_id="arxiv:1", year=2014)) == [
        (2014, "Net, alone", 0.25, "alone")
    ]


def test_a_table_that_people_typed_in_takes_no_lead_away(leaders, nights, tmp_path):
    metafile = tmp_path / "metafile.yml"
    metafile.write_text(
        "Models:\n  - Name: Net1\n    Paper: {URL: 'https://arxiv.org/abs/2001.00001'}\n"
        "    Results: [{Dataset: ImageNet-1k, Metrics: {Top 1 Accuracy: 71.0}}]"
    )
    nights.warehouse.import_source(read_source("openmmlab", metafile), imported_at=NOON)
    found = leaders(read("1.pdf", result(72.0, model_name="Net1"), paper_id="arxiv:2001.00001", year=2014))
    assert found == [(2014, "Net1", 0.28, "alone")]
    assert nights.rows("SELECT doubts FROM best_results") == [(["imported table differs"],)]


def test_the_same_figure_of_another_model_corroborates_nothing(leaders):
    found = leaders(work(1, 2014, 70.0), work(2, 2014, 72.0), work(3, 2015, 70.0, is_own=False))
    assert found == [(2014, "Net2", 0.28, "alone")]


def test_a_result_ahead_of_its_time_is_a_doubt_and_no_record(leaders, nights):
    known = [work(number, 2014, 68.0 + number) for number in range(1, 5)]
    found = leaders(*known, work(9, 2014, 93.0), work(10, 2015, 75.0))
    assert found == [(2014, "Net4", 0.28, "alone"), (2015, "Net10", 0.25, "alone")]
    [(doubt, detail)] = nights.rows("SELECT doubt, detail FROM doubtful_facts")
    assert doubt == "ahead of its time"
    assert detail.startswith("two other works up to 2015 come to 28.0 % error at best")


def test_a_leap_that_another_work_prints_too_is_a_record(leaders):
    known = [work(number, 2014, 68.0 + number) for number in range(1, 5)]
    quoted = work(11, 2016, 93.0, name="Net9", is_own=False)
    assert leaders(*known, work(9, 2014, 93.0), quoted) == [(2014, "Net9", 0.07, "corroborated")]


def test_where_few_are_known_by_then_the_next_works_tell(leaders, nights):
    later = [work(2, 2016, 80.0), work(3, 2017, 81.0), work(4, 2021, 99.0)]
    found = leaders(work(1, 2012, 60.0), work(9, 2013, 87.0), *later)
    assert found[1] == (2013, "Net9", 0.13, "doubtful")
    details = nights.rows("SELECT detail FROM doubtful_facts WHERE model_name = 'Net9'")
    assert details == [
        ("two other works up to 2017 come to 20.0 % error at best, and none prints this figure",)
    ]


def test_a_forerunner_that_later_works_come_near_is_a_record(leaders):
    later = [work(2, 2016, 80.0), work(3, 2017, 81.0)]
    found = leaders(work(1, 2012, 60.0), work(9, 2013, 82.0), *later)
    assert found[1] == (2013, "Net9", 0.18, "alone")


def test_nobody_is_ahead_of_fewer_than_three_works(leaders):
    assert leaders(work(1, 2014, 60.0), work(2, 2014, 93.0)) == [(2014, "Net2", 0.07, "alone")]
