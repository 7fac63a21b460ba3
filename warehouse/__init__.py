"""The raw archive, the DuckDB schema, load, checks and publish. The only package that imports duckdb."""
