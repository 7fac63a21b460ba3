"""What a paper calls its own models, and which names it takes from others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from extractors.documents.model import Document, ParagraphKind
from extractors.facts.citations import ATTACHED, is_cited_at
from extractors.facts.naming import (
    MODEL_LIKE,
    NAME,
    NAME_IN_TEXT,
    NO_NAMES,
    NameKey,
    contains_key,
    is_catalog_name,
    is_plain,
    name_key,
    singular,
)  # fmt: skip
from extractors.facts.short_names import endings_of

_LONG_NAME = rf"{NAME}(?:(?<!\.)\s{NAME}){{0,3}}"
_CALLED = re.compile(
    rf"""\b(?:
        called|named|dubbed|termed|coined|christened|denoted(?:\sas)?|abbreviated(?:\sas)?|referred\sto\sas
        |which\swe\s(?:call|name|term|dub)
        |refer\sto\s(?:it|them|[^.,;]{{0,50}}?\b(?:models?|net(?:work)?s?|architectures?|methods?|approach(?:es)?
            |systems?|frameworks?|algorithms?|variants?|versions?|techniques?|recipe)\b[^.,;]{{0,30}}?)\sas
        |[Ww]e\s(?:call|name|term|dub|denote)\s[^.,;]{{0,60}}?(?:\sas)?
        )
        \s(?:as\s)?(?:the\s|a\s)?[“"'‘`]*(?P<name>{_LONG_NAME})""",
    re.VERBOSE,
)
_CALLING = ("call", "name", "dub", "term", "coin", "christen", "denote", "abbreviated", "refer")
"""A quick look before the pattern is searched: one of these is in each of its words."""
_PROPOSED = re.compile(
    r"""\b(?:[Ww]e|[Tt]his\s(?:paper|work))\s(?:\w+\s)?
        (?:propose[sd]?|presents?|introduce[sd]?|develop(?:ed)?|design(?:ed)?|describes?|release|build|built)
        \s(?P<clause>[^.;:]{1,160})""",
    re.VERBOSE,
)
_OF_OTHERS = re.compile(
    r"\b(?:to match|matching|compar\w+|similar to|inspired by|instead of|unlike|outperform\w*|counterparts?)\b"
)
"""What introduces the names of others beside those that a paper gives."""
_ACRONYM = re.compile(r"\((?P<name>[A-Za-z][\w-]*[A-Z][\w-]*|[A-Z][\w-]+s?)\)")
_MEANS = re.compile(r"\b(?:with|via|using|through|by)\s(?P<name>[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)\s*$")
"""What a title says the work is done with: ``Deep Networks with Stochastic Depth``."""
_COMPOUND = re.compile(r"[A-Z][a-z]+(?:-[A-Z][a-z]+)+")
"""What a title without a colon may say of a model that the text calls otherwise: ``Scale-Aware``."""
_WORD_BEHIND = re.compile(r"\s[A-Za-z]{3,}")
_APPOSITION = re.compile(r",\sthe\s(?P<name>[A-Z]\w+)(?=[,.]|$)")
_EXPANDED = re.compile(r"\((?P<name>[A-Z][\w-]*[A-Za-z])\)")
_WORDS_BEFORE = re.compile(r"(?:[\w’'&]+[\s-]){1,6}\Z")
_REACH = 80
"""Characters before a bracket in which the words or the name it belongs to stand."""
_OUR = re.compile(
    rf"\b[Oo]ur\s(?:(?:own\s|proposed\s|new\s|best\s|large(?:st)?\s|final\s)*(?P<name>{NAME})"
    r"|[^.;()]{3,60}\((?P<short>[A-Z]\w*[A-Z]\w*)\))"
)
_CITATION = re.compile(rf"\s?{ATTACHED}")
_NAME_BEFORE = re.compile(rf"(?<!\w){_LONG_NAME}\Z")
_SIZES = frozenset(
    {"tiny", "small", "base", "large", "big", "huge", "xl", "xxl", "b", "l", "s", "m", "x", "d", "r"}
)
_MARKED_AS_OURS = re.compile(rf"(?P<name>{NAME})\s?\((?:[Oo]urs?|this work|this paper|proposed)\)")
_SHORTEST_FAMILY = 3
_LONGEST_TITLE_NAME = 4
_LONGEST_NAME_KEY = 6


