-- Numbers in tables of PDFs, which a second reader can look at. What a person has corrected or confirmed needs none.
CREATE VIEW core.printed_cells AS
WITH facts AS (
    SELECT result_id AS fact_id, document_id, value_printed, quote, box, row_index, correction_id
    FROM main.reported_results
    UNION ALL
    SELECT compute_id, document_id, value_printed, quote, box, row_index, correction_id
    FROM main.reported_compute
)
SELECT f.fact_id, f.document_id, d.sha256, d.file_name, f.value_printed, f.quote, f.box
FROM facts AS f
JOIN core.documents AS d USING (document_id)
WHERE d.format = 'pdf' AND f.row_index IS NOT NULL AND f.box IS NOT NULL AND f.correction_id IS NULL;

CREATE VIEW main.second_readings AS
SELECT r.fact_id, r.document_id, r.verdict, r.note, r.reader_version, r.read_in_load
FROM core.second_readings AS r
JOIN core.printed_cells AS c USING (fact_id, document_id, value_printed, quote, box);
