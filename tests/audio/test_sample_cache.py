from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hiptimer.audio.sounds import wav
from hiptimer.audio.sounds.sample_cache import FADE_FRAMES, SampleCache
from hiptimer.audio.sounds.tones import RATE, natural_seconds, render
from hiptimer.audio.speaker import Note

if TYPE_CHECKING:
    from pathlib import Path


def test_only_the_latest_samples_are_kept() -> None:
    one, *others = (Note(0.0, sound) for sound in ("finish", "go", "rest", "beat"))
    samples = SampleCache(most_seconds=sum(natural_seconds(note.sound) for note in others))
    first = samples[one]
    for note in others:
        assert samples[note] == render(note.sound)
    assert one not in samples
    assert all(note in samples for note in others)
    assert samples[one] == first


def test_samples_used_again_are_kept_longer() -> None:
    used, idle, new = (Note(0.0, sound) for sound in ("go", "rest", "beat"))
    samples = SampleCache(most_seconds=natural_seconds("go") + natural_seconds("rest"))
    for note in (used, idle, used, new):
        _ = samples[note]
    assert used in samples
    assert idle not in samples


def test_the_latest_samples_are_kept_even_if_they_exceed_the_limit() -> None:
    samples = SampleCache(most_seconds=0.1)
    assert samples[Note(0.0, "finish")] is samples[Note(5.0, "finish")]


def test_a_path_is_loaded_whole(tmp_path: Path) -> None:
    path = str(tmp_path / "own.wav")
    wav.write(tmp_path / "own.wav", render("rest"))
    assert SampleCache()[Note(0.0, path)] == render("rest")
    assert SampleCache()[Note(0.0, path, pitch=1.4, seconds=60.0)] == render("rest")


def test_a_path_is_never_longer_than_its_note_and_ends_without_a_click(tmp_path: Path) -> None:
    path = str(tmp_path / "own.wav")
    wav.write(tmp_path / "own.wav", render("return"))
    cut = SampleCache()[Note(0.0, path, seconds=1.5)]
    assert len(cut) == round(1.5 * RATE)
    assert cut[:-FADE_FRAMES] == render("return")[: len(cut) - FADE_FRAMES]
    assert cut[-1] == 0
    steepest = max(abs(a - b) for a, b in pairwise(render("return")))
    assert max(abs(a - b) for a, b in pairwise(cut)) <= steepest


def test_the_ground_of_another_sound_continues_at_a_quarter_of_its_level() -> None:
    whole = render("return")
    softer = SampleCache()[Note(0.0, "return", softer_after=2.0)]
    first = 2 * RATE
    assert softer[: first - FADE_FRAMES] == whole[: first - FADE_FRAMES]
    assert list(softer[first:]) == [sample // 4 for sample in whole[first:]]
    steepest = max(abs(a - b) for a, b in pairwise(whole))
    assert max(abs(a - b) for a, b in pairwise(softer)) <= steepest


def test_a_sound_may_be_softer_from_its_start() -> None:
    softer = SampleCache()[Note(0.0, "go", softer_after=0.0)]
    assert list(softer) == [sample // 4 for sample in render("go")]


def test_a_path_cut_below_one_frame_still_has_one_sample(tmp_path: Path) -> None:
    path = str(tmp_path / "own.wav")
    wav.write(tmp_path / "own.wav", [1000])
    assert len(SampleCache()[Note(0.0, path, seconds=0.000_001)]) == 1


def test_a_missing_or_broken_file_is_silence(tmp_path: Path) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF")
    for path in (broken, tmp_path / "gone.wav"):
        samples = SampleCache()[Note(0.0, str(path))]
        assert samples
        assert not any(samples)
