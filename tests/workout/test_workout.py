from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.audio.score.arrangement import Arrangement
from hiptimer.audio.score.coach import OPENING_SECONDS
from hiptimer.audio.score.spacing import GAP_SECONDS
from hiptimer.audio.speaker import Note
from hiptimer.library import loading
from hiptimer.plan.choices import default_choices
from hiptimer.plan.compiler import compile_timeline
from hiptimer.plan.timeline import PhaseKind
from hiptimer.workout.events import (
    CueReached,
    EffortEnded,
    Ended,
    EndedBy,
    LeadInBegan,
    Paused,
    PhaseBegan,
    Resumed,
)
from hiptimer.workout.playhead import State
from hiptimer.workout.workout import Workout
from tests.conftest import (
    exercise,
    laid_out,
    open_hold,
    paced,
    timed,
)
from tests.mat import SLACK_SECONDS, Mat, longer, two_open_holds, two_sides
from tests.strategies import Planned, plans
from tests.workout.test_engine_properties import unattended_cues

if TYPE_CHECKING:
    from hiptimer.plan.timeline import Cue, Phase, Timeline
    from hiptimer.workout.events import Event


HELD = {("hold-tick", 10.0 * tens): f"held-{tens}0" for tens in (3, 6, 9)}


def wanted_notes(timeline: Timeline) -> list[tuple[float, str]]:
    """Return all that is heard of a workout without any command."""
    first = timeline.phases[0]
    is_opened = first.kind is PhaseKind.PREPARE and first.target_seconds > OPENING_SECONDS
    notes = [Note(OPENING_SECONDS, "resumed")] if is_opened else []
    for number, phase in enumerate(timeline.phases, start=1):
        ends_at = phase.starts + phase.target_seconds
        notes += [
            wanted_note(phase, cue)
            for cue in unattended_cues(phase)
            if cue.sound and cue.is_heard_in(phase.target_seconds)
        ]
        if phase.ends_set:
            coming = timeline.phases[number].effort
            is_last_to_come = coming.set == coming.sets > 1
            notes.append(Note(ends_at, "last-set" if is_last_to_come else "set-end"))
    notes.append(Note(timeline.planned_seconds, "finish"))
    # A call to a last rep that the workout begins with would come before its start.
    return [(it.moment, it.sound) for it in Arrangement().space(notes) if it.moment >= 0]


def wanted_note(phase: Phase, cue: Cue) -> Note:
    sound = cue.sound or ""
    rep = phase.effort.rep_at(cue.at) if sound == "return" else None
    seconds = rep.beat.seconds - GAP_SECONDS if rep else None
    return Note(phase.starts + cue.at, HELD.get((sound, cue.at), sound), seconds=seconds)


def assert_heard_as_planned(mat: Mat) -> None:
    heard = [(it.moment - mat.began_at, it.sound) for it in mat.hearing.heard()]
    wanted = wanted_notes(mat.timeline)
    assert [sound for _, sound in heard] == [sound for _, sound in wanted]
    moments = [moment for moment, _ in heard]
    assert moments == pytest.approx([moment for moment, _ in wanted], abs=1e-6)


def shipped_timeline(id_: str) -> Timeline:
    shipped = loading.find(id_).circuit
    assert shipped is not None
    return compile_timeline(shipped, default_choices(shipped), id_)


def test_a_whole_circuit_is_heard_at_its_planned_moments_without_any_drift() -> None:
    mat = Mat(shipped_timeline("whitt-hip-flexor"))
    assert mat.timeline.planned_seconds > 25 * 60
    mat.workout.start()
    mat.workout.leave_unattended()
    mat.until(mat.timeline.planned_seconds + 5.0)
    assert mat.state() is State.FINISHED
    assert_heard_as_planned(mat)


@given(plans(), st.sampled_from([0.002, 0.05, 0.4, 1.5]))
def test_any_circuit_is_heard_as_planned_however_late_the_view_ticks(
    plan: Planned, slack_seconds: float
) -> None:
    mat = Mat(plan.timeline)
    mat.workout.start()
    mat.workout.leave_unattended()
    mat.until(plan.timeline.planned_seconds + 5.0, slack_seconds)
    assert mat.state() is State.FINISHED
    assert_heard_as_planned(mat)


