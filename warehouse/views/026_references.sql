-- The bibliography of each paper's preferred document, with the paper each entry leads to.
CREATE VIEW main.references AS
SELECT
    p.paper_id,
    b.document_id,
    b.position,
    b.key,
    b.authors,
    b.title,
    b.year,
    b.venue,
    b.arxiv_id,
    b.doi,
    b.identifiers,
    cited.paper_id AS cited_paper_id,
    CASE
        WHEN cited.paper_id IS NOT NULL THEN r.resolved_by
        WHEN len(b.identifiers) > 0 THEN 'not held'
    END AS resolved_by,
    b.raw_text
FROM core.bibliographies AS b
JOIN core.preferred_documents AS p USING (document_id)
LEFT JOIN core.resolved_references AS r USING (document_id, position)
LEFT JOIN core.work_documents AS cited ON cited.document_id = r.cited_document_id;

-- Where quoted numbers are cited from: the entry of the bibliography, and the paper it leads to.
CREATE VIEW main.citations AS
SELECT
    c.fact_id,
    r.paper_id,
    c.document_id,
    c.position,
    c.mark,
    c.cited_by,
    r.key,
    r.authors,
    r.title,
    r.year,
    r.arxiv_id,
    r.cited_paper_id
FROM core.citations AS c
JOIN main.references AS r USING (document_id, position);
