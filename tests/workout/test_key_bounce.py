from __future__ import annotations

import pytest

from hiptimer.workout.key_bounce import Presses


def counted(*moments: float) -> list[float]:
    presses = Presses()
    return [moment for moment in moments if presses.counts(moment)]


def test_presses_apart_from_each_other_all_count() -> None:
    assert counted(5.0, 6.0, 7.5) == [5.0, 6.0, 7.5]


@pytest.mark.parametrize("repeats_after", [0.25, 0.5, 0.66])
def test_a_key_held_down_is_one_press_on_any_keyboard(repeats_after: float) -> None:
    repeats = (1 + repeats_after + 0.033 * number for number in range(100))
    assert counted(1.0, *repeats) == [1.0]


def test_a_finger_that_trembles_is_one_press() -> None:
    assert counted(1.0, 1.02, 1.1, 1.29) == [1.0]


def test_continuous_presses_count_again_after_a_while() -> None:
    assert counted(*(1 + 0.5 * number for number in range(5))) == [1.0, 2.0, 3.0]


def test_the_same_moment_counts_once() -> None:
    assert counted(1.0, 1.0) == [1.0]
