-- core: what remote sources have offered, and what became of it.

-- A window without papers where some were expected is not believed until it has been asked for twice.
CREATE TABLE core.windows (
    source VARCHAR NOT NULL,
    part VARCHAR NOT NULL,
    from_date DATE NOT NULL,
    until_date DATE NOT NULL,
    candidate_count INTEGER NOT NULL CHECK (candidate_count >= 0),
    is_believed BOOLEAN NOT NULL,
    listed_in_load INTEGER NOT NULL,
    PRIMARY KEY (source, part, from_date, until_date),
    CHECK (from_date <= until_date)
);

CREATE TABLE core.candidates (
    source VARCHAR NOT NULL,
    candidate_id VARCHAR NOT NULL,
    paper_id VARCHAR NOT NULL,
    arxiv_id VARCHAR,
    version INTEGER CHECK (version > 0),
    origin VARCHAR NOT NULL,
    title VARCHAR,
    authors VARCHAR[],
    abstract VARCHAR,
    categories VARCHAR[],
    licence VARCHAR,
    published_on DATE,
    year INTEGER,
    url VARCHAR,
    is_withdrawn BOOLEAN NOT NULL,
    is_relevant BOOLEAN NOT NULL,
    relevance_reasons VARCHAR[] NOT NULL,
    found_in_load INTEGER NOT NULL,
    PRIMARY KEY (source, candidate_id)
);

-- One row per candidate that was tried, whichever source offered it.
CREATE TABLE core.candidate_outcomes (
    candidate_id VARCHAR PRIMARY KEY,
    load_id INTEGER NOT NULL,
    attempt_count INTEGER NOT NULL CHECK (attempt_count > 0),
    document_id VARCHAR,
    error_class VARCHAR CHECK (error_class IN ('transient', 'final')),
    reason VARCHAR,
    message VARCHAR,
    CHECK ((error_class IS NULL) = (reason IS NULL))
);

CREATE TABLE core.fetch_fallbacks (
    load_id INTEGER NOT NULL,
    candidate_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    url VARCHAR NOT NULL,
    error_class VARCHAR NOT NULL CHECK (error_class IN ('transient', 'final')),
    reason VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    PRIMARY KEY (load_id, candidate_id, position)
);
