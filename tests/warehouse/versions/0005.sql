INSERT INTO core.claims
    (fit_run_id, claim_number, claim_id, claim, source, published_text, how_tested, verdict)
VALUES ('fit', 1, 'halving', 'Halving the error takes 500 times the compute', 'paper', '500', 'refit', 'holds');
