CREATE VIEW main.reported_results AS
SELECT
    preferred.paper_id,
    f.benchmark_id,
    f.model_name,
    f.value,
    f.is_error,
    f.is_own,
    f.split,
    f.protocol,
    f.is_ensemble,
    f.extra_training_data,
    f.confidence,
    f.document_id,
    f.location,
    f.quote,
    f.result_id,
    f.value_printed,
    f.reasons,
    f.page,
    f.anchor,
    f.section,
    f.table_label,
    f.row_index,
    f.column_index,
    f.box,
    f.valid_from_load AS load_id,
    f.extractor_version
FROM core.reported_results AS f
JOIN core.preferred_documents AS preferred USING (document_id)
WHERE f.valid_to_load IS NULL;

CREATE VIEW main.reported_compute AS
SELECT
    preferred.paper_id,
    f.quantity,
    f.value,
    f.text_value,
    f.unit_printed,
    f.model_name,
    f.stage,
    f.is_own,
    f.counts_macs,
    f.confidence,
    f.document_id,
    f.location,
    f.quote,
    f.compute_id,
    f.value_printed,
    f.value_low,
    f.value_high,
    f.reasons,
    f.page,
    f.anchor,
    f.section,
    f.table_label,
    f.row_index,
    f.column_index,
    f.box,
    f.valid_from_load AS load_id,
    f.extractor_version
FROM core.reported_compute AS f
JOIN core.preferred_documents AS preferred USING (document_id)
WHERE f.valid_to_load IS NULL;

CREATE VIEW main.reported_results_history AS
SELECT
    d.paper_id,
    f.*,
    opened.started_at AS valid_from,
    closed.started_at AS valid_to
FROM core.reported_results AS f
JOIN core.documents AS d USING (document_id)
JOIN core.loads AS opened ON opened.load_id = f.valid_from_load
LEFT JOIN core.loads AS closed ON closed.load_id = f.valid_to_load;

CREATE VIEW main.reported_compute_history AS
SELECT
    d.paper_id,
    f.*,
    opened.started_at AS valid_from,
    closed.started_at AS valid_to
FROM core.reported_compute AS f
JOIN core.documents AS d USING (document_id)
JOIN core.loads AS opened ON opened.load_id = f.valid_from_load
LEFT JOIN core.loads AS closed ON closed.load_id = f.valid_to_load;
