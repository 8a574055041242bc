from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.audio.score.announcements import announced_phrases
from hiptimer.audio.score.arrangement import Arrangement, is_words
from hiptimer.audio.score.coach import DONE_WORDS, spoken_lines, wordings
from hiptimer.audio.score.score import upcoming_notes
from hiptimer.audio.score.speech import SpokenLine
from hiptimer.circuit.amounts import Range
from hiptimer.circuit.doses import RepsToFatigue
from hiptimer.circuit.model import Stage
from hiptimer.plan.wording import seconds_words
from hiptimer.workout.engine import Engine
from hiptimer.workout.playhead import State
from tests.audio.talking import (
    LetterVoice,
    heard_words,
    in_phase,
    spoken_words,
    start_mat,
    without_times,
)
from tests.conftest import exercise, laid_out, open_hold, paced, timed
from tests.mat import FREE
from tests.strategies import Planned, plans

if TYPE_CHECKING:
    from hiptimer.circuit.doses import AnyDose
    from hiptimer.circuit.model import Side
    from hiptimer.plan.timeline import Timeline


TO_FATIGUE = RepsToFatigue(4, 9, paced(up=1.5, down=3.0).tempo)


def effort_lines(timeline: Timeline) -> list[SpokenLine]:
    """Return the lines of an effort of which the name was heard before."""
    names = announced_phrases(timeline, 1)
    phase = timeline.phases[1]
    return list(spoken_lines(timeline, 1, phase.cues, phase.seconds, names))


@pytest.mark.parametrize("reps", [1, 2, 5, 6, 10])
def test_the_number_said_is_that_of_the_rep_that_begins(reps: int) -> None:
    timeline = laid_out(exercise("climber", paced(reps, drive=1.5, back=3.0)), prepare_seconds=0.0)
    effort = timeline.phases[0].effort
    counts = [(at, words) for at, words in spoken_words(timeline) if at > 4.5 and words != "Done."]
    assert len(counts) == reps - 1
    for at, words in counts:
        rep = effort.rep_at(at)
        assert rep
        assert at - rep.began_at < 0.5
        to_go = reps - rep.rep + 1
        assert words == {1: "Last one.", 5: "Five to go."}.get(to_go, f"{rep.rep}.")


@given(plans(), st.floats(0.01, 0.1))
def test_any_number_said_is_the_rep_of_its_moment(plan: Planned, seconds_per_letter: float) -> None:
    said = spoken_words(plan.timeline, LetterVoice(seconds_per_letter))
    for phase in plan.timeline.phases:
        for moment, words in said:
            rep = phase.effort.rep_at(moment - phase.starts) if phase.is_effort else None
            is_inside = phase.starts <= moment < phase.starts + phase.target_seconds
            if is_inside and rep and words.rstrip(".").isdecimal():
                assert int(words.rstrip(".")) == rep.rep


def test_the_rep_that_was_interrupted_is_said_again() -> None:
    timeline = laid_out(exercise("climber", paced(8, drive=1.5, back=3.0)), prepare_seconds=0.0)
    mat = start_mat(timeline)
    mat.until(2 * 4.5 + 2.0)
    mat.workout.pause()
    heard_words(mat)
    mat.workout.resume()
    mat.until(2 * 4.5 + 2.0 + 5.0 + 1.0)
    assert heard_words(mat) == ["Climber.", "3."]


@pytest.mark.parametrize("first_side", ["left", "right"])
def test_the_side_is_said_in_place_of_the_number_in_alternating_reps(first_side: Side) -> None:
    march = exercise("march", paced(4, up=1.5, back=2.5), sides="alternate", first_side=first_side)
    timeline = laid_out(march, prepare_seconds=9.0)
    effort = timeline.phases[1].effort
    said = [(at - 9.0, words) for at, words in spoken_words(timeline) if at > 9.0]
    sides = [(at, words) for at, words in said if "eft" in words or "ight" in words]
    assert len(sides) == effort.reps
    for at, words in sides:
        rep = effort.rep_at(at)
        assert rep
        assert rep.side
        assert rep.side in words.lower()


def test_quick_alternating_reps_are_counted() -> None:
    march = exercise("march", paced(2, up=1.5, back=2.0), sides="alternate")
    timeline = laid_out(march, prepare_seconds=9.0)
    assert "2." in in_phase(timeline, 1)


