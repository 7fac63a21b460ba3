"""Sample papers written for this project: published figures retold in its own words, as HTML and PDF.

They let a whole night run without a network, and their expected facts are a gold set of our own. They are
not the original publications; each says so itself.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from extractors.samples.expected import ExpectedCompute, ExpectedFacts, ExpectedResult, expected_facts

__all__ = ["ExpectedCompute", "ExpectedFacts", "ExpectedResult", "expected_facts", "sample_folder"]


def sample_folder() -> Path:
    """Return the folder with the shipped sample papers."""
    return Path(str(resources.files(__name__).joinpath("papers")))
