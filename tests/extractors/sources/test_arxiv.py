"""arXiv's listings and files, against a stand-in."""

from datetime import date

import pytest

from extractors.errors import FinalPaperError, TransientPaperError
from extractors.records import Window
from extractors.sources.arxiv import atom, oai
from extractors.sources.arxiv.atom import QueryListing
from extractors.sources.arxiv.candidates import candidate_of_id
from extractors.sources.arxiv.oai import OaiListing
from extractors.sources.arxiv.papers import ArxivFiles
from extractors.sources.http.errors import ServerUnavailableError, WithdrawnError
from extractors.sources.standin import Fault, FaultKind
from extractors.sources.standin.listings import atom_answer, oai_answer

DAY, NEXT_DAY = date(2024, 1, 2), date(2024, 1, 3)


class Nothing:
    """What a first night knows."""

    def has_listed(self, window):
        return False

    def known(self, source):
        return frozenset()


class Listed(Nothing):
    """Some windows are listed."""

    def __init__(self, *windows):
        self.windows = windows

    def has_listed(self, window):
        return window in self.windows


def oai_listing(client, stand_in, sets=("cs",)):
    return OaiListing(client, f"{stand_in.url}/oai", sets, DAY, NEXT_DAY)


def files(client, stand_in):
    return ArxivFiles(client, *(f"{stand_in.url}/{kind}" for kind in ("html", "pdf", "e-print")))


def test_a_listing_goes_through_all_pages_of_all_days_and_sets(client, stand_in):
    listings = list(oai_listing(client, stand_in, ("cs", "stat")).discover(Nothing()))
    assert [(str(one.window), [c.candidate_id for c in one.candidates]) for one in listings] == [
        ("oai cs 2024-01-02", ["arxiv:2401.00001v1", "arxiv:2401.00002v2"]),
        ("oai stat 2024-01-02", []),
        ("oai cs 2024-01-03", ["arxiv:2401.00003v1"]),
        ("oai stat 2024-01-03", ["arxiv:2401.00003v1"]),
    ]
    assert len(stand_in.seen) == 5


def test_an_empty_weekday_is_doubtful_and_an_empty_weekend_is_not(client, stand_in):
    days = (date(2024, 1, 4), date(2024, 1, 7))  # Thursday to Sunday
    listing = OaiListing(client, f"{stand_in.url}/oai", ("cs",), *days)
    assert [one.is_doubtful for one in listing.discover(Nothing())] == [True, True, False, False]


def test_a_day_is_not_doubtful_for_one_empty_set(client, stand_in):
    listings = list(oai_listing(client, stand_in, ("cs", "stat")).discover(Nothing()))
    assert not any(one.is_doubtful for one in listings)


def test_windows_that_are_listed_are_not_asked_for_again(client, stand_in):
    done = Listed(Window("oai", "cs", DAY, DAY))
    listings = list(oai_listing(client, stand_in).discover(done))
    assert [one.window.from_date for one in listings] == [NEXT_DAY]


def test_a_record_says_all_that_is_kept_of_a_paper(stand_in):
    query = {"set": "cs", "from": "2024-01-02", "until": "2024-01-02"}
    candidate = oai.parse_page(oai_answer(stand_in.papers, query, 10).encode(), "test").candidates[1]
    assert candidate.candidate_id == "arxiv:2401.00002v2"
    assert candidate.paper.title == "A deep network for image classification"
    assert candidate.paper.authors == ("Ada Example", "Bo Example")
    assert (candidate.paper.published_on, candidate.paper.year) == (DAY, 2024)
    assert candidate.categories == ("cs.CV", "cs.LG")
    assert candidate.licence == "http://creativecommons.org/licenses/by/4.0/"
    assert candidate.abstract.startswith("We train deep convolutional networks")
    assert not candidate.is_withdrawn


def raw_record(inside):
    return (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><header/><metadata>'
        f'<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/">{inside}</arXivRaw></metadata></record>'
        "</ListRecords></OAI-PMH>"
    ).encode()


def test_a_version_without_a_file_is_withdrawn():
    version = '<version version="v{}"><date>Tue, 2 Jan 2024 00:00:00 GMT</date><size>{}</size></version>'
    body = raw_record(
        "<id>2401.00001</id>"
        + version.format(1, "90kb")
        + version.format(2, "0kb")
        + "<comments>This paper has been withdrawn by the author</comments>"
    )
    (candidate,) = oai.parse_page(body, "test").candidates
    assert candidate.is_withdrawn


def test_affiliations_are_no_authors():
    body = raw_record("<id>2401.00001</id><authors>A. Bee (1 and 2), C. Dee and E. Eff (Univ. (G))</authors>")
    (candidate,) = oai.parse_page(body, "test").candidates
    assert candidate.paper.authors == ("A. Bee", "C. Dee", "E. Eff")


