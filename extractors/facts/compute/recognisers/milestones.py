"""Numbers and heads of epochs or steps that are about a point or a part of a run, not about its length."""

from __future__ import annotations

import re

from extractors.catalog.terms import Facet, find_terms
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.wording import any_of, before, clause, ending
from extractors.facts.numbers import Number

_GOVERNED = ending(
    r"\b(?:for|takes?|took|train(?:ed|ing)?(?:\s\w+){0,2}|comprising|uses?|using|with|to|execute|run(?:ning)?|"
    r"of|in|within|over|schedules?)"
)
_PART_OF_RUN = any_of(
    r"\b(?:learning rate|lr|step ?size|momentum|weight decay|temperature|encoder|backbone|layers?|"
    r"dropout)\b(?:[^.;,]|\.\d){0,40}"
    r"\b(?:kept|held|fixed|constant|frozen|unchanged|maintained|increased|ramped|warmed)\b"
    r"(?:[^.;,]|\.\d){0,40}\bfor\s(?:the\s)?(?:first\s)?\Z",
    r"\b(?:learning rate|lr|step ?size)\b(?:[^.;,]|\.\d){0,30}\b(?:increas|ramp|rais|rises|warm|grows)\w*\s"
    r"(?:(?!\b(?:and|then|we|train\w*)\b)(?:[^.;,]|\.\d)){0,40}\b(?:over|during|in|within|across)\s"
    r"(?:the\s)?(?:(?:first|initial)\s)?\Z",
)
"""What is done with the learning rate for some epochs is not how long training is."""
_NEVER = ending(
    r"\b(?:define[ds]? as|add|first|last|every|next|each|per|initial|final|subsequent|remaining|previous|past|once|few)"
)
_ANOTHER = any_of(r"\banother\s\Z")
_FIRST = any_of(r"\bfirst\b")
_RATE_CHANGE = any_of(
    r"learning rate|\blr\b|decay|divid|drop|reduc|multipl|anneal|lower|schedul|halv|decreas|cosine|ramp|"
    r"switch|"
    r"linear(?:ly)? (?:increas|over)|momentum|moving average|\bema\b|cool"
)
_SCORE = any_of(
    r"\bresults?\b|\bsimilar\b|\bcompar|\bperformance|\bobserv|\bimprov|\baccurac|\bloss\b|\berror\b|\breach|\bachiev|\bobtain"
)
_END = any_of(r"\b(?:stop|terminat|finish|end(?:s|ed)?\b|complet|conclud)")
_AFTER = ending(r"\b(?:after|until|before)")
_THEN = re.compile(
    r",?\s(?:(?:the|our|its|we|both|all)\s)?(?:[\w-]+\s){0,5}?(?:(?:is|are|was|were|gets?)\s(?:then\s|also\s|\w+ly\s)?"
    r"(?:updated|enabled|disabled|activated|frozen|unfrozen|added|introduced|turned|released|applied)"
    r"|starts?|begins?|enable|disable|activate|freeze|unfreeze|introduce|turn)\b(?!\s(?:to\s)?(?:fine-?)?t(?:un|rain))",
    re.IGNORECASE,
)
"""``After 50 epochs, the gates are updated``: what begins within a run, unless it is another training."""
_MIGHT = any_of(
    r"\b(?:may|might|could|would)\s(?:\w+\s){0,2}?(?:requir|need|tak|converg|last|suffic)\w*\s(?:[^.;,\d]{0,25}\s)?\Z"
)
"""What a training would have taken."""
_SHOWN = any_of(
    r"\b(?:training|learning|validation|test)\s(?:loss(?:es)?|errors?|accurac(?:y|ies)|curves?)\b[^.;]{0,100}"
    r"\b(?:during|over|across|throughout)\s(?:the\s)?\Z"
)
"""``Training losses of NetA and NetB during 12 epochs``: how far curves are drawn, which the text says of the runs."""
_LIST_BEFORE = re.compile(r"(?:\d[\d.,]*[kKM]?(?:th)?(?:,?\sand|,)?\s)+\Z")
"""The milestones printed before another one of their list."""
_MILESTONE_REACH = 60
_LEAD_REACH = 120
_IS_WHOLE = any_of(
    r"\s(?:long|in total|overall|altogether)\b",
    r"\s(?:(?:training|cosine|linear|step|full|standard)\s){0,2}(?:schedules?|runs?|training|recipes?|regimes?)\b",
)
"""``a fixed 80-epoch schedule``; ``180k iterations long``"""
_OF_TRAINING = any_of(r"\s(?:\([^)]*)?of (?:pre-?)?(?:train|fine-?tun)ing\b")
"""``after 450k iterations of fine-tuning`` tells how long the fine-tuning was."""
_WARM_UP = r"(?:warm|burn-?in|ramp-?up|reserved for)"
_WARM_UP_BEFORE = any_of(
    rf"{_WARM_UP}[^\d]*\Z",
    rf"{_WARM_UP}\w*\s(?:\w+\s){{0,3}}from\s[^.;]{{1,25}}\sto\s[^.;\s]{{1,12}}\s(?:for|over|in|"
    rf"during)\s(?:the first\s)?\Z",
)
_WARM_UP_AFTER = any_of(rf"(?:(?!\b(?:with|including|and|after)\b)[^\d.,;]){{0,30}}{_WARM_UP}")
_TO_RATE = re.compile(
    r"\sto\s(?:an?\s|the\s)?(?:(?:peak|max(?:imum)?|base|final)\s)?(?:(?:learning rate|lr|value)\s(?:of\s)?)?"
    r"(?:0?\.\d|\d(?:\.\d+)?\s?(?:e\s?[-−–]|[×x*·⋅]\s?10\s?\^?\{?\s?[-−–]))",
    re.IGNORECASE,
)
"""``for 80 epochs to 0.001``: how long the learning rate takes to get there."""
_AT_RATE = re.compile(
    r"\sat\s(?:0?\.\d|\d(?:\.\d+)?\s?e\s?[-−–]\d|10\s?\^)(?!.{0,12}(?:rate|lr)\b)", re.IGNORECASE
)
"""``60 epochs at 0.1, 40 epochs at 0.01``: where a sentence says it more than once, each is a part of its schedule."""
_OUTCOME = any_of(
    r"checkpoints? (?:at|from|after|of|saved)|saturat|patience|not improve|no improvement|"
    r"plateau|overfit|fewer|faster|slower|reache[sd]? (?:the|an?)\b|achieved? its|diverge|estimated|"
    r"sampled|converge[sd]? (?:after|at|in|with)|surpass|outperform"
)
_WORDS_OF_RUN = (
    r"(?:(?:self-|pre-?|re-?|post-?)?train(?:ing|ed)?|fine-?tun(?:e|ing|ed)|learning|(?:un)?supervised|linear|probing|"
    r"distill(?:ation|ed)|search|adaptation|total|max(?:imum)?|num(?:bers?)?|no|of|full|overall|all|main|equivalent|"
    r"effective|gradient|optimi[sz](?:ation|er)|parameter|weight|(?:hyper-?)?parameters|settings?|schedule|length|"
    r"models?|networks?|methods?|backbone|detector|student|teacher|baseline|generator|discriminator|policy|and|or|"
    r"for|in|the|with|by)"
)
_QUALIFIED = re.compile(
    rf"(?<![\w-])(?!(?i:{_WORDS_OF_RUN})\s)(?P<word>[A-Z]?[a-z]+(?:-[A-Za-z]+)*)\s(?i:epochs?|iterations|iters?|steps|updates)\b"
)


