from __future__ import annotations

import pytest

from hiptimer.circuit.amounts import Range
from hiptimer.workout.engine import Refused
from hiptimer.workout.playhead import State
from hiptimer.workout.workout import Workout
from tests.conftest import (
    exercise,
    laid_out,
    open_hold,
    paced,
    timed,
)
from tests.mat import Mat, longer, shorter, two_open_holds, two_sides


def two_sets() -> Mat:
    """Prepare 0-10, first set 10-40, rest 40-100, second set 100-130."""
    return Mat.started(exercise("stretch", timed(30)), sets=Range.single(2))


def test_pause_is_answered_and_silences_the_coming_notes() -> None:
    mat = two_sides()
    assert mat.at(38.5, Workout.pause) == ["paused"]
    assert [note.sound for note in mat.hearing.scores[-1]] == ["paused"]
    assert mat.between(39.0, 50.0) == []


def test_resume_answers_and_counts_down_to_go() -> None:
    mat = two_sides()
    mat.at(20.0, Workout.pause)
    assert mat.at(24.0, Workout.resume) == ["resumed"]
    assert mat.between(24.5, 30.0) == [
        (26.0, "tick-in"),
        (27.0, "tick-in"),
        (28.0, "tick-in"),
        (29.0, "go"),
    ]


def test_pause_or_resume_depends_on_the_state() -> None:
    mat = two_sides()
    mat.at(20.0, Workout.pause_or_resume)
    assert mat.state() is State.PAUSED
    mat.at(24.0, Workout.pause_or_resume)
    assert mat.state() is State.RESUMING
    mat.at(25.0, Workout.pause_or_resume)
    assert mat.state() is State.PAUSED


def test_done_is_answered_and_the_next_phase_is_heard_immediately() -> None:
    mat = two_sides()
    assert mat.at(20.0, Workout.done) == ["kept", "switch-right"]


def test_done_in_a_pause_is_heard_as_3_2_1() -> None:
    mat = two_sides()
    assert mat.at(2.3, Workout.done) == ["tick-in"]
    assert mat.between(2.5, 6.0) == [(3.3, "tick-in"), (4.3, "tick-in"), (5.3, "go")]


def test_done_in_a_lead_in_is_heard_as_3_2_1() -> None:
    mat = Mat.started(exercise("squat", timed(30), prepare_seconds=25.0))
    mat.at(20.0, Workout.pause)
    mat.at(60.0, Workout.resume)
    assert mat.at(62.3, Workout.done) == ["tick-in"]
    assert mat.between(62.5, 66.0) == [(63.3, "tick-in"), (64.3, "tick-in"), (65.3, "go")]


def test_done_in_the_guard_is_not_answered_and_changes_nothing() -> None:
    mat = two_sides()
    mat.until(40.3)
    scores = len(mat.hearing.scores)
    mat.workout.done()
    assert len(mat.hearing.scores) == scores


def test_next_is_heard_as_the_start_of_the_next_phase() -> None:
    mat = two_sides()
    assert mat.at(2.0, Workout.next) == ["resumed"]
    assert [sound for _, sound in mat.between(2.1, 7.1)] == [*(["tick-in"] * 3), "go"]
    assert mat.at(12.0, Workout.next) == ["switch-right"]


def test_next_while_paused_is_silent() -> None:
    mat = two_sides()
    mat.at(20.0, Workout.pause)
    assert mat.at(21.0, Workout.next) == []
    assert mat.at(22.0, Workout.resume) == ["resumed", "switch-right"]


def test_previous_and_again_lead_in() -> None:
    mat = two_sides()
    assert mat.at(50.0, Workout.again) == ["resumed"]
    assert mat.at(51.0, Workout.previous) == ["resumed"]
    assert (61.0, "go") in mat.between(51.5, 62.0)


def test_stop_is_silent_and_nothing_follows() -> None:
    mat = two_sides()
    assert mat.at(20.0, Workout.stop) == []
    assert mat.hearing.scores[-1] == ()
    assert mat.between(21.0, 60.0) == []


