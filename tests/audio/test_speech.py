from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.audio.score.score import Arrangement, due_notes, is_words, upcoming_notes
from hiptimer.audio.score.speech import (
    BREATH_SECONDS,
    NoVoice,
    SpokenLine,
    schedule_words,
    spoken_lines,
    wordings,
)
from hiptimer.audio.sounds.wav import Clip
from hiptimer.circuit.amounts import Range
from hiptimer.circuit.model import Stage
from hiptimer.library import loading
from hiptimer.plan.choices import default_choices
from hiptimer.plan.compiler import compile_timeline
from hiptimer.plan.timeline import PhaseKind
from hiptimer.workout.engine import Engine
from tests.conftest import exercise, laid_out, open_hold, paced, timed
from tests.mat import Mat, shorter
from tests.strategies import Planned, plans

if TYPE_CHECKING:
    from hiptimer.audio.score.speech import Wording
    from hiptimer.plan.timeline import Timeline


@dataclass(frozen=True)
class LetterVoice:
    """Says a wording as one clip, in a time proportional to its letters."""

    seconds_per_letter: float = 0.07

    def clips(self, wording: Wording) -> tuple[Clip, ...]:
        words = " ".join(wording)
        return (Clip(f"{words}.wav", self.seconds_per_letter * len(words)),)


class PhraseVoice:
    """Says one clip of a second per phrase, and cannot say "Stretch"."""

    def clips(self, wording: Wording) -> tuple[Clip, ...] | None:
        if any("Stretch" in phrase for phrase in wording):
            return None
        return tuple(Clip(f"{phrase}.wav", 1.0) for phrase in wording)


def spoken_words(
    timeline: Timeline, voice: Any = None, horizon: float = 1e6
) -> list[tuple[float, str]]:
    """Return the words of an unattended workout with their moments, to the hundredth."""
    engine = Engine(timeline, unattended=True)
    engine.start(0.0)
    notes = upcoming_notes(engine, horizon, Arrangement(voice=voice or LetterVoice()))
    return [
        (round(note.moment, 2), note.sound.removesuffix(".wav")) for note in notes if is_words(note)
    ]


def in_phase(timeline: Timeline, index: int) -> list[str]:
    starts = timeline.phases[index].starts
    ends = starts + timeline.phases[index].target_seconds
    return [words for moment, words in spoken_words(timeline) if starts <= moment < ends]


def held_band(*, switch_seconds: float = 8.0) -> Timeline:
    """Return three sets of a stretch with a band, on both sides, and a plank without."""
    stretch = exercise(
        "stretch",
        timed(15),
        equipment=("heavy looped band",),
        sides="each",
        side_means="knee up",
        switch_seconds=switch_seconds,
    )
    plank = exercise("plank", timed(15, isometric=True))
    return laid_out(
        stretch,
        plank,
        sets=Range.single(3),
        prepare_seconds=20.0,
        rest_between_exercises_seconds=20.0,
    )


def test_the_first_set_is_said_in_full_and_later_ones_by_name_side_and_band() -> None:
    assert [words for _, words in spoken_words(held_band())] == [
        "Get ready: Stretch, left, knee up. Heavy looped band on. 15 seconds.",
        "Switch: right, knee up. Keep the heavy looped band on.",
        "Rest. Next: Plank. Heavy looped band off. hold 15 seconds.",
        "Set 2. Stretch, left. Band on.",
        "right. Keep the band on.",
        "Plank. Band off.",
        "Last set. Stretch, left. Band on.",
        "right. Keep the band on.",
        "Plank. Band off.",
    ]


@pytest.mark.parametrize(
    ("switch_seconds", "words"),
    [
        (8.0, "Switch: right, knee up. Keep the heavy looped band on."),
        (6.0, "right. Keep the band on."),
        (5.0, "right."),
        (4.0, "right."),
        (3.5, None),
    ],
)
def test_words_that_do_not_fit_are_shortened_and_then_omitted(
    switch_seconds: float, words: str | None
) -> None:
    timeline = held_band(switch_seconds=switch_seconds)
    assert in_phase(timeline, 2) == ([words] if words else [])


def test_reps_are_counted_just_after_the_return_and_the_last_is_announced() -> None:
    timeline = laid_out(exercise("climber", paced(10, drive=1.5, back=3.0)), prepare_seconds=1.0)
    counts = [(moment, words) for moment, words in spoken_words(timeline) if moment > 1.0]
    assert [words for _, words in counts] == [
        *("1.", "2.", "3.", "4.", "Five more.", "6.", "7.", "8.", "Last one.")
    ]
    after_return = [round(moment - (1.0 + 4.5 * rep), 2) for rep, (moment, _) in enumerate(counts)]
    assert all(4.5 < late < 5.0 for late in after_return)


def test_a_count_that_would_reach_into_the_return_is_omitted() -> None:
    timeline = laid_out(exercise("march", paced(8, drive=0.3, back=0.7)), prepare_seconds=1.0)
    assert in_phase(timeline, 1) == []


