-- severity: warning
-- says: the share of papers that report usable training compute is far from the expected 20 %
-- About one paper in five prints it (99 and 84 of the 516 rows in the tables of the published study). Fewer than 100
-- papers say little about a share.
SELECT count(*) AS papers, round(avg(has_compute::INTEGER), 3) AS share
FROM (
    SELECT
        paper_id IN (SELECT paper_id FROM compute_estimates WHERE is_own AND NOT is_imputed) AS has_compute
    FROM papers
    WHERE paper_id IN (SELECT paper_id FROM reported_results WHERE is_own)
)
HAVING count(*) >= 100 AND NOT avg(has_compute::INTEGER) BETWEEN 0.1 AND 0.4
