"""Learns whose a cost is: the weights in ``extractors/catalog/owners.toml``, from annotated papers.

    python -m tools.train_owners DIR --folds 0,1,2 [--parsed DIR] [--write]

``DIR`` holds ``pdf/``, ``gold/`` and ``folds.csv`` (columns ``id`` and ``fold``). Prints how often the owner is right
by the rules alone and as weighed, for papers left out of training; with ``--write`` the weights are written.
"""

from __future__ import annotations

import argparse
import csv
import json
import pickle
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from extractors.catalog.hardware import find
from extractors.documents import read
from extractors.documents.model import Document
from extractors.facts.compute.from_text import ruled_owner
from extractors.facts.compute.mentions import Mention
from extractors.facts.compute.owners import INTERCEPT, NameUsage, OwnerCandidate, candidates, chosen, is_open
from extractors.facts.compute.passages import passages
from extractors.facts.compute.recognisers import mentions
from extractors.facts.naming import name_key
from extractors.facts.paper_names import paper_names
from extractors.records import Quantity

TARGET = Path(__file__).parents[1] / "extractors" / "catalog" / "owners.toml"
PENALTY = 0.1
PARTS = 8
_TOLERANCE = 0.01
_SAME_NAME = 75.0
_SMALLEST_WEIGHT = 0.02


@dataclass(frozen=True, slots=True)
class OwnerExample:
    """One statement with its candidates and which of them are right."""

    paper_id: str
    candidates: tuple[OwnerCandidate, ...]
    is_right: tuple[bool, ...]
    ruled: int


def examples_of(paper_id: str, document: Document, noted: Sequence[dict[str, Any]]) -> Iterator[OwnerExample]:
    """Yield the statements of a paper's own that a reader noted down too."""
    usage = NameUsage(document, paper_names(document))
    for passage in passages(document):
        for mention in mentions(passage):
            owners = [fact.get("model") for fact in noted if _is_same_value(fact, mention)]
            ruled, is_own = ruled_owner(passage, mention, usage)
            if not owners or not is_own or not is_open(passage, ruled):
                continue
            found = candidates(passage, mention, usage, ruled)
            right = tuple(_is_right(candidate.name, owners, usage.names.main) for candidate in found)
            by_rules = next(i for i, candidate in enumerate(found) if "ruled" in candidate.features)
            yield OwnerExample(paper_id, found, right, by_rules)


def _is_same_value(fact: dict[str, Any], mention: Mention) -> bool:
    if fact["quantity"] != mention.quantity:
        return False
    if mention.quantity is Quantity.HARDWARE_MODEL:
        ours, theirs = find(mention.text_value), find(fact.get("text") or "")
        return ours is not None and ours == theirs
    values = (fact.get("value"), fact.get("value_max"), *fact.get("alt_values", []))
    value = mention.value or 0.0
    return any(one is not None and abs(value - one) <= _TOLERANCE * abs(one) for one in values)


def _is_right(name: str | None, owners: Sequence[str | None], main: str) -> bool:
    """Tell whether a candidate is one of the owners noted down; the main runs may go by the paper's own model."""
    if None in owners and name in (None, main):
        return True
    return name is not None and any(owner and _is_same_name(name, owner) for owner in owners)


def _is_same_name(one: str, other: str) -> bool:
    words = [name_key(one), name_key(other)]
    numbers = [{word for word in key if word[0].isdigit()} for key in words]
    if all(numbers) and not (numbers[0] <= numbers[1] or numbers[1] <= numbers[0]):
        return False
    return fuzz.token_set_ratio(*(" ".join(key) for key in words)) >= _SAME_NAME


def train(
    examples: Sequence[OwnerExample], penalty: float = PENALTY
) -> tuple[DictVectorizer, LogisticRegression]:
    """Fit whether a candidate is the owner; papers with many statements count less for each."""
    counts = Counter(example.paper_id for example in examples)
    rows = [(example, i) for example in examples for i in range(len(example.candidates))]
    vectors = DictVectorizer()
    features = vectors.fit_transform(dict(example.candidates[i].features) for example, i in rows)
    weights = np.array([counts[example.paper_id] ** -0.5 for example, _ in rows])
    right = [example.is_right[i] for example, i in rows]
    model = LogisticRegression(C=penalty, max_iter=5000)
    return vectors, model.fit(features, right, sample_weight=weights / weights.mean())


def left_out(examples: Sequence[OwnerExample]) -> tuple[int, int]:
    """Return how many owners are right by the rules and as weighed, for papers left out of training."""
    papers = sorted({example.paper_id for example in examples})
    by_rules = as_weighed = 0
    for part in range(PARTS):
        held = set(papers[part::PARTS])
        vectors, model = train([example for example in examples if example.paper_id not in held])
        for example in examples:
            if example.paper_id in held:
                features = vectors.transform(dict(one.features) for one in example.candidates)
                likely = model.predict_proba(features)[:, 1].tolist()
                best = example.candidates.index(chosen(example.candidates, likely))
                by_rules += example.is_right[example.ruled]
                as_weighed += example.is_right[best]
    return by_rules, as_weighed


def write(vectors: DictVectorizer, model: LogisticRegression, papers: int, score: str) -> None:
    """Write the weights that matter, in the order of their names."""
    named = sorted(zip(vectors.get_feature_names_out(), model.coef_[0], strict=True))
    lines = [
        "# How much each piece of evidence says for a model being the owner of a stated cost: weights of a logistic",
        f"# model, learned from {papers} annotated papers by python -m tools.train_owners.",
        f"# {score}",
        "# extractors/facts/compute/owners.py says what each feature is.",
        "",
        "[weights]",
        f"{INTERCEPT} = {model.intercept_[0]:.3f}",
        *(f'"{name}" = {weight:.3f}' for name, weight in named if abs(weight) >= _SMALLEST_WEIGHT),
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _examples_of_paper(paper_id: str, folder: Path, parsed: Path | None) -> list[OwnerExample]:
    kept = parsed / f"{paper_id}.pkl" if parsed else None
    if kept and kept.exists():
        document: Document = pickle.loads(kept.read_bytes())  # noqa: S301 - written by the user's own earlier run
    else:
        document = read((folder / "pdf" / f"{paper_id}.pdf").read_bytes(), paper_id)
    noted = json.loads((folder / "gold" / f"{paper_id}.json").read_text("utf-8"))["compute"]
    return list(examples_of(paper_id, document, noted))


def main() -> None:
    """Train on the papers of a folder and tell how well it does on those left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--folds", default="0,1,2")
    parser.add_argument("--parsed", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with (options.folder / "folds.csv").open(encoding="utf-8") as file:
        papers = [row["id"] for row in csv.DictReader(file) if row["fold"] in options.folds.split(",")]
    papers = [one for one in papers if (options.folder / "pdf" / f"{one}.pdf").exists()]
    with ProcessPoolExecutor() as processes:
        of_paper = partial(_examples_of_paper, folder=options.folder, parsed=options.parsed)
        examples = [example for found in processes.map(of_paper, papers) for example in found]
    by_rules, as_weighed = left_out(examples)
    score = f"Right in {as_weighed} of {len(examples)} statements of papers left out, by the rules alone in {by_rules}."
    print(score)
    if options.write:
        write(*train(examples), len({example.paper_id for example in examples}), score)


if __name__ == "__main__":
    main()
