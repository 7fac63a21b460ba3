-- What the extractor read in preferred documents, before anybody corrected it.

CREATE VIEW core.mined_results AS
SELECT preferred.paper_id, f.* EXCLUDE (valid_from_load, valid_to_load), f.valid_from_load AS load_id
FROM core.reported_results AS f
JOIN core.preferred_documents AS preferred USING (document_id)
WHERE f.valid_to_load IS NULL;

CREATE VIEW core.mined_compute AS
SELECT preferred.paper_id, f.* EXCLUDE (valid_from_load, valid_to_load), f.valid_from_load AS load_id
FROM core.reported_compute AS f
JOIN core.preferred_documents AS preferred USING (document_id)
WHERE f.valid_to_load IS NULL;

CREATE VIEW core.corrected_facts AS
SELECT unnest(fact_ids) AS fact_id, correction_id FROM core.corrections WHERE status = 'applied';

CREATE VIEW main.reported_results AS
WITH facts AS (
    SELECT *, NULL AS correction_id
    FROM core.mined_results
    WHERE result_id NOT IN (SELECT fact_id FROM core.corrected_facts)
    UNION ALL BY NAME
    FROM core.corrected_results
)
SELECT
    paper_id,
    benchmark_id,
    model_name,
    value,
    is_error,
    is_own,
    split,
    protocol,
    is_ensemble,
    extra_training_data,
    coalesce(agreement.confidence, facts.confidence) AS confidence,
    document_id,
    location,
    quote,
    result_id,
    value_printed,
    list_concat(coalesce(agreement.reasons, []), facts.reasons) AS reasons,
    page,
    anchor,
    section,
    table_label,
    row_index,
    column_index,
    box,
    load_id,
    extractor_version,
    correction_id,
    facts.confidence AS read_confidence,
    -- One direction for all: what fits and comparisons are about, as a fraction.
    CASE WHEN is_error THEN value / 100 ELSE 1 - value / 100 END AS error
FROM facts
LEFT JOIN core.agreement AS agreement ON correction_id IS NULL AND agreement.fact_id = facts.result_id
WHERE benchmark_id NOT IN (SELECT benchmark_id FROM core.benchmarks WHERE NOT is_followed);

-- All that papers state about compute: costs, and the settings that they are computed with.
CREATE VIEW core.compute_statements AS
WITH facts AS (
    SELECT *, NULL AS correction_id
    FROM core.mined_compute
    WHERE compute_id NOT IN (SELECT fact_id FROM core.corrected_facts)
    UNION ALL BY NAME
    FROM core.corrected_compute
)
SELECT
    paper_id,
    quantity,
    value,
    text_value,
    unit_printed,
    model_name,
    dataset_name,
    stage,
    is_own,
    counts_macs,
    coalesce(agreement.confidence, facts.confidence) AS confidence,
    document_id,
    location,
    quote,
    compute_id,
    value_printed,
    value_low,
    value_high,
    list_concat(coalesce(agreement.reasons, []), facts.reasons) AS reasons,
    page,
    anchor,
    section,
    table_label,
    row_index,
    column_index,
    box,
    load_id,
    extractor_version,
    correction_id,
    facts.confidence AS read_confidence
FROM facts
LEFT JOIN core.agreement AS agreement ON correction_id IS NULL AND agreement.fact_id = facts.compute_id;

CREATE VIEW main.reported_compute AS
FROM core.compute_statements WHERE quantity NOT IN (SELECT quantity FROM core.settings);

CREATE VIEW main.training_settings AS
SELECT * EXCLUDE (counts_macs) FROM core.compute_statements WHERE quantity IN (SELECT quantity FROM core.settings);

CREATE VIEW main.reported_results_history AS
SELECT
    d.paper_id,
    f.*,
    opened.started_at AS valid_from,
    closed.started_at AS valid_to
FROM core.reported_results AS f
JOIN core.work_documents AS d USING (document_id)
JOIN core.loads AS opened ON opened.load_id = f.valid_from_load
LEFT JOIN core.loads AS closed ON closed.load_id = f.valid_to_load;

CREATE VIEW main.reported_compute_history AS
SELECT
    d.paper_id,
    f.*,
    opened.started_at AS valid_from,
    closed.started_at AS valid_to
FROM core.reported_compute AS f
JOIN core.work_documents AS d USING (document_id)
JOIN core.loads AS opened ON opened.load_id = f.valid_from_load
LEFT JOIN core.loads AS closed ON closed.load_id = f.valid_to_load;