def test_a_view_that_ticks_when_it_is_due_reaches_everything_within_three_milliseconds() -> None:
    mat = Mat(shipped_timeline("runner-strength"))
    late: list[float] = []

    def measure(event: Event) -> None:
        late.append(mat.clock.monotonic - event.moment)

    mat.workout.listeners.append(measure)
    mat.workout.start()
    mat.until(mat.timeline.planned_seconds + 5.0)
    assert len(late) > 200
    assert max(late) <= 0.003


@given(plans())
def test_a_tick_is_due_within_a_second_and_never_in_an_endless_loop(plan: Planned) -> None:
    mat = Mat(plan.timeline)
    mat.workout.start()
    for _ in range(200):
        if mat.workout.head.is_over:
            break
        due = mat.workout.due_in_seconds()
        assert 0.0 <= due <= 1.0
        mat.clock.advance(due + SLACK_SECONDS)
        mat.workout.tick()
        assert mat.workout.head.is_over or mat.workout.due_in_seconds() > 0.0


def test_a_paused_workout_is_due_every_five_seconds() -> None:
    mat = two_sides()
    mat.at(20.3, Workout.pause)
    assert mat.workout.due_in_seconds() == 5.0


def test_a_lead_in_is_due_at_each_of_its_seconds() -> None:
    mat = two_sides()
    mat.at(20.0, Workout.pause)
    mat.at(22.0, Workout.resume)
    mat.clock.advance(0.24)
    mat.workout.tick()
    assert mat.workout.due_in_seconds() == pytest.approx(0.26)


def test_ticking_more_often_changes_nothing() -> None:
    mat = two_sides()
    scores = len(mat.hearing.scores)
    for _ in range(100):
        mat.workout.tick()
    assert len(mat.hearing.scores) == scores
    assert mat.workout.head.elapsed == 0.0


def test_the_score_is_topped_up_before_it_runs_out() -> None:
    mat = Mat.started(exercise("hold", timed(600)))
    assert mat.between(200.0, 312.0) == [(310.0, "halfway")]
    assert 10 < len(mat.hearing.scores) < 20


def test_listeners_receive_every_event_in_order() -> None:
    mat = Mat.started(exercise("stretch", timed(4)), prepare_seconds=2.0)
    mat.at(3.5, Workout.pause)
    mat.at(4.0, Workout.resume)
    mat.until(20.0)
    kinds = [type(event) for event in mat.events if not isinstance(event, CueReached)]
    assert kinds == [
        PhaseBegan,
        PhaseBegan,
        Paused,
        LeadInBegan,
        Resumed,
        EffortEnded,
        Ended,
    ]
    moments = [event.moment for event in mat.events]
    assert moments == sorted(moments)
    assert mat.workout.attempts == [it for it in mat.events if isinstance(it, EffortEnded)]


def test_the_time_spent_runs_from_start_to_end_with_its_pauses() -> None:
    mat = two_sides()
    mat.at(20.0, Workout.pause)
    mat.at(320.0, Workout.resume)
    mat.at(330.0, Workout.stop)
    assert mat.workout.spent_seconds == pytest.approx(330.0)
    assert mat.workout.since_start(mat.events[-1].moment) == pytest.approx(330.0)


def test_a_late_tick_adds_nothing_to_the_time_spent() -> None:
    mat = two_sides()
    mat.until(74.5)
    mat.clock.advance(2.0)
    mat.workout.tick()
    assert mat.workout.spent_seconds == pytest.approx(75.0)


def test_a_workout_that_never_started_took_no_time() -> None:
    mat = Mat(laid_out(exercise("stretch", timed(30))))
    mat.clock.advance(77.0)
    mat.workout.stop()
    assert mat.workout.spent_seconds == 0.0
    assert mat.events == [Ended(mat.clock.monotonic, finished=False)]


