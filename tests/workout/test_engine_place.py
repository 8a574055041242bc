"""An engine that stands where an earlier one was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given

from hiptimer.workout.engine import Engine, Refused
from hiptimer.workout.events import CueReached, EffortEnded, EndedBy, LeadInBegan, Resumed
from hiptimer.workout.playhead import Place, State
from tests.conftest import exercise, laid_out, open_hold, paced, timed, times_as_many_examples
from tests.strategies import Act, Planned, acts, plans
from tests.workout.test_engine_properties import give

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiptimer.plan.timeline import Timeline
    from hiptimer.workout.events import Event

START = 7_654_321.25
ANOTHER_DAY = 12_345.5
HOURS = 1e4


def interrupted_at(timeline: Timeline, seconds: float) -> Place:
    """Return the place that a workout has reached so many seconds after the start."""
    engine = Engine(timeline)
    engine.start(START)
    engine.advance(START + seconds)
    return engine.head.place


def gone_on_with(timeline: Timeline, place: Place) -> Engine:
    """Return an engine that is past the lead-in on another day."""
    engine = Engine(timeline, place=place)
    engine.advance(ANOTHER_DAY)
    engine.resume(ANOTHER_DAY)
    engine.advance(ANOTHER_DAY + engine.head.lead_in_remaining)
    return engine


def test_a_resumed_workout_is_paused_at_the_same_second_of_the_same_phase() -> None:
    timeline = laid_out(exercise("stretch", timed(30), sides="each"))
    engine = Engine(timeline, place=interrupted_at(timeline, 52.75))
    assert engine.head.state is State.PAUSED
    assert (engine.head.index, engine.head.elapsed) == (3, 7.75)
    assert engine.advance(ANOTHER_DAY) == ()
    assert engine.head.elapsed == 7.75


def test_a_resumed_workout_continues_through_the_whole_lead_in() -> None:
    timeline = laid_out(exercise("squat", timed(30), prepare_seconds=25.0))
    place = interrupted_at(timeline, 35.5)
    engine = Engine(timeline, place=place)
    assert engine.resume(ANOTHER_DAY) == (LeadInBegan(ANOTHER_DAY, 25.0),)
    events = engine.advance(ANOTHER_DAY + 26.0)
    assert Resumed(ANOTHER_DAY + 25.0) in events
    assert engine.head.elapsed == pytest.approx(place.elapsed + 1.0)


def test_a_resumed_workout_continues_immediately_in_a_rest() -> None:
    timeline = laid_out(exercise("stretch", timed(30), sides="each"))
    engine = Engine(timeline, place=interrupted_at(timeline, 41.5))
    assert engine.resume(ANOTHER_DAY) == (Resumed(ANOTHER_DAY),)
    engine.advance(ANOTHER_DAY + 1.0)
    assert engine.head.elapsed == pytest.approx(2.5)


def test_paced_reps_resume_at_the_start_of_the_interrupted_rep() -> None:
    timeline = laid_out(exercise("climber", paced(5)))
    engine = gone_on_with(timeline, interrupted_at(timeline, 10.0 + 11.9))
    assert engine.head.elapsed == pytest.approx(8.0)
    events = engine.advance(engine.head.now + 1.0)
    assert [it.cue.sound for it in events if isinstance(it, CueReached)] == ["return"]


def test_a_hold_to_fatigue_counts_on_or_begins_again_with_both_attempts_kept() -> None:
    timeline = laid_out(exercise("squat", open_hold(12.0, 25.0)))
    place = interrupted_at(timeline, 10.0 + 9.5)
    counted_on = gone_on_with(timeline, place)
    events = counted_on.done(counted_on.head.now + 4.0)
    (held,) = (it for it in events if isinstance(it, EffortEnded))
    assert held.by is EndedBy.PERSON
    assert held.seconds == pytest.approx(13.5)
    begun_again = Engine(timeline, place=place)
    (broken_off, *_) = begun_again.again(ANOTHER_DAY)
    assert isinstance(broken_off, EffortEnded)
    assert (broken_off.by, broken_off.seconds) == (EndedBy.AGAIN, 9.5)
    assert begun_again.head.elapsed == 0.0
    assert begun_again.head.state is State.PAUSED


def test_a_phase_that_was_made_longer_is_as_long_and_counts_down_to_its_end() -> None:
    timeline = laid_out(exercise("stretch", timed(30)))
    engine = Engine(timeline)
    engine.start(START)
    engine.lengthen(START + 20.0, 15.0)
    again = gone_on_with(timeline, engine.head.place)
    ticks = [
        round(it.moment - again.head.anchor, 6)
        for it in again.advance(ANOTHER_DAY + 3_600.0)
        if isinstance(it, CueReached) and it.cue.sound == "tick-out"
    ]
    assert ticks == [42.0, 43.0, 44.0]


@pytest.mark.parametrize("index", [-1, 2, 99])
def test_a_place_beyond_the_timeline_is_an_error(index: int) -> None:
    timeline = laid_out(exercise("stretch", timed(30)))
    with pytest.raises(ValueError, match="no phase"):
        Engine(timeline, place=Place(index, 0.0, 30.0))


@pytest.mark.parametrize(("index", "seconds"), [(1, None), (3, 30.0)])
def test_a_place_in_another_kind_of_effort_is_an_error(index: int, seconds: float | None) -> None:
    timeline = laid_out(exercise("stretch", timed(30)), exercise("squat", open_hold()))
    with pytest.raises(ValueError, match="differently"):
        Engine(timeline, place=Place(index, 0.0, seconds))


@times_as_many_examples(4)
@given(plans(), acts())
def test_resuming_on_another_day_is_like_resuming_after_a_long_pause(
    plan: Planned, pressed: list[Act]
) -> None:
    stayed = Engine(plan.timeline)
    now = START
    stayed.start(now)
    for act in pressed:
        now += act.after_seconds
        try:
            give(stayed, act, now)
        except Refused:
            stayed.advance(now)
    # Pausing would end what only a person ends.
    while not stayed.head.is_over and stayed.head.seconds is None:
        stayed.next(now)
    assume(not stayed.head.is_over)
    left = Engine(stayed.timeline, place=stayed.head.place)
    if stayed.head.state is not State.PAUSED:
        stayed.pause(now)
    stayed.require_whole_lead_in()
    stayed.resume(now)
    left.resume(ANOTHER_DAY)
    assert left.head.elapsed == stayed.head.elapsed
    assert left.head.cues == stayed.head.cues
    names, moments = marks(left.advance(ANOTHER_DAY + HOURS), ANOTHER_DAY)
    names_of_who_stayed, moments_of_who_stayed = marks(stayed.advance(now + HOURS), now)
    assert names == names_of_who_stayed
    assert moments == pytest.approx(moments_of_who_stayed, abs=1e-5)


def marks(events: Sequence[Event], since: float) -> tuple[list[str], list[float]]:
    return [type(it).__name__ for it in events], [it.moment - since for it in events]
