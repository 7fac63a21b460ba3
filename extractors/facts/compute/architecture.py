"""Which kind of network a paper says that its own models are."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.catalog.architectures import TRANSFORMER, kinds_named
from extractors.documents.model import Document, Paragraph
from extractors.facts.compute.recognisers.wording import any_of
from extractors.facts.sentences import split_sentences
from extractors.records import Evidence, Quantity, ReportedCompute

_OTHERS_HEADING = any_of(
    r"related", r"\bbackground\b", r"previous work", r"prior work", r"literature", r"referenc"
)
_DO = (
    r"(?:use|adopt|employ|train|pre-?train|follow|build|implement|base|choose|experiment|apply|consider|propose|"
    r"introduce|present|study|scale|work|start|run|instantiate|evaluate)\w*"
)
_SUBJECT = r"\b(?:models?|architectures?|networks?|encoders?|decoders?|backbone|systems?|baselines?|experiments?|it)\b"
_IS = (
    r"\b(?:is|are|uses?|follows?|consists?\sof|based\s(?:up)?on|built\s(?:up)?on|adopts?|employs?|identical\sto|"
    r"similar\sto|of)\b"
)
_WE_USE = any_of(rf"\b(?:we|our|ours|this (?:paper|work))\b[^.;]{{0,100}}?\b{_DO}\b[^.;]{{0,80}}\Z")
_MODEL_IS = any_of(rf"{_SUBJECT}[^.;]{{0,60}}?{_IS}[^.;]{{0,60}}\Z")
_IS_APART = any_of(
    r"\b(?:than|unlike|instead of|rather than|compared (?:to|with)|contrast to|replac\w+|without|versus|vs\.?|"
    r"outperform\w*|surpass\w*|alternatives? to|not)\b[^.;,]{0,40}\Z"
)
_FEWEST = 2
"""Sentences that must say so; a title counts for as many."""


def architecture(document: Document) -> Iterator[ReportedCompute]:
    """Yield the kind of network that a paper says its own models are, if that is the transformer above all others.

    Args:
        document: The paper.
    """
    said: dict[str, list[tuple[str, Paragraph]]] = {TRANSFORMER: []}
    for paragraph in document.paragraphs:
        if not any(True for _ in kinds_named(paragraph.text)) or _OTHERS_HEADING.search(
            _heading(document, paragraph)
        ):
            continue
        for sentence in split_sentences(paragraph.text):
            for kind in _own_kinds(sentence):
                said.setdefault(kind, []).append((sentence, paragraph))
    in_title = {kind for kind, _ in kinds_named(document.title)}
    counts = {kind: len(found) + _FEWEST * (kind in in_title) for kind, found in said.items()}
    count = counts.pop(TRANSFORMER)
    if said[TRANSFORMER] and count >= _FEWEST and count > max(counts.values(), default=0):
        yield _statement(document, said[TRANSFORMER])


def _heading(document: Document, paragraph: Paragraph) -> str:
    return "" if paragraph.section is None else document.sections[paragraph.section].title


def _own_kinds(sentence: str) -> frozenset[str]:
    """Return the kinds that a sentence says the paper's own models are."""
    return frozenset(
        kind
        for kind, match in kinds_named(sentence)
        for before in [sentence[: match.start()]]
        if (_WE_USE.search(before) or _MODEL_IS.search(before)) and not _IS_APART.search(before)
    )


def _statement(document: Document, said: list[tuple[str, Paragraph]]) -> ReportedCompute:
    """Return the statement with the plainest of its sentences as evidence."""
    sentence, paragraph = next((one for one in said if _WE_USE.search(one[0])), said[0])
    printed = next(match.group() for kind, match in kinds_named(sentence) if kind == TRANSFORMER)
    place = paragraph.place
    return ReportedCompute(
        quantity=Quantity.ARCHITECTURE,
        value=float(len(said)),
        value_printed=printed,
        evidence=Evidence(
            sentence,
            page=place.page,
            anchor=place.anchor,
            section=_heading(document, paragraph),
            box=place.box,
        ),
        confidence=0.9,
        text_value=TRANSFORMER,
        unit_printed="sentences",
    )
