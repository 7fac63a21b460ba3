-- Other people's tables, each its own source, never mixed with what was read from papers.

CREATE TABLE core.import_sources (
    source_id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    licence VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    imported_at TIMESTAMP NOT NULL
);

CREATE TABLE core.imported_results (
    source_id VARCHAR NOT NULL,
    row_id VARCHAR NOT NULL,
    model_name VARCHAR NOT NULL,
    paper_id VARCHAR,
    paper_title VARCHAR,
    paper_url VARCHAR,
    year INTEGER,
    dataset VARCHAR NOT NULL,
    task VARCHAR NOT NULL,
    metric VARCHAR NOT NULL,
    benchmark_id VARCHAR,
    value DOUBLE NOT NULL CHECK (isfinite(value)),
    is_error BOOLEAN NOT NULL,
    extra JSON NOT NULL,
    PRIMARY KEY (source_id, row_id, dataset, task, metric)
);

CREATE TABLE core.imported_compute (
    source_id VARCHAR NOT NULL,
    row_id VARCHAR NOT NULL,
    model_name VARCHAR NOT NULL,
    paper_id VARCHAR,
    paper_title VARCHAR,
    paper_url VARCHAR,
    year INTEGER,
    quantity VARCHAR NOT NULL REFERENCES core.quantities (quantity),
    stage VARCHAR NOT NULL CHECK (stage IN ('pretraining', 'training', 'finetuning', 'search', 'inference')),
    value DOUBLE CHECK (isfinite(value)),
    text_value VARCHAR,
    counts_macs BOOLEAN NOT NULL,
    extra JSON NOT NULL,
    CHECK ((quantity = 'hardware_model') = (value IS NULL))
);
