-- What analysis makes of the facts. The first two are replaced whole by every night; fits are kept for good.

CREATE TABLE core.model_runs (
    run_id VARCHAR PRIMARY KEY,
    paper_id VARCHAR NOT NULL,
    model_name VARCHAR NOT NULL,
    is_own BOOLEAN NOT NULL,
    benchmark_families VARCHAR,
    name_variants VARCHAR[] NOT NULL,
    parameters DOUBLE,
    active_parameters DOUBLE,
    forward_flop DOUBLE,
    main_stage VARCHAR,
    epochs DOUBLE,
    steps DOUBLE,
    batch_size DOUBLE,
    dataset_size DOUBLE,
    dataset_unit VARCHAR,
    hardware_model VARCHAR,
    hardware_id VARCHAR,
    device_count DOUBLE,
    wall_time_hours DOUBLE,
    device_hours DOUBLE,
    training_flop DOUBLE,
    energy_kwh DOUBLE,
    co2e_kg DOUBLE,
    cost_usd DOUBLE,
    facts JSON NOT NULL,
    how_joined VARCHAR,
    confidence DOUBLE CHECK (confidence BETWEEN 0 AND 1),
    result_ids VARCHAR[] NOT NULL,
    compute_ids VARCHAR[] NOT NULL
);

CREATE TABLE core.compute_estimates (
    run_id VARCHAR NOT NULL,
    paper_id VARCHAR NOT NULL,
    model_name VARCHAR NOT NULL,
    is_own BOOLEAN NOT NULL,
    measure VARCHAR NOT NULL,
    flop DOUBLE NOT NULL CHECK (isfinite(flop) AND flop > 0),
    flop_low DOUBLE CHECK (flop_low > 0),
    flop_high DOUBLE CHECK (flop_high > 0),
    utilisation DOUBLE CHECK (utilisation > 0),
    flop_at_utilisation DOUBLE CHECK (flop_at_utilisation > 0),
    precision VARCHAR,
    hardware_kinds VARCHAR,
    stages VARCHAR,
    is_imputed BOOLEAN NOT NULL,
    implied_utilisation DOUBLE,
    checks JSON,
    flags VARCHAR[] NOT NULL,
    inputs JSON NOT NULL,
    compute_ids VARCHAR[] NOT NULL,
    confidence DOUBLE CHECK (confidence BETWEEN 0 AND 1),
    PRIMARY KEY (run_id, measure)
);

CREATE TABLE core.fit_runs (
    fit_run_id VARCHAR PRIMARY KEY,
    load_id INTEGER NOT NULL REFERENCES core.loads (load_id),
    recorded_at TIMESTAMP NOT NULL,
    snapshot_hash VARCHAR NOT NULL,
    code_version VARCHAR NOT NULL,
    settings JSON NOT NULL
);

CREATE TABLE core.fits (
    fit_run_id VARCHAR NOT NULL REFERENCES core.fit_runs (fit_run_id),
    fit_id VARCHAR NOT NULL,
    benchmark_id VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    specification VARCHAR NOT NULL,
    form VARCHAR NOT NULL,
    estimator VARCHAR NOT NULL,
    status VARCHAR NOT NULL CHECK (status IN ('fitted', 'not_fitted')),
    reason VARCHAR,
    slope DOUBLE,
    slope_se DOUBLE,
    slope_low DOUBLE,
    slope_high DOUBLE,
    intercept DOUBLE,
    intercept_se DOUBLE,
    exponent DOUBLE,
    exponent_low DOUBLE,
    exponent_high DOUBLE,
    halving_factor DOUBLE,
    halving_factor_low DOUBLE,
    halving_factor_high DOUBLE,
    slope_bootstrap_low DOUBLE,
    slope_bootstrap_high DOUBLE,
    exponent_bootstrap_low DOUBLE,
    exponent_bootstrap_high DOUBLE,
    bootstrap_draws INTEGER,
    n INTEGER NOT NULL,
    n_papers INTEGER,
    r_squared DOUBLE,
    parameters JSON,
    PRIMARY KEY (fit_run_id, fit_id),
    CHECK (status <> 'fitted' OR slope IS NOT NULL),
    CHECK (status <> 'not_fitted' OR reason IS NOT NULL)
);

CREATE TABLE core.fit_points (
    fit_run_id VARCHAR NOT NULL,
    fit_id VARCHAR NOT NULL,
    paper_id VARCHAR NOT NULL,
    model_name VARCHAR NOT NULL,
    result_id VARCHAR,
    error DOUBLE NOT NULL,
    compute_flop DOUBLE NOT NULL,
    year INTEGER,
    is_imputed BOOLEAN NOT NULL,
    residual DOUBLE,
    influence DOUBLE,
    FOREIGN KEY (fit_run_id, fit_id) REFERENCES core.fits (fit_run_id, fit_id)
);

CREATE TABLE core.projections (
    fit_run_id VARCHAR NOT NULL,
    fit_id VARCHAR NOT NULL,
    benchmark_id VARCHAR NOT NULL,
    form VARCHAR NOT NULL,
    target_error DOUBLE NOT NULL,
    quantity VARCHAR NOT NULL,
    value DOUBLE,
    value_low DOUBLE,
    value_high DOUBLE,
    note VARCHAR,
    FOREIGN KEY (fit_run_id) REFERENCES core.fit_runs (fit_run_id)
);

CREATE TABLE core.claims (
    fit_run_id VARCHAR NOT NULL REFERENCES core.fit_runs (fit_run_id),
    claim_id VARCHAR NOT NULL,
    claim VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    published_value DOUBLE,
    current_value DOUBLE,
    current_low DOUBLE,
    current_high DOUBLE,
    verdict VARCHAR NOT NULL CHECK (verdict IN ('holds', 'does not hold', 'cannot be tested')),
    reason VARCHAR,
    PRIMARY KEY (fit_run_id, claim_id)
);
