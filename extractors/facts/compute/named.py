"""Models and data sets a sentence names, as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from extractors.catalog.terms import Facet, find_terms
from extractors.facts.citations import attached_citations
from extractors.facts.compute.passages import Passage
from extractors.facts.compute.recognisers.wording import any_of
from extractors.facts.compute.staging import stage_of

_SIZE_WORDS = r"(?:small|base|large|xl|xxl|huge|tiny|big|basic|giant|medium|mini|nano)"
_WORD = r"(?:[A-Z][A-Za-z]*[A-Z\d]\w*|[a-z]+[A-Z]\w*|[A-Z]{2,}s?)"
_RELATIVE = r"(?:(?:Fast|Faster|Mask|Cascade|Sparse|Libra|Light-Head)\s)?R-F?CNN"
_CAPTION_WORDS = (
    r"(?:Tab|Fig|Sec|Eq|Ch|App|Alg|Step|Stage|Phase|Part|Level|Group|Task|Case|Line|Row|Column|Version|Theorem|Lemma|"
    r"Def|Ex|Prop|Page|Vol|Layer|Block|Setting|Experiment|Python|Ubuntu|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|"
    r"Dec|The|All|Each|For|With|Over|About|From|Than|Top|Pascal|Titan|Xeon|Core|Tesla|After|Using|Only|On|At|Our|Both|"
    r"Under|Batch|Adam|First|Model|Train|Total|And|Hours|Days|Used|Around|Until|Footnote|Note|Remark|Panel)"
)
"""Capitalised words that stand before a number without being the name of a model."""
_NAME = re.compile(
    rf"(?<![\w-])(?:{_RELATIVE}|\d+-layer\s(?:(?:plain|residual)\s)?(?:[A-Z]\w*|net(?:work)?s?)"
    rf"|(?!{_CAPTION_WORDS})[A-Z][a-z]{{2,}}\s\d+(?:\.\d+)?[BM]?(?![\w.,-]*\d|\s?[%×])\b"
    rf"|{_WORD}(?:[-–+/]?_?\{{?[\w.]+\}}?)*(?:\s(?i:{_SIZE_WORDS}|v\d)\b|\s\d+(?:\.\d+)?[BM]\b)?)"
    rf"(?:\s\((?i:{_SIZE_WORDS}|ours)\))?"
)
_CAPITALISED = re.compile(
    r"(?<=[a-z,;(]\s)(?P<name>[A-Z][a-z]{3,})(?=\s(?:requir|us(?:es|ed)\b|needs|has\b|had\b|"
    r"was (?:pre-?)?trained|is trained))"
)
"""A plain capitalised word is a name where it does what models do: ``while Gopher required 380 tons``."""
_CITED_DOES = re.compile(
    r"(?:\A|(?<=[a-z,;:(.]\s))(?P<name>[A-Z][a-z]{3,}(?:\s[Vv]\d)?)"
    r"(?=\s(?:\[[\d,\s]+\]|\([A-Z][^()]*\d{4}[a-z]?\))\s(?:\w+ly\s|first\s|also\s|further\s)?"
    r"(?:extends|(?:pre-?)?trains|uses|requires|required|scales|needs|has|had|employs|adopts|is\s(?:pre-?)?trained|"
    r"was\s(?:pre-?)?trained)\b)"
)
"""So it is where its citation stands between it and what it does: ``Florence [4] first pre-trains``."""
_OPENING = re.compile(
    r"\A(?:For|In|With)\s(?:the\s)?(?P<name>[A-Z][\w+-]*(?:\s[A-Z][\w+-]*)?),?\s(?=(?:we|all|the)\s(?:\w+\s){0,2}?(?:re-?|pre-?)?train)"
)
"""``For Mixup, we train 180 epochs``: what a sentence on training opens with is what is trained."""
_IS_NO_MODEL = any_of(
    r"\s(?:\w+\s)?tokens?\b", r",?\set\sal\b", r"\s(?:[GTNI]PUs?|accelerators?|graphics cards?)\b"
)
"""What follows the name of a symbol (``an EOS token``), of an author or of a device."""
_OF_OTHER_DATA = any_of(
    r"(?:['’]s)?\s(?:data(?:sets?)?|corpus|corpora|settings?|hyper-?param|architecture|config|initiali[sz]|"
    r"optimi[sz]er|codebase|paper|recipe|protocols?\b|(?:[\w-]+\s){0,3}(?:tokeni[sz]er|vocab))"
)
_TOOL_BEFORE = any_of(
    r"\bimplement(?:ed|ation)?\s(?:is\s)?(?:by|in|with|using|on|(?:based|built)\son)\s(?:the\s)?\Z",
    r"\b(?:written|coded|programmed)\s(?:in|with|using)\s(?:the\s)?\Z",
    r"\b(?:[GT]B|NVMe|SATA|PCIe)\s(?:of\s)?\Z",
)
_IS_ADJECTIVE = any_of(r"-(?:style|like|based)$")
"""``NetA-style distillation`` speaks of no NetA."""
_LETTERED = re.compile(
    r"\b(?:[Mm]odels?|[Nn]etworks?|[Nn]ets?|[Tt]raining|[Cc]onfigurations?)\s"
    r"(?P<letters>[A-H](?:(?:/|,\s(?:and\s)?|\sand\s|\sor\s)[A-H])*)(?=[\s,.;)])(?!\.[a-z])"
)
"""Models that have a letter for a name: ``model C``, ``training A/B``."""
_LETTER = re.compile(r"[A-H]")
_TOOL_AFTER = any_of(
    r"\s(?:tokeni[sz]ers?|tokeni[sz]ation|taggers?|parsers?|embeddings?|vectors?|tags?|vocabular\w+)\b"
)
_JOINED = re.compile(r"\s(?:with|\+|on|w/)\s\Z")
_VARIANT = any_of(rf"(?<![-\w])(?P<size>{_SIZE_WORDS})\s(?:models?|networks?|variants?)\b")
_NOUN = r"(?:models?|networks?|nets|detectors?|baselines?|classifiers?|ensembles?|transformers?|teachers?)"
_DESCRIPTION = any_of(
    rf"\b(?:the|our|this|these|both|(?:train(?:ed)?|on)\san?)"
    rf"\s(?P<description>(?:[\w/+.-]+\s){{1,3}}?{_NOUN})\b"
)
_OPENS_WITH = any_of(
    rf"\A(?:For|In)\s(?:(?:the|our|this|these|both)\s)?(?P<description>(?:[\w/+.-]+\s){{1,3}}?{_NOUN})\b,?\s(?:we|all|the)\s"
)
"""``For baseline models we train``: no article is needed where the sentence opens so."""
_GENERAL = any_of(
    r"\b(?:all|each|both|training|experiments?|simplicity|comparison|details|stage|phase|step|this|these|our|every|example|"
    r"instance|addition|practice|contrast|particular|general|total|section|table|figure|appendix|english|german|french)\b"
)
_DESCRIBES = any_of(rf"\s{_NOUN}\Z")
_SAY_LITTLE = frozenset({
    "new", "best", "full", "main", "default", "original", "deep", "neural", "convolutional", "recurrent",
    "large-scale", "pre-trained", "pretrained", "language", "vision", "learned", "good", "better", "strong",
    "complete", "individual", "average", "standard", "simple", "whole", "entire", "respective", "single",
    "different", "various", "similar", "following", "previous", "existing", "current", "proposed", "resulting",
    "corresponding", "final",
    "released", "open", "open-source", "largest", "smallest", "smaller", "larger",
    "same", "other", "two", "three", "four", "trained", "training", "first", "last",
})  # fmt: skip
"""Words that alone do not tell the models of a paper apart."""
_FUNCTION_WORDS = frozenset({
    "a", "an", "the", "our", "of", "for", "in", "on", "with", "without", "to", "by", "from", "as", "at", "and",
    "or", "but", "is", "are", "was", "were", "be", "we", "train", "use", "using", "that", "which", "than",
})  # fmt: skip
"""Words that no description of a model contains."""
_NO_MODELS = frozenset({Facet.DATASET, Facet.METRIC, Facet.COST, Facet.TASK, Facet.PART})
_POINTING = frozenset(
    {"all", "each", "every", "both", "these", "those", "this", "that", "such", "its", "their"}
)
"""Words that point at models told of elsewhere: ``For all models, we use``."""
_PRECISION = any_of(r"(?:fp|bf|int|uint|tf|float)\d+\b")
_OF_HARDWARE = any_of(
    r"(?:[DH]GX|[GTC]PUs?|t?CO_?2|DDR|VMs?)(?:$|[-/\d+])",
    r"(?:SGD|Adam|RMSProp)\b",
    r"[GMk]Hz$",
    r"(?:[EWX]\d?-|i[3579]-)\d{4}\w*$",
)
_NAMES_DATA = any_of(r"(?:corpus|corpora|crawl|dataset|wiki|bank|news)s?$")


@dataclass(frozen=True, slots=True)
class Named:
    """A model or a data set at a place of the sentence."""

    start: int
    end: int
    name: str


def models_in(passage: Passage, main: str = "") -> list[Named]:
    """Return the models a sentence names; ``the base model`` is one of the paper's own.

    A sentence without a name may go by a description instead: ``the augmented models``.

    Args:
        passage: The sentence.
        main: What the paper calls its own model, to complete ``the base model``.
    """
    text = passage.text
    variants = [
        Named(match.start(), match.end(), _completed(match, main)) for match in _VARIANT.finditer(text)
    ]
    lettered = [
        Named(
            match.start(),
            match.end(),
            " and ".join(f"model {letter}" for letter in _LETTER.findall(match["letters"])),
        )
        for match in _LETTERED.finditer(text)
    ]
    named = sorted([*_called_by_name(passage), *variants, *lettered], key=lambda named: named.start)
    return named or list(_opened_with(text)) or list(_described(text))


def _called_by_name(passage: Passage) -> list[Named]:
    """Return the names of models in a sentence, those joined to one as one."""
    text = passage.text
    others = [(named.start, named.end) for named in passage.hardware] + attached_citations(text)
    found: list[Named] = []
    for match in (*_NAME.finditer(text), *_CAPITALISED.finditer(text), *_CITED_DOES.finditer(text)):
        name = match.group().rstrip(".,;:")
        end = match.start() + len(name)
        if any(start < match.end() and match.start() < stop for start, stop in others):
            continue
        if _names_no_model(name) or _is_of_something_else(passage, match.start(), end):
            continue
        if found and _JOINED.fullmatch(text, found[-1].end, match.start()):
            start = found.pop().start
            found.append(Named(start, end, text[start:end]))
        else:
            found.append(Named(match.start(), end, name))
    return found


def _is_of_something_else(passage: Passage, start: int, end: int) -> bool:
    """Tell brands of hardware, tools and data from models by the words beside a name."""
    text = passage.text
    is_brand = any(text[end : product.start].isspace() for product in passage.hardware)
    is_told = _OF_OTHER_DATA.match(text, end) or _IS_NO_MODEL.match(text, end)
    return is_brand or bool(is_told or _TOOL_BEFORE.search(text, 0, start))


def _opened_with(text: str) -> Iterator[Named]:
    """Yield what is trained in ``For Mixup, we train``, unless it is a data set, a task or a stage."""
    opening = _OPENING.match(text)
    if (
        opening is None
        or find_terms(opening["name"])
        or stage_of(opening["name"])
        or _GENERAL.search(opening["name"])
    ):
        return
    yield Named(opening.start("name"), opening.end("name"), opening["name"])


def _completed(variant: re.Match[str], main: str) -> str:
    """Return ``NetA (base model)`` for ``our base model``, but ``basic model`` for ``a basic model of others``."""
    is_of_others = variant.string[: variant.start()].endswith((" a ", " an "))
    return variant.group() if is_of_others or not main else f"{main} ({variant.group()})"


def called(printed: str) -> str | None:
    """Return what a phrase such as ``the Transformer`` or ``models of 12 layers`` calls a network; None if nothing.

    Args:
        printed: What an amount is said to be for.
    """
    phrase = _ARTICLES.sub("", printed.strip(" .“”\"'"))
    if not phrase or stage_of(phrase) or any(term.facet in _NO_MODELS for term in find_terms(phrase)):
        return None
    is_name = _ONE_WORD.fullmatch(phrase) is not None and not _names_no_model(phrase)
    return phrase if is_name or _CALLS_NETWORKS.search(phrase) else None


_ARTICLES = any_of(r"\A(?:(?:the|our|an?|all|both|each|every)\s)+")
_ONE_WORD = re.compile(r"[A-Z][A-Za-z]{2,}")
_CALLS_NETWORKS = any_of(
    rf"\A(?:[\w/+.-]+\s){{1,3}}{_NOUN}\Z", rf"\A{_NOUN}\s(?:with|of|without)\s[\w\s-]+\Z"
)


def is_description(name: str) -> bool:
    """Tell a description (``the augmented models``) from a name."""
    return _DESCRIBES.search(name) is not None


def data_sets_in(text: str) -> list[Named]:
    """Return data sets and language pairs of a text, those printed side by side as one."""
    merged: list[Named] = []
    for term in find_terms(text):
        is_data = term.facet in (Facet.DATASET, Facet.PART)
        if (
            not is_data
            or _TOOL_AFTER.match(text, term.end)
            or not any(letter.isupper() for letter in text[term.start : term.end])
        ):
            continue
        if merged and term.start <= merged[-1].end + 1:
            start = merged.pop().start
            merged.append(Named(start, term.end, text[start : term.end]))
        else:
            merged.append(Named(term.start, term.end, text[term.start : term.end]))
    return merged


def _described(text: str) -> Iterator[Named]:
    """Yield models that go by a description: ``the augmented models``, ``our ImageNet models``."""
    opening = _OPENS_WITH.match(text)
    for match in [opening] if opening else _DESCRIPTION.finditer(text):
        *words, _ = match["description"].lower().split()
        says_much = any(word not in _SAY_LITTLE and not word[0].isdigit() for word in words)
        if says_much and _FUNCTION_WORDS.isdisjoint(words) and _POINTING.isdisjoint(words):
            yield Named(match.start("description"), match.end(), match["description"])


def _names_no_model(name: str) -> bool:
    first = re.split(r"[\s(_^]", name)[0].lower()
    if len(re.sub(r"\d+$", "", first)) < 2:
        return True
    if _OF_HARDWARE.match(name) or _NAMES_DATA.search(name) or _IS_ADJECTIVE.search(name):
        return True
    stem, _, suffix = name.partition("-")
    if stem.lower() in _not_models() and suffix.isalpha() and suffix.islower():
        return True  # ``GPU-accelerated``
    if first in _not_models() or first.rstrip("s0123456789-.") in _not_models() or _PRECISION.match(first):
        return True
    return any(term.facet in _NO_MODELS for term in find_terms(name))


@cache
def _not_models() -> frozenset[str]:
    text = (resources.files("extractors.catalog") / "not_models.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())
