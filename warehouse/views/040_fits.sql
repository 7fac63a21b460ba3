CREATE VIEW main.fit_runs AS
SELECT
    r.*,
    r.fit_run_id = (
        SELECT arg_max(fit_run_id, load_id) FROM core.loads WHERE fit_run_id IS NOT NULL
    ) AS is_latest
FROM core.fit_runs AS r;

CREATE VIEW main.fits_history AS
SELECT f.*, r.snapshot_hash, r.code_version, r.load_id, r.recorded_at, r.is_latest
FROM core.fits AS f
JOIN main.fit_runs AS r USING (fit_run_id);

CREATE VIEW main.fits AS
SELECT f.*, r.snapshot_hash, r.code_version
FROM core.fits AS f
JOIN main.fit_runs AS r USING (fit_run_id)
WHERE r.is_latest;

CREATE VIEW main.fit_points AS
SELECT p.* FROM core.fit_points AS p JOIN main.fit_runs AS r USING (fit_run_id) WHERE r.is_latest;

CREATE VIEW main.projections AS
SELECT t.* FROM core.projections AS t JOIN main.fit_runs AS r USING (fit_run_id) WHERE r.is_latest;

CREATE VIEW main.published_projections AS
SELECT t.* FROM core.published_projections AS t JOIN main.fit_runs AS r USING (fit_run_id) WHERE r.is_latest;

CREATE VIEW main.multiverse AS
SELECT t.* FROM core.multiverse AS t JOIN main.fit_runs AS r USING (fit_run_id) WHERE r.is_latest;

CREATE VIEW main.multiverse_moves AS
SELECT t.* FROM core.multiverse_moves AS t JOIN main.fit_runs AS r USING (fit_run_id) WHERE r.is_latest;

CREATE VIEW main.form_comparison AS
SELECT t.* FROM core.form_comparison AS t JOIN main.fit_runs AS r USING (fit_run_id) WHERE r.is_latest;

CREATE VIEW main.frontier AS
SELECT t.* FROM core.frontier AS t JOIN main.fit_runs AS r USING (fit_run_id) WHERE r.is_latest;

CREATE VIEW main.compute_for_error AS
SELECT t.* FROM core.compute_for_error AS t JOIN main.fit_runs AS r USING (fit_run_id) WHERE r.is_latest;

CREATE VIEW main.progress AS
SELECT t.* FROM core.progress AS t JOIN main.fit_runs AS r USING (fit_run_id) WHERE r.is_latest;

CREATE VIEW main.theory AS
SELECT t.* FROM core.theory AS t JOIN main.fit_runs AS r USING (fit_run_id) WHERE r.is_latest;

CREATE VIEW main.decompositions AS
SELECT t.* FROM core.decompositions AS t JOIN main.fit_runs AS r USING (fit_run_id) WHERE r.is_latest;

CREATE VIEW main.claims AS
SELECT t.* FROM core.claims AS t JOIN main.fit_runs AS r USING (fit_run_id) WHERE r.is_latest;
