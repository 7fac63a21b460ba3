CREATE VIEW main.loads AS
SELECT
    l.load_id,
    l.started_at,
    l.finished_at,
    l.status,
    l.source,
    count(i.origin) AS item_count,
    count(*) FILTER (i.outcome = 'loaded') AS loaded_count,
    count(*) FILTER (i.outcome = 'unchanged') AS unchanged_count,
    count(*) FILTER (i.outcome = 'failed') AS failed_count,
    count(*) FILTER (i.outcome = 'skipped') AS skipped_count,
    l.flow_run_id,
    l.code_version,
    l.extractor_version,
    l.settings,
    l.message,
    l.fit_run_id
FROM core.loads AS l
LEFT JOIN core.load_items AS i USING (load_id)
GROUP BY ALL;

CREATE VIEW main.load_items AS SELECT * FROM core.load_items;

CREATE VIEW main.load_changes AS
WITH events AS (
    SELECT 'reported_results' AS table_name, result_id AS fact_id, document_id, valid_from_load AS load_id, true AS is_opened
    FROM core.reported_results
    UNION ALL
    SELECT 'reported_results', result_id, document_id, valid_to_load, false
    FROM core.reported_results WHERE valid_to_load IS NOT NULL
    UNION ALL
    SELECT 'reported_compute', compute_id, document_id, valid_from_load, true
    FROM core.reported_compute
    UNION ALL
    SELECT 'reported_compute', compute_id, document_id, valid_to_load, false
    FROM core.reported_compute WHERE valid_to_load IS NOT NULL
),
changes AS (
    SELECT load_id, table_name, document_id, bool_or(is_opened) AS is_opened, bool_or(NOT is_opened) AS is_closed
    FROM events
    GROUP BY load_id, table_name, document_id, fact_id
)
SELECT
    c.load_id,
    c.table_name,
    d.paper_id,
    count(*) FILTER (c.is_opened AND NOT c.is_closed) AS added_count,
    count(*) FILTER (c.is_closed AND NOT c.is_opened) AS removed_count,
    count(*) FILTER (c.is_opened AND c.is_closed) AS changed_count
FROM changes AS c
JOIN core.work_documents AS d USING (document_id)
GROUP BY ALL;

-- What documents that had facts after the last good night said then, and what they say now. Empty unless this file
-- is published after a night, for only then it is known which night was the last.
CREATE VIEW core.fact_counts AS
WITH last_night AS (
    SELECT max(load_id) AS load_id
    FROM core.loads
    WHERE status = 'succeeded' AND load_id < (SELECT load_id FROM core.publication)
),
facts AS (
    SELECT 'reported_results' AS table_name, benchmark_id AS subject, document_id, valid_from_load, valid_to_load
    FROM core.reported_results
    UNION ALL
    SELECT 'reported_compute', quantity, document_id, valid_from_load, valid_to_load
    FROM core.reported_compute
),
known_documents AS (
    SELECT DISTINCT facts.document_id FROM facts JOIN last_night ON facts.valid_from_load <= last_night.load_id
)
SELECT
    f.table_name,
    f.subject,
    count(*) FILTER (
        f.valid_from_load <= last_night.load_id
        AND (f.valid_to_load IS NULL OR f.valid_to_load > last_night.load_id)
    ) AS before,
    count(*) FILTER (f.valid_to_load IS NULL) AS now
FROM facts AS f
SEMI JOIN known_documents USING (document_id)
CROSS JOIN last_night
GROUP BY ALL;
