r"""The reference list of a source, and how citations of it are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.documents.latex.expansion import Expansion
from extractors.documents.tex.handlers import TextHandler
from extractors.documents.tex.plain import PlainText, close_up, tidy
from extractors.documents.tex.stream import TokenStream
from extractors.documents.tex.tokens import Kind, Token, tokenize

_NAMES_AND_YEAR = re.compile(r"(.+?)\s*\(\s*((?:\d{4}|in press|forthcoming|n\.d\.)?\w{0,2})\s*\)")
_KINDS_OF_STYLE = re.compile(r"\b(numbers|super|authoryear|numeric|ieee|nature|apa)\b")
_ENTRY = re.compile(r"\\entry\{([^}]*)\}\{[^}]*\}\{[^}]*\}(.*?)\\endentry", re.DOTALL)
_AUTHORS = re.compile(r"\\name\{(?:author|editor)\}(.*?)(?=\\(?:name|list|strng|field)\{)", re.DOTALL)
_FAMILY = re.compile(r"family=(?:\{((?:[^{}]|\{[^{}]*\})*)\}|([^,{}]+))")
_FIELD = re.compile(r"\\field\{(\w+)\}\{((?:[^{}]|\{[^{}]*\})*)\}")

TEXTUAL = frozenset(
    ("citet", "Citet", "textcite", "Textcite", "newcite", "citeN", "shortciteN", "citeasnoun")
)
"""Commands that make the names part of the sentence."""
PARENTHETICAL = frozenset(
    (
        "citep",
        "Citep",
        "parencite",
        "Parencite",
        "autocite",
        "Autocite",
        "footcite",
        "supercite",
        "citeyearpar",
    )
    + ("shortcite", "footfullcite")
)
BARE = frozenset(("citealp", "citealt", "Citealp", "Citealt", "citeauthor", "Citeauthor", "citeyear"))
"""Commands that print no brackets."""
COMMANDS = TEXTUAL | PARENTHETICAL | BARE | {"cite", "citenum", "onlinecite", "Cite"}


@dataclass(frozen=True, slots=True)
class BibliographyEntry:
    """An entry of the reference list."""

    label: str
    """What stands for it where citations are numbers or short labels."""
    names: str
    """As a citation names them, ``Vaswani et al.``; empty when the list does not say."""
    year: str
    text: str


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The reference list."""

    entries: Mapping[str, BibliographyEntry]
    by_number: bool
    """True where citations print numbers or labels, false where they print names and years."""
    is_square: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """The references as printed."""
        return tuple(
            f"[{entry.label}] {entry.text}" if self.by_number else entry.text
            for entry in self.entries.values()
        )

    def citation(self, command: str, keys: Sequence[str], before: str = "", after: str = "") -> str:
        r"""Write a citation.

        Args:
            command: The command without star, such as ``citep``.
            keys: What is cited.
            before: What is printed before it in the brackets, ``see``.
            after: What is printed after it in the brackets, ``Table 2``.

        Returns:
            The citation as the document prints it.
        """
        cited = [self.entries.get(key) or BibliographyEntry(key, "", "", "") for key in keys]
        if command in BARE:
            return "; ".join(self._bare(entry, command) for entry in cited)
        if self.by_number:
            return self._numbers(command, cited, before, after)
        if command == "cite" or command in TEXTUAL:
            note = f", {after}" if after else ""
            return "; ".join(
                f"{entry.names} ({entry.year}{note})" if entry.names else f"[{entry.label}]"
                for entry in cited
            )
        inside = "; ".join(
            entry.year if command == "citeyearpar" else self._bare(entry, "citealp") for entry in cited
        )
        inside = f"{before} {inside}".strip() + (f", {after}" if after else "")
        return f"[{inside}]" if self.is_square or not any(entry.names for entry in cited) else f"({inside})"

    def _numbers(self, command: str, cited: Sequence[BibliographyEntry], before: str, after: str) -> str:
        if command in TEXTUAL and all(entry.names for entry in cited):
            return ", ".join(f"{entry.names} [{entry.label}]" for entry in cited)
        inside = ", ".join(entry.label for entry in cited)
        if command in ("citenum", "onlinecite"):
            return inside
        return f"[{f'{before} {inside}'.strip()}{f', {after}' if after else ''}]"

    def _bare(self, entry: BibliographyEntry, command: str) -> str:
        if not entry.names:
            return entry.label
        match command.lower():
            case "citeauthor":
                return entry.names
            case "citeyear":
                return entry.year
            case "citealt":
                return entry.label if self.by_number else f"{entry.names} {entry.year}"
            case _:
                return entry.label if self.by_number else f"{entry.names}, {entry.year}"


