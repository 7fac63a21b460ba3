"""The listings of a stand-in arXiv, in the shapes of the real ones: OAI-PMH with arXivRaw records, and Atom."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from extractors.identity import arxiv_id_of
from extractors.sources.standin.papers import StandInPaper

_OAI = """<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
<responseDate>2024-01-01T00:00:00Z</responseDate>
<request verb="ListRecords">http://127.0.0.1/oai</request>
{}
</OAI-PMH>
"""

_RECORD = """<record>
<header>
 <identifier>oai:arXiv.org:{arxiv_id}</identifier>
 <datestamp>{day}</datestamp>
{sets}
</header>
<metadata>
 <arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/">
 <id>{arxiv_id}</id><submitter>{submitter}</submitter>
{versions}
 <title>{title}</title><authors>{authors}</authors><categories>{categories}</categories>
 <license>{licence}</license><abstract>  {abstract}
</abstract></arXivRaw>
</metadata>
</record>
"""

_VERSION = ' <version version="v{}"><date>{}</date><size>100kb</size></version>'

_DELETED = """<record>
<header status="deleted">
 <identifier>oai:arXiv.org:{}</identifier>
 <datestamp>{}</datestamp>
</header>
</record>
"""

_FEED = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/stand-in</id>
  <title>arXiv Query: {query}</title>
  <opensearch:itemsPerPage>{page_size}</opensearch:itemsPerPage>
  <opensearch:totalResults>{total}</opensearch:totalResults>
  <opensearch:startIndex>{start}</opensearch:startIndex>
{entries}
</feed>
"""

_ENTRY = """  <entry>
    <id>http://arxiv.org/abs/{arxiv_id}v{version}</id>
    <title>{title}</title>
    <updated>{day}T00:00:00Z</updated>
    <link href="https://arxiv.org/abs/{arxiv_id}v{version}" rel="alternate" type="text/html"/>
    <summary>{abstract}</summary>
{categories}
    <published>{day}T00:00:00Z</published>
    <arxiv:primary_category term="{primary}"/>
{authors}
  </entry>
"""


def oai_answer(papers: Sequence[StandInPaper], query: Mapping[str, str], page_size: int) -> str:
    """Answer ``ListRecords``.

    Args:
        papers: All papers.
        query: The request's parameters.
        page_size: Records per page; more need a resumption token.

    Returns:
        The XML of the answer.
    """
    token = query.get("resumptionToken")
    asked: dict[str, str] = json.loads(base64.urlsafe_b64decode(token)) if token else {**query, "cursor": "0"}
    since, until = date.fromisoformat(asked["from"]), date.fromisoformat(asked["until"])
    found = [paper for paper in papers if since <= paper.day <= until and asked["set"] in paper.sets]
    if not found:
        return _OAI.format('<error code="noRecordsMatch"/>')
    start = int(asked["cursor"])
    records = "".join(_record(paper) for paper in found[start : start + page_size])
    if start + page_size < len(found):
        following = json.dumps({**asked, "cursor": str(start + page_size)})
        encoded = base64.urlsafe_b64encode(following.encode()).decode()
        records += (
            f'<resumptionToken cursor="{start}" completeListSize="{len(found)}">{encoded}</resumptionToken>'
        )
    return _OAI.format(f"<ListRecords>\n{records}</ListRecords>")


def atom_answer(papers: Sequence[StandInPaper], query: Mapping[str, str]) -> str:
    """Answer a search, which here finds papers by their day alone, or a list of identifiers."""
    start = int(query.get("start", "0"))
    page_size = int(query.get("max_results", "10"))
    if ids := query.get("id_list"):
        found = _named(papers, ids.split(","))
    else:
        days = query["search_query"].rpartition("submittedDate:[")[2]
        since, until = (datetime.strptime(day[:8], "%Y%m%d").date() for day in days.split(" TO "))
        found = [paper for paper in papers if since <= paper.day <= until]
    entries = "".join(_entry(paper) for paper in found[start : start + page_size])
    return _FEED.format(
        query=escape(str(dict(query))), page_size=page_size, total=len(found), start=start, entries=entries
    )


def _named(papers: Sequence[StandInPaper], names: Sequence[str]) -> list[StandInPaper]:
    identifiers = [arxiv_id_of(name) for name in names]
    by_id = {paper.arxiv_id: paper for paper in papers}
    return [
        replace(by_id[found[0]], version=found[1] or by_id[found[0]].version)
        for found in identifiers
        if found and found[0] in by_id
    ]


def _record(paper: StandInPaper) -> str:
    if paper.is_deleted:
        return _DELETED.format(paper.arxiv_id, paper.day)
    moment = format_datetime(datetime.combine(paper.day, time(), UTC), usegmt=True)
    return _RECORD.format(
        arxiv_id=paper.arxiv_id,
        day=paper.day,
        sets="\n".join(f" <setSpec>{name}</setSpec>" for name in paper.sets),
        submitter=escape(paper.authors[0]),
        versions="\n".join(_VERSION.format(number, moment) for number in range(1, paper.version + 1)),
        title=escape(paper.title),
        authors=escape(", ".join(paper.authors)),
        categories=" ".join(paper.categories),
        licence=escape(paper.licence),
        abstract=escape(paper.abstract),
    )


def _entry(paper: StandInPaper) -> str:
    return _ENTRY.format(
        arxiv_id=paper.arxiv_id,
        version=paper.version,
        title=escape(paper.title),
        day=paper.day,
        abstract=escape(paper.abstract),
        categories="\n".join(f"    <category term={quoteattr(name)}/>" for name in paper.categories),
        primary=paper.categories[0],
        authors="\n".join(f"    <author><name>{escape(name)}</name></author>" for name in paper.authors),
    )
