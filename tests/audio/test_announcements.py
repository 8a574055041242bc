from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.audio.score.arrangement import Arrangement, is_words
from hiptimer.audio.score.score import due_notes, upcoming_notes
from hiptimer.audio.score.speech import (
    BREATH_SECONDS,
)
from hiptimer.audio.sounds import wav
from hiptimer.audio.sounds.tones import RATE
from hiptimer.audio.voice.shipped_phrases import recordings
from hiptimer.circuit.amounts import READY, Range, Varying
from hiptimer.circuit.doses import PacedReps
from hiptimer.circuit.model import Block
from hiptimer.library import loading
from hiptimer.plan.choices import Choices, default_choices
from hiptimer.plan.compiler import compile_timeline
from hiptimer.plan.timeline import PhaseKind
from hiptimer.workout.engine import Engine
from tests.audio.talking import (
    LetterVoice,
    WordVoice,
    heard_words,
    held_band,
    said_in,
    spoken_words,
    start_mat,
    without_times,
)
from tests.conftest import (
    circuit,
    exercise,
    laid_out,
    open_hold,
    paced,
    timed,
    times_as_many_examples,
)
from tests.strategies import Planned, plans

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.audio.score.speech import Voice
    from hiptimer.circuit.doses import AnyDose
    from hiptimer.plan.timeline import Timeline


def seconds(path: Path) -> float:
    """Return the length of a recording."""
    return len(wav.read(path)) / RATE


def test_the_first_set_is_said_in_full_and_later_ones_by_name_side_band_and_length() -> None:
    assert without_times(spoken_words(held_band())) == [
        "Get ready: Stretch, left, knee up. Heavy looped band on. 15 seconds.",
        "Right. Knee up. Keep the heavy looped band on.",
        "Rest. Next: Plank. Heavy looped band off. hold 15 seconds.",
        "Set 2. Stretch, left. Band on. 15 seconds.",
        "Right. Keep the band on.",
        "Plank. Band off. hold 15 seconds.",
        "Last set. Stretch, left. Band on. 15 seconds.",
        "Right. Keep the band on.",
        "Plank. Band off. hold 15 seconds.",
    ]


@pytest.mark.parametrize("ends", ["clock", "done"])
def test_the_side_is_said_at_the_start_of_a_switch(ends: str) -> None:
    it = start_mat(held_band())
    it.until(35.001 if ends == "clock" else 30.0)
    if ends == "done":
        it.workout.done()
    began_at = it.workout.head.anchor
    it.until(it.clock.monotonic - it.began_at + 3.0)
    (words,) = [note for note in it.hearing.heard() if is_words(note) and note.moment >= began_at]
    assert words.sound.startswith("Right. ")
    assert words.moment - began_at <= 0.7
    lengths = [seconds(path) for path in (*recordings("left"), *recordings("right"))]
    assert words.moment - began_at + max(lengths) <= 1.2


def test_an_effort_without_a_pause_before_it_is_announced_at_its_start() -> None:
    timeline = laid_out(exercise("plank", timed(15)), prepare_seconds=0.0)
    assert spoken_words(timeline)[:-1] == [(0.41, "Plank. 15 seconds.")]


@pytest.mark.parametrize("id_", loading.ids())
def test_every_effort_of_a_shipped_circuit_is_announced_with_its_side(id_: str) -> None:
    shipped = loading.find(id_).circuit
    assert shipped
    timeline = compile_timeline(shipped, default_choices(shipped), id_)
    spoken = spoken_words(timeline)
    for phase in timeline.phases:
        if phase.is_effort:
            continue
        said = " ".join(said_in(phase, spoken))
        words = said.replace(phase.effort.movement.cue, "").lower()
        assert phase.effort.side in (None, "alternate") or phase.effort.side in words
        assert phase.kind is PhaseKind.SWITCH or phase.effort.movement.title.lower() in words
        assert bool(phase.gear.off) == ("off" in words or "away" in words)


