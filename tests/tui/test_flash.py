from __future__ import annotations

import itertools
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.tui.view_models.flash import (
    FLASH_SECONDS,
    LEAST_APART_SECONDS,
    Flash,
    seconds_to_flash_end,
)
from hiptimer.workout.engine import Refused
from hiptimer.workout.workout import Workout
from tests.conftest import exercise, open_hold, paced
from tests.mat import Mat, longer, shorter, two_sides

STEP_SECONDS = 0.05


def flashes(mat: Mat, until: float) -> list[float]:
    """Return the moments, to the tenth, at which the screen lights up until then."""
    flash, lit, found = Flash(), False, []
    while mat.clock.monotonic < mat.began_at + until:
        mat.clock.advance(STEP_SECONDS)
        mat.workout.tick()
        was, lit = lit, flash.is_lit(mat.workout.snapshot(), mat.clock.monotonic)
        if lit and not was:
            found.append(round(mat.clock.monotonic - mat.began_at, 1))
    return found


def test_the_screen_lights_up_at_three_two_and_one_before_a_phase_ends() -> None:
    assert flashes(two_sides(), 50) == [7, 8, 9, 37, 38, 39, 42, 43, 44]


def test_a_flash_is_brief_and_reports_how_long_it_still_lasts() -> None:
    mat = two_sides()
    flash = Flash()
    mat.until(7.1)
    assert flash.is_lit(mat.workout.snapshot(), mat.clock.monotonic)
    assert seconds_to_flash_end(mat.workout.snapshot()) == pytest.approx(FLASH_SECONDS - 0.1)
    assert seconds_to_flash_end(mat.workout.snapshot(), speed=2.0) == pytest.approx(
        (FLASH_SECONDS - 0.1) / 2
    )
    mat.until(7.3)
    assert not flash.is_lit(mat.workout.snapshot(), mat.clock.monotonic)
    assert seconds_to_flash_end(mat.workout.snapshot()) == inf


def test_a_lead_in_is_counted_down_too() -> None:
    mat = two_sides()
    mat.at(20.0, Workout.pause)
    mat.at(24.0, Workout.resume)
    assert flashes(mat, 30) == [26, 27, 28]


@pytest.mark.parametrize("dose", [open_hold(5, 9), paced(3)])
def test_a_phase_without_a_countdown_does_not_flash(dose: object) -> None:
    mat = Mat.started(exercise("trial", dose), prepare_seconds=0.0)  # type: ignore[arg-type]
    assert flashes(mat, 8.5) == []


def test_a_pause_does_not_flash() -> None:
    mat = two_sides()
    mat.at(37.05, Workout.pause)
    assert flashes(mat, 60) == []


ACTS = (longer, shorter, Workout.pause_or_resume, Workout.done, Workout.next, Workout.again)


@given(
    st.lists(st.tuples(st.floats(0.0, 1.0), st.sampled_from(ACTS)), max_size=60),
    st.sampled_from((0.5, 1.0, 3.0, 20.0)),
)
def test_no_key_and_no_speed_makes_it_flash_faster_than_three_times_a_second(
    acts: list[tuple[float, object]], speed: float
) -> None:
    mat = Mat(two_sides().timeline, speed=speed)
    mat.workout.start()
    flash, lit_at, was = Flash(), [], False
    for seconds, act in acts:
        mat.clock.advance(seconds)
        try:
            act(mat.workout)  # type: ignore[operator]
        except Refused:
            mat.workout.tick()
        if mat.workout.head.is_over:
            break
        lit = flash.is_lit(mat.workout.snapshot(), mat.clock.monotonic)
        if lit and not was:
            lit_at.append(mat.clock.monotonic)
        was = lit
    apart = [after - before for before, after in itertools.pairwise(lit_at)]
    assert all(it >= LEAST_APART_SECONDS - 1e-6 for it in apart)
