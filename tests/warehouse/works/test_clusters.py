"""Links become groups, and what people keep apart stays apart."""

from warehouse.works.clusters import clusters


def test_links_join_over_others():
    assert clusters("abcd", [([("a", "c"), ("c", "d")], [])]) == [["a", "c", "d"], ["b"]]


def test_the_surest_link_comes_first_where_two_are_apart():
    assert clusters("abc", [([("a", "c"), ("b", "c")], [("a", "b")])]) == [["a", "c"], ["b"]]


def test_what_an_earlier_step_joined_stays_joined():
    assert clusters("abc", [([("a", "b")], []), ([("b", "c")], [("a", "b")])]) == [["a", "b", "c"]]


def test_apart_holds_for_whole_groups():
    steps = [([("a", "b"), ("c", "d"), ("b", "c")], [("a", "d")])]
    assert clusters("abcd", steps) == [["a", "b"], ["c", "d"]]
