"""Counters and labels: what gives headings, equations, items and footnotes the number they print."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.documents.latex.counters import (
    APPENDIX,
    APPENDIX_WITH_CHAPTERS,
    SECTIONS,
    STYLES,
    LabelTarget,
    written,
)
from extractors.documents.latex.expander import CommandHandler, Expander
from extractors.documents.tex.tokens import Kind, Token, source_of, tokenize

NUMBERED_MATH = frozenset(("equation", "align", "gather", "eqnarray", "multline", "flalign", "alignat"))
ROWS_OF_MATH = frozenset(("align", "gather", "eqnarray", "flalign", "alignat"))
_DEEPEST_LIST = 4


def step(expander: Expander, counter: str, *, within: int = 1) -> str:
    r"""Count one more and let labels stand for it, as ``\refstepcounter`` does.

    Args:
        expander: The expansion.
        counter: What is counted.
        within: How many of the innermost environments a label may stand in to mean this number.

    Returns:
        The number as printed.
    """
    expander.counters.step(counter)
    number = printed_number(expander, counter)
    for environment in expander.open_environments[-within:]:
        environment.label = LabelTarget(number, counter)
    return number


def printed_number(expander: Expander, counter: str) -> str:
    r"""Return what ``\the<counter>`` prints."""
    macro = expander.macros.get(f"the{counter}")
    if macro is None:
        return str(expander.counters.value(counter))
    return expander.plain(macro.body)


def _heading(expander: Expander, token: Token) -> None:
    is_starred = expander.stream.is_next(Kind.TEXT, "*")
    has_number = not is_starred and expander.counters.numbers_heading(token.text)
    number = step(expander, token.text) if has_number else ""
    expander.out.append(token._replace(number=number))


def appendix(expander: Expander, token: Token) -> None:
    """Number what follows as appendices."""
    has_chapters = expander.counters.inside.get("section") == "chapter"
    outer = "chapter" if has_chapters else "section"
    expander.counters.set(outer, 0)
    expander.counters.reset_within(outer)
    expander.run(tokenize(APPENDIX_WITH_CHAPTERS if has_chapters else APPENDIX))
    expander.out.append(token._replace(text="appendix"))


def _label(expander: Expander, token: Token) -> None:
    expander.stream.optional()
    key = source_of(expander.stream.argument()).strip()
    if label := expander.open_environments[-1].label:
        expander.labels[key] = label


def _footnote(expander: Expander, token: Token) -> None:
    given = expander.stream.optional()
    if given is None and token.text != "footnotetext":
        expander.counters.step("footnote")
    number = printed_number(expander, "footnote") if given is None else source_of(given).strip()
    expander.out.append(token._replace(number=number))


def _item(expander: Expander, token: Token) -> None:
    following = expander.stream.peek()
    has_own_mark = following is not None and following.text == "["
    depth = sum(environment.name == "enumerate" for environment in expander.open_environments)
    if expander.open_environments[-1].name == "enumerate" and not has_own_mark:
        level = "i" * min(depth, 3) if depth < _DEEPEST_LIST else "iv"
        step(expander, f"enum{level}")
    expander.out.append(token)


def _line_end(expander: Expander, token: Token) -> None:
    if expander.open_environments[-1].name in ROWS_OF_MATH:
        step(expander, "equation")
    expander.out.append(token)


def _no_number(expander: Expander, token: Token) -> None:
    if expander.open_environments[-1].name in NUMBERED_MATH:
        expander.counters.set("equation", expander.counters.value("equation") - 1)


def _tag(expander: Expander, token: Token) -> None:
    expander.stream.star()
    _no_number(expander, token)
    expander.open_environments[-1].label = LabelTarget(expander.plain(expander.stream.argument()), "equation")


def _set_counter(expander: Expander, token: Token) -> None:
    name = expander.stream.word()
    value = expander.integer(expander.stream.argument())
    if value is not None:
        before = expander.counters.value(name) if token.text == "addtocounter" else 0
        expander.counters.set(name, before + value)


def _step_counter(expander: Expander, token: Token) -> None:
    name = expander.stream.word()
    if token.text == "refstepcounter":
        step(expander, name)
    else:
        expander.counters.step(name)


def _new_counter(expander: Expander, token: Token) -> None:
    name = expander.stream.word()
    within = expander.stream.optional()
    expander.counters.set(name, 0)
    if within is not None:
        expander.counters.inside[name] = source_of(within).strip()
    expander.run(tokenize(f"\\gdef\\the{name}{{\\arabic{{{name}}}}}"))


def _count_within(expander: Expander, token: Token) -> None:
    is_starred = expander.stream.star()
    expander.stream.optional()
    inner, outer = expander.stream.word(), expander.stream.word()
    if token.text == "@addtoreset":
        expander.counters.inside[inner] = outer
        return
    if token.text in ("counterwithout", "@removefromreset"):
        expander.counters.inside.pop(inner, None)
        definition = f"\\gdef\\the{inner}{{\\arabic{{{inner}}}}}"
    else:
        expander.counters.inside[inner] = outer
        definition = f"\\gdef\\the{inner}{{\\the{outer}.\\arabic{{{inner}}}}}"
    if not is_starred and inner.isalpha():
        expander.run(tokenize(definition))


def _value(expander: Expander, token: Token) -> None:
    name = expander.stream.word()
    style = token.text if token.text in STYLES else "arabic"
    text = written(style, expander.counters.value(name))
    expander.out.append(Token(Kind.TEXT, text, token.line, token.file))


HANDLERS: Mapping[str, CommandHandler] = {
    **dict.fromkeys(SECTIONS, _heading),
    **dict.fromkeys(("footnote", "footnotemark", "footnotetext", "tablefootnote"), _footnote),
    **dict.fromkeys(("setcounter", "addtocounter"), _set_counter),
    **dict.fromkeys(("stepcounter", "refstepcounter"), _step_counter),
    **dict.fromkeys(
        ("numberwithin", "counterwithin", "counterwithout", "@addtoreset", "@removefromreset"), _count_within
    ),
    **dict.fromkeys((*STYLES, "value"), _value),
    **dict.fromkeys(("nonumber", "notag"), _no_number),
    "appendix": appendix,
    "appendices": appendix,
    "label": _label,
    "item": _item,
    "\\": _line_end,
    "tag": _tag,
    "newcounter": _new_counter,
}
