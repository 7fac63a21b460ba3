-- What people have corrected. All three tables are written anew from the correction files after each load, in one
-- transaction, in which DuckDB could not delete rows that foreign keys point at.

CREATE TABLE core.corrections (
    correction_id VARCHAR PRIMARY KEY,
    file_name VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    paper_id VARCHAR NOT NULL,
    table_name VARCHAR NOT NULL CHECK (table_name IN ('reported_results', 'reported_compute')),
    action VARCHAR NOT NULL CHECK (action IN ('drop', 'override', 'add', 'confirm')),
    fact JSON NOT NULL,
    expect JSON NOT NULL,
    changes JSON NOT NULL,
    reason VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    status VARCHAR NOT NULL CHECK (status IN ('applied', 'stale')),
    problem VARCHAR,
    fact_ids VARCHAR[] NOT NULL,
    CHECK ((status = 'stale') = (problem IS NOT NULL))
);

-- Facts as corrected; they stand in the views in place of those they correct.

CREATE TABLE core.corrected_results (
    paper_id VARCHAR NOT NULL,
    result_id VARCHAR PRIMARY KEY,
    correction_id VARCHAR NOT NULL,
    document_id VARCHAR,
    benchmark_id VARCHAR NOT NULL,
    model_name VARCHAR NOT NULL,
    value DOUBLE NOT NULL,
    value_printed VARCHAR NOT NULL,
    is_error BOOLEAN NOT NULL,
    is_own BOOLEAN NOT NULL,
    split VARCHAR,
    protocol VARCHAR,
    is_ensemble BOOLEAN NOT NULL,
    extra_training_data VARCHAR,
    confidence DOUBLE NOT NULL,
    reasons VARCHAR[] NOT NULL,
    page INTEGER,
    anchor VARCHAR,
    section VARCHAR,
    table_label VARCHAR,
    row_index INTEGER,
    column_index INTEGER,
    box STRUCT(page INTEGER, x0 DOUBLE, top DOUBLE, x1 DOUBLE, bottom DOUBLE),
    quote VARCHAR NOT NULL,
    location VARCHAR,
    extractor_version VARCHAR,
    load_id INTEGER
);

CREATE TABLE core.corrected_compute (
    paper_id VARCHAR NOT NULL,
    compute_id VARCHAR PRIMARY KEY,
    correction_id VARCHAR NOT NULL,
    document_id VARCHAR,
    quantity VARCHAR NOT NULL REFERENCES core.quantities (quantity),
    value DOUBLE,
    value_low DOUBLE,
    value_high DOUBLE,
    value_printed VARCHAR NOT NULL,
    text_value VARCHAR,
    unit_printed VARCHAR,
    model_name VARCHAR,
    stage VARCHAR NOT NULL,
    is_own BOOLEAN NOT NULL,
    counts_macs BOOLEAN NOT NULL,
    confidence DOUBLE NOT NULL,
    reasons VARCHAR[] NOT NULL,
    page INTEGER,
    anchor VARCHAR,
    section VARCHAR,
    table_label VARCHAR,
    row_index INTEGER,
    column_index INTEGER,
    box STRUCT(page INTEGER, x0 DOUBLE, top DOUBLE, x1 DOUBLE, bottom DOUBLE),
    quote VARCHAR NOT NULL,
    location VARCHAR,
    extractor_version VARCHAR,
    load_id INTEGER
);
