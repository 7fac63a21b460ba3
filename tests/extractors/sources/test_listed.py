"""Papers that a person has named."""

import pytest

from extractors.errors import FinalPaperError
from extractors.sources.listed import IdListing, candidates_of_file
from extractors.sources.standin import Fault, FaultKind
from extractors.sources.urls import UrlSource, candidate_of_url, urls_of_file


class Known:
    """What earlier nights were offered."""

    def __init__(self, *known):
        self._known = known

    def known(self, source):
        return set(self._known)


@pytest.fixture
def named(tmp_path):
    path = tmp_path / "ids.txt"
    path.write_text("# to read\n2401.00001\narXiv:2401.00002v1 the first version\n\n2401.00009\n2401.00001\n")
    return candidates_of_file(path)


def test_a_file_of_identifiers_names_each_paper_once(named):
    assert [one.candidate_id for one in named] == [
        "arxiv:2401.00001",
        "arxiv:2401.00002v1",
        "arxiv:2401.00009",
    ]


def test_a_line_that_is_no_identifier_is_named(tmp_path):
    path = tmp_path / "ids.txt"
    path.write_text("2401.00001\nresnet\n")
    with pytest.raises(FinalPaperError, match="line 2: 'resnet' is no arXiv identifier"):
        candidates_of_file(path)


def test_the_api_completes_what_it_knows(client, stand_in, named):
    listing = IdListing(client, f"{stand_in.url}/api/query", "ids", named)
    (found,) = listing.discover(Known())
    assert [(one.candidate_id, one.paper.title != "") for one in found.candidates] == [
        ("arxiv:2401.00001v1", True),
        ("arxiv:2401.00002v1", True),
        ("arxiv:2401.00009", False),
    ]


def test_named_papers_are_offered_even_while_the_api_is_down(client, stand_in, named):
    stand_in.faults = [Fault(FaultKind.STATUS_503, "/api")]
    (found,) = IdListing(client, f"{stand_in.url}/api/query", "ids", named).discover(Known())
    assert found.candidates == named


def test_a_paper_named_without_version_is_known_by_any_version(client, stand_in, named):
    known = Known("arxiv:2401.00001", "arxiv:2401.00001v1", "arxiv:2401.00002", "arxiv:2401.00002v2")
    (found,) = IdListing(client, f"{stand_in.url}/api/query", "ids", named).discover(known)
    assert [one.paper.paper_id for one in found.candidates] == ["arxiv:2401.00002", "arxiv:2401.00009"]


@pytest.mark.parametrize(
    ("url", "paper_id"),
    [
        (
            "https://openaccess.thecvf.com/content/CVPR2022/papers/Liu_A_ConvNet_CVPR_2022_paper.pdf",
            "file:Liu_A_ConvNet_CVPR_2022_paper",
        ),
        ("https://aclanthology.org/P19-1001.pdf", "file:P19-1001"),
        ("https://openreview.net/pdf?id=YicbFdNTTy", "file:pdf-YicbFdNTTy"),
        ("https://example.org/12.pdf", "file:example.org-12"),
        ("https://arxiv.org/pdf/1512.03385v1", "arxiv:1512.03385"),
    ],
)
def test_a_url_names_its_paper(url, paper_id):
    assert candidate_of_url(url).paper.paper_id == paper_id


def test_a_file_of_urls_is_fetched_from_listed_hosts_alone(client, stand_in, tmp_path):
    path = tmp_path / "urls.txt"
    path.write_text(f"# proceedings\n{stand_in.url}/pdf/2401.00001\nhttps://example.org/a-paper.pdf\n")
    source = UrlSource(client, urls_of_file(path))
    (found,) = source.discover(Known())
    fetched = source.fetch(found.candidates[0])
    assert fetched.name == "2401.00001.pdf"
    assert source.fetch(found.candidates[0], fetched.http_headers) is None
    with pytest.raises(FinalPaperError, match="allowed_hosts does not list"):
        source.fetch(found.candidates[1])


def test_a_line_that_is_no_url_is_named(tmp_path):
    (tmp_path / "urls.txt").write_text("ftp://example.org/a.pdf\n")
    with pytest.raises(FinalPaperError, match=r"'ftp://example\.org/a\.pdf' is no URL"):
        urls_of_file(tmp_path / "urls.txt")
