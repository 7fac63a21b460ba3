"""Bytes to facts: sources, documents, facts and the catalog. Knows neither DuckDB nor Prefect."""