def test_beats_are_named_in_the_first_rep_and_long_ones_in_each() -> None:
    breathing = exercise("breathing", paced(2, rise=5.0, hold=2.0, sink=6.0))
    timeline = laid_out(breathing, prepare_seconds=0.0)
    said = [(round(at), words) for at, words in spoken_words(timeline)]
    assert said[1:] == [
        *((5, "Hold."), (7, "Sink."), (13, "Last one."), (14, "Rise."), (20, "Sink.")),
        (28, "Done."),
    ]


@pytest.mark.parametrize(
    ("seconds", "to_go"),
    [
        (20.0, []),
        (20.1, [15.0]),
        (60.0, [45.0, 30.0, 15.0]),
        (75.0, [60.0, 45.0, 30.0, 15.0]),
        (120.0, [105.0, 90.0, 75.0, 60.0, 45.0, 30.0, 15.0]),
        (200.0, [180.0, 150.0, 120.0, 90.0, 60.0, 45.0, 30.0, 15.0]),
    ],
)
def test_the_time_to_go_is_said_in_long_pauses(seconds: float, to_go: list[float]) -> None:
    timeline = laid_out(exercise("plank", timed(15)), prepare_seconds=seconds)
    lines = list(spoken_lines(timeline, 0, timeline.phases[0].cues, seconds))[1:]
    assert [round(seconds - line.at, 3) for line in lines] == to_go
    assert all(
        line.wordings == ((f"{seconds_words(it)} to go.",),)
        for line, it in zip(lines, to_go, strict=True)
    )


@given(st.integers(1, 3000).map(lambda tenths: tenths / 10), st.floats(0.01, 0.2))
def test_no_pause_is_silent_for_long(seconds: float, seconds_per_letter: float) -> None:
    timeline = laid_out(exercise("plank", timed(15)), prepare_seconds=seconds)
    engine = Engine(timeline)
    engine.start(0.0)
    voice = LetterVoice(seconds_per_letter)
    notes = upcoming_notes(engine, seconds, Arrangement(voice=voice))
    ends = 0.0
    for note in notes:
        assert note.moment - ends <= (20.0 if seconds <= 120.0 else 35.0)
        ends = note.moment
        if is_words(note):
            ends += seconds_per_letter * len(note.sound.removesuffix(".wav"))


def test_the_end_of_a_workout_is_said_after_its_sound() -> None:
    timeline = laid_out(exercise("plank", timed(15)), prepare_seconds=0.0)
    assert spoken_words(timeline)[-1] == (15.0 + 2.36, "Done.")


def test_a_count_that_would_reach_into_the_return_is_omitted() -> None:
    timeline = laid_out(exercise("march", paced(8, drive=0.3, back=0.7)), prepare_seconds=1.0)
    assert without_times(spoken_words(timeline)) == []


def test_an_open_hold_announces_each_half_minute_and_the_target() -> None:
    timeline = laid_out(exercise("squat", open_hold(45, 100)), prepare_seconds=1.0)
    engine = Engine(timeline)
    engine.start(0.0)
    notes = upcoming_notes(engine, 1e6, Arrangement(voice=LetterVoice()))
    words = [note for note in notes if is_words(note) and 10.0 < note.moment < 100.0]
    assert [note.sound for note in words] == [
        *("30 seconds..wav", "Target..wav", "60 seconds..wav", "90 seconds..wav")
    ]
    assert [round(note.moment - 1.0) for note in words] == [30, 45, 60, 90]


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (20, ["Target.", "30 seconds.", "60 seconds.", "90 seconds."]),
        (30, ["30 seconds.", "60 seconds.", "90 seconds."]),
        (60, ["30 seconds.", "60 seconds.", "90 seconds."]),
    ],
)
def test_a_target_at_a_half_minute_is_said_as_its_seconds(target: int, words: list[str]) -> None:
    timeline = laid_out(exercise("squat", open_hold(target, 100)), prepare_seconds=1.0)
    found = effort_lines(timeline)
    assert [line.wordings[0] for line in found] == [*((it,) for it in words), DONE_WORDS]


def test_a_timed_effort_says_halfway() -> None:
    timeline = laid_out(exercise("stretch", timed(30)), prepare_seconds=1.0)
    assert list(effort_lines(timeline)) == [SpokenLine(15.0, (("Halfway.",),))]


