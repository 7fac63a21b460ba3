"""The facts of a paper into its training runs: which statement holds for which model.

One paper goes through in a line: `rows` (typed `facts`) -> `models` (which names are one model) -> `links` (which
statement holds for which model, by `scope` and name) -> `collecting` (one value per quantity, by `choices`, of the
network and of each stage, and what the run was trained with before) -> `runs` (rows).
"""

from analysis.runs.runs import COLUMNS, join

__all__ = ["COLUMNS", "join"]
