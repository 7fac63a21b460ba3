CREATE VIEW main.reproduction_runs AS SELECT * FROM core.reproduction_runs;

CREATE VIEW main.reproduction AS SELECT * FROM core.reproduction;

CREATE VIEW main.reproduction_quirks AS SELECT * FROM core.reproduction_quirks;
