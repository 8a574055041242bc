from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.audio.player.heartbeat import SIGN_SECONDS, Restarts

SIGNS_A_SECOND = round(1 / SIGN_SECONDS)


def restarted(lives: list[int]) -> int:
    """Return how many of the lives, each of so many signs, were followed by a restart."""
    restarts = Restarts()
    for number, signs in enumerate(lives):
        for _ in range(signs):
            restarts.earn()
        if not restarts.take():
            return number
    return len(lives)


def test_a_player_that_dies_at_once_is_given_up_in_the_end() -> None:
    assert restarted([0] * 1000) == 60


@given(st.lists(st.integers(SIGNS_A_SECOND, 5 * SIGNS_A_SECOND), max_size=300))
def test_one_that_lives_a_second_each_time_never_is(lives: list[int]) -> None:
    assert restarted(lives) == len(lives)


@given(st.lists(st.integers(0, 2 * SIGNS_A_SECOND), max_size=300))
def test_it_is_given_up_only_when_it_lived_too_short_on_the_whole(lives: list[int]) -> None:
    number = restarted(lives)
    if number < len(lives):
        assert any(
            sum(lives[first : number + 1]) < SIGNS_A_SECOND * (number + 1 - first)
            for first in range(number + 1)
        )


@pytest.mark.parametrize("seconds", [60, 600])
def test_what_a_long_life_earns_is_bounded(seconds: int) -> None:
    assert restarted([seconds * SIGNS_A_SECOND] + [0] * 1000) == 60
