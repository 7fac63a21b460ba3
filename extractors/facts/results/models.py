"""The model a number belongs to, put together from labels, groups and heads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.catalog.terms import Facet, find_terms
from extractors.facts.citations import without_citations
from extractors.facts.grid import is_numeric
from extractors.facts.label_kinds import names_models
from extractors.facts.naming import looks_like_a_name, without_marks
from extractors.facts.results.distillation import labels_of_model, role_of_column
from extractors.facts.results.other_columns import is_average
from extractors.facts.results.owner_words import is_about_ownership
from extractors.facts.results.protocol import protocols_of
from extractors.facts.table_view import Column, Label, LabelKind, Row

_TOPIC = frozenset({Facet.DATASET, Facet.PART, Facet.TASK, Facet.SPLIT, Facet.METRIC})
_NOT_A_NAME = _TOPIC | {Facet.COST, Facet.REGIME, Facet.DIFFERENCE}
_DATE = r"\b(?:as\s)?(?:of\s)?(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s\d{1,2},?\s20\d\d"
_FILLERS = re.compile(
    _DATE + "|"
    r"(?<!\S)-(?:19|20)\d\d\b|\b\d[\d,]*[\s-]class(?:es)?\b"
    r"|\b(?:scores?|results?|on|of|in|set|the|top|single|models?|methods?|ensembles?|performance|crops?|test|ablations?"
    r"|experiments?|avg\.?|max\.?|maximum|(?<!mixed )(?<!half )(?<!full )(?<!single )precision|leader-?boards?|from"
    r"|follow(?:s|ing)?|references?|for\s(?:different|various|several|all)\s\w+)\b"
    r"|[()\[\]%,;:↑↓|]|(?<!\S)[/–-](?!\S)",
    re.IGNORECASE,
)
_WHOSE = re.compile(
    r"\b(?:(?:our|prior|previous|existing|other) (?:works?|results?|methods?|models?)"
    r"|ours?|this work|this paper|proposed)\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"\A[Oo]urs?\s?:\s?(?=\w)")
PANEL = re.compile(r"\A\(?[a-z]\)\s")
_BANNER = re.compile(r"\(?[a-z]\)\s|[\^_]\{?\w+\}?\Z")
"""``(a) Regular training`` across all columns, and the mark of a footnote on a head."""
_SIDE = re.compile(r"([1-9]\d{2,3})(?:\^\{?2\}?|\s?[x×]\s?\1)?")
"""The side of an input in pixels: ``384``, ``384^2``, ``384 × 384``."""
_INPUT_HEAD = re.compile(r"\b(?:input|image|img|crop|test)\s?(?:size|res)|\bres(?:olution|\.)", re.IGNORECASE)
_ARROW = re.compile(r"[^\w)]*(?:(?<=\s)\W?\w)?\Z")
"""What points from a corner to the heads, or what a font without arrows makes of it."""
_LEADS_ON = re.compile(r"\s?(?:→|⇒|->)")
_ENUMERATOR = re.compile(r"\(?(?:[a-z]|\d{1,2})[).]?|#\d{1,2}")
_ROW_HEAD = re.compile(
    r"(?:row|line|entry|index|idx\.?|id|exp(?:\.|eriment)?|no\.?|#)(?:\s?(?:#|no\.?|id|number))?",
    re.IGNORECASE,
)
"""The head of a column that counts the rows: ``Row #``, ``Exp. ID``, ``No.``."""
_ROW_CODE = re.compile(r"[\[(]?[A-Za-z]{0,3}[-.]?\d{1,3}[a-z]?[\])]?\.?|\(?[A-Za-z]\)?")
"""What stands in such a column: ``R1``, ``E-12``, ``(B)``, ``3a``."""
_SCORE_BESIDE = re.compile(
    r"\s*[(\[](?:(?:FP(?:32|16)?|full[\s-]precision|baseline|dense|float|acc(?:uracy|\.)?|top-?1)\s?[:=]?\s?\d{1,2}\.\d+"
    r"|\d{2}\.\d{1,2})\s?%?[)\]]",
    re.IGNORECASE,
)
"""The score of a network that rows start from, beside its name: ``NetA-18 (FP: 71.8)``, ``NetA-18 (71.80)``."""
_NUMBERED = re.compile(r"\A(?:\d{1,2}[.)]|#\d{1,2})\s+(?=[A-Za-z])")
"""The number of a row before its name: ``6. NetA``, ``#6 NetA``."""
_BULLET = re.compile(r"\A(?:[•∙■-◿☀-✒✙-❧⬛⬜⭐]+\s+)+(?=\w)")
"""A sign before a name, which a legend says the kind of: ``♠ NetA``, ``■ NetB``."""
_SIGNS = re.compile(r"[•∙■-◿☀-✒✙-❧⬛⬜⭐\s]+")
_REFERS = re.compile(
    r"(?<=\w)(?:\s\(|,\s|\s)(?:see\s|cf\.\s|in\s)?"
    r"(?:(?:Figures?|Figs?\.|Tables?|Tab\.|Sections?|Secs?\.|Eqs?\.|Appendix)\s?\d|§\s?\d|Appendix\s[A-Z]\b)"
    r"[\w.]*\)?\Z"
)
"""Where more is said of a row: ``warmup, Figure 2a``, ``NetA (Sec. 4.2)``."""
TICK = re.compile(r"[✓✔√]|yes|true", re.IGNORECASE)


