r"""TeX source into tokens.

A full TeX reads characters one by one under category codes that may change at any time. Papers change them
only around ``\makeatletter`` and verbatim text, so one pattern does: ``@`` always counts as a letter, and
verbatim text becomes a single token.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum, auto
from typing import NamedTuple


class Kind(Enum):
    """What a token is to TeX."""

    COMMAND = auto()
    """``\\name`` or ``\\%``; the text holds the name without the backslash."""
    TEXT = auto()
    SPACE = auto()
    PARAGRAPH = auto()
    """An empty line."""
    OPEN = auto()
    CLOSE = auto()
    MATH = auto()
    """``$`` or ``$$``."""
    ALIGN = auto()
    SUPER = auto()
    SUB = auto()
    PARAMETER = auto()
    """``#1``; the text holds the digit, or ``#`` for a doubled one."""
    VERBATIM = auto()


class Token(NamedTuple):
    """One token, where it stands, and the number it prints."""

    kind: Kind
    text: str
    line: int = 0
    file: str = ""
    number: str = ""
    """Of a heading, caption, footnote or theorem, once something has counted them."""

    @property
    def place(self) -> str:
        """The file and line, such as ``results.tex:120``."""
        return f"{self.file}:{self.line}"

    def is_command(self, *names: str) -> bool:
        """Tell whether this is one of the named commands."""
        return self.kind is Kind.COMMAND and self.text in names


_PATTERN = re.compile(
    r"""
    (?P<PARAGRAPH>%[^\n]*\n[ \t]*\n\s* | \n[ \t]*\n\s*)
  | (?P<COMMENT>%[^\n]*\n?[ \t]*)
  | \\(?P<COMMAND>[A-Za-z@]+)(?:[ \t]*\n(?![ \t]*\n)[ \t]*|[ \t]+)?  # TeX skips blanks after a word command
  | \\(?P<SYMBOL>.|\n|\Z)
  | (?P<SPACE>[ \t\n]+) | (?P<TIE>~)
  | (?P<OPEN>\{) | (?P<CLOSE>\}) | (?P<MATH>\$\$?) | (?P<ALIGN>&) | (?P<SUPER>\^) | (?P<SUB>_)
  | \#(?P<PARAMETER>[1-9\#])
  | (?P<TEXT>[^\\{}$&\#^_~%\s\[\]]+ | \# | \s | [\[\]])  # brackets alone: they may hold an optional argument
    """,
    re.VERBOSE,
)
_VERBATIM_BEGIN = re.compile(
    r"\{(verbatim\*?|Verbatim\*?|BVerbatim|lstlisting|minted|comment|filecontents\*?)\}"
)

_ADDRESSES = frozenset(("url", "nolinkurl", "path", "href"))
_ADDRESS = re.compile(r"\{((?:[^{}\n]|\{[^{}\n]*\})*)\}")
_PARAMETER = re.compile(r"#\d")


def tokenize(source: str, file: str = "") -> list[Token]:
    """Split TeX source into tokens; comments are dropped, spaces are skipped where TeX skips them."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    tokens: list[Token] = []
    unterminated: set[str] = set()
    position, line = 0, 1
    while match := _PATTERN.match(source, position):
        group = match.lastgroup or ""
        text, end = match[group], match.end()
        if group == "SYMBOL":
            group, text = "COMMAND", " " if text == "\n" else text
        if group == "TIE":
            # Unlike a mere space it prints in formulas, too.
            group, text = "COMMAND", " "
        if group == "COMMAND" and text in _ADDRESSES:
            kind, text, end = _address(source, text, end)
            tokens.append(Token(kind, text, line, file))
        elif group == "COMMAND" and text in ("verb", "begin", "lstinline"):
            kind, text, end = _verbatim(source, text, end, unterminated)
            tokens.append(Token(kind, text, line, file))
        elif group != "COMMENT":
            tokens.append(Token(Kind[group], " " if group == "SPACE" else text, line, file))
        line += source.count("\n", position, end)
        position = end
    return tokens


def _verbatim(source: str, command: str, end: int, unterminated: set[str]) -> tuple[Kind, str, int]:
    """Return kind, text and end of a verbatim passage, or of the command itself where none begins here."""
    if command == "begin":
        match = _VERBATIM_BEGIN.match(source, end)
        closing = f"\\end{{{match[1]}}}" if match else ""
        # Remembering what is never closed keeps hostile input from costing a scan of the file each time.
        if match and closing not in unterminated:
            stop = source.find(closing, match.end())
            if stop >= 0:
                is_invisible = match[1].startswith(("comment", "filecontents"))
                return Kind.VERBATIM, "" if is_invisible else source[match.end() : stop], stop + len(closing)
            unterminated.add(closing)
        return Kind.COMMAND, command, end
    end += source.startswith("*", end)
    delimiter = source[end : end + 1]
    line_end = source.find("\n", end)
    stop = source.find(delimiter, end + 1, line_end if line_end >= 0 else len(source)) if delimiter else -1
    if stop < 0 or delimiter.isalnum() or delimiter in "{[ ":
        return Kind.COMMAND, command, end
    return Kind.VERBATIM, source[end + 1 : stop], stop + 1


def _address(source: str, command: str, end: int) -> tuple[Kind, str, int]:
    r"""Return a web address, in which TeX takes each character for itself; that of ``\href`` prints nothing."""
    match = _ADDRESS.match(source, end)
    if match is None or _PARAMETER.search(match[1]):
        return Kind.COMMAND, command, end
    return Kind.VERBATIM, "" if command == "href" else match[1].replace("\\", ""), match.end()


def group(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """Put tokens between braces."""
    return Token(Kind.OPEN, "{"), *tokens, Token(Kind.CLOSE, "}")


def group_of(text: str) -> tuple[Token, ...]:
    """Put a text between braces."""
    return group([Token(Kind.TEXT, text)])


def source_of(tokens: Iterable[Token]) -> str:
    """Write tokens back as TeX source."""
    return "".join(_written(token) for token in tokens)


def _written(token: Token) -> str:
    match token.kind:
        case Kind.COMMAND:
            return f"\\{token.text} " if token.text[-1:].isalpha() else f"\\{token.text}"
        case Kind.PARAGRAPH:
            return "\n\n"
        case Kind.PARAMETER:
            return f"#{token.text}"
        case _:
            return token.text
