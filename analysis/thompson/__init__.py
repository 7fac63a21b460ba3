"""The published study of Thompson, Greenewald, Lee and Manso: its data, its regressions, its quirks."""

from analysis.thompson.data import PublishedDataError, is_as_published, read
from analysis.thompson.measures import recompute_hardware_burden, recompute_network_operations
from analysis.thompson.points import points
from analysis.thompson.quirks import quirks
from analysis.thompson.reproduction import reproduce

__all__ = [
    "PublishedDataError",
    "is_as_published",
    "points",
    "quirks",
    "read",
    "recompute_hardware_burden",
    "recompute_network_operations",
    "reproduce",
]
