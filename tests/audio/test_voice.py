from __future__ import annotations

import shutil
import wave
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.score.coach import wordings
from hiptimer.audio.sounds import wav
from hiptimer.audio.sounds.clip_cache import ClipCache
from hiptimer.audio.sounds.tones import render
from hiptimer.audio.voice.speech_programs import SHIPPED, UnknownVoice
from hiptimer.audio.voice.synthesizers import Synthesizer
from hiptimer.audio.voice.voice import RecordedVoice, find_voice
from hiptimer.foundation import folders
from hiptimer.library.loading import load
from hiptimer.plan.choices import default_choices
from hiptimer.plan.compiler import compile_timeline

if TYPE_CHECKING:
    from hiptimer.audio.score.speech import Wording

REST = ("Rest.", "Next:", "walking lunges,", "left.")
SET = ("Set 2.",)
FOREIGN = ("Rest.", "Dehnübung.")

needs_espeak = pytest.mark.skipif(
    shutil.which("espeak-ng") is None, reason="espeak-ng is not installed"
)


class FakeEspeak:
    """A program called espeak-ng that speaks, and records each request."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "espeak-ng"
        wav.write(folder / "something.wav", render("finish"))
        self.replace_script('/bin/cp "$here/something.wav" "$last"')

    def replace_script(self, script: str) -> None:
        """Run `script` from now on; `$text` is the text to say."""
        counts = 'text=$(/bin/cat); echo "$text" >> "$here/requests"'
        finds = "here=${0%/*}; for last; do :; done"
        self.path.write_text(f"#!/bin/sh\n{finds}\n{counts}\n{script}\n")
        self.path.chmod(0o755)

    def requests(self) -> list[str]:
        """Return the texts it was given so far."""
        requests = self.folder / "requests"
        return sorted(requests.read_text().splitlines()) if requests.exists() else []

    def voice(self, cache: Path) -> RecordedVoice:
        """Return a voice that speaks through it."""
        synthesizer = Synthesizer("espeak-ng", str(self.path), "en-us")
        return RecordedVoice(synthesizer, ClipCache(cache))


@pytest.fixture
def espeak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeEspeak:
    """The only program on the path."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return FakeEspeak(folder)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def prepare(voice: RecordedVoice, *wordings: Wording) -> list[int | None]:
    """Prepare `wordings`, and return how many recordings each came to."""
    for _ in voice.prepare(wordings):
        pass
    return [None if (clips := voice.clips(it)) is None else len(clips) for it in wordings]


def test_a_synthesizer_speaks_a_wording_as_one_text(espeak: FakeEspeak, cache: Path) -> None:
    voice = espeak.voice(cache)
    assert voice.clips(REST) is None
    assert prepare(voice, REST) == [1]
    assert espeak.requests() == ["Rest. Next: walking lunges, left."]
    (clip,) = voice.clips(REST) or ()
    assert wav.clip(clip.path) == clip
    assert voice.trouble is None


def test_a_wording_said_once_is_not_synthesized_again(espeak: FakeEspeak, cache: Path) -> None:
    assert prepare(espeak.voice(cache), REST, SET) == [1, 1]
    espeak.replace_script("exit 1")
    again = espeak.voice(cache)
    assert prepare(again, REST, SET) == [1, 1]
    assert again.trouble is None
    assert len(espeak.requests()) == 2


def test_a_damaged_recording_is_made_again(espeak: FakeEspeak, cache: Path) -> None:
    voice = espeak.voice(cache)
    prepare(voice, SET)
    (clip,) = voice.clips(SET) or ()
    Path(clip.path).write_bytes(b"RIFF")
    assert prepare(espeak.voice(cache), SET) == [1]
    assert wav.clip(clip.path) == clip
    assert len(espeak.requests()) == 2


def test_progress_counts_cached_wordings_and_ends_at_the_total(
    espeak: FakeEspeak, cache: Path
) -> None:
    prepare(espeak.voice(cache), SET)
    progress = list(espeak.voice(cache).prepare([SET, REST, REST, FOREIGN]))
    assert progress == [(1, 3), (2, 3), (3, 3)]
    voice = espeak.voice(cache)
    assert len(list(voice.prepare([SET]))) == 1
    assert list(voice.prepare([SET])) == []


def test_stopping_early_keeps_finished_clips_and_hardly_starts_others(
    espeak: FakeEspeak, cache: Path
) -> None:
    many = [(f"Number {number}.",) for number in range(50)]
    voice = espeak.voice(cache)
    for done, _ in voice.prepare(many):
        if done == 2:
            break
    assert [voice.clips(it) is not None for it in many[:3]] == [True, True, False]
    assert len(espeak.requests()) <= 5


