CREATE VIEW main.model_runs AS SELECT * FROM core.model_runs;

CREATE VIEW main.compute_estimates AS SELECT * FROM core.compute_estimates;

-- Where a paper prints several results of one model on one benchmark, the best one counts, as in the published
-- tables; a result of low confidence (below 0.5) counts only where there is no other. Ensembles are left out
-- unless it is said of how many networks: the compute is else that of one. So are values that no share of 100 can
-- have, which are misread.
CREATE VIEW core.point_candidates AS
WITH run_results AS (
    SELECT
        run.run_id,
        run.is_own,
        r.result_id,
        r.benchmark_id,
        r.confidence,
        r.split,
        r.protocol,
        CASE WHEN r.is_error THEN r.value / 100 ELSE 1 - r.value / 100 END AS error
    FROM (SELECT run_id, is_own, facts, unnest(result_ids) AS result_id FROM core.model_runs) AS run
    JOIN main.reported_results AS r USING (result_id)
    WHERE r.is_own = run.is_own
        AND (NOT r.is_ensemble OR json_exists(run.facts, '$.model.networks'))
),
best_results AS (
    SELECT *
    FROM run_results
    WHERE error BETWEEN 0 AND 1
    QUALIFY row_number() OVER (
        PARTITION BY run_id, benchmark_id ORDER BY confidence < 0.5, error, result_id
    ) = 1
)
SELECT
    e.paper_id,
    best.benchmark_id,
    e.model_name,
    best.error,
    e.flop AS compute_flop,
    e.flop_low,
    e.flop_high,
    e.measure,
    p.year,
    e.is_imputed,
    e.hardware_kinds,
    least(best.confidence, e.confidence) AS confidence,
    best.confidence AS result_confidence,
    best.split,
    best.protocol,
    e.run_id,
    best.result_id,
    e.compute_ids,
    best.is_own
FROM best_results AS best
JOIN core.compute_estimates AS e USING (run_id)
JOIN core.works AS p USING (paper_id);

-- One row per own model, benchmark and measure whose parts are likely right: `analysis.points` says how likely.
CREATE VIEW core.compute_error_of_all AS
SELECT
    c.* EXCLUDE (result_confidence)
        REPLACE (coalesce(j.probability, c.confidence) AS confidence)
FROM core.point_candidates AS c
LEFT JOIN core.point_judgements AS j USING (run_id, benchmark_id, measure)
WHERE coalesce(j.is_point, true);

CREATE VIEW core.compute_error AS SELECT * EXCLUDE (is_own) FROM core.compute_error_of_all WHERE is_own;

CREATE VIEW main.compute_error AS FROM core.compute_error;

CREATE VIEW main.point_candidates AS
SELECT c.* EXCLUDE (confidence, is_own), j.probability, j.is_point, j.reasons
FROM core.point_candidates AS c
JOIN core.point_judgements AS j USING (run_id, benchmark_id, measure)
WHERE c.is_own;
