"""How the pieces of a formula are joined into one line of plain text."""

from __future__ import annotations

import re
from enum import Enum, auto
from itertools import pairwise
from typing import NamedTuple


class AtomRole(Enum):
    """What a piece of a formula is to its neighbours: the class of an atom in chapter 17 of The TeXbook."""

    ORDINARY = auto()
    WORD = auto()
    """Named functions and fractions: apart from letters and digits beside them."""
    OPERATOR = auto()
    """``×``, ``+``, ``±``: close to its operands."""
    RELATION = auto()
    """``=``, ``<``, ``≈``: apart from both sides."""
    OPENING = auto()
    CLOSING = auto()
    COMMA = auto()
    SPACE = auto()


class Atom(NamedTuple):
    """One piece of a formula."""

    text: str
    role: AtomRole = AtomRole.ORDINARY
    ends_in_script: bool = False
    """True after ``x^2``: what follows must not be read as part of the script."""


_RELATIONS = frozenset("=<>≤≥≈∼≃≅≡≠∝→←↔⇒⇐⇔⟶⟵⟹⟺↦∈∉⊂⊆⊃⊇≪≫≲≳≔⊥⊢⩽⩾≺≻≜")
_OPERATORS = frozenset("+-×·±∓*∗⋆÷⊙⊗⊕⊖∪∩∧∨∖")
_PIECES = re.compile(r"\d+(?:\.\d+)*|\.\d+|[^\W\d_]+|.", re.DOTALL)
_GROUPED_NUMBER = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")


def role_of(character: str) -> AtomRole:
    """Return the role a single printed character plays in a formula."""
    if character in _RELATIONS:
        return AtomRole.RELATION
    if character in _OPERATORS:
        return AtomRole.OPERATOR
    match character:
        case "(" | "[" | "{" | "⟨" | "⌊" | "⌈":
            return AtomRole.OPENING
        case ")" | "]" | "}" | "⟩" | "⌋" | "⌉":
            return AtomRole.CLOSING
        case "," | ";":
            return AtomRole.COMMA
        case _:
            return AtomRole.ORDINARY


def atoms_of(source: str) -> list[Atom]:
    """Split characters typed in a formula into atoms; a hyphen is a minus sign, an apostrophe a prime."""
    pieces = _PIECES.findall(source.replace("'", "′").replace("−", "-"))
    return [Atom(piece, role_of(piece)) for piece in pieces]


def join(atoms: list[Atom]) -> str:
    """Write atoms as one line: ``E = 5``, ``10^18 FLOPs``, ``78.9±0.2``, ``(256, 512)`` but ``1,024``."""
    tidied = _tidied(atoms)
    if len(tidied) > 1 and tidied[0].role is AtomRole.RELATION and tidied[1].text[:1].isdecimal():
        # Nothing on its left: a sign before a number, ``∼100``.
        tidied[0] = Atom(tidied[0].text, AtomRole.OPERATOR)
    written = [tidied[0].text] if tidied else []
    written += [_gap(left, right) + right.text for left, right in pairwise(tidied)]
    return re.sub(r" {2,}", " ", "".join(written))


def _gap(left: Atom, right: Atom) -> str:
    """Return what stands between two neighbours: a space or nothing."""
    if AtomRole.SPACE in (left.role, right.role):
        return ""
    if AtomRole.RELATION in (left.role, right.role) or left.role is AtomRole.COMMA:
        return " "
    are_letters_or_digits = left.text[-1:].isalnum() and right.text[:1].isalnum()
    if left.ends_in_script:
        return " " if right.text[:1].isalnum() else ""
    return " " if are_letters_or_digits and AtomRole.WORD in (left.role, right.role) else ""


def _tidied(atoms: list[Atom]) -> list[Atom]:
    """Return the atoms without spaces beside operators and relations, the digits of ``1,024`` put together.

    Inside brackets ``(256,512)`` lists two numbers and is left alone.
    """
    merged: list[Atom] = []
    open_brackets = 0
    for atom in atoms:
        open_brackets += (atom.role is AtomRole.OPENING) - (atom.role is AtomRole.CLOSING)
        last_role = merged[-1].role if merged else AtomRole.ORDINARY
        if atom.role is AtomRole.SPACE and last_role in (
            AtomRole.OPERATOR,
            AtomRole.SPACE,
            AtomRole.RELATION,
        ):
            continue
        if atom.role in (AtomRole.OPERATOR, AtomRole.RELATION) and last_role is AtomRole.SPACE:
            merged.pop()
        grouped = (
            f"{merged[-2].text},{atom.text}"
            if open_brackets <= 0 and len(merged) > 1 and merged[-1].text == ","
            else ""
        )
        if _GROUPED_NUMBER.fullmatch(grouped):
            merged[-2:] = [Atom(grouped, AtomRole.ORDINARY, atom.ends_in_script)]
        else:
            merged.append(atom)
    return merged
