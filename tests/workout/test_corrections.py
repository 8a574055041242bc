from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.circuit.amounts import Range
from hiptimer.circuit.doses import FreeReps
from hiptimer.workout.corrections import correct_attempt, correctable_attempts
from hiptimer.workout.events import MOST_REPS, EffortEnded, EndedBy
from hiptimer.workout.summary import summary
from tests.conftest import exercise, laid_out, open_hold, timed

if TYPE_CHECKING:
    from hiptimer.workout.summary import Summary

# Prepare, hold, switch, hold, rest, stretch.
TIMELINE = laid_out(
    exercise("squat", open_hold(30, 90), sides="each"), exercise("stretch", timed(20))
)
LEFT, RIGHT, STRETCH = 1, 3, 5


def ended(index: int, seconds: float, by: EndedBy = EndedBy.PERSON) -> EffortEnded:
    return EffortEnded(0.0, index, by, seconds, None)


def done(*attempts: EffortEnded) -> Summary:
    return summary(TIMELINE, attempts, spent_seconds=120.0, skipped=("Pulses",))


def hold(index: int, seconds: float) -> EffortEnded:
    """Return a hold to fatigue of so many seconds."""
    return ended(index, seconds)


def seconds_of(found: Summary) -> list[float]:
    return [it.attempt.seconds for it in correctable_attempts(found)]


def test_only_holds_that_were_done_can_be_corrected() -> None:
    found = done(
        hold(LEFT, 34.2),
        ended(RIGHT, 12.0, EndedBy.NEXT),
        ended(STRETCH, 20.0, EndedBy.CLOCK),
    )
    (only,) = correctable_attempts(found)
    assert (only.attempt, only.effort.side) == (hold(LEFT, 34.2), "left")


def test_a_corrected_hold_counts_and_the_rest_is_unchanged() -> None:
    before = done(hold(LEFT, 34.2), hold(RIGHT, 40.0), ended(STRETCH, 20.0, EndedBy.CLOCK))
    after = correct_attempt(before, hold(LEFT, 33.2))
    assert [row.done for row in after.rows] == ["33.2s", "40s", "20s"]
    assert after.headline() == before.headline()
    assert after.skipped == before.skipped
    assert correct_attempt(after, hold(LEFT, 34.2)) == before


def test_the_attempt_that_counts_is_corrected() -> None:
    before = done(ended(LEFT, 10.0, EndedBy.AGAIN), hold(LEFT, 34.0))
    after = correct_attempt(before, hold(LEFT, 30.0))
    assert [attempt.seconds for attempt in after.attempts] == [10.0, 30.0]


def test_a_later_attempt_that_never_began_is_not_the_one_that_is_corrected() -> None:
    before = done(hold(LEFT, 34.0), ended(LEFT, 0.0, EndedBy.NEXT))
    assert seconds_of(before) == [34.0]
    after = correct_attempt(before, hold(LEFT, 30.0))
    assert [attempt.seconds for attempt in after.attempts] == [30.0, 0.0]


@pytest.mark.parametrize(
    ("seconds", "less", "more"),
    [
        (34.5, 33.5, 35.5),
        (0.5, None, 1.5),
        (1.0, None, 2.0),
        (89.5, 88.5, 90.0),
        (90.0, 89.0, None),
    ],
)
def test_a_hold_is_longer_than_nothing_and_no_longer_than_its_cap(
    seconds: float, less: float | None, more: float | None
) -> None:
    (only,) = correctable_attempts(done(hold(LEFT, seconds)))
    assert (only.less and only.less.seconds, only.more and only.more.seconds) == (less, more)


def test_a_hold_that_was_not_reached_cannot_be_corrected() -> None:
    with pytest.raises(KeyError):
        correct_attempt(done(), hold(LEFT, 30.0))


@given(st.lists(st.sampled_from(["less", "more"]), max_size=60), st.floats(0.1, 90.0))
def test_after_any_keys_a_hold_still_counts_and_nothing_else_has_changed(
    pressed: list[str], seconds: float
) -> None:
    found = done(hold(LEFT, seconds), hold(RIGHT, 40.0))
    for direction in pressed:
        first = correctable_attempts(found)[0]
        step = first.less if direction == "less" else first.more
        if step is not None:
            found = correct_attempt(found, step)
    corrected, other = seconds_of(found)
    assert 0 < corrected <= 90
    assert other == 40.0
    assert found.efforts_done == 2


def test_each_set_has_its_own() -> None:
    timeline = laid_out(exercise("squat", open_hold()), sets=Range.single(2))
    found = summary(timeline, [hold(1, 31.0), hold(3, 32.0)], spent_seconds=1.0)
    assert [it.effort.set for it in correctable_attempts(found)] == [1, 2]
    assert correct_attempt(found, hold(3, 30.0)).rows[0].parts == (("31s", 1), ("30s", 3))


def test_untimed_reps_are_corrected_one_by_one() -> None:
    timeline = laid_out(exercise("raise", FreeReps(Range.single(3), None), sides="each"))
    attempts = [EffortEnded(0.0, index, EndedBy.PERSON, 9.0, 3) for index in (1, 3)]
    found = summary(timeline, attempts, spent_seconds=1.0)
    assert found.is_complete
    for _ in range(2):
        step = correctable_attempts(found)[0].less
        found = correct_attempt(found, step) if step else found
    assert [row.done for row in found.rows] == ["1 rep", "3 reps"]
    assert found.rows[0].notes == ("1 cut short",)
    assert not found.is_complete


def test_a_hold_for_a_time_is_corrected_up_to_that_time() -> None:
    timeline = laid_out(exercise("plank", timed(20, isometric=True)))
    attempt = EffortEnded(0.0, 1, EndedBy.CLOCK, 20.0, None)
    before = summary(timeline, [attempt], spent_seconds=1.0)
    (only,) = correctable_attempts(before)
    assert only.more is None
    assert only.less
    after = correct_attempt(before, only.less)
    assert (after.rows[0].done, after.rows[0].notes) == ("19s", ("1 cut short",))
    (only,) = correctable_attempts(after)
    assert only.more == replace(attempt, confirmed=True)


def test_reps_end_at_the_most_that_are_counted() -> None:
    timeline = laid_out(exercise("raise", FreeReps(Range.single(MOST_REPS), None)))
    attempt = EffortEnded(0.0, 1, EndedBy.PERSON, 9.0, MOST_REPS)
    (only,) = correctable_attempts(summary(timeline, [attempt], spent_seconds=1.0))
    assert only.more is None
