"""What words say of whose a number is: labels, captions, notes and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from extractors.facts.citations import has_citation
from extractors.facts.sentences import split_sentences

_OWN_WORDS = re.compile(
    r"\b(?:ours?|this\s(?:work|paper|study)|our\s\w+|(?:re-?)?implement\w*\sby\sus|re-?impl\w*\.?|reproduc\w+"
    r"|re-?train\w*|proposed|trained\sby\sus|we\s(?:train|run|re-?implement|reproduce)\w*)(?!\w)",
    re.IGNORECASE,
)
_QUOTED_WORDS = re.compile(
    r"\b(?:previous|prior|existing|published|reported|original|orig|others?|state[\s-]of[\s-]the[\s-]art|competit\w+"
    r"|leaderboard|literature|baselines?\sfrom|hand-?designed|winning|official)\b",
    re.IGNORECASE,
)
COMPARES = re.compile(
    r"\b(?:compar\w+|vs\.?|versus|state[\s-]of[\s-]the[\s-]art|SOTA|previous|prior|existing|other\s\w+)\b",
    re.IGNORECASE,
)
VARIES = re.compile(
    r"\b(?:ablat\w*|effects?|impact|influence|analysis|different|various|vary\w*|variants?|baselines?"
    r"|with\sand\swithout)\b",
    re.IGNORECASE,
)
ALL_OWN = re.compile(
    r"\b(?:all|every|each)\b[^.]{0,60}\b"
    r"(?:our\s(?:own\s)?(?:re-?)?(?:implementation|code\w*|training|experiments|setup)"
    r"|(?:re-?)?(?:trained|implemented|produced|run)\sby\s(?:us|ourselves)|re-?trained|reproduced|re-?implemented)\b"
    r"|\bwe\s(?:re-?)?(?:train|implement|run|reproduce)\w*\s(?:all|every|both|each)\b"
    r"|\btrain(?:ed)?\s(?:all|every|both|each)\b[^.;]{0,40}\s(?:in|of)\s(?:this|the)\s(?:table|comparison)\b"
    r"|\b(?:all|every|both|each)\b[^.;]{0,40}\s(?:in|of)\s(?:this|the)\s(?:table|comparison)\s(?:is|are|was|were)\s"
    r"(?:\w+\s)?(?:re-?)?trained\b"
    r"|\bbased\son\sour\s(?:own\s)?(?:re-?)?implementation\b"
    r"|\b(?:based|built)\s(?:up)?on\sour\s(?:[\w-]+\s){0,2}"
    r"(?:configurations?|architectures?|code\s?base|frameworks?)\b",
    re.IGNORECASE,
)
TAKEN_FROM = re.compile(
    r"\b(?:taken|copied|quoted|cited|borrowed|obtained|reported|comes?|provided)\b[^.]{0,80}?\b(?:from|by|in)\b"
    r"|\b(?:results?|numbers?|performance|scores?)\b[^.]{0,60}?\bfrom\b",
    re.IGNORECASE,
)
RUN_BY_US = re.compile(
    r"\b(?:our\s(?:own\s)?(?:re-?)?(?:impl\w*|results?|training|trained|models?|runs?|experiments?|code\w*|setting)"
    r"|by\s(?:us|ourselves)|we\s(?:re-?)?(?:train|implement|reproduc|run|ran|evaluat|test|obtain)\w*"
    r"|re-?implement\w*|reproduc\w+|re-?train\w*)\b",
    re.IGNORECASE,
)
_RAN_ALL_AGAIN = re.compile(
    r"\bwe\s(?:re-?implement|reproduc|re-?train|re-?r[au]n)\w*\s(?:all|every|each|both)\b"
    r"|\b(?:all|every)\b[^.;]{0,50}\b(?:are|were|is|was)\s(?:re-?implemented|reproduced|re-?trained|re-?run)\b"
    r"|\breport\sour\s(?:reproduced|re-?implemented|re-?trained)\sresults\b",
    re.IGNORECASE,
)
_MADE_WITH = re.compile(
    r"\b(?:(?:pre-?)?train(?:ed|ing|s)?|fine-?tun\w*|distil\w*|initiali[sz]\w*|augment\w*)\b[^.;]*?"
    r"\b(?:with|by|on|using|via|from)\b|\b(?:uses?|using|with|applies|employs?|adopts?|adds?)\s",
    re.IGNORECASE,
)
"""``trained with KD [32]``: what is cited is a means, and no source of numbers."""
REPORTED = re.compile(r"\breported\b|\b(?:taken|copied|quoted)\sfrom\b")
PUBLISHED = re.compile(
    rf"{REPORTED.pattern}|\b(?:original|official|publicly|published)\b|\b(?:in|from|of)\s(?:its|their)\spapers?\b",
    re.IGNORECASE,
)
"""What marks say of models that are as their authors made them: ``trained as in its original paper``."""
_REPORTED_BESIDE = re.compile(
    r"\b(?:reported|published|orig)\b|\b(?:original|in(?:\sthe)?)\spaper\b|\A(?:the\s)?paper\Z", re.IGNORECASE
)
_DIFFERS = re.compile(r"\bdiffer\w*\s(?:\w+\s)?(?:from|to|than)\b", re.IGNORECASE)
"""``different from the ones reported in [3]``: numbers of that sentence are not those quoted."""
OWN_RUN = re.compile(r"\bour\s(?:own\s)?(?:re-?)?(?:impl|runs?\b|train|reprod)", re.IGNORECASE)
PEOPLE = re.compile(r"\s*(?:humans?|annotators?)\b(?!-)", re.IGNORECASE)


@lru_cache(maxsize=8192)
def says_own(text: str) -> bool:
    """Tell whether a text says that what it names was run by the paper: ``NetA (ours)``."""
    return _OWN_WORDS.search(text) is not None


@lru_cache(maxsize=8192)
def says_quoted(text: str) -> bool:
    """Tell whether a text says that what it names was run by others: ``prior work``."""
    return _QUOTED_WORDS.search(text) is not None


def says_reported(head: str) -> bool:
    """Tell whether a head says that its numbers are printed by others of the same models: ``orig.``, ``in paper``."""
    return _REPORTED_BESIDE.search(head.strip()) is not None


def is_about_ownership(text: str) -> bool:
    """Tell whether a head or group label says only whose rows it covers, such as ``Previous work``."""
    return (says_own(text) or says_quoted(text)) and not has_citation(text)


def is_of_own_runs(sentence: str) -> bool:
    """Tell whether a sentence with a citation says that the numbers are nevertheless the paper's own."""
    return bool(RUN_BY_US.search(sentence) or _DIFFERS.search(sentence))


