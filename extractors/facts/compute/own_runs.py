"""Whether a quantity is of the paper's own runs, which may be of networks of others: ``For NetB we use 8 GPUs``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.facts.compute.attaching import NAMED, Attachment
from extractors.facts.compute.mentions import Mention
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.wording import any_of, clause
from extractors.facts.paper_names import PaperNames
from extractors.records import Quantity

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
_RELATED_HEADING = any_of(r"related work", r"\bbackground\b", r"previous work", r"literature", r"prior work")
_OTHERS_DID = any_of(
    r"\bet al\.?,?\s\(?(?:19|20)\d\d[a-z]?\)?\s(?!and\s)(?:\w+\s){0,2}"
    r"(?:train|use|pre-?train|fine-?tun|report|propos|show|introduc|originally)"
)
_OTHERS = any_of(
    r"\b(?:their|they)\b",
    r"\boriginally\b",
    r"previous(?:ly)? (?:best|work|state)",
    r"\bprior work\b",
    r"\bwas (?:estimated|reported) to\b",
    r"\b(?:who|which) use[sd]?\b",
    r"existing (?:models|methods)",
)
_CITED_AFTER = re.compile(
    r"\s?(?:parameters|params)?\)?,?\s?(?:\[\d[\d,\s–-]*\]|\((?:[A-Z][\w-]+ (?:et al\.|and|"
    r"&)[^)]*\d{4}[^)]*)\))"
)
_OF_A_SEARCH_CITED = re.compile(
    r"\sof\s(?:[\w-]+\s){1,3}(?:\([A-Z]{2,5}\)\s)?(?:\[\d[\d,\s–-]*\]|\([A-Z][\w-]+ (?:et al\.|and|&)[^)]*\d{4}[^)]*\))"
)
"""``2000 GPU days of reinforcement learning (Smith et al., 2018)``: what follows the days."""
_OUTDOES = any_of(
    r"\b(?:outperform\w*|surpass\w*|beats?|beating|exceed\w*|than|compared (?:to|with)|versus|vs\.?|unlike|"
    r"in contrast to|comparable to)\s(?:(?!\b(?:we|ours?|while|whereas|but|which)\b|[;:]).)*\Z"
)
"""What stands before a model that a sentence compares the paper's own with."""
_OURS = any_of(r"\b(?:we|our|ours)\b")
_WE_TRAIN = any_of(
    r"\bwe\s[a-z][^.;]{2,90}?\band\s(?:then\s|further\s)?(?:re-?|pre-?)?(?:train|fine-?tune|optimi[sz]e)\s(?!set)",
    r"\bwe\s(?:\w+\s){0,3}?(?:re-?|pre-?)?(?:train|fine-?tune|optimi[sz]e)d?\b",
    r"\b(?:all|each|every|both|these)\s(?:of\s)?(?:the\s|our\s|these\s)?(?:[\w+-]+\s(?:\[[\d,\s]+\]\s)?){0,3}?"
    r"(?:models?|networks?|nets|architectures?|experiments?|runs?|variants?|baselines?|detectors?|methods)\s"
    r"(?:is|are|was|were)\s(?:\w+\s)?(?:re-?|pre-?)?(?:trained|fine-?tuned|optimi[sz]ed|run)\b",
)
"""Words of training that the paper did itself, whoever the network is from."""
_WE_DO_ALIKE = any_of(
    r"\bwe\s(?:\w+\s){0,2}?(?:adopt|use|follow|employ|apply|keep|copy|reuse)(?:ed|d)?\s(?:exactly\s)?the\s(?:same|identical)\s"
)
"""``We adopt the same setup as NetB (Author et al., 2019) by pre-training on ...``: what others did, done here."""
OF_RUNS = frozenset({
    Quantity.EPOCHS, Quantity.STEPS, Quantity.BATCH_SIZE, Quantity.DATASET_SIZE, Quantity.DEVICE_COUNT,
    Quantity.HARDWARE_MODEL, Quantity.WALL_TIME_HOURS,
})  # fmt: skip
"""Quantities of a run; others are of a model or of data."""


def is_own_run(passage: Passage, mention: Mention, model: str | None, names: PaperNames) -> bool:
    """Return True for a run of the paper, False for one of others; where nothing speaks of others, it is the paper's.

    Args:
        passage: The sentence.
        mention: The quantity and its place.
        model: The model that the sentence names for it.
        names: What the paper calls its own models and those of others.
    """
    stated = _StatedQuantity(passage, mention, model, names)
    return next((is_own for applies, is_own in _OWN_OR_QUOTED if applies(stated)), True)


