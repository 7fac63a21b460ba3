-- Each claim is judged twice, by one criterion: on the published tables and on the papers read here.

CREATE TEMP TABLE kept_claims AS FROM core.claims;

DROP TABLE core.claims;

CREATE TABLE core.claims (
    fit_run_id VARCHAR NOT NULL REFERENCES core.fit_runs (fit_run_id),
    claim_number INTEGER NOT NULL,
    claim_id VARCHAR NOT NULL,
    claim VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    published_text VARCHAR NOT NULL,
    published_value DOUBLE,
    unit VARCHAR,
    how_tested VARCHAR NOT NULL,
    criterion VARCHAR,
    study_value DOUBLE,
    study_low DOUBLE,
    study_high DOUBLE,
    study_verdict VARCHAR CHECK (
        study_verdict IN ('holds', 'does not speak against', 'does not hold', 'cannot be tested')
    ),
    study_basis VARCHAR,
    current_value DOUBLE,
    current_low DOUBLE,
    current_high DOUBLE,
    n_models INTEGER,
    n_works INTEGER,
    verdict VARCHAR NOT NULL CHECK (
        verdict IN ('holds', 'does not speak against', 'does not hold', 'cannot be tested')
    ),
    reason VARCHAR,
    caveat VARCHAR,
    PRIMARY KEY (fit_run_id, claim_id)
);

INSERT INTO core.claims BY NAME FROM kept_claims;

DROP TABLE kept_claims;
