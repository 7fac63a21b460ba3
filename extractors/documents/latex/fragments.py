r"""Tabulars on their own, without the paper around them: the code that a converter has left in a page."""

from __future__ import annotations

from extractors.documents.floats import Panel
from extractors.documents.latex.citations import Bibliography
from extractors.documents.latex.inline import LatexFindings, LatexInlineReader
from extractors.documents.latex.panels import FloatReader
from extractors.documents.tex import commands as known
from extractors.documents.tex.tokens import Kind, Token, tokenize


def is_tabular_environment(name: str) -> bool:
    """Tell whether a LaTeX environment is one the reader can read as rows and columns."""
    return name in known.TABULAR_ENVIRONMENTS


def takes_width(name: str) -> bool:
    """Tell whether an environment of `is_tabular_environment` has its width as first argument."""
    return known.TABULAR_ENVIRONMENTS[name].count("m") > 1


def read_tabular_code(environment: str, code: str) -> Panel:
    r"""Read what stands between ``\begin`` and ``\end`` of a tabular, its arguments first.

    Args:
        environment: The environment's name, one of `is_tabular_environment`.
        code: LaTeX source.

    Returns:
        The panel.
    """
    inline = LatexInlineReader({}, Bibliography({}, by_number=True), LatexFindings())
    begin = Token(Kind.COMMAND, "begin")
    return FloatReader(inline, {}).tabular(begin, environment, tokenize(code))
