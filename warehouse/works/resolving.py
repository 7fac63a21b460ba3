"""Leads the entries of bibliographies to the documents they name, inside the warehouse."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from warehouse.connect import registered
from warehouse.works.comparison import title_level
from warehouse.works.records import person

# Entries that print an identifier of a document, then those of its title and first author, letter by letter. A title of
# few letters needs a year close by; preprints appear up to three years before the version that is cited.
_EXACT = """
CREATE OR REPLACE TEMP TABLE cited AS
SELECT
    b.document_id,
    b.position,
    b.identifiers,
    b.title,
    b.authors,
    b.year,
    regexp_replace(strip_accents(lower(b.title)), '[^a-z0-9]', '', 'g') AS letters,
FROM core.bibliographies AS b;

CREATE OR REPLACE TEMP TABLE held AS
SELECT
    d.document_id,
    d.paper_id,
    d.fetched_at,
    list_distinct([d.stated_paper_id] || coalesce(s.identifiers, [])) AS identifiers,
    w.title,
    coalesce(w.authors, []) AS authors,
    w.year,
    regexp_replace(strip_accents(lower(w.title)), '[^a-z0-9]', '', 'g') AS letters
FROM core.work_documents AS d
JOIN core.works AS w USING (paper_id)
LEFT JOIN core.signatures AS s USING (document_id)
WHERE d.parse_status = 'parsed'
"""
_BY_IDENTIFIER = """
INSERT INTO core.resolved_references
SELECT c.document_id, c.position, any_value(h.document_id ORDER BY h.fetched_at, h.document_id), 'identifier'
FROM (SELECT document_id, position, unnest(identifiers) AS identifier FROM cited) AS c
JOIN (SELECT document_id, fetched_at, unnest(identifiers) AS identifier FROM held) AS h USING (identifier)
GROUP BY ALL
"""
_CANDIDATES = """
WITH open AS (FROM cited ANTI JOIN core.resolved_references USING (document_id, position)),
keys AS (
    SELECT document_id, position, unnest([letters, 'a' || letters[:12], 'z' || letters[-12:]]) AS key FROM open
    WHERE length(letters) >= 4
),
held_keys AS (
    SELECT document_id, unnest([letters, 'a' || letters[:12], 'z' || letters[-12:]]) AS key FROM held
    WHERE length(letters) >= 4
),
pairs AS (
    SELECT DISTINCT k.document_id, k.position, h.document_id AS held_id
    FROM keys AS k
    JOIN held_keys AS h USING (key)
)
SELECT p.document_id, p.position, p.held_id, o.title, o.authors, o.year, h.title, h.authors, h.year
FROM pairs AS p
JOIN open AS o USING (document_id, position)
JOIN held AS h ON h.document_id = p.held_id
ORDER BY p.document_id, p.position, h.fetched_at, p.held_id
"""
_RESOLVED_BY = {"identical": "title", "near": "near title"}
_SHORT_TITLE = 20
_YEARS_APART = 3


def resolve_references(connection: duckdb.DuckDBPyConnection) -> None:
    """Lead every entry to the document it names, where it is there, in the caller's transaction."""
    connection.execute("DELETE FROM core.resolved_references")
    connection.execute(_EXACT)
    connection.execute(_BY_IDENTIFIER)
    found: dict[tuple[str, int], tuple[str, str]] = {}
    for document_id, position, held_id, *described in connection.execute(_CANDIDATES).fetchall():
        entry, resolved_by = (document_id, position), _RESOLVED_BY.get(_level(*described))
        if resolved_by and (entry not in found or (resolved_by, found[entry][1]) == ("title", "near title")):
            found[entry] = held_id, resolved_by
    rows = [(*entry, *resolved) for entry, resolved in found.items()]
    columns = (
        ("document_id", pa.string()),
        ("position", pa.int32()),
        ("cited_document_id", pa.string()),
        ("resolved_by", pa.string()),
    )
    table = pa.table(
        {name: pa.array([row[i] for row in rows], kind) for i, (name, kind) in enumerate(columns)}
    )
    with registered(connection, resolved_now=table):
        connection.execute("INSERT INTO core.resolved_references BY NAME FROM resolved_now")
    connection.execute("DROP TABLE cited; DROP TABLE held")


def _level(
    title: str,
    authors: list[str],
    year: int | None,
    held_title: str,
    held_authors: list[str],
    held_year: int | None,
) -> str:
    """Return how well an entry fits a work: ``identical``, ``near`` or nothing."""
    level = title_level(title, held_title)
    if level not in ("identical", "near"):
        return ""
    families = {person(name)[0] for name in held_authors}
    if authors and families:
        return level if person(authors[0])[0] in families else ""
    is_far = year is not None and held_year is not None and abs(year - held_year) > _YEARS_APART
    return level if level == "identical" and len(title) >= _SHORT_TITLE and not is_far else ""
