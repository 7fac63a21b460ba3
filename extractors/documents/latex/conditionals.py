r"""TeX's conditionals, as far as they can be decided without TeX.

A condition that cannot be decided counts as false: switches are off until a paper turns them on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractors.documents.latex.expander import CommandHandler, Expander
from extractors.documents.latex.macros import Macro
from extractors.documents.tex.commands import names
from extractors.documents.tex.tokens import Kind, Token, source_of, tokenize

END_OF_FILE = "end@of@file"
"""A command put behind the tokens of each file that is input."""
_ARGUMENT_CONDITIONALS = names(
    """
    iff ifthenelse ifdef ifundef ifcsdef ifcsundef ifbool iftoggle ifstrequal ifstrempty ifblank ifnumcomp
    ifnumequal ifdefempty ifpackageloaded ifboolexpr ifdefstring ifinlist
    """
)
_BOOLEAN = re.compile(r"\s*\\boolean\s*\{([^}]*)\}\s*")
_EQUAL = re.compile(r"\s*\\equal\s*\{([^{}]*)\}\s*\{([^{}]*)\}\s*")


def handler_of(name: str) -> CommandHandler | None:
    r"""Return the handler of a command that opens a conditional up to ``\fi``; None for any other command."""
    return _decide if _is_conditional(name) else None


def _is_conditional(name: str) -> bool:
    return name.startswith("if") and name not in _ARGUMENT_CONDITIONALS


def _decide(expander: Expander, token: Token) -> None:
    r"""Read a condition; what follows is its true branch, or else everything up to ``\else`` is dropped."""
    if token.text == "ifx" and _decide_same(expander):
        return
    if token.text == "ifdefined":
        expander.stream.skip_spaces()
        tested = expander.stream.next() if expander.stream else token
        if tested.text in expander.macros:
            return
    if token.text == "iftrue" or expander.flags.get(token.text.removeprefix("if"), False):
        return
    _skip_branch(expander, stops_at_else=True)


def _decide_same(expander: Expander) -> bool:
    compared = []
    for _ in range(2):
        expander.stream.skip_spaces()
        if not expander.stream:
            return False
        compared.append(expander.stream.next())
    first, second = compared
    if first.kind is Kind.COMMAND and second.kind is Kind.COMMAND:
        meanings = [expander.macros.get(token.text) for token in compared]
        if None not in meanings:
            return _same_text(meanings[0], meanings[1])
        return first.text == second.text
    return (first.kind, first.text) == (second.kind, second.text)


def _same_text(first: object, second: object) -> bool:
    bodies = [[(token.kind, token.text) for token in getattr(macro, "body", ())] for macro in (first, second)]
    return bodies[0] == bodies[1]


def _skip_branch(expander: Expander, *, stops_at_else: bool) -> None:
    r"""Drop everything up to ``\fi``, or ``\else``, of the conditional we are in; nothing where none comes."""
    if expander.stream is expander.stream_without_fi:
        return
    skipped: list[Token] = []
    depth = braces = 0
    while expander.stream:
        token = expander.stream.next()
        skipped.append(token)
        if token.kind is not Kind.COMMAND:
            braces += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
            continue
        if token.text == END_OF_FILE:
            expander.close_file()
        if _is_conditional(token.text):
            depth += 1
        elif token.text == "fi":
            depth -= 1
        if depth < 0 or (token.text == "else" and depth == 0 and stops_at_else):
            # ``{\ifnum0=`}\fi`` opens a group that no brace seems to close: groups stay as they are.
            brace = Token(Kind.OPEN, "{") if braces > 0 else Token(Kind.CLOSE, "}")
            expander.stream.push([brace] * abs(braces))
            return
    # Without any ``\fi`` ahead this was no conditional, and neither are those that follow.
    expander.stream_without_fi = expander.stream
    expander.stream.push(skipped)


def _else(expander: Expander, token: Token) -> None:
    r"""Drop the false branch: ``\else`` is met only behind a true one."""
    _skip_branch(expander, stops_at_else=False)


def _new_switch(expander: Expander, token: Token) -> None:
    expander.stream.skip_spaces()
    if expander.stream:
        name = expander.stream.next().text.removeprefix("if")
        expander.flags.setdefault(name, False)
        for value in ("true", "false"):
            setting = tokenize(f"\\setboolean{{{name}}}{{{value}}}")
            expander.define(name + value, Macro(tuple(setting)), everywhere=True)


def _set_switch(expander: Expander, token: Token) -> None:
    name = expander.stream.word()
    expander.flags[name] = expander.stream.word() == "true"


def _set_toggle(expander: Expander, token: Token) -> None:
    expander.flags[expander.stream.word()] = token.text == "toggletrue"


def _if_then_else(expander: Expander, token: Token) -> None:
    test = source_of(expander.stream.argument())
    if boolean := _BOOLEAN.fullmatch(test):
        holds = expander.flags.get(boolean[1], False)
    elif equal := _EQUAL.fullmatch(test):
        holds = equal[1].strip() == equal[2].strip()
    else:
        holds = False
    _choose(expander, holds)


def _if_flag(expander: Expander, token: Token) -> None:
    _choose(expander, expander.flags.get(expander.stream.word(), False))


def _if_undefined(expander: Expander, token: Token) -> None:
    _choose(expander, expander.stream.word() not in expander.macros)


def _if_file(expander: Expander, token: Token) -> None:
    _choose(expander, expander.source.find(expander.stream.word()) is not None)


def _if_next(expander: Expander, token: Token) -> None:
    """Choose by the character that follows both branches."""
    wanted = source_of(expander.stream.argument())
    branches = expander.stream.argument(), expander.stream.argument()
    expander.stream.skip_spaces()
    following = expander.stream.peek()
    holds = following is not None and following.text.startswith(wanted)
    expander.push(branches[0 if holds else 1], f"\\{token.text}")


def _if_star(expander: Expander, token: Token) -> None:
    branches = expander.stream.argument(), expander.stream.argument()
    expander.push(branches[0 if expander.stream.star() else 1], f"\\{token.text}")


def _choose(expander: Expander, holds: bool) -> None:
    branches = expander.stream.argument(), expander.stream.argument()
    expander.push(branches[0 if holds else 1], "a conditional")


def _drop(expander: Expander, token: Token) -> None:
    """Print nothing."""


HANDLERS: Mapping[str, CommandHandler] = {
    "else": _else,
    "or": _else,
    "fi": _drop,
    "newif": _new_switch,
    "setboolean": _set_switch,
    "settoggle": _set_switch,
    "toggletrue": _set_toggle,
    "togglefalse": _set_toggle,
    "ifthenelse": _if_then_else,
    "ifbool": _if_flag,
    "iftoggle": _if_flag,
    "@ifundefined": _if_undefined,
    "IfFileExists": _if_file,
    "@ifnextchar": _if_next,
    "@ifstar": _if_star,
}
