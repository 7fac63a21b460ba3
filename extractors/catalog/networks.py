"""Networks that papers train again and again, and what one forward pass of them costs.

The facts live in ``reference_networks.toml``, each with its source. They serve three purposes: a known network in a
paper's own table shows whether its FLOPs are multiply-adds, a run of a known network without printed FLOPs
takes its multiply-adds from here, as the published study did, and who prints its published accuracy quotes it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.catalog.benchmarks import read_catalog

_TOKEN = re.compile(r"\d+(?:\.\d+)?x\d+d\b|\d+(?:\.\d+)?|[^\W\d_]+|\+")
_CITATION = re.compile(r"\[[\d,;\s–-]+\]|\([^()]*\b(?:19|20)\d\d[a-z]?\)|\^\{?[a-z0-9*†‡]+\}?")
_SETTING = re.compile(
    r"\b\d+(?:\.\d+)?[\s-]*(?:epochs?|ep\b|e\b|px\b|pixels?|steps?|iter\w*|crops?|views?|%|layers?\b)"
    r"|\b(?:learning rate|lr|weight decay|wd|batch(?:[\s-]size)?|momentum|dropout|temperature|seed|epochs?)"
    r"\s?[=:]?\s?\d[\d.,]*(?:e-?\d+|k\b)?"
    r"|\b(?:crop|res(?:olution)?|size|at|@|↑)\s?\d{3}\b|\b\d{3}\s?[×x]\s?\d{3}\b|[↑@]\s?\d{3}\b",
    re.IGNORECASE,
)
_DEPTH_BEFORE = re.compile(r"\b(\d{2,3})[\s-]layers?\s(?:residual\s)?([A-Z]\w*[Nn]et)\b")
_DEPTH_AFTER = re.compile(r"\b([A-Z]\w*[Nn]et),?\s\(?(\d{2,3})[\s-]layers?\b")
"""``50-layer ResNet`` and ``ResNet, 50 layers``."""
_VERSION = re.compile(r"([a-z])V(\d)|((?i:net|inception))v(?=\d)")
_TRAINED_AS = re.compile(r"(?<=\d)[\s-]?v1\.5\b", re.IGNORECASE)
"""``ResNet-50 v1.5``: a stride that is moved, and no other cost."""
_GROUPED = re.compile(r"\b(\d+)\s?[×x]\s?(\d+)\s?d\b", re.IGNORECASE)
"""``32 × 4d``: groups and their width."""
_OTHER_NETWORK = frozenset({
    "wide", "wider", "narrow", "narrower", "slim", "thin", "thinner", "iso", "isotropic", "half", "double",
    "deep", "deeper", "shallow", "pruned", "pruning",
    "compressed", "quantized", "binary", "ternary", "tiny", "small", "large", "huge", "mini", "nano", "xs",
    "xxs", "xl", "lite", "light", "plus", "dilated", "atrous", "fpn", "rcnn", "cnn", "retinanet", "ssd", "yolo",
    "mask", "faster", "cascade", "sk", "width", "ensemble", "nets", "student", "distilled",
    "fcn", "unet", "x",
})  # fmt: skip
"""Words that turn a network into another one, of other cost."""
_SIZES = frozenset({
    "width", "widths", "depth", "depths", "layer", "layers", "block", "blocks", "channel", "channels", "filter",
    "filters", "group", "groups", "head", "heads", "dim", "dims", "dimension", "hidden", "patch", "patches",
    "expansion", "cardinality", "growth", "multiplier", "ratio", "scale", "stage", "stages", "stride", "kernel",
    "tokens", "sparse", "sparsity", "keep", "prune", "compression", "bit", "bits", "flop", "flops", "params",
    "parameters",
})  # fmt: skip
"""Words whose number says how large a network is, or how much of it is left: no setting of its training."""
_UNITS = frozenset({
    "m", "g", "b", "k", "gf", "mf", "macs", "gmacs", "mmacs", "flops", "gflops", "mflops", "params", "bit",
    "bits", "layer",
})  # fmt: skip
_NO_WIDTH = frozenset({
    "schedule", "schedules", "epochs", "batch", "data", "longer", "lr", "crops", "views", "training",
    "steps", "iterations",
})  # fmt: skip
"""What ``2x`` may be of when it is no width."""
_METHOD = 3
"""A word of so many letters names what was added to a network, whose numbers come after it."""


@dataclass(frozen=True, slots=True)
class ReferenceNetwork:
    """A well-known network in its standard form."""

    name: str
    multiply_adds: float
    """Of one forward pass at `resolution`."""
    parameters: float
    resolution: int
    """Side of the input in pixels."""
    source: str
    aliases: tuple[str, ...] = ()
    published_top1: tuple[float, ...] = ()
    """Accuracies on ImageNet in percent: of its own paper, and of the weights that most papers start from."""
    published_source: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A reference network found in a printed model name."""

    network: ReferenceNetwork
    rest: tuple[str, ...]
    """What the printed name says beside the network's: ``+ cbam``."""
    before: int = 0
    """How many words of the rest stand before the network's."""

    @property
    def is_exact(self) -> bool:
        """True when the printed name says nothing else."""
        return not self.rest

    @property
    def is_same_network(self) -> bool:
        """False when the rest of the name speaks of another width, depth or part of another system."""
        return not (_is_of_size(self.rest[: self.before]) or _is_of_size(self.rest[self.before :]))

    @property
    def width(self) -> float | None:
        """How many times as wide as in its standard form the network is, None for what may be another one."""
        before, after = self.rest[: self.before], self.rest[self.before :]
        length, behind = _width_behind(after)
        after = after[length:]
        length, ahead = (0, 1.0) if length else _width_before(before)
        before = before[: len(before) - length]
        is_same = not (_is_of_size(before) or _is_of_size(after) or _NO_WIDTH & {*after[:1]})
        return behind * ahead if is_same else None


