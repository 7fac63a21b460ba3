-- severity: warning
-- says: one table cell is read as several results of one benchmark
SELECT paper_id, benchmark_id, location, list(value ORDER BY value) AS values
FROM reported_results
WHERE row_index IS NOT NULL
GROUP BY paper_id, document_id, benchmark_id, is_error, split, protocol, page, anchor, location, value_printed
HAVING count(*) > 1
