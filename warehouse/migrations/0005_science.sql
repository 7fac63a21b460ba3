-- What a refit finds beside its fits. Nothing has been kept in the first two tables before.

DROP TABLE core.projections;
DROP TABLE core.claims;

CREATE TABLE core.projections (
    fit_run_id VARCHAR NOT NULL REFERENCES core.fit_runs (fit_run_id),
    fit_id VARCHAR NOT NULL,
    benchmark_id VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    form VARCHAR NOT NULL,
    cost_model VARCHAR NOT NULL,
    target_error DOUBLE NOT NULL,
    quantity VARCHAR NOT NULL CHECK (quantity IN ('log10_flop', 'log10_usd', 'log10_kg_co2e', 'year_affordable')),
    value DOUBLE NOT NULL,
    value_low DOUBLE,
    value_high DOUBLE,
    decades_beyond_data DOUBLE,
    is_far_beyond_data BOOLEAN NOT NULL,
    label_error_share DOUBLE,
    is_below_label_errors BOOLEAN NOT NULL,
    note VARCHAR,
    PRIMARY KEY (fit_run_id, fit_id, cost_model, target_error, quantity)
);

CREATE TABLE core.published_projections (
    fit_run_id VARCHAR NOT NULL REFERENCES core.fit_runs (fit_run_id),
    benchmark_id VARCHAR NOT NULL,
    target_error DOUBLE NOT NULL,
    form VARCHAR NOT NULL,
    quantity VARCHAR NOT NULL,
    published INTEGER NOT NULL,
    rebuilt VARCHAR,
    is_reproduced BOOLEAN,
    PRIMARY KEY (fit_run_id, benchmark_id, target_error, form, quantity)
);

CREATE TABLE core.multiverse (
    fit_run_id VARCHAR NOT NULL REFERENCES core.fit_runs (fit_run_id),
    benchmark_id VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    specification VARCHAR NOT NULL,
    n INTEGER NOT NULL,
    exponent DOUBLE NOT NULL,
    exponent_low DOUBLE,
    exponent_high DOUBLE,
    moves_by DOUBLE,
    is_headline BOOLEAN NOT NULL,
    PRIMARY KEY (fit_run_id, benchmark_id, measure, specification)
);

CREATE TABLE core.multiverse_moves (
    fit_run_id VARCHAR NOT NULL REFERENCES core.fit_runs (fit_run_id),
    benchmark_id VARCHAR NOT NULL,
    choice VARCHAR NOT NULL,
    move_factor DOUBLE NOT NULL,
    PRIMARY KEY (fit_run_id, benchmark_id, choice)
);

CREATE TABLE core.form_comparison (
    fit_run_id VARCHAR NOT NULL REFERENCES core.fit_runs (fit_run_id),
    benchmark_id VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    form VARCHAR NOT NULL,
    n INTEGER NOT NULL,
    log_score DOUBLE,
    log_score_difference DOUBLE,
    log_score_difference_se DOUBLE,
    n_later INTEGER NOT NULL,
    later_log_score DOUBLE,
    later_rmse_decades DOUBLE,
    PRIMARY KEY (fit_run_id, benchmark_id, measure, form)
);

CREATE TABLE core.frontier (
    fit_run_id VARCHAR NOT NULL REFERENCES core.fit_runs (fit_run_id),
    benchmark_id VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    method VARCHAR NOT NULL CHECK (method IN ('record', 'quantile_10')),
    year INTEGER NOT NULL,
    compute_flop DOUBLE NOT NULL,
    error DOUBLE NOT NULL,
    error_low DOUBLE,
    error_high DOUBLE,
    paper_id VARCHAR,
    model_name VARCHAR,
    PRIMARY KEY (fit_run_id, benchmark_id, measure, method, year, compute_flop)
);

CREATE TABLE core.compute_for_error (
    fit_run_id VARCHAR NOT NULL REFERENCES core.fit_runs (fit_run_id),
    benchmark_id VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    method VARCHAR NOT NULL CHECK (method IN ('record', 'quantile_10')),
    target_error DOUBLE NOT NULL,
    year INTEGER NOT NULL,
    compute_flop DOUBLE NOT NULL,
    paper_id VARCHAR,
    model_name VARCHAR,
    PRIMARY KEY (fit_run_id, benchmark_id, measure, method, target_error, year)
);

CREATE TABLE core.progress (
    fit_run_id VARCHAR NOT NULL REFERENCES core.fit_runs (fit_run_id),
    benchmark_id VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    quantity VARCHAR NOT NULL CHECK (
        quantity IN ('halving_time_months', 'share_of_compute', 'share_of_algorithms', 'share_of_data')
    ),
    method VARCHAR NOT NULL,
    target_error DOUBLE,
    n INTEGER NOT NULL,
    n_papers INTEGER NOT NULL,
    value DOUBLE,
    value_low DOUBLE,
    value_high DOUBLE,
    published_value DOUBLE,
    published_low DOUBLE,
    published_high DOUBLE,
    published_source VARCHAR,
    note VARCHAR
);

CREATE TABLE core.theory (
    fit_run_id VARCHAR NOT NULL REFERENCES core.fit_runs (fit_run_id),
    strategy VARCHAR NOT NULL CHECK (strategy IN ('oracle', 'expert', 'flexible', 'regularised')),
    examples INTEGER NOT NULL,
    performance DOUBLE NOT NULL,
    performance_se DOUBLE,
    relative_compute DOUBLE NOT NULL,
    PRIMARY KEY (fit_run_id, strategy, examples)
);

CREATE TABLE core.decompositions (
    fit_run_id VARCHAR NOT NULL REFERENCES core.fit_runs (fit_run_id),
    benchmark_id VARCHAR NOT NULL,
    basis VARCHAR NOT NULL CHECK (basis IN ('published', 'warehouse')),
    from_model VARCHAR NOT NULL,
    from_paper_id VARCHAR,
    to_model VARCHAR NOT NULL,
    to_paper_id VARCHAR,
    compute_factor DOUBLE NOT NULL,
    hardware_speed_factor DOUBLE NOT NULL,
    device_factor DOUBLE NOT NULL,
    time_factor DOUBLE NOT NULL,
    error_factor DOUBLE,
    note VARCHAR
);

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
    current_value DOUBLE,
    current_low DOUBLE,
    current_high DOUBLE,
    verdict VARCHAR NOT NULL CHECK (verdict IN ('holds', 'does not hold', 'cannot be tested')),
    reason VARCHAR,
    caveat VARCHAR,
    PRIMARY KEY (fit_run_id, claim_id)
);
