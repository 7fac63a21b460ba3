"""Figures other people published, typed in with their source; data files, no code."""
