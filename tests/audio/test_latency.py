"""What a person hears of a workout through a device that plays everything late."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.audio.score.spacing import GAP_SECONDS
from hiptimer.audio.score.speech import NoVoice
from hiptimer.audio.sounds.tones import natural_seconds
from hiptimer.audio.sounds.wav import Clip
from hiptimer.workout.workout import Workout
from tests.conftest import exercise, laid_out, open_hold, paced, timed
from tests.mat import Mat

if TYPE_CHECKING:
    from hiptimer.audio.score.speech import Voice, Wording

ROUNDING_SECONDS = 1e-6
ENDS_AT_SECONDS = 90.0


class ShortVoice:
    """Says every wording in half a second."""

    def clips(self, wording: Wording) -> tuple[Clip, ...]:
        return (Clip(f"{' '.join(wording)}.wav", 0.5),)


def timeline_mat(latency_seconds: float, speed: float = 1.0, voice: Voice | None = None) -> Mat:
    """Prepare 0-10, left 10-30, switch, right, then paced reps and a hold to fatigue."""
    timeline = laid_out(
        exercise("stretch", timed(20), sides="each"),
        exercise("climber", paced(3)),
        exercise("squat", open_hold()),
    )
    mat = Mat(timeline, speed, voice or NoVoice(), latency_seconds=latency_seconds)
    mat.workout.start()
    return mat


def heard(mat: Mat, until: float) -> list[tuple[str, float]]:
    """Return each sound with the moment at which it is heard, in seconds from the start."""
    mat.until(until)
    return [
        (note.sound, note.moment + mat.latency_seconds - mat.began_at)
        for note in mat.hearing.heard()
    ]


def moment_of(sound: str, found: list[tuple[str, float]]) -> float:
    return next(moment for name, moment in found if name == sound)


@given(st.floats(0.0, 1.0), st.sampled_from([0.5, 1.0, 3.0]))
def test_cues_known_beforehand_are_heard_at_their_moment(latency: float, speed: float) -> None:
    at_once = heard(timeline_mat(0.0, speed=speed), ENDS_AT_SECONDS)
    later = heard(timeline_mat(latency, speed=speed), ENDS_AT_SECONDS)
    assert [sound for sound, _ in later] == [sound for sound, _ in at_once]
    for (sound, expected), (_, moment) in zip(at_once, later, strict=True):
        assert moment == pytest.approx(max(expected, latency), abs=ROUNDING_SECONDS), sound


def test_a_cue_within_the_latency_plays_as_soon_as_it_can() -> None:
    mat = timeline_mat(1.0)
    mat.until(0.0)
    first = mat.hearing.scores[-1][0]
    assert first.moment == mat.began_at


def test_answers_to_keys_are_played_immediately() -> None:
    mat = timeline_mat(0.5)
    mat.until(15.2)
    for command, answer in ((Workout.pause, "paused"), (Workout.resume, "resumed")):
        command(mat.workout)
        (note,) = (it for it in mat.hearing.scores[-1] if it.sound == answer)
        assert note.moment == pytest.approx(mat.clock.monotonic)
        mat.clock.advance(2.0)


@given(st.floats(0.0, 1.0), st.floats(10.5, 55.0), st.floats(0.1, 20.0))
def test_a_note_that_has_begun_is_neither_repeated_nor_cut_off(
    latency: float, paused_at: float, pause: float
) -> None:
    mat = timeline_mat(latency)
    mat.until(paused_at)
    mat.workout.pause()
    mat.until(paused_at + pause)
    begun = list(mat.hearing.heard())
    mat.workout.resume()
    mat.until(paused_at + pause + 0.7)
    mat.workout.lengthen(5.0)
    mat.until(ENDS_AT_SECONDS)
    after = mat.hearing.heard()[len(begun) :]
    names = [(note.sound, round(note.moment, 3)) for note in after]
    assert len(set(names)) == len(names)
    assert [note.moment for note in after] == sorted(note.moment for note in after)
    ticks = [note.moment for note in after if note.sound in ("tick-in", "tick-out")]
    # The first may have been due before the command that it follows.
    in_time = ticks[1:] if latency else ticks
    assert all(later - tick > 0.99 for tick, later in pairwise(in_time))


@pytest.mark.parametrize("latency", [0.0, 0.2, 0.5])
def test_words_wait_for_a_sound_that_is_heard_late(latency: float) -> None:
    mat = timeline_mat(latency, voice=ShortVoice())
    mat.until(15.0)
    mat.workout.next()
    found = heard(mat, 20.0)
    sounded = moment_of("switch-right", found)
    assert sounded == pytest.approx(15.0 + latency, abs=ROUNDING_SECONDS)
    words = min(moment for sound, moment in found if sound.endswith(".wav") and moment > 15.0)
    assert words >= sounded + natural_seconds("switch-right") + GAP_SECONDS - ROUNDING_SECONDS