def test_a_refused_command_raises_and_is_not_heard() -> None:
    mat = two_sides()
    mat.until(15.0)
    scores = len(mat.hearing.scores)
    for command in (Workout.previous, Workout.resume, Workout.start):
        with pytest.raises(Refused):
            command(mat.workout)
    assert len(mat.hearing.scores) == scores
    assert mat.state() is State.RUNNING


def test_finish_is_heard_once_after_done_in_the_last_effort() -> None:
    mat = two_open_holds()
    mat.at(15.0, Workout.done)
    assert mat.at(40.0, Workout.done) == ["kept", "finish"]
    assert mat.between(41.0, 120.0) == []


def test_finish_is_heard_once_after_pause_in_the_last_open_hold() -> None:
    mat = two_open_holds()
    mat.at(15.0, Workout.done)
    assert mat.at(40.0, Workout.pause) == ["kept", "finish"]


def test_finish_is_heard_once_at_the_automatic_end() -> None:
    mat = two_sides()
    assert mat.between(74.5, 120.0) == [(75.0, "finish")]


def test_finish_is_heard_once_when_the_last_effort_is_shortened_to_its_end() -> None:
    mat = two_sides()
    assert mat.at(71.0, shorter) == ["finish"]
    assert mat.between(72.0, 90.0) == []


def test_finish_is_heard_after_next_in_the_last_effort_while_paused() -> None:
    mat = two_sides()
    mat.at(50.0, Workout.pause)
    assert mat.at(51.0, Workout.next) == ["finish"]


def test_the_end_of_a_set_is_heard_once_at_its_automatic_end() -> None:
    assert two_sets().between(39.5, 60.0) == [(40.0, "last-set")]


def test_the_end_of_a_set_is_heard_once_by_done() -> None:
    mat = two_sets()
    assert mat.at(20.0, Workout.done) == ["kept", "last-set"]
    assert mat.between(21.0, 76.0) == []


def test_the_end_of_a_set_is_heard_once_when_its_last_effort_is_shortened() -> None:
    mat = two_sets()
    assert mat.at(36.0, shorter) == ["last-set"]
    assert mat.between(37.0, 50.0) == []


def test_the_cap_and_the_rest_after_it_are_heard_once_each() -> None:
    mat = two_open_holds()
    heard = mat.between(34.5, 46.0)
    assert heard == [(35.0, "capped"), (35.3, "rest")]


def test_the_cap_is_heard_on_time_and_the_rest_at_the_tick_that_passes_it() -> None:
    mat = two_open_holds()
    mat.until(34.9)
    mat.workout.due_in_seconds()
    mat.hearing.sounds()
    mat.clock.advance(1.1)
    mat.workout.tick()
    mat.clock.advance(0.5)
    heard = [(round(it.moment - mat.began_at, 6), it.sound) for it in mat.hearing.heard()]
    assert heard == [(35.0, "capped"), (36.0, "rest")]


def test_the_cap_of_the_last_hold_is_heard_with_the_finish() -> None:
    mat = Mat.started(exercise("squat", open_hold(12, 25)))
    assert mat.between(34.5, 50.0) == [(35.0, "capped"), (35.3, "finish")]


def test_an_automatic_change_of_phase_keeps_notes_still_sounding() -> None:
    mat = two_sides()
    mat.until(40.1)
    sounds = [note.sound for note in mat.hearing.scores[-1]]
    assert sounds[:4] == ["tick-out", "tick-out", "tick-out", "switch-right"]


def test_a_long_return_stays_in_the_score_while_it_sounds() -> None:
    mat = Mat.started(exercise("slow", paced(3, drive=1.0, back=8.0)))
    mat.until(18.5)
    mat.workout.leave_unattended()
    assert mat.began_at + 11.0 in [
        pytest.approx(note.moment) for note in mat.hearing.scores[-1] if note.sound == "return"
    ]


