"""The year of a paper."""

from __future__ import annotations

import pytest

from extractors.documents.metadata.years import (
    first_year,
    is_outdated,
    newest_cited_year,
    stated_year,
    year_of_file,
)

REFERENCES = [
    "Owl, A. Wings. 2010.",
    "Finch, B. Beaks. 2011.",
    "Wren, C. Songs. 2012.",
    "Tit, D. Seeds. 2012.",
]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        pytest.param("31st Conference on Small Cameras (2017), Oslo.", 2017, id="conference"),
        pytest.param("Published as a conference paper at ICLR 2019", 2019, id="published as"),
        pytest.param("978-1-5386-6420-9/18/$31.00 ©2018 IEEE", 2018, id="copyright"),
        pytest.param("Received 3 May 2016; accepted 9 July 2016", 2016, id="received"),
        pytest.param("March 14, 2015", 2015, id="date"),
        pytest.param("The set has 2014 images of owls", None, id="a count"),
        pytest.param("Pages 1990", None, id="nothing named"),
    ],
)
def test_the_year_stands_with_what_it_is_the_year_of(text: str, year: int | None) -> None:
    assert stated_year([text])[0] == year


@pytest.mark.parametrize(
    ("references", "latest", "year"),
    [
        pytest.param(REFERENCES, None, 2012, id="newest"),
        pytest.param([*REFERENCES, "Jay, E. Pages 2031–2040. 2011."], None, 2012, id="page number"),
        pytest.param([*REFERENCES, "Jay, E. Feathers. 2013."], None, 2013, id="newest of one entry"),
        pytest.param(REFERENCES, 2011, 2011, id="not after the file was made"),
        pytest.param(["Owl, A. Wings, arXiv:2012.01234. 2009."], None, 2009, id="identifier"),
        pytest.param([], None, None, id="none"),
    ],
)
def test_the_newest_work_cited_dates_a_paper(
    references: list[str], latest: int | None, year: int | None
) -> None:
    assert newest_cited_year(references, latest) == year


@pytest.mark.parametrize(
    ("metadata", "year"),
    [
        pytest.param({"CreationDate": "D:20130105"}, 2013, id="made when it was written"),
        pytest.param({"CreationDate": "D:20250221"}, 2012, id="a copy made later"),
        pytest.param({}, 2012, id="no date"),
        pytest.param(
            {"Subject": "2013 Conference on Owls", "CreationDate": "D:20250221"},
            2013,
            id="proceedings in the subject",
        ),
    ],
)
def test_a_copy_is_not_dated_by_its_file(metadata: dict[str, str], year: int) -> None:
    assert year_of_file(metadata, REFERENCES) == year


@pytest.mark.parametrize(
    ("year", "cited", "expected"),
    [
        pytest.param(2018, 2024, True, id="the date line of a template"),
        pytest.param(2009, 2013, True, id="the class file of an older conference"),
        pytest.param(2016, 2018, False, id="works to appear"),
        pytest.param(2017, 2016, False, id="a conference after the newest work"),
    ],
)
def test_a_printed_year_older_than_the_works_cited_is_a_template_s(
    year: int, cited: int, expected: bool
) -> None:
    references = [f"[{number}] A. Author. A work of ours. Journal, {cited}." for number in range(4)]
    assert is_outdated(year, {}, references) is expected


@pytest.mark.parametrize(
    ("year", "venue", "first"),
    [
        pytest.param(2013, "Published as a conference paper at ICLR 2013", 2012, id="due in the year before"),
        pytest.param(
            2013, "2013 IEEE Conference on Computer Vision and Pattern Recognition", 2012, id="subject"
        ),
        pytest.param(
            2012, "Published as a conference paper at ICLR 2012", 2012, id="cites works of its year"
        ),
        pytest.param(2014, "Published as a conference paper at ICLR 2014", 2014, id="cites nothing new"),
        pytest.param(2013, "Under review as a conference paper at ICLR 2013", 2013, id="not yet accepted"),
        pytest.param(2013, "31st Conference on Small Cameras (2013)", 2013, id="another conference"),
    ],
)
def test_a_paper_of_a_conference_early_in_a_year_may_be_of_the_year_before(
    year: int, venue: str, first: int
) -> None:
    assert first_year(year, venue, REFERENCES) == first
