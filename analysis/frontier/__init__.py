"""The best models at their compute, how they move from year to year, and what moves them."""

from analysis.frontier.tables import compute_for_error, frontier, progress

__all__ = ["compute_for_error", "frontier", "progress"]
