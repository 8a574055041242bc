from __future__ import annotations

from typing import Any

import pytest

from hiptimer.audio.score.score import due_notes, upcoming_notes
from hiptimer.circuit.amounts import Range
from hiptimer.circuit.doses import FreeReps
from hiptimer.workout.engine import Engine
from tests.conftest import exercise, laid_out, open_hold, paced, timed

START = 7_654_321.25
FREE = FreeReps(Range.single(10), None)


def start_engine(*exercises: Any, **given: Any) -> Engine:
    engine = Engine(laid_out(*exercises, **given))
    engine.start(START)
    return engine


def coming_notes(engine: Engine, horizon_seconds: float = 1e6) -> list[tuple[float, str]]:
    return [
        (round(note.moment - START, 6), note.sound)
        for note in upcoming_notes(engine, horizon_seconds)
    ]


def test_the_score_runs_through_the_phases_to_the_finish() -> None:
    engine = start_engine(
        exercise("a", timed(5), sides="each"), prepare_seconds=4.0, switch_seconds=2.5
    )
    assert coming_notes(engine) == [
        (0.6, "resumed"),
        (1.0, "tick-in"),
        (2.0, "tick-in"),
        (3.0, "tick-in"),
        (4.0, "go"),
        (6.0, "tick-out"),
        (7.0, "tick-out"),
        (8.0, "tick-out"),
        (9.0, "switch-right"),
        (9.5, "tick-in"),
        (10.5, "tick-in"),
        (11.5, "go"),
        (13.5, "tick-out"),
        (14.5, "tick-out"),
        (15.5, "tick-out"),
        (16.5, "finish"),
    ]


def test_the_score_has_the_end_of_each_set_and_the_last_one_is_the_finish() -> None:
    engine = start_engine(
        exercise("a", timed(5)), sets=Range.single(3), rest_between_sets_seconds=2.0
    )
    marks = [
        note
        for note in coming_notes(engine)
        if note[1] in ("set-end", "last-set", "finish", "rest")
    ]
    assert marks == [
        (15.0, "set-end"),
        (15.0, "rest"),
        (22.0, "last-set"),
        (22.0, "rest"),
        (29.0, "finish"),
    ]


def test_the_score_ends_at_the_horizon() -> None:
    engine = start_engine(exercise("a", timed(500)))
    engine.advance(START + 1.0)
    assert coming_notes(engine, 8.0) == [(7.0, "tick-in"), (8.0, "tick-in"), (9.0, "tick-in")]
    engine.advance(START + 3.0)
    assert coming_notes(engine, 4.0) == [(7.0, "tick-in")]


def test_the_score_ends_at_a_gate_with_the_sound_of_the_cap() -> None:
    engine = start_engine(exercise("a", open_hold(12, 25)), exercise("b", timed(5)))
    engine.advance(START + 10.0)
    assert coming_notes(engine) == [
        (20.0, "hold-tick"),
        (22.0, "target"),
        (30.0, "hold-tick"),
        (32.0, "tick-out"),
        (33.0, "tick-out"),
        (34.0, "tick-out"),
        (35.0, "capped"),
    ]


@pytest.mark.parametrize(("sets", "sound"), [(3, "set-end"), (2, "last-set"), (1, "finish")])
def test_a_cap_that_ends_a_set_or_the_workout_also_has_that_sound(sets: int, sound: str) -> None:
    engine = start_engine(exercise("a", open_hold(12, 25)), sets=Range.single(sets))
    assert coming_notes(engine)[-2:] == [(35.0, "capped"), (35.0, sound)]