def test_a_deleted_record_is_no_candidate(stand_in):
    body = (
        b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record>'
        b'<header status="deleted"><identifier>oai:arXiv.org:1</identifier></header></record>'
        b"</ListRecords></OAI-PMH>"
    )
    assert oai.parse_page(body, "test") == oai.OaiPage((), 1, None)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (FaultKind.EMPTY_LISTING, "empty_listing"),
        (FaultKind.BROKEN_LISTING, "broken_listing"),
        (FaultKind.TOKEN_EXPIRED, "token_expired"),
        (FaultKind.RATE_EXCEEDED_AS_200, "rate_limited"),
    ],
)
def test_a_damaged_listing_is_transient_and_heals(client, stand_in, kind, reason):
    stand_in.faults = [Fault(kind, "/oai")]
    with pytest.raises(TransientPaperError, match="oai cs 2024-01-02") as caught:
        list(oai_listing(client, stand_in).discover(Nothing()))
    assert caught.value.reason == reason
    stand_in.faults = [Fault(kind, "resumptionToken", times=1)]
    assert len(list(oai_listing(client, stand_in).discover(Nothing()))) == 2


def test_a_wrong_request_is_final(client, stand_in):
    body = b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><error code="badArgument">set</error></OAI-PMH>'
    with pytest.raises(FinalPaperError, match="badArgument: set"):
        oai.parse_page(body, "oai cs 2024-01-02")


def test_entities_of_a_listing_are_not_followed():
    bomb = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><OAI-PMH><error code="&e;"/></OAI-PMH>'
    with pytest.raises((FinalPaperError, TransientPaperError)) as caught:
        oai.parse_page(bomb, "test")
    assert "root:" not in str(caught.value)


def test_a_search_goes_through_all_pages(client, stand_in, monkeypatch):
    monkeypatch.setattr(atom, "PAPERS_PER_PAGE", 1)
    listing = QueryListing(client, f"{stand_in.url}/api/query", "cat:cs.CV", DAY, NEXT_DAY)
    (found,) = listing.discover(Nothing())
    assert [candidate.paper.arxiv_id for candidate in found.candidates] == [
        "2401.00001",
        "2401.00002",
        "2401.00003",
    ]
    assert found.window == Window("query", "cat:cs.CV", DAY, NEXT_DAY)
    assert "submittedDate%3A%5B202401020000+TO+202401032359%5D" in stand_in.seen[0].path


def test_an_empty_page_of_a_feed_is_transient(client, stand_in):
    stand_in.faults = [Fault(FaultKind.EMPTY_LISTING, "/api")]
    with pytest.raises(TransientPaperError, match="7 papers are said to match"):
        atom.look_up(client, f"{stand_in.url}/api/query", ["2401.00001"], "ids")


def test_an_identifier_nobody_knows_is_left_out_of_a_feed(stand_in):
    body = atom_answer(stand_in.papers, {"id_list": "2401.99999,2401.00002v1"})
    page = atom.parse_page(body.encode(), "test")
    assert ([c.candidate_id for c in page.candidates], page.total_count) == (["arxiv:2401.00002v1"], 1)


def test_html_comes_first(client, stand_in):
    fetched = files(client, stand_in).fetch(candidate_of_id("2401.00001v1"))
    assert (fetched.name, fetched.fallbacks) == ("2401.00001v1.html", ())
    assert len(stand_in.seen) == 1
    assert fetched.http_headers.keys() == {"ETag"}


def test_every_step_down_has_its_reason(client, stand_in):
    stand_in.faults = [
        Fault(FaultKind.PAGE_IN_PLACE_OF_FILE, "/html/"),
        Fault(FaultKind.CUT_SHORT, "/pdf/", 3),
    ]
    with pytest.raises(TransientPaperError) as caught:
        files(client, stand_in).fetch(candidate_of_id("2401.00001v1"))
    assert [word in str(caught.value) for word in ("no_html_version", "truncated", "not_found")] == [True] * 3
    fetched = files(client, stand_in).fetch(candidate_of_id("2401.00001v1"))
    assert fetched.name == "2401.00001v1.pdf"
    assert [(f.url.split("/")[-2], f.reason, f.is_final) for f in fetched.fallbacks] == [
        ("html", "no_html_version", True)
    ]


def test_versions_are_files_of_their_own(client, stand_in):
    first, second = (files(client, stand_in).fetch(candidate_of_id(f"2401.00002v{n}")) for n in (1, 2))
    assert (first.name, second.name) == ("2401.00002v1.pdf", "2401.00002v2.pdf")
    assert first.data != second.data


def test_a_paper_nobody_has_is_final(client, stand_in):
    with pytest.raises(FinalPaperError) as caught:
        files(client, stand_in).fetch(candidate_of_id("2401.99999"))
    assert caught.value.reason == "no_file"


def test_a_withdrawn_paper_costs_one_request(client, stand_in):
    stand_in.faults = [Fault(FaultKind.WITHDRAWN, "/html/")]
    with pytest.raises(WithdrawnError):
        files(client, stand_in).fetch(candidate_of_id("2401.00001"))
    assert len(stand_in.seen) == 1


def test_a_server_in_trouble_is_not_asked_for_other_files(client, stand_in):
    stand_in.faults = [Fault(FaultKind.STATUS_503, "/html/")]
    with pytest.raises(ServerUnavailableError):
        files(client, stand_in).fetch(candidate_of_id("2401.00001"))
    assert {request.path.split("/")[1] for request in stand_in.seen} == {"html"}
