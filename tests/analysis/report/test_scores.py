"""The section on quality: blind scores, scores of a user's own papers, and what was not read."""

import dataclasses
import json
import re

import pytest

from analysis.report import ScoresError, read_scores, render


def test_quality_says_what_was_measured_and_what_was_not_read(page):
    quality = page[page.index('id="quality"') : page.index('id="downloads"')]
    assert "Blind scores: measured on papers that nobody looked at" in quality
    assert re.search(r"encrypted pdf</td>\s*<td class=\"n\">1<", quality)
    assert "outlier of the fit: 4 facts" in quality
    assert "values no model reaches" in quality
    assert "(arxiv:2000.00003): 1910" in quality


def test_scores_of_papers_that_were_looked_at_are_marked_as_such(data):
    line = {"precision": 0.9, "recall": 0.8, "f1": 0.85, "gold": 10, "predicted": 9}
    tuned = read_scores(json.dumps({"papers": 3, "results / all": {"value": line, "full": line}}))
    tuned = dataclasses.replace(tuned, is_tuned=True)
    page = render(dataclasses.replace(data, scores=tuned)).files["index.html"].decode()
    assert "Measured on papers that were looked at while rules were written" in page


def test_blind_scores_stand_alone(data):
    rows = [
        {"fold": 3, "kind": "ordinary", "measure": "results F1", "value": 0.81},
        {"fold": 3, "kind": "ordinary", "measure": "compute F1", "value": 0.66},
        {"fold": 4, "kind": "ordinary", "measure": "results F1", "value": 0.79},
    ]
    page = (
        render(dataclasses.replace(data, scores=read_scores(json.dumps(rows)))).files["index.html"].decode()
    )
    assert "Blind scores" in page and "looked at while rules were written:" not in page
    assert re.search(r'ordinary</th><td class="n">3</td>.*?0\.81.*?0\.66', page, re.S)


def test_scores_of_a_users_own_papers_are_read():
    line = {"precision": 0.9, "recall": 0.8, "f1": 0.85, "gold": 10, "predicted": 9}
    scores = read_scores(
        json.dumps({"papers": 3, "results / all": {"value": line, "full": line | {"f1": 0.7}}})
    )
    assert scores.measured_on == "3 annotated papers"
    assert scores.rows.values.tolist() == [["results", "all", 0.9, 0.8, 0.85, 0.7, 10, 9]]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"papers": 3, "results / all": {"value": {}}}'])
def test_what_holds_no_scores_is_refused(text):
    with pytest.raises(ScoresError):
        read_scores(text)
