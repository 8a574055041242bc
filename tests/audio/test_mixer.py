from __future__ import annotations

from array import array
from itertools import chain, cycle, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.audio.player.mixer import LATEST_SECONDS, Mixer
from hiptimer.audio.sounds.sample_cache import SampleCache
from hiptimer.audio.sounds.tones import LOUDEST, RATE, natural_seconds, render
from hiptimer.audio.speaker import Note

FADE = RATE * 8 // 1000
SHORT = ["tick-in", "tick-out", "hold-tick", "paused", "beat", "warning"]
shared_samples = SampleCache()


def frame_of(moment: float) -> int:
    return round(moment * RATE)


def mix_seconds(mixer: Mixer, seconds: float, block: int = 960) -> array[int]:
    """Return the next `seconds` of the stream, mix_seconds in blocks of `block` frames."""
    total = array("h")
    frames = round(seconds * RATE)
    while len(total) < frames:
        total += mixer.mix(min(block, frames - len(total)), frame_of)
    return total


def mixer_of(*notes: Note, percent: int = 100) -> Mixer:
    mixer = Mixer(shared_samples, percent)
    mixer.replace(notes)
    return mixer


notes = st.builds(
    Note,
    moment=st.floats(-0.15, 0.4),
    sound=st.sampled_from(SHORT),
    pitch=st.sampled_from([1.0, 1.25]),
    seconds=st.none(),
    pan=st.just(0.0),
    softer_after=st.none(),
)


