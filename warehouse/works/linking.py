"""Links documents to works inside the warehouse: candidates by SQL, verdicts by `comparison`, groups by `clusters`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from warehouse.connect import registered
from warehouse.works.clusters import clusters
from warehouse.works.comparison import Comparison, compare, weights
from warehouse.works.records import WorkRecord

IdPairs = list[tuple[str, str]]

WORKS_SINCE = 12
"""The schema version that brought works: an older file's documents are linked when it comes forward."""

_VERSION = 1
"""Of the way documents are compared; another one compares all anew."""

_MOST_SHARING = 60
"""Documents that may share a key before it says nothing of a work, as ``neuralnetwork`` in titles."""

# What a file under no identifier says of itself stands before what other files of its name said; for a paper of arXiv
# its source knows better.
_RECORDS = r"""
CREATE OR REPLACE TEMP TABLE link_records AS
WITH own_results AS (
    SELECT document_id, list_sort(list(DISTINCT benchmark_id || ' ' || value)) AS own_results
    FROM core.reported_results
    WHERE valid_to_load IS NULL AND is_own
    GROUP BY document_id
),
origins AS (SELECT sha256, list_sort(list(DISTINCT origin)) AS origins FROM raw.fetches GROUP BY sha256),
stated AS (
    SELECT
        d.document_id,
        d.paper_id,
        CASE WHEN d.is_file THEN [coalesce(s.title, p.title)] ELSE [p.title, s.title] END AS titles,
        CASE WHEN d.is_file THEN coalesce(s.authors, p.authors) ELSE coalesce(p.authors, s.authors) END AS authors,
        CASE WHEN d.is_file THEN coalesce(s.year, p.year) ELSE coalesce(p.year, s.year) END AS year,
        list_transform([p.url] || coalesce(o.origins, []), lambda a: CASE
            WHEN a LIKE '%doi.org/10.%' THEN 'doi:' || lower(regexp_extract(a, 'doi\.org/(10\.\d+/[^\s?#]+)', 1))
            WHEN a LIKE '%aclanthology.org/%'
                THEN 'acl:' || lower(regexp_extract(a, 'aclanthology\.org/([A-Z]\d\d-\d{4}|\d{4}\.[a-z\d-]+\.\d+)', 1))
            WHEN a LIKE '%openreview.net/%' THEN 'openreview:' || lower(regexp_extract(a, '[?&]id=([\w-]+)', 1))
        END) AS addresses,
        coalesce(s.identifiers, []) AS identifiers,
        coalesce(s.sketch, []) AS sketch,
        coalesce(r.own_results, []) AS own_results
    FROM (SELECT *, starts_with(paper_id, 'file:') AS is_file FROM core.documents) AS d
    LEFT JOIN core.papers AS p USING (paper_id)
    LEFT JOIN core.signatures AS s USING (document_id)
    LEFT JOIN own_results AS r USING (document_id)
    LEFT JOIN origins AS o USING (sha256)
),
records AS (
    SELECT
        document_id,
        paper_id,
        list_distinct(list_filter(titles, lambda t: t IS NOT NULL)) AS titles,
        coalesce(authors, []) AS authors,
        year,
        list_distinct([paper_id] || identifiers || list_filter(addresses, lambda a: a NOT LIKE '%:')) AS identifiers,
        sketch,
        own_results
    FROM stated
)
SELECT records.*, digest IS DISTINCT FROM now AS is_new, now AS digest
FROM (SELECT *, format('{} {}', $version, hash(records)) AS now FROM records) AS records
LEFT JOIN core.linked_documents USING (document_id)
"""