def test_a_pause_cuts_the_words_off_and_the_lead_in_says_the_side() -> None:
    it = start_mat(held_band())
    it.until(1.5)
    assert len(heard_words(it)) == 1
    it.workout.pause()
    assert not any(is_words(note) for note in it.hearing.scores[-1])
    it.workout.resume()
    it.until(46.0)
    it.workout.pause()
    heard_words(it)
    it.until(66.0)
    it.workout.resume()
    it.until(68.0)
    assert heard_words(it) == ["right, knee up.", "12 seconds to go."]


def gaps_of_effort(timeline: Timeline, index: int) -> list[float]:
    """Return the silences between the sounds of an effort in which words may be said."""
    engine = Engine(timeline, unattended=True)
    notes = [*due_notes(timeline, engine.start(0.0)), *upcoming_notes(engine, 1e6)]
    start = timeline.phases[index].starts
    end = start + timeline.phases[index].target_seconds
    near = [it for it in notes if start - 2.0 < it.moment < end + 2.0]
    free, found = start, []
    for begins, until in [*sorted(Arrangement().occupied(near)), (end, end)]:
        found.append(min(begins, end) - free)
        free = max(free, until)
    return found


@given(plans(), st.floats(0.0, 10.0), st.sampled_from([LetterVoice(), WordVoice()]))
@times_as_many_examples(3)
def test_no_exercise_begins_of_which_the_name_is_not_said(
    plan: Planned, pause_seconds: float, voice: Voice
) -> None:
    timeline = compile_timeline(
        replace(
            plan.circuit,
            prepare_seconds=pause_seconds,
            rest_between_exercises=Range.single(pause_seconds),
            rest_between_sets=(Range.single(pause_seconds),),
        ),
        replace(plan.choices, prepare_seconds=None),
        "random",
    )
    said = spoken_words(timeline, voice)
    for index, phase in enumerate(timeline.phases):
        before = timeline.phases[index - 1] if index else None
        if not phase.is_effort or (before and before.kind is PhaseKind.SWITCH):
            continue
        begins = before.starts if before and not before.is_effort else phase.starts
        ends = phase.starts + phase.target_seconds
        title = phase.effort.movement.title
        is_named = any(title in words for at, words in said if begins <= at < ends)
        least_gap = 2 * BREATH_SECONDS + 0.07 * len(f"{title}.")
        assert is_named or max(gaps_of_effort(timeline, index)) < least_gap


@pytest.mark.parametrize("pause_seconds", [0.0, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 10.0])
@pytest.mark.parametrize("dose", [timed(20), open_hold(20, 60), paced(4, up=1.5, down=3.0)])
def test_the_name_is_said_once_around_any_pause(pause_seconds: float, dose: AnyDose) -> None:
    first = exercise("plank", timed(8))
    second = exercise("squat", dose)
    timeline = laid_out(first, second, rest_between_exercises=Range.single(pause_seconds))
    said = [words for _, words in spoken_words(timeline) if "Squat" in words]
    assert len(said) == 1


@pytest.mark.parametrize("switch_seconds", [0.5, 1.0, 2.0, 3.0, 3.5, 5.0])
def test_the_side_is_said_once_around_any_switch(switch_seconds: float) -> None:
    timeline = held_band(switch_seconds=switch_seconds)
    begins = timeline.phases[2].starts
    said = [words for at, words in spoken_words(timeline) if begins <= at < begins + 15.0]
    assert len([words for words in said if "Right" in words]) == 1


def test_a_cue_follows_the_side_in_the_first_set_or_is_said_after_go() -> None:
    plank = exercise("plank", timed(8), sides="each", cue="Back flat", switch_seconds=4.0)
    timeline = laid_out(plank, sets=Range.single(2), rest_between_sets_seconds=12.0)
    assert without_times(spoken_words(timeline)) == [
        "Get ready: Plank, left. 8 seconds. Back flat.",
        "Right.",
        "Back flat.",
        "Last set. Plank, left. 8 seconds.",
        "Right.",
    ]


