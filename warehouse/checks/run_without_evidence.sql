-- severity: error
-- says: a model run cites a result that no document states now
SELECT r.run_id, r.result_id
FROM (SELECT run_id, unnest(result_ids) AS result_id FROM core.model_runs) AS r
ANTI JOIN reported_results USING (result_id)
