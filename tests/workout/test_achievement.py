from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hiptimer.circuit.amounts import Range
from hiptimer.circuit.doses import ToFatigue
from hiptimer.circuit.model import Block
from hiptimer.plan.choices import default_choices
from hiptimer.plan.compiler import compile_timeline
from hiptimer.workout.achievement import achievement
from hiptimer.workout.events import EffortEnded, EndedBy
from hiptimer.workout.hold_marks import HoldKey
from hiptimer.workout.summary import summary
from tests.conftest import circuit, exercise, laid_out, open_hold, timed

if TYPE_CHECKING:
    from hiptimer.plan.timeline import Timeline

SQUATS = laid_out(exercise("squat", open_hold(30, 90), sides="each"))
LAST = {HoldKey("squat", "left", 1, 1): 45.0, HoldKey("squat", "right", 1, 1): 40.0}


def proud_of(
    timeline: Timeline,
    *held: float,
    last: dict[HoldKey, float] | None = None,
    by: EndedBy = EndedBy.PERSON,
) -> str:
    """Return the achievement of a workout in which each effort was done for so many seconds."""
    efforts = [index for index, phase in enumerate(timeline.phases) if phase.is_effort]
    attempts = [
        EffortEnded(0.0, index, by, seconds, None)
        for index, seconds in zip(efforts, held, strict=False)
    ]
    return achievement(summary(timeline, attempts, spent_seconds=90.0), last or {})


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        (48.2, 40.0, "Left hold 48 s, 45 s last time"),
        (46.0, 48.0, "Right hold 48 s, 40 s last time"),
        (44.0, 41.0, "Right hold 41 s, 40 s last time"),
    ],
)
def test_the_hold_that_became_longest_since_last_time_comes_first(
    left: float, right: float, words: str
) -> None:
    assert proud_of(SQUATS, left, right, last=LAST) == words


def test_a_hold_longer_by_less_than_a_shown_second_is_not_called_longer() -> None:
    assert proud_of(SQUATS, 45.4, 29.0, last=LAST) == ""


def test_a_hold_that_was_skipped_or_stopped_in_is_no_achievement() -> None:
    assert proud_of(SQUATS, 60.0, 60.0, last=LAST, by=EndedBy.STOP) == ""


def test_a_hold_of_several_sets_and_exercises_is_named_in_full() -> None:
    timeline = laid_out(
        exercise("squat", open_hold(30, 90)),
        exercise("plank", open_hold(30, 90)),
        sets=Range.single(2),
    )
    last = {HoldKey("plank", None, 2, 1): 30.0}
    words = proud_of(timeline, 30.0, 30.0, 30.0, 36.0, last=last)
    assert words == "Plank, hold 36 s, 30 s last time (set 2)"


def test_without_a_longer_hold_the_targets_reached_count() -> None:
    assert proud_of(SQUATS, 30.0, 31.0, last=LAST) == "Every hold reached its target"
    assert proud_of(SQUATS, 30.0) == ""


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"sides": "each"}, "Pulses, left 48 s, 45 s last time"),
        ({}, "Pulses 48 s, 44 s last time"),
    ],
)
def test_a_time_to_fatigue_in_motion_is_not_called_a_hold(
    given: dict[str, str], words: str
) -> None:
    timeline = laid_out(exercise("pulses", ToFatigue(30.0, 90.0, isometric=False), **given))
    last = {HoldKey("pulses", "left", 1, 1): 45.0, HoldKey("pulses", None, 1, 1): 44.0}
    assert proud_of(timeline, 48.0, 48.0, last=last) == words
    assert proud_of(timeline, 48.0, 48.0) == "Every effort to fatigue reached its target"


def test_without_holds_all_sets_done_count() -> None:
    timeline = laid_out(exercise("stretch", timed(20)), sets=Range.single(3))
    assert proud_of(timeline, 20.0, 20.0, 20.0) == "All 3 sets done"
    assert proud_of(timeline, 20.0, 20.0) == ""
    timeline = laid_out(exercise("stretch", timed(20)), sets=Range.single(2))
    assert proud_of(timeline, 20.0, 20.0) == "Both sets done"


def test_the_sets_of_all_blocks_are_counted() -> None:
    stretch = exercise("stretch", timed(20))
    blocks = (
        Block(id="one", title="One", sets=Range.single(2), exercises=(stretch,)),
        Block(id="two", title="Two", exercises=(replace(stretch, id="bend"),)),
    )
    trial = replace(circuit(stretch), blocks=blocks)
    timeline = compile_timeline(trial, default_choices(trial), "trial")
    assert proud_of(timeline, 20.0, 20.0, 20.0) == "All 3 sets done"


def test_without_an_achievement_nothing_is_claimed() -> None:
    assert proud_of(laid_out(exercise("stretch", timed(20))), 20.0) == ""
