"""The citation index of a stand-in: its papers in the shape of OpenAlex, as preprints that nobody has cited."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from extractors.sources.openalex import arxiv_doi
from extractors.sources.standin.papers import StandInPaper

_WORKS_PER_PAGE = 25


def works_answer(papers: Sequence[StandInPaper], query: Mapping[str, str]) -> str:
    """Answer a request for works by DOI; like OpenAlex, with 25 of them unless ``per_page`` says otherwise.

    Args:
        papers: What the stand-in holds.
        query: Parameters of the request.

    Returns:
        The JSON of the answer.
    """
    wanted = set(query.get("filter", "").removeprefix("doi:").split("|"))
    found = [_work(paper) for paper in papers if arxiv_doi(paper.arxiv_id) in wanted]
    chosen = query["select"].split(",") if "select" in query else None
    page = [
        {name: value for name, value in work.items() if chosen is None or name in chosen}
        for work in found[: int(query.get("per_page", _WORKS_PER_PAGE))]
    ]
    return json.dumps({"meta": {"count": len(found)}, "results": page})


def _work(paper: StandInPaper) -> dict[str, Any]:
    return {
        "id": f"https://openalex.org/W{paper.arxiv_id.replace('.', '')}",
        "doi": f"https://doi.org/{arxiv_doi(paper.arxiv_id)}",
        "display_name": paper.title,
        "publication_year": paper.day.year,
        "publication_date": paper.day.isoformat(),
        "type": "preprint",
        "cited_by_count": 0,
        "referenced_works_count": 0,
        "is_retracted": False,
        "primary_location": {"source": {"display_name": "arXiv (Cornell University)"}, "license": "cc-by"},
        "primary_topic": None,
    }
