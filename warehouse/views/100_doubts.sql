-- Facts that a person should look at, once per doubt. What somebody has corrected or confirmed is not asked again.
CREATE VIEW main.doubtful_facts AS
WITH facts AS (
    SELECT 'reported_results' AS table_name, result_id AS fact_id, paper_id, benchmark_id AS subject, model_name,
        value, NULL::VARCHAR AS text_value, is_own, confidence, reasons, location, quote, is_error
    FROM main.reported_results
    WHERE correction_id IS NULL
    UNION ALL
    SELECT 'reported_compute', compute_id, paper_id, quantity, model_name,
        value, text_value, is_own, confidence, reasons, location, quote, NULL
    FROM main.reported_compute
    WHERE correction_id IS NULL
),
contradictions AS (
    SELECT
        here.preferred_fact_id AS fact_id,
        format('the {} file says {}', any_value(here.other_format ORDER BY there.other_location),
            string_agg(DISTINCT coalesce(there.text_value, there.value::VARCHAR), ' or ')) AS detail
    FROM main.format_agreement AS here
    JOIN main.format_agreement AS there
        ON there.agreement = 'only in other'
        AND there.paper_id = here.paper_id
        AND there.table_name = here.table_name
        AND there.subject = here.subject
        AND there.other_format = here.other_format
        AND there.other_version IS NOT DISTINCT FROM here.other_version
        AND lower(there.other_model_name) IS NOT DISTINCT FROM lower(here.preferred_model_name)
    WHERE here.agreement = 'only in preferred'
    GROUP BY here.preferred_fact_id
),
-- The median absolute deviation times 1.4826 estimates the standard deviation of normal residuals and minds no outlier.
spreads AS (
    SELECT fit_id, median(abs(residual)) * 1.4826 AS spread
    FROM main.fit_points
    GROUP BY fit_id
    HAVING count(residual) >= 10 AND spread > 0
),
outliers AS (
    SELECT p.result_id, f.measure, max_by(p.residual / s.spread, abs(p.residual / s.spread)) AS distance
    FROM main.fit_points AS p
    JOIN spreads AS s USING (fit_id)
    JOIN main.fits AS f USING (fit_id)
    WHERE abs(p.residual) > 3 * s.spread
    GROUP BY ALL
),
used AS (
    SELECT result_id, measure, [result_id] || compute_ids AS fact_ids FROM main.compute_error
),
doubts AS (
    SELECT fact_id, 'low confidence' AS doubt, array_to_string(reasons, '; ') AS detail
    FROM facts
    WHERE confidence < 0.5
    UNION ALL
    SELECT fact_id, 'files disagree', detail
    FROM contradictions
    UNION ALL
    -- One line per measure, however many points rest on the fact.
    SELECT
        fact_id,
        'outlier of the fit',
        format('{}{:.1f} standard deviations from the {} fit',
            CASE WHEN count(*) > 1 THEN format('{} points, the farthest ', count(*)) ELSE '' END,
            max_by(distance, abs(distance)), measure)
    FROM (
        SELECT DISTINCT unnest(u.fact_ids) AS fact_id, o.result_id, o.measure, o.distance
        FROM outliers AS o
        JOIN used AS u ON u.result_id = o.result_id AND u.measure = o.measure
    )
    GROUP BY fact_id, measure
    UNION ALL
    SELECT f.fact_id, 'implausible', format('scores lie between {} and {}', b.lowest_score, b.highest_score)
    FROM facts AS f
    JOIN core.benchmarks AS b ON b.benchmark_id = f.subject
    WHERE NOT CASE WHEN f.is_error THEN 100 - f.value ELSE f.value END BETWEEN b.lowest_score AND b.highest_score
    UNION ALL
    SELECT
        result_id,
        'ahead of its time',
        format('two other works up to {} come to {:.1f} % error at best, and none prints this figure',
            known_until, 100 * second_best_error)
    FROM core.result_support
    WHERE is_ahead_of_its_time
    UNION ALL
    SELECT fact_id, 'imported table differs', format('{} says {}', source_id, value)
    FROM main.import_agreement
    WHERE agreement = 'differs' AND lower(model_name) = lower(mined_model_name)
    UNION ALL
    -- Not where a protocol, a version or rounding tells the difference: these are nobody's error.
    SELECT unnest([quoting_result_id, source_result_id]), 'quotation differs',
        format('{} quotes error {} of {}, which prints {}', quoting_paper_id, quoted_error, source_paper_id, source_error)
    FROM main.quotations
    WHERE verdict = 'differs' AND why IN ('misread by us', 'misquoted or rerun')
    UNION ALL
    SELECT unnest([quoting_compute_id, source_compute_id]), 'quotation differs',
        format('{} quotes {:g} of {}, which prints {:g}', quoting_paper_id, quoted_value, source_paper_id, source_value)
    FROM main.cost_quotations
    WHERE verdict = 'differs' AND why = 'misread by us'
    UNION ALL
    -- Of results alone: what a network costs is printed for whatever is built on it, and rarely misread.
    SELECT fact_id, 'unlike other papers', format('{} other papers print {:g}', len(differing_papers), reference)
    FROM core.agreement AS a
    JOIN facts USING (fact_id)
    WHERE table_name = 'reported_results'
        AND list_contains(a.reasons, '- three other papers print one and the same, and it is off that')
    UNION ALL
    SELECT fact_id, 'second reading disagrees', note
    FROM main.second_readings
    WHERE verdict = 'disagrees'
    UNION ALL
    SELECT f.fact_id, 'retracted paper', format('OpenAlex lists it as retracted ({})', m.openalex_id)
    FROM facts AS f
    JOIN main.paper_metadata AS m USING (paper_id)
    WHERE m.is_retracted
)
SELECT DISTINCT
    f.table_name,
    f.fact_id,
    f.paper_id,
    f.subject,
    f.model_name,
    f.value,
    f.text_value,
    f.is_own,
    d.doubt,
    d.detail,
    f.confidence,
    f.fact_id IN (SELECT unnest(fact_ids) FROM used) AS is_in_fits,
    f.location,
    f.quote
FROM facts AS f
JOIN doubts AS d USING (fact_id);
