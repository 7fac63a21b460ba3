"""A document shows what its work is: a sketch of its text that formats share, and the identifiers of its first page."""

import random

import pytest

from extractors.documents.model import Document, Format, Paragraph, ParagraphKind, Place, Section
from extractors.signature import SKETCH_SIZE, signature_of, sketch_of

WORDS = [
    f"{a}{b}{c}"
    for a in ("con", "de", "net", "lay")
    for b in ("vo", "ra", "mi")
    for c in ("lution", "ted", "ning")
]


def text(seed: int, words: int = 3000) -> str:
    chosen = random.Random(seed)
    return " ".join(chosen.choice(WORDS) for _ in range(words))


def shared(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    end = min(one[-1], other[-1])
    here, there = ({v for v in values if v <= end} for values in (one, other))
    return len(here & there) / len(here | there)


def test_formats_that_differ_in_spaces_case_and_digits_have_one_sketch():
    words = text(1).split()
    hyphenated = " ".join(f"{word[:2]}- {word[2:]}" if n % 9 == 0 else word for n, word in enumerate(words))
    numbered = " ".join(f"{word} {n}" if n % 50 == 0 else word for n, word in enumerate(words))
    assert sketch_of([" ".join(words)]) == sketch_of([hyphenated.upper()]) == sketch_of([numbered])


def test_the_sketch_tells_the_share_of_passages_in_common():
    half = text(2, 3000)
    one, _ = sketch_of([half, text(3, 3000)])
    other, _ = sketch_of([half, text(4, 3000)])
    assert shared(one, other) == pytest.approx(1 / 3, abs=0.1)
    assert shared(one, sketch_of([text(5, 6000)])[0]) < 0.02


def test_the_sketch_is_the_smallest_hashes_in_order():
    sketch, count = sketch_of([text(1)])
    assert len(sketch) == SKETCH_SIZE < count
    assert list(sketch) == sorted(sketch)


def test_a_short_text_has_no_sketch():
    assert sketch_of(["Slides."]) == ((), 0)


def document(*paragraphs: Paragraph, **fields: object) -> Document:
    return Document(
        Format.PDF, sections=(Section("Introduction"), Section("Method")), paragraphs=paragraphs, **fields
    )


def test_identifiers_of_the_first_page_are_the_works_own():
    shown = signature_of(
        document(
            Paragraph("DOI: 10.1109/CVPR.2016.90, IEEE", place=Place(page=1)),
            Paragraph("As in https://doi.org/10.1/other we train.", section=1, place=Place(page=2)),
            arxiv_id="1512.03385",
        )
    )
    assert shown.identifiers == ("arxiv:1512.03385", "doi:10.1109/cvpr.2016.90")


def test_two_identifiers_of_one_kind_are_none():
    assert (
        signature_of(
            document(Paragraph("doi:10.1/first doi:10.1/second", ParagraphKind.FOOTNOTE, place=Place(page=1)))
        ).identifiers
        == ()
    )
