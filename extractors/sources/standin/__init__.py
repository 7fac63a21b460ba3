"""An arXiv of one's own on 127.0.0.1, for tests and for rehearsing nights without asking anyone."""

from extractors.sources.standin.faults import Fault, FaultKind
from extractors.sources.standin.papers import StandInPaper, papers_of_folder
from extractors.sources.standin.server import StandIn

__all__ = ["Fault", "FaultKind", "StandIn", "StandInPaper", "papers_of_folder"]
