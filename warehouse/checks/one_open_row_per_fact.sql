-- severity: error
-- says: a fact has more than one open row
SELECT 'reported_results' AS table_name, result_id AS fact_id
FROM core.reported_results WHERE valid_to_load IS NULL GROUP BY result_id HAVING count(*) > 1
UNION ALL
SELECT 'reported_compute', compute_id
FROM core.reported_compute WHERE valid_to_load IS NULL GROUP BY compute_id HAVING count(*) > 1
