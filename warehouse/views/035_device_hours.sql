-- Device-hours as papers print them. What kind of device they count stands in the unit (GPU-days), else in the words
-- around it, else with the hardware of the run; hours of different kinds are no amount together, and those quoted from
-- other work are that work's.
CREATE VIEW main.device_hours AS
WITH statements AS (
    FROM main.reported_compute WHERE quantity = 'device_hours'
),
-- Cores and chips of TPUs are told apart by nobody here: "TPU-core-days" count cores.
named AS (
    SELECT
        compute_id,
        place,
        list_distinct(list_transform(
            regexp_extract_all(words, '(?i)\b(gpu|tpu|cpu)(?:s|v[0-9]|\b)', 1), lambda word: lower(word)
        )) AS kinds
    FROM (
        SELECT compute_id, 'unit' AS place, concat_ws(' ', replace(unit_printed, '-', ' '), text_value) AS words
        FROM statements
        UNION ALL
        SELECT compute_id, 'quote', quote FROM statements
        UNION ALL
        SELECT s.compute_id, 'run', string_agg(DISTINCT h.kind, ' ')
        FROM (SELECT hardware_id, unnest(compute_ids) AS compute_id FROM core.model_runs) AS run
        JOIN statements AS s USING (compute_id)
        JOIN core.hardware AS h USING (hardware_id)
        GROUP BY s.compute_id
    )
),
kinds AS (
    SELECT compute_id, kinds[1] AS device_kind, place AS device_kind_from
    FROM named
    WHERE len(kinds) = 1
    QUALIFY row_number() OVER (
        PARTITION BY compute_id ORDER BY list_position(['unit', 'quote', 'run'], place), kinds[1]
    ) = 1
)
SELECT
    s.paper_id,
    s.model_name,
    s.stage,
    s.value AS device_hours,
    k.device_kind,
    k.device_kind_from,
    s.is_own,
    s.unit_printed,
    s.confidence,
    s.document_id,
    s.location,
    s.quote,
    s.compute_id
FROM statements AS s
LEFT JOIN kinds AS k USING (compute_id);
