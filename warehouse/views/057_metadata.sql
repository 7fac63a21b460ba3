CREATE VIEW main.paper_metadata AS
SELECT
    ids.paper_id,
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
JOIN main.paper_ids AS ids ON ids.stated_paper_id = m.paper_id
QUALIFY row_number() OVER (
    PARTITION BY ids.paper_id ORDER BY m.openalex_id IS NULL, m.paper_id <> ids.paper_id, m.paper_id
) = 1;
