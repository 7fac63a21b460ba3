"""Which heads and labels of epochs or steps are about a whole run, and which about a part of its schedule."""

from __future__ import annotations

import re

from extractors.catalog.terms import Facet, find_terms

_RUN = (
    r"(?:(?:self-|pre-?|re-?|post-?)?train(?:ing|ed)?|fine-?tun(?:e|ing|ed)|learning|(?:un)?supervised|linear|probing|"
    r"distill(?:ation|ed)|search|adaptation|total|max(?:imum)?|num(?:bers?)?|no|of|full|overall|all|main|equivalent|"
    r"effective|gradient|optimi[sz](?:ation|er)|parameter|weight|(?:hyper-?)?parameters|settings?|schedule|length|"
    r"models?|networks?|methods?|backbone|detector|student|teacher|baseline|generator|discriminator|policy|and|or|"
    r"for|in|the|with|by)"
)
_QUALIFIED = re.compile(
    rf"(?<![\w-])(?!(?i:{_RUN})\s)(?P<word>[A-Z]?[a-z]+(?:-[A-Za-z]+)*)\s(?i:epochs?|iterations|iters?|steps|updates)\b"
)


def is_part_of_run(label: str) -> bool:
    """Tell the head ``Cutoff epochs`` from ``Training epochs`` and ``ImageNet epochs``.

    Only words on a run and names may stand before the epochs whose number is how long a training was; of other
    words, there are too many to list them.

    Args:
        label: The head of a column or the label of a row.

    Returns:
        True where another word stands before the epochs.
    """
    qualified = _QUALIFIED.search(label)
    if qualified is None:
        return False
    terms = find_terms(qualified["word"])
    return not any(term.facet in (Facet.DATASET, Facet.TASK) for term in terms)
