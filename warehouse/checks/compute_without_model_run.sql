-- severity: error
-- says: a compute estimate belongs to no model run
SELECT run_id, measure FROM core.compute_estimates ANTI JOIN core.model_runs USING (run_id)
