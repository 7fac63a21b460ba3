"""One entry of a bibliography into its key, authors, title, year, venue and identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.records import Reference

_LABEL = re.compile(r"^\s*(?:\[(?P<bracketed>[^\[\]]{1,60})\]|(?P<number>\d{1,3})\.)\s*")
_YEAR = re.compile(r"(?<![\d./:-])(?P<year>(?:19|20)\d\d)(?P<letter>[a-z]?)(?![\d/:]|\.\d|[-–]\d)")
_ARXIV = re.compile(
    r"(?:arxiv(?:\.org)?\s?[:/]?\s?(?:abs|pdf)?\s?[:/]?\s?|\babs/\s?)(?P<id>\d{4}\.\s?\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})",
    re.IGNORECASE,
)
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"<>,;\])}]+)")
_ACL = re.compile(r"aclanthology\.\S{2,4}/([A-Z]\d{2}-\d{4}|\d{4}\.[a-z\d-]+\.\d+)", re.IGNORECASE)
_OPENREVIEW = re.compile(r"openreview\.net/(?:forum|pdf)\?id=\s?([\w-]{6,})")

_QUOTED = re.compile(r"[“\"](?P<title>[^“”\"]{6,300}?)[,.]?[”\"]")
_UPPER = r"[^\W\d_a-zß-ÿ]"
# Readers leave some accents beside their letters: ``Cire¸san``, ``Kocisk y``.
_MORE = r"[\w'’`´^~¨¸ˆ˜˛˘ˇ˙°‐-]"
_PARTICLE = r"(?:van|von|de|der|den|del|della|la|le|el|al|bin|ben|di|da|dos|du|ten|ter|zu|st\.)"
_FAMILY = (
    rf"(?:{_PARTICLE}\s(?:{_PARTICLE}\s)?)?{_UPPER}{_MORE}+(?:\s?{_UPPER}{_MORE}+|\s[a-z](?=[\s.,:])){{0,2}}"
)
_INITIALS = rf"{_UPPER}\.(?:[\s-]*{_UPPER}\.){{0,4}}"
_BARE_INITIALS = rf"{_UPPER}{{1,3}}(?=[\s,.:])"
_GIVEN = rf"{_UPPER}{_MORE}+(?:[\s-](?:{_UPPER}\.?(?=[\s,.:])|{_UPPER}{_MORE}+)){{0,3}}"
_JUNIOR = r"(?:,?\s(?:Jr|Sr|I{2,3})\.?)?"
_JOIN = r"(?:\s?,\s?(?:and\s|&\s?)?|\s(?:and|&)\s)"
_ET_AL = r"(?:,?\s(?:and\s)?(?:et\.?\sal\.?|others))?"


def _list_of(name: str) -> str:
    return rf"{name}{_JUNIOR}(?:{_JOIN}{name}{_JUNIOR})*{_ET_AL}"


_SPLIT_WORD = rf"{_UPPER}¸?\s[a-zß-ÿ]{_MORE}+"
"""A word that lost its accent in reading: ``J egou``."""
_FULL_NAME = (
    rf"(?:{_SPLIT_WORD}|{_UPPER}(?:{_MORE}+|\.)?)"
    rf"(?:[\s-](?:{_SPLIT_WORD}|{_UPPER}\.?|{_UPPER}{_MORE}*|{_PARTICLE}|[a-z](?=[\s.,])|{_INITIALS})){{1,5}}"
)
_STYLES = {
    "K. He": _list_of(rf"(?:{_INITIALS}\s?{_FAMILY}|{_BARE_INITIALS}\s{_FAMILY})"),
    "He, K.": _list_of(rf"{_FAMILY},\s?(?:{_INITIALS}|{_BARE_INITIALS})"),
    "He, Kaiming": _list_of(rf"{_FAMILY},\s{_GIVEN}"),
    "Kaiming He": _list_of(_FULL_NAME),
}
"""An entry writes all its authors one way."""
_INVERTED = ("He, K.", "He, Kaiming")
_AUTHORS = {
    style: re.compile(
        rf"(?P<authors>{names})(?:,?\s?\(?[Ee]d(?:itor)?s?\b\.?\)?)?"
        rf"(?:[.,]?\s?\(?(?P<year>(?:19|20)\d\d)[a-z]?\)?\s?[.,:]?\s+|\s?[.:]\s+|(?<=\.)\s+)(?=\S)"
    )
    for style, names in _STYLES.items()
}
_SOMEBODY = re.compile(r"(?P<authors>[^.:,]{2,60})[.,]\s\(?(?P<year>(?:19|20)\d\d)[a-z]?\)?[.,:]?\s+(?=\S)")
"""One author of a name like no person's, where the year tells the end."""
_END_OF_SENTENCE = re.compile(r"(?<!\b[A-Z])(?<!\bvs)(?<!\bet al)(?<!\bal)[.?!][”\"’]?\s+(?=\S)")
_VENUE_START = re.compile(
    r"^(?:in[:\s]|arxiv|corr\b|proceedings|proc\.|advances|journal|ieee|acm|nature|science|neural|technical|tech\.|"
    r"phd|ph\.d|master|university|url|https?:|doi|available|preprint|springer|the\s(?:journal|annals)|international|"
    r"transactions|trans\.|conference|workshop|volume|vol\.|pages|pp\.|cvpr|iccv|eccv|nips|neurips|icml|iclr|acl|emnlp|"
    r"naacl|aaai|ijcai|tpami|pami|bmvc|wacv|jmlr|\(?(?:19|20)\d\d)",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"(?:[,.]?\s*\(?(?:19|20)\d\d[a-z]?\)?)?[\s,.;:]*$")
