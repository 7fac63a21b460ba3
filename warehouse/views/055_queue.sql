CREATE VIEW main.candidates AS
SELECT
    c.source,
    c.candidate_id,
    c.paper_id,
    c.arxiv_id,
    c.version,
    c.title,
    c.categories,
    c.licence,
    c.published_on,
    CASE
        WHEN o.candidate_id IS NOT NULL AND o.error_class IS NULL THEN 'loaded'
        WHEN o.error_class IS NOT NULL THEN 'failed'
        WHEN NOT c.is_relevant THEN 'left out'
        -- Only the newest version that a source has offered is read.
        WHEN c.version < max(c.version) OVER (PARTITION BY c.source, c.paper_id) THEN 'superseded'
        ELSE 'waiting'
    END AS state,
    o.error_class,
    o.reason,
    o.message,
    coalesce(o.attempt_count, 0) AS attempt_count,
    o.document_id,
    c.relevance_reasons,
    c.origin,
    c.found_in_load,
    o.load_id AS tried_in_load
FROM core.candidates AS c
LEFT JOIN core.candidate_outcomes AS o USING (candidate_id);

CREATE VIEW main.windows AS SELECT * FROM core.windows;

CREATE VIEW main.fetch_fallbacks AS SELECT * FROM core.fetch_fallbacks;
