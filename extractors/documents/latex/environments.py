"""Environments as they open and close: definitions of the paper are applied, equations and theorems counted."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.documents.latex.counters import COUNTED_FROM_THE_START, FLOAT_COUNTERS, OpenEnvironment
from extractors.documents.latex.expander import CommandHandler, Expander
from extractors.documents.latex.numbering import NUMBERED_MATH, ROWS_OF_MATH, appendix, step
from extractors.documents.tex.tokens import Kind, Token

_DEEPEST = 200
_CLOSE = "end@of@environment"
"""A command put behind what a paper has defined as the end of an environment."""


def _enter(expander: Expander, name: str) -> None:
    """Open an environment: labels in it stand for what is numbered in it, and else for what was before."""
    bare = name.rstrip("*")
    kind = FLOAT_COUNTERS.get(bare, "")
    if len(expander.open_environments) >= _DEEPEST:
        expander.note(
            "nested_too_deeply", f"{name} stands in {len(expander.open_environments)} other environments"
        )
        return
    expander.open_environments.append(OpenEnvironment(name, expander.open_environments[-1].label, kind))
    expander.open_scope()
    if kind:
        expander.counters.set("subtable", 0)
        expander.counters.set("subfigure", 0)


def _begin(expander: Expander, token: Token) -> None:
    name = expander.plain(expander.stream.argument())
    if name in expander.excluded:
        expander.stream.until_end(name)
        return
    if name in expander.environments:
        begin, _ = expander.environments[name]
        _enter(expander, name)
        expander.use(token, begin, f"the environment {name}")
        return
    _enter(expander, name)
    number = ""
    if name in expander.theorems:
        printed, counter = expander.theorems[name]
        number = f"{printed} {step(expander, counter)}" if counter else printed
    elif name in COUNTED_FROM_THE_START:
        step(expander, "table")
        expander.open_environments[-1].is_captioned = True
    elif name in NUMBERED_MATH:
        step(expander, "equation")
    elif name in ("appendix", "appendices", "subappendices"):
        appendix(expander, token)
    _emit(expander, token._replace(number=number), name)


def _end(expander: Expander, token: Token) -> None:
    name = expander.plain(expander.stream.argument())
    if name in expander.environments:
        _, end = expander.environments[name]
        expander.stream.push([Token(Kind.COMMAND, _CLOSE, token.line, token.file)])
        expander.use(token, end, f"the end of {name}")
        return
    # A last row without any content has no number.
    if name in ROWS_OF_MATH and _last_written(expander).is_command("\\"):
        expander.counters.set("equation", expander.counters.value("equation") - 1)
    _emit(expander, token, name)
    _leave(expander, name)
    if name == "document":
        expander.stream.rest()


def _leave(expander: Expander, name: str) -> None:
    """Close the innermost environment of this name and whatever was left open in it."""
    names = [environment.name for environment in expander.open_environments[1:]]
    if name in names:
        while expander.open_environments.pop().name != name:
            expander.close_scope()
        expander.close_scope()


def _close(expander: Expander, token: Token) -> None:
    if len(expander.open_environments) > 1:
        expander.open_environments.pop()
        expander.close_scope()


def _emit(expander: Expander, token: Token, name: str) -> None:
    at = token.line, token.file
    expander.out += (
        token,
        Token(Kind.OPEN, "{", *at),
        Token(Kind.TEXT, name, *at),
        Token(Kind.CLOSE, "}", *at),
    )


def _last_written(expander: Expander) -> Token:
    written_tokens = (
        token for token in reversed(expander.out) if token.kind not in (Kind.SPACE, Kind.PARAGRAPH)
    )
    return next(written_tokens, Token(Kind.SPACE, " "))


HANDLERS: Mapping[str, CommandHandler] = {"begin": _begin, "end": _end, _CLOSE: _close}
