-- core: what several papers print of one model, weighed; quoted costs beside their sources. All derived anew by every refit.

CREATE TABLE core.agreement (
    fact_id VARCHAR PRIMARY KEY,
    agreeing_papers VARCHAR[] NOT NULL,
    differing_papers VARCHAR[] NOT NULL,
    nearest DOUBLE,
    reference DOUBLE,
    read_confidence DOUBLE NOT NULL,
    confidence DOUBLE NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    reasons VARCHAR[] NOT NULL
);

CREATE TABLE core.known_networks (
    model_name VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    usual_value DOUBLE NOT NULL,
    alike_paper_count INTEGER NOT NULL,
    paper_count INTEGER NOT NULL,
    lowest DOUBLE NOT NULL,
    highest DOUBLE NOT NULL,
    alike_papers VARCHAR[] NOT NULL,
    other_papers VARCHAR[] NOT NULL
);

CREATE TABLE core.cost_corroboration (
    quoting_compute_id VARCHAR NOT NULL,
    quoting_paper_id VARCHAR NOT NULL,
    source_paper_id VARCHAR NOT NULL,
    source_compute_id VARCHAR,
    quantity VARCHAR NOT NULL,
    quoted_model_name VARCHAR,
    source_model_name VARCHAR,
    quoted_value DOUBLE NOT NULL,
    source_value DOUBLE,
    factor DOUBLE,
    verdict VARCHAR NOT NULL,
    why VARCHAR,
    PRIMARY KEY (quoting_compute_id, source_paper_id)
);