def is_of_others_run_here(
    passage: Passage, mention: Mention, attached: Attachment, names: PaperNames
) -> bool:
    """Tell whether a run that is the paper's own is one of a network of others, called by its name."""
    before, model = passage.text[: mention.start], attached.model or ""
    is_of_others = attached.reason == NAMED and names.names_cited(model) and not names.names_own(model)
    return is_of_others and _is_done_here(before) and not _WE_TRAIN.search(before)


@dataclass(frozen=True, slots=True)
class _StatedQuantity:
    """A quantity in its sentence with the model that the sentence names for it."""

    passage: Passage
    mention: Mention
    model: str | None
    names: PaperNames

    @property
    def before(self) -> str:
        """The sentence up to the quantity."""
        return self.passage.text[: self.mention.start]

    @property
    def clause(self) -> str:
        """The clause that the quantity stands in."""
        return clause(self.passage, self.mention.start, self.mention.end)

    def is_followed_by(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether a pattern matches right after the quantity."""
        return pattern.match(self.passage.text, self.mention.end) is not None


def _is_of_own_model(stated: _StatedQuantity) -> bool:
    return bool(stated.model and stated.names.names_own(stated.model))


def _is_schedule_we_train_with(stated: _StatedQuantity) -> bool:
    return (
        stated.mention.quantity in OF_RUNS - {Quantity.DATASET_SIZE}
        and _WE_TRAIN.search(stated.before) is not None
    )


def _is_run_done_here(stated: _StatedQuantity) -> bool:
    if stated.mention.quantity not in OF_RUNS:
        return False
    return _is_done_here(stated.before) or _is_trained_in_setup(stated.passage.text, stated.passage.headings)


def _is_of_cited_model(stated: _StatedQuantity) -> bool:
    return bool(stated.model and stated.names.names_cited(stated.model))


def _is_done_alike(stated: _StatedQuantity) -> bool:
    """True for ``we adopt the same setup as NetB``, whichever networks the sentence names."""
    is_setting = stated.model is None or stated.mention.quantity in OF_RUNS
    return is_setting and _WE_DO_ALIKE.search(stated.before) is not None


def _has_citation_behind(stated: _StatedQuantity) -> bool:
    """True for a quantity with a citation behind it, but for a size of data: who made them need not train on them."""
    quantity = stated.mention.quantity
    is_search_cited = quantity is Quantity.DEVICE_HOURS and stated.is_followed_by(_OF_A_SEARCH_CITED)
    return is_search_cited or (quantity is not Quantity.DATASET_SIZE and stated.is_followed_by(_CITED_AFTER))


def _is_of_outdone_model(stated: _StatedQuantity) -> bool:
    """True for the 13B of ``NetA outperforms the best 13B model (NetB)``."""
    text, model = stated.passage.text, stated.model
    comparison = _OUTDOES.search(stated.before)
    if not model or comparison is None:
        return False
    return model in text[comparison.start() :] and model not in text[: comparison.start()]


def _is_in_our_clause(stated: _StatedQuantity) -> bool:
    return _OURS.search(stated.clause) is not None


def _is_said_of_others(stated: _StatedQuantity) -> bool:
    is_on_related_work = any(map(_RELATED_HEADING.search, stated.passage.headings))
    is_by_others = _OTHERS_DID.search(stated.before) or _OTHERS.search(stated.clause)
    return is_on_related_work or is_by_others is not None


def _is_done_here(before: str) -> bool:
    """Tell from the sentence up to an amount whether its last clause says that the paper trains or runs something."""
    runs = list(_WE_RUN.finditer(before))
    return bool(runs) and not _MAYBE_OF_OTHERS.search(before, runs[-1].end())


def _is_trained_in_setup(text: str, headings: Sequence[str]) -> bool:
    """Tell what a section on the set-up says is trained, whoever the network is from: ``The NetBs are trained for``."""
    is_setup = any(map(_SETUP.search, headings))
    return is_setup and _IS_TRAINED.search(text) is not None and not _SAID_OF_OTHERS.search(text)


_OWN_OR_QUOTED = (
    (_is_of_own_model, True),
    (_is_schedule_we_train_with, True),
    (_is_run_done_here, True),
    (_is_done_alike, True),
    (_is_of_cited_model, False),
    (_has_citation_behind, False),
    (_is_of_outdone_model, False),
    (_is_in_our_clause, True),
    (_is_said_of_others, False),
)
"""Whether a quantity is of the paper's own runs: the first case that applies tells it."""