def _width_behind(words: Sequence[str]) -> tuple[int, float]:
    """Return how many words right behind a network's name are its width, and the width: ``0.5x``, ``α = 0.5``."""
    first, second, *_ = *words, "", ""
    if _is_width(first) and second == "x":
        return 2, float(first)
    if first in ("x", "α", "width") and _is_width(second):
        return 2, float(second)
    return (1, float(first)) if _is_width(first) and "." in first else (0, 1.0)


def _width_before(words: Sequence[str]) -> tuple[int, float]:
    """Return the same for what stands right before the name."""
    *_, first, last = "", "", *words
    if last == "x" and _is_width(first):
        return 2, float(first)
    return (1, float(last)) if _is_width(last) and "." in last else (0, 1.0)


def _is_width(word: str) -> bool:
    return word.replace(".", "", 1).isdigit() and 0 < float(word) <= _WIDEST


_WIDEST = 4


def _is_of_size(words: Sequence[str]) -> bool:
    """Return True where words on one side of a network's name speak of its size, or of another network.

    A number right beside the name is a width or a depth; one behind the name of a method (``ResNet-50 + mixup,
    α = 0.2``) is a setting of that.
    """
    names_method = False
    for last, word, following in zip(("", *words), words, (*words[1:], ""), strict=False):
        if word in _OTHER_NETWORK:
            return True
        if not word[0].isdigit():
            names_method = names_method or (len(word) >= _METHOD and word not in _SIZES)
            continue
        is_setting = names_method and word.replace(".", "").isdigit() and last not in _SIZES
        if not _is_label(last) and (not is_setting or following in _UNITS):
            return True
    return False


def _is_label(word: str) -> bool:
    """True for the ``L`` of ``L2``, whose number says nothing of a network's width."""
    return 1 <= len(word) <= 2 and word.isalpha() and word not in ("x", "w", "α")


_LISTS = ("aliases", "published_top1")


@cache
def networks() -> tuple[ReferenceNetwork, ...]:
    """Return the reference networks of the catalog in its order."""
    return tuple(
        ReferenceNetwork(**entry | {name: tuple(entry.get(name, ())) for name in _LISTS})
        for entry in read_catalog("reference_networks.toml")["network"]
    )


@lru_cache(maxsize=16_384)
def find(printed: str) -> Match | None:
    """Find the reference network that a model name speaks of.

    Args:
        printed: A model name as printed, such as ``ResNet50 + CBAM [12]``.

    Returns:
        The match with the longest name, None when there is none or the name speaks of two networks.
    """
    words = _words(printed)
    best: list[tuple[tuple[str, ...], Match]] = []
    for network, tokens in _spellings():
        place = _place(words, tokens)
        if place is not None:
            rest = (*words[:place], *words[place + len(tokens) :])
            best.append((tokens, Match(network, rest, place)))
    longest = max((len(tokens) for tokens, _ in best), default=0)
    found = [(tokens, match) for tokens, match in best if len(tokens) == longest]
    # ``BN (Inception-v3)`` is no BN-Inception.
    numbered = [(tokens, match) for tokens, match in found if tokens[-1][0].isdigit()]
    named = {match.network.name: match for _, match in numbered or found}
    return next(iter(named.values())) if len(named) == 1 else None


@cache
def _spellings() -> tuple[tuple[ReferenceNetwork, tuple[str, ...]], ...]:
    return tuple(
        (network, _words(name)) for network in networks() for name in (network.name, *network.aliases)
    )


def _words(printed: str) -> tuple[str, ...]:
    text = _DEPTH_AFTER.sub(r"\1-\2", _DEPTH_BEFORE.sub(r"\2-\1", _CITATION.sub(" ", printed)))
    text = _VERSION.sub(_spaced_version, _TRAINED_AS.sub("", _SETTING.sub(" ", text)))
    text = _GROUPED.sub(r"\1x\2d", text).casefold().replace("×", "x")
    # ``v2`` and ``2`` behind the name of a network are the same.
    return tuple(word for word in _TOKEN.findall(text) if word != "v")


def _spaced_version(found: re.Match[str]) -> str:
    return f"{found[1]} v{found[2]}" if found[1] else f"{found[3]} v"


def _place(words: tuple[str, ...], part: tuple[str, ...]) -> int | None:
    """Where one run of words begins in another; digits that go on would be another number."""
    is_version = len(part) > 1 and part[-2][0].isdigit() and part[-1][0].isdigit()
    for start in range(len(words) - len(part) + 1):
        end = start + len(part)
        is_multiplier = is_version and words[end : end + 1] == ("x",)  # ``ResNet-50 2x``
        if words[start:end] == part and not is_multiplier:
            return start
    return None
