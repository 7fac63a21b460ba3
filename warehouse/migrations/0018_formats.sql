-- Formats of documents are listed once, by the records that come in: the check that repeated them goes. DuckDB alters no
-- check and renames no table that others refer to, so the table is copied, and those that refer to it.

CREATE TABLE core.held_document_damage AS FROM core.document_damage;
DROP TABLE core.document_damage;
CREATE TABLE core.held_reported_results AS FROM core.reported_results;
DROP TABLE core.reported_results;
CREATE TABLE core.held_reported_compute AS FROM core.reported_compute;
DROP TABLE core.reported_compute;
CREATE TABLE core.held_bibliographies AS FROM core.bibliographies;
DROP TABLE core.bibliographies;
CREATE TABLE core.held_citations AS FROM core.citations;
DROP TABLE core.citations;

-- As before, but for the check of format.
CREATE TABLE core.documents_of_any_format (
    document_id VARCHAR PRIMARY KEY,
    paper_id VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL UNIQUE,
    file_name VARCHAR NOT NULL,
    format VARCHAR,
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
INSERT INTO core.documents_of_any_format FROM core.documents;
DROP TABLE core.documents;
ALTER TABLE core.documents_of_any_format RENAME TO documents;

-- As before.
CREATE TABLE core.document_damage (
    document_id VARCHAR NOT NULL REFERENCES core.documents (document_id),
    position INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    page INTEGER,
    anchor VARCHAR,
    PRIMARY KEY (document_id, position)
);
INSERT INTO core.document_damage FROM core.held_document_damage;
DROP TABLE core.held_document_damage;

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
INSERT INTO core.reported_results FROM core.held_reported_results;
DROP TABLE core.held_reported_results;

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
    dataset_name VARCHAR,
    PRIMARY KEY (compute_id, valid_from_load),
    CHECK (valid_to_load > valid_from_load),
    CHECK ((quantity = 'hardware_model') = (value IS NULL)),
    CHECK (quantity <> 'hardware_model' OR text_value IS NOT NULL)
);
INSERT INTO core.reported_compute FROM core.held_reported_compute;
DROP TABLE core.held_reported_compute;

CREATE TABLE core.bibliographies (
    document_id VARCHAR NOT NULL REFERENCES core.documents (document_id),
    position INTEGER NOT NULL,
    key VARCHAR,
    authors VARCHAR[] NOT NULL,
    title VARCHAR,
    year INTEGER,
    venue VARCHAR,
    arxiv_id VARCHAR,
    doi VARCHAR,
    identifiers VARCHAR[] NOT NULL,
    raw_text VARCHAR NOT NULL,
    PRIMARY KEY (document_id, position)
);
INSERT INTO core.bibliographies FROM core.held_bibliographies;
DROP TABLE core.held_bibliographies;

CREATE TABLE core.citations (
    document_id VARCHAR NOT NULL REFERENCES core.documents (document_id),
    fact_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    mark VARCHAR NOT NULL,
    cited_by VARCHAR NOT NULL CHECK (cited_by IN ('cell', 'row', 'column', 'group', 'sentence', 'name')),
    PRIMARY KEY (fact_id, position)
);
INSERT INTO core.citations FROM core.held_citations;
DROP TABLE core.held_citations;