def test_an_open_hold_announces_each_half_minute_and_the_target() -> None:
    timeline = laid_out(exercise("squat", open_hold(45, 100)), prepare_seconds=1.0)
    engine = Engine(timeline)
    engine.start(0.0)
    notes = upcoming_notes(engine, 1e6, Arrangement(voice=LetterVoice()))
    words = [note for note in notes if is_words(note) and note.moment > 1.0]
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
    found = spoken_lines(timeline, 1, timeline.phases[1].cues)
    assert [line.wordings[0] for line in found] == [(it,) for it in words]


def test_a_timed_effort_says_halfway() -> None:
    timeline = laid_out(exercise("stretch", timed(30)), prepare_seconds=1.0)
    assert list(spoken_lines(timeline, 1, timeline.phases[1].cues)) == [
        SpokenLine(15.0, (("Halfway.",),))
    ]


def test_the_last_rep_has_a_shorter_wording_and_five_more_may_be_a_number() -> None:
    timeline = laid_out(exercise("climber", paced(7, drive=1.0, back=2.0)), prepare_seconds=1.0)
    assert list(spoken_lines(timeline, 1, timeline.phases[1].cues)) == [
        SpokenLine(3.0, (("1.",),)),
        SpokenLine(6.0, (("Five more.",), ("2.",))),
        SpokenLine(9.0, (("3.",),)),
        SpokenLine(12.0, (("4.",),)),
        SpokenLine(15.0, (("5.",),)),
        SpokenLine(18.0, (("Last one.",), ("Last.",))),
    ]


def test_phrases_of_a_rehearsal_follow_each_other_in_its_quicker_time() -> None:
    line = SpokenLine(0.0, (("a,", "b.", "c"),))
    found = list(schedule_words([line], [], 100.0, PhraseVoice(), 4.0))
    assert [at for at, _ in found] == pytest.approx([0.24, 0.24 + 4.32, 0.24 + 4.32 + 5.0])


def test_stages_are_said_when_they_begin() -> None:
    stages = (Stage(0.0, "sink"), Stage(10.0, "rotate"), Stage(40.0, "never"))
    timeline = laid_out(exercise("stretch", timed(30), stages=stages))
    assert in_phase(timeline, 1) == ["Sink.", "Rotate."]


def test_an_effort_without_a_pause_before_it_is_announced_at_its_start() -> None:
    timeline = laid_out(exercise("plank", timed(15)), prepare_seconds=0.0)
    assert spoken_words(timeline) == [(0.41, "Plank. 15 seconds.")]


def test_a_sentence_is_followed_by_a_longer_pause_than_a_comma() -> None:
    timeline = held_band(switch_seconds=20.0)
    switch = timeline.phases[2].starts
    phrases = [
        it for it in spoken_words(timeline, PhraseVoice()) if switch <= it[0] < switch + 20.0
    ]
    assert [words for _, words in phrases] == [
        *("Switch:", "right,", "knee up.", "Keep the heavy looped band on.")
    ]
    moments = [moment for moment, _ in phrases]
    gaps = [later - moment for moment, later in pairwise(moments)]
    assert gaps == pytest.approx([1.15, 1.08, 1.25])


def test_a_wording_the_voice_cannot_say_is_replaced_by_a_shorter_one() -> None:
    first = spoken_words(held_band(), PhraseVoice())[0:2]
    assert [words for _, words in first] == ["left.", "Band on."]


def test_without_a_voice_nothing_is_said() -> None:
    assert spoken_words(held_band(), NoVoice()) == []


@dataclass(frozen=True)
class OneLength:
    """Says everything in `seconds`."""

    seconds: float

    def clips(self, wording: Wording) -> tuple[Clip, ...]:
        return (Clip(f"{wording[0]}.wav", self.seconds),)


@pytest.mark.parametrize("speed", [1.0, 2.0])
@pytest.mark.parametrize(("sounds", "end"), [([(3.0, 3.2)], 9.0), ([], 3.0)])
@pytest.mark.parametrize(("too_long", "is_said"), [(-0.001, True), (0.001, False)])
def test_a_breath_of_six_hundredths_is_between_words_and_the_sounds_around_them(
    speed: float, sounds: list[tuple[float, float]], end: float, too_long: float, *, is_said: bool
) -> None:
    first_sound_until = 0.5
    silence = (3.0 - first_sound_until) / speed - 2 * 0.06
    voice = OneLength(silence + too_long)
    found = list(
        schedule_words(
            [SpokenLine(0.0, (("a",),))], [(0.0, first_sound_until), *sounds], end, voice, speed
        )
    )
    moments = [at for at, _ in found]
    assert moments == (pytest.approx([0.5 + 0.06 * speed]) if is_said else [])


def test_a_breath_is_between_two_lines() -> None:
    both = [SpokenLine(0.0, (("a",),)), SpokenLine(1.0, (("b",),))]
    found = list(schedule_words(both, [], 9.0, OneLength(2.0)))
    assert [at for at, _ in found] == pytest.approx([0.06, 0.06 + 2.0 + 0.06])


