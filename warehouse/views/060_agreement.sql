-- A paper read from several files: does each say the same? Facts are paired by what they are about and their
-- value, one to one, in the order of their ids; names are shown, not compared, because formats spell them apart.
CREATE VIEW main.format_agreement AS
WITH facts AS (
    SELECT 'reported_results' AS table_name, document_id, benchmark_id AS subject, value, NULL AS text_value,
        model_name, result_id AS fact_id, location
    FROM core.reported_results
    WHERE valid_to_load IS NULL
    UNION ALL
    SELECT 'reported_compute', document_id, quantity, value, lower(text_value),
        model_name, compute_id, location
    FROM core.reported_compute
    WHERE valid_to_load IS NULL
),
pairs AS (
    SELECT
        preferred.paper_id,
        preferred.document_id AS preferred_document_id,
        other.document_id AS other_document_id,
        chosen.format AS preferred_format,
        other.format AS other_format,
        chosen.version AS preferred_version,
        other.version AS other_version
    FROM core.preferred_documents AS preferred
    JOIN core.documents AS chosen USING (document_id)
    JOIN core.work_documents AS other ON other.paper_id = preferred.paper_id
        AND other.document_id <> preferred.document_id
        AND other.parse_status = 'parsed'
),
numbered AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY document_id, table_name, subject, value, text_value ORDER BY model_name, fact_id
        ) AS occurrence
    FROM facts
    WHERE document_id IN (SELECT unnest([preferred_document_id, other_document_id]) FROM pairs)
),
left_side AS (
    SELECT pairs.*, numbered.*
    FROM pairs JOIN numbered ON numbered.document_id = pairs.preferred_document_id
),
right_side AS (
    SELECT pairs.*, numbered.*
    FROM pairs JOIN numbered ON numbered.document_id = pairs.other_document_id
)
SELECT
    coalesce(l.paper_id, r.paper_id) AS paper_id,
    coalesce(l.table_name, r.table_name) AS table_name,
    coalesce(l.subject, r.subject) AS subject,
    coalesce(l.value, r.value) AS value,
    coalesce(l.text_value, r.text_value) AS text_value,
    CASE
        WHEN r.fact_id IS NULL THEN 'only in preferred'
        WHEN l.fact_id IS NULL THEN 'only in other'
        ELSE 'agrees'
    END AS agreement,
    l.model_name AS preferred_model_name,
    r.model_name AS other_model_name,
    coalesce(l.preferred_format, r.preferred_format) AS preferred_format,
    coalesce(l.other_format, r.other_format) AS other_format,
    coalesce(l.preferred_version, r.preferred_version) AS preferred_version,
    coalesce(l.other_version, r.other_version) AS other_version,
    l.fact_id AS preferred_fact_id,
    r.fact_id AS other_fact_id,
    l.location AS preferred_location,
    r.location AS other_location
FROM left_side AS l
FULL JOIN right_side AS r
    ON r.preferred_document_id = l.preferred_document_id
    AND r.other_document_id = l.other_document_id
    AND r.table_name = l.table_name
    AND r.subject = l.subject
    AND r.value IS NOT DISTINCT FROM l.value
    AND r.text_value IS NOT DISTINCT FROM l.text_value
    AND r.occurrence = l.occurrence;
