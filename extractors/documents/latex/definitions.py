r"""The commands that define others."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.documents.latex.expander import CommandHandler, Expander
from extractors.documents.latex.macros import (
    Macro,
    Parameter,
    Takes,
    defined_name,
    macro_from_command,
    macro_from_def,
    macro_from_document_command,
)
from extractors.documents.tex.commands import names
from extractors.documents.tex.tokens import Kind, Token, group, source_of, tokenize


def _csname(expander: Expander) -> str:
    r"""Read a name up to ``\endcsname``."""
    name = expander.plain(expander.stream.until_command("endcsname"))
    if expander.stream:
        expander.stream.next()
    return name


def _new_command(expander: Expander, token: Token) -> None:
    name = defined_name(expander.stream, lambda: _csname(expander))
    macro = macro_from_command(expander.stream)
    if token.text != "providecommand" or name not in expander.macros:
        expander.define(name, macro)


def _def(expander: Expander, token: Token) -> None:
    name = defined_name(expander.stream, lambda: _csname(expander))
    macro = macro_from_def(expander.stream)
    if token.text in ("edef", "xdef") and not macro.parameters:
        # Counters are written out now, and a macro that adds to itself takes its old meaning.
        macro = Macro(tuple(expander.run(macro.body)))
    expander.define(name, macro, everywhere=token.text in ("gdef", "xdef"))


def _document_command(expander: Expander, token: Token) -> None:
    name = defined_name(expander.stream, lambda: _csname(expander))
    expander.define(name, macro_from_document_command(expander.stream), everywhere=True)


def _let(expander: Expander, token: Token) -> None:
    name = defined_name(expander.stream, lambda: _csname(expander))
    expander.stream.skip_spaces()
    if expander.stream.is_next(Kind.TEXT, "="):
        expander.stream.character()
        expander.stream.skip_spaces()
    if not expander.stream:
        return
    meaning = expander.stream.character()
    if meaning.kind is not Kind.COMMAND:
        expander.define(name, Macro((meaning,)))
    elif (macro := expander.macros.get(meaning.text)) is not None:
        expander.define(name, macro)
    elif name not in expander.aliases.values():
        expander.macros.pop(name, None)
        expander.aliases[name] = expander.aliases.get(meaning.text, meaning.text)


def _global(expander: Expander, token: Token) -> None:
    r"""Turn ``\global\def`` into ``\gdef``."""
    expander.stream.skip_spaces()
    following = expander.stream.peek()
    if following is not None and following.is_command("def", "edef"):
        expander.stream.next()
        expander.stream.push([following._replace(text="gdef" if following.text == "def" else "xdef")])


def _operator(expander: Expander, token: Token) -> None:
    name = defined_name(expander.stream, lambda: _csname(expander))
    printed = expander.stream.argument()
    body = (Token(Kind.COMMAND, "operatorname"), *group(printed))
    expander.define(name, Macro(body), everywhere=True)


def _unit(expander: Expander, token: Token) -> None:
    expander.stream.optional()
    name = defined_name(expander.stream, lambda: _csname(expander))
    expander.define(name, Macro(tuple(expander.stream.argument())), everywhere=True)


def _paired_delimiter(expander: Expander, token: Token) -> None:
    name = defined_name(expander.stream, lambda: _csname(expander))
    left, right = expander.stream.argument(), expander.stream.argument()
    parameters = tuple(Parameter(takes) for takes in (Takes.STAR, Takes.OPTIONAL, Takes.MANDATORY))
    expander.define(name, Macro((*left, Token(Kind.PARAMETER, "3"), *right), parameters), everywhere=True)


def _environment(expander: Expander, token: Token) -> None:
    expander.stream.star()
    name = expander.stream.word()
    if token.text in ("NewDocumentEnvironment", "RenewDocumentEnvironment"):
        begin = macro_from_document_command(expander.stream)
    else:
        begin = macro_from_command(expander.stream)
    end = Macro(tuple(expander.stream.argument()))
    if name not in _KNOWN_ENVIRONMENTS:
        expander.environments[name] = (begin, end)


_KNOWN_ENVIRONMENTS = names(
    """
    document abstract table table* figure figure* tabular tabular* tabularx tabulary longtable array
    itemize enumerate description thebibliography equation align
    """
)


def _column_type(expander: Expander, token: Token) -> None:
    name = expander.stream.word()
    expander.column_types[name[:1]] = macro_from_command(expander.stream)


def _theorem(expander: Expander, token: Token) -> None:
    is_starred = expander.stream.star()
    name = expander.stream.word()
    shared = expander.stream.optional()
    printed = expander.plain(expander.stream.argument())
    within = expander.stream.optional()
    counter = "" if is_starred else source_of(shared or []).strip() or name
    expander.theorems[name] = (printed, counter)
    if within is not None and not shared:
        outer = source_of(within).strip()
        expander.counters.inside[counter] = outer
        expander.run(tokenize(f"\\def\\the{counter}{{\\the{outer}.\\arabic{{{counter}}}}}"))


def _excluded(expander: Expander, token: Token) -> None:
    r"""``\excludecomment{name}``: the environment and everything in it is left out."""
    expander.excluded.add(expander.stream.word())


def _named_command(expander: Expander, token: Token) -> None:
    r"""Put the command in place that ``\csname`` names."""
    if name := _csname(expander):
        expander.push([token._replace(text=name)], "a command")


def _opens(expander: Expander, token: Token) -> None:
    expander.open_scope()


def _closes(expander: Expander, token: Token) -> None:
    expander.close_scope()


def _drops_argument(expander: Expander, token: Token) -> None:
    expander.stream.argument()


def _does_nothing(expander: Expander, token: Token) -> None:
    """Leave what follows as it is."""


HANDLERS: Mapping[str, CommandHandler] = {
    **dict.fromkeys(
        ("newcommand", "renewcommand", "providecommand", "DeclareRobustCommand", "newrobustcmd", "robustify"),
        _new_command,
    ),
    **dict.fromkeys(("def", "edef", "gdef", "xdef"), _def),
    **dict.fromkeys(
        (
            "NewDocumentCommand",
            "RenewDocumentCommand",
            "ProvideDocumentCommand",
            "DeclareDocumentCommand",
            "NewExpandableDocumentCommand",
        ),
        _document_command,
    ),
    **dict.fromkeys(
        ("newenvironment", "renewenvironment", "NewDocumentEnvironment", "RenewDocumentEnvironment"),
        _environment,
    ),
    "DeclareMathOperator": _operator,
    **dict.fromkeys(
        ("protect", "relax", "long", "outer", "expandafter", "noexpand", "makeatletter", "makeatother"),
        _does_nothing,
    ),
    "let": _let,
    "global": _global,
    "DeclareSIUnit": _unit,
    "DeclarePairedDelimiter": _paired_delimiter,
    "newcolumntype": _column_type,
    "newtheorem": _theorem,
    "spnewtheorem": _theorem,
    "excludecomment": _excluded,
    "csname": _named_command,
    "begingroup": _opens,
    "bgroup": _opens,
    "endgroup": _closes,
    "egroup": _closes,
    "AtEndDocument": _drops_argument,
}
