"""How a statement is linked to a run, and how far each kind of link is trusted."""

from __future__ import annotations

from enum import StrEnum


class How(StrEnum):
    """How a statement is linked to a run, from the closest link to the loosest."""

    SAME_ROW = "same_row"
    """Printed in the table row that holds the run's result."""
    CAPTION = "caption"
    """How long the rows of the run's table were trained, as its caption says."""
    EXACT = "exact"
    VARIANT = "variant"
    ONLY_MATCH = "only_match"
    """A short form of the name that fits no other model of the paper."""
    ALL_MODELS = "all_models"
    """Said of all models of the experiment."""
    FAMILY = "family"
    """Said of the family the model belongs to."""
    PAPER = "paper"
    """Said of the paper's main runs."""
    UNKNOWN_NAME = "unknown_name"
    """Said of a name that is none of the models with results."""
    BASE_NETWORK = "base_network"
    """Said of the network that the model adds something small to."""
    OTHER_STAGE = "other_stage"
    """Hardware or device count stated for another stage of the same run."""
    INFERENCE = "inference"
    """The only accelerator the paper names, though it names it for inference."""
    BENCHMARK = "benchmark"
    """Not stated: the size of the benchmark's standard training set."""
    BACKBONE = "backbone"
    """Said of the network of the paper's own that the model is built on, for the training of that."""
    REFERENCE = "reference"
    """Not stated: multiply-adds of a well-known network, from the catalog."""

    def is_as_close_as(self, other: How) -> bool:
        """Tell whether this link is as close as another, or closer."""
        return RANK[self] <= RANK[other]

    @property
    def is_of_model(self) -> bool:
        """True for what is said of the model itself: in its row, in the caption of its table, or by its name."""
        return self.is_as_close_as(How.ONLY_MATCH)


RANK = {how: rank for rank, how in enumerate(How)}


def loosest(*links: How) -> How:
    """Return the loosest of several links."""
    return max(links, key=RANK.__getitem__)


TRUST = {
    How.SAME_ROW: 1.0,
    How.CAPTION: 0.9,
    How.EXACT: 1.0,
    How.VARIANT: 0.95,
    How.ONLY_MATCH: 0.9,
    How.ALL_MODELS: 0.9,
    How.FAMILY: 0.85,
    How.PAPER: 0.8,
    How.UNKNOWN_NAME: 0.6,
    How.BASE_NETWORK: 0.8,
    How.OTHER_STAGE: 0.7,
    How.INFERENCE: 0.5,
    How.BENCHMARK: 0.9,
    How.BACKBONE: 0.8,
    How.REFERENCE: 0.8,
}
"""Factors on a statement's confidence. What they come to is calibrated where points are made, see `analysis.points`."""
