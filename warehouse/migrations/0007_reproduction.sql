-- A published study recomputed from its own data; of each study the last time is kept.

CREATE TABLE core.reproduction_runs (
    study VARCHAR PRIMARY KEY,
    recorded_at TIMESTAMP NOT NULL,
    code_version VARCHAR NOT NULL,
    data_url VARCHAR NOT NULL,
    data_commit VARCHAR NOT NULL,
    is_data_verified BOOLEAN NOT NULL
);

CREATE TABLE core.reproduction (
    study VARCHAR NOT NULL,
    regression_id VARCHAR NOT NULL,
    statistic VARCHAR NOT NULL,
    published VARCHAR NOT NULL,
    recomputed DOUBLE,
    is_equal BOOLEAN NOT NULL,
    PRIMARY KEY (study, regression_id, statistic)
);

CREATE TABLE core.reproduction_quirks (
    study VARCHAR NOT NULL,
    quirk VARCHAR NOT NULL,
    figure VARCHAR NOT NULL,
    published DOUBLE NOT NULL,
    corrected DOUBLE NOT NULL,
    PRIMARY KEY (study, quirk)
);
