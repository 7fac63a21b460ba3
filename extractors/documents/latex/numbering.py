r"""Environments, counters and labels: what gives each command the number it prints."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.documents.latex.counters import (
    APPENDIX,
    APPENDIX_WITH_CHAPTERS,
    FLOAT_COUNTERS,
    NAMES,
    PARTS_OF_FLOATS,
    SECTIONS,
    STYLES,
    LabelTarget,
    OpenEnvironment,
    written,
)
from extractors.documents.latex.expander import CommandHandler, Expander
from extractors.documents.tex.tokens import Kind, Token, source_of, tokenize

_NUMBERED_MATH = frozenset(("equation", "align", "gather", "eqnarray", "multline", "flalign", "alignat"))
_ROWS_OF_MATH = frozenset(("align", "gather", "eqnarray", "flalign", "alignat"))
_COUNTED_FROM_THE_START = frozenset(("longtable", "xltabular"))
"""Tables that have a number whether or not they have a caption, and repeat it in a caption that continues."""
_DEEPEST_LIST = 4
_DEEPEST_ENVIRONMENT = 200


def _enter(expander: Expander, name: str) -> None:
    """Open an environment: labels in it stand for what is numbered in it, and else for what was before."""
    bare = name.rstrip("*")
    kind = FLOAT_COUNTERS.get(bare, "")
    if len(expander.open_environments) >= _DEEPEST_ENVIRONMENT:
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
        number = f"{printed} {_step(expander, counter)}" if counter else printed
    elif name in _COUNTED_FROM_THE_START:
        _step(expander, "table")
        expander.open_environments[-1].is_captioned = True
    elif name in _NUMBERED_MATH:
        _step(expander, "equation")
    elif name in ("appendix", "appendices", "subappendices"):
        _appendix(expander, token)
    _emit_environment(expander, token._replace(number=number), name)


def _end(expander: Expander, token: Token) -> None:
    name = expander.plain(expander.stream.argument())
    if name in expander.environments:
        _, end = expander.environments[name]
        expander.stream.push([Token(Kind.COMMAND, _CLOSE_ENVIRONMENT, token.line, token.file)])
        expander.use(token, end, f"the end of {name}")
        return
    if name in _ROWS_OF_MATH and _last_written(expander).is_command("\\"):
        expander.counters.set("equation", expander.counters.value("equation") - 1)
    _emit_environment(expander, token, name)
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


def _close_environment(expander: Expander, token: Token) -> None:
    if len(expander.open_environments) > 1:
        expander.open_environments.pop()
        expander.close_scope()


_CLOSE_ENVIRONMENT = "end@of@environment"


def _emit_environment(expander: Expander, token: Token, name: str) -> None:
    expander.out += (
        token,
        Token(Kind.OPEN, "{", token.line, token.file),
        Token(Kind.TEXT, name, token.line, token.file),
        Token(Kind.CLOSE, "}", token.line, token.file),
    )


def _last_written(expander: Expander) -> Token:
    written_tokens = (
        token for token in reversed(expander.out) if token.kind not in (Kind.SPACE, Kind.PARAGRAPH)
    )
    return next(written_tokens, Token(Kind.SPACE, " "))


def _step(expander: Expander, counter: str, *, within: int = 1) -> str:
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
    following = expander.stream.peek()
    is_starred = following is not None and following.kind is Kind.TEXT and following.text.startswith("*")
    number = ""
    if not is_starred and expander.counters.numbers_heading(token.text):
        number = _step(expander, token.text)
    expander.out.append(token._replace(number=number))


def _appendix(expander: Expander, token: Token) -> None:
    has_chapters = expander.counters.inside.get("section") == "chapter"
    outer = "chapter" if has_chapters else "section"
    expander.counters.set(outer, 0)
    expander.counters.reset_within(outer)
    expander.run(tokenize(APPENDIX_WITH_CHAPTERS if has_chapters else APPENDIX))
    expander.out.append(token._replace(text="appendix"))


def _caption(expander: Expander, token: Token) -> None:
    stars = expander.stream.star()
    kind = ""
    if token.text == "captionof":
        kind = expander.stream.word()
    part = next(
        (
            depth
            for depth, environment in enumerate(reversed(expander.open_environments), 1)
            if environment.kind or _part_of(environment)
        ),
        None,
    )
    environment = expander.open_environments[-part] if part else expander.open_environments[0]
    command = token._replace(text="caption")
    if not kind and part and (_part_of(environment) or token.text == "subcaption"):
        expander.out.append(command._replace(number="" if stars else _number_of_part(expander, part)))
        return
    kind = kind or environment.kind or _caption_type(expander)
    number = ""
    if not stars:
        is_counted = environment.name in _COUNTED_FROM_THE_START
        environment.is_captioned = True
        printed = printed_number(expander, kind) if is_counted else _step(expander, kind, within=part or 1)
        number = f"{_name_of(expander, kind)} {printed}"
    expander.out.append(command._replace(number=number))


def _part_of(environment: OpenEnvironment) -> bool:
    return environment.name.rstrip("*") in PARTS_OF_FLOATS


def _number_of_part(expander: Expander, within: int) -> str:
    """Count a part of a float; return ``(a)``, and let labels in it stand for ``2a``."""
    around = next(
        (environment for environment in reversed(expander.open_environments) if environment.kind), None
    )
    kind = around.kind if around else "figure"
    counter = f"sub{kind}"
    printed = _step(expander, counter, within=within)
    own = expander.counters.value(kind)
    # Where the caption of the float comes last, it has not been counted yet.
    expander.counters.set(kind, own + (around is not None and not around.is_captioned))
    label = LabelTarget(printed_number(expander, kind) + printed.strip("()"), kind)
    expander.counters.set(kind, own)
    for environment in expander.open_environments[-within:]:
        environment.label = label
    return printed if printed.startswith("(") else f"({printed})"


def _part(expander: Expander, token: Token) -> None:
    r"""``\subfloat[caption]{...}`` and its like."""
    expander.out.append(token._replace(number=_number_of_part(expander, 1)))


def _caption_type(expander: Expander) -> str:
    macro = expander.macros.get("@captype")
    return (expander.plain(macro.body) if macro else "") or "figure"


def _caption_setup(expander: Expander, token: Token) -> None:
    expander.stream.optional()
    for setting in source_of(expander.stream.argument()).split(","):
        key, _, value = setting.partition("=")
        if key.strip() == "type":
            expander.open_environments[-1].kind = value.strip()


def _name_of(expander: Expander, kind: str) -> str:
    macro = expander.macros.get(f"{kind}name")
    return (expander.plain(macro.body) if macro else "") or NAMES.get(kind, kind.capitalize())


def _box(expander: Expander, token: Token) -> None:
    r"""``\ttabbox`` and its like say what a caption in them counts."""
    kind = "table" if "tab" in token.text else "figure"
    environment = next(
        (environment for environment in reversed(expander.open_environments) if environment.kind),
        expander.open_environments[-1],
    )
    environment.kind = kind
    expander.out.append(token)


def _continued(expander: Expander, token: Token) -> None:
    """The caption that follows repeats the number of the float before."""
    kind = next(
        (environment.kind for environment in reversed(expander.open_environments) if environment.kind), ""
    )
    expander.counters.set(kind, expander.counters.value(kind) - 1)


def _label(expander: Expander, token: Token) -> None:
    expander.stream.optional()
    key = source_of(expander.stream.argument()).strip()
    if label := expander.open_environments[-1].label:
        expander.labels[key] = label


def _footnote(expander: Expander, token: Token) -> None:
    given = expander.stream.optional()
    if given is not None:
        number = source_of(given).strip()
    elif token.text == "footnotetext":
        number = printed_number(expander, "footnote")
    else:
        expander.counters.step("footnote")
        number = printed_number(expander, "footnote")
    expander.out.append(token._replace(number=number))


def _item(expander: Expander, token: Token) -> None:
    following = expander.stream.peek()
    has_own_mark = following is not None and following.text == "["
    depth = sum(environment.name == "enumerate" for environment in expander.open_environments)
    if expander.open_environments[-1].name == "enumerate" and not has_own_mark:
        level = "i" * min(depth, 3) if depth < _DEEPEST_LIST else "iv"
        _step(expander, f"enum{level}")
    expander.out.append(token)


def _line_end(expander: Expander, token: Token) -> None:
    if expander.open_environments[-1].name in _ROWS_OF_MATH:
        _step(expander, "equation")
    expander.out.append(token)


def _no_number(expander: Expander, token: Token) -> None:
    if expander.open_environments[-1].name in _NUMBERED_MATH:
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
        _step(expander, name)
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
    **dict.fromkeys(("caption", "captionof", "subcaption"), _caption),
    **dict.fromkeys(("subfloat", "subfigure", "subtable", "subcaptionbox", "subtop", "subbottom"), _part),
    **dict.fromkeys(("footnote", "footnotemark", "footnotetext", "tablefootnote"), _footnote),
    **dict.fromkeys(("setcounter", "addtocounter"), _set_counter),
    **dict.fromkeys(("stepcounter", "refstepcounter"), _step_counter),
    **dict.fromkeys(
        ("numberwithin", "counterwithin", "counterwithout", "@addtoreset", "@removefromreset"), _count_within
    ),
    **dict.fromkeys((*STYLES, "value"), _value),
    **dict.fromkeys(("nonumber", "notag"), _no_number),
    **dict.fromkeys(("ttabbox", "capbtabbox", "ffigbox", "capbfigbox"), _box),
    "ContinuedFloat": _continued,
    "begin": _begin,
    "end": _end,
    _CLOSE_ENVIRONMENT: _close_environment,
    "appendix": _appendix,
    "appendices": _appendix,
    "captionsetup": _caption_setup,
    "label": _label,
    "item": _item,
    "\\": _line_end,
    "tag": _tag,
    "newcounter": _new_counter,
}
