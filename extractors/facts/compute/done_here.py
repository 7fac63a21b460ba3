"""What a paper says that it runs itself, with a network of whomever: ``For NetB we use 8 GPUs``."""

from __future__ import annotations

from extractors.facts.compute.recognisers.wording import any_of

RUN_HERE = "a network of others that the paper runs itself"
"""Its settings are beside those of the paper's model, even where both print one number."""
_WE_RUN = any_of(
    r"\b(?:we|our\s(?:[\w-]+\s){0,3}(?:system|framework|implementation|code|pipeline))\s"
    r"(?:(?!(?:not|never|cannot)\b)[\w-]+\s){0,3}?(?:re-?|pre-?)?"
    r"(?:train|fine-?tun|us|set|adopt|appl|employ|perform|execut|conduct|run|ran|follow|repeat|experiment|scal)"
    r"(?:e|es|ed|s|y|ies|ied|d)?\b"
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