def read_bibliography(expansion: Expansion) -> Bibliography:
    """Read the reference list and the style of citations.

    Args:
        expansion: The expanded source.

    Returns:
        The entries in their order, and the style.
    """
    if expansion.bibliography_database:
        entries = dict(_database_entries(expansion.bibliography_database))
        default = "numbers"
    else:
        entries = dict(_listed_entries(expansion.tokens))
        named = sum(bool(entry.names and entry.year) for entry in entries.values())
        default = "authoryear" if entries and 2 * named > len(entries) else "numbers"
    style_options = ",".join((*(expansion.packages.get(name, "") for name in ("natbib", "biblatex")), ""))
    kinds = _KINDS_OF_STYLE.findall(style_options + expansion.citation_style)
    by_number = (kinds[-1] if kinds else default) not in ("authoryear", "apa")
    if by_number:
        entries = {key: _numbered(entry, number) for number, (key, entry) in enumerate(entries.items(), 1)}
    return Bibliography(entries, by_number, is_square="square" in style_options + expansion.citation_style)


def _numbered(entry: BibliographyEntry, number: int) -> BibliographyEntry:
    """Give a reference its number unless it has a short label of its own."""
    label = entry.label if entry.label and not entry.names else str(number)
    return BibliographyEntry(label, entry.names, entry.year, entry.text)


def _listed_entries(tokens: Sequence[Token]) -> Iterator[tuple[str, BibliographyEntry]]:
    r"""Read the ``\bibitem``s of a ``thebibliography``."""
    begin = next((index for index, token in enumerate(tokens) if token.is_command("bibitem")), None)
    if begin is None:
        return
    stream = TokenStream(tokens[begin:])
    while stream:
        token = stream.next()
        if token.is_command("end"):
            stream.push([token])
            if stream.word() == "thebibliography":
                return
        if not token.is_command("bibitem"):
            continue
        label = stream.optional()
        key = stream.word()
        content = stream.until_command("bibitem", "end")
        names, year = _names_and_year(label or [])
        yield key, BibliographyEntry("" if names else _plain(label or []), names, year, _plain(content))


def _names_and_year(label: Sequence[Token]) -> tuple[str, str]:
    """Read what natbib and its predecessors put into the label of an entry: ``He et al.(2016)He, Zhang``."""
    stream = TokenStream(label)
    stream.until_command("citeauthoryear", "astroncite", "citeauthoryearpar", "BCAY")
    if stream:
        stream.next()
        arguments = []
        while stream.is_next(Kind.OPEN):
            arguments.append(_plain(stream.argument()))
        return (arguments[-2], arguments[-1]) if len(arguments) > 1 else ("", "")
    match = _NAMES_AND_YEAR.match(_plain(label))
    return (match[1], match[2]) if match else ("", "")


def _database_entries(database: str) -> Iterator[tuple[str, BibliographyEntry]]:
    """Read the entries Biber has sorted for biblatex."""
    for key, content in _ENTRY.findall(database):
        fields = {name: _plain(tokenize(value)) for name, value in _FIELD.findall(content)}
        authors = _AUTHORS.search(content)
        families = [
            _plain(tokenize(braced or bare))
            for braced, bare in _FAMILY.findall(authors[1] if authors else "")
        ]
        year = fields.get("year", "") or fields.get("labelyear", "")
        text = ". ".join(
            filter(None, (", ".join(families), fields.get("title"), fields.get("journaltitle"), year))
        )
        yield key, BibliographyEntry(fields.get("labelalpha", ""), _short_names(families), year, text)


def _short_names(families: Sequence[str]) -> str:
    match families:
        case [] | [_]:
            return "".join(families)
        case [first, second]:
            return f"{first} and {second}"
        case _:
            return f"{families[0]} et al."


def _plain(tokens: Sequence[Token]) -> str:
    return close_up(tidy(PlainText(_QUIET).text(tokens)))


_QUIET: Mapping[str, TextHandler] = {"newblock": lambda *_: " "}
