"""The first sentence: what halving the error takes by the declared fit, or that these papers do not tell."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.headline import Declared, HeadlineFinding, published_exponent
from analysis.report.words import (
    MEASURE_MEANINGS,
    is_missing,
    measure_name,
    number,
    significant,
    specification_name,
)
from analysis.wording import counted


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline in words."""

    kicker: str
    """What it is about."""
    title: str
    detail: str
    """What it rests on, and why there is no figure where there is none."""
    published: str
    """The published figure beside it."""
    is_figure: bool

    def __str__(self) -> str:
        """Return all of it in plain text."""
        return f"{self.title} {self.detail} {self.published}"


def in_words(declared: Declared, benchmark: str, found: HeadlineFinding) -> Headline:
    """Write the headline.

    Args:
        declared: The declared fit.
        benchmark: Name of its benchmark.
        found: What it comes to.

    Returns:
        Title, detail and the published figure beside it.
    """
    about = f"{benchmark}, {measure_name(declared.measure)}"
    basis = f"{specification_name(declared.specification)} through {_models(found)}"
    if found.exponent is not None:
        title = f"To halve the error takes about {significant(found.factor)} times the compute."
        factors = f"{significant(found.factor_low)} to {significant(found.factor_high)}"
        detail = (
            f"Compute grows as the power {number(found.exponent)} of the improvement ({ends(found)}, so "
            f"{factors} times to halve the error), by {basis}."
        )
    elif found.low is None:
        title = "These papers do not tell what halving the error takes."
        detail = f"{about}, {_models(found)}: {'; '.join(found.why_not)}."
    else:
        title = f"To halve the error takes {factor_range(found)} times the compute: these papers do not tell."
        detail = f"Exponent {ends(found)}, by {basis}. No figure, because {'; '.join(found.why_not)}."
    return Headline(
        f"{about}: {MEASURE_MEANINGS.get(declared.measure, '')}".rstrip(": "),
        title,
        detail,
        _published(declared, benchmark),
        found.exponent is not None,
    )


def ends(found: HeadlineFinding) -> str:
    """Write the interval of the exponent, and what it is over."""
    return f"{exponent_range(found.low, found.high)}, 95 % interval over resampled works"


def exponent_range(low: float | None, high: float | None) -> str:
    """Write the ends of an exponent's interval."""
    if is_missing(low):
        return "–"
    return f"{number(low)} to {number(high)}" if _is_closed(high) else f"{number(low)} or more"


def factor_range(found: HeadlineFinding) -> str:
    """Write between what and what the halving factor lies."""
    low = significant(found.factor_low)
    if not _is_closed(found.high):
        return f"at least {low}"
    return f"between {low} and {significant(found.factor_high)}"


def _is_closed(end: float | None) -> bool:
    return end is not None and not is_missing(end) and end != float("inf")


def _models(found: HeadlineFinding) -> str:
    return f"{counted(found.n_models, 'model')} of {counted(found.n_works, 'work')}"


def _published(declared: Declared, benchmark: str) -> str:
    printed = published_exponent(declared.benchmark_id, declared.measure)
    if printed is None:
        return "The published study prints no exponent for this benchmark and measure."
    says = (
        f"The published study printed {number(printed.value)} ({number(printed.low)} to {number(printed.high)}, "
        f"analytic) in 2022 on {printed.n} models"
    )
    return f"{says}, and argued from about 9 in 2020." if benchmark.startswith("ImageNet") else f"{says}."
