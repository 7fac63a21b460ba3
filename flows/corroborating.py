"""What papers print of each other's models, compared and weighed: facts out, agreement in."""

# ruff: noqa: S608  the queries in this module are its own

from __future__ import annotations

import pandas as pd

from analysis import agreement, corroboration, cost_quotations, known_networks
from warehouse.store import Warehouse

# What other papers print is weighed against the reading alone, so that a second refit finds the same.
_AS_READ = "* EXCLUDE (confidence, read_confidence), read_confidence AS confidence"
# Which papers a fact quotes is found before the facts are joined to it. In one query DuckDB takes the two papers, which
# must not be the same, for a condition to join by, and sets every paper beside every quoted fact, with all its columns.
_QUOTED = """
WITH sources AS MATERIALIZED (
    SELECT DISTINCT fact_id, cited_paper_id AS source_paper_id FROM citations WHERE cited_paper_id IS NOT NULL
)
SELECT r.* EXCLUDE (confidence, read_confidence), r.read_confidence AS confidence, s.source_paper_id
FROM {view} AS r
JOIN sources AS s ON s.fact_id = r.{key}
WHERE NOT r.is_own AND r.value IS NOT NULL AND s.source_paper_id <> r.paper_id
"""
_OTHER_VERSIONS = """
SELECT h.paper_id, h.benchmark_id, h.model_name, h.value, h.is_error
FROM reported_results_history AS h
JOIN documents AS d USING (document_id)
WHERE h.valid_to_load IS NULL AND NOT d.is_preferred
"""


def corroborate(warehouse: Warehouse) -> None:
    """Compare quoted numbers with their sources, and weigh every number by what other papers print of its model.

    Args:
        warehouse: With corrections applied and the catalog's benchmarks in place.
    """
    results = warehouse.frame(f"SELECT {_AS_READ} FROM reported_results")
    costs = warehouse.frame(f"SELECT {_AS_READ} FROM reported_compute")
    quoted = corroborated(warehouse)
    quoted_costs = cost_quotations.compare(
        warehouse.frame(_QUOTED.format(view="reported_compute", key="compute_id")),
        costs[costs["is_own"].astype(bool) & costs["value"].notna()],
    )
    warehouse.replace(
        {
            "corroboration": quoted,
            "cost_corroboration": quoted_costs,
            "agreement": agreement.weigh(results, costs, quoted, quoted_costs),
            "known_networks": known_networks.known_networks(results, costs),
        }
    )


def corroborated(warehouse: Warehouse) -> pd.DataFrame:
    """Compare quoted results with what their sources print, where these are held."""
    return corroboration.compare(
        warehouse.frame(_QUOTED.format(view="reported_results", key="result_id")),
        warehouse.frame(f"SELECT {_AS_READ} FROM reported_results WHERE is_own"),
        warehouse.frame(_OTHER_VERSIONS),
    )
