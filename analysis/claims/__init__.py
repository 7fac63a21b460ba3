"""The claims of the published study, and what the current data say of each."""

from analysis.claims.evidence import ClaimEvidence, Figures
from analysis.claims.ledger import COLUMNS, ledger

__all__ = ["COLUMNS", "ClaimEvidence", "Figures", "ledger"]
