"""What a model was trained on before the data it is tested on: as cells, heads, groups, marks and captions say."""

from __future__ import annotations

import re

from extractors.catalog.terms import Facet, find_terms, is_training_data
from extractors.facts.naming import footnote_marks
from extractors.facts.table_view import LabelKind, Row

NO_DATA = re.compile(r"[\s\W_]*|x|no(?:ne)?|n/?a|w/o|nil", re.IGNORECASE)
"""What a cell says where no more data were trained on: a dash, a cross, ``none``."""
_MORE_DATA = r"(?:ImageNet-?|IN-?)?2[12]k(?:-P)?\b|JFT[\w-]*"
_TRAINED_FIRST = re.compile(
    rf"(?P<data>{_MORE_DATA})\s?(?:(?:→|⇒|->)|\+\s?1k\b|(?:pre-?)?train)"
    rf"|pre-?\s?train\w*\s?(?:data|set|models?)?\s?(?:\(|:|on|with|using|from)\s?(?:the\s)?(?P<data_after>{_MORE_DATA})",
    re.IGNORECASE,
)
"""``21K→1K``, ``21K+1K``, ``22K trained`` and ``pre-trained on 22K``: what a model saw before the data of its test."""
_SUBSCRIPT = re.compile(r"[_^]\{?(?P<data>2[12]k)\}?\Z", re.IGNORECASE)
"""``Convolutional networks_{22k}``."""
_MARK = r"[†‡§¶*∗⋆★⋄♦◇•]"
_LEGEND = re.compile(
    rf"(?:\^\{{?)?(?P<mark>{_MARK})\}}?[\s”\"']{{0,3}}"
    r"(?:means?|denotes?|indicates?|represents?|refers? to|stands? for|are|is|=|:)?"
    r"(?P<meaning>[^.;†‡§¶*∗⋆★⋄♦◇•]+)"
)
_DEFINES = re.compile(rf"{_MARK}|\b(?:denot|indicat|mean|represent|refers? to|stands? for)", re.IGNORECASE)
"""A clause that says what a mark or a short form stands for: it speaks of some rows."""
_LABEL = re.compile(r"\A\s*Table\s\w+\s?[:.]\s*")
_CLAUSE = re.compile(r"(?<=[.;])\s+")
_ONLY_1K = r"(?:ImageNet-?|IN-?)?1k\b"
_TELLS_APART = re.compile(
    r"↑|\b(?:without|w/o|both|versus|vs|or|only|scratch|if|some|except|mark|while|others?)\b"
    rf"|{_ONLY_1K}[\s/,&+-]*(?:and\s|or\s)?(?:{_MORE_DATA})"
    rf"|(?:{_MORE_DATA})(?:\s?[/,&]\s?|\sand\s)(?:{_ONLY_1K}|{_MORE_DATA})",
    re.IGNORECASE,
)
"""What a caption says that speaks of some of its rows, or of several data that they were trained on."""


def extra_training_data(row: Row, head: str = "", caption: str = "") -> str:
    """Return the training data a row states, as printed, or else what is said of it or of its whole table.

    Args:
        row: The row of a result.
        head: The head of its column.
        caption: The caption of its table, which counts where it tells no rows apart.
    """
    stated = [label.text for label in row.labels if label.kind is LabelKind.TRAINING_DATA]
    if stated:
        return ", ".join(text for text in stated if not NO_DATA.fullmatch(text))
    kinds = (label.text for label in row.labels if label.kind is LabelKind.CLASS)
    texts = (head, *reversed(row.groups), *kinds, *_meanings(row, caption))
    trained = next(filter(None, map(_trained_first, texts)), "") or _of_all_rows(caption)
    labels = (label.text for label in row.labels)
    return trained or next(filter(None, map(_training_data_in, (head, *reversed(row.groups), *labels))), "")


def _trained_first(text: str) -> str:
    said = _TRAINED_FIRST.search(text)
    if said:
        return said["data"] or said["data_after"]
    subscript = _SUBSCRIPT.search(text)
    return subscript["data"] if subscript else ""


def _of_all_rows(caption: str) -> str:
    """What a caption says that all rows were trained on first; nothing where it tells rows apart."""
    clauses = [clause for clause in _CLAUSE.split(_LABEL.sub("", caption)) if not _DEFINES.search(clause)]
    said = "" if any(map(_TELLS_APART.search, clauses)) else _trained_first(" ".join(clauses))
    heading = next(iter(clauses), "")
    return said or ("" if _TELLS_APART.search(heading) else _training_data_in(heading))


def _training_data_in(text: str) -> str:
    """The data named in a text which networks are only trained on: ``NetA (JFT-300M)``, ``Ours-JFT``."""
    for term in find_terms(text):
        if term.facet is Facet.DATASET and is_training_data(term.term_id):
            return text[term.start : term.end]
    return ""


def _meanings(row: Row, caption: str) -> list[str]:
    """What a caption says the marks of a row mean: ``‡ denotes ...``."""
    marks = {mark for label in row.labels for mark in footnote_marks(label.text)}
    return [said["meaning"] for said in _LEGEND.finditer(caption) if said["mark"] in marks]
