from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.circuit.amounts import Range
from hiptimer.plan.leaving_out import until_set_end
from hiptimer.workout.events import EffortEnded, EndedBy
from hiptimer.workout.hold_marks import HoldKey, HoldMark, hold_marks
from tests.conftest import exercise, laid_out, open_hold, timed

if TYPE_CHECKING:
    from hiptimer.plan.timeline import Timeline


def squats(rounds: int = 1) -> Timeline:
    """Return an open hold on each side, as phases 1 and 3, and 5 and 7 in a second round."""
    return laid_out(exercise("squat", open_hold(), sides="each", rounds=Range.single(rounds)))


def held(index: int, seconds: float, by: EndedBy = EndedBy.PERSON) -> EffortEnded:
    return EffortEnded(0.0, index, by, seconds, None, 0.0)


def test_the_first_side_of_the_first_day_has_nothing_to_match() -> None:
    assert hold_marks(squats(), 1, (), {}) == ()


def test_the_second_side_is_matched_with_the_first() -> None:
    assert hold_marks(squats(), 3, (held(1, 31.5),), {}) == (HoldMark(31.5, "left side today"),)


def test_the_latest_hold_of_the_other_side_is_the_mark() -> None:
    attempts = (held(1, 31.0), held(3, 28.0), held(5, 24.0))
    assert hold_marks(squats(2), 5, attempts, {}) == (HoldMark(28.0, "right side today"),)
    assert hold_marks(squats(2), 7, attempts, {}) == (HoldMark(24.0, "left side today"),)


def test_the_last_time_is_that_of_the_same_hold() -> None:
    last_time = {
        HoldKey("squat", "left", 1, 1): 40.0,
        HoldKey("squat", "right", 1, 1): 35.0,
        HoldKey("squat", "left", 1, 2): 20.0,
    }
    assert hold_marks(squats(2), 1, (), last_time) == (HoldMark(40.0, "last time"),)
    assert hold_marks(squats(2), 3, (held(1, 31.0),), last_time) == (
        HoldMark(31.0, "left side today"),
        HoldMark(35.0, "last time"),
    )


@pytest.mark.parametrize("by", [EndedBy.NEXT, EndedBy.AGAIN, EndedBy.STOP])
def test_a_hold_that_was_broken_off_gives_no_mark(by: EndedBy) -> None:
    assert hold_marks(squats(), 3, (held(1, 4.0, by),), {}) == ()


def test_a_hold_that_was_repeated_counts_as_it_was_at_last() -> None:
    attempts = (held(1, 31.0), held(1, 26.0))
    assert hold_marks(squats(), 3, attempts, {}) == (HoldMark(26.0, "left side today"),)


def test_a_hold_to_the_cap_is_a_mark() -> None:
    attempts = (held(1, 90.0, EndedBy.CAP),)
    assert hold_marks(squats(), 3, attempts, {}) == (HoldMark(90.0, "left side today"),)


def test_pauses_and_times_have_nothing_to_match() -> None:
    attempts = (held(1, 31.0),)
    assert hold_marks(squats(), 2, attempts, {}) == ()
    stretch = laid_out(exercise("squat", timed(20), sides="each"))
    assert hold_marks(stretch, 3, (held(1, 20.0, EndedBy.CLOCK),), {}) == ()


def test_a_hold_in_a_dropped_set_gives_no_mark() -> None:
    whole = laid_out(exercise("squat", open_hold(), sides="each"), sets=Range.single(2))
    shorter = until_set_end(whole, 1)
    assert hold_marks(shorter, 1, (held(7, 50.0),), {}) == ()