# A key is what two files of one work are likely to share: an identifier, a title letter by letter, twelve letters of
# a title (some survive misspelling), a passage. Pairs are worth comparing when they share an identifier or title, a
# quarter of the shorter title, or three of the 64 passages.
_PAIRS = """
WITH plain AS (
    SELECT
        document_id, is_new, identifiers, sketch,
        unnest(list_transform(titles, lambda t: regexp_replace(strip_accents(lower(t)), '[^a-z0-9]', '', 'g'))) AS title
    FROM link_records
),
keys AS (
    SELECT document_id, is_new, 'identifier' AS kind, hash(unnest(identifiers)) AS key FROM link_records
    UNION ALL SELECT document_id, is_new, 'title', hash(title) FROM plain WHERE title <> ''
    UNION ALL SELECT document_id, is_new, 'letters', unnest(list_transform(
        range(1, length(title) - 10), lambda i: hash(substr(title, i, 12)))) FROM plain WHERE length(title) >= 12
    UNION ALL SELECT document_id, is_new, 'passages', unnest(sketch[1:64]) FROM link_records
),
once AS (SELECT DISTINCT * FROM keys),
telling AS (
    SELECT * FROM once
    QUALIFY count(*) OVER (PARTITION BY kind, key) BETWEEN 2 AND $most_sharing
),
shared AS (
    SELECT one.document_id AS one, other.document_id AS other, one.kind, count(*) AS n
    FROM telling AS one
    JOIN telling AS other USING (kind, key)
    WHERE one.document_id < other.document_id AND (one.is_new OR other.is_new)
    GROUP BY ALL
)
SELECT DISTINCT one, other
FROM shared
WHERE CASE kind WHEN 'letters' THEN n >= 6 WHEN 'passages' THEN n >= 3 ELSE true END
ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class LinkVerdict:
    """What a person says of two papers, by the ids their files state, or of two documents."""

    paper: str
    other: str
    is_same: bool


def link_works(
    connection: duckdb.DuckDBPyConnection, verdicts: Sequence[LinkVerdict] = ()
) -> list[str | None]:
    """Link documents to works anew, in the caller's transaction; only what is new is compared.

    Args:
        connection: The warehouse.
        verdicts: What people say; it stands before what files suggest.

    Returns:
        For each verdict why it changes nothing, None where it does.
    """
    connection.execute(_RECORDS, {"version": _VERSION})
    _compare_new(connection)
    connection.execute("DROP TABLE link_records")
    by_name: dict[str, list[str]] = defaultdict(list)
    for document_id, paper_id in connection.execute(
        "SELECT document_id, paper_id FROM core.documents ORDER BY fetched_at, document_id"
    ).fetchall():
        by_name[paper_id].append(document_id)
        by_name[document_id].append(document_id)
    order = [document_id for name, (document_id, *_) in by_name.items() if name == document_id]
    known, unknown, contradicted = _found(connection)
    by_itself = clusters(order, [(known, ()), (unknown, contradicted)])
    merged, apart = _as_pairs(verdicts, by_name)
    found = clusters(order, [(merged, ()), (known, apart), (unknown, [*apart, *contradicted])])
    _keep(connection, found)
    return [_problem(verdict, by_name, by_itself, found) for verdict in verdicts]


def _compare_new(connection: duckdb.DuckDBPyConnection) -> None:
    """Compare documents of which something new is known with all others, and keep the links found."""
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE link_changes AS
        SELECT document_id FROM link_records WHERE is_new
        UNION ALL SELECT document_id FROM core.linked_documents ANTI JOIN link_records USING (document_id)
        """
    )
    pairs = connection.execute(_PAIRS, {"most_sharing": _MOST_SHARING}).fetchall()
    records = _records(connection, {document_id for pair in pairs for document_id in pair})
    compared = [(one, other, compare(records[one], records[other])) for one, other in pairs]
    threshold = weights().threshold
    found = [link for link in compared if link[2].probability >= threshold or link[2].is_contradicted]
    with registered(connection, found=_link_table(found)):
        connection.execute(
            "DELETE FROM core.work_links "
            "WHERE document_id IN (FROM link_changes) OR other_document_id IN (FROM link_changes)"
        )
        connection.execute("INSERT INTO core.work_links BY NAME FROM found")
    connection.execute("DELETE FROM core.linked_documents WHERE document_id IN (FROM link_changes)")
    connection.execute(
        "INSERT INTO core.linked_documents SELECT document_id, digest FROM link_records WHERE is_new"
    )
    connection.execute("DROP TABLE link_changes")


def _records(connection: duckdb.DuckDBPyConnection, document_ids: set[str]) -> dict[str, WorkRecord]:
    with registered(connection, asked=pa.table({"document_id": pa.array(sorted(document_ids), pa.string())})):
        rows = connection.execute(
            """
            SELECT document_id, paper_id, titles, authors, year, identifiers, sketch, own_results
            FROM link_records SEMI JOIN asked USING (document_id)
            """
        ).fetchall()
    return {
        document_id: WorkRecord(
            document_id,
            paper_id,
            tuple(titles),
            tuple(authors),
            year,
            frozenset(identifiers),
            tuple(sketch),
            frozenset(own_results),
        )
        for document_id, paper_id, titles, authors, year, identifiers, sketch, own_results in rows
    }


