"""Phrases that say from which weights a training starts; they do not describe a training themselves."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.facts.compute.recognisers.wording import any_of, blanked

_WHOSE = r"(?:(?:an?|the|their|its|our|publicly|available|official|standard)\s)*"
_PRE_TRAINED = r"(?:[\w./-]+[\s-]){0,2}?pre-?trained"
_CITED = r"(?:\s(?:\[[\d,\s]+\]|\(\d+\)|\([A-Z][^()]*\d{4}[a-z]?\)))?"
_NET = r"(?:backbones?|weights?|models?|networks?|nets?|encoders?|checkpoints?|parameters|\w*net[\w-]*)"
_BEGINNING = any_of(
    rf"\b(?:from|(?:initiali[sz]ed|start(?:s|ed|ing)?)\s(?:with|by|using|from))\s{_WHOSE}{_PRE_TRAINED}\s"
    rf"(?:[\w./-]+\s){{0,2}}?{_NET}\b",
    rf"\b(?:with|using|on)\s{_WHOSE}{_PRE_TRAINED}\s(?:[\w./-]+\s){{0,2}}?"
    r"(?:backbones?|weights|checkpoints?|initiali[sz]ations?)\b",
    rf"(?:(?<=\sit\s)|(?<=\sthem\s))with\s{_WHOSE}{_PRE_TRAINED}\s{_NET}\b",
    rf"\b(?:from|initiali[sz]ed\s(?:with|by|using))\s{_WHOSE}(?:[\w./-]+\s){{0,2}}?"
    r"(?:weights?|backbones?|parameters|checkpoints?)\s(?:that\s(?:is|are|was|were)\s)?pre-?trained\son\s(?:the\s)?"
    r"[A-Z][\w-]*(?:\s(?:dataset|data))?",
    rf"\binitiali[sz](?:e|es|ed|ing)\s(?:[\w-]+\s){{0,4}}?(?P<begin>(?:with|from|by|using)\s{_WHOSE}(?:[\w./-]+\s){{0,3}}?"
    rf"[\w./-]+{_CITED}\s(?:models?|networks?|checkpoints?|weights|backbones?)\b)",
    rf"\b{_PRE_TRAINED}\s(?:[\w./-]+\s)?{_NET}\sas\s(?:an?\s|the\s|our\s)?"
    r"(?:initiali[sz]ation|starting point|backbone)\b",
    rf"\bweights\sof\s{_WHOSE}{_PRE_TRAINED}\s{_NET}\b",
    r"\b[\w.-]+\sinitiali[sz]ations?\b",
)
"""``from ImageNet pre-trained backbones``, ``initialized with weights pre-trained on ImageNet``."""


def beginnings(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places where a text says from which weights a training starts."""
    return (found.span("begin" if found["begin"] else 0) for found in _BEGINNING.finditer(text))


def without_beginnings(text: str) -> str:
    """Return a text with such phrases blank; everything else keeps its place."""
    return blanked(text, tuple(beginnings(text)))
