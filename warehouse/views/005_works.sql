-- Each document with the paper it belongs to: its work's id where documents have been linked, else the one it states.
-- Without those that people have taken out.
CREATE VIEW core.work_documents AS
SELECT coalesce(w.paper_id, d.paper_id) AS paper_id, d.paper_id AS stated_paper_id, d.* EXCLUDE (paper_id)
FROM core.documents AS d
LEFT JOIN core.document_works AS w USING (document_id)
WHERE d.document_id NOT IN (SELECT document_id FROM core.dropped_documents);

-- What is known of a work: the paper whose id it bears says it first, then the others. The year is that of arXiv where
-- the work bears an arXiv id, else the earliest. A file without identifier speaks for itself, not for its name. People
-- know better than all of them.
CREATE VIEW core.works AS
WITH members AS (
    SELECT
        d.paper_id,
        p.arxiv_id,
        CASE WHEN starts_with(p.paper_id, 'file:') THEN coalesce(s.title, p.title) ELSE p.title END AS title,
        CASE WHEN starts_with(p.paper_id, 'file:') THEN coalesce(s.authors, p.authors) ELSE p.authors END AS authors,
        p.published_on,
        CASE WHEN starts_with(p.paper_id, 'file:') THEN coalesce(s.year, p.year) ELSE p.year END AS year,
        p.url,
        row_number() OVER (
            PARTITION BY d.paper_id ORDER BY d.stated_paper_id <> d.paper_id, d.fetched_at, d.document_id
        ) AS place
    FROM core.work_documents AS d
    JOIN core.papers AS p ON p.paper_id = d.stated_paper_id
    LEFT JOIN core.signatures AS s USING (document_id)
),
stated AS (
    SELECT
        paper_id,
        any_value(arxiv_id ORDER BY place) AS arxiv_id,
        any_value(title ORDER BY place) AS title,
        any_value(authors ORDER BY place) AS authors,
        any_value(published_on ORDER BY place) AS published_on,
        CASE WHEN starts_with(paper_id, 'arxiv:') THEN any_value(year ORDER BY place) ELSE min(year) END AS year,
        any_value(url ORDER BY place) AS url
    FROM members
    GROUP BY paper_id
)
SELECT
    s.paper_id,
    s.arxiv_id,
    coalesce(c.title, s.title) AS title,
    coalesce(c.authors, s.authors) AS authors,
    s.published_on,
    coalesce(c.year, s.year) AS year,
    s.url
FROM stated AS s
LEFT JOIN core.corrected_papers AS c USING (paper_id);

-- Every id under which a document of a work came in, to the id the work has here.
CREATE VIEW main.paper_ids AS
SELECT
    stated_paper_id,
    any_value(paper_id ORDER BY paper_id <> stated_paper_id, fetched_at, document_id) AS paper_id,
    list(DISTINCT document_id ORDER BY document_id) AS document_ids
FROM core.work_documents
GROUP BY stated_paper_id;

-- Which documents of different names are files of one work, and what says so.
CREATE VIEW main.work_links AS
SELECT
    here.paper_id,
    l.document_id,
    l.other_document_id,
    here.stated_paper_id,
    there.stated_paper_id AS other_stated_paper_id,
    l.probability,
    l.evidence,
    here.paper_id = there.paper_id AS is_one_work
FROM core.work_links AS l
JOIN core.work_documents AS here ON here.document_id = l.document_id
JOIN core.work_documents AS there ON there.document_id = l.other_document_id;