def test_30_60_and_90_seconds_of_a_hold_and_the_target_have_their_own_sounds() -> None:
    engine = start_engine(exercise("a", open_hold(70, 125)))
    engine.advance(START + 10.0)
    ticks = [(moment - 10.0, sound) for moment, sound in coming_notes(engine)]
    assert ticks == [
        (10.0, "hold-tick"),
        (20.0, "hold-tick"),
        (30.0, "held-30"),
        (40.0, "hold-tick"),
        (50.0, "hold-tick"),
        (60.0, "held-60"),
        (70.0, "target"),
        (80.0, "hold-tick"),
        (90.0, "held-90"),
        (100.0, "hold-tick"),
        (110.0, "hold-tick"),
        (120.0, "hold-tick"),
        (122.0, "tick-out"),
        (123.0, "tick-out"),
        (124.0, "tick-out"),
        (125.0, "capped"),
        (125.0, "finish"),
    ]


def test_the_score_ends_with_go_when_reps_wait_for_the_person() -> None:
    assert coming_notes(start_engine(exercise("a", FREE), exercise("b", timed(5))))[-1] == (
        10.0,
        "go",
    )


def test_an_unattended_score_ends_open_efforts_at_their_target() -> None:
    engine = start_engine(exercise("a", open_hold(12, 50)), exercise("b", open_hold(20, 60)))
    engine.unattended = True
    engine.advance(START + 21.0)
    assert coming_notes(engine) == [
        (22.0, "target"),
        (22.0, "rest"),
        (34.0, "tick-in"),
        (35.0, "tick-in"),
        (36.0, "tick-in"),
        (37.0, "go"),
        (47.0, "hold-tick"),
        (57.0, "target"),
        (57.0, "finish"),
    ]


def test_time_spent_in_a_phase_does_not_lengthen_the_next_open_effort() -> None:
    engine = start_engine(exercise("a", open_hold(5, 50)))
    engine.unattended = True
    engine.advance(START + 9.5)
    assert coming_notes(engine) == [(10.0, "go"), (15.0, "target"), (15.0, "finish")]


def test_countdowns_rise_before_an_effort_and_fall_before_its_end() -> None:
    notes = upcoming_notes(start_engine(exercise("a", timed(5))))
    climbing = [note.pitch for note in notes if note.sound == "tick-in"]
    falling = [note.pitch for note in notes if note.sound == "tick-out"]
    assert climbing == sorted(set(climbing))
    assert falling == sorted(set(falling), reverse=True)
    assert climbing[0] == falling[0] == 1.0
    assert climbing[2] * falling[2] == pytest.approx(1.0)
    assert climbing[2] == pytest.approx(2 ** (4 / 12))


def test_the_countdowns_of_caps_and_of_long_beats_fall_like_any_other() -> None:
    hold = exercise("a", open_hold(12, 25))
    walk = exercise("b", paced(1, walk=90.0, turn=2.0))
    for timeline in (laid_out(hold), laid_out(walk)):
        engine = Engine(timeline)
        engine.start(0.0)
        falling = [it.pitch for it in upcoming_notes(engine, 1e6) if it.sound == "tick-out"]
        assert falling == pytest.approx([1.0, 2 ** (-2 / 12), 2 ** (-4 / 12)])


def test_a_short_countdown_ends_as_high_as_a_whole_one() -> None:
    whole = upcoming_notes(start_engine(exercise("a", timed(5))))
    short = upcoming_notes(start_engine(exercise("a", timed(5)), prepare_seconds=1.5))
    assert [note.pitch for note in short if note.sound == "tick-in"] == [
        [note.pitch for note in whole if note.sound == "tick-in"][-1]
    ]


@pytest.mark.parametrize(
    "tempo", [{"drive": 1.0, "hold": 0.5, "back": 2.25}, {"lower": 2.25, "hold": 0.5, "up": 1.0}]
)
def test_the_return_falls_until_just_before_the_next_beat(tempo: dict[str, float]) -> None:
    notes = upcoming_notes(start_engine(exercise("a", paced(2, **tempo))))
    lengths = {note.sound: note.seconds for note in notes}
    assert lengths["return"] == pytest.approx(2.15)
    assert lengths["drive"] is lengths["beat"] is lengths["last-rep"] is None


