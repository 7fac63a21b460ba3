"""Blocks of rows and the texts in their middle."""

from __future__ import annotations

from extractors.facts.blocks import NO_BLOCKS, read_blocks


def test_loose_texts_inside_blocks_are_their_titles() -> None:
    labels = [(1, "a"), (3, "b"), (4, "a"), (6, "b")]
    found = read_blocks(labels, {2: "first", 5: "second"})
    assert found.titles == {1: "first", 3: "first", 4: "second", 6: "second"}
    assert found.title_rows == {2, 5}


def test_texts_between_blocks_are_no_titles_of_theirs() -> None:
    labels = [(1, "a"), (2, "b"), (4, "a"), (5, "b")]
    assert read_blocks(labels, {0: "first", 3: "second"}) is NO_BLOCKS


def test_equal_titles_are_groups_and_uneven_blocks_are_none() -> None:
    assert read_blocks([(1, "a"), (3, "b"), (4, "a"), (6, "b")], {2: "ours", 5: "ours"}) is NO_BLOCKS
    assert read_blocks([(1, "a"), (3, "b"), (4, "a")], {2: "first"}) is NO_BLOCKS
