from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.circuit.model import Range
from hiptimer.workout.corrections import correct_hold, open_holds
from hiptimer.workout.events import EffortEnded, EndedBy
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


def test_only_open_holds_that_were_done_can_be_corrected() -> None:
    found = done(
        ended(LEFT, 34.2),
        ended(RIGHT, 12.0, EndedBy.NEXT),
        ended(STRETCH, 20.0, EndedBy.CLOCK),
    )
    assert [(it.index, it.seconds) for it in open_holds(found)] == [(LEFT, 34.2)]


def test_a_corrected_hold_counts_and_the_rest_is_unchanged() -> None:
    before = done(ended(LEFT, 34.2), ended(RIGHT, 40.0), ended(STRETCH, 20.0, EndedBy.CLOCK))
    after = correct_hold(before, LEFT, 33.2)
    assert [row.done for row in after.rows] == ["33.2s (done)", "40s (done)", "20s"]
    assert after.headline() == before.headline()
    assert after.skipped == before.skipped
    assert correct_hold(after, LEFT, 34.2) == before


def test_the_attempt_that_counts_is_corrected() -> None:
    found = correct_hold(done(ended(LEFT, 10.0, EndedBy.AGAIN), ended(LEFT, 34.0)), LEFT, 30.0)
    assert [attempt.seconds for attempt in found.attempts] == [10.0, 30.0]


def test_a_later_attempt_that_never_began_is_not_the_one_that_is_corrected() -> None:
    before = done(ended(LEFT, 34.0), ended(LEFT, 0.0, EndedBy.NEXT))
    assert [hold.seconds for hold in open_holds(before)] == [34.0]
    after = correct_hold(before, LEFT, 30.0)
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
    (hold,) = open_holds(done(ended(LEFT, seconds)))
    assert (hold.less, hold.more) == (less, more)


def test_a_hold_that_was_not_reached_cannot_be_corrected() -> None:
    with pytest.raises(KeyError):
        correct_hold(done(), LEFT, 30.0)


@given(st.lists(st.sampled_from(["less", "more"]), max_size=60), st.floats(0.1, 90.0))
def test_after_any_keys_a_hold_still_counts_and_nothing_else_has_changed(
    pressed: list[str], seconds: float
) -> None:
    found = done(ended(LEFT, seconds), ended(RIGHT, 40.0))
    for direction in pressed:
        hold = open_holds(found)[0]
        step = hold.less if direction == "less" else hold.more
        if step is not None:
            found = correct_hold(found, LEFT, step)
    assert 0 < open_holds(found)[0].seconds <= 90
    assert open_holds(found)[1].seconds == 40.0
    assert found.efforts_done == 2


def test_each_set_has_its_own() -> None:
    timeline = laid_out(exercise("squat", open_hold()), sets=Range.single(2))
    found = summary(timeline, [ended(1, 31.0), ended(3, 32.0)], spent_seconds=1.0)
    assert [it.effort.set for it in open_holds(found)] == [1, 2]
    assert correct_hold(found, 3, 30.0).rows[0].done == "31s (done), 30s (done)"
