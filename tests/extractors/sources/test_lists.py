"""The reading lists that ship with the package."""

import pytest

from extractors.errors import FinalPaperError
from extractors.identity import arxiv_id_of
from extractors.sources.listed import candidates_of_list
from extractors.sources.lists import list_names, read_list


@pytest.mark.parametrize("name", list_names())
def test_every_entry_is_an_identifier_with_title_reason_and_source(name):
    entries = read_list(name)
    assert len({entry.arxiv_id for entry in entries}) == len(entries)
    for entry in entries:
        assert arxiv_id_of(entry.arxiv_id) == (entry.arxiv_id.lower(), None)
        assert 5 <= len(entry.title) <= 250
        assert entry.reason
        assert entry.source
        assert all("\n" not in field for field in (entry.title, entry.reason, entry.source))


def test_the_list_for_the_study_holds_more_papers_than_the_study_read():
    assert len(read_list("compute-limits")) >= 1200
    assert len(candidates_of_list("compute-limits")) >= 1200


def test_an_unknown_list_is_answered_with_the_known_ones():
    with pytest.raises(FinalPaperError, match=r"choose one of .*compute-limits"):
        read_list("everything")
