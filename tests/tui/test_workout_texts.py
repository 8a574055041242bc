"""The one number of each moment, and the bar that fills with time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.circuit.amounts import READY
from hiptimer.circuit.doses import RepsToFatigue, ToFatigue
from hiptimer.circuit.model import Stage
from hiptimer.tui.view_models.bar import bar
from hiptimer.tui.view_models.workout_texts import glance
from hiptimer.workout.playhead import State
from tests.conftest import exercise, open_hold, paced, timed
from tests.mat import FREE, Mat

if TYPE_CHECKING:
    from hiptimer.circuit.doses import AnyDose

PREPARE_SECONDS = 10.0


def test_a_slow_return_counts_down_and_a_short_drive_has_no_number() -> None:
    mat = Mat.started(exercise("climber", paced(10, drive=1.0, back=3.0)))
    seen = []
    for quarters in range(16):
        mat.until(PREPARE_SECONDS + 12 + 0.01 + quarters / 4)
        seen.append((glance(mat.workout.snapshot()).word, glance(mat.workout.snapshot()).number))
    assert seen == [
        *[("DRIVE", " ")] * 4,
        *[("BACK", "3")] * 4,
        *[("BACK", "2")] * 4,
        *[("BACK", "1")] * 4,
    ]
    assert glance(mat.workout.snapshot()).rep == "rep 4 of 10"


def test_reps_of_short_beats_have_no_number_at_all() -> None:
    mat = Mat.started(exercise("march", paced(10, up=1.0, down=1.5)))
    mat.until(PREPARE_SECONDS + 1.2)
    assert glance(mat.workout.snapshot()).number == ""


def test_untimed_reps_show_the_time_gone() -> None:
    mat = Mat.started(exercise("bridge", FREE))
    mat.until(PREPARE_SECONDS + 12.5)
    shown = glance(mat.workout.snapshot())
    assert shown.number == "0:12"
    assert shown.caption == "10 planned · Enter when done"


def test_a_lasting_stage_is_the_word_and_counts_to_the_next() -> None:
    stages = (Stage(0.0, "sink"), Stage(10.0, "rotate."), Stage(20.0, "lean back"))
    mat = Mat.started(exercise("stretch", timed(32.0), word="STRETCH", stages=stages))
    seen = []
    for seconds in (0.0, 9.5, 10.0, 20.0, 31.5):
        mat.until(PREPARE_SECONDS + seconds)
        shown = glance(mat.workout.snapshot())
        seen.append((shown.word, shown.number, shown.caption))
    assert seen == [
        ("SINK", "10", "then rotate"),
        ("SINK", " 1", "then rotate"),
        ("ROTATE", "10", "then lean back"),
        ("LEAN BACK", "12", "of 32 s"),
        ("LEAN BACK", " 1", "of 32 s"),
    ]
    assert bar(mat.workout.snapshot()).marks == (10 / 32, 20 / 32)


def test_an_event_within_an_effort_is_the_word_for_three_seconds_and_changes_no_number() -> None:
    stages = (Stage(15.0, "turn around", once=True),)
    mat = Mat.started(exercise("skips", timed(30.0), word="SKIP", stages=stages))
    seen = []
    for seconds in (14.5, 15.0, 17.5, 18.0):
        mat.until(PREPARE_SECONDS + seconds)
        shown = glance(mat.workout.snapshot())
        seen.append((shown.word, shown.number, shown.caption))
    assert seen == [
        ("SKIP", "16", "of 30 s"),
        ("TURN AROUND", "15", "of 30 s"),
        ("TURN AROUND", "13", "of 30 s"),
        ("SKIP", "12", "of 30 s"),
    ]


def test_a_countdown_starts_a_skipped_to_effort_and_resumes_a_paused_one() -> None:
    mat = Mat.started(exercise("squat", timed(20)))
    mat.workout.next()
    assert glance(mat.workout.snapshot()).caption == "starting in 5"
    mat.until(7)
    mat.workout.pause()
    mat.workout.resume()
    assert glance(mat.workout.snapshot()).caption == "resuming in 5"


def test_untimed_reps_say_how_they_end_only_while_they_last() -> None:
    mat = Mat.started(exercise("squat", FREE))
    mat.workout.next()
    assert "Enter" not in glance(mat.workout.snapshot()).caption
    mat.until(7)
    assert glance(mat.workout.snapshot()).caption == "10 planned · Enter when done"


def test_an_open_hold_says_how_it_ends_and_its_target_then_its_limit() -> None:
    mat = Mat.started(exercise("squat", open_hold(30.0, 90.0)))
    mat.until(PREPARE_SECONDS + 29.9)
    assert glance(mat.workout.snapshot()).caption == "Enter ends the hold · target 0:30"
    mat.until(PREPARE_SECONDS + 30.1)
    assert glance(mat.workout.snapshot()).caption == "Enter ends the hold · max 1:30"


def test_a_movement_to_fatigue_is_not_called_a_hold() -> None:
    mat = Mat.started(exercise("pulses", ToFatigue(15.0, 30.0, isometric=False)))
    mat.until(PREPARE_SECONDS + 10)
    assert glance(mat.workout.snapshot()).caption == "Enter when done · target 0:15"


def test_a_bar_fills_for_exactly_the_beat() -> None:
    mat = Mat.started(exercise("climber", paced(10, drive=1.0, back=3.0)))
    for into_rep, filled in ((0.5, 0.5), (1.0, 0.0), (2.5, 0.5), (3.97, 0.99)):
        mat.until(PREPARE_SECONDS + 4 + into_rep)
        assert bar(mat.workout.snapshot()).filled == pytest.approx(filled, abs=1e-6)


def test_a_bar_marks_the_target_of_an_open_hold_and_changes_when_it_is_passed() -> None:
    mat = Mat.started(exercise("squat", open_hold(30.0, 90.0)))
    mat.until(PREPARE_SECONDS + 29.9)
    before = bar(mat.workout.snapshot())
    assert before.marks == (30 / 90,)
    assert not before.is_past
    mat.until(PREPARE_SECONDS + 30.1)
    assert bar(mat.workout.snapshot()).is_past


@given(
    seconds=st.floats(0.0, 60.0),
    dose=st.sampled_from([timed(20.0), open_hold(30.0), paced(6, drive=1.0, back=3.0), FREE]),
)
def test_a_bar_and_its_marks_stay_within_it(seconds: float, dose: AnyDose) -> None:
    mat = Mat.started(exercise("any", dose, sides="each"))
    mat.until(seconds)
    if mat.workout.head.is_over:
        return
    shown = bar(mat.workout.snapshot())
    assert 0.0 <= shown.filled <= 1.0
    assert all(0.0 <= mark <= 1.0 for mark in shown.marks)
    assert shown.seconds > 0


def test_the_title_of_the_window_names_verb_side_and_time() -> None:
    mat = Mat.started(exercise("stretch", timed(30.0), sides="each", word="STRETCH"))
    mat.until(PREPARE_SECONDS + 18.0)
    assert glance(mat.workout.snapshot()).window_title == "STRETCH left · 0:12 · hiptimer"
    mat.workout.pause()
    assert glance(mat.workout.snapshot()).window_title == "PAUSED left · 0:12 · hiptimer"
    mat.workout.resume()
    assert mat.state() is State.RESUMING
    assert glance(mat.workout.snapshot()).window_title == "GET READY left · 0:05 · hiptimer"


def test_a_rest_that_waits_asks_whether_one_is_ready_and_counts_up() -> None:
    mat = Mat.started(
        exercise("march", timed(30)),
        exercise("bridge", timed(30)),
        prepare_seconds=0.0,
        rest_between_exercises=READY,
    )
    mat.until(30 + 75)
    shown = glance(mat.workout.snapshot())
    assert (shown.word, shown.number, shown.coming) == ("READY?", "1:15", "Bridge")
    assert shown.caption == "Enter when ready"
    mat.workout.done()
    shown = glance(mat.workout.snapshot())
    assert (shown.word, shown.number, shown.caption) == ("GET READY", "0:03", "")


def test_the_cue_of_an_exercise_is_shown_while_it_is_done() -> None:
    squat = exercise("squat", timed(30), cue="back foot off the ground", sides="each")
    mat = Mat.started(squat, prepare_seconds=5.0)
    assert "back foot" not in glance(mat.workout.snapshot()).caption
    mat.until(10)
    assert glance(mat.workout.snapshot()).caption.startswith("back foot off the ground · ")
    mat.until(37)
    assert "back foot" not in glance(mat.workout.snapshot()).caption


def test_reps_to_fatigue_show_how_many_are_planned() -> None:
    mat = Mat.started(exercise("push-ups", RepsToFatigue(12, None)), prepare_seconds=0.0)
    mat.until(10)
    assert "12 planned" in glance(mat.workout.snapshot()).caption


def test_paced_reps_to_fatigue_say_how_they_end_and_their_target_then_their_limit() -> None:
    calf = exercise("calf", RepsToFatigue(2, 4, paced(up=1.0, down=2.0).tempo), load="4 kg")
    mat = Mat.started(calf, prepare_seconds=5.0)
    assert glance(mat.workout.snapshot()).caption == "4 kg"
    mat.until(10.9)
    assert glance(mat.workout.snapshot()).caption == "4 kg · Enter when done · target 2"
    mat.until(11.1)
    assert glance(mat.workout.snapshot()).caption == "4 kg · Enter when done · max 4"