def is_milestone(passage: Passage, numbers: tuple[Number, ...], end: int) -> bool:
    """Tell whether numbers of epochs or steps mark a point of the schedule instead of its length."""
    lead = _LIST_BEFORE.sub("", before(passage, numbers[0].start))
    if _IS_WHOLE.match(passage.text, end) and not _NEVER.search(lead):
        return False
    around = clause(passage, numbers[0].start, end)
    is_end = _END.search(before(passage, numbers[0].start, _MILESTONE_REACH))
    is_end = is_end or _OF_TRAINING.match(passage.text, end)
    if _AFTER.search(lead) and not is_end:
        changes = _THEN.match(passage.text, end) is not None
        return changes or any(cue.search(passage.text) for cue in (_RATE_CHANGE, _OUTCOME, _SCORE))
    return (
        _is_of_part(passage, numbers[0])
        or _is_at_one_of_rates(passage, end)
        or (_ANOTHER.search(lead) is not None and _FIRST.search(passage.text) is not None)
        or _NEVER.search(lead) is not None
        or _OUTCOME.search(around) is not None
        or _is_of_warm_up(passage, numbers[0], around, end)
        or (_RATE_CHANGE.search(around) is not None and not _GOVERNED.search(lead))
    )


def _is_of_part(passage: Passage, first: Number) -> bool:
    """True for how long a rate is kept, for what a training might have taken and for how far curves are drawn."""
    told = before(passage, first.start, _LEAD_REACH)
    return any(cue.search(told) for cue in (_PART_OF_RUN, _MIGHT, _SHOWN))


def _is_at_one_of_rates(passage: Passage, end: int) -> bool:
    """Tell the epochs of one rate of several: ``60 epochs at 0.1, 40 epochs at 0.01``."""
    return _AT_RATE.match(passage.text, end) is not None and len(_AT_RATE.findall(passage.text)) > 1


def _is_of_warm_up(passage: Passage, first: Number, around: str, end: int) -> bool:
    """True for the epochs of a warm-up, and for those that the learning rate takes to reach a value."""
    lead = around.partition(passage.text[first.start : first.end])[0]
    is_warm_up = _WARM_UP_BEFORE.search(lead) or _WARM_UP_AFTER.match(passage.text, end)
    return bool(is_warm_up or _TO_RATE.match(passage.text, end))


def is_part_of_run(label: str) -> bool:
    """Tell the head ``Cutoff epochs`` from ``Training epochs`` and ``ImageNet epochs``.

    Before the epochs of a whole training only names and words on a run may stand; all other words are too many to
    list.

    Args:
        label: The head of a column or the label of a row.

    Returns:
        True where another word stands before the epochs.
    """
    qualified = _QUALIFIED.search(label)
    if qualified is None:
        return False
    terms = find_terms(qualified["word"])
    return not any(term.facet in (Facet.DATASET, Facet.TASK) for term in terms)
