"""What a paper calls its own models."""

import pytest

from extractors.documents.model import Document, Format, Paragraph
from extractors.facts.paper_names import paper_names


def own_names(*texts: str) -> set[str]:
    """Return the own names of a paper with these paragraphs, their parts joined."""
    paragraphs = tuple(Paragraph(text) for text in texts)
    document = Document(format=Format.PDF, title="Learning things", paragraphs=paragraphs)
    return {" ".join(key) for key in paper_names(document).own}


@pytest.mark.parametrize(
    "text",
    [
        "We refer to this network as FooNet.",
        "We call our model FooNet, which is fast.",
        "We propose a new architecture (FooNet) for vision.",
        "We refer to it as FooNet throughout.",
    ],
)
def test_names_a_paper_gives_its_model(text: str) -> None:
    assert own_names(text) == {"foonet"}


@pytest.mark.parametrize(
    "text",
    [
        "We refer to neurons with this nonlinearity as Rectified Linear Units.",
        "We describe models such as (neural_gpu, SomeName2017) and (OtherName2016).",
        "We refer to networks of this kind as ResNet [41].",
    ],
    ids=["a part", "keys of citations", "cited"],
)
def test_names_that_are_not_of_its_model(text: str) -> None:
    assert own_names(text) == set()


@pytest.mark.parametrize("words", ["to match the size of", "comparable to", "similar to"])
def test_what_own_models_are_compared_with_is_not_own(words: str) -> None:
    text = f"We build three variants of our model, called WeftA-T and WeftA-B {words} TwillB-T and TwillB-B."
    document = Document(Format.PDF, title="On Weaving", paragraphs=(Paragraph(text),))
    names = paper_names(document)
    assert names.names_own("WeftA-B") and not names.names_own("TwillB-T")


@pytest.mark.parametrize(
    "title", ["Gated WeftNet for Cloth", "Sparse Gated WeftNet", "Deep WeftNet with Anchors"]
)
def test_a_title_may_begin_with_a_changed_model_of_others(title: str) -> None:
    text = "WeftNet [3] is slow. We build our WeftNet-R50 on it."
    names = paper_names(Document(Format.PDF, title=title, paragraphs=(Paragraph(text),)))
    changed = title[: title.index("WeftNet") + len("WeftNet")]
    assert names.names_own(f"{changed}-R50") and not names.names_own("WeftNet-R50")


@pytest.mark.parametrize(
    "title", ["Gated WeftNet for Cloth", "WeftNet for Cloth", "Faster Cloth with WeftNet"]
)
def test_a_name_of_the_title_that_nobody_else_gave_is_the_papers_own(title: str) -> None:
    text = "We propose WeftNet, which is fast. OldNet [3] is slow."
    names = paper_names(Document(Format.PDF, title=title, paragraphs=(Paragraph(text),)))
    assert names.names_own("WeftNet-R50")


@pytest.mark.parametrize(
    ("title", "main"),
    [
        ("NetAs Reloaded: Beyond Dense Layers", "WeftNet"),
        ("Going Wide, Not Deep: Training in an Hour", "WeftNet"),
        ("Big Weaving (WeftNet): General Representations", "WeftNet"),
        ("Scale-Aware Layers for Object Detection", "WeftNet"),
        ("Super-Weaving: Very Fast Training", "Super-Weaving"),
        ("Weaving Layers: Fast Detection", "Weaving Layers"),
        ("Faster W-CNN: Fast Detection", "Faster W-CNN"),
    ],
)
def test_a_turn_of_phrase_in_the_title_names_no_model(title: str, main: str) -> None:
    text = "We propose a network named WeftNet. It is made of weaving layers."
    document = Document(Format.PDF, title=title, paragraphs=(Paragraph(title), Paragraph(text)))
    assert paper_names(document).main == main


@pytest.mark.parametrize(
    ("title", "text", "main"),
    [
        (
            "OldNets Beat PastNets on Images",
            "We propose WeftNet, which beats PastNet [3]. WeftNet is fast.",
            "WeftNet",
        ),
        (
            "A Bound of the Gradient Method for DNN Training",
            "We propose WeftOpt. WeftOpt trains DNNs.",
            "WeftOpt",
        ),
        (
            "Loom-Aware Training for Free",
            "We propose Loom-Aware Training for Free (LAF). LAF costs nothing.",
            "LAF",
        ),
        (
            "Adapting OldNet to Images",
            "OldNet [3] reads text. We propose iOldNet, called iOldNet here.",
            "iOldNet",
        ),
        ("WeftNet: Looms for OldNets", "We propose a block, called WeftBlock. WeftBlock is used.", "WeftNet"),
        (
            "Deep Networks with Woven Depth",
            "We propose woven depth, and call its unit WeftBlock.",
            "Woven Depth",
        ),
        ("WeftMask Data Augmentation", "We propose WeftMask. It masks.", "WeftMask"),
        ("Simple Copy-Mask is Strong", "Copy-Mask augmentation pastes objects.", "Copy-Mask"),
    ],
)
def test_what_the_text_calls_its_own_is_the_model_unless_the_title_sets_its_name_apart(
    title: str, text: str, main: str
) -> None:
    document = Document(Format.PDF, title=title, paragraphs=(Paragraph(text),))
    assert paper_names(document).main == main
