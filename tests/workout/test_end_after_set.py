"""A workout that is to end with the set under way."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.audio.score.score import upcoming_notes
from hiptimer.circuit.amounts import Range
from hiptimer.plan.effort import Dose
from hiptimer.plan.leaving_out import until_set_end
from hiptimer.workout.engine import Engine, Refused
from hiptimer.workout.events import CueReached, EffortEnded, Ended, PhaseBegan
from hiptimer.workout.playhead import Command, State
from hiptimer.workout.summary import summary
from tests.conftest import (
    chosen,
    circuit,
    exercise,
    laid_out,
    open_hold,
    timed,
    times_as_many_examples,
)
from tests.drive import Drive
from tests.mat import Mat
from tests.strategies import Act, Planned, acts, plans
from tests.workout.test_engine_properties import START, give


def three_sets() -> Drive:
    """Prepare 0-10; set of 10-20, rest to 80; set of 80-90, rest to 150; set of 150-160."""
    return Drive(exercise("plank", timed(10)), sets=Range.single(3))


def test_the_workout_is_finished_at_the_end_of_the_set() -> None:
    drive = three_sets()
    drive.at(15, "end_after_set")
    assert drive.engine.ends_after_set
    drive.at(20)
    assert drive.state is State.FINISHED
    assert drive.events[-1] == Ended(START + 20, finished=True)


def test_a_pause_belongs_to_the_set_it_leads_to() -> None:
    drive = three_sets()
    drive.at(30, "end_after_set")
    assert drive.at(90)[-1] == Ended(START + 90, finished=True)


def test_ending_after_the_set_can_be_undone_until_it_happens() -> None:
    drive = three_sets()
    drive.at(15, "end_after_set")
    drive.at(19.9, "go_on_after_set")
    assert not drive.engine.ends_after_set
    drive.at(160)
    assert drive.state is State.FINISHED
    drive.refused(161, "go_on_after_set")


def test_neither_is_possible_if_it_would_change_nothing() -> None:
    drive = three_sets()
    drive.refused(1, "go_on_after_set")
    drive.at(1, "end_after_set")
    drive.refused(2, "end_after_set")
    last = three_sets()
    last.refused(155, "end_after_set")


def test_ending_after_the_set_is_possible_in_a_pause_and_in_a_lead_in() -> None:
    drive = three_sets()
    drive.at(15, "pause")
    drive.at(16, "end_after_set")
    drive.at(17, "go_on_after_set")
    drive.at(18, "resume")
    drive.at(19, "end_after_set")
    assert drive.at(40)[-1] == Ended(START + 28, finished=True)


def test_in_straight_order_it_ends_with_the_exercise_under_way_and_its_set() -> None:
    drive = Drive(
        exercise("plank", timed(10)),
        exercise("march", timed(10)),
        sets=Range.single(2),
        order="straight",
    )
    drive.at(15, "end_after_set")
    drive.at(20)
    assert drive.state is State.FINISHED


def test_the_remaining_time_and_the_next_effort_follow() -> None:
    mat = Mat.started(exercise("plank", timed(10)), sets=Range.single(3))
    mat.until(15)
    before = mat.workout.snapshot()
    mat.workout.toggle_end_after_set()
    during = mat.workout.snapshot()
    mat.workout.toggle_end_after_set()
    assert mat.workout.snapshot() == before
    assert (before.workout_remaining_seconds, during.workout_remaining_seconds) == pytest.approx(
        (145, 5)
    )
    assert before.following
    assert during.following is None
    assert during.place_seconds == pytest.approx(15)


def test_the_end_of_the_set_sounds_as_the_finish_and_earlier_sounds_continue() -> None:
    mat = Mat.started(exercise("plank", timed(10)), sets=Range.single(3))
    mat.until(15)
    mat.workout.toggle_end_after_set()
    assert mat.between(15, 200) == [
        (17.0, "tick-out"),
        (18.0, "tick-out"),
        (19.0, "tick-out"),
        (20.0, "finish"),
    ]


def test_a_set_that_the_person_ends_is_answered_by_the_finish() -> None:
    mat = Mat.started(exercise("squat", open_hold()), sets=Range.single(2))
    mat.until(20)
    mat.workout.toggle_end_after_set()
    assert mat.at(25, lambda workout: workout.done()) == ["kept", "finish"]


def test_efforts_not_reached_are_noted_in_the_summary() -> None:
    mat = Mat.started(exercise("plank", timed(10)), sets=Range.single(3))
    planned = mat.workout.timeline
    mat.until(15)
    mat.workout.toggle_end_after_set()
    mat.until(25)
    found = summary(planned, mat.workout.attempts, spent_seconds=20.0)
    assert found.headline() == "Ended early after 0:20: 1 of 3 efforts complete"
    assert found.rows[0].notes == ("2 not reached",)


def test_a_timeline_without_a_set_to_come_is_its_own_end() -> None:
    timeline = laid_out(exercise("plank", timed(10)), sets=Range.single(2))
    last = len(timeline.phases) - 1
    assert until_set_end(timeline, last) is timeline
    ended = until_set_end(timeline, 0)
    assert ended.planned_seconds == 20
    assert until_set_end(ended, 0) is ended


@times_as_many_examples(5)
@given(plans(), acts(), acts(), st.booleans())
def test_nothing_of_a_later_set_is_ever_heard_or_done(
    plan: Planned, before: list[Act], after: list[Act], is_unattended: bool
) -> None:
    engine = Engine(plan.timeline, unattended=is_unattended)
    now = START
    engine.start(now)
    for act in (it for it in before[:-1] if it.command is not Command.LEAVE_OUT):
        now += act.after_seconds
        try:
            give(engine, act, now)
        except Refused:
            engine.advance(now)
    try:
        engine.end_after_set(now)
    except Refused:
        return
    under_way = engine.phase.effort
    order = next(it.order for it in plan.circuit.blocks if it.id == under_way.block)
    for act in after:
        if act.command in (
            *(Command.GO_ON_AFTER_SET, Command.END_AFTER_SET),
            # The phases of the plan are then no longer those of the timeline.
            Command.LEAVE_OUT,
        ):
            continue
        now += act.after_seconds
        try:
            events = give(engine, act, now)
        except Refused:
            events = engine.advance(now)
        for event in events:
            if isinstance(event, PhaseBegan | CueReached | EffortEnded):
                effort = engine.timeline.phases[event.index].effort
                is_of_block = effort.block == under_way.block
                assert not is_of_block or order == "straight" or effort.set <= under_way.set
        sounds = [note.sound for note in upcoming_notes(engine, math.inf)]
        assert "finish" not in sounds[:-1]
    of_block = [it for it in engine.timeline.phases if it.effort.block == under_way.block]
    assert of_block[-1].effort.set == under_way.set
    assert of_block[-1].ends_set is (of_block[-1] is not engine.timeline.phases[-1])
    assert not engine.timeline.phases[-1].ends_set


@given(plans(), acts())
def test_an_undone_change_has_no_effect(plan: Planned, pressed: list[Act]) -> None:
    plain, changed = Engine(plan.timeline), Engine(plan.timeline)
    now = START
    plain.start(now)
    changed.start(now)
    for act in pressed:
        if act.command in (Command.END_AFTER_SET, Command.GO_ON_AFTER_SET):
            continue
        now += act.after_seconds
        both = []
        for engine in (plain, changed):
            try:
                both.append(give(engine, act, now))
            except Refused:
                both.append(engine.advance(now))
        assert both[0] == both[1]
        assert plain.head == changed.head
        try:
            changed.end_after_set(now)
        except Refused:
            continue
        changed.go_on_after_set(now)


def test_the_choice_of_fewer_sets_would_have_been_the_same_except_for_the_count() -> None:
    trial = circuit(exercise("squat", open_hold()), sets=Range.single(2))
    two = until_set_end(laid_out(*trial.exercises, sets=Range.single(2)), 0)
    one = laid_out(*trial.exercises, choices=chosen(1))
    assert [it.effort.dose for it in two.phases] == [Dose.OPEN] * 2
    assert [it._replace(effort=it.effort._replace(sets=1)) for it in two.phases] == [*one.phases]
