-- Where every number of the views of facts was printed, under one id.
CREATE VIEW main.evidence AS
WITH facts AS (
    SELECT result_id AS fact_id, 'reported_results' AS table_name, paper_id, document_id, page, anchor, section,
        table_label, row_index, column_index, box, location, quote, value_printed
    FROM main.reported_results
    UNION ALL
    SELECT compute_id, 'reported_compute', paper_id, document_id, page, anchor, section,
        table_label, row_index, column_index, box, location, quote, value_printed
    FROM main.reported_compute
    UNION ALL
    SELECT compute_id, 'training_settings', paper_id, document_id, page, anchor, section,
        table_label, row_index, column_index, box, location, quote, value_printed
    FROM main.training_settings
)
SELECT
    f.fact_id,
    f.table_name,
    f.paper_id,
    f.document_id,
    d.format,
    d.version,
    d.file_name,
    d.sha256,
    f.page,
    f.anchor,
    f.section,
    f.table_label,
    f.row_index,
    f.column_index,
    f.box,
    f.location,
    f.quote,
    f.value_printed,
    r.verdict AS second_reading,
    r.note AS second_reading_note,
    -- The very place in the version that was read, for places move from one version to the next.
    CASE
        WHEN p.arxiv_id IS NULL AND d.format = 'pdf' AND lower(p.url) LIKE '%.pdf' THEN p.url || coalesce('#page=' || f.page, '')
        WHEN p.arxiv_id IS NULL THEN p.url
        WHEN d.format = 'html' THEN 'https://arxiv.org/html/' || p.arxiv_id || v.suffix || coalesce('#' || f.anchor, '')
        WHEN d.format = 'pdf' THEN 'https://arxiv.org/pdf/' || p.arxiv_id || v.suffix || coalesce('#page=' || f.page, '')
        ELSE 'https://arxiv.org/abs/' || p.arxiv_id || v.suffix
    END AS url
FROM facts AS f
-- Copies under other names lie elsewhere than the work: the address is that of the file that was read.
LEFT JOIN core.documents AS d USING (document_id)
LEFT JOIN main.second_readings AS r USING (fact_id)
LEFT JOIN core.papers AS p ON p.paper_id = coalesce(d.paper_id, f.paper_id)
CROSS JOIN LATERAL (SELECT coalesce('v' || d.version, '') AS suffix) AS v;
