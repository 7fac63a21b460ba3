-- severity: error
-- says: an id that should be unique in its view is there more than once
SELECT 'reported_results' AS view_name, result_id AS id FROM reported_results GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'reported_compute', compute_id FROM reported_compute GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'papers', paper_id FROM papers GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'compute_error', concat_ws(' ', run_id, benchmark_id, measure)
FROM compute_error GROUP BY ALL HAVING count(*) > 1
