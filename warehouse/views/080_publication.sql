CREATE VIEW main.publication AS SELECT * FROM core.publication;
