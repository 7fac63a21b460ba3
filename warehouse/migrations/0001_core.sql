CREATE SCHEMA raw;
CREATE SCHEMA core;

-- raw: what came in.

CREATE TABLE raw.files (
    sha256 VARCHAR PRIMARY KEY CHECK (length(sha256) = 64),
    size_bytes BIGINT NOT NULL CHECK (size_bytes >= 0),
    media_type VARCHAR
);

CREATE TABLE raw.fetches (
    sha256 VARCHAR NOT NULL REFERENCES raw.files (sha256),
    source VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    fetched_at TIMESTAMP NOT NULL,
    http_headers MAP(VARCHAR, VARCHAR) NOT NULL,
    PRIMARY KEY (sha256, source, origin)
);

-- core: nights.

CREATE TABLE core.loads (
    load_id INTEGER PRIMARY KEY CHECK (load_id > 0),
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    status VARCHAR NOT NULL CHECK (status IN ('running', 'succeeded', 'failed', 'interrupted')),
    source VARCHAR NOT NULL,
    flow_run_id VARCHAR,
    code_version VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    settings JSON NOT NULL,
    message VARCHAR,
    fit_run_id VARCHAR
);

CREATE TABLE core.load_items (
    load_id INTEGER NOT NULL REFERENCES core.loads (load_id),
    origin VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    paper_id VARCHAR,
    document_id VARCHAR,
    outcome VARCHAR NOT NULL CHECK (outcome IN ('loaded', 'unchanged', 'failed', 'skipped')),
    error_class VARCHAR CHECK (error_class IN ('transient', 'final')),
    reason VARCHAR,
    message VARCHAR,
    seconds DOUBLE CHECK (seconds >= 0),
    result_count INTEGER,
    compute_count INTEGER,
    PRIMARY KEY (load_id, origin),
    CHECK (outcome <> 'failed' OR (error_class IS NOT NULL AND reason IS NOT NULL))
);

-- core: papers and documents.

CREATE TABLE core.papers (
    paper_id VARCHAR PRIMARY KEY,
    arxiv_id VARCHAR,
    title VARCHAR,
    authors VARCHAR[],
    published_on DATE,
    year INTEGER CHECK (year BETWEEN 1900 AND 2200),
    url VARCHAR
);

-- paper_id has no foreign key: DuckDB could then not move a document to the paper a better extractor
-- recognises it as, because facts point at the document; and sha256 has none because DuckDB allows none across
-- schemas. Data tests look for orphans instead.
CREATE TABLE core.documents (
    document_id VARCHAR PRIMARY KEY,
    paper_id VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL UNIQUE,
    file_name VARCHAR NOT NULL,
    format VARCHAR CHECK (format IN ('html', 'latex', 'pdf')),
    version INTEGER CHECK (version > 0),
    fetched_at TIMESTAMP NOT NULL,
    parse_status VARCHAR NOT NULL CHECK (parse_status IN ('parsed', 'failed')),
    error_class VARCHAR CHECK (error_class IN ('transient', 'final')),
    reason VARCHAR,
    parse_error VARCHAR,
    extractor_version VARCHAR NOT NULL,
    quality DOUBLE CHECK (quality BETWEEN 0 AND 1),
    page_count INTEGER,
    table_count INTEGER,
    paragraph_count INTEGER,
    read_in_load INTEGER NOT NULL,
    CHECK ((parse_status = 'failed') = (error_class IS NOT NULL)),
    CHECK (parse_status <> 'parsed' OR (format IS NOT NULL AND quality IS NOT NULL))
);

CREATE TABLE core.document_damage (
    document_id VARCHAR NOT NULL REFERENCES core.documents (document_id),
    position INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    page INTEGER,
    anchor VARCHAR,
    PRIMARY KEY (document_id, position)
);

-- core: facts. A row is what a document said from one load on, until another reading of it said otherwise.

CREATE TABLE core.reported_results (
    result_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL REFERENCES core.documents (document_id),
    benchmark_id VARCHAR NOT NULL,
    model_name VARCHAR NOT NULL,
    value DOUBLE NOT NULL CHECK (isfinite(value)),
    value_printed VARCHAR NOT NULL,
    is_error BOOLEAN NOT NULL,
    is_own BOOLEAN NOT NULL,
    split VARCHAR,
    protocol VARCHAR,
    is_ensemble BOOLEAN NOT NULL,
    extra_training_data VARCHAR,
    confidence DOUBLE NOT NULL CHECK (confidence BETWEEN 0 AND 1),
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
    extractor_version VARCHAR NOT NULL,
    valid_from_load INTEGER NOT NULL,
    valid_to_load INTEGER,
    PRIMARY KEY (result_id, valid_from_load),
    CHECK (valid_to_load > valid_from_load)
);

