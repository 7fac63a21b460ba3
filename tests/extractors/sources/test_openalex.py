"""OpenAlex: what is asked, and what its answers are taken to say."""

import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from extractors.errors import TransientPaperError
from extractors.records import PaperMetadata
from extractors.sources.http.errors import LeaveAloneError, ServerUnavailableError
from extractors.sources.openalex import arxiv_doi, look_up, parse_works, works_url
from extractors.sources.standin import Fault, FaultKind

DOI = "10.48550/arxiv.2401.00001"
OTHER = "10.48550/arxiv.2401.00009"
ASKED = {DOI: "arxiv:2401.00001", OTHER: "arxiv:2401.00009"}
WORK = {
    "id": "https://openalex.org/W17",
    "doi": "https://doi.org/10.48550/arXiv.2401.00001",
    "publication_year": 2024,
    "publication_date": "2024-06-17",
    "type": "article",
    "cited_by_count": 12,
    "referenced_works_count": 34,
    "is_retracted": True,
    "primary_location": {
        "landing_page_url": "https://doi.org/10.48550/arXiv.2401.00001",
        "source": {"id": "https://openalex.org/S1", "display_name": "Proceedings of Examples"},
        "license": "cc-by",
    },
    "primary_topic": {"id": "https://openalex.org/T1", "display_name": "Neural Networks", "score": 0.9},
}
SAID = PaperMetadata(
    "arxiv:2401.00001",
    DOI,
    openalex_id="W17",
    cited_by_count=12,
    referenced_works_count=34,
    publication_year=2024,
    publication_date=date(2024, 6, 17),
    work_type="article",
    venue="Proceedings of Examples",
    licence="cc-by",
    topic="Neural Networks",
    is_retracted=True,
)
UNKNOWN = PaperMetadata("arxiv:2401.00009", OTHER)


def read(*works, count=None):
    body = {"meta": {"count": len(works) if count is None else count}, "results": works}
    return parse_works(json.dumps(body).encode(), ASKED, "two papers")


@pytest.mark.parametrize(
    ("arxiv_id", "doi"),
    [
        ("1512.03385", "10.48550/arxiv.1512.03385"),
        ("cs/0301001", "10.48550/arxiv.cs/0301001"),
        ("math.GT/0309136", "10.48550/arxiv.math/0309136"),
        ("cond-mat/9901001", "10.48550/arxiv.cond-mat/9901001"),
    ],
)
def test_papers_of_arxiv_have_dois(arxiv_id, doi):
    assert arxiv_doi(arxiv_id) == doi


def test_a_work_is_read_and_what_is_not_there_is_not_known():
    assert read(WORK).metadata == (SAID, UNKNOWN)


@pytest.mark.parametrize(
    "nothing",
    [
        {name: None for name in WORK if name not in ("id", "doi")},
        {"primary_location": {"source": None, "license": None}, "primary_topic": {}},
        {},
    ],
    ids=["nulls", "nulls inside", "fields left out"],
)
def test_what_openalex_does_not_say_is_none(nothing):
    bare = {"id": WORK["id"], "doi": WORK["doi"], **nothing}
    assert read(bare).metadata == (PaperMetadata("arxiv:2401.00001", DOI, openalex_id="W17"), UNKNOWN)


def test_of_two_works_with_one_doi_the_most_cited_counts():
    assert read({**WORK, "id": "https://openalex.org/W99", "cited_by_count": None}, WORK).metadata[0] == SAID


def test_works_that_nobody_asked_about_are_left_out():
    assert read({**WORK, "doi": None}, {**WORK, "doi": "https://doi.org/10.1/x"}).metadata == (
        PaperMetadata("arxiv:2401.00001", DOI),
        UNKNOWN,
    )


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"cited_by_count": -1}, "cited_by_count: Input should be greater than or equal to 0"),
        ({"publication_date": "2024-13-01"}, "publication_date: Input should be a valid date"),
        ({"primary_location": "arXiv"}, "primary_location: Input should be a valid dictionary"),
    ],
)
def test_a_work_that_cannot_be_understood_is_named_and_costs_no_other(change, complaint):
    sound = {**WORK, "doi": f"https://doi.org/{OTHER}"}
    answered = read({**WORK, **change}, sound)
    assert [said.paper_id for said in answered.metadata] == ["arxiv:2401.00009"]
    assert answered.unreadable[0].startswith(f"{WORK['doi']}: {complaint}")


def test_next_to_a_work_that_cannot_be_understood_nothing_is_called_unknown():
    assert read("neither work nor object").metadata == ()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<html>busy</html>", "broken_answer"),
        (b'{"meta": {"count": 1}, "results": [{"id"', "broken_answer"),
        (b'{"error": "Invalid filter"}', "broken_answer"),
        (b'{"meta": {"count": 2}, "results": []}', "incomplete_answer"),
    ],
)
def test_what_is_no_whole_list_of_works_is_refused(body, reason):
    with pytest.raises(TransientPaperError, match="two papers") as caught:
        parse_works(body, ASKED, "two papers")
    assert caught.value.reason == reason


def test_many_papers_take_one_request(client, stand_in):
    many = {**ASKED, **{arxiv_doi(f"2401.0000{n}"): f"arxiv:2401.0000{n}" for n in (2, 3)}}
    answered = look_up(client, f"{stand_in.url}/works", many, "me@example.org")
    assert {said.paper_id: said.openalex_id for said in answered.metadata} == {
        "arxiv:2401.00001": "W240100001",
        "arxiv:2401.00009": None,
        "arxiv:2401.00002": "W240100002",
        "arxiv:2401.00003": "W240100003",
    }
    assert client.request_count == 1


def test_a_request_names_papers_fields_and_whom_to_write_to():
    query = parse_qs(urlsplit(works_url("https://api.example/works", ASKED, "me@example.org")).query)
    assert query["filter"] == [f"doi:{DOI}|{OTHER}"]
    assert query["mailto"] == ["me@example.org"]
    assert {"id", "doi", "is_retracted", "primary_location"} <= set(query["select"][0].split(","))


def test_a_contact_that_is_no_mail_address_is_not_sent_as_one():
    assert "mailto" not in works_url("https://api.example/works", ASKED, "https://example.org")


@pytest.mark.parametrize("kind", [FaultKind.STATUS_429, FaultKind.STATUS_500, FaultKind.BROKEN_LISTING])
def test_what_may_pass_is_asked_again(client, stand_in, kind):
    stand_in.faults = [Fault(kind, "/works", times=1)]
    assert len(look_up(client, f"{stand_in.url}/works", ASKED, "").metadata) == 2
    assert client.request_count == 2


@pytest.mark.parametrize(
    ("fault", "error", "reason", "request_count"),
    [
        (Fault(FaultKind.STATUS_500, "/works"), ServerUnavailableError, "server_error", 3),
        (Fault(FaultKind.BROKEN_LISTING, "/works"), TransientPaperError, "broken_answer", 3),
        (
            Fault(FaultKind.STATUS_429, "/works", headers={"Retry-After": "3600"}),
            LeaveAloneError,
            "rate_limited",
            1,
        ),
    ],
    ids=["500", "no JSON", "429 for an hour"],
)
def test_what_does_not_pass_is_an_error_of_its_own(client, stand_in, fault, error, reason, request_count):
    stand_in.faults = [fault]
    with pytest.raises(error) as caught:
        look_up(client, f"{stand_in.url}/works", ASKED, "")
    assert (caught.value.reason, client.request_count) == (reason, request_count)
