"""Captions of floats and of their parts: the number each prints, for which labels beside it stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors.documents.latex.counters import (
    COUNTED_FROM_THE_START,
    NAMES,
    PARTS_OF_FLOATS,
    LabelTarget,
    OpenEnvironment,
)
from extractors.documents.latex.expander import CommandHandler, Expander
from extractors.documents.latex.numbering import printed_number, step
from extractors.documents.tex.tokens import Token, source_of


def _caption(expander: Expander, token: Token) -> None:
    is_starred = expander.stream.star()
    kind = expander.stream.word() if token.text == "captionof" else ""
    depth, environment = _captioned(expander.open_environments)
    is_of_part = not kind and depth > 0 and (_is_part(environment) or token.text == "subcaption")
    if is_starred:
        number = ""
    elif is_of_part:
        number = _number_of_part(expander, depth)
    else:
        number = _number_of_float(expander, kind or environment.kind, environment, depth)
    expander.out.append(token._replace(text="caption", number=number))


def _captioned(environments: Sequence[OpenEnvironment]) -> tuple[int, OpenEnvironment]:
    """Return the depth of the innermost float, or part of a float, counted from 1 inside out, and that float.

    Outside of floats this is the document, with depth 0.
    """
    for depth, environment in enumerate(reversed(environments), 1):
        if environment.kind or _is_part(environment):
            return depth, environment
    return 0, environments[0]


def _is_part(environment: OpenEnvironment) -> bool:
    return environment.name.rstrip("*") in PARTS_OF_FLOATS


def _number_of_float(expander: Expander, kind: str, environment: OpenEnvironment, depth: int) -> str:
    """Count a float; return ``Table 2``."""
    kind = kind or _meaning(expander, "@captype") or "figure"
    environment.is_captioned = True
    is_counted = environment.name in COUNTED_FROM_THE_START
    printed = printed_number(expander, kind) if is_counted else step(expander, kind, within=depth or 1)
    name = _meaning(expander, f"{kind}name") or NAMES.get(kind, kind.capitalize())
    return f"{name} {printed}"


def _meaning(expander: Expander, name: str) -> str:
    """Return the text a macro stands for; empty where the paper has not defined it."""
    macro = expander.macros.get(name)
    return expander.plain(macro.body) if macro else ""


def _number_of_part(expander: Expander, within: int) -> str:
    """Count a part of a float; return ``(a)``, and let labels in it stand for ``2a``."""
    around = expander.float_around()
    kind = around.kind if around else "figure"
    printed = step(expander, f"sub{kind}", within=within)
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


def _setup(expander: Expander, token: Token) -> None:
    expander.stream.optional()
    for setting in source_of(expander.stream.argument()).split(","):
        key, _, value = setting.partition("=")
        if key.strip() == "type":
            expander.open_environments[-1].kind = value.strip()


def _box(expander: Expander, token: Token) -> None:
    r"""``\ttabbox`` and its like say what a caption in them counts."""
    environment = expander.float_around() or expander.open_environments[-1]
    environment.kind = "table" if "tab" in token.text else "figure"
    expander.out.append(token)


def _continued(expander: Expander, token: Token) -> None:
    """The caption that follows repeats the number of the float before."""
    around = expander.float_around()
    kind = around.kind if around else ""
    expander.counters.set(kind, expander.counters.value(kind) - 1)


HANDLERS: Mapping[str, CommandHandler] = {
    **dict.fromkeys(("caption", "captionof", "subcaption"), _caption),
    **dict.fromkeys(("subfloat", "subfigure", "subtable", "subcaptionbox", "subtop", "subbottom"), _part),
    **dict.fromkeys(("ttabbox", "capbtabbox", "ffigbox", "capbfigbox"), _box),
    "ContinuedFloat": _continued,
    "captionsetup": _setup,
}