def test_the_score_is_empty_before_the_start_while_paused_and_after_the_end() -> None:
    engine = Engine(laid_out(exercise("a", timed(5))))
    assert upcoming_notes(engine) == ()
    engine.start(START)
    engine.pause(START + 1.0)
    assert upcoming_notes(engine) == ()
    engine.stop(START + 2.0)
    assert upcoming_notes(engine) == ()


def test_a_lead_in_counts_down_to_go_and_the_effort_resumes_at_its_place() -> None:
    engine = start_engine(exercise("a", timed(20)))
    engine.pause(START + 15.0)
    engine.resume(START + 17.0)
    assert coming_notes(engine) == [
        (19.0, "tick-in"),
        (20.0, "tick-in"),
        (21.0, "tick-in"),
        (22.0, "go"),
        (27.0, "halfway"),
        (34.0, "tick-out"),
        (35.0, "tick-out"),
        (36.0, "tick-out"),
        (37.0, "finish"),
    ]


def test_a_lead_in_does_not_repeat_a_sound_heard_just_before_the_pause() -> None:
    engine = start_engine(exercise("a", timed(20)))
    engine.pause(START + 20.5)
    engine.resume(START + 21.0)
    assert "halfway" not in {sound for _, sound in coming_notes(engine)}


def test_a_lead_in_to_the_start_of_an_effort_has_one_go() -> None:
    engine = start_engine(exercise("a", timed(20)))
    engine.again(START + 15.0)
    assert [note for note in coming_notes(engine) if note[1] == "go"] == [(20.0, "go")]


def test_an_effort_paused_at_its_very_first_moment_still_has_its_go() -> None:
    engine = start_engine(exercise("a", timed(20)))
    engine.pause(START + 10.0)
    engine.resume(START + 11.0)
    assert [note for note in coming_notes(engine) if note[1] == "go"] == [(16.0, "go")]


def test_a_lead_in_to_paced_reps_leads_into_the_first_beat_without_go() -> None:
    engine = start_engine(exercise("a", paced(3)))
    engine.pause(START + 15.5)
    engine.resume(START + 16.0)
    assert coming_notes(engine)[2:5] == [(20.0, "tick-in"), (21.0, "drive"), (22.0, "return")]


def test_finished_ticks_of_a_lead_in_do_not_come_again() -> None:
    engine = start_engine(exercise("a", timed(20)))
    engine.again(START + 15.0)
    engine.advance(START + 18.5)
    assert coming_notes(engine)[:2] == [(19.0, "tick-in"), (20.0, "go")]


def test_the_notes_reached_are_those_that_were_coming() -> None:
    engine = start_engine(
        exercise("a", timed(5.3), sides="each"), exercise("b", paced(3)), prepare_seconds=4.1
    )
    coming = [
        note for note in upcoming_notes(engine, 1e6) if note.sound not in ("resumed", "finish")
    ]
    events = engine.advance(START + 1e5)
    assert list(due_notes(engine.timeline, events)) == coming


def test_the_score_keeps_its_notes_from_phase_to_phase_so_that_none_begins_again() -> None:
    engine = start_engine(
        exercise("a", timed(5.3), sides="each"),
        exercise("b", paced(3, drive=0.3, back=0.7)),
        prepare_seconds=4.1,
        switch_seconds=2.3,
    )
    first = upcoming_notes(engine, 1e6)
    for tenths in range(1, 400):
        now = START + tenths / 10 + 0.003
        engine.advance(now)
        assert set(upcoming_notes(engine, 1e6)) <= set(first)


def test_the_score_is_as_long_as_the_timeline() -> None:
    engine = start_engine(
        exercise("a", timed(7.7)), exercise("b", timed(3.3)), sets=Range.single(3)
    )
    planned_seconds = engine.timeline.planned_seconds
    assert coming_notes(engine)[-1] == (round(planned_seconds, 6), "finish")
