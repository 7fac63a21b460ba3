r"""The numbers that TeX prints: of sections, tables, footnotes and everything else that has a counter.

How a number is printed is a macro, ``\thetable``, that papers may define anew. `DEFAULTS` defines them as the
document classes do; the expansion of macros does the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

SECTIONS = {
    "part": 0, "chapter": 1, "section": 1, "subsection": 2, "subsubsection": 3, "paragraph": 4,
    "subparagraph": 5,
}  # fmt: skip
"""Sectioning commands and their level in the outline; a chapter stands where others have sections."""
_DEPTHS = {"part": -1, "chapter": 0, "section": 1, "subsection": 2, "subsubsection": 3}
r"""What ``secnumdepth`` compares; deeper headings have no number."""
FLOAT_COUNTERS = {
    "table": "table", "wraptable": "table", "sidewaystable": "table", "longtable": "table",
    "xltabular": "table", "longtabu": "table", "longtblr": "table", "talltblr": "table", "SCtable": "table",
    "margintable": "table",
    "supertabular": "table", "figure": "figure", "wrapfigure": "figure", "sidewaysfigure": "figure",
    "SCfigure": "figure", "marginfigure": "figure", "algorithm": "algorithm", "algorithm2e": "algorithm",
    "listing": "lstlisting",
}  # fmt: skip
"""Environments with captions, without the star of their wide forms, and what their captions count."""
PARTS_OF_FLOATS = frozenset(("subtable", "subfigure", "subfloat"))
COUNTED_FROM_THE_START = frozenset(("longtable", "xltabular"))
"""Tables that have a number whether or not they have a caption, and repeat it in a caption that continues."""
NAMES = {
    "table": "Table", "figure": "Figure", "algorithm": "Algorithm", "lstlisting": "Listing",
    "section": "Section", "subsection": "Section", "subsubsection": "Section", "chapter": "Chapter",
    "equation": "Equation", "footnote": "Footnote", "appendix": "Appendix", "enumi": "Item",
}  # fmt: skip
"""What a counter's number is called in a reference that names it."""

DEFAULTS = r"""
\def\thepart{\Roman{part}} \def\thechapter{\arabic{chapter}}
\def\thesection{\arabic{section}} \def\thesubsection{\thesection.\arabic{subsection}}
\def\thesubsubsection{\thesubsection.\arabic{subsubsection}} \def\theparagraph{}\def\thesubparagraph{}
\def\thetable{\arabic{table}} \def\thefigure{\arabic{figure}} \def\thealgorithm{\arabic{algorithm}}
\def\thelstlisting{\arabic{lstlisting}} \def\theequation{\arabic{equation}}
\def\thefootnote{\arabic{footnote}}
\def\thesubtable{(\alph{subtable})} \def\thesubfigure{(\alph{subfigure})}
\def\theenumi{\arabic{enumi}} \def\theenumii{\alph{enumii}} \def\theenumiii{\roman{enumiii}}
\def\theenumiv{\Alph{enumiv}}
"""
ABBREVIATIONS = r"""
\def\eg{e.g.\xspace} \def\ie{i.e.\xspace} \def\etc{etc.\xspace} \def\etal{et al.\xspace} \def\cf{cf.\xspace}
\def\vs{vs.\xspace} \def\wrt{w.r.t.\xspace} \def\iid{i.i.d.\xspace} \def\dof{d.o.f.\xspace}
"""
"""What the styles of vision conferences define, for sources that come without their style."""
CLASS_DEFAULTS = {
    "IEEEtran": r"""
        \def\thesection{\Roman{section}} \def\thesubsection{\thesection-\Alph{subsection}}
        \def\thetable{\Roman{table}} \def\tablename{TABLE}
    """,
    "revtex4-1": r"\def\thesection{\Roman{section}} \def\thetable{\Roman{table}} \def\tablename{TABLE}",
    "revtex4-2": r"\def\thesection{\Roman{section}} \def\thetable{\Roman{table}} \def\tablename{TABLE}",
}
CHAPTER_CLASSES = frozenset(("book", "report", "scrbook", "scrreprt", "memoir", "amsbook"))
CHAPTER_DEFAULTS = r"""
\def\thesection{\thechapter.\arabic{section}} \def\thetable{\thechapter.\arabic{table}}
\def\thefigure{\thechapter.\arabic{figure}} \def\theequation{\thechapter.\arabic{equation}}
"""
APPENDIX = r"\gdef\thesection{\Alph{section}}"
APPENDIX_WITH_CHAPTERS = r"\gdef\thechapter{\Alph{chapter}}"

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_SYMBOLS = ("*", "†", "‡", "§", "¶", "‖", "**", "††", "‡‡")
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class LabelTarget:
    r"""What a ``\label`` stands for."""

    number: str
    counter: str

    @property
    def name(self) -> str:
        """What is counted, such as ``Table``."""
        return NAMES.get(self.counter, self.counter.capitalize())


@dataclass(slots=True)
class OpenEnvironment:
    """An environment that is open, and what a label in it stands for."""

    name: str
    label: LabelTarget | None = None
    kind: str = ""
    """What captions count here, where the environment or a command says so."""
    is_captioned: bool = False


@dataclass(slots=True)
class Counters:
    """The values of all counters."""

    values: dict[str, int] = field(default_factory=lambda: {"secnumdepth": 3})
    inside: dict[str, str] = field(
        default_factory=lambda: {
            "subsection": "section",
            "subsubsection": "subsection",
            "subtable": "table",
            "subfigure": "figure",
        }
    )
    """Counter -> the counter whose steps set it back to zero."""

    def value(self, name: str) -> int:
        """Return a counter's value; one never heard of is zero."""
        return self.values.get(name, 0)

    def set(self, name: str, value: int) -> None:
        """Set a counter."""
        self.values[name] = max(-_MOST, min(value, _MOST))

    def step(self, name: str) -> None:
        """Count one more, and begin anew whatever is counted within."""
        self.set(name, self.value(name) + 1)
        self.reset_within(name)

    def reset_within(self, name: str) -> None:
        """Set everything that is counted within a counter to zero."""
        waiting, seen = [name], {name}
        while waiting:
            outer = waiting.pop()
            inner = [counter for counter, parent in self.inside.items() if parent == outer]
            for counter in inner:
                self.values[counter] = 0
            waiting.extend(counter for counter in inner if counter not in seen)
            seen.update(inner)

    def numbers_heading(self, command: str) -> bool:
        """Tell whether a sectioning command prints a number."""
        return _DEPTHS.get(command, _MOST) <= self.value("secnumdepth")


def written(style: str, value: int) -> str:
    r"""Write a number as ``\arabic``, ``\roman``, ``\Roman``, ``\alph``, ``\Alph`` or ``\fnsymbol`` do."""
    match style:
        case "alph" | "Alph":
            letter = chr(ord("a") + value - 1) if 1 <= value <= 26 else str(value)
            return letter if style == "alph" else letter.upper()
        case "roman" | "Roman":
            number = _roman(value)
            return number if style == "roman" else number.upper()
        case "fnsymbol":
            return _SYMBOLS[value - 1] if 1 <= value <= len(_SYMBOLS) else str(value)
        case _:
            return str(value)


STYLES = frozenset(("arabic", "alph", "Alph", "roman", "Roman", "fnsymbol"))


def _roman(value: int) -> str:
    return "".join(_roman_parts(value)) if 0 < value < 4000 else str(value)


def _roman_parts(value: int) -> Iterable[str]:
    for worth, letters in _ROMAN:
        while value >= worth:
            yield letters
            value -= worth