def test_a_lengthened_phase_keeps_sounding_notes_and_moves_coming_ones() -> None:
    mat = two_sides()
    mat.at(38.5, longer)
    assert mat.hearing.scores[-1][0].sound == "tick-out"
    assert mat.between(39.0, 45.5) == [
        (42.0, "tick-out"),
        (43.0, "tick-out"),
        (44.0, "tick-out"),
        (45.0, "switch-right"),
    ]


def test_muting_turns_the_volume_down_and_keeps_the_score() -> None:
    mat = two_sides()
    score = mat.hearing.scores[-1]
    mat.workout.mute()
    assert mat.workout.is_muted
    mat.workout.mute()
    assert not mat.workout.is_muted
    assert mat.hearing.volumes == [80, 0, 80]
    assert set(score) <= set(mat.hearing.scores[-1])


def test_the_end_of_an_earlier_set_has_the_plain_sound() -> None:
    mat = Mat.started(exercise("stretch", timed(30)), sets=Range.single(3))
    assert mat.at(20.0, Workout.done) == ["kept", "set-end"]
    mat.at(30.0, Workout.next)
    assert mat.at(40.0, Workout.done) == ["kept", "last-set"]


def test_the_volume_changes_immediately_and_keeps_the_score() -> None:
    mat = two_sides()
    mat.until(20.0)
    coming = {it for it in mat.hearing.scores[-1] if it.moment > mat.clock.monotonic}
    mat.workout.change_volume(-10)
    mat.workout.change_volume(-10)
    mat.workout.change_volume(10)
    assert mat.hearing.volumes == [80, 70, 60, 70]
    assert coming <= set(mat.hearing.scores[-1])


def test_the_volume_keys_stay_between_10_and_100() -> None:
    workout = two_sides().workout
    for _ in range(12):
        workout.change_volume(10)
    assert workout.volume == 100
    for _ in range(12):
        workout.change_volume(-10)
    assert workout.volume == 10


def test_softer_does_not_raise_a_volume_below_the_lowest_step() -> None:
    workout = two_sides().workout
    workout.volume = 5
    workout.change_volume(-10)
    assert workout.volume == 5
    workout.change_volume(10)
    assert workout.volume == 15


def test_louder_ends_mute_and_softer_does_not() -> None:
    mat = two_sides()
    mat.workout.mute()
    mat.workout.change_volume(-10)
    assert mat.workout.is_muted
    mat.workout.change_volume(10)
    assert not mat.workout.is_muted
    assert mat.hearing.volumes == [80, 0, 0, 80]


def test_a_workout_muted_before_the_start_starts_silent() -> None:
    mat = Mat(laid_out(exercise("stretch", timed(30))))
    mat.workout.mute()
    mat.workout.start()
    assert mat.hearing.volumes == [0, 0]


def test_a_rehearsal_scales_moments_and_lengths_but_not_pitch() -> None:
    timeline = laid_out(exercise("climber", paced(3)), exercise("stretch", timed(20)))
    slow, fast = Mat(timeline), Mat(timeline, speed=4.0)
    for mat in (slow, fast):
        mat.workout.start()
        mat.until((timeline.planned_seconds + 1.0) / mat.speed, 0.0001)
        assert mat.state() is State.FINISHED
    for one, other in zip(slow.hearing.heard(), fast.hearing.heard(), strict=True):
        assert (one.sound, one.pitch) == (other.sound, other.pitch)
        moment = (one.moment - slow.began_at) / 4.0
        assert other.moment - fast.began_at == pytest.approx(moment, abs=1e-6)
        assert (other.seconds or 0.0) == pytest.approx((one.seconds or 0.0) / 4.0)
    assert fast.workout.spent_seconds == pytest.approx(timeline.planned_seconds, abs=1e-6)


def test_a_rehearsal_keeps_notes_for_their_real_length() -> None:
    mat = Mat(laid_out(exercise("stretch", timed(30), sides="each")), speed=60.0)
    mat.workout.start()
    mat.until(40.2 / 60.0, 0.0001)
    first_tick = next(note for note in mat.hearing.scores[-1] if note.sound == "tick-in")
    assert first_tick.moment < mat.clock.monotonic - 0.5
