-- The best result of each work by year. One order, `standing`, chooses it and ranks the works of a year: what is
-- doubtful comes last unless a person has verified it, then the lowest error leads, and support decides between equal
-- errors. What is verified or printed by another work, too, does not go before a lower error that stands alone: who
-- quotes whom hangs on which papers are here, and most records stand alone. `attested_place` ranks those with such
-- support among themselves.
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
ensembles AS (
    SELECT DISTINCT paper_id, benchmark_id, error
    FROM main.reported_results
    WHERE is_own AND is_ensemble
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
            -- Which of the two is wrong is open where a table that people typed in differs: it may follow another version.
            WHEN len(list_filter(d.doubts, lambda doubt: doubt <> 'imported table differs')) > 0 THEN 'doubtful'
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
    -- What a work says of an ensemble in one table it may print without a word in another.
    ANTI JOIN ensembles AS e
        ON e.paper_id = r.paper_id AND e.benchmark_id = r.benchmark_id AND abs(e.error - r.error) < 0.000005
    WHERE r.is_own
    -- Models are chosen on a development set: where a work prints both, what it says to be of the test set counts.
    QUALIFY r.split IS NOT DISTINCT FROM 'test'
        OR NOT (
            bool_or(r.split IS NOT DISTINCT FROM 'dev') OVER (PARTITION BY r.benchmark_id, s.work_id)
            AND bool_or(r.split IS NOT DISTINCT FROM 'test') OVER (PARTITION BY r.benchmark_id, s.work_id)
        )
),
ordered AS (
    SELECT
        *,
        support IN ('verified', 'corroborated') AS is_attested,
        row(support = 'doubtful', error, support = 'alone', support <> 'verified', result_id) AS standing
    FROM candidates
),
best_of_works AS (
    SELECT *
    FROM ordered
    QUALIFY row_number() OVER (PARTITION BY benchmark_id, work_id ORDER BY standing) = 1
)
SELECT
    benchmark_id,
    year,
    row_number() OVER (PARTITION BY benchmark_id, year ORDER BY standing) AS place,
    CASE
        WHEN is_attested THEN row_number() OVER (PARTITION BY benchmark_id, year, is_attested ORDER BY standing)
    END AS attested_place,
    * EXCLUDE (benchmark_id, year, is_attested, standing)
FROM best_of_works;
