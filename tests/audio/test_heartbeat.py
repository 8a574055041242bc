from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.audio.player.heartbeat import SIGN_SECONDS, Restarts

SIGNS_PER_SECOND = round(1 / SIGN_SECONDS)


def count_restarts(lifetimes: list[int]) -> int:
    """Return how many players are restarted, each dying after so many signs of life."""
    restarts = Restarts()
    for number, signs in enumerate(lifetimes):
        for _ in range(signs):
            restarts.earn()
        if not restarts.take():
            return number
    return len(lifetimes)


def test_a_player_that_keeps_dying_immediately_is_given_up() -> None:
    assert count_restarts([0] * 1000) == 60


@given(st.lists(st.integers(SIGNS_PER_SECOND, 5 * SIGNS_PER_SECOND), max_size=300))
def test_a_player_that_lives_a_second_each_time_is_never_given_up(lifetimes: list[int]) -> None:
    assert count_restarts(lifetimes) == len(lifetimes)


@given(st.lists(st.integers(0, 2 * SIGNS_PER_SECOND), max_size=300))
def test_a_player_is_given_up_only_after_a_run_of_short_lifetimes(lifetimes: list[int]) -> None:
    number = count_restarts(lifetimes)
    if number < len(lifetimes):
        assert any(
            sum(lifetimes[first : number + 1]) < SIGNS_PER_SECOND * (number + 1 - first)
            for first in range(number + 1)
        )


@pytest.mark.parametrize("seconds", [60, 600])
def test_the_restarts_a_long_lifetime_earns_are_bounded(seconds: int) -> None:
    assert count_restarts([seconds * SIGNS_PER_SECOND] + [0] * 1000) == 60