_LONGEST_TITLE = 300


def references_of(entries: Sequence[str]) -> tuple[Reference, ...]:
    """Read the entries of a bibliography.

    Args:
        entries: As printed, in order.

    Returns:
        The entries, in the order of the bibliography.
    """
    return tuple(_reference(text, position) for position, text in enumerate(entries, start=1))


def _reference(entry: str, position: int) -> Reference:
    label = _LABEL.match(entry)
    key = (label["bracketed"] or label["number"]).strip() if label else ""
    text = " ".join((entry[label.end() :] if label else entry).split())
    names, title, rest, early_year = _parts(text)
    arxiv_id = _arxiv_id(text)
    return Reference(
        position=position,
        key=key,
        text=entry,
        authors=names,
        title=title,
        year=early_year or _last_year(rest) or _last_year(text),
        year_letter=_year_letter(text),
        venue=_venue(rest),
        arxiv_id=arxiv_id,
        doi=_found(_DOI, text).rstrip(".") or None,
        identifiers=tuple(_identifiers(text)),
    )


def _parts(text: str) -> tuple[tuple[str, ...], str, str, int | None]:
    """Cut an entry into authors, title, what follows, and the year printed between authors and title."""
    authors = _authors(text)
    if quoted := _QUOTED.search(text):
        names = _names(text[: quoted.start()], is_inverted=_is_inverted(text[: quoted.start()]))
        return names, _tidy(quoted["title"]), text[quoted.end() :], authors[1] if authors else None
    if authors is None:
        return (), *_title(text), None
    names, year, end = authors
    return names, *_title(text[end:]), year


def _authors(text: str) -> tuple[tuple[str, ...], int | None, int] | None:
    """Read the authors an entry begins with: their names, the year after them, and where they end."""
    found = [
        (match.end("authors"), style in _INVERTED and _is_inverted(match["authors"]), match)
        for style, pattern in _AUTHORS.items()
        if (match := pattern.match(text)) and (style not in _INVERTED or _is_inverted(match["authors"]))
    ]
    if not found:
        somebody = _SOMEBODY.match(text)
        return ((somebody["authors"].strip(),), int(somebody["year"]), somebody.end()) if somebody else None
    # The style that explains the longest list is the one the entry is written in.
    _, is_inverted, match = max(found, key=lambda one: one[:2])
    year = int(match["year"]) if match["year"] else None
    return _names(match["authors"], is_inverted=is_inverted), year, match.end()


