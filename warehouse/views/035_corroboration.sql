-- A fact may cite one paper several times; what is printed first is shown.
CREATE VIEW core.first_citations AS
SELECT fact_id, cited_paper_id, any_value(mark ORDER BY position) AS mark,
    any_value(cited_by ORDER BY position) AS cited_by
FROM main.citations
GROUP BY ALL;

-- Quoted results whose source is held, beside what the source prints.
CREATE VIEW main.quotations AS
SELECT
    q.quoting_paper_id,
    q.source_paper_id,
    q.benchmark_id,
    q.quoted_model_name,
    q.source_model_name,
    q.quoted_error,
    q.source_error,
    q.difference,
    q.verdict,
    q.why,
    least(quoting.confidence, source.confidence) AS confidence,
    quoting.location AS quoting_location,
    quoting.quote AS quoting_quote,
    source.location AS source_location,
    source.quote AS source_quote,
    c.mark,
    c.cited_by,
    q.quoting_result_id,
    q.source_result_id
FROM core.corroboration AS q
JOIN main.reported_results AS quoting ON quoting.result_id = q.quoting_result_id
LEFT JOIN main.reported_results AS source ON source.result_id = q.source_result_id
LEFT JOIN core.first_citations AS c ON c.fact_id = q.quoting_result_id AND c.cited_paper_id = q.source_paper_id;

-- Quoted costs whose source is held, beside what the source prints.
CREATE VIEW main.cost_quotations AS
SELECT
    q.quoting_paper_id,
    q.source_paper_id,
    q.quantity,
    q.quoted_model_name,
    q.source_model_name,
    q.quoted_value,
    q.source_value,
    q.factor,
    q.verdict,
    q.why,
    least(quoting.confidence, source.confidence) AS confidence,
    quoting.location AS quoting_location,
    quoting.quote AS quoting_quote,
    source.location AS source_location,
    source.quote AS source_quote,
    c.mark,
    c.cited_by,
    q.quoting_compute_id,
    q.source_compute_id
FROM core.cost_corroboration AS q
JOIN main.reported_compute AS quoting ON quoting.compute_id = q.quoting_compute_id
LEFT JOIN main.reported_compute AS source ON source.compute_id = q.source_compute_id
LEFT JOIN core.first_citations AS c ON c.fact_id = q.quoting_compute_id AND c.cited_paper_id = q.source_paper_id;

-- Numbers of whose model other papers print something, and what that does to their confidence.
CREATE VIEW main.agreement AS
SELECT
    f.table_name,
    f.paper_id,
    f.subject,
    f.model_name,
    f.value,
    f.is_own,
    a.agreeing_papers,
    a.differing_papers,
    a.nearest,
    a.reference,
    a.read_confidence,
    a.confidence,
    a.reasons,
    f.location,
    a.fact_id
FROM core.agreement AS a
JOIN (
    SELECT 'reported_results' AS table_name, result_id AS fact_id, paper_id, benchmark_id AS subject, model_name,
        round(100 * error, 6) AS value, is_own, location
    FROM main.reported_results
    UNION ALL
    SELECT 'reported_compute', compute_id, paper_id, quantity, model_name, value, is_own, location
    FROM main.reported_compute
) AS f USING (fact_id);

CREATE VIEW main.known_networks AS SELECT * FROM core.known_networks;

-- Own results, and what other papers quote of them.
CREATE VIEW main.corroboration AS
SELECT
    r.paper_id,
    r.benchmark_id,
    r.model_name,
    r.value,
    r.is_error,
    count(DISTINCT q.quoting_paper_id) AS quoting_paper_count,
    count(DISTINCT q.quoting_paper_id) FILTER (q.verdict = 'agrees') AS agreeing_paper_count,
    count(DISTINCT q.quoting_paper_id) FILTER (q.verdict = 'differs') AS differing_paper_count,
    list(DISTINCT q.quoting_paper_id ORDER BY q.quoting_paper_id) FILTER (q.verdict = 'agrees') AS agreeing_papers,
    list(DISTINCT q.quoting_paper_id ORDER BY q.quoting_paper_id) FILTER (q.verdict = 'differs') AS differing_papers,
    arg_max(q.difference, abs(q.difference)) AS largest_difference,
    r.confidence,
    r.location,
    r.quote,
    r.result_id
FROM main.reported_results AS r
LEFT JOIN main.quotations AS q ON q.source_result_id = r.result_id
WHERE r.is_own
GROUP BY ALL;

-- Works that papers here quote results from and that are not held, most wanted first; a work is known by its arXiv id
-- where any of the entries prints one, else by its title.
CREATE VIEW main.wanted AS
WITH entries AS (
    SELECT
        r.*,
        regexp_replace(strip_accents(lower(r.title)), '[^a-z0-9]', '', 'g') AS title_letters
    FROM main.references AS r
    WHERE r.cited_paper_id IS NULL AND r.title IS NOT NULL
),
identified AS (
    SELECT *, coalesce(mode(arxiv_id) OVER (PARTITION BY title_letters), title_letters) AS work
    FROM entries
    WHERE length(title_letters) >= 8
),
quoted AS (
    SELECT c.document_id, c.position, f.benchmark_id, count(*) AS quoted_count
    FROM main.citations AS c
    JOIN main.reported_results AS f ON f.result_id = c.fact_id
    GROUP BY ALL
)
SELECT
    q.benchmark_id,
    mode(e.title) AS title,
    mode(e.authors) AS authors,
    min(e.year) AS year,
    mode(e.arxiv_id) AS arxiv_id,
    count(DISTINCT e.paper_id) AS quoting_paper_count,
    sum(q.quoted_count)::BIGINT AS quoted_count,
    list(DISTINCT e.paper_id ORDER BY e.paper_id) AS quoting_papers
FROM identified AS e
JOIN quoted AS q USING (document_id, position)
GROUP BY q.benchmark_id, e.work
ORDER BY quoting_paper_count DESC, quoted_count DESC, title;
