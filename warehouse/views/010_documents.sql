-- The one document of a work whose facts analysts see. A file that states no version is taken to be the newest. Any sound
-- file goes before one of a quality below 0.5, in which most checks of the reader failed, and before one that is damaged
-- where facts stand; then files that state the id the work bears go before copies under other names.
CREATE VIEW core.preferred_documents AS
WITH readable AS (
    SELECT *, coalesce(version, max(version) OVER (PARTITION BY paper_id)) AS effective_version
    FROM core.work_documents
    WHERE parse_status = 'parsed'
)
SELECT paper_id, document_id
FROM readable
QUALIFY row_number() OVER (
    PARTITION BY paper_id
    ORDER BY
        quality < 0.5 OR document_id IN (
            SELECT document_id FROM core.document_damage WHERE code IN ('facts_in_doubt', 'table_left_as_code')
        ),
        stated_paper_id <> paper_id,
        effective_version DESC,
        CASE format WHEN 'html' THEN 1 WHEN 'latex' THEN 2 ELSE 3 END,
        fetched_at DESC,
        document_id
) = 1;

CREATE VIEW main.documents AS
SELECT
    d.document_id,
    d.paper_id,
    d.format,
    d.version,
    d.sha256,
    d.file_name,
    d.fetched_at,
    d.parse_status,
    d.error_class,
    d.reason,
    d.parse_error,
    d.extractor_version,
    d.quality,
    d.page_count,
    d.table_count,
    d.paragraph_count,
    d.read_in_load,
    p.document_id IS NOT NULL AS is_preferred,
    d.stated_paper_id
FROM core.work_documents AS d
LEFT JOIN core.preferred_documents AS p USING (document_id);

CREATE VIEW main.papers AS
SELECT
    w.paper_id,
    w.arxiv_id,
    w.title,
    w.authors,
    w.published_on,
    w.year,
    w.url,
    licences.licence,
    preferred.document_id AS preferred_document_id,
    documents.document_count,
    documents.stated_paper_ids
FROM core.works AS w
JOIN (
    SELECT
        paper_id,
        count(*) AS document_count,
        list(DISTINCT stated_paper_id ORDER BY stated_paper_id) AS stated_paper_ids
    FROM core.work_documents
    GROUP BY paper_id
) AS documents USING (paper_id)
LEFT JOIN core.preferred_documents AS preferred USING (paper_id)
LEFT JOIN (
    SELECT ids.paper_id, arg_max(c.licence, coalesce(c.version, 0)) AS licence
    FROM core.candidates AS c
    JOIN main.paper_ids AS ids ON ids.stated_paper_id = c.paper_id
    WHERE c.licence IS NOT NULL
    GROUP BY ids.paper_id
) AS licences USING (paper_id);
