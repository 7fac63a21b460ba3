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
SELECT p.* FROM core.projections AS p JOIN main.fit_runs AS r USING (fit_run_id) WHERE r.is_latest;

CREATE VIEW main.claims AS
SELECT c.* FROM core.claims AS c JOIN main.fit_runs AS r USING (fit_run_id) WHERE r.is_latest;
