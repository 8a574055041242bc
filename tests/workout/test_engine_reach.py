"""The way to the key is no part of a hold; and the lead-in that a person prefers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiptimer.workout.engine import Engine
from hiptimer.workout.events import EffortEnded, EndedBy, LeadInBegan
from tests.conftest import exercise, laid_out, open_hold, paced, timed

if TYPE_CHECKING:
    from hiptimer.circuit.doses import AnyDose


def ended(engine: Engine, held_seconds: float, command: str = "done") -> EffortEnded:
    """Hold for so long, give the command, and return how the effort ended."""
    engine.start(0.0)
    events = getattr(engine, command)(held_seconds)
    return next(event for event in events if isinstance(event, EffortEnded))


def hold(reach_seconds: float = 3.0) -> Engine:
    plank = exercise("plank", open_hold(30.0, 60.0))
    return Engine(laid_out(plank, prepare_seconds=0.0), reach_seconds=reach_seconds)


@pytest.mark.parametrize("command", ["done", "pause"])
def test_the_way_to_the_key_is_taken_off_a_hold_to_fatigue(command: str) -> None:
    attempt = ended(hold(), 34.0, command)
    assert attempt.by is EndedBy.PERSON
    assert (attempt.seconds, attempt.reach_seconds) == (31.0, 3.0)


def test_a_hold_is_never_shorter_than_zero_seconds() -> None:
    attempt = ended(hold(), 2.0)
    assert (attempt.seconds, attempt.reach_seconds) == (0.0, 2.0)


def test_a_hold_that_the_cap_ended_counts_in_full() -> None:
    attempt = ended(hold(), 61.0, "advance")
    assert attempt.by is EndedBy.CAP
    assert (attempt.seconds, attempt.reach_seconds) == (60.0, 0.0)


@pytest.mark.parametrize("command", ["next", "stop"])
def test_a_hold_that_was_not_kept_has_its_measured_time(command: str) -> None:
    assert ended(hold(), 20.0, command).reach_seconds == 0.0


@pytest.mark.parametrize("dose", [timed(20.0), timed(20.0, isometric=True), paced()])
def test_nothing_is_taken_off_what_the_clock_would_have_ended(dose: AnyDose) -> None:
    engine = Engine(laid_out(exercise("squat", dose), prepare_seconds=0.0), reach_seconds=3.0)
    attempt = ended(engine, 10.0)
    assert (attempt.seconds, attempt.reach_seconds) == (10.0, 0.0)


def lead_in(preferred_seconds: float, away_seconds: float, own_seconds: float = 5.0) -> float:
    squat = exercise("squat", timed(20.0), prepare_seconds=own_seconds)
    timeline = laid_out(exercise("plank", timed(20.0)), squat)
    engine = Engine(timeline, short_lead_in_seconds=preferred_seconds)
    engine.start(0.0)
    for _ in range(3):
        engine.next(0.0)
    engine.pause(10.0)
    events = engine.resume(10.0 + away_seconds)
    return next(event.seconds for event in events if isinstance(event, LeadInBegan))


def test_a_short_pause_is_followed_by_the_lead_in_that_is_preferred() -> None:
    assert lead_in(8.0, away_seconds=3.0) == 8.0
    assert lead_in(3.0, away_seconds=3.0) == 3.0


def test_a_long_pause_is_followed_by_no_less_than_that() -> None:
    assert lead_in(8.0, away_seconds=30.0, own_seconds=5.0) == 8.0
    assert lead_in(3.0, away_seconds=30.0, own_seconds=20.0) == 20.0


def test_an_effort_begins_again_through_the_lead_in_that_is_preferred() -> None:
    timeline = laid_out(exercise("squat", timed(20.0)), prepare_seconds=0.0)
    engine = Engine(timeline, short_lead_in_seconds=8.0)
    engine.start(0.0)
    events = engine.again(5.0)
    assert LeadInBegan(5.0, 8.0) in events
