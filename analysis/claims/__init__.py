"""The claims of the published study, and what the current data say of each."""

from analysis.claims.evidence import Evidence, Figures
from analysis.claims.ledger import COLUMNS, ledger

__all__ = ["COLUMNS", "Evidence", "Figures", "ledger"]
