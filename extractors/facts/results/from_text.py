"""Results stated in running text, in the abstract and in footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.catalog.terms import Facet, Term, find_terms
from extractors.documents.model import Document, Paragraph
from extractors.facts.citations import has_citation, is_cited_at
from extractors.facts.naming import NamedModel, named_models
from extractors.facts.paper_names import PaperNames
from extractors.facts.results.context import PaperContext
from extractors.facts.results.context_terms import ContextPassage, TermSource
from extractors.facts.results.evidence import of_sentence
from extractors.facts.results.objections import Objection
from extractors.facts.results.ownership import Ownership
from extractors.facts.results.paper_evidence import PaperEvidence
from extractors.facts.results.protocol import is_ensemble, protocol_of
from extractors.facts.results.reading import Reading, readings
from extractors.facts.results.weighing import LEAST_PROBABILITY, Features, decision
from extractors.facts.sentences import split_sentences
from extractors.records import Evidence, ReportedResult

_VALUE = re.compile(
    r"(?<![\w.,^_/:×+–−-])(?P<value>\d{1,2}(?:\.\d{1,3})?)(?P<percent>\s?%)?(?![\w^]|[.,]\d|\s?[×x]\s?\d|[-–]\w)"
)
_METRIC_WORD = re.compile(
    r"[Tt]op[-\s]?[15]|BLEU|Bleu|AP|EM|F_?1|WER|[Aa]ccurac|[Ee]rror|[Ee]xact\s[Mm]atch|[Aa]verage\s[Pp]recision|F-score"
)
_SCORE_LIKE = re.compile(r"\d(?:\.\d|\s?%)")
"""Quick looks before the catalog is asked: only values with a decimal or a percent sign count."""
_AFTER_VALUE = re.compile(
    r"\s?\(?(?:[A-Z][\w.-]*\s|single\s?-?\s?(?:crop|model|scale)\s|absolute\s|test(?:ed)?\s|validation\s|val\.?\s|on\sthe\s|in\s|average\s|the\s){0,3}"
)
"""What may stand between a number and the metric after it: ``41.0 BLEU``, ``77.9% ImageNet top-1``."""
_BEFORE_VALUE = re.compile(
    r"\)?(?:\s(?:scores?|rates?|results?|error|accuracy|performance|points?))*(?:\s\([^()]{1,12}\))?,?\s?"
    r"(?:of|is|was|to|at|from|with|=|:|equals|reach\w*|achiev\w*|being|down\sto|about|around|only|(?:is|was)\sonly|an?)?"
    r"(?:\s(?:an?|about|around|only|over|just|to|of|respectively))?\s?\(?\Z",
    re.IGNORECASE,
)
"""What may stand between a metric and the number after it: ``BLEU score of 41.8``, ``top-5 error (3.57%)``."""
_CHANGED_BEFORE = re.compile(
    r"\b(?:by|gains?|additional|extra|improv\w+\sof|margin\sof|increase\sof|decrease\sof|drop\sof|reduction\sof|difference\sof|gap\sof"
    r"|boosts?\sof|advantage\sof|loss\sof|within|than|over|above|below|under|least|exceed\w*|surpass\w*|targets?(?:\sof)?|every|per)"
    r"\s(?:about\s|over\s|up\sto\s|more\sthan\s|only\s|around\s|roughly\s|an?\s|additional\s|another\s|absolute\s|~\s?|≈\s?)*\Z",
    re.IGNORECASE,
)
_CHANGED_AFTER = re.compile(
    r"\s?(?:%|absolute|relative|BLEU|m?AP|F1|EM|top-?[15]|accuracy|percent(?:age)?|box|mask|error|full)*[\s-]*(?:points?|better|higher|lower|worse|improvements?"
    r"|gains?|increases?|decreases?|drops?|reductions?|more|less|margin|behind|boost|relative|\(?absolute|advantage|gap|degradation|faster|fewer|of\sthe)\b"
)
_LISTED = re.compile(r",?\s(?:and|or|to)?\s?")
_RISES = re.compile(r"\bfrom\s\d{1,2}\.\d{1,3}\s?%?\sto\s\Z")
"""``from 77.9% to 79.3% top-1``: both are levels."""
_OURS = re.compile(r"\b(?:we|our|ours|us)\b", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:previous\w*|prior|existing|state[\s-]of[\s-]the[\s-]art|their|they|winn\w+|best\sknown|recent\swork|human)\b",
    re.IGNORECASE,
)
_MEASURES = frozenset(
    {"top1", "top5", "box_ap", "ap", "bleu", "em", "f1", "wer", "accuracy", "error", "mask_ap", "keypoint_ap"}
)
_DECIDING = frozenset({
    Objection.COST_OR_DIFFERENCE, Objection.OTHER_DATA_SET, Objection.VARIANT, Objection.OTHER_PART,
    Objection.OTHER_REGIME, Objection.OTHER_SPLIT, Objection.OTHER_TASK,
})  # fmt: skip
"""What is enough against a number in a sentence, where there is no table that could speak for it."""
_LEAST_SCORE = 10.0


@dataclass(frozen=True, slots=True)
class _Stated:
    """A number with the metric beside it."""

    match: re.Match[str]
    phrase: str
    """Metric and number, with what qualifies them."""
    segment: str
    """The sentence from the number before to this one."""


@dataclass(frozen=True, slots=True)
class StatedCandidate:
    """A number in a sentence that may be a result of a benchmark, with the evidence for and against."""

    paragraph: Paragraph
    sentence: str
    stated: _Stated
    reading: Reading
    is_error: bool
    value: float
    model: str
    owner: Ownership
    features: Features


def results_of_text(
    document: Document, context: PaperContext, names: PaperNames, paper: PaperEvidence
) -> Iterator[ReportedResult]:
    """Yield the results that sentences state, in reading order.

    Only numbers with a metric right beside them count, and only those that are no difference.

    Args:
        document: The paper.
        context: What the paper says around its paragraphs.
        names: The model names of the paper.
        paper: What the paper as a whole says about data sets.
    """
    weighed = decision("sentence")
    best: dict[tuple[int, int, int], tuple[float, StatedCandidate]] = {}
    for item in stated_candidates(document, context, names, paper):
        probability = weighed.probability(item.features)
        key = id(item.paragraph), hash(item.sentence), item.stated.match.start()
        if item.model and probability >= LEAST_PROBABILITY and probability > best.get(key, (0.0,))[0]:
            best[key] = probability, item
    for _, item in best.values():
        yield _result(document, item, weighed.confidence(item.features), weighed.reasons(item.features))


def stated_candidates(
    document: Document, context: PaperContext, names: PaperNames, paper: PaperEvidence
) -> Iterator[StatedCandidate]:
    """Yield every number beside a metric in a sentence, once for each benchmark it may be of."""
    for index, paragraph in enumerate(document.paragraphs):
        if not (_SCORE_LIKE.search(paragraph.text) and _METRIC_WORD.search(paragraph.text)):
            continue
        sentences = list(split_sentences(paragraph.text))
        for position, sentence in enumerate(sentences):
            for item in _stated(sentence):
                passages = (
                    ContextPassage(TermSource.HEAD, item.phrase),
                    ContextPassage(TermSource.HEAD, item.segment),
                    ContextPassage(TermSource.CAPTION, sentence),
                    ContextPassage(TermSource.REFERENCE, " ".join(sentences[:position])),
                    *context.before(index),
                    *context.front,
                )
                yield from _candidates(paragraph, sentence, item, passages, names, paper)


def _candidates(
    paragraph: Paragraph,
    sentence: str,
    item: _Stated,
    passages: Sequence[ContextPassage],
    names: PaperNames,
    paper: PaperEvidence,
) -> Iterator[StatedCandidate]:
    value = float(item.match["value"])
    model, owner = _model(sentence, item.match, names)
    for reading in readings(passages):
        is_error = reading.is_error if reading.is_error is not None else 1.0 < value < 50.0
        is_plausible = reading.benchmark.is_plausible(value, is_error) and _is_level(value, is_error)
        if reading.objections & _DECIDING or not is_plausible:
            continue
        is_far = reading.dataset_source > TermSource.REFERENCE
        features = paper.of(reading.benchmark) | of_sentence(
            reading,
            passages,
            sentence,
            item.match["value"],
            is_objected=is_far or reading.metric_source is not TermSource.HEAD,
            has_model=bool(model),
        )
        yield StatedCandidate(paragraph, sentence, item, reading, is_error, value, model, owner, features)


def _stated(sentence: str) -> Iterator[_Stated]:
    """Find the numbers of a sentence that stand right beside a metric."""
    if not (_SCORE_LIKE.search(sentence) and _METRIC_WORD.search(sentence)):
        return
    values = list(_VALUE.finditer(sentence))
    terms = find_terms(sentence) if values else ()
    metrics = [term for term in terms if term.facet is Facet.METRIC and term.term_id in _MEASURES]
    is_change = False
    for place, match in enumerate(values if metrics else ()):
        start = values[place - 1].end() if place else 0
        stop = values[place + 1].start() if place + 1 < len(values) else len(sentence)
        is_listed = place > 0 and _LISTED.fullmatch(sentence, start, match.start()) is not None
        is_change = (is_change and is_listed) or _is_change(sentence, match)
        if is_change or not ("." in match["value"] or match["percent"]):
            continue
        bounds = _phrase(sentence, match, metrics, start, stop)
        if bounds is not None:
            if place and _RISES.search(sentence, 0, match.start()):
                yield _Stated(
                    values[place - 1], sentence[bounds[0] : bounds[1]], sentence[start : match.end()]
                )
            yield _Stated(match, sentence[bounds[0] : bounds[1]], sentence[start : match.end()])


def _phrase(
    sentence: str, match: re.Match[str], metrics: Sequence[Term], start: int, stop: int
) -> tuple[int, int] | None:
    """Where the metric of a number begins or ends, with what follows up to the next comma or number."""
    for term in metrics:
        if match.end() <= term.start < stop and _AFTER_VALUE.fullmatch(sentence, match.end(), term.start):
            return match.start(), _clause_end(sentence, term.end, stop)
    for term in reversed(metrics):
        if (
            start <= term.start
            and term.end <= match.start()
            and _BEFORE_VALUE.match(sentence, term.end, match.start())
        ):
            return _measure_start(metrics, term), _clause_end(sentence, match.end(), stop)
    return None


def _measure_start(metrics: Sequence[Term], last: Term) -> int:
    """``top-5 error`` is one metric of two terms."""
    starts = [term.start for term in metrics if term.start <= last.start and last.start - term.end <= 2]
    return min(starts, default=last.start)


def _clause_end(sentence: str, position: int, stop: int) -> int:
    end = re.search(r"[;,]|\s(?:and|while|but|whereas|compared|than|versus|vs)\b", sentence[position:stop])
    return position + end.start() if end else stop


def _is_change(sentence: str, match: re.Match[str]) -> bool:
    return bool(
        _CHANGED_BEFORE.search(sentence, 0, match.start()) or _CHANGED_AFTER.match(sentence, match.end())
    )


def _result(
    document: Document, item: StatedCandidate, probability: float, reasons: tuple[str, ...]
) -> ReportedResult:
    paragraph, stated = item.paragraph, item.stated
    near = (stated.phrase, stated.segment, item.sentence)
    return ReportedResult(
        benchmark_id=item.reading.benchmark.benchmark_id,
        model_name=item.model,
        value=item.value,
        value_printed=stated.match.group().strip(),
        is_error=item.is_error,
        is_own=item.owner.is_own,
        evidence=Evidence(
            quote=item.sentence,
            page=paragraph.place.page,
            anchor=paragraph.place.anchor,
            section=document.section_title(paragraph.section),
            box=paragraph.place.box,
        ),
        confidence=round(probability * item.owner.confidence, 3),
        reasons=("stated in a sentence", *reasons, item.owner.reason),
        split=item.reading.split,
        protocol=protocol_of(near[:2], ""),
        is_ensemble=is_ensemble(item.model, near),
    )


def _is_level(value: float, is_error: bool) -> bool:
    """False for numbers that are more likely a change: gains of a few points, errors of most of the answers."""
    return value <= 50.0 if is_error else value >= _LEAST_SCORE


def _model(sentence: str, match: re.Match[str], names: PaperNames) -> tuple[str, Ownership]:
    """Return the model a sentence gives a number for, and whose it is.

    A sentence about ``our model`` is about the paper's own.
    """
    is_ours = _OURS.search(sentence, 0, match.start()) is not None
    chosen = _name_for(sentence, match, names, is_ours=is_ours)
    if chosen is None:
        if is_ours and names.main and not _OTHERS.search(sentence, 0, match.start()):
            return names.main, Ownership(True, "the sentence is about the paper's own work")
        return "", Ownership(False, "no model is named")
    if names.names_own(chosen.name):
        owner = Ownership(True, "carries a name the paper gives to its own work")
    elif is_cited_at(sentence, chosen.end) or is_cited_at(sentence, match.end()):
        owner = Ownership(False, "a citation stands beside the name")
    elif is_ours:
        owner = Ownership(True, "the sentence is about the paper's own work")
    elif has_citation(sentence) or _OTHERS.search(sentence) or names.names_cited(chosen.name):
        owner = Ownership(False, "a name of others")
    else:
        owner = Ownership(True, "no name of others")
    return chosen.name, owner


def _name_for(sentence: str, match: re.Match[str], names: PaperNames, *, is_ours: bool) -> NamedModel | None:
    """Return the name before a number, else the one after it, None where the sentence is on the paper's own model."""
    found = [named for named in named_models(sentence) if not named.name.isupper() or _is_model(named, names)]
    before = [name for name in found if name.end <= match.start()]
    after = [name for name in found if name.start >= match.end()]
    # "our system reaches 25.9 BLEU, before the 5-gram LM of others"
    if not before and after and is_ours and names.main and not names.names_own(after[0].name):
        return None
    return before[-1] if before else after[0] if after else None


def _is_model(named: NamedModel, names: PaperNames) -> bool:
    """True for capitals that the paper or a citation gives to a model: most others are tasks and tools."""
    return names.names_own(named.name) or names.names_cited(named.name)
