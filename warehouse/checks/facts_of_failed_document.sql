-- severity: error
-- says: a document that could not be read has facts
SELECT DISTINCT d.document_id
FROM core.documents AS d
JOIN (
    SELECT document_id FROM core.reported_results WHERE valid_to_load IS NULL
    UNION ALL
    SELECT document_id FROM core.reported_compute WHERE valid_to_load IS NULL
) AS f USING (document_id)
WHERE d.parse_status = 'failed'
