"""The few TeX formulas the samples need, written as MathML and as Typst math."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from extractors.documents.scripts import subscript, superscript

SYMBOLS = {
    r"\times": ("×", "times"),
    r"\cdot": ("·", "dot.op"),
    r"\pm": ("±", "plus.minus"),
    r"\approx": ("≈", "approx"),
    r"\sim": ("∼", "tilde.op"),
    r"\uparrow": ("↑", "arrow.t"),
    r"\dagger": ("†", "dagger"),
    r"\ddagger": ("‡", "dagger.double"),
    r"\star": ("⋆", "star.op"),
    r"\lambda": ("λ", "lambda"),
    r"\%": ("%", "%"),
}
"""TeX command -> character, Typst name."""

_TOKEN = re.compile(r"\\[a-zA-Z]+|\\%|\d[\d.,]*\d|\d|[a-zA-Z]|\S")


@dataclass(frozen=True, slots=True)
class FormulaRow:
    """Things side by side."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """A base with what stands above and below its end."""

    base: Node
    superscript: Node | None
    subscript: Node | None


Node = str | FormulaRow | Script


def parse(tex: str) -> FormulaRow:
    """Read a formula.

    Args:
        tex: Digits, letters, operators, `SYMBOLS`, braces and scripts.

    Returns:
        The formula as a row of boxes.

    Raises:
        ValueError: The formula uses a command this module does not know, or its braces do not match.
    """
    tokens = _TOKEN.findall(tex)
    row = _row(tokens)
    if tokens:
        raise ValueError(f"unbalanced braces in formula {tex!r}")
    return row


def _row(tokens: list[str]) -> FormulaRow:
    items: list[Node] = []
    while tokens and tokens[0] != "}":
        item = _item(tokens)
        scripts: dict[str, Node] = {}
        while tokens and tokens[0] in "^_":
            mark = tokens.pop(0)
            scripts[mark] = _item(tokens)
        items.append(Script(item, scripts.get("^"), scripts.get("_")) if scripts else item)
    return FormulaRow(tuple(items))


def _item(tokens: list[str]) -> Node:
    token = tokens.pop(0)
    if token == "{":  # noqa: S105
        row = _row(tokens)
        if not tokens:
            raise ValueError("a formula ends inside braces")
        tokens.pop(0)
        return row
    if token.startswith("\\") and token not in SYMBOLS:
        raise ValueError(f"unknown TeX command {token}")
    return token


def to_mathml(node: Node) -> str:
    """Return the presentation MathML of a formula, without the ``math`` element around it."""
    if isinstance(node, FormulaRow):
        content = "".join(to_mathml(item) for item in node.items)
        return content if len(node.items) == 1 else f"<mrow>{content}</mrow>"
    if isinstance(node, Script):
        name = "m" + ("sub" if node.subscript else "") + ("sup" if node.superscript else "")
        parts = [part for part in (node.base, node.subscript, node.superscript) if part]
        return f"<{name}>{''.join(to_mathml(part) for part in parts)}</{name}>"
    if node in SYMBOLS:
        return f"<mo>{SYMBOLS[node][0]}</mo>"
    tag = "mn" if node[0].isdigit() else "mi" if node.isalpha() else "mo"
    return f"<{tag}>{escape(node)}</{tag}>"


def to_typst(node: Node) -> str:
    """Return a formula as Typst math, without the dollar signs."""
    if isinstance(node, FormulaRow):
        return " ".join(to_typst(item) for item in node.items)
    if isinstance(node, Script):
        text = to_typst(node.base)
        if node.superscript:
            text += f"^({to_typst(node.superscript)})"
        if node.subscript:
            text += f"_({to_typst(node.subscript)})"
        return text
    return SYMBOLS[node][1] if node in SYMBOLS else node


def to_text(node: Node) -> str:
    """Return a formula in the text conventions of `extractors.documents.model`."""
    if isinstance(node, FormulaRow):
        return "".join(to_text(item) for item in node.items)
    if isinstance(node, Script):
        below = subscript(to_text(node.subscript)) if node.subscript else ""
        above = superscript(to_text(node.superscript)) if node.superscript else ""
        return to_text(node.base) + below + above
    return SYMBOLS[node][0] if node in SYMBOLS else node
