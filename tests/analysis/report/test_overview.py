"""The first screen, and what moved since the refit before."""

import dataclasses
import re

from analysis.report import render


def test_the_first_screen_says_the_exponent_and_what_it_was_before(page):
    hero = page[: page.index('id="curve"')]
    low, high = re.search(r"Exponent ([\d.]+) to ([\d.]+), 95 % interval over resampled works", hero).groups()
    assert 8 < float(low) < 9 < float(high) < 10
    assert "12 models of 12 works" in hero
    assert "these papers do not tell" in hero
    assert "a figure needs 20 works, and there are 12" in hero
    assert "7.70 →" in hero
    assert "7 facts added" in hero
    assert "paper (new) +1.25" in hero


def test_the_first_screen_says_how_often_a_point_is_right(page):
    hero = page[: page.index('id="curve"')]
    assert 'Of 60 points drawn at random, 51 right: <strong class="nowrap">85 % (74 to 92)</strong>' in hero
    assert "judged in release 20260301T020000Z" in hero
    by_part = hero[hero.index("By part:") :]
    # What is least often right stands first.
    assert by_part.index("epochs 85 % (74 to 92)") < by_part.index("result value 100 % (94 to 100)")
    quality = page[page.index('id="quality"') : page.index('id="downloads"')]
    assert re.search(r"<td>epochs</td><td class=\"n\">51</td><td class=\"n\">60</td>", quality)
    assert re.search(r"<td>result value</td><td class=\"n\">60</td><td class=\"n\">60</td>", quality)


def test_what_moved_is_no_figure_where_the_interval_is_wide(data):
    wide = data.fits.assign(exponent_bootstrap_low=5.0, exponent_bootstrap_high=25.0)
    page = render(dataclasses.replace(data, fits=wide)).files["index.html"].decode()
    news = page[page.index('id="news"') : page.index('id="curve"')]
    assert "now 5.0 to 25.0" in news
    assert "→" not in news


def test_a_refit_says_that_no_paper_was_read(data):
    refitted = dataclasses.replace(data, loads=data.loads.assign(source="refit"))
    assert "No paper was read" in render(refitted).files["index.html"].decode()


def test_the_first_screen_says_what_samples_are(data, page):
    assert "the samples that ship with ninthpower" not in page
    with_samples = render(dataclasses.replace(data, sources=data.sources.assign(source="samples")))
    assert "the samples that ship with ninthpower" in with_samples.files["index.html"].decode()
