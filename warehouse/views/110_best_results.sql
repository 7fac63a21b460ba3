-- The best result of each work by year: the lowest error first, doubtful ones last unless a person has verified them.
-- What another work prints alike does not go before a lower error that stands alone, for most records do; it decides
-- between equal ones. Ensembles are left out, by what the reader says and by names that count several networks.
CREATE VIEW main.best_results AS
WITH doubts AS (
    SELECT fact_id, list_sort(list(DISTINCT doubt)) AS doubts
    FROM main.doubtful_facts
    WHERE table_name = 'reported_results'
    GROUP BY fact_id
),
confirmed AS (
    SELECT result_id
    FROM main.reported_results AS r
    JOIN core.corrections AS c USING (correction_id)
    WHERE c.action IN ('confirm', 'override', 'add')
),
candidates AS (
    SELECT
        r.benchmark_id,
        p.year,
        r.error,
        r.model_name,
        s.work_id,
        r.paper_id,
        p.title,
        CASE
            WHEN confirmed.result_id IS NOT NULL THEN 'verified'
            WHEN d.doubts IS NOT NULL THEN 'doubtful'
            WHEN s.agreeing_count > 0 THEN 'corroborated'
            ELSE 'alone'
        END AS support,
        s.agreeing_count,
        coalesce(d.doubts, []) AS doubts,
        r.confidence,
        r.location,
        r.quote,
        r.result_id
    FROM main.reported_results AS r
    JOIN core.result_support AS s USING (result_id)
    JOIN core.works AS p ON p.paper_id = r.paper_id
    LEFT JOIN confirmed USING (result_id)
    LEFT JOIN doubts AS d ON d.fact_id = r.result_id
    WHERE r.is_own AND NOT r.is_ensemble AND NOT regexp_matches(
        lower(r.model_name),
        '\bensembles?\b|\b([2-9]|[1-9]\d|two|three|four|five|six|seven|eight|nine|ten) ([a-z]+ )?(cnns|convnets|models|nets|networks)\b'
    )
),
best_of_works AS (
    SELECT *
    FROM candidates
    QUALIFY row_number() OVER (
        PARTITION BY benchmark_id, work_id
        ORDER BY support = 'doubtful', error, support = 'alone', support <> 'verified', result_id
    ) = 1
)
SELECT
    benchmark_id,
    year,
    row_number() OVER (
        PARTITION BY benchmark_id, year
        ORDER BY support = 'doubtful', error, support = 'alone', support <> 'verified', result_id
    ) AS place,
    * EXCLUDE (benchmark_id, year)
FROM best_of_works;
