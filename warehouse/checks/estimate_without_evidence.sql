-- severity: error
-- says: a compute estimate cites a fact that no document states now
SELECT e.run_id, e.measure, e.compute_id
FROM (SELECT run_id, measure, unnest(compute_ids) AS compute_id FROM core.compute_estimates) AS e
ANTI JOIN core.compute_statements USING (compute_id)
