CREATE VIEW main.import_sources AS SELECT * FROM core.import_sources;

CREATE VIEW main.imported_results AS SELECT * FROM core.imported_results;

CREATE VIEW main.imported_compute AS SELECT * FROM core.imported_compute;

-- For each imported figure of a paper that was read here: the figure read from that paper for the model of the same
-- name, without what tables write differently about names; where no model has that name, for a model whose name holds
-- it or is held by it. The nearest number among several of one model is taken. Results agree when they are equal to one
-- decimal, compute when it is equal to 2 %, or a factor of two where one side counts multiply-adds.
CREATE VIEW main.import_agreement AS
WITH imported AS (
    SELECT source_id, row_id, 'reported_results' AS table_name, ids.paper_id, benchmark_id AS subject, model_name,
        CASE WHEN is_error THEN value ELSE 100 - value END AS figure, value,
        regexp_replace(lower(coalesce(model_name, '')), '[^a-z0-9]', '', 'g') AS name_key
    FROM core.imported_results AS imported
    JOIN main.paper_ids AS ids ON ids.stated_paper_id = imported.paper_id
    WHERE benchmark_id IS NOT NULL
    UNION ALL
    SELECT source_id, row_id, 'reported_compute', ids.paper_id, quantity, model_name,
        CASE WHEN counts_macs THEN 2 ELSE 1 END * value, value,
        regexp_replace(lower(coalesce(model_name, '')), '[^a-z0-9]', '', 'g')
    FROM core.imported_compute AS imported
    JOIN main.paper_ids AS ids ON ids.stated_paper_id = imported.paper_id
    WHERE value IS NOT NULL
),
mined AS (
    SELECT 'reported_results' AS table_name, paper_id, benchmark_id AS subject, model_name, result_id AS fact_id,
        CASE WHEN is_error THEN value ELSE 100 - value END AS figure, value, location,
        regexp_replace(lower(model_name), '[^a-z0-9]', '', 'g') AS name_key
    FROM main.reported_results
    UNION ALL
    -- A statement of no named model is about the paper's main runs, and so about any model of it.
    SELECT 'reported_compute', paper_id, quantity, model_name, compute_id,
        CASE WHEN counts_macs THEN 2 ELSE 1 END * value, value, location,
        regexp_replace(lower(coalesce(model_name, '')), '[^a-z0-9]', '', 'g')
    FROM main.reported_compute
    WHERE value IS NOT NULL
),
closest AS (
    SELECT
        i.*,
        m.fact_id,
        m.model_name AS mined_model_name,
        m.value AS mined_value,
        m.location,
        CASE
            WHEN m.name_key = i.name_key THEN 1
            WHEN m.name_key <> '' AND (contains(m.name_key, i.name_key) OR contains(i.name_key, m.name_key)) THEN 2
            ELSE 3
        END AS name_distance,
        CASE
            WHEN i.table_name = 'reported_results' THEN abs(i.figure - m.figure)
            WHEN i.figure > 0 AND m.figure > 0 THEN abs(ln(i.figure / m.figure))
            ELSE abs(i.figure - m.figure)
        END AS distance
    FROM imported AS i
    JOIN (SELECT DISTINCT paper_id FROM core.preferred_documents) USING (paper_id)
    LEFT JOIN mined AS m
        ON m.table_name = i.table_name AND m.paper_id = i.paper_id AND m.subject = i.subject
        AND (
            i.name_key = '' OR m.name_key = '' OR contains(m.name_key, i.name_key) OR contains(i.name_key, m.name_key)
        )
    QUALIFY row_number() OVER (
        PARTITION BY i.source_id, i.row_id, i.table_name, i.subject, i.value
        ORDER BY name_distance, distance, m.fact_id
    ) = 1
)
SELECT
    source_id,
    row_id,
    table_name,
    paper_id,
    subject,
    model_name,
    value,
    CASE
        WHEN fact_id IS NULL THEN 'not read'
        WHEN distance <= CASE table_name WHEN 'reported_results' THEN 0.0501 ELSE 0.02 END THEN 'agrees'
        ELSE 'differs'
    END AS agreement,
    mined_value,
    mined_model_name,
    fact_id,
    location
FROM closest;
