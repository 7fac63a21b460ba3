"""Two documents of one work are told from two works that look alike."""

import pytest

from warehouse.works.comparison import compare, text_level, title_level, weights
from warehouse.works.records import WorkRecord, person

TITLE = "Deep Residual Learning for Image Recognition"
AUTHORS = ("Kaiming He", "Xiangyu Zhang", "Shaoqing Ren", "Jian Sun")
TEXT = tuple(range(0, 2560, 10))


def record(**changes: object) -> WorkRecord:
    fields: dict[str, object] = {
        "document_id": "d1",
        "paper_id": "file:a",
        "titles": (TITLE,),
        "authors": AUTHORS,
        "year": 2015,
    }
    return WorkRecord(**{**fields, **changes})  # type: ignore[arg-type]


def is_one(one: WorkRecord, other: WorkRecord) -> bool:
    return compare(one, other).probability >= weights().threshold


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        (TITLE, "DEEP RESIDUAL LEARNING FOR IMAGE RECOGNITION", "identical"),
        (TITLE, "D EEP R ESIDUAL L EARNING for I MAGE R ECOGNITION", "identical"),
        (TITLE, "Deep Residul Learning for Image Recogniton", "near"),
        (TITLE, "Deep Residual Learning for Image Compression", "other"),
        (TITLE, "Deep Residual Learning for Image Recognition II", "numbered_apart"),
        (TITLE, "Supplementary Material: Deep Residual Learning for Image Recognition", "numbered_apart"),
        ("MobileNetV2: Inverted Residuals", "MobileNetV3: Inverted Residuals", "numbered_apart"),
        ("Swin Transformer: Hierarchical Vision Transformer", "Swin Transformer", "shortened"),
        ("Mask R-CNN", "Fast R-CNN", "other"),
        (TITLE, "", ""),
    ],
)
def test_titles(left: str, right: str, level: str):
    assert title_level(left, right) == level
    assert title_level(right, left) == level


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kaiming He", ("he", "k")),
        ("He, Kaiming", ("he", "k")),
        ("K. He", ("he", "k")),
        ("Piotr Dollár", ("dollar", "p")),
        ("He", ("he", "")),
    ],
)
def test_persons(name: str, expected: tuple[str, str]):
    assert person(name) == expected


@pytest.mark.parametrize(
    ("other", "level"),
    [
        (TEXT, "copy"),
        (TEXT[:120] + tuple(range(1201, 2560, 10)), "version"),
        (TEXT[:40] + tuple(range(401, 2560, 10)), "revision"),
        (tuple(range(1, 2561, 10)), "other"),
        (tuple(range(0, 512, 2)), "contained"),
        ((), ""),
    ],
)
def test_texts(other: tuple[int, ...], level: str):
    assert text_level(TEXT, other) == level


def test_the_same_title_and_authors_are_one_work():
    assert is_one(record(), record(authors=("K. He", "X. Zhang", "S. Ren", "J. Sun"), year=2016))


def test_the_same_title_by_others_is_another_work():
    assert not is_one(record(), record(authors=("Ada Weber", "Tom Rossi")))


def test_a_renamed_version_is_known_by_its_text():
    assert is_one(
        record(sketch=TEXT), record(titles=("Residual Networks",), sketch=TEXT[:200] + (2001, 2011))
    )


def test_slides_of_the_same_title_are_not_the_paper():
    assert not is_one(record(sketch=TEXT), record(sketch=tuple(range(1, 2561, 10))))


def test_a_thesis_that_contains_the_paper_is_not_the_paper():
    thesis = tuple(range(0, 512, 2))
    assert not is_one(
        record(sketch=TEXT),
        record(titles=("Learning Deep Representations",), authors=AUTHORS[:1], sketch=thesis),
    )


def test_the_second_part_is_another_work():
    assert not is_one(record(), record(titles=(f"{TITLE}, Part 2",)))


def test_one_arxiv_id_is_one_work_however_it_was_renamed():
    one = record(identifiers=frozenset({"arxiv:1512.03385"}), sketch=TEXT)
    other = record(
        identifiers=frozenset({"arxiv:1512.03385"}),
        titles=("Residual Networks",),
        sketch=tuple(range(1, 2561, 10)),
    )
    assert is_one(one, other)


def test_two_arxiv_ids_are_one_work_when_the_text_is_the_same():
    ids = (frozenset({"arxiv:1512.03385"}), frozenset({"arxiv:1601.00001"}))
    assert not is_one(*(record(identifiers=one) for one in ids))
    assert is_one(*(record(identifiers=one, sketch=TEXT) for one in ids))


def test_files_of_one_name_and_different_content_are_two_works():
    name = frozenset({"file:main"})
    other = record(
        identifiers=name,
        titles=("Attention Is All You Need",),
        authors=("Ashish Vaswani",),
        sketch=tuple(range(1, 2561, 10)),
    )
    assert not is_one(record(identifiers=name, sketch=TEXT), other)
    assert is_one(record(identifiers=name), record(identifiers=name, titles=(), authors=()))


def test_the_evidence_is_told_in_words():
    assert str(compare(record(), record())) == "title identical, authors same, year close"
