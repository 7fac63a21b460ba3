"""Models that a sentence only compares with, or whose settings it follows."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.facts.citations import without_citations
from extractors.facts.compute.named import Named
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.wording import any_of

_COMPARED = any_of(
    r"\b(?:than|in contrast to|outperform\w*|surpass\w*|beat(?:s|ing)?|unlike|compared (?:to|with)|similar(?:ly)? to|"
    r"comparable to|same (?:\w+\s)?as|"
    r"same (?:[\w-]+\s){0,2}?(?:set-?up|settings?|procedure|recipe|protocol|schedule|hyper-?parameters|config\w*)\sas|"
    r"that of|versus|vs\.?|as in|following|follow|like|trained using|pre-trained on|"
    r"configuration as|architecture of|data (?:as|used for))\s(?:the\s|an?\s|even\s|much\s|larger\s)*\Z"
)
_SETTINGS = (
    r"(?:set-?ups?|settings?|procedures?|recipes?|protocols?|schedules?|hyper-?parameters?|strateg(?:y|ies)|"
    r"practices?|conventions?|pipelines?|regimes?)"
)
_FOLLOWED = any_of(
    r"\b(?:follow\w*|adopt\w*|us(?:e[sd]?|ing)|keep\w*|appl(?:y|ies|ied|ying)|employ\w*|inherit\w*|borrow\w*|reus\w+|with|under|"
    rf"per|as|same|similar|identical|according to|based on)\s(?:[^.;:]{{0,80}}?\s)?{_SETTINGS}"
    r"(?:\s(?:that|which)\s(?:is|are|was|were|ha(?:s|ve)\sbeen))?(?:\s\w+ly)?(?:\s(?:used|adopted|introduced|proposed|"
    r"described|reported|provided|suggested|employed|specified|detailed|given|released))?\s(?:in|by|of|from)\s(?:the\s)?\Z"
)
"""``We follow the settings that are widely used in`` and ``with the training recipe of`` before a name: what
they say is done here."""
_COMPARED_REACH = 40
_FOLLOWED_REACH = 160


def compared_in(passage: Passage, models: Sequence[Named]) -> tuple[Named, ...]:
    """Return the models of a sentence that it compares with or follows, all of ``following NetA and NetB``.

    Args:
        passage: The sentence.
        models: The models that it names, in order.
    """
    compared: list[Named] = []
    for named in models:
        is_next = bool(compared) and _is_listed_after(passage, compared[-1], named)
        if is_next or is_compared(passage, named):
            compared.append(named)
    return tuple(compared)


def is_compared(passage: Passage, named: Named) -> bool:
    """Tell whether a sentence only compares with a model, or follows its settings.

    Args:
        passage: The sentence.
        named: The model.

    Returns:
        True for NetB in ``larger than NetB`` and ``we follow the settings of NetB``.
    """
    before = passage.text[max(0, named.start - _FOLLOWED_REACH) : named.start]
    return bool(_COMPARED.search(before[-_COMPARED_REACH:]) or _FOLLOWED.search(before))


def _is_listed_after(passage: Passage, compared: Named, named: Named) -> bool:
    """Tell ``unlike NetA and NetB`` from ``unlike NetA, NetB``, citations left out."""
    between = without_citations(passage.text[compared.end : named.start])
    return between in ("and", "or", "&")