def test_shipped_phrases_replace_a_broken_synthesizer(espeak: FakeEspeak, cache: Path) -> None:
    espeak.replace_script("echo out of breath >&2; exit 1")
    voice = espeak.voice(cache)
    assert prepare(voice, REST, FOREIGN) == [len(REST), None]
    assert voice.trouble == (
        "espeak-ng fails: out of breath; the phrases shipped with hiptimer are used instead"
    )


def test_one_wording_that_cannot_be_spoken_does_not_silence_the_others(
    espeak: FakeEspeak, cache: Path
) -> None:
    espeak.replace_script(
        'case "$text" in Set*) exit 1;; esac; /bin/cp "$here/something.wav" "$last"'
    )
    voice = espeak.voice(cache)
    assert prepare(voice, SET, REST, FOREIGN) == [1, 1, 1]
    assert wav.clip((voice.clips(SET) or ())[0].path).seconds < 1.0
    assert voice.trouble


def test_a_synthesizer_that_keeps_failing_is_no_longer_called(
    espeak: FakeEspeak, cache: Path
) -> None:
    espeak.replace_script("exit 1")
    many = [(f"{number}.",) for number in range(1, 21)]
    assert prepare(espeak.voice(cache), *many) == [1] * 20
    assert len(espeak.requests()) < 8


