CREATE VIEW main.benchmarks AS SELECT * FROM core.benchmarks;

CREATE VIEW main.hardware AS SELECT * FROM core.hardware;

CREATE VIEW main.hardware_aliases AS
SELECT hardware_id, unnest(aliases) AS alias, false AS is_ambiguous FROM core.hardware
UNION ALL
SELECT hardware_id, unnest(ambiguous_aliases), true FROM core.hardware;

CREATE VIEW main.hardware_peaks AS
UNPIVOT (
    SELECT
        hardware_id,
        peak_fp32_flop_per_s AS fp32,
        peak_tf32_flop_per_s AS tf32,
        peak_fp16_flop_per_s AS fp16,
        peak_fp8_flop_per_s AS fp8
    FROM core.hardware
) ON fp32, tf32, fp16, fp8 INTO NAME precision VALUE peak_flop_per_s;
