"""How a number was measured: crops, scales, resolution, ensembles."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from functools import lru_cache

from extractors.catalog.ensembles import is_several_by_name

_PROTOCOLS = (
    (re.compile(r"\b(?:single|one|1|cent(?:er|ral))[\s-](?:center-)?crops?\b", re.IGNORECASE), "single-crop"),
    (re.compile(r"\b(\d{1,3}|ten|multi(?:ple)?)[\s-]?crops?\b", re.IGNORECASE), "{}-crop"),
    (re.compile(r"\bmulti-?(?:\s)?scale\b|\bMS\stest", re.IGNORECASE), "multi-scale"),
    (re.compile(r"\bsingle-?(?:\s)?scale\b", re.IGNORECASE), "single-scale"),
    (re.compile(r"(?<!without\s)(?<!w/o\s)(?<!no\s)\b(?:TTA\b|test[\s-]time\saugment\w+)", re.IGNORECASE), "TTA"),
    (re.compile(r"(?<!\d)(1?\d{3})(?:\s?[x×]\s?\1|\s?px)(?!\d)|[@↑x×]\s?(1?\d{3})(?!\d)"), "{}px"),
    (re.compile(r"\bbeam(?:\ssize|\swidth)?(?:\sof)?\s?=?\s?(\d{1,2})\b", re.IGNORECASE), "beam {}"),
    (re.compile(r"\bgreedy\b", re.IGNORECASE), "greedy"),
    (re.compile(
        r"\b([1-9])\s?[x×](?=(?:\s?(?:,|/|and|or)\s?[1-9]\s?[x×])*\s(?:schedule|sched\.?|lr))", re.IGNORECASE
    ), "{}x schedule"),
)  # fmt: skip
_ENSEMBLE = re.compile(
    # A count stands alone: the number of a name before its head, `NetA-6 Models`, counts none.
    r"\bensembl\w*|\bens\.|(?<![\w^.-])(?:[2-9]|\d\d)\s#?\s?(?:models|nets|networks)\b"
    r"|\bmodel\saverag\w+\sof\s\d+\smodels",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    r"\bsingle[\s-]?(?:model|task|net)|\bnon-?ensembl\w*|\bw/o\sensembl\w*|\b1\s#?\s?(?:models?|nets?|networks?)\b|^single$"
    r"|\(single\)|\bsgl\.",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def protocols_of(text: str) -> tuple[str, ...]:
    """Return the protocols a text names: ``10-crop``, ``384px``, ``multi-scale``."""
    return tuple(
        dict.fromkeys(
            label.format(*(number.lower() for number in match.groups() if number))
            for pattern, label in _PROTOCOLS
            for match in pattern.finditer(text)
        )
    )


def protocol_of(near: Iterable[str], caption: str) -> str:
    """Return how a number was measured by what its head and label say, and else by the caption.

    A caption counts only for what it names once: several crops or sizes leave open which is meant.
    """
    named = tuple(dict.fromkeys(protocol for text in near for protocol in protocols_of(text)))
    if not named:
        in_caption = protocols_of(caption)
        named = in_caption if len(in_caption) == 1 else ()
    return ", ".join(named)


def is_ensemble(name: str, texts: Iterable[str]) -> bool:
    """Tell whether a number is of several models together, by the model's name, else by the closest text."""
    said = itertools.chain([is_several_by_name(name)], map(_says_ensemble, texts))
    return next((verdict for verdict in said if verdict is not None), False)


@lru_cache(maxsize=4096)
def _says_ensemble(text: str) -> bool | None:
    """Whether a text speaks of an ensemble; None where it speaks of neither that nor a single model."""
    several, single = _ENSEMBLE.search(text), _SINGLE.search(text)
    return bool(several) and not single if several or single else None
