"""Compute measures, fits and the report: facts in, figures out."""
