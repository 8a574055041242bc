from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.audio.score.arrangement import Arrangement, is_words
from hiptimer.audio.score.score import due_notes, upcoming_notes
from hiptimer.audio.score.speech import (
    BREATH_SECONDS,
    NoVoice,
    SpokenLine,
    schedule_words,
)
from hiptimer.circuit.model import Stage
from hiptimer.workout.engine import Engine
from tests.audio.talking import (
    LetterVoice,
    OneLength,
    PhraseVoice,
    heard_words,
    held_band,
    in_phase,
    spoken_words,
    start_mat,
)
from tests.conftest import exercise, laid_out, paced
from tests.mat import Mat, shorter
from tests.strategies import Planned, plans

if TYPE_CHECKING:
    from hiptimer.plan.timeline import Timeline


@pytest.mark.parametrize(
    ("switch_seconds", "words"),
    [
        (8.0, "Right. Knee up. Keep the heavy looped band on."),
        (6.0, "Right. Knee up. Keep the band on."),
        (5.3, "Right. Keep the band on."),
        (4.0, "Right."),
    ],
)
def test_words_that_do_not_fit_are_shortened(switch_seconds: float, words: str) -> None:
    assert in_phase(held_band(switch_seconds=switch_seconds), 2) == [words]


@pytest.mark.parametrize(("talks_for", "is_said"), [(9.99, True), (10.01, False)])
def test_the_time_to_go_is_not_said_soon_after_other_words(
    talks_for: float, *, is_said: bool
) -> None:
    lines = [
        SpokenLine(0.0, (("a",),)),
        SpokenLine(15.0, (("b",),), only_in_silence=True),
    ]
    found = list(schedule_words(lines, [], 99.0, OneLength(talks_for)))
    assert [clip.path for _, clip in found] == (["a.wav", "b.wav"] if is_said else ["a.wav"])


def test_phrases_of_a_rehearsal_follow_each_other_in_its_quicker_time() -> None:
    line = SpokenLine(0.0, (("a,", "b.", "c"),))
    found = list(schedule_words([line], [], 100.0, PhraseVoice(), 4.0))
    assert [at for at, _ in found] == pytest.approx([0.24, 0.24 + 4.32, 0.24 + 4.32 + 5.0])


def test_a_sentence_is_followed_by_a_longer_pause_than_a_comma() -> None:
    timeline = held_band(switch_seconds=20.0)
    switch = timeline.phases[2].starts
    phrases = [
        it for it in spoken_words(timeline, PhraseVoice()) if switch <= it[0] < switch + 20.0
    ]
    assert [words for _, words in phrases] == [
        *("Right.", "Knee up.", "Keep the heavy looped band on.")
    ]
    moments = [moment for moment, _ in phrases]
    gaps = [later - moment for moment, later in pairwise(moments)]
    assert gaps == pytest.approx([1.25, 1.25])


def test_a_wording_the_voice_cannot_say_is_replaced_by_a_shorter_one() -> None:
    first = spoken_words(held_band(), PhraseVoice())[0:2]
    assert [words for _, words in first] == ["left.", "Band on."]


def test_without_a_voice_nothing_is_said() -> None:
    assert spoken_words(held_band(), NoVoice()) == []


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


def words_in_progress(mat: Mat) -> list[str]:
    """Return the words in progress when the speaker last got a score."""
    now = mat.clock.monotonic
    return [it.sound for it in mat.hearing.scores[-1] if is_words(it) and it.moment < now]


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


def test_a_long_return_is_named_over_its_own_tone_which_is_softer_from_then_on() -> None:
    timeline = laid_out(exercise("climber", paced(2)), prepare_seconds=0.0)
    engine = Engine(timeline, unattended=True)
    engine.start(0.0)
    arrangement = Arrangement(voice=LetterVoice())
    notes = arrangement.space(upcoming_notes(engine, 1e6, arrangement))
    (named,) = [note for note in notes if note.sound == "Return..wav"]
    first, second = [note for note in notes if note.sound == "return"]
    assert first.moment + 0.3 < named.moment
    assert first.softer_after == pytest.approx(named.moment - first.moment)
    assert second.softer_after is None
