CREATE VIEW main.paper_metadata AS
SELECT
    m.paper_id,
    m.doi,
    m.openalex_id IS NOT NULL AS is_known,
    m.openalex_id,
    m.cited_by_count,
    m.referenced_works_count,
    m.publication_year,
    m.publication_date,
    m.work_type,
    m.venue,
    m.licence,
    m.topic,
    m.is_retracted,
    m.fetched_at
FROM core.paper_metadata AS m
SEMI JOIN main.papers USING (paper_id);