@dataclass(frozen=True, slots=True)
class PaperNames:
    """The model names of one paper."""

    own: frozenset[NameKey]
    """Names the paper gives to what it proposes."""
    cited: frozenset[NameKey]
    """Names that carry a citation somewhere in the paper."""
    main: str = ""
    """What the paper calls its own model, as printed; empty when that is not known."""
    endings: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The network of each ending that its tables tell models apart by: ``NetA`` for the ``D0`` of ``NetA-D0``."""

    def names_own(self, text: str) -> bool:
        """Tell whether a label contains one of the paper's own names."""
        return _contains_any(name_key(text), self.own)

    def names_cited(self, text: str) -> bool:
        """Tell whether a label contains a name that the paper takes from others."""
        return _contains_any(name_key(text), self.cited)


@lru_cache(maxsize=8)
def paper_names(document: Document) -> PaperNames:
    """Collect the model names of a paper from its title, text and tables."""
    texts = [p.text for p in document.paragraphs if p.kind is not ParagraphKind.CAPTION]
    captions = [p.text for p in document.paragraphs if p.kind is ParagraphKind.CAPTION]
    labels = [cell.text for table in document.tables for cell in table.cells if cell.column <= 1]
    cited = {singular(key) for text in (*texts, *captions, *labels) for key in _cited_names(text)}
    of_title = list(_title_names(document.title, texts))
    in_title = [_with_modifier(name, document.title, cited) for name in of_title]
    cited |= {singular(name_key(name)) for name in set(of_title) - set(in_title)}
    proposed = Counter(name for text in texts for name in _proposed_names(text))
    proposed.update(name for text in texts for name in _abbreviations_of_title(text, document.title))
    proposed.update(name for text in labels for name in _names_marked_as_ours(text))
    own: dict[NameKey, str] = {}
    for name in (*in_title, *(name for name, _ in proposed.most_common())):
        if _is_own(name, document.title, in_title, cited):
            own.setdefault(singular(name_key(name)), name)
    # A title may name what others gave, ``NetAs Beat NetBs``: then what the text calls its own is the model.
    titled = [key for key, name in own.items() if name in in_title and _stands_out(name, document.title)]
    given = {singular(name_key(name)) for name in proposed}
    candidates = titled or [key for key in own if key in given] or list(own)
    main = candidates[0] if len(candidates) == 1 else _most_mentioned(candidates, texts)
    return PaperNames(
        frozenset(own), frozenset(cited - own.keys()), own.get(main, ""), endings_of(document.tables)
    )


def _is_own(name: str, title: str, in_title: Collection[str], cited: set[NameKey]) -> bool:
    """True for a name that may be a model's and is not known from others, unless the title sets it apart."""
    key = singular(name_key(name))
    is_titled = name in in_title and (_stands_out(name, title) or key not in cited)
    is_of_others = not is_titled and _is_known(key, cited)
    return not is_of_others and not is_plain(key) and not is_catalog_name(name)


def _contains_any(key: NameKey, names: frozenset[NameKey]) -> bool:
    return any(
        singular(key[start:end]) in names
        for start in range(len(key))
        for end in range(start + 1, min(start + _LONGEST_NAME_KEY, len(key)) + 1)
    )


def _names_marked_as_ours(label: str) -> Iterator[str]:
    """Yield the name of ``Net-T (ours)``, and its family, ``Net``."""
    if marked := _MARKED_AS_OURS.fullmatch(label.strip()):
        name = marked["name"]
        yield name
        family, _, size = name.partition("-")
        if len(family) > _SHORTEST_FAMILY and (size.lower() in _SIZES or size[:1].isdigit()):
            yield family


def _title_names(title: str, texts: Sequence[str]) -> Iterator[str]:
    head, colon, _ = title.partition(":")
    if colon and len(head.split()) <= _LONGEST_TITLE_NAME:
        short = _EXPANDED.search(head)
        name = short["name"] if short else head.strip()
        if _is_said(name, title, texts):
            yield name
    elif not title.isupper():
        for match in MODEL_LIKE.finditer(title):
            yield match.group()
    if not title.isupper() and (means := _MEANS.search(title)):
        yield means["name"]


def _stands_out(name: str, title: str) -> bool:
    """True for a name that a title begins with before a colon, or ends with: ``with NetA``."""
    head, colon, _ = title.partition(":")
    means = _MEANS.search(title)
    return bool(colon and name in head) or bool(means and means["name"] == name)


def _is_said(name: str, title: str, texts: Iterable[str]) -> bool:
    """True for a name of one word, and for several that the text says, too: ``NetA Revisited`` is a turn of phrase."""
    key = name_key(name)
    others = (text for text in texts if title.lower() not in text.lower())
    is_one = len(name.split()) == 1 or NAME_IN_TEXT.fullmatch(name) is not None
    return is_one or any(contains_key(name_key(text), key) for text in others)


