-- Where every number of the two views of facts was printed, under one id.
CREATE VIEW main.evidence AS
WITH facts AS (
    SELECT result_id AS fact_id, 'reported_results' AS table_name, paper_id, document_id, page, anchor, section,
        table_label, row_index, column_index, box, location, quote, value_printed
    FROM main.reported_results
    UNION ALL
    SELECT compute_id, 'reported_compute', paper_id, document_id, page, anchor, section,
        table_label, row_index, column_index, box, location, quote, value_printed
    FROM main.reported_compute
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
    f.value_printed
FROM facts AS f
LEFT JOIN core.documents AS d USING (document_id);
