INSERT INTO core.import_sources VALUES ('timm', 'timm', 'https://example.org', 'Apache-2.0', 'x', TIMESTAMP '2026-01-01');
INSERT INTO core.imported_results
    (source_id, row_id, model_name, dataset, task, metric, benchmark_id, value, is_error, extra)
VALUES ('timm', 'resnet50', 'resnet50', 'imagenet', '', 'top1', 'imagenet_top1', 75, false, '{}');
INSERT INTO core.imported_compute
    (source_id, row_id, model_name, quantity, stage, value, counts_macs, extra)
VALUES ('timm', 'resnet50', 'resnet50', 'parameters', 'training', 25.6e6, false, '{}');