def test_the_last_rep_has_a_shorter_wording_and_five_to_go_may_be_a_number() -> None:
    timeline = laid_out(exercise("climber", paced(7, drive=1.0, back=2.0)), prepare_seconds=1.0)
    lines = effort_lines(timeline)
    assert [(line.at, line.wordings) for line in lines] == [
        (0.0, (("Drive.",),)),
        (1.0, (("Back.",),)),
        (3.0, (("2.",),)),
        (6.0, (("Five to go.",), ("Five more.",), ("3.",))),
        (9.0, (("4.",),)),
        (12.0, (("5.",),)),
        (15.0, (("6.",),)),
        (18.0, (("Last one.",), ("Last.",))),
    ]


def test_stages_are_said_when_they_begin() -> None:
    stages = (Stage(0.0, "sink"), Stage(10.0, "rotate"), Stage(40.0, "never"))
    timeline = laid_out(exercise("stretch", timed(30), stages=stages))
    assert in_phase(timeline, 1) == ["Sink.", "Rotate."]


def test_paced_reps_to_fatigue_are_counted_to_their_cap_and_the_target_is_said() -> None:
    tempo = paced(up=1.5, down=3.0).tempo
    calf = exercise("calf", RepsToFatigue(2, 4, (replace(tempo[0], say="rise"), tempo[1])))
    timeline = laid_out(calf, prepare_seconds=9.0)
    assert [(it.at, it.wordings[0][0]) for it in effort_lines(timeline)] == [
        *((0.0, "Rise."), (1.5, "Down."), (4.5, "2."), (9.0, "Target."), (9.0, "3."), (13.5, "4.")),
        (4.5, *DONE_WORDS),
    ]


@pytest.mark.parametrize("dose", [open_hold(20, 60), FREE, TO_FATIGUE])
def test_how_to_end_an_effort_that_waits_is_said_once(dose: AnyDose) -> None:
    squat = exercise("squat", dose, sides="each", switch_seconds=6.0)
    mat = start_mat(laid_out(squat, sets=Range.single(2), rest_between_sets_seconds=10.0))
    for seconds in (25.0, 45.0, 70.0, 90.0):
        mat.until(seconds)
        mat.workout.done()
    assert mat.state() is State.FINISHED
    assert heard_words(mat).count(*DONE_WORDS) == 1


@pytest.mark.parametrize("dose", [open_hold(20, 60), FREE, TO_FATIGUE])
def test_an_unattended_workout_asks_for_no_key(dose: AnyDose) -> None:
    words = [it for _, it in spoken_words(laid_out(exercise("squat", dose)))]
    assert words
    assert DONE_WORDS[0] not in words


def test_reminders_are_said_in_place_of_the_time_to_go_near_them() -> None:
    march = exercise("march", timed(40), remind_seconds=(10.0, 17.0))
    timeline = laid_out(march, march, rest_between_exercises_seconds=40.0)
    lines = list(spoken_lines(timeline, 2, timeline.phases[2].cues, 40.0))[1:]
    assert [(it.at, it.wordings[0][0]) for it in lines] == [
        (10.0, "30 seconds to go."),
        (23.0, "17 seconds to go."),
        (30.0, "10 seconds to go."),
    ]
    said = [line.wordings[0][0] for line in effort_lines(timeline)]
    assert said == ["Halfway.", "17 seconds to go.", "10 seconds to go."]


@given(plans())
def test_every_wording_that_is_said_was_prepared(plan: Planned) -> None:
    prepared = {" ".join(wording) for wording in wordings(plan.timeline)}
    assert {words for _, words in spoken_words(plan.timeline, LetterVoice(0.01))} <= prepared


def test_the_first_beat_of_an_alternating_rep_is_lower_on_the_left() -> None:
    march = exercise("march", paced(2, up=1.5, back=2.5), sides="alternate")
    engine = Engine(laid_out(march, prepare_seconds=1.0))
    engine.start(-1.0)
    pitches = {note.moment: note.pitch for note in upcoming_notes(engine) if note.sound == "drive"}
    assert pitches == {0.0: pytest.approx(2 ** (-5 / 12)), 4.0: 1.0, 8.0: pitches[0.0], 12.0: 1.0}
