r"""Code of tables that LaTeXML has left in a page, because it does not know the environment they are set in.

LaTeXML marks ``\begin{tblr}`` or ``{tblr}`` as an error and then writes the content of the environment: cells with
``&`` between them, without the braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from extractors.documents.floats import Panel, Tabular
from extractors.documents.html.inline import math_source
from extractors.documents.latex.fragments import is_tabular_environment, read_tabular_code, takes_width

_BEGIN = re.compile(r"(?:\\begin\s*)?\{(\w+\*?)\}")
_ENVIRONMENT = re.compile(r"\\begin\{(?P<name>\w+\*?)\}(?P<code>.*?)(?:\\end\{(?P=name)\}|\Z)", re.DOTALL)
_SPECIAL = re.compile(r"[%#$_^~]")
_COLUMNS = re.compile(
    r"\s*(?:\{[^}]*\}|(?:[|@!>]*[lcrXS]){2,}\|*(?=[\s\\A-Z]|$)|(?:\w+\s*=\s*[^&\\]*?)(?=\s[A-Z]|\\))"
)
_WIDTH = re.compile(r"\A\s*(?:\{[^}]*\}|[\d.]*\\\w+(?=width)width)")
_MOST_CHARACTERS = 100_000
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Leftover:
    """What was written where a table should be."""

    before: str
    """The text in front of it."""
    environments: tuple[str, ...]
    tabulars: tuple[Tabular, ...]
    """What could be read of it."""


def holds_table_code(nodes: Sequence[HtmlElement | str]) -> bool:
    """Tell whether a line of a page begins a tabular that was left as code."""
    return any(
        _environment_of(error) is not None
        for node in nodes
        if not isinstance(node, str)
        for error in _errors(node)
    )


def read_table_code(nodes: Sequence[HtmlElement | str], anchor: str | None) -> Leftover:
    """Read the tabulars that a line of a page holds as code.

    Args:
        nodes: The line.
        anchor: The id nearest to it.

    Returns:
        The text before the code, its environments, and the tabulars that could be read.
    """
    source = "".join(_source(node) for node in nodes)[:_MOST_CHARACTERS]
    found = list(_ENVIRONMENT.finditer(source))
    tabulars = []
    for match in found:
        code = match["code"]
        width = "{}" if takes_width(match["name"]) else ""
        code = _WIDTH.sub("", code, count=1) if width else code
        panel = read_tabular_code(match["name"], width + _with_columns(code))
        tabulars += [replace(tabular, anchor=anchor) for tabular in _tabulars(panel)]
    before = source[: found[0].start()] if found else source
    return Leftover(
        re.sub(r"\\([%#$_])", r"\1", before).strip(), tuple(match["name"] for match in found), tuple(tabulars)
    )


def _tabulars(panel: Panel) -> Iterator[Tabular]:
    for item in panel.items:
        if isinstance(item, Tabular):
            yield item
        elif isinstance(item, Panel):
            yield from _tabulars(item)


def _errors(element: HtmlElement) -> Iterator[HtmlElement]:
    return (inner for inner in element.iter() if "ltx_ERROR" in inner.get("class", "").split())


def _environment_of(error: HtmlElement) -> str | None:
    r"""Return the tabular environment an error stands for: the ``\begin`` of one, or its name alone."""
    match = _BEGIN.fullmatch("".join(error.itertext()).strip())
    return match[1] if match and is_tabular_environment(match[1]) else None


def _with_columns(code: str) -> str:
    """Put the braces back around the columns at the start of a tabular, or set some where they cannot be told."""
    match = _COLUMNS.match(code)
    if match is None:
        return f"{{l}}{code}"
    columns = match[0].strip()
    return f"{columns if columns.startswith('{') else f'{{{columns}}}'}{code[match.end() :]}"


def _source(node: HtmlElement | str, depth: int = 0) -> str:
    """Write a node of a page as the LaTeX it came from, as far as a table needs it."""
    if isinstance(node, str):
        return _SPECIAL.sub(r"\\\g<0>", node)
    classes = node.get("class", "").split()
    if depth > _DEEPEST or not isinstance(node.tag, str):
        return ""
    if "ltx_ERROR" in classes:
        text = "".join(node.itertext()).strip()
        name = _environment_of(node)
        return f"\\begin{{{name}}}" if name else text
    if node.tag == "math":
        return f"${math_source(node)}$"
    if node.tag == "br":
        return r"\\ "
    inner = _source(node.text or "") + "".join(
        _source(child, depth + 1) + _source(child.tail or "") for child in node
    )
    if node.tag in ("b", "strong") or "ltx_font_bold" in classes:
        return f"\\textbf{{{inner}}}"
    if node.tag in ("sup", "sub"):
        return f"${'^' if node.tag == 'sup' else '_'}{{{inner}}}$"
    return inner
