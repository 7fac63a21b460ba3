-- What a paper's FLOPs count, stages that a model went through without a schedule, and which candidates are points.

ALTER TABLE core.model_runs ADD COLUMN flop_convention VARCHAR;
ALTER TABLE core.model_runs ADD COLUMN missing_stages VARCHAR[];

CREATE TABLE core.point_judgements (
    run_id VARCHAR NOT NULL,
    benchmark_id VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    probability DOUBLE NOT NULL CHECK (probability BETWEEN 0 AND 1),
    is_point BOOLEAN NOT NULL,
    reasons VARCHAR[] NOT NULL,
    PRIMARY KEY (run_id, benchmark_id, measure)
);
