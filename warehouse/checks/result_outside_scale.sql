-- severity: warning
-- says: a printed result lies outside its benchmark's scale
SELECT r.paper_id, r.benchmark_id, r.model_name, r.value, r.location
FROM reported_results AS r
LEFT JOIN core.benchmarks AS b USING (benchmark_id)
WHERE NOT r.value BETWEEN 0 AND coalesce(b.full_score, 100)
