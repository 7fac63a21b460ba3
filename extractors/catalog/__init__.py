"""Benchmarks, hardware and units as data files with sources."""
