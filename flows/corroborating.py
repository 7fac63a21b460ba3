"""What papers print of each other's models, compared and weighed: facts out, agreement in."""

# ruff: noqa: S608  the queries in this module are its own

from __future__ import annotations

import pandas as pd

from analysis import agreement, corroboration, cost_quotations, known_networks
from warehouse.store import Warehouse

# What other papers print is weighed against the reading alone, so that a second refit finds the same.
_AS_READ = "* EXCLUDE (confidence, read_confidence), read_confidence AS confidence"
_QUOTED = f"""
SELECT DISTINCT r.{_AS_READ}, c.cited_paper_id AS source_paper_id
FROM reported_results AS r
JOIN citations AS c ON c.fact_id = r.result_id
WHERE NOT r.is_own AND c.cited_paper_id <> r.paper_id
"""
_QUOTED_COSTS = f"""
SELECT DISTINCT r.{_AS_READ}, c.cited_paper_id AS source_paper_id
FROM reported_compute AS r
JOIN citations AS c ON c.fact_id = r.compute_id
WHERE NOT r.is_own AND r.value IS NOT NULL AND c.cited_paper_id <> r.paper_id
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
        warehouse.frame(_QUOTED_COSTS), costs[costs["is_own"].astype(bool) & costs["value"].notna()]
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
        warehouse.frame(_QUOTED),
        warehouse.frame(f"SELECT {_AS_READ} FROM reported_results WHERE is_own"),
        warehouse.frame(_OTHER_VERSIONS),
    )
