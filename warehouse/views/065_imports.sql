CREATE VIEW main.import_sources AS SELECT * FROM core.import_sources;

CREATE VIEW main.imported_results AS SELECT * FROM core.imported_results;

CREATE VIEW main.imported_compute AS SELECT * FROM core.imported_compute;

-- The work each imported row is about: by the identifier its table links to, else by a title that one work alone has.
CREATE VIEW core.imported_works AS
WITH titles AS (
    SELECT title_key, any_value(paper_id) AS paper_id
    FROM (SELECT paper_id, regexp_replace(lower(title), '[^a-z0-9]', '', 'g') AS title_key FROM main.papers)
    WHERE length(title_key) >= 20
    GROUP BY title_key
    HAVING count(*) = 1
),
imported AS (
    SELECT source_id, row_id, paper_id, paper_title FROM core.imported_results
    UNION
    SELECT source_id, row_id, paper_id, paper_title FROM core.imported_compute
)
SELECT source_id, row_id, coalesce(ids.paper_id, titles.paper_id) AS paper_id
FROM imported AS i
LEFT JOIN main.paper_ids AS ids ON ids.stated_paper_id = i.paper_id
LEFT JOIN titles ON titles.title_key = regexp_replace(lower(i.paper_title), '[^a-z0-9]', '', 'g')
WHERE coalesce(ids.paper_id, titles.paper_id) IS NOT NULL;

-- For each imported figure of a work that was read here: the figure read for the model of the same name, without what
-- tables write differently about names; where no model has that name, for the one model whose name holds it or is held
-- by it, for results with no more than half of the longer name left over. Where several models could be meant, none is
-- taken. Of several numbers of that model (crops, sizes, splits) the nearest is shown. Results agree when they are equal to one decimal, compute when it is equal to 2 %, multiply-adds
-- counted twice.
CREATE VIEW main.import_agreement AS
WITH imported AS (
    SELECT source_id, row_id, 'reported_results' AS table_name, w.paper_id, benchmark_id AS subject, model_name,
        CASE WHEN is_error THEN value ELSE 100 - value END AS figure, value,
        regexp_replace(lower(model_name), '[^a-z0-9]', '', 'g') AS name_key
    FROM core.imported_results
    JOIN core.imported_works AS w USING (source_id, row_id)
    WHERE benchmark_id IS NOT NULL
    UNION ALL
    SELECT source_id, row_id, 'reported_compute', w.paper_id, quantity, model_name,
        CASE WHEN counts_macs THEN 2 ELSE 1 END * value, value,
        regexp_replace(lower(model_name), '[^a-z0-9]', '', 'g')
    FROM core.imported_compute
    JOIN core.imported_works AS w USING (source_id, row_id)
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
paired AS (
    SELECT
        i.*,
        m.fact_id,
        m.model_name AS mined_model_name,
        m.name_key AS mined_key,
        m.value AS mined_value,
        m.location,
        CASE
            WHEN m.name_key = i.name_key THEN 1
            WHEN m.name_key = '' THEN 3
            WHEN i.table_name = 'reported_results'
                AND 2 * least(length(m.name_key), length(i.name_key)) < greatest(length(m.name_key), length(i.name_key))
                THEN NULL
            -- One name holds the other, and not in the middle of a number: ResNet-15 is not in ResNet-152.
            WHEN contains(m.name_key, i.name_key) AND NOT regexp_matches(
                i.name_key || '|' || replace(m.name_key, i.name_key, '#'), '[0-9]\|.*#[0-9]'
            ) THEN 2
            WHEN contains(i.name_key, m.name_key) AND NOT regexp_matches(
                m.name_key || '|' || replace(i.name_key, m.name_key, '#'), '[0-9]\|.*#[0-9]'
            ) THEN 2
        END AS name_distance,
        CASE
            WHEN i.table_name = 'reported_results' THEN abs(i.figure - m.figure)
            WHEN i.figure > 0 AND m.figure > 0 THEN abs(ln(i.figure / m.figure))
            ELSE abs(i.figure - m.figure)
        END AS distance
    FROM imported AS i
    JOIN mined AS m USING (table_name, paper_id, subject)
),
closest AS (
    SELECT *
    FROM (
        SELECT *, count(DISTINCT mined_key) OVER (
            PARTITION BY source_id, row_id, table_name, subject, value, name_distance
        ) AS name_count
        FROM paired
        WHERE name_distance IS NOT NULL
    )
    WHERE name_count = 1
    QUALIFY row_number() OVER (
        PARTITION BY source_id, row_id, table_name, subject, value ORDER BY name_distance, distance, fact_id
    ) = 1
)
SELECT
    i.source_id,
    i.row_id,
    i.table_name,
    i.paper_id,
    i.subject,
    i.model_name,
    i.value,
    CASE
        WHEN c.fact_id IS NULL THEN 'not read'
        WHEN c.distance <= CASE i.table_name WHEN 'reported_results' THEN 0.0501 ELSE 0.02 END THEN 'agrees'
        ELSE 'differs'
    END AS agreement,
    c.mined_value,
    c.mined_model_name,
    c.fact_id,
    c.location
FROM (
    SELECT DISTINCT * EXCLUDE (figure)
    FROM imported
    WHERE paper_id IN (SELECT paper_id FROM core.preferred_documents)
) AS i
LEFT JOIN closest AS c USING (source_id, row_id, table_name, subject, value);
