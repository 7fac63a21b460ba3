"""What the cells under a head hold: quantity, scale and stage."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.facts.compute.recognisers.wording import any_of
from extractors.records import Quantity, Stage

_SEARCH = any_of(r"\bsearch")
_FINETUNING = any_of(r"fine-?tun", r"^F\.?T\.?(?!\w)")
_PRETRAINING = any_of(r"pre-?train", r"^P\.?T\.?(?!\w)")

_SCALE = any_of(
    r"[(\[,/]\s?(?:in\s)?(?P<letter>[KMBGT]|million|billion|mil|bil|thousand)s?\.?\s?[)\],]",
    r"[(\[]?\s?[×x*]?\s?10\s?\^\s?\{?(?P<exponent>\d+)\}?",
    r"[(\[]\s?[×x*]\s?(?P<times>\d+)(?P<times_scale>[kKMB])?\s?[)\]]",
    r"\bin (?P<word>thousand|million|billion)s\b",
    r"\b(?P<prefix>[KMGTPBEZ]|giga|tera|peta|exa|zetta)-?(?:flop|mac|m-?add|mult|param)",
)
_SCALES = {"k": 1e3, "m": 1e6, "b": 1e9, "g": 1e9, "t": 1e12, "p": 1e15, "mil": 1e6, "bil": 1e9}
_SCALES |= {"e": 1e18, "z": 1e21, "giga": 1e9, "tera": 1e12, "peta": 1e15, "exa": 1e18, "zetta": 1e21}
_SCALES |= {"thousand": 1e3, "million": 1e6, "billion": 1e9}
HEADED_AS_SIZE = "headed as size"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the cells under a head hold."""

    quantities: tuple[Quantity, ...]
    """One, or one for each number of a cell such as ``3.3e18 / 2.6e10``."""
    scale: float = 1.0
    """What turns a number without its own scale into the quantity's unit."""
    has_scale: bool = False
    """True when the head prints a scale or a unit."""
    counts_macs: bool = False
    stage: Stage | None = None
    unit: str = ""
    text_value: str = ""
    needs_scale: bool = False
    """True when only numbers with a scale count: below "size" stands an image size too, below a head that a
    score shares with a cost, the score, below ``FLOPs (%)`` a share."""
    reasons: tuple[str, ...] = ()
    is_product: bool = False
    """True when the numbers of a cell are the factors of a product: ``4096 × 8``."""
    part: tuple[int, int] | None = None
    """Which of how many numbers between slashes is meant, where a head names a cost for each."""


SIZE_OF_MODEL = Meaning((Quantity.PARAMETERS,), needs_scale=True, reasons=("the size stands for the model",))
"""What stands without a head beside the names of models: ``NetA | 13B``."""
TRAINING_DATA = Meaning((Quantity.DATASET_SIZE,))
"""What stands below ``Train`` in a table that counts examples."""


def printed_scale(head: str) -> float | None:
    """Return the scale that a head prints, such as a million for ``Params (M)`` and ``×10^6``."""
    match = _SCALE.search(head)
    if match is None:
        return None
    if match["exponent"]:
        return 10.0 ** int(match["exponent"])
    if match["times"]:
        return float(match["times"]) * _SCALES.get((match["times_scale"] or "").lower(), 1.0)
    return _SCALES[(match["letter"] or match["word"] or match["prefix"]).lower()]


def stage_of_head(head: str) -> Stage | None:
    """Return the stage of training that a head speaks of: ``Pre-train epochs``, ``F.T.``."""
    for pattern, stage in (
        (_SEARCH, Stage.SEARCH),
        (_FINETUNING, Stage.FINETUNING),
        (_PRETRAINING, Stage.PRETRAINING),
    ):
        if pattern.search(head):
            return stage
    return None
