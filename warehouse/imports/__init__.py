"""Other people's tables: files in, rows of one shape out; each source stays apart."""
