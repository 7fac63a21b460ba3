"""How a citation is printed, the same in HTML, PDF and plain text."""

from __future__ import annotations

from extractors.samples.markup import SampleCitation
from extractors.samples.source import SamplePaper


def citation_parts(citation: SampleCitation, paper: SamplePaper) -> list[tuple[str, int]]:
    """Split a printed citation, ``[3, 7]``, ``(He et al., 2015)`` or ``He et al. (2015)``, into its pieces.

    Returns:
        Pairs of a text and the number of the reference it links to; 0 where it links to none.
    """
    numbers = {key: number for number, key in enumerate(paper.references, start=1)}
    if paper.layout.citations == "numbers":
        opening, closing, separator = "[", "]", ", "
        entries = [[(str(numbers[key]), numbers[key])] for key in citation.keys]
    else:
        opening, closing, separator = ("", ")", "; ") if citation.is_narrative else ("(", ")", "; ")
        before_year = " (" if citation.is_narrative else ", "
        entries = [
            [
                (f"{paper.references[key].short}{before_year}", 0),
                (str(paper.references[key].year), numbers[key]),
            ]
            for key in citation.keys
        ]
    parts: list[tuple[str, int]] = [(opening, 0)]
    for index, entry in enumerate(entries):
        parts += [(separator, 0), *entry] if index else entry
    return [*parts, (closing, 0)]


def citation_text(citation: SampleCitation, paper: SamplePaper) -> str:
    """Return a citation as it is printed."""
    return "".join(text for text, _ in citation_parts(citation, paper))
