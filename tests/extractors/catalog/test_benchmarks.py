"""The catalog of benchmarks, and the recipe by which one is added."""

import re
import tomllib
from pathlib import Path

import pytest

from extractors.catalog import benchmarks as catalog
from extractors.catalog import terms, vocabulary
from tests.extractors.facts.results.papers import paper, table, values

DOCS = Path(__file__).parents[3] / "docs" / "developing.md"


@pytest.fixture
def recipe(monkeypatch):
    """The catalog with what docs/developing.md adds to it."""
    (entry,) = re.findall(r"```toml\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    added = tomllib.loads(entry)
    read = catalog.read_catalog

    def with_recipe(name):
        content = read(name)
        return content | {
            key: [*content[key], *more] for key, more in added.items() if name == "benchmarks.toml"
        }

    caches = (catalog.benchmarks, catalog.training_sets, vocabulary.vocabulary, terms.find_terms)
    caches += (terms._openings_of_block,)
    monkeypatch.setattr(catalog, "read_catalog", with_recipe)
    monkeypatch.setattr(vocabulary, "read_catalog", with_recipe)
    for cached in caches:
        cached.cache_clear()
    yield added
    monkeypatch.undo()
    for cached in caches:
        cached.cache_clear()


def test_the_recipe_makes_a_new_data_set_readable(recipe):
    document = paper(
        table(
            "Accuracy (%) on ESC-50.",
            "model | params | accuracy\n---\nHark-S | 12M | 84.1\nHark-B | 30M | 88.6",
        ),
        text="We train Hark on ESC-50 and report its accuracy in Table 1.",
    )
    assert values(document) == {"esc50_accuracy": [84.1, 88.6]}


def test_the_recipe_names_what_it_is_trained_on(recipe):
    assert catalog.benchmark("esc50_accuracy").training_set == "esc50"
    assert catalog.training_sets()[-1].training_set_id == "esc50"


def test_every_training_set_of_a_benchmark_is_in_the_catalog():
    known = {training_set.training_set_id for training_set in catalog.training_sets()}
    assert {benchmark.training_set for benchmark in catalog.benchmarks()} - {""} == known
