"""A `Document` into reported results and reported compute. Pure functions, no I/O."""