def test_a_round_is_said_and_a_dose_that_is_not_that_of_the_other_side() -> None:
    reps = Varying((Range.single(3.0),), (Range.single(2.0),))
    squat = exercise(
        "squat",
        PacedReps(reps, paced(drive=1.0, back=2.0).tempo),
        sides="each",
        rounds=Range.single(2),
        rest_seconds=15.0,
        load=Varying(("4 kg",), ("6 kg",)),
    )
    said = [words for _, words in spoken_words(laid_out(squat)) if "kg" in words]
    assert said == [
        "Get ready: Squat, left. 3 reps, drive 1 second, back 2 seconds, 4 kg.",
        "Right. 2 reps, 6 kg.",
        "Last round. Squat, left. 3 reps, 4 kg.",
        "Right. 2 reps, 6 kg.",
    ]


def test_a_dose_that_differs_on_the_other_side_is_said_after_go_if_the_switch_is_short() -> None:
    reps = Varying((Range.single(12.0),), (Range.single(8.0),))
    step_down = exercise(
        "step-down",
        PacedReps(reps, paced(lower=3.0, lift=1.0).tempo),
        sides="each",
        switch_seconds=4.0,
        load=Varying(("4 kg",), ("6 kg",)),
    )
    said = spoken_words(laid_out(step_down, prepare_seconds=9.0))
    switch_at = 9.0 + 12 * 4.0
    assert [words for at, words in said if at >= switch_at][:4] == [
        *("Right.", "8 reps.", "6 kg.", "Lower.")
    ]


def test_a_tempo_that_does_not_fit_leaves_the_reps_and_the_load() -> None:
    squat = exercise("squat", paced(12, lower=3.0, lift=1.0), load="4 kg")
    said = spoken_words(laid_out(squat, prepare_seconds=8.0))
    assert said[0][1] == "Get ready: Squat. 12 reps, 4 kg."


def test_a_block_is_announced_by_its_title_and_its_first_set_in_full() -> None:
    first, second = (
        Block(
            id=it, title=it.capitalize(), exercises=(exercise(f"{it}-march", timed(5), cue="Up"),)
        )
        for it in ("easy", "main")
    )
    timeline = compile_timeline(replace(circuit(), blocks=(first, second)), Choices(), "trial")
    assert without_times(spoken_words(timeline)) == [
        "Get ready: Easy-march. 5 seconds. Up.",
        "Rest. Next: Main. Main-march. 5 seconds. Up.",
    ]


def test_a_new_exercise_in_straight_order_begins_no_set() -> None:
    exercises = exercise("plank", timed(5)), exercise("squat", timed(5))
    timeline = laid_out(*exercises, sets=Range.single(2), order="straight")
    assert without_times(spoken_words(timeline)) == [
        "Get ready: Plank. 5 seconds.",
        "Last set. Plank. 5 seconds.",
        "Rest. Next: Squat. 5 seconds.",
        "Last set. Squat. 5 seconds.",
    ]


def test_a_rest_that_waits_says_what_ends_it() -> None:
    exercises = exercise("plank", timed(5)), exercise("squat", timed(5))
    it = start_mat(laid_out(*exercises, rest_between_exercises=READY))
    it.until(15.0)
    heard_words(it)
    it.until(200.0)
    assert heard_words(it) == ["Rest. Next: Squat. 5 seconds.", "Press Enter when ready."]


def test_next_into_an_effort_gives_its_name_and_side_before_the_countdown() -> None:
    it = start_mat(held_band())
    it.until(0.5)
    it.workout.next()
    heard_words(it)
    it.until(2.4)
    assert heard_words(it) == ["Stretch, left, knee up."]
    it.until(5.6)
    assert it.hearing.sounds() == ["tick-in", "tick-in", "tick-in", "go"]


def test_a_name_that_was_cut_off_by_ready_is_said_after_go() -> None:
    it = start_mat(held_band())
    it.until(2.0)
    it.workout.done()
    heard_words(it)
    it.until(10.0)
    assert heard_words(it) == ["Stretch.", "Left."]


def test_a_name_that_was_heard_before_ready_is_not_repeated() -> None:
    it = start_mat(held_band())
    it.until(9.0)
    it.workout.done()
    heard_words(it)
    it.until(15.0)
    assert heard_words(it) == []
