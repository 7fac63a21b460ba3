"""Whose cost it is: the model a sentence speaks of, completed by the data it is trained on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from extractors.facts.compute.comparing import compared_in, is_compared
from extractors.facts.compute.elsewhere import items_of_list, not_within, spans_elsewhere
from extractors.facts.compute.listing import LISTED, respectively, sibling
from extractors.facts.compute.mentions import SIZES, Mention
from extractors.facts.compute.named import Named, called, is_description, models_in
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.wording import any_of
from extractors.facts.compute.stated_for import data_of
from extractors.facts.paper_names import PaperNames
from extractors.facts.sentences import split_sentences
from extractors.facts.short_names import short_names_in
from extractors.records import Quantity

NAMED = "named in the sentence"
DESCRIBED = "described in the sentence"
IN_HEADING = "named in the heading"
TOPIC = "named before in the paragraph"
OWN_MODEL = "the sentence names no model: the paper's own"
MAIN_RUNS = "the paper's main runs"
ALL_MODELS = "the sentence speaks of all models"
INFERRED = frozenset({DESCRIBED, TOPIC, IN_HEADING, OWN_MODEL, MAIN_RUNS, ALL_MODELS})
"""Reasons of an attachment to a model that the sentence does not call by its name."""

_IN_BRACKETS = any_of(r"\s(?:\w+\s)?\((?:with\s|about\s|around\s|i\.e\.,?\s|~)?\Z")
_HAS = any_of(
    r"\s(?:only\s)?(?:has|have|with|contains?|containing|requires?|uses?|consists of|of)\s(?:\w+\s){0,3}\Z"
)
_FOR = any_of(r"(?:\s(?!\d)\w+){0,4}?\s(?:for|to fine-tune|to train)\s(?:the\s|an?\s|our\s|all\s)?\Z")
_OTHER_AMOUNT = any_of(
    r"\b(?:vs\.?|versus|compared (?:to|with)|instead of|rather than|against|than)\s(?:[^.;\d]|\.\d)*\d"
)
"""``4 days vs 2000 days for NetA``: what stands after the other amount has that one."""
_MODIFIES = any_of(r"\s(?:\w+[\s-]){0,2}\Z")
_BREAK = re.compile(r"[;:]|,\s(?:and|but|while|whereas)\b|\bwhile\b|\bwhereas\b")
_BREAK_BEFORE_NAME = re.compile(r"[;:,]|\b(?:and|but|while|whereas|which|than)\b")
_ALL_MODELS = any_of(
    r"\b(?:all|each|every)\s(?:of\s)?(?:the\s|our\s|these\s)?(?:[\w+-]+\s){0,3}?"
    r"(?:models?|networks?|nets|architectures?|experiments?|runs?|variants?|baselines?|detectors?)\b",
    r"\bwe (?:re-?|pre-?)?train(?:ed)? (?:all |each of )?(?:our|these) (?:models|networks|nets|detectors)\b",
    r"\b(?:our|the|these) (?:models|networks|nets|detectors|experiments) (?:are|"
    r"were) (?:\w+\s)?(?:pre-?)?(?:trained|run|conducted)\b",
)
_FOR_SOME = any_of(r"\AFor\s(?:the\s)?[^,;]{1,60},\s")
"""``For NetA, all models``: what a sentence opens with bounds what it says of all."""
_EACH_OF_SEVERAL = any_of(r"\b(?:experiments|runs|trainings|models|networks|nets|variants)\b[^.;,]*\Z")
_EACH_AFTER = any_of(r"[^.;,\d]{0,25}?\beach\b(?!\s\w)")
"""``The experiments took 3 days each.``"""
_EACH_TAKES = any_of(r",\s(?:each\s)?(?:takes?|took|require[sd]?)\b")
_ADDED = any_of(r"\s(?:equipped\s|combined\s)?(?:with|plus)\s(?:the\s|our\s|an?\s)?(?:proposed\s)?")
_SIZE_REACH = 90
_BREAK_COST = 60
_COMPARED_REACH = 40
_CITATION_REACH = 60
_AUTHORS = re.compile(
    r"[A-Z][\w'’-]+(?:\s(?:et al\.?|(?:and|&)\s[A-Z][\w'’-]+))?,?\s"
    r"(?:\((?:19|20)\d\d[a-z]?\)|(?:19|20)\d\d[a-z]?)"
)
_STATED_REACH = 25
_OUR_MODEL = any_of(
    r"\b(?:our|the proposed) (?:\w+\s){0,2}(?:models?|networks?|method|approach|architecture|system)\b"
)
_SAYS_OUR_MODEL = any_of(
    r"\b(?:our|each|all|all our|all of our|all the|every|the proposed) (?:\w+\s)?"
    r"(?:models?|networks?|method|approach|architectures?|system)\b",
    r"\bour (?:\w+\s){0,2}(?:corpus|corpora|training (?:data|set))\b",
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """The model a cost is attached to, the data it is stated for, and why."""

    model: str | None
    data: str
    """Empty where none is named, and for sizes, which a model has on any data."""
    reason: str


def named_model(passage: Passage, mention: Mention, names: PaperNames) -> str | None:
    """Return the model that a sentence names for a quantity, as printed, or None when it names none.

    Args:
        passage: The sentence.
        mention: The quantity and its place.
        names: What the paper calls its own models.
    """
    models = not_within(_models(passage, names), spans_elsewhere(passage, mention))
    for of_a_list in (respectively, _of_its_item, _subjects, sibling):
        if (name := of_a_list(passage, mention, models)) is not None:
            return name
    return _nearest(passage, mention, models)


def _nearest(passage: Passage, mention: Mention, models: Sequence[Named]) -> str | None:
    """Return the model named nearest, with those it is listed with where the quantity is one of a run."""
    compared = compared_in(passage, models)
    distances = [
        (distance, named)
        for named in models
        if (named not in compared or _is_stated_of(passage, named, mention))
        and not _OTHER_AMOUNT.search(passage.text, mention.end, named.start)
        and (distance := _distance(passage, mention, named)) is not None
    ]
    if not distances:
        return None
    _, nearest = min(distances, key=itemgetter(0))
    if mention.quantity in SIZES:
        return nearest.name
    spoken_of = [named for named in models if named not in compared or named is nearest]
    return _joined(passage, spoken_of, nearest)


def _models(passage: Passage, names: PaperNames) -> list[Named]:
    """Return the models that a sentence names, whole or by the ends of their names, else those it describes."""
    short = [Named(*found) for found in short_names_in(passage.text, names.endings)]
    full = [
        named
        for named in models_in(passage, names.main)
        if not (short and is_description(named.name))
        and not any(one.start < named.end and named.start < one.end for one in short)
    ]
    return sorted([*full, *short], key=lambda named: named.start)


def _of_its_item(passage: Passage, mention: Mention, models: Sequence[Named]) -> str | None:
    """Return what an amount of a list is for: of ``64 for NetA and NetB, 4k for Transformer`` each its own."""
    item = items_of_list(passage, mention).get(mention.start)
    if item is None:
        return None
    named = [model.name for model in models if item[0] <= model.start < item[1]]
    return _list_of(named) if named else called(passage.text[slice(*item)])


def _subjects(passage: Passage, mention: Mention, models: Sequence[Named]) -> str | None:
    """Return all models of ``training NetA on X, or NetB on Y, takes two weeks``, whose time it is."""
    if mention.quantity is not Quantity.WALL_TIME_HOURS:
        return None
    before = list(dict.fromkeys(named.name for named in models if named.end <= mention.start))
    ends = [named.end for named in models if named.end <= mention.start]
    if len(before) < 2 or not _EACH_TAKES.search(passage.text, max(ends), mention.start):
        return None
    return _list_of(before)


def _joined(passage: Passage, models: Sequence[Named], named: Named) -> str:
    """Return a name with those it is listed with: ``NetA or NetB`` takes what is said of both.

    ``NetA with our NetB`` is one model, and neither NetA nor NetB.
    """
    first = last = models.index(named)
    for base, added in ((first - 1, first), (first, first + 1)):
        if base >= 0 and added < len(models) and _adds(passage, models[base], models[added]):
            return f"{models[base].name} with {models[added].name}"
    while first and LISTED.fullmatch(passage.text, models[first - 1].end, models[first].start):
        first -= 1
    while last + 1 < len(models) and LISTED.fullmatch(passage.text, models[last].end, models[last + 1].start):
        last += 1
    return _list_of([model.name for model in models[first : last + 1]])


def _adds(passage: Passage, base: Named, added: Named) -> bool:
    return base.name != added.name and _ADDED.fullmatch(passage.text, base.end, added.start) is not None


def _list_of(names: Sequence[str]) -> str:
    """Return ``NetA, NetB and NetC``."""
    distinct = list(dict.fromkeys(names))
    return " and ".join(filter(None, (", ".join(distinct[:-1]), distinct[-1])))


def attach(
    passage: Passage, mention: Mention, named: str | None, names: PaperNames, is_own: bool
) -> Attachment:
    """Return what a quantity is recorded for.

    A sentence of the paper's own that names no model speaks of the model the paper is about. What is quoted
    without a name goes by its citation.

    Args:
        passage: The sentence.
        mention: The quantity and its place.
        named: The model the sentence names for it.
        names: What the paper calls its own models.
        is_own: Whether it is a run of this paper.
    """
    data = data_of(passage, mention) if mention.quantity not in SIZES else ""
    if mention.quantity not in SIZES and is_own and _speaks_of_all(passage, mention, named, names):
        headed = _headed_by(passage, names)
        return Attachment(headed, data, ALL_MODELS if headed is None else IN_HEADING)
    if named is not None:
        return Attachment(named, data, DESCRIBED if is_description(named) else NAMED)
    if not is_own:
        return Attachment(_citation_near(passage, mention), data, "quoted without a name")
    topic = _topic(passage, names) if mention.quantity not in SIZES else None
    if topic is not None:
        return Attachment(topic, data, TOPIC)
    if names.main:
        return Attachment(names.main, data, OWN_MODEL)
    return Attachment(None, data, MAIN_RUNS)


def _headed_by(passage: Passage, names: PaperNames) -> str | None:
    """Return the model of the heading in the line: under ``Training of NetA:`` all models are those of NetA."""
    heading = passage.heading_in_line
    models = models_in(replace(passage, text=heading), names.main) if heading else ()
    named = list(dict.fromkeys(one.name for one in models))
    return named[0] if len(named) == 1 else None


def _speaks_of_all(passage: Passage, mention: Mention, named: str | None, names: PaperNames) -> bool:
    """Tell ``all networks, with and without NetA, are trained`` from ``all NetA models`` and ``For NetA, all``."""
    if named is None and _EACH_AFTER.match(passage.text, mention.end):
        return _EACH_OF_SEVERAL.search(passage.text, 0, mention.start) is not None
    of_all = _ALL_MODELS.search(passage.text, 0, mention.start)
    if of_all is None or (named is not None and named in of_all.group()):
        return False
    opening = _FOR_SOME.match(passage.text, 0, of_all.start())
    models = _models(passage, names)
    if named is not None and _has_own_clause(passage, mention, models, of_all.end()):
        return False
    return opening is None or not any(model.end <= opening.end() for model in models)


def _has_own_clause(passage: Passage, mention: Mention, models: Sequence[Named], start: int) -> bool:
    """Tell the 60 of ``All nets train for 12 epochs, and NetA is tuned for 60`` from what all nets have."""
    text = passage.text
    said = [number.end for number in passage.numbers if start <= number.start < mention.start]
    between = [model for model in models if model.start >= start and model.end <= mention.start]
    return any(
        number <= model.start and _BREAK.search(text, number, model.start)
        for number in said
        for model in between
    )


def _topic(passage: Passage, names: PaperNames) -> str | None:
    """Return the model that the sentences before in the paragraph speak of, the closest first."""
    if _SAYS_OUR_MODEL.search(passage.text):
        return None
    for sentence in reversed(list(split_sentences(passage.said_before))):
        earlier = replace(passage, text=sentence)
        found = [named for named in models_in(earlier, names.main) if not is_compared(earlier, named)]
        own = next((named.name for named in found if names.names_own(named.name)), None)
        if own is not None or _OUR_MODEL.search(sentence):
            return own
        if found:
            return found[0].name
    return None


def _citation_near(passage: Passage, mention: Mention) -> str | None:
    """Return the authors cited next to a quantity, those after it first."""
    following = _AUTHORS.search(passage.text, mention.end, mention.end + _CITATION_REACH)
    if following is not None:
        return following.group()
    preceding = list(_AUTHORS.finditer(passage.text, max(0, mention.start - _SIZE_REACH), mention.start))
    return preceding[-1].group() if preceding else None


def _is_stated_of(passage: Passage, named: Named, mention: Mention) -> bool:
    """Tell whether a quantity follows a name directly: ``VGG-16/19 nets (15.3/19.6 billion FLOPs)``."""
    gap = passage.text[named.end : mention.start]
    is_close = named.end <= mention.start and len(gap) < _STATED_REACH
    return is_close and bool(_IN_BRACKETS.search(gap) or _HAS.search(gap))


def _distance(passage: Passage, mention: Mention, named: Named) -> int | None:
    """Return how far a name stands from a quantity, in characters, or None when too far.

    A break of the sentence between them counts as many characters, a wording that ties them as fewer.
    """
    if named.end <= mention.start:
        gap = passage.text[named.end : mention.start]
        bonus = 40 if _IN_BRACKETS.fullmatch(gap) or _HAS.fullmatch(gap) else 0
    elif named.start >= mention.end:
        gap = passage.text[mention.end : named.start]
        is_tied = mention.quantity in SIZES and _MODIFIES.fullmatch(gap)
        bonus = 50 if _FOR.fullmatch(gap) else (30 if is_tied else -15)
        bonus -= _BREAK_COST * len(_BREAK_BEFORE_NAME.findall(gap))
    else:
        return 0
    if mention.quantity in SIZES and len(gap) > _SIZE_REACH:
        return None
    return len(gap) + _BREAK_COST * len(_BREAK.findall(gap)) - bonus
