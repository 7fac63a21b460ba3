-- severity: warning
-- says: documents that were there before say much more or much less than after the last good night
SELECT *
FROM core.fact_counts
WHERE greatest(before, now) >= 20 AND NOT now BETWEEN 0.8 * before AND 1.25 * before