def _with_modifier(name: str, title: str, cited: set[NameKey]) -> str:
    """Return ``Gated NetA`` for a title that begins so, where NetA is known from others."""
    before = re.match(rf"(?:[A-Z][a-z]+\s){{1,2}}(?={re.escape(name)}(?!\w))", title)
    return f"{before[0]}{name}" if before and _is_known(name_key(name), cited) else name


def _abbreviations_of_title(text: str, title: str) -> Iterator[str]:
    """Yield abbreviations of the title's own words: ``masked autoencoders (MAE)``."""
    stems = {word[:6] for word in re.findall(r"[a-z]{4,}", title.lower())}
    for match in _EXPANDED.finditer(text):
        before = _WORDS_BEFORE.search(text, max(0, match.start() - _REACH), match.start())
        words = re.findall(r"[a-z]+", before.group().lower()) if before else []
        letters = re.sub(r"[^a-z]", "", match["name"].lower().removesuffix("s"))
        if not words or words[-1][:6] not in stems or is_cited_at(text, match.end()):
            continue
        if any(_abbreviates(letters, "".join(words[start:])) for start in range(len(words))):
            yield match["name"]


def _abbreviates(letters: str, words: str) -> bool:
    """True when the letters come in order in the words and begin them."""
    rest = iter(words)
    return words[:1] == letters[:1] and all(letter in rest for letter in letters)


def _proposed_names(text: str) -> Iterator[str]:
    """Yield the names that a text gives: after ``called`` and ``we propose``, and behind ``our``."""
    for match in _CALLED.finditer(text) if any(word in text for word in _CALLING) else ():
        if not is_cited_at(text, match.end()):
            yield match["name"].rstrip(".")
    for match in _PROPOSED.finditer(text):
        yield from _names_in_clause(_OF_OTHERS.split(_CITATION.sub("", match["clause"]), maxsplit=1)[0])
    for match in _OUR.finditer(text) if "ur " in text else ():
        if match["short"] or MODEL_LIKE.fullmatch(match["name"]):
            yield match["short"] or match["name"]


def _names_in_clause(clause: str) -> Iterator[str]:
    """Yield the names in what a paper says it proposes."""
    for named in (*_ACRONYM.finditer(clause), *_APPOSITION.finditer(clause)):
        yield named["name"]
    # Three capitals in a row are mostly no model: GPU, POS, MSE.
    # ``Sharpness-Aware`` of ``Sharpness-Aware Training (SAT)`` says only what the training is like.
    for like in MODEL_LIKE.finditer(clause):
        is_modifier = _COMPOUND.fullmatch(like[0]) and _WORD_BEHIND.match(clause, like.end())
        if not is_modifier and (len(like[0]) > 3 or not like[0].isupper()):
            yield like[0]


def _cited_names(text: str) -> Iterator[NameKey]:
    """Yield the names with a citation attached, and their family: ``ResNet`` for ``ResNet-50``."""
    if "(" not in text and "[" not in text:
        return
    for citation in _CITATION.finditer(text):
        named = _NAME_BEFORE.search(text, max(0, citation.start() - _REACH), citation.start())
        key = name_key(named.group()) if named else ()
        while key and (key[0] in NO_NAMES or key[0].isdigit()):
            key = key[1:]
        if not is_plain(key):
            yield key
            family = key[:1]
            is_sized = len(key) > 1 and (key[1].isdigit() or key[1] in _SIZES)
            if len(family[0]) > 2 and is_sized and family[0] not in NO_NAMES:
                yield family


def _is_known(key: NameKey, cited: set[NameKey]) -> bool:
    """True for a cited name, its general form (``ViT`` for ``ViT-B``) and its sizes (``ResNet-101``)."""
    return any(
        key == other[: len(key)] or (key[: len(other)] == other and _is_size(key[len(other) :]))
        for other in cited
    )


def _is_size(key: NameKey) -> bool:
    return all(token in _SIZES or token[0].isdigit() for token in key)


def _most_mentioned(names: Sequence[NameKey], texts: Iterable[str]) -> NameKey:
    """The name that the texts mention most, with its variants; empty when there is none."""
    mentions = Counter(
        singular(name_key(match.group())) for text in texts for match in MODEL_LIKE.finditer(text)
    )
    counts = {name: sum(n for key, n in mentions.items() if key[: len(name)] == name) for name in names}
    return max(counts, key=counts.__getitem__, default=())
