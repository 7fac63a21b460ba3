CREATE VIEW main.corrections AS SELECT * FROM core.corrections;