def model_name(
    row: Row,
    column: Column,
    is_label_metric: bool,
    main: str = "",
    *,
    is_topic: bool = True,
    without_topics: bool = False,
) -> str:
    """Return the model's name as printed, completed from group and head where the label alone names none.

    Args:
        row: The number's row.
        column: Its column.
        is_label_metric: True when the row label names the metric: then the model stands in the heads, as it
            does where labels name data sets and nothing else.
        main: What the paper calls its own model: rows labelled with numbers alone are variants of it.
        is_topic: False where a data set in the label is not what is tested: then it names the model.
        without_topics: True to leave data sets out beside the labels that name a model.
    """
    head = "" if role_of_column(column) else head_remainder(column)
    if head and looks_like_a_name(head) and _is_bare(row.labels_of(column.index)):
        main = ""
    labels = _labels_of_model(row, column)
    if is_label_metric:
        return _name_beside_metric(row, column, labels, head)
    if is_topic and labels and all(_is_topic(label.text) for label in labels):
        if is_numeric(head):
            head = f"{_corner_setting(row)} {head}".strip()
        return head or _list_of(labels) or _name_around(row, column)
    if without_topics:
        labels = [label for label in labels if not _is_topic(label.text)] or labels
    is_bare = _is_bare(labels)
    name = _completed(row, column, labels, main)
    if head and labels and is_bare and not row.groups and looks_like_a_name(head):
        return f"{head}, {name}"
    if not is_bare:
        head = _with_corner(head, column, row)
    return f"{name} ({head})" if head and name else name or head


def _labels_of_model(row: Row, column: Column) -> list[Label]:
    """Return the labels of a row that may name its model, each text once."""
    labels = [label for label in row.labels_of(column.index) if label.kind is LabelKind.NAME]
    labels = labels_of_model(labels, column)
    labels = [label for label in labels if not _says_only_whose(label.text)] or labels
    # Signs alone, as in ``● ○ | NetA-NetB``, are explained by a legend.
    labels = [label for label in labels if not _SIGNS.fullmatch(label.text)] or labels
    # The number of a row, as in ``(a) | ResNet-50``, is no part of its name.
    numbered = [label for label in labels[1:] if not _is_bare([label])]
    labels = numbered if numbered and _counts_rows(labels[0]) else labels
    return list({label.text: label for label in labels}.values())


def _counts_rows(label: Label) -> bool:
    """True for the number of a row: ``(a)``, and ``R1`` below ``Row #``."""
    is_headed = _ROW_HEAD.fullmatch(label.head) and _ROW_CODE.fullmatch(label.text)
    return bool(_ENUMERATOR.fullmatch(label.text) or is_headed)


def _name_beside_metric(row: Row, column: Column, labels: Sequence[Label], head: str) -> str:
    """Return the model of a row whose label names the metric: in a label beside it, or in the heads."""
    beside = _list_of([label for label in labels if _names_model_beside(label, labels)])
    if beside:
        return f"{beside} ({head})" if head else beside
    return head or _name_around(row, column)


def _list_of(labels: Sequence[Label]) -> str:
    return ", ".join(clean(label.text) for label in labels)


def _name_around(row: Row, column: Column) -> str:
    return clean(column.head) or " ".join(row.groups)


def _completed(row: Row, column: Column, labels: Sequence[Label], main: str) -> str:
    """Return the name that labels give, completed from the paper's model, the row above and the group."""
    name = ", ".join(_label_name(label) for label in labels)
    is_bare = _is_bare(labels)
    if not labels and not row.groups:
        name = main
    elif is_bare and not row.groups and main and not row.base:
        name = f"{main}, {name}"
    if row.base:
        name = f"{clean(row.base_of(column.index))} {name}"
    if (_needs_more(name) or is_bare) and row.groups and not is_about_ownership(row.groups[-1]):
        group = remainder(PANEL.sub("", row.groups[-1]))
        name = f"{group} {name}".strip() if group else name
    return name


def _names_model_beside(label: Label, labels: Sequence[Label]) -> bool:
    """True for the label of a column of models beside one that names the metric: ``NetA`` in ``Acc. | NetA``."""
    is_told = names_models(label.head) and looks_like_a_name(label.text) and not find_terms(label.text)
    return is_told and any(other is not label and _is_topic(other.text) for other in labels)


