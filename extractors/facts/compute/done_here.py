"""What a paper says that it runs itself, with a network of whomever: ``For NetB we use 8 GPUs``."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.facts.compute.recognisers.wording import any_of

RUN_HERE = "a network of others that the paper runs itself"
"""Its settings are beside those of the paper's model, even where both print one number."""
_WE_RUN = any_of(
    r"\b(?:we|our\s(?:[\w-]+\s){0,3}(?:system|framework|implementation|code|pipeline))\s"
    r"(?:(?!(?:not|never|cannot)\b)[\w-]+\s){0,3}?(?:re-?|pre-?)?"
    r"(?:train|fine[\s-]?tun|us|set|adopt|appl|employ|perform|execut|conduct|run|ran|follow|repeat|experiment|scal)"
    r"(?:e|es|ed|s|y|ies|ied|d)?\b"
)
_SETUP = any_of(
    r"\b(?:experiment\w*|implementation\w*|training|evaluation)\s(?:and\s\w+\s)?(?:set-?\s?ups?|settings?|details?|recipes?"
    r"|procedures?|configurations?|protocols?|schedules?|hyper-?parameters?)\b|\bset-?\s?up\b|\bhyper-?parameters?\b"
)
_IS_TRAINED = any_of(
    r"\b(?:is|are|was|were)\s(?:\w+ly\s|all\s|then\s|first\s|both\s)?(?:re-?|pre-?)?(?:trained|fine-?tuned|optimi[sz]ed)\b"
)
_SAID_OF_OTHERS = any_of(
    r"\[\d|\bet al\b|\((?:19|20)\d\d\)|\boriginal(?:ly)?\b|\breported\b|\bofficial\b|\b(?:by|of) their\b"
)
_MAYBE_OF_OTHERS = any_of(
    r"\b(?:which|who|whose|that|than|while|whereas|unlike|versus|their)\b|\bvs\b|;",
    r"\b(?:publicly|available|released|reported|provided|published|weights|pre-?trained)\b|(?<![\w-])trained\b",
)
"""A clause of its own, or what is said of a network as others released it."""


def is_done_here(before: str) -> bool:
    """Tell from the sentence up to an amount whether its last clause says that the paper trains or runs something."""
    runs = list(_WE_RUN.finditer(before))
    return bool(runs) and not _MAYBE_OF_OTHERS.search(before, runs[-1].end())


def is_trained_in_setup(text: str, headings: Sequence[str]) -> bool:
    """Tell what a section on the set-up says is trained, whoever the network is from: ``The NetBs are trained for``."""
    is_setup = any(map(_SETUP.search, headings))
    return is_setup and _IS_TRAINED.search(text) is not None and not _SAID_OF_OTHERS.search(text)
