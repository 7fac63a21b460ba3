-- severity: warning
-- says: a paper that OpenAlex lists as retracted stands in the analysis table
SELECT paper_id, openalex_id, count(*) AS row_count
FROM compute_error
JOIN paper_metadata USING (paper_id)
WHERE is_retracted
GROUP BY ALL