def test_an_unattended_hold_ends_at_its_target() -> None:
    mat = two_open_holds()
    mat.until(15.0)
    mat.workout.leave_unattended()
    assert mat.between(16.0, 38.0) == [
        (20.0, "hold-tick"),
        (22.0, "target"),
        (22.3, "rest"),
        (34.0, "tick-in"),
        (35.0, "tick-in"),
        (36.0, "tick-in"),
        (37.0, "go"),
    ]


def test_a_hold_unattended_past_its_target_ends_immediately() -> None:
    mat = two_open_holds()
    mat.until(26.0)
    mat.hearing.sounds()
    mat.workout.leave_unattended()
    mat.until(28.0)
    assert [it.by for it in mat.workout.attempts] == [EndedBy.CLOCK]
    assert mat.workout.attempts[0].seconds == pytest.approx(16.0)
    assert mat.hearing.sounds() == ["rest"]
    assert mat.workout.head.elapsed == pytest.approx(2.0)


def test_the_last_unattended_hold_ends_with_the_finish_sound() -> None:
    mat = Mat.started(exercise("squat", open_hold(12, 45)))
    mat.until(15.0)
    mat.workout.leave_unattended()
    assert mat.between(16.0, 80.0) == [(20.0, "hold-tick"), (22.0, "target"), (22.3, "finish")]


def test_leaving_a_paused_workout_unattended_does_not_change_the_sound() -> None:
    mat = two_open_holds()
    mat.at(5.0, Workout.pause)
    scores = len(mat.hearing.scores)
    mat.workout.leave_unattended()
    assert len(mat.hearing.scores) == scores


def test_a_moment_shows_what_remains_and_what_comes() -> None:
    mat = two_sides()
    mat.until(22.5)
    snapshot = mat.workout.snapshot()
    assert snapshot.phase is mat.timeline.phases[1]
    assert snapshot.elapsed == pytest.approx(12.5)
    assert snapshot.remaining == pytest.approx(17.5)
    assert snapshot.workout_remaining_seconds == pytest.approx(52.5)
    assert snapshot.place_seconds == pytest.approx(22.5)
    assert snapshot.following is mat.timeline.phases[3]
    assert snapshot.rep is None


def test_a_moment_in_an_open_hold_has_no_end_and_counts_its_target() -> None:
    mat = two_open_holds()
    mat.until(12.0)
    snapshot = mat.workout.snapshot()
    assert snapshot.remaining is None
    assert snapshot.workout_remaining_seconds == pytest.approx(10.0 + 15.0 + 12.0)
    mat.until(30.0)
    assert mat.workout.snapshot().workout_remaining_seconds == pytest.approx(15.0 + 12.0)


def test_a_moment_in_paced_reps_has_its_rep_and_a_pause_before_them_has_none() -> None:
    mat = Mat.started(exercise("climber", paced(3)))
    assert mat.workout.snapshot().rep is None
    mat.until(15.5)
    rep = mat.workout.snapshot().rep
    assert rep is not None
    assert (rep.rep, rep.beat.name) == (2, "return")


def test_progress_is_whole_at_the_end_and_never_below_nothing() -> None:
    mat = two_sides()
    longer(mat.workout)
    assert mat.workout.snapshot().place_seconds == 0.0
    mat.until(100.0)
    snapshot = mat.workout.snapshot()
    planned = mat.timeline.planned_seconds
    assert (snapshot.state, snapshot.place_seconds) == (State.FINISHED, planned)
    assert snapshot.workout_remaining_seconds == 0.0
    assert snapshot.following is None


def test_a_moment_in_a_lead_in_has_its_remaining_seconds() -> None:
    mat = two_sides()
    mat.at(20.0, Workout.pause)
    mat.at(24.0, Workout.resume)
    mat.until(26.0)
    snapshot = mat.workout.snapshot()
    assert snapshot.lead_in_remaining == pytest.approx(3.0)
    assert snapshot.elapsed == pytest.approx(10.0)
