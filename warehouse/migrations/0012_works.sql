-- core: which documents are files of one work. A document keeps the paper id its file and source state; the work it
-- belongs to is told beside it, so that a link that no longer holds leaves nothing behind.

CREATE TABLE core.signatures (
    document_id VARCHAR PRIMARY KEY,
    title VARCHAR,
    authors VARCHAR[],
    year INTEGER,
    identifiers VARCHAR[] NOT NULL,
    sketch UBIGINT[] NOT NULL,
    passage_count INTEGER NOT NULL
);

CREATE TABLE core.work_links (
    document_id VARCHAR NOT NULL,
    other_document_id VARCHAR NOT NULL,
    probability DOUBLE NOT NULL CHECK (probability BETWEEN 0 AND 1),
    evidence VARCHAR NOT NULL,
    knows_texts BOOLEAN NOT NULL,
    PRIMARY KEY (document_id, other_document_id)
);

-- What was known of a document when it was last compared with all others.
CREATE TABLE core.linked_documents (
    document_id VARCHAR PRIMARY KEY,
    digest VARCHAR NOT NULL
);

CREATE TABLE core.document_works (
    document_id VARCHAR PRIMARY KEY,
    paper_id VARCHAR NOT NULL
);

-- Corrections may now say that two papers are one work, or are not.
CREATE TABLE core.corrections_of_works (
    correction_id VARCHAR PRIMARY KEY,
    file_name VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    paper_id VARCHAR NOT NULL,
    table_name VARCHAR NOT NULL CHECK (table_name IN ('reported_results', 'reported_compute', 'works')),
    action VARCHAR NOT NULL CHECK (action IN ('drop', 'override', 'add', 'confirm', 'merge', 'split')),
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
INSERT INTO core.corrections_of_works BY NAME SELECT * FROM core.corrections;
DROP TABLE core.corrections;
ALTER TABLE core.corrections_of_works RENAME TO corrections;
