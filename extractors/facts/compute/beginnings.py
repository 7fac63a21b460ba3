"""What a sentence says a training begins from, which is no training that it tells of."""

from __future__ import annotations

from extractors.facts.compute.recognisers.wording import any_of

_WHOSE = r"(?:(?:an?|the|their|its|our|publicly|available|official|standard)\s)*"
_PRE_TRAINED = r"(?:[\w./-]+[\s-]){0,2}?pre-?trained"
_BEGINNING = any_of(
    rf"\b(?:from|initiali[sz]ed\s(?:with|by|using))\s{_WHOSE}{_PRE_TRAINED}\s(?:[\w./-]+\s){{0,2}}?"
    r"(?:backbones?|weights?|models?|networks?|nets?|checkpoints?|parameters|\w*net[\w-]*)\b",
    rf"\b(?:with|using|on)\s{_WHOSE}{_PRE_TRAINED}\s(?:[\w./-]+\s){{0,2}}?"
    r"(?:backbones?|weights|checkpoints?|initiali[sz]ations?)\b",
    rf"\b(?:from|initiali[sz]ed\s(?:with|by|using))\s{_WHOSE}(?:[\w./-]+\s){{0,2}}?"
    r"(?:weights?|backbones?|parameters|checkpoints?)\s(?:that\s(?:is|are|was|were)\s)?pre-?trained\son\s(?:the\s)?"
    r"[A-Z][\w-]*(?:\s(?:dataset|data))?",
)
"""``from ImageNet pre-trained backbones``, ``initialized with weights pre-trained on ImageNet``."""


def without_beginnings(text: str) -> str:
    """Blank what a sentence says that a training begins from; everything else keeps its place."""
    return _BEGINNING.sub(lambda found: " " * len(found[0]), text)
