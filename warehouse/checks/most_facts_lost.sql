-- severity: error
-- says: documents that were there before say less than half of what they said after the last good night
SELECT table_name, sum(before) AS before, sum(now) AS now
FROM core.fact_counts
GROUP BY table_name
HAVING sum(before) >= 100 AND sum(now) < 0.5 * sum(before)
