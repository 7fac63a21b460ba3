"""Whom a statement is for: said in words, by a printed name, or left open."""

import pytest

from analysis.runs.scope import Scope, scope_of


@pytest.mark.parametrize(
    "sentence",
    [
        "All models are trained for 90 epochs.",
        "Each of our networks is trained for 120 epochs.",
        "We use the same training settings for the baselines.",
        "The networks were trained for 300 epochs with cosine decay.",
        "We train our models for 100 epochs on eight GPUs.",
    ],
)
def test_words_that_mean_all_models(sentence: str) -> None:
    assert scope_of("Net", sentence, is_in_table=False) is Scope.ALL


@pytest.mark.parametrize("sentence", ["Net-B takes 5 days to train.", "Training net b took five days."])
def test_a_printed_name_is_a_name(sentence: str) -> None:
    assert scope_of("Net-B", sentence, is_in_table=False) is Scope.NAMED


def test_an_inferred_name_is_none() -> None:
    assert scope_of("Net-B", "We train for 90 epochs.", is_in_table=False) is Scope.PAPER
    assert scope_of(None, "Training took 3 days.", is_in_table=False) is Scope.PAPER


def test_a_table_row_names_its_model() -> None:
    assert scope_of("Net-B", "all | epochs | 90", is_in_table=True) is Scope.NAMED
    assert scope_of(None, "epochs | 90", is_in_table=True) is Scope.PAPER


@pytest.mark.parametrize("heading", ["Ablation study", "4.3 Ablations", "Analysis and ablation experiments"])
def test_all_models_of_an_ablation_are_not_all_of_the_paper(heading: str) -> None:
    sentence = "All the models are trained for 100 epochs."
    assert scope_of(None, sentence, is_in_table=False, section=heading) is Scope.PAPER
    assert scope_of(None, sentence, is_in_table=False, section="Experiments") is Scope.ALL


def test_the_end_of_a_name_names_it() -> None:
    sentence = "For D0-D6, each model is trained for 300 epochs."
    assert scope_of("Net-D0-D6", sentence, is_in_table=False) is Scope.NAMED
    assert scope_of("Net-D7", sentence, is_in_table=False) is Scope.ALL
    whole = "All models start from Other-D0 and are trained for 300 epochs."
    assert scope_of("Net-D0", whole, is_in_table=False) is Scope.ALL
