r"""A source into one list of tokens as TeX would see it after its macros.

Files that are input are put in place, definitions are read and applied, conditionals are decided, and each
command that prints a number carries it (`Token.number`). Nothing is executed, and the expansion always
ends: what macros and inputs may add is bounded, however they call each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.documents.latex import captions, conditionals, definitions, environments, inputs, numbering
from extractors.documents.latex.counters import ABBREVIATIONS, DEFAULTS, LabelTarget
from extractors.documents.latex.expander import CommandHandler, Expander
from extractors.documents.latex.macros import Macro
from extractors.documents.latex.source import SourceFiles
from extractors.documents.model import Damage
from extractors.documents.tex.tokens import Token, tokenize

_HANDLERS: Mapping[str, CommandHandler] = {
    **captions.HANDLERS,
    **conditionals.HANDLERS,
    **definitions.HANDLERS,
    **environments.HANDLERS,
    **inputs.HANDLERS,
    **numbering.HANDLERS,
}


@dataclass(frozen=True, slots=True)
class Expansion:
    """What the reader needs to know of a source."""

    tokens: Sequence[Token]
    labels: Mapping[str, LabelTarget]
    theorems: Mapping[str, str]
    r"""Environments made by ``\newtheorem`` -> their printed name."""
    column_types: Mapping[str, Macro]
    packages: Mapping[str, str]
    """Packages and document class -> their options."""
    citation_style: str
    r"""What ``\setcitestyle`` and ``\bibpunct`` say."""
    bibliography_database: str
    """The reference list as biblatex keeps it; empty where it is part of the tokens."""
    missing_files: int
    damage: tuple[Damage, ...]


def expand(source: SourceFiles, main: str) -> Expansion:
    """Expand a paper's own file and everything it inputs.

    Args:
        source: The files of the paper.
        main: The name of the file that starts the document.

    Returns:
        The source as one text, with what it defines and what was missing.
    """
    expander = Expander(source, _HANDLERS, conditionals.handler_of, main)
    expander.run(tokenize(DEFAULTS + ABBREVIATIONS))
    expander.open_files.append(main)
    tokens = expander.run(tokenize(source.files[main], main))
    return Expansion(
        tokens=tokens,
        labels=expander.labels,
        theorems={name: printed for name, (printed, _) in expander.theorems.items()},
        column_types=expander.column_types,
        packages=expander.packages,
        citation_style=expander.citation_style,
        bibliography_database=expander.bibliography_database,
        missing_files=expander.missing_files,
        damage=tuple(expander.damage),
    )
