"""Which papers are worth their full text."""

import pytest

from extractors.sources.arxiv.candidates import arxiv_candidate
from extractors.sources.relevance import judge


def verdict(title, abstract="", categories=("cs.CV",)):
    return judge(arxiv_candidate("2401.00001", title=title, abstract=abstract, categories=categories))


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("Going wider", "Our network reaches 84.1% top-1 accuracy on ImageNet-1K."),
        ("A transformer for named entity recognition", "It sets a new state of the art."),
        ("Scaling laws for something", ""),
        ("Large models", "Training took 96 A100s for two weeks."),
        ("Translation", "We gain 1.2 BLEU on WMT'14 English-German."),
    ],
)
def test_papers_that_train_and_compare_are_read(title, abstract):
    assert verdict(title, abstract).is_relevant


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("A note on colourings of graphs", "We bound the chromatic number."),
        ("Attention in classrooms", "Teachers were asked how they keep it."),
        ("On the convergence of gradient descent", "We prove a rate for convex functions."),
    ],
)
def test_others_are_left_out(title, abstract):
    assert not verdict(title, abstract).is_relevant


def test_another_field_is_left_out_whatever_it_says():
    answer = verdict("A neural network for jets on ImageNet", categories=("hep-ex", "physics.data-an"))
    assert (answer.is_relevant, answer.reasons) == (
        False,
        ("in none of the categories read: hep-ex physics.data-an",),
    )


def test_reasons_quote_the_words_found():
    answer = verdict("Deep residual learning", "An ensemble wins ILSVRC 2015 with 3.57% error on ImageNet.")
    assert answer.reasons == ("names a benchmark: ILSVRC 2015", "is about a trained model: Deep residual")


def test_every_verdict_has_a_reason():
    assert verdict("Untitled").reasons == ("says nothing to go by",)


def test_what_is_not_known_does_not_count_against_a_paper():
    assert verdict("ImageNet models", categories=()).is_relevant


def test_a_withdrawn_paper_is_not_fetched():
    paper = arxiv_candidate("2401.00001", title="ImageNet", categories=("cs.CV",), is_withdrawn=True)
    assert judge(paper).reasons == ("withdrawn",)