CREATE TABLE core.quantities (
    quantity VARCHAR PRIMARY KEY,
    unit VARCHAR NOT NULL,
    meaning VARCHAR NOT NULL
);

INSERT INTO core.quantities VALUES
    ('hardware_model', 'text', 'Accelerator or processor a run used, as printed'),
    ('device_count', 'devices', 'Devices used for one run'),
    ('wall_time_hours', 'hours', 'Elapsed time of one training run'),
    ('device_hours', 'device-hours', 'Devices times hours; GPU-days x 24, TPU-core-days x 24'),
    ('epochs', 'epochs', 'Passes over the training data'),
    ('steps', 'steps', 'Parameter updates'),
    ('batch_size', 'examples or tokens', 'Examples or tokens of one update, over all devices'),
    ('parameters', 'parameters', 'Parameters of the model'),
    ('forward_flops', 'FLOP or multiply-adds', 'Cost of one forward pass of one example, as printed: see counts_macs'),
    ('training_flops', 'FLOP', 'Printed total compute of a training run'),
    ('dataset_size', 'examples or tokens', 'Training examples or tokens'),
    ('energy_kwh', 'kWh', 'Energy of a training run'),
    ('co2e_kg', 'kg', 'Greenhouse gas of a training run in CO2 equivalents'),
    ('cost_usd', 'USD', 'Money a training run cost');

CREATE TABLE core.reported_compute (
    compute_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL REFERENCES core.documents (document_id),
    quantity VARCHAR NOT NULL REFERENCES core.quantities (quantity),
    value DOUBLE CHECK (isfinite(value)),
    value_low DOUBLE CHECK (isfinite(value_low)),
    value_high DOUBLE CHECK (isfinite(value_high)),
    value_printed VARCHAR NOT NULL,
    text_value VARCHAR,
    unit_printed VARCHAR,
    model_name VARCHAR,
    stage VARCHAR NOT NULL CHECK (stage IN ('pretraining', 'training', 'finetuning', 'search', 'inference')),
    is_own BOOLEAN NOT NULL,
    counts_macs BOOLEAN NOT NULL,
    confidence DOUBLE NOT NULL CHECK (confidence BETWEEN 0 AND 1),
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
    extractor_version VARCHAR NOT NULL,
    valid_from_load INTEGER NOT NULL,
    valid_to_load INTEGER,
    PRIMARY KEY (compute_id, valid_from_load),
    CHECK (valid_to_load > valid_from_load),
    CHECK ((quantity = 'hardware_model') = (value IS NULL)),
    CHECK (quantity <> 'hardware_model' OR text_value IS NOT NULL)
);

-- core: the catalog, replaced whole from the extractor's data files.

CREATE TABLE core.benchmarks (
    benchmark_id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    description VARCHAR NOT NULL,
    task VARCHAR NOT NULL,
    dataset VARCHAR NOT NULL,
    part VARCHAR,
    metric VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    lowest_score DOUBLE NOT NULL,
    highest_score DOUBLE NOT NULL,
    is_followed BOOLEAN NOT NULL,
    CHECK (lowest_score < highest_score)
);

CREATE TABLE core.hardware (
    hardware_id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    manufacturer VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('gpu', 'tpu', 'cpu', 'other')),
    aliases VARCHAR[] NOT NULL,
    ambiguous_aliases VARCHAR[] NOT NULL,
    released_on DATE,
    peak_fp32_flop_per_s DOUBLE CHECK (peak_fp32_flop_per_s > 0),
    peak_tf32_flop_per_s DOUBLE CHECK (peak_tf32_flop_per_s > 0),
    peak_fp16_flop_per_s DOUBLE CHECK (peak_fp16_flop_per_s > 0),
    peak_fp8_flop_per_s DOUBLE CHECK (peak_fp8_flop_per_s > 0),
    memory_bytes DOUBLE CHECK (memory_bytes > 0),
    tdp_watts DOUBLE CHECK (tdp_watts > 0),
    price_usd DOUBLE CHECK (price_usd > 0),
    cores_per_device INTEGER CHECK (cores_per_device > 0),
    devices_per_board INTEGER CHECK (devices_per_board > 0),
    devices_per_pod INTEGER CHECK (devices_per_pod > 0),
    source VARCHAR NOT NULL,
    note VARCHAR
);

CREATE TABLE core.schema_version (
    version INTEGER PRIMARY KEY,
    name VARCHAR NOT NULL
);

CREATE TABLE core.view_version (
    digest VARCHAR NOT NULL
);

-- Filled in published files only.
CREATE TABLE core.publication (
    release_id VARCHAR NOT NULL,
    published_at TIMESTAMP NOT NULL,
    load_id INTEGER,
    snapshot_hash VARCHAR NOT NULL,
    code_version VARCHAR NOT NULL,
    schema_version INTEGER NOT NULL,
    duckdb_version VARCHAR NOT NULL
);
