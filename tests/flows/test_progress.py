"""Who hears of the steps of a night, and how long each took."""

import pytest

from flows.progress import listener, timed_steps


def test_every_step_is_timed_and_one_that_comes_again_adds_up():
    seconds = {}
    with timed_steps(seconds):
        listener().step("reading papers", 3)
        listener().advance()
        assert seconds == {}
        listener().step("fitting")
        assert list(seconds) == ["reading papers"]
        listener().step("reading papers")
    assert list(seconds) == ["reading papers", "fitting"]
    assert all(spent >= 0 for spent in seconds.values())


def test_a_step_that_fails_is_timed_and_nobody_listens_afterwards():
    seconds = {}
    with pytest.raises(ZeroDivisionError), timed_steps(seconds):
        listener().step("fitting")
        _ = 1 / 0
    listener().step("another run")
    assert list(seconds) == ["fitting"]