@given(
    first=st.lists(notes, max_size=6),
    second=st.lists(notes, max_size=6),
    kept=st.integers(0, 6),
    sizes=st.lists(st.integers(1, 5000), min_size=1, max_size=5),
    percent=st.sampled_from([100, 35]),
)
def test_the_block_size_does_not_change_the_stream(
    first: list[Note], second: list[Note], kept: int, sizes: list[int], percent: int
) -> None:
    def perform(blocks: list[int]) -> array[int]:
        mixer = mixer_of(*first)
        stream = array("h")
        for score in (None, second + first[:kept]):
            if score is not None:
                mixer.replace(score)
                mixer.set_volume(percent)
            remaining = RATE // 4
            for size in cycle(blocks):
                stream += mixer.mix(min(size, remaining), frame_of)
                remaining -= min(size, remaining)
                if not remaining:
                    break
        return stream

    assert perform(sizes) == perform([RATE // 4])


def test_a_note_sounds_at_its_moment_and_nowhere_else() -> None:
    stream = mix_seconds(mixer_of(Note(0.3, "tick-in")), 1.0)
    sound = render("tick-in")
    first = frame_of(0.3)
    assert stream[first : first + len(sound)] == sound
    assert not any(chain(stream[:first], stream[first + len(sound) :]))


def test_an_empty_score_mixes_to_silence() -> None:
    assert not any(mix_seconds(mixer_of(), 0.5))


def test_notes_that_overlap_are_summed() -> None:
    stream = mix_seconds(mixer_of(Note(0.1, "return"), Note(0.12, "tick-out")), 0.4)
    first, second = render("return"), render("tick-out")
    for frame in range(frame_of(0.1), frame_of(0.3)):
        parts = [
            sound[frame - frame_of(at)]
            for at, sound in ((0.1, first), (0.12, second))
            if 0 <= frame - frame_of(at) < len(sound)
        ]
        assert stream[frame] == sum(parts)


def test_many_simultaneous_notes_are_limited_softly_and_not_clipped() -> None:
    crowd = [Note(0.0, "return", pitch=1 + number / 1000) for number in range(6)]
    mixer = Mixer(SampleCache())
    # Each a little later than the last, since sound and moment identify a note.
    mixer.replace([Note(at * 0.006, note.sound, note.pitch) for at, note in enumerate(crowd)])
    stream = mix_seconds(mixer, 0.5)
    assert 0.85 * LOUDEST < max(stream) < LOUDEST
    assert max(abs(a - b) for a, b in pairwise(stream)) < LOUDEST // 2


def test_a_note_in_progress_keeps_playing_if_the_new_score_has_it_too() -> None:
    undisturbed = mix_seconds(mixer_of(Note(0.1, "go"), Note(0.8, "beat")), 1.2)
    mixer = mixer_of(Note(0.1, "go"), Note(0.8, "beat"))
    stream = mix_seconds(mixer, 0.3)
    mixer.replace([Note(0.1 + 1e-9, "go"), Note(0.8, "beat")])
    stream += mix_seconds(mixer, 0.9)
    assert stream == undisturbed


def test_a_finished_short_note_is_not_played_again() -> None:
    mixer = mixer_of(Note(0.0, "tick-in"))
    mix_seconds(mixer, 0.1)
    mixer.replace([Note(0.0, "tick-in")])
    assert not any(mix_seconds(mixer, 0.5))


def test_a_removed_note_fades_within_10_ms_without_a_click() -> None:
    mixer = mixer_of(Note(0.0, "return"), Note(1.0, "go"))
    before = mix_seconds(mixer, 0.5)
    mixer.replace([])
    after = mix_seconds(mixer, 1.5)
    assert any(after[: FADE // 2])
    assert not any(after[FADE:])
    steepest = max(abs(a - b) for a, b in pairwise(before))
    whole = before[-2:] + after[: FADE + 2]
    assert max(abs(a - b) for a, b in pairwise(whole)) <= steepest


def test_a_removed_note_does_not_come_back() -> None:
    mixer = mixer_of(Note(0.0, "return"))
    mix_seconds(mixer, 0.5)
    mixer.replace([])
    mix_seconds(mixer, 0.05)
    mixer.replace([Note(0.0, "return")])
    assert not any(mix_seconds(mixer, 0.5))


def test_a_slightly_late_note_is_played_immediately() -> None:
    mixer = mixer_of()
    mix_seconds(mixer, 1.0)
    mixer.replace([Note(1.0 - LATEST_SECONDS + 0.01, "beat")])
    sound = render("beat")
    assert mix_seconds(mixer, 0.5)[: len(sound)] == sound


def test_a_note_more_than_100_ms_late_is_not_played() -> None:
    mixer = mixer_of()
    mix_seconds(mixer, 1.0)
    mixer.replace([Note(1.0 - LATEST_SECONDS - 0.01, "beat"), Note(0.2, "return")])
    assert not any(mix_seconds(mixer, 0.5))


@pytest.mark.parametrize(("percent", "gain"), [(0, 0.0), (50, 0.25), (70, 0.49), (100, 1.0)])
def test_the_gain_is_the_square_of_the_volume(percent: int, gain: float) -> None:
    loud = mix_seconds(mixer_of(Note(0.0, "go")), 0.5)
    stream = mix_seconds(mixer_of(Note(0.0, "go"), percent=percent), 0.5)
    assert max(abs(a - b * gain) for a, b in zip(stream, loud, strict=True)) < 2


def test_a_new_volume_is_reached_smoothly() -> None:
    mixer = mixer_of(Note(0.0, "return"))
    before = mix_seconds(mixer, 0.5)
    mixer.set_volume(0)
    after = mix_seconds(mixer, 0.2)
    assert any(after[: FADE // 2])
    assert not any(after[FADE:])
    steepest = max(abs(a - b) for a, b in pairwise(before))
    whole = before[-2:] + after
    assert max(abs(a - b) for a, b in pairwise(whole)) <= steepest


def test_a_mixer_forgets_notes_that_ended_long_ago() -> None:
    mixer = mixer_of(*(Note(second, "hold-tick") for second in range(30)))
    mix_seconds(mixer, 40.0, block=RATE)
    assert mixer.begun == ()


def test_a_note_counts_as_played_shortly_after_its_end_but_not_if_removed() -> None:
    mixer = mixer_of(Note(0.1, "beat"), Note(0.3, "beat"), Note(0.5, "return"))
    mix_seconds(mixer, 0.1 + natural_seconds("beat") + 2 * LATEST_SECONDS - 0.01)
    assert mixer.played == 0
    mix_seconds(mixer, 0.02)
    assert mixer.played == 1
    mix_seconds(mixer, 0.5)
    mixer.replace([])
    mix_seconds(mixer, 1.0)
    assert mixer.played == 2