def assert_words_are_heard_alone(timeline: Timeline, seconds_per_letter: float) -> None:
    """Assert that words move no sound, and overlap neither sounds nor each other."""
    engine = Engine(timeline, unattended=True)
    first = due_notes(timeline, engine.start(0.0))
    voice = LetterVoice(seconds_per_letter)
    notes = upcoming_notes(engine, 1e6, Arrangement(voice=voice))
    assert tuple(note for note in notes if not is_words(note)) == upcoming_notes(engine, 1e6)
    spoken = [note for note in notes if is_words(note)]
    heard = Arrangement(voice=voice).space([*first, *notes])
    sounds = [it for it in heard if not is_words(it)]
    until = 0.0
    for note in spoken:
        assert note.moment >= until
        until = note.moment + seconds_per_letter * len(note.sound.removesuffix(".wav"))
        following = [it.moment for it in sounds if it.moment > note.moment]
        assert min(following, default=1e9) >= until + BREATH_SECONDS - 1e-6


@given(plans(), st.floats(0.01, 0.2))
def test_words_move_no_sound_and_overlap_neither_sounds_nor_each_other(
    plan: Planned, seconds_per_letter: float
) -> None:
    assert_words_are_heard_alone(plan.timeline, seconds_per_letter)


def test_words_wait_for_a_sound_that_was_moved_beyond_the_effort_before() -> None:
    late_stage = (Stage(at=6.0, say="At six."),)
    quick = [
        exercise(name, paced(5, lift=1.3), stages=late_stage) for name in ("pulses", "bridges")
    ]
    timeline = laid_out(*quick, prepare_seconds=0.0, rest_between_exercises_seconds=0.0)
    assert [phase.is_effort for phase in timeline.phases] == [True, True]
    assert_words_are_heard_alone(timeline, 0.125)


@given(plans())
def test_every_wording_that_is_said_was_prepared(plan: Planned) -> None:
    prepared = {" ".join(wording) for wording in wordings(plan.timeline)}
    assert {words for _, words in spoken_words(plan.timeline, LetterVoice(0.01))} <= prepared


@pytest.mark.parametrize("id_", loading.ids())
def test_every_effort_of_a_shipped_circuit_is_announced_with_its_side(id_: str) -> None:
    circuit = loading.find(id_).circuit
    assert circuit
    timeline = compile_timeline(circuit, default_choices(circuit), id_)
    for index, phase in enumerate(timeline.phases):
        if phase.is_effort:
            continue
        words = " ".join(in_phase(timeline, index)).lower()
        assert phase.effort.side in (None, "alternate") or phase.effort.side in words
        assert phase.kind is PhaseKind.SWITCH or phase.effort.movement.title.lower() in words
        assert bool(phase.gear.off) == ("off" in words or "away" in words)


def start_mat(timeline: Timeline) -> Mat:
    it = Mat(timeline, voice=LetterVoice())
    it.workout.start()
    return it


def heard_words(mat: Mat) -> list[str]:
    return [name.removesuffix(".wav") for name in mat.hearing.sounds() if name.endswith(".wav")]


def words_in_progress(mat: Mat) -> list[str]:
    """Return the words in progress when the speaker last got a score."""
    now = mat.clock.monotonic
    return [it.sound for it in mat.hearing.scores[-1] if is_words(it) and it.moment < now]


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
    assert heard_words(it) == ["right, knee up."]


def test_words_in_progress_continue_when_the_score_is_sent_again() -> None:
    it = start_mat(held_band())
    it.until(2.0)
    it.workout.lengthen(5.0)
    again = [note for note in it.hearing.scores[-1] if is_words(note)]
    assert again[0].sound.startswith("Get ready")
    assert again[0].moment < it.clock.monotonic
    it.until(20.0)
    assert len([name for name in heard_words(it) if name.startswith("Get ready")]) == 1


def test_words_that_no_longer_fit_into_a_shortened_phase_are_cut_off() -> None:
    it = start_mat(held_band(switch_seconds=8.0))
    it.until(36.5)
    assert len(words_in_progress(it)) == 1
    shorter(it.workout)
    assert words_in_progress(it) == []


def test_ready_cuts_off_the_words_before_the_countdown() -> None:
    it = start_mat(held_band())
    it.until(2.0)
    it.workout.done()
    first = it.hearing.scores[-1][0]
    assert first.sound == "tick-in"


def test_a_rehearsal_says_only_words_that_fit_its_faster_pace() -> None:
    slow, quick = (Mat(held_band(), speed, voice=LetterVoice()) for speed in (1.0, 8.0))
    for it in (slow, quick):
        it.workout.start()
        it.until(25.0 if it is slow else 25.0 / 8)
    assert heard_words(slow) == [
        "Get ready: Stretch, left, knee up. Heavy looped band on. 15 seconds."
    ]
    assert heard_words(quick) == ["Stretch, left. Band on."]
