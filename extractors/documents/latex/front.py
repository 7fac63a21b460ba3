"""What a source says about itself: title, authors and year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.documents.latex.inline import LatexInlineReader
from extractors.documents.metadata import FrontMatter
from extractors.documents.metadata.authors import names_in
from extractors.documents.tex.stream import TokenStream
from extractors.documents.tex.tokens import Kind, Token, source_of

FRONT_COMMANDS = {
    "title": "om", "icmltitle": "m", "titlerunning": "m", "icmltitlerunning": "m", "authorrunning": "m",
    "author": "om", "icmlauthor": "mm", "IEEEauthorblockN": "m", "IEEEauthorblockA": "m", "name": "m",
    "affil": "om", "affiliation": "om", "institute": "m", "address": "om", "email": "om", "orcid": "m",
    "orcidID": "m", "date": "m", "keywords": "m", "thanks": "om", "icmlaffiliation": "mm", "icmlkeywords": "m",
    "icmlcorrespondingauthor": "mm", "icmlsetsymbol": "mm", "printAffiliationsAndNotice": "m", "markboth": "mm",
    "subtitle": "m", "shorttitle": "m", "shortauthors": "m", "IEEEmembership": "m", "correspondence": "om",
    "markright": "m", "runningtitle": "m", "runningauthor": "m", "editor": "m", "iclrfinalcopy": "",
}  # fmt: skip
"""Commands of the title page, which are no part of the text, and the pattern of their arguments."""
_TITLES = ("title", "icmltitle")
_AUTHORS = frozenset(("author", "icmlauthor", "IEEEauthorblockN", "name"))
_PERSON_ENDS = frozenset(("and", "And", "AND"))
_NOT_NAMES = frozenset(
    ("IEEEauthorblockA", "thanks", "affiliation", "institute", "email", "orcidID", "orcid", "IEEEmembership")
    + ("footnote", "footnotemark", "footnotetext", "textsuperscript", "thanksref", "inst", "fnmsep", "hspace")
    + ("affil", "address", "icmlaffiliation", "samethanks", "vspace", "url", "href")
)
_YEAR = re.compile(r"\b(19[89]\d|20\d\d)\b")


def read_front_matter(tokens: Sequence[Token], inline: LatexInlineReader) -> FrontMatter:
    """Read the title, the authors and the year of the date line.

    Args:
        tokens: The whole expanded source: some give the title before the document begins, some after.
        inline: Reads their text.

    Returns:
        What was found; what was not is None or empty.
    """
    title = ""
    authors: list[str] = []
    year: int | None = None
    stream = TokenStream(tokens)
    while stream:
        token = stream.next()
        if token.is_command("section"):
            break
        if token.is_command(*_TITLES) and not title:
            stream.optional()
            title = inline.text(_without_notes(stream.argument()))
        elif token.is_command(*_AUTHORS):
            stream.optional()
            authors += _authors(stream.argument(), inline)
        elif token.is_command("date"):
            match = _YEAR.search(inline.text(stream.argument()))
            year = int(match[1]) if match else year
    return FrontMatter(title, tuple(dict.fromkeys(authors)), year=year)


def _authors(tokens: Sequence[Token], inline: LatexInlineReader) -> list[str]:
    """Read the names of an author block: the first line of each person is names, further ones may be."""
    names: list[str] = []
    lines: list[list[Token]] = [[]]
    for token in _without_notes(tokens):
        if token.is_command(*_PERSON_ENDS, *_AUTHORS) or token.kind is Kind.ALIGN:
            names += _names(lines, inline)
            lines = [[]]
        elif token.is_command("\\", "newline", "linebreak"):
            lines.append([])
        elif token.is_command("quad", "qquad", "hfill"):
            lines[-1].append(Token(Kind.TEXT, ","))
        elif token.kind is not Kind.PARAGRAPH:
            lines[-1].append(token)
    return names + _names(lines, inline)


def _names(lines: Sequence[Sequence[Token]], inline: LatexInlineReader) -> list[str]:
    """Read one person's block, or that of all who share it: a list of names may go over several lines."""
    found: list[str] = []
    goes_on = was_list = False
    for line in lines:
        text = inline.text(line)
        if not any(map(str.isalpha, text)):
            continue
        names = names_in(text)
        parts = [part for part in text.split(",") if any(map(str.isalpha, part))]
        is_list = len(names) == len(parts) > 1 and all(name[0].isupper() for name in names)
        if not names or (found and not goes_on and not (was_list and is_list)):
            break
        found += names
        goes_on = text.rstrip().endswith((",", " and", "&"))
        was_list = len(names) > 1
    return found


def _without_notes(tokens: Sequence[Token]) -> list[Token]:
    """Leave out affiliations, marks and notes."""
    stream = TokenStream(tokens)
    kept: list[Token] = []
    while stream:
        token = stream.next()
        if token.kind is Kind.COMMAND and token.text in _NOT_NAMES:
            stream.drop("*o")
            if stream.is_next(Kind.OPEN):
                stream.argument()
        elif token.kind is Kind.MATH:
            _drop_mark(token, stream, kept)
        else:
            kept.append(token)
    return kept


def _drop_mark(token: Token, stream: TokenStream, kept: list[Token]) -> None:
    """Drop a formula that is a mere superscript: the mark of an affiliation."""
    inner = [token]
    while stream:
        inner.append(stream.next())
        if inner[-1].kind is Kind.MATH:
            break
    source = source_of(inner).strip("$ {}")
    if not source.startswith("^"):
        kept += inner
