from __future__ import annotations

import os
import wave
from array import array
from pathlib import Path

import pytest

from hiptimer.audio.sounds import wav
from hiptimer.audio.sounds.palette import Palette
from hiptimer.audio.sounds.personal_sounds import load_palette, own_file
from hiptimer.audio.sounds.pitches import PITCHES
from hiptimer.audio.sounds.tones import RATE
from hiptimer.foundation import folders

WAV_IS_RIGHT = "use a PCM WAV file, mono or stereo, with 8, 16, 24 or 32 bits"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for personal sounds, in an otherwise empty home."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = folders.user_sounds()
    folder.mkdir(parents=True)
    return folder


def write_wav(path: Path, *, seconds: float = 0.1, rate: int = 44_100, level: int = 9000) -> None:
    """Write a stereo file of one level."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(array("h", [level] * round(2 * rate * seconds)).tobytes())


def test_without_personal_sounds_the_default_palette_is_used_uncached(tmp_path: Path) -> None:
    assert load_palette() == (Palette(), [])
    assert not (tmp_path / "cache").exists()


def test_pitch_and_headphones_are_passed_on_to_the_palette() -> None:
    palette, _ = load_palette("high", headphones=True)
    assert palette == Palette(PITCHES["high"], pans=True)


def test_a_file_replaces_the_sound_of_its_name_converted_to_own_form(folder: Path) -> None:
    write_wav(folder / "go.wav", seconds=0.2)
    palette, complaints = load_palette()
    assert complaints == []
    assert list(palette.own) == ["go"]
    assert palette.seconds("go") == 0.2
    assert set(wav.load(palette.own["go"].path)) == {9000}
    assert own_file("go") == folder / "go.wav"


def test_a_converted_file_is_cached_until_the_original_changes(folder: Path) -> None:
    write_wav(folder / "go.wav")
    before, _ = load_palette()
    read_at = Path(before.own["go"].path).stat().st_ino
    again, _ = load_palette()
    assert again == before
    assert Path(again.own["go"].path).stat().st_ino == read_at
    write_wav(folder / "go.wav", level=4000)
    after, _ = load_palette()
    assert set(wav.load(after.own["go"].path)) == {4000}


def test_a_damaged_cache_entry_is_converted_again(folder: Path) -> None:
    write_wav(folder / "go.wav")
    before, _ = load_palette()
    Path(before.own["go"].path).write_bytes(b"RIFF")
    after, _ = load_palette()
    assert len(wav.load(after.own["go"].path)) == RATE // 10


def test_sounds_load_without_a_writable_cache(folder: Path, tmp_path: Path) -> None:
    write_wav(folder / "go.wav")
    (tmp_path / "cache").write_text("a file where a folder should be")
    palette, complaints = load_palette()
    assert complaints == []
    assert len(wav.load(palette.own["go"].path)) == RATE // 10


def test_each_file_that_cannot_be_used_is_named_and_the_others_are_used(folder: Path) -> None:
    write_wav(folder / "go.wav")
    write_wav(folder / "rest.wav", seconds=10.5)
    write_wav(folder / "finnish.wav")
    write_wav(folder / "Kept.wav")
    (folder / "target.wav").write_bytes(b"OggS" + bytes(100))
    (folder / "notes.txt").write_text("no sound at all")
    (folder / ".go.wav").write_bytes(b"a temporary file")
    palette, complaints = load_palette()
    assert list(palette.own) == ["go"]
    assert complaints == [
        f"{folder}/Kept.wav is not the name of a sound; the nearest is kept.wav",
        f"{folder}/finnish.wav is not the name of a sound; the nearest is finish.wav",
        f"{folder}/rest.wav is 10.5 s long; use at most 10 s",
        f"{folder}/target.wav is not a WAV file; {WAV_IS_RIGHT}",
    ]


def test_a_pipe_device_folder_or_huge_file_is_skipped_with_a_complaint(folder: Path) -> None:
    write_wav(folder / "go.wav")
    os.mkfifo(folder / "rest.wav")
    (folder / "finish.wav").symlink_to("/dev/zero")
    (folder / "paused.wav").mkdir()
    with (folder / "kept.wav").open("wb") as file:
        file.truncate(3 * 1024**3)
    palette, complaints = load_palette()
    assert list(palette.own) == ["go"]
    assert complaints == [
        f"{folder}/finish.wav is a device; a regular file is needed",
        f"{folder}/kept.wav is larger than 64 MiB",
        f"{folder}/paused.wav is a folder; a regular file is needed",
        f"{folder}/rest.wav is a named pipe; a regular file is needed",
    ]


def test_a_file_with_a_capitalized_ending_is_named_too(folder: Path) -> None:
    write_wav(folder / "go.WAV")
    _, complaints = load_palette()
    assert complaints == [f"{folder}/go.WAV is not the name of a sound; the nearest is go.wav"]


def test_control_characters_in_a_file_name_are_escaped(folder: Path) -> None:
    write_wav(folder / "go\x1b[2J.wav")
    _, (complaint,) = load_palette()
    assert "\x1b" not in complaint


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_named(folder: Path) -> None:
    write_wav(folder / "go.wav")
    (folder / "go.wav").chmod(0)
    _, complaints = load_palette()
    assert complaints == [f"{folder}/go.wav cannot be read: permission denied"]
