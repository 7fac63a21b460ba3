INSERT INTO core.corrections VALUES
    ('k1', 'a.toml', 1, 'file:old', 'reported_compute', 'confirm', '{}', '{}', '{}', 'right', 'K. Reader', 'applied', NULL, ['c1']);
INSERT INTO core.corrected_compute BY NAME
SELECT 'file:old' AS paper_id, 'k1' AS correction_id, 1 AS load_id, * EXCLUDE (valid_from_load, valid_to_load)
FROM core.reported_compute;