def _link_table(found: Sequence[tuple[str, str, Comparison]]) -> pa.Table:
    return pa.table(
        {
            "document_id": pa.array([one for one, _, _ in found], pa.string()),
            "other_document_id": pa.array([other for _, other, _ in found], pa.string()),
            "probability": pa.array([verdict.probability for *_, verdict in found], pa.float64()),
            "evidence": pa.array([str(verdict) for *_, verdict in found], pa.string()),
            "knows_texts": pa.array([verdict.knows_texts for *_, verdict in found], pa.bool_()),
        }
    )


def _found(connection: duckdb.DuckDBPyConnection) -> tuple[IdPairs, IdPairs, IdPairs]:
    """Return links between known texts, links without, and the pairs that look alike and are not.

    The surest stand first and of equal ones the earliest. What looks alike and is not keeps apart what only titles and
    authors join: the slides of a talk bear those of the paper. It says nothing against texts, for two rewritten
    versions may have less in common with each other than with the first.
    """
    rows = connection.execute(
        """
        SELECT l.document_id, l.other_document_id, l.knows_texts, l.probability >= 0.5
        FROM core.work_links AS l
        JOIN core.documents AS one ON one.document_id = l.document_id
        JOIN core.documents AS other ON other.document_id = l.other_document_id
        ORDER BY
            l.probability DESC,
            greatest(one.fetched_at, other.fetched_at),
            least(one.fetched_at, other.fetched_at),
            l.document_id,
            l.other_document_id
        """
    ).fetchall()

    def of(wanted: tuple[bool | None, bool]) -> IdPairs:
        return [
            (one, other)
            for one, other, knows, is_link in rows
            if wanted in ((knows, is_link), (None, is_link))
        ]

    return of((True, True)), of((False, True)), of((None, False))


def _as_pairs(
    verdicts: Sequence[LinkVerdict], by_name: Mapping[str, Sequence[str]]
) -> tuple[IdPairs, IdPairs]:
    merged, apart = IdPairs(), IdPairs()
    for verdict in verdicts:
        here, there = by_name.get(verdict.paper, ()), by_name.get(verdict.other, ())
        (merged if verdict.is_same else apart).extend((one, other) for one in here for other in there)
    return merged, apart


def _problem(
    verdict: LinkVerdict,
    by_name: Mapping[str, Sequence[str]],
    by_itself: Sequence[Sequence[str]],
    found: Sequence[Sequence[str]],
) -> str | None:
    for name in (verdict.paper, verdict.other):
        if name not in by_name:
            return f"there is no paper or document {name}"
    pair = {by_name[verdict.paper][0], by_name[verdict.other][0]}
    if len(pair) == 1:
        return "both names are of one document"
    if any(pair <= set(group) for group in found) != verdict.is_same:
        return "another correction says the contrary"
    if any(pair <= set(group) for group in by_itself) == verdict.is_same:
        return "the files are taken for one work without it" if verdict.is_same else "nothing links the two"
    return None


def _keep(connection: duckdb.DuckDBPyConnection, found: Sequence[Sequence[str]]) -> None:
    """Write down which work each document belongs to.

    A work bears an arXiv id where it has one, else the name it came under first. A name that files of several
    works bear stays with the first.
    """
    stated = dict(connection.execute("SELECT document_id, paper_id FROM core.documents").fetchall())
    taken: set[str] = set()
    rows: list[tuple[str, str]] = []
    for group in found:
        names = sorted(
            dict.fromkeys(stated[one] for one in group), key=lambda name: not name.startswith("arxiv:")
        )
        work = next((name for name in names if name not in taken), f"{names[0]}~{group[0]}")
        taken.add(work)
        rows += [(document_id, work) for document_id in group]
    table = pa.table(
        {
            "document_id": pa.array([document_id for document_id, _ in rows], pa.string()),
            "paper_id": pa.array([work for _, work in rows], pa.string()),
        }
    )
    with registered(connection, works_now=table):
        connection.execute("DELETE FROM core.document_works")
        connection.execute("INSERT INTO core.document_works BY NAME FROM works_now")
