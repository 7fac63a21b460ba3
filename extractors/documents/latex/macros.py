r"""Macros a paper defines: reading their definitions and putting their arguments in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from extractors.documents.tex.stream import TokenStream
from extractors.documents.tex.tokens import Kind, Token, source_of

_MOST_PARAMETERS = 9
_LONGEST_DELIMITED = 5000
"""Tokens; a delimiter not met by then does not come."""


class Takes(Enum):
    """How a macro reads one of its arguments."""

    MANDATORY = auto()
    OPTIONAL = auto()
    STAR = auto()
    DELIMITED = auto()
    r"""Up to given tokens, as in ``\def\pair(#1,#2){...}``."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument of a macro."""

    takes: Takes
    tokens: tuple[Token, ...] = ()
    """What stands in for an optional argument left out, or the delimiter."""


@dataclass(frozen=True, slots=True)
class Macro:
    """What a command stands for."""

    body: tuple[Token, ...]
    parameters: tuple[Parameter, ...] = ()
    prefix: tuple[Token, ...] = ()
    """What has to follow the command before its arguments."""

    def expand(self, call: Token, stream: TokenStream) -> list[Token]:
        """Read the arguments and return the body with them in place; all of it stands where the call stands."""
        _take_exactly(stream, self.prefix)
        arguments = [_read_argument(parameter, stream) for parameter in self.parameters]
        expanded: list[Token] = []
        doubled = False
        for token in self.body:
            if doubled and token.kind is Kind.TEXT and token.text[0].isdecimal():
                # ``##1``: an argument of a macro that this one defines.
                expanded.append(Token(Kind.PARAMETER, token.text[0], call.line, call.file))
                if rest := token.text[1:]:
                    expanded.append(Token(Kind.TEXT, rest, call.line, call.file))
                doubled = False
            elif token.kind is not Kind.PARAMETER:
                expanded.append(Token(token.kind, token.text, call.line, call.file))
                doubled = False
            elif token.text.isdecimal():
                number = int(token.text)
                expanded.extend(arguments[number - 1] if number <= len(arguments) else ())
                doubled = False
            else:
                doubled = True
        return expanded


def macro_from_command(stream: TokenStream) -> Macro:
    r"""Read what follows the name in ``\newcommand{\name}[2][default]{body}``."""
    count_tokens = stream.optional()
    default = stream.optional() if count_tokens is not None else None
    count = source_of(count_tokens or []).strip()
    number = min(int(count), _MOST_PARAMETERS) if count.isdecimal() and len(count) < 3 else 0
    parameters = [Parameter(Takes.MANDATORY)] * number
    if default is not None and parameters:
        parameters[0] = Parameter(Takes.OPTIONAL, tuple(default))
    return Macro(tuple(stream.argument()), tuple(parameters))


def macro_from_def(stream: TokenStream) -> Macro:
    r"""Read what follows the name in ``\def\name#1.#2{body}``."""
    pattern: list[Token] = []
    while (token := stream.peek()) is not None and token.kind is not Kind.OPEN:
        if token.kind is Kind.PARAGRAPH:
            return Macro(())
        pattern.append(stream.next())
    pieces: list[list[Token]] = [[]]
    for token in pattern:
        if token.kind is Kind.PARAMETER:
            pieces.append([])
        else:
            pieces[-1].append(token)
    prefix, *delimiters = pieces
    parameters = tuple(
        Parameter(Takes.DELIMITED, tuple(delimiter)) if delimiter else Parameter(Takes.MANDATORY)
        for delimiter in delimiters[:_MOST_PARAMETERS]
    )
    return Macro(tuple(stream.argument()), parameters, tuple(prefix))


def macro_from_document_command(stream: TokenStream) -> Macro:
    r"""Read what follows the name in ``\NewDocumentCommand{\name}{s O{x} m}{body}``."""
    specification = TokenStream(stream.argument())
    parameters: list[Parameter] = []
    while specification and len(parameters) < _MOST_PARAMETERS:
        token = specification.next()
        for letter in token.text if token.kind is Kind.TEXT else "":
            match letter:
                case "m" | "r" | "v":
                    parameters.append(Parameter(Takes.MANDATORY))
                case "o" | "d":
                    parameters.append(Parameter(Takes.OPTIONAL))
                case "O" | "D":
                    parameters.append(Parameter(Takes.OPTIONAL, tuple(specification.argument())))
                case "s" | "t":
                    parameters.append(Parameter(Takes.STAR))
    return Macro(tuple(stream.argument()), tuple(parameters))


def defined_name(stream: TokenStream, named: Callable[[], str]) -> str:
    r"""Read the command a definition is for, with or without braces.

    Args:
        stream: Standing right behind ``\newcommand``.
        named: Reads the rest of a name built by ``\csname``.

    Returns:
        The name without its backslash; empty where none stands there.
    """
    stream.star()
    stream.skip_spaces()
    token = stream.peek()
    if token is None:
        return ""
    if token.kind is Kind.OPEN:
        inner = [token for token in stream.argument() if token.kind is not Kind.SPACE]
        if inner and inner[0].is_command("csname"):
            stream.push(inner[1:])
            return named()
        return inner[0].text if inner and inner[0].kind is Kind.COMMAND else ""
    if token.kind is not Kind.COMMAND:
        return ""
    stream.next()
    if token.text == "expandafter":
        return defined_name(stream, named)
    return named() if token.text == "csname" else token.text


def _read_argument(parameter: Parameter, stream: TokenStream) -> Sequence[Token]:
    match parameter.takes:
        case Takes.MANDATORY:
            return stream.argument()
        case Takes.OPTIONAL:
            given = stream.optional()
            return parameter.tokens if given is None else given
        case Takes.STAR:
            return (Token(Kind.TEXT, "*"),) if stream.star() else ()
        case Takes.DELIMITED:
            return _take_until(stream, parameter.tokens)


def _take_exactly(stream: TokenStream, expected: Iterable[Token]) -> bool:
    """Take tokens if they are the expected ones; those after the first that is not stay."""
    for wanted in expected:
        token = stream.peek()
        if token is None or token.kind is not wanted.kind or not token.text.startswith(wanted.text):
            return False
        stream.next()
        if rest := token.text[len(wanted.text) :] if token.kind is Kind.TEXT else "":
            stream.push([token._replace(text=rest)])
    return True


def _take_until(stream: TokenStream, delimiter: Sequence[Token]) -> list[Token]:
    """Take everything up to a delimiter outside of groups, and the delimiter."""
    first = delimiter[0]
    taken: list[Token] = []
    depth = 0
    while stream and len(taken) < _LONGEST_DELIMITED:
        token = stream.next()
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        if depth == 0 and token.kind is first.kind and first.text in token.text:
            before, _, after = token.text.partition(first.text)
            if before:
                taken.append(token._replace(text=before))
            if after:
                stream.push([token._replace(text=after)])
            _take_exactly(stream, delimiter[1:])
            return _without_braces(taken)
        if depth < 0 or token.kind is Kind.PARAGRAPH:
            stream.push([token])
            break
        taken.append(token)
    stream.push(taken)
    return []


def _without_braces(tokens: list[Token]) -> list[Token]:
    """Drop the braces around an argument that is one group."""
    if len(tokens) > 1 and tokens[0].kind is Kind.OPEN and tokens[-1].kind is Kind.CLOSE:
        depth = 0
        for index, token in enumerate(tokens):
            depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
            if depth == 0:
                return tokens[1:-1] if index == len(tokens) - 1 else tokens
    return tokens
