-- severity: warning
-- says: a document gives one printed number in two units, or as multiply-adds and as FLOP
SELECT
    paper_id,
    quantity,
    model_name,
    value_printed,
    list(DISTINCT value ORDER BY value) AS values,
    list(DISTINCT unit_printed ORDER BY unit_printed) AS units,
    min(location) AS location
FROM reported_compute
WHERE value IS NOT NULL
GROUP BY paper_id, document_id, quantity, model_name, stage, value_printed
HAVING count(DISTINCT value) > 1 OR count(DISTINCT counts_macs) > 1
