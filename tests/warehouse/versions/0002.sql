INSERT INTO core.model_runs (run_id, paper_id, model_name, is_own, name_variants, facts, result_ids, compute_ids)
VALUES ('run', 'file:old', 'ResNet-50', true, [], '{}', ['r1'], ['c1']);
INSERT INTO core.compute_estimates
    (run_id, paper_id, model_name, is_own, measure, flop, is_imputed, flags, inputs, compute_ids)
VALUES ('run', 'file:old', 'ResNet-50', true, 'reported', 1e18, false, [], '{}', ['c1']);
INSERT INTO core.fit_runs VALUES ('fit', 1, TIMESTAMP '2026-01-01', 's', '0', '{}');
INSERT INTO core.fits (fit_run_id, fit_id, benchmark_id, measure, specification, form, estimator, status, slope, n)
VALUES ('fit', 'f', 'imagenet_top1', 'reported', 'ols', 'power', 'ols', 'fitted', -0.1, 1);
INSERT INTO core.fit_points (fit_run_id, fit_id, paper_id, model_name, result_id, error, compute_flop, is_imputed)
VALUES ('fit', 'f', 'file:old', 'ResNet-50', 'r1', 0.25, 1e18, false);
UPDATE core.loads SET fit_run_id = 'fit';
