r"""The commands that bring in other files of the source."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from extractors.documents.latex.conditionals import END_OF_FILE
from extractors.documents.latex.counters import CHAPTER_CLASSES, CHAPTER_DEFAULTS, CLASS_DEFAULTS
from extractors.documents.latex.expander import CommandHandler, Expander
from extractors.documents.latex.source import body_of
from extractors.documents.tex.tokens import Kind, Token, source_of, tokenize

_DEEPEST = 30
_TEXT_SUFFIXES = (".tex", "", ".ltx", ".bbl")
_IS_BIBLATEX = re.compile(r"\\entry\s*\{|\\datalist|\\refsection")
_IS_PICTURE = re.compile(r"\.(?:pdf|png|jpe?g|eps|ps|pgf|tikz|svg)(?:_tex)?$", re.IGNORECASE)


def _input(expander: Expander, token: Token) -> None:
    # Plain TeX's way is without braces.
    has_braces = not expander.stream.is_next(Kind.TEXT)
    name = expander.stream.word() if has_braces else expander.stream.next().text
    _follow(expander, token, name, "")


def _import(expander: Expander, token: Token) -> None:
    expander.stream.star()
    folder = expander.stream.word()
    if token.text.startswith("sub"):
        folder = posixpath.join(posixpath.dirname(expander.open_files[-1]), folder)
    _follow(expander, token, expander.stream.word(), folder)


def _follow(expander: Expander, token: Token, name: str, folder: str) -> None:
    """Put a file's tokens in place of the command."""
    here = folder or posixpath.dirname(expander.open_files[-1] if expander.open_files else "")
    path = expander.source.find(name, here, _TEXT_SUFFIXES)
    if path is None:
        if not name or _IS_PICTURE.search(name):
            return
        expander.missing_files += 1
        expander.note("missing_input", f"{token.place} inputs {name[:80]}, which is not in the source")
        return
    if path in expander.open_files or len(expander.open_files) >= _DEEPEST:
        expander.note("input_cycle", f"{path} is input while it is being read")
        return
    tokens = tokenize(body_of(expander.source.files[path]), path)
    expander.open_files.append(path)
    expander.push([*tokens, Token(Kind.COMMAND, END_OF_FILE)], path)


def _end_of_file(expander: Expander, token: Token) -> None:
    expander.close_file()


def _end_input(expander: Expander, token: Token) -> None:
    """Leave out the rest of the file."""
    expander.stream.until_command(END_OF_FILE)


def _package(expander: Expander, token: Token) -> None:
    options = source_of(expander.stream.optional() or [])
    names = expander.stream.word()
    expander.stream.optional()
    for name in filter(None, (part.strip() for part in names.split(","))):
        expander.packages[name] = f"{expander.packages.get(name, '')},{options}"
        _read_definitions(expander, name, ".sty")


def _document_class(expander: Expander, token: Token) -> None:
    options = source_of(expander.stream.optional() or [])
    name = expander.stream.word()
    expander.packages[name] = f"{expander.packages.get(name, '')},{options}"
    if name in CHAPTER_CLASSES:
        expander.counters.inside |= dict.fromkeys(("section", "table", "figure", "equation"), "chapter")
        expander.counters.set("secnumdepth", 2)
        expander.run(tokenize(CHAPTER_DEFAULTS))
    _read_definitions(expander, name, ".cls")
    expander.run(tokenize(CLASS_DEFAULTS.get(name, "")))


def _read_definitions(expander: Expander, name: str, suffix: str) -> None:
    """Read the definitions of a style file that is in the source; its other code prints nothing."""
    path = expander.source.find(name, suffixes=(suffix,))
    if path is None or path in expander.open_files or len(expander.open_files) >= _DEEPEST:
        return
    expander.open_files.append(path)
    tokens = tokenize(expander.source.files[path], path)
    if expander.make_room(len(tokens), path):
        expander.run([*tokens, Token(Kind.COMMAND, END_OF_FILE)])


def _pass_options(expander: Expander, token: Token) -> None:
    options, name = expander.stream.word(), expander.stream.word()
    expander.packages[name] = f"{expander.packages.get(name, '')},{options}"


def _citation_style(expander: Expander, token: Token) -> None:
    if token.text == "setcitestyle":
        expander.citation_style += "," + source_of(expander.stream.argument())
        return
    expander.stream.optional()
    opening, _, _, kind = (source_of(expander.stream.argument()).strip() for _ in range(4))
    for _ in range(2):
        expander.stream.argument()
    shape = {"[": "square", "(": "round"}.get(opening, "")
    numbers = {"n": "numbers", "s": "super"}.get(kind, "authoryear")
    expander.citation_style += f",{shape},{numbers}"


def _bibliography(expander: Expander, token: Token) -> None:
    """Put the reference list in place that BibTeX or Biber made of the database."""
    if token.text == "bibliography":
        expander.stream.argument()
    else:
        expander.stream.optional()
    path = expander.source.bibliography(expander.main)
    if path is None or path in expander.open_files:
        return
    text = expander.source.files[path]
    if _IS_BIBLATEX.search(text):
        expander.bibliography_database = text
        expander.out.append(token)
    else:
        expander.open_files.append(path)
        expander.push([*tokenize(text, path), Token(Kind.COMMAND, END_OF_FILE)], path)


def _at_begin(expander: Expander, token: Token) -> None:
    expander.push(expander.stream.argument(), f"\\{token.text}")


HANDLERS: Mapping[str, CommandHandler] = {
    **dict.fromkeys(("input", "include", "subfile", "subfileinclude", "@input"), _input),
    **dict.fromkeys(
        ("import", "subimport", "inputfrom", "subinputfrom", "includefrom", "subincludefrom"), _import
    ),
    **dict.fromkeys(("usepackage", "RequirePackage", "RequirePackageWithOptions"), _package),
    **dict.fromkeys(("documentclass", "LoadClass", "LoadClassWithOptions", "documentstyle"), _document_class),
    **dict.fromkeys(("setcitestyle", "bibpunct"), _citation_style),
    **dict.fromkeys(("bibliography", "printbibliography"), _bibliography),
    "InputIfFileExists": _input,
    "PassOptionsToPackage": _pass_options,
    "AtBeginDocument": _at_begin,
    END_OF_FILE: _end_of_file,
    "endinput": _end_input,
}
