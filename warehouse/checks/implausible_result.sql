-- severity: warning
-- says: a printed result is not plausible for its benchmark
SELECT r.paper_id, r.benchmark_id, r.model_name, r.value, r.location
FROM reported_results AS r
JOIN benchmarks AS b USING (benchmark_id)
WHERE NOT CASE WHEN r.is_error THEN 100 - r.value ELSE r.value END BETWEEN b.lowest_score AND b.highest_score