def test_a_voice_speaks_without_a_cache_folder(espeak: FakeEspeak, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    voice = espeak.voice(tmp_path / "file")
    assert prepare(voice, REST) == [1]
    assert voice.trouble is None


def test_the_shipped_phrases_cover_all_shipped_circuits(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # All recordings are read, but at another rate: to resample them takes seconds.
    monkeypatch.setattr(wav, "resample", lambda samples, _rate: samples)
    voice = RecordedVoice(None, ClipCache(cache))
    for path in folders.circuits().glob("*.toml"):
        circuit = load(path)
        wanted = wordings(compile_timeline(circuit, default_choices(circuit), path.stem))
        assert prepare(voice, *wanted) == [len(wording) for wording in wanted]
    assert voice.trouble is None


def test_a_shipped_phrase_is_identified_by_its_words_alone(cache: Path) -> None:
    voice = RecordedVoice(None, ClipCache(cache))
    assert prepare(voice, ("LEFT!", "left,"), ("rest",)) == [2, 1]
    one, other = voice.clips(("LEFT!", "left,")) or ()
    assert one == other


def test_a_wording_with_an_unshipped_phrase_is_not_said(cache: Path) -> None:
    voice = RecordedVoice(None, ClipCache(cache))
    assert prepare(voice, FOREIGN, (), ("Rest.",)) == [None, None, 1]


def test_a_shipped_phrase_that_changed_is_not_taken_from_the_cache(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    phrases = tmp_path / "phrases"
    phrases.mkdir()
    monkeypatch.setattr(folders, "phrases", lambda: phrases)
    for sound in ("rest", "finish"):
        wav.write(phrases / "rest.wav", render(sound))
        voice = RecordedVoice(None, ClipCache(cache))
        prepare(voice, ("Rest.",))
        (clip,) = voice.clips(("Rest.",)) or ()
        assert wav.load(clip.path) == render(sound)


@pytest.mark.parametrize("damage", [b"", b"RIFF0000WAVE"])
def test_a_damaged_shipped_phrase_is_not_said(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes
) -> None:
    monkeypatch.setattr(folders, "phrases", lambda: tmp_path)
    (tmp_path / "rest.wav").write_bytes(damage)
    assert prepare(RecordedVoice(None, ClipCache(cache)), ("Rest.",)) == [None]


def automatic_voice(*fullest: Wording, command: str = "") -> RecordedVoice:
    """Return the voice that `auto` uses, after it was prepared for a workout with `fullest`."""
    voice = find_voice("auto", command)
    assert voice
    for _ in voice.prepare(fullest, fullest):
        pass
    return voice


@pytest.mark.usefixtures("espeak")
def test_auto_uses_the_shipped_phrases_if_they_can_say_the_whole_workout() -> None:
    voice = automatic_voice(REST, SET)
    assert voice.name == SHIPPED
    assert len(voice.clips(REST) or ()) == len(REST)


def test_auto_uses_one_voice_for_a_workout_that_the_shipped_phrases_cannot_say(
    espeak: FakeEspeak,
) -> None:
    voice = automatic_voice(REST, FOREIGN)
    assert voice.name == "espeak-ng, en-us"
    assert espeak.requests() == ["Ready.", "Rest. Dehnübung.", "Rest. Next: walking lunges, left."]


def test_without_fullest_wordings_all_of_them_decide_who_speaks(espeak: FakeEspeak) -> None:
    voice = find_voice("auto")
    assert voice
    assert prepare(voice, REST) == [len(REST)]
    assert prepare(voice, FOREIGN) == [1]
    assert espeak.requests() == ["Ready.", "Rest. Dehnübung."]


def test_auto_chooses_the_voice_of_each_workout(espeak: FakeEspeak) -> None:
    voice = automatic_voice(REST, FOREIGN)
    (spoken,) = voice.clips(REST) or ()
    for _ in voice.prepare([REST], [REST]):
        pass
    assert voice.name == SHIPPED
    assert spoken not in (voice.clips(REST) or ())
    assert espeak.requests().count("Ready.") == 1


def test_without_a_synthesizer_auto_says_what_the_shipped_phrases_can(espeak: FakeEspeak) -> None:
    espeak.path.unlink()
    voice = automatic_voice(REST, FOREIGN)
    assert voice.name == SHIPPED
    assert voice.clips(REST)
    assert voice.clips(FOREIGN) is None
    assert voice.trouble is None


def test_auto_prefers_the_command_of_the_person(espeak: FakeEspeak) -> None:
    voice = automatic_voice(REST, command=f"{espeak.path} --to {{path}}")
    assert voice.name.startswith("command, ")
    assert espeak.requests() == ["Rest. Next: walking lunges, left."]


@pytest.mark.usefixtures("espeak")
def test_a_command_that_does_not_exist_is_reported_and_replaced() -> None:
    voice = automatic_voice(REST, command="nothing-like-it {path}")
    assert voice.name == SHIPPED
    assert voice.trouble == "command needs the program nothing-like-it, which is not on the path"


def test_a_number_is_said_from_its_parts(cache: Path) -> None:
    voice = RecordedVoice(None, ClipCache(cache))
    assert prepare(voice, ("47 seconds.",), ("Hold 1 minute 25 seconds.",)) == [1, 1]
    (short,) = voice.clips(("47 seconds.",)) or ()
    (long,) = voice.clips(("Hold 1 minute 25 seconds.",)) or ()
    assert 0.7 < short.seconds < 1.6 < long.seconds
    assert prepare(voice, ("61 seconds.",), ("2.5 seconds.",), ("47 bananas.",)) == [None] * 3


def test_a_replaced_program_or_voice_file_is_recorded_again(
    espeak: FakeEspeak, cache: Path
) -> None:
    for version in ("1", "1", "2"):
        synthesizer = Synthesizer("espeak-ng", str(espeak.path), "en-us", version)
        prepare(RecordedVoice(synthesizer, ClipCache(cache)), SET)
    assert espeak.requests() == ["Set 2.", "Set 2."]


def test_a_voice_is_called_by_a_synthesizer_or_by_its_own_name(espeak: FakeEspeak) -> None:
    assert espeak.path.exists()
    names = [voice.name for it in ("espeak-ng", "en-gb", SHIPPED) if (voice := find_voice(it))]
    assert names == ["espeak-ng, en-us", "espeak-ng, en-gb", SHIPPED]
    assert find_voice("off") is None


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("say", r"^say cannot speak here: it is not installed\. Use auto, off, "),
        ("Fred", r"^no voice 'Fred' on this machine\. Use .* espeak-ng .* as en-us\.$"),
        ("", "^no voice '' on this machine"),
        ("OFF", "^no voice 'OFF' on this machine"),
    ],
)
def test_an_unknown_voice_is_refused_with_the_valid_names(
    espeak: FakeEspeak, name: str, reason: str
) -> None:
    espeak.replace_script(
        'case "$*" in *en-us*) /bin/cp "$here/something.wav" "$last";; *) exit 1;; esac'
    )
    with pytest.raises(UnknownVoice, match=reason):
        find_voice(name)


def test_with_nothing_installed_the_refusal_says_where_to_look(espeak: FakeEspeak) -> None:
    espeak.path.unlink()
    with pytest.raises(UnknownVoice, match=r"auto, off or shipped; hiptimer doctor shows"):
        find_voice("en-gb")


@pytest.mark.slow
@needs_espeak
def test_espeak_ng_says_a_whole_circuit(cache: Path) -> None:
    circuit = load(folders.circuits() / "runner-warm-up.toml")
    wanted = wordings(compile_timeline(circuit, default_choices(circuit), "warm-up"))
    synthesizer = find_voice("espeak-ng")
    assert synthesizer
    voice = RecordedVoice(synthesizer.synthesizer, ClipCache(cache))
    assert prepare(voice, *wanted) == [1] * len(wanted)
    for wording in wanted:
        (clip,) = voice.clips(wording) or ()
        with wave.open(clip.path) as file:
            assert file.getnframes() / file.getframerate() == clip.seconds