def _with_corner(head: str, column: Column, row: Row) -> str:
    """Return a head with what its number is: ``Sparsity 80``, and ``NetB, Epochs 300`` below the name of a network."""
    number = column.heads[-1] if column.heads else ""
    corner = _corner_setting(row) if is_numeric(head) or (number and head.endswith(f" {number}")) else ""
    if not corner:
        return head
    if is_numeric(head):
        return f"{corner} {head}"
    return f"{head.removesuffix(number).strip()}, {corner} {number}"


def _corner_setting(row: Row) -> str:
    """What the numbers in all heads are, where the corner says it and not what the labels are: ``Sparsity``."""
    values = [column.heads for column in row.columns if column.label_kind is None and column.heads]
    lowest = [heads[-1] for heads in values if not is_average(heads[-1])]
    if not all(map(is_numeric, lowest)):
        return ""
    heads = next((column.heads for column in row.columns if column.label_kind is LabelKind.NAME), ())
    corner = _ARROW.sub("", heads[-1]) if heads else ""
    return "" if names_models(corner) or _is_topic(corner) else corner


def are_topics(labels: Sequence[Label]) -> bool:
    """Tell whether labels name data sets, parts or metrics alone: then the model stands in the heads."""
    names = [label for label in labels if label.kind is LabelKind.NAME]
    return bool(names) and all(_is_topic(label.text) for label in names)


def head_remainder(column: Column) -> str:
    """Return what column heads say beyond data set, metric, split and protocol, such as ``ViT-B``."""
    kept = [remainder(head) for head in column.heads if not _BANNER.match(head)]
    return " ".join(
        text
        for text in kept
        if text and not _BANNER.match(text) and not _is_protocol(text) and not _says_only_whose(text)
    )


def _says_only_whose(text: str) -> bool:
    """True for ``Ours``, ``Prior Work`` and ``our implementation``, not for a name with a mark: ``NetB (ours)``."""
    rest = _WHOSE.sub("", _NUMBERED.sub("", text))
    return is_about_ownership(text) and not looks_like_a_name(rest.strip(" ()[]:,+–-"))


def run_settings(row: Row) -> str:
    """Return the settings of input and training that a row states, such as ``image size 384``."""
    return ", ".join(
        f"{label.head} {label.text}"
        for label in row.labels
        if label.kind is LabelKind.SETTING and not is_architecture(label)
    )


def _label_name(label: Label) -> str:
    text = clean(label.text)
    if not label.head or any(map(str.isalpha, text)):
        return text
    if TICK.fullmatch(text):
        return clean(label.head)
    side = _SIDE.fullmatch(text)
    if side and _INPUT_HEAD.search(label.head):
        return f"{side[1]}px"
    return f"{label.head} {text}"


def clean(text: str) -> str:
    """Return a name without citations, marks, bullets, numbers of rows, scores and references to other places."""
    bare = _REFERS.sub("", _BULLET.sub("", _NUMBERED.sub("", text)))
    return _OURS.sub("", without_marks(without_citations(_SCORE_BESIDE.sub("", bare))))


def _is_topic(label: str) -> bool:
    """True for labels that name a data set, task or metric and nothing else."""
    named = len(label) > 1 and any(term.facet in _TOPIC for term in find_terms(label))
    return named and not remainder(label, _TOPIC)


def _is_bare(labels: Sequence[Label]) -> bool:
    """True for labels of numbers or single letters alone: depths, widths, variants, ``30M`` of examples."""
    texts = [label.head if TICK.fullmatch(label.text) else label.text for label in labels]
    return not any(len(text) > 1 and any(map(str.isalpha, text)) and not is_numeric(text) for text in texts)


def _needs_more(name: str) -> bool:
    """True for labels that name no model by themselves: ``with BOOKS + WIKI``, ``50``, ``+ mixup``."""
    return (
        not name
        or not any(character.isupper() for character in name)
        or not name[0].isalpha()
        or name[0].islower()
    )


def remainder(text: str, facets: frozenset[Facet] = _NOT_A_NAME) -> str:
    """What the terms of some facets leave of a text, without fillers."""
    kept, position = [], 0
    for term in find_terms(text):
        # What was trained on first is no part of the data set: ``JFT→1K``.
        if term.facet in facets and term.start >= position and not _LEADS_ON.match(text, term.end):
            kept.append(text[position : term.start])
            position = term.end
    kept.append(text[position:])
    bare = " ".join(_FILLERS.sub(" ", clean(" ".join(kept)) if any(kept) else "").split())
    return bare if any(character.isalnum() for character in bare) else ""


def _is_protocol(text: str) -> bool:
    return bool(protocols_of(text)) and len(text) <= 24


def is_architecture(label: Label) -> bool:
    """False for settings of input and training: they are part of the protocol."""
    return label.kind is LabelKind.SETTING and not any(
        term.facet is Facet.SETTING and term.term_id in ("input", "training")
        for term in find_terms(label.head)
    )