def tells_source(explanation: str) -> bool:
    """Tell whether the explanation of a mark says where numbers are from, and not only what a model was made with."""
    if REPORTED.search(explanation):
        return True
    is_means = _MADE_WITH.search(explanation) and not TAKEN_FROM.search(explanation)
    return has_citation(explanation) and not is_means


def sentences_of_notes(notes: Iterable[str]) -> list[str]:
    """Return the sentences of captions and notes; what follows a footnote mark begins a new one."""
    sentences = (sentence for note in notes for sentence in split_sentences(note))
    return [part for sentence in sentences for part in _BEFORE_MARK.split(sentence)]


def explains_a_mark(sentence: str) -> bool:
    """Tell whether a sentence is about the rows with a mark alone: ``*: reported in [3]``."""
    return _BEGINS_WITH_MARK.match(sentence) is not None


_MARK = r"(?:\^\{?[†‡§¶⋆★◆⋄∗*]|[†‡§¶⋆★◆⋄∗*])"
_ASTERISKS = "*∗"
"""One sign in print: a table may have the one and its caption the other."""
_BEFORE_MARK = re.compile(rf"(?<=[.;])\s*(?={_MARK})")
_BEGINS_WITH_MARK = re.compile(rf"\s*[“\"'(]?{_MARK}")


@lru_cache(maxsize=8)
def ran_all_again(texts: tuple[str, ...]) -> bool:
    """Tell whether the text of a paper says that it trained the models of others again."""
    return any(_RAN_ALL_AGAIN.search(text) for text in texts if "re" in text)


@lru_cache(maxsize=256)
def explanations(notes: tuple[str, ...], mark: str) -> tuple[str, ...]:
    """What notes say after a mark, ``†: trained by us``, or several, or before it, ``Yu et al. (2016)^b``."""
    sign = "[*∗]" if mark in _ASTERISKS else re.escape(mark)
    after = re.compile(
        rf"(?<![\w^])\^?\{{?{sign}\}}?(?:(?:\s?,|\sand|\s&)\s?{_MARK}\}}?)*\s?[:=)\]]?\s?([^.;†‡*]+)"
    )
    before = re.compile(rf"([^,;.]+(?:et al\.[^,;.]*)?)\^\{{?{sign}\}}?(?!\w)")
    return tuple(text for note in notes for side in (after, before) for text in side.findall(note))
