"""What arXiv and other OAI-PMH servers have really answered, and the stand-in's answers beside it."""

import json
from datetime import date

import pytest
from lxml import etree

from extractors.documents import read
from extractors.documents.model import ParagraphKind
from extractors.errors import FinalPaperError, TransientPaperError
from extractors.sources.arxiv import atom, oai
from extractors.sources.arxiv.candidates import arxiv_candidate
from extractors.sources.relevance import judge
from extractors.sources.standin import StandInPaper
from extractors.sources.standin.listings import atom_answer, oai_answer


@pytest.fixture(scope="module")
def payloads(real_papers):
    folder = real_papers.parent / "payloads"
    if not folder.exists():
        pytest.skip("no recorded answers lie beside the papers")
    return folder


def recorded(path):
    """The recorded answer to a query of the API: status and body."""
    answer = json.loads(path.read_text("utf-8"))
    return answer["status_code"], answer["body"].encode()


def shape(body):
    """The names of the elements that an XML document nests, without their namespaces."""
    paths = set()

    def walk(element, above):
        path = f"{above}/{etree.QName(element).localname}"
        paths.add(path)
        for child in element:
            walk(child, path)

    walk(etree.fromstring(body), "")
    return paths


@pytest.mark.parametrize("name", ["arxiv-physics-hep-ex", "arxiv-physics-hep-th", "arxiv-single"])
def test_recorded_records_are_read_whole(payloads, name):
    page = oai.parse_page((payloads / "arxiv_oai" / f"{name}.xml").read_bytes(), name)
    assert page.candidates
    for candidate in page.candidates:
        assert candidate.paper.title
        assert candidate.paper.authors
        assert candidate.paper.published_on
        assert candidate.categories
        assert candidate.licence.startswith("http")
        assert len(candidate.abstract) > 100


def test_pages_of_other_servers_hand_their_token_on(payloads):
    page = oai.parse_page((payloads / "oai_generic" / "ListRecords.xml").read_bytes(), "test")
    assert page.resumption_token == "ListRecords2.xml"  # noqa: S105  no secret


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("badArgument", FinalPaperError),
        ("badResumptionToken", TransientPaperError),
        ("cannotDisseminateFormat", FinalPaperError),
        ("ListRecordsBroken", TransientPaperError),
    ],
)
def test_recorded_refusals_have_their_class(payloads, name, error):
    with pytest.raises(error):
        oai.parse_page((payloads / "oai_generic" / f"{name}.xml").read_bytes(), name)


def test_a_recorded_empty_window_is_empty(payloads):
    page = oai.parse_page((payloads / "oai_generic" / "noRecordsMatch.xml").read_bytes(), "test")
    assert page == oai.OaiPage((), 0, None)


def test_every_recorded_feed_is_read(payloads):
    for path in sorted((payloads / "arxiv_atom").glob("*.json")):
        status, body = recorded(path)
        if status != 200:
            with pytest.raises(FinalPaperError, match="incorrect id format"):
                atom.parse_page(body, path.stem)
            continue
        page = atom.parse_page(body, path.stem)
        assert len(page.candidates) == body.count(b"<entry>")
        assert page.total_count >= len(page.candidates)
        assert all(one.version and one.paper.title and one.categories for one in page.candidates)


def test_the_stand_in_feed_has_no_element_a_real_one_lacks(payloads):
    _, body = recorded(next((payloads / "arxiv_atom").glob("q_testing_s0_m100_*.json")))
    paper = StandInPaper("2401.00001", date(2024, 1, 2), {})
    assert shape(atom_answer([paper], {"id_list": "2401.00001"}).encode()) <= shape(body)


def test_the_stand_in_listing_differs_from_a_real_one_by_the_record_format_alone(payloads):
    real = shape((payloads / "arxiv_oai" / "arxiv-physics-hep-th.xml").read_bytes())
    query = {"set": "cs", "from": "2024-01-02", "until": "2024-01-02"}
    stand_in = shape(oai_answer([StandInPaper("2401.00001", date(2024, 1, 2), {})], query, 10).encode())
    outside = {path for path in stand_in if "/metadata/" not in path}
    assert outside <= real


def test_papers_with_annotated_results_are_worth_their_full_text(real_papers):
    missed, worth = [], 0
    for gold in sorted((real_papers / "gold").glob("*.json")):
        path = real_papers / "pdf" / f"{gold.stem}.pdf"
        if not path.exists() or not json.loads(gold.read_text("utf-8"))["results"]:
            continue
        worth += 1
        document = read(path.read_bytes(), path.name)
        opening = " ".join(
            paragraph.text
            for paragraph in document.paragraphs[:12]
            if paragraph.kind in (ParagraphKind.ABSTRACT, ParagraphKind.BODY)
        )[:2000]
        if not judge(arxiv_candidate("2401.00001", title=document.title, abstract=opening)).is_relevant:
            missed.append(document.title)
    assert len(missed) <= 0.08 * worth, missed
