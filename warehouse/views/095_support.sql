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
-- What is known of depends on the year alone: whole years are counted, and not every work with every other.
years AS (
    SELECT benchmark_id, year, sum(count(*)) OVER (PARTITION BY benchmark_id ORDER BY year) - count(*) AS works_before
    FROM bests
    GROUP BY benchmark_id, year
),
horizons AS (
    SELECT y.benchmark_id, y.year, greatest(y.year + 1, max(later.year)) AS horizon
    FROM years AS y
    -- The work itself is one of those before a later year: up to three of them are two others.
    LEFT JOIN years AS later
        ON later.benchmark_id = y.benchmark_id AND later.year > y.year + 1 AND later.works_before <= 3
    GROUP BY y.benchmark_id, y.year
),
known_by AS (
    SELECT h.benchmark_id, h.year, count(*) - 1 AS other_count, greatest(h.year + 1, max(b.year)) AS known_until,
        arg_min({'work_id': b.work_id, 'error': b.error}, b.error, 3) AS lowest
    FROM horizons AS h
    JOIN bests AS b ON b.benchmark_id = h.benchmark_id AND b.year <= h.horizon
    GROUP BY h.benchmark_id, h.year
),
known AS (
    SELECT b.benchmark_id, b.work_id, k.other_count, k.known_until,
        list_filter(k.lowest, lambda one: one.work_id <> b.work_id)[2].error AS second_best_error
    FROM bests AS b
    JOIN known_by AS k USING (benchmark_id, year)
    WHERE k.other_count > 0
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
