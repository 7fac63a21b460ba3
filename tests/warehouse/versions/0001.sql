INSERT INTO raw.files VALUES (repeat('a', 64), 100, 'application/pdf');
INSERT INTO raw.fetches VALUES (repeat('a', 64), 'folder', '/papers/old.pdf', TIMESTAMP '2026-01-01', MAP {});
INSERT INTO core.loads (load_id, started_at, finished_at, status, source, code_version, extractor_version, settings)
VALUES (1, TIMESTAMP '2026-01-01', TIMESTAMP '2026-01-01', 'succeeded', 'folder', '0', 'v0', '{}');
INSERT INTO core.load_items (load_id, origin, name, paper_id, document_id, outcome)
VALUES (1, '/papers/old.pdf', 'old.pdf', 'file:old', 'd1', 'loaded');
INSERT INTO core.papers (paper_id, title, year) VALUES ('file:old', 'An old paper', 2015);
INSERT INTO core.documents
    (document_id, paper_id, sha256, file_name, format, fetched_at, parse_status, extractor_version, quality, read_in_load)
VALUES ('d1', 'file:old', repeat('a', 64), 'old.pdf', 'pdf', TIMESTAMP '2026-01-01', 'parsed', 'v0', 1, 1);
INSERT INTO core.document_damage VALUES ('d1', 0, 'digits_lost', 'p. 3', 3, NULL);
INSERT INTO core.reported_results
    (result_id, document_id, benchmark_id, model_name, value, value_printed, is_error, is_own, is_ensemble, confidence,
    reasons, quote, extractor_version, valid_from_load)
VALUES ('r1', 'd1', 'imagenet_top1', 'ResNet-50', 75, '75.0', false, true, false, 0.9, [], 'q', 'v0', 1);
INSERT INTO core.reported_compute
    (compute_id, document_id, quantity, value, value_printed, stage, is_own, counts_macs, confidence, reasons, quote,
    extractor_version, valid_from_load)
VALUES ('c1', 'd1', 'epochs', 90, '90', 'training', true, false, 0.8, [], 'q', 'v0', 1);
INSERT INTO core.hardware (hardware_id, name, manufacturer, kind, aliases, ambiguous_aliases, source)
VALUES ('tesla-v100', 'Tesla V100', 'NVIDIA', 'gpu', ['V100'], [], 'data sheet');
