-- How far other works support each result, and how far it is ahead of them.

-- Names are compared without what papers write differently about them. Another work, or an imported table, agrees where
-- it gives the model of the same name the same error to a tenth of a point. A work is known of by the end of the year
-- after its own, for papers of one season do not know each other. Where fewer than three others are known by then, the next
-- years are looked at until there are three: what even later works do not come near was hardly reached before them.
CREATE VIEW core.result_support AS
WITH results AS (
    SELECT r.result_id, r.benchmark_id, regexp_replace(lower(r.model_name), '[^a-z0-9]', '', 'g') AS name_key, r.error, r.is_own, r.is_ensemble,
        r.paper_id AS work_id, w.year
    FROM main.reported_results AS r
    JOIN core.works AS w USING (paper_id)
    WHERE r.error BETWEEN 0 AND 1
),
printed AS (
    SELECT benchmark_id, name_key, error, work_id AS source FROM results
    UNION
    SELECT benchmark_id, regexp_replace(lower(model_name), '[^a-z0-9]', '', 'g'), CASE WHEN is_error THEN value / 100 ELSE 1 - value / 100 END,
        'import:' || source_id
    FROM core.imported_results
    WHERE benchmark_id IS NOT NULL
),
agreeing AS (
    SELECT r.result_id, count(DISTINCT o.source) AS agreeing_count
    FROM results AS r
    JOIN printed AS o
        ON o.benchmark_id = r.benchmark_id AND o.name_key = r.name_key AND o.source <> r.work_id
        AND abs(o.error - r.error) < 0.00101
    WHERE r.is_own
    GROUP BY r.result_id
),
bests AS (
    SELECT benchmark_id, work_id, year, min(error) AS error
    FROM results
    WHERE year IS NOT NULL AND NOT is_ensemble
    GROUP BY ALL
),
neighbours AS (
    SELECT r.benchmark_id, r.work_id, r.year, o.year AS other_year, o.error AS other_error,
        rank() OVER (PARTITION BY r.benchmark_id, r.work_id ORDER BY o.year) AS place
    FROM bests AS r
    JOIN bests AS o ON o.benchmark_id = r.benchmark_id AND o.work_id <> r.work_id
),
known AS (
    SELECT benchmark_id, work_id, count(*) AS other_count, list_sort(list(other_error))[2] AS second_best_error,
        greatest(year + 1, max(other_year)) AS known_until
    FROM neighbours
    WHERE other_year <= year + 1 OR place <= 3
    GROUP BY benchmark_id, work_id, year
)
SELECT
    r.result_id,
    r.work_id,
    coalesce(a.agreeing_count, 0) AS agreeing_count,
    k.second_best_error,
    k.known_until,
    -- A record lowers the error of its day by less than a quarter; three other works have to be known to tell.
    a.result_id IS NULL AND k.other_count >= 3 AND r.error < 0.75 * k.second_best_error AS is_ahead_of_its_time
FROM results AS r
LEFT JOIN agreeing AS a USING (result_id)
LEFT JOIN known AS k ON k.benchmark_id = r.benchmark_id AND k.work_id = r.work_id
WHERE r.is_own;
