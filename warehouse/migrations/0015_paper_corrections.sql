-- Corrections may now say what a paper is, that it does not belong here, and that a source leaves with all its files.

CREATE TABLE core.corrected_papers (
    paper_id VARCHAR PRIMARY KEY,
    correction_id VARCHAR NOT NULL,
    title VARCHAR,
    authors VARCHAR[],
    year INTEGER CHECK (year BETWEEN 1900 AND 2200)
);

CREATE TABLE core.dropped_documents (
    document_id VARCHAR PRIMARY KEY,
    correction_id VARCHAR NOT NULL
);

CREATE TABLE core.corrections_of_papers (
    correction_id VARCHAR PRIMARY KEY,
    file_name VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    paper_id VARCHAR,
    table_name VARCHAR NOT NULL
        CHECK (table_name IN ('reported_results', 'reported_compute', 'works', 'papers', 'sources')),
    action VARCHAR NOT NULL CHECK (action IN ('drop', 'override', 'add', 'confirm', 'merge', 'split')),
    fact JSON NOT NULL,
    expect JSON NOT NULL,
    changes JSON NOT NULL,
    reason VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    status VARCHAR NOT NULL CHECK (status IN ('applied', 'stale')),
    problem VARCHAR,
    fact_ids VARCHAR[] NOT NULL,
    CHECK ((status = 'stale') = (problem IS NOT NULL)),
    CHECK ((table_name = 'sources') = (paper_id IS NULL))
);
INSERT INTO core.corrections_of_papers BY NAME SELECT * FROM core.corrections;
DROP TABLE core.corrections;
ALTER TABLE core.corrections_of_papers RENAME TO corrections;
