"""Tables: where they stand on a page, and the grid of their cells."""