def _is_inverted(text: str) -> bool:
    """Tell whether names stand family first: between commas are then single words and given names in turn."""
    pieces = _pieces(text)
    families = pieces[::2]
    return len(pieces) % 2 == 0 and 2 * sum(len(family.split()) == 1 for family in families) > len(families)


def _title(text: str) -> tuple[str, str]:
    """Cut the title off what begins with it."""
    for end in _END_OF_SENTENCE.finditer(text):
        title, rest = text[: end.start() + 1], text[end.end() :]
        if len(title) > _LONGEST_TITLE:
            break
        if _is_end_of_title(title, rest):
            return _tidy(title), rest
    if inside := re.search(r",\s(?=(?:19|20)\d\d\b|arXiv|in\s(?:Proc|Adv|IEEE))", text):
        return _tidy(text[: inside.start()]), text[inside.end() :]
    return _tidy(text), ""


def _is_end_of_title(title: str, rest: str) -> bool:
    return len(title) > 3 and (
        rest[:1].isupper() or not rest[:1].isalpha() or _VENUE_START.match(rest) is not None
    )


def _tidy(title: str) -> str:
    """Take year and stop from the end of a title, but no question mark."""
    bare = title.strip()
    return _TRAILING.sub("", bare).strip(' ,.;“”"') or bare.strip(" ,.;")


def _names(text: str, *, is_inverted: bool) -> tuple[str, ...]:
    pieces = _pieces(text)
    if is_inverted:
        return tuple(f"{given} {family}" for family, given in zip(pieces[::2], pieces[1::2], strict=False))
    return tuple(pieces)


def _pieces(text: str) -> list[str]:
    """Cut a list of authors at its commas; ``et al.`` is none of them."""
    bare = re.sub(r"(?:\band\s)?\b(?:et\.? al\b\.?|others\b)", "", text).strip(" ,;:(&")
    pieces = [piece.strip() for piece in re.split(r",\s?(?:and\s|&\s?)?|;|\sand\s|\s?&\s?", bare)]
    return [piece for piece in pieces if piece and not re.fullmatch(r"(?:Jr|Sr|I{2,3})\.?", piece)]


def _last_year(text: str) -> int | None:
    years = [int(match["year"]) for match in _YEAR.finditer(_ARXIV.sub(" ", text))]
    plausible = [year for year in years if 1930 <= year <= 2040]
    return plausible[-1] if plausible else None


def _year_letter(text: str) -> str:
    return next((match["letter"] for match in _YEAR.finditer(text) if match["letter"]), "")


def _venue(rest: str) -> str:
    first = _END_OF_SENTENCE.split(rest, maxsplit=1)[0]
    venue = re.split(r",\s(?=(?:19|20)\d\d\b|pages\b|pp\.|vol)", first, maxsplit=1)[0]
    return _TRAILING.sub("", re.sub(r"^in[:\s]+", "", venue, flags=re.IGNORECASE)).strip()[:200]


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1] if match else ""


def _arxiv_id(text: str) -> str | None:
    match = _ARXIV.search(text)
    return match["id"].replace(" ", "").lower() if match else None


def _identifiers(text: str) -> Iterator[str]:
    if arxiv_id := _arxiv_id(text):
        yield f"arxiv:{arxiv_id}"
    for kind, pattern in (("doi", _DOI), ("acl", _ACL), ("openreview", _OPENREVIEW)):
        if value := _found(pattern, text).rstrip("."):
            yield f"{kind}:{value.lower()}"
