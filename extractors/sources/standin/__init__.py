"""A server on 127.0.0.1 that answers like arXiv, for tests and for trial runs without a network."""

from extractors.sources.standin.faults import Fault, FaultKind
from extractors.sources.standin.papers import StandInPaper, papers_of_folder
from extractors.sources.standin.server import StandIn

__all__ = ["Fault", "FaultKind", "StandIn", "StandInPaper", "papers_of_folder"]
