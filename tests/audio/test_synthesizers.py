from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

import hiptimer.audio.voice.synthesizers
from hiptimer.audio.sounds import wav
from hiptimer.audio.sounds.tones import RATE, render
from hiptimer.audio.voice.speech_program import (
    BRIEF_WORDS_PER_MINUTE,
    WORDS_PER_MINUTE,
    CannotSpeak,
    words_per_minute,
)
from hiptimer.audio.voice.synthesizers import find_first_synthesizer, find_synthesizer
from tests.conftest import slow

if TYPE_CHECKING:
    from pathlib import Path

needs_espeak = pytest.mark.skipif(
    shutil.which("espeak-ng") is None, reason="espeak-ng is not installed"
)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on the path, with something.wav, which is audible."""
    folder = tmp_path / "programs"
    folder.mkdir()
    wav.write(folder / "something.wav", render("finish"))
    monkeypatch.setenv("PATH", str(folder))
    return folder


def install_program(folder: Path, name: str, script: str) -> None:
    """Install a program: `$here` is its folder, `$last` its last argument, `$after_o` -o's."""
    finds = 'here=${0%/*}; for it; do test "$last" = -o && after_o=$it; last=$it; done'
    (folder / name).write_text(f"#!/bin/sh\n{finds}\n{script}\n")
    (folder / name).chmod(0o755)


SPEAKS = '/bin/cp "$here/something.wav"'
ESPEAK = f'/bin/cat > "$here/text"; {SPEAKS} "$last"'
SAY = f'printf %s "$last" > "$here/text"; {SPEAKS} "$after_o"'
SAPI = f'printf %s "$HIPTIMER_TEXT" > "$here/text"; {SPEAKS} "$HIPTIMER_PATH"'

TEXTS = [
    "Split squat hold, left.",
    "-w /tmp/owned --help",
    "Rest; `id` $(id) | $HOME 'quoted' \"twice\"",
    "<speak>less</speak> & <break/>",
    "Dehnübung für die Hüfte 🦵 伸展",
]


@pytest.mark.parametrize(
    ("name", "executable", "script"),
    [("espeak-ng", "espeak-ng", ESPEAK), ("say", "say", SAY), ("sapi", "powershell", SAPI)],
)
@pytest.mark.parametrize("text", [TEXTS[0], *slow(*TEXTS[1:])])
def test_a_text_reaches_the_program_unchanged(
    programs: Path, name: str, executable: str, script: str, text: str
) -> None:
    install_program(programs, executable, script)
    assert find_synthesizer(name).speak(text) == render("finish")
    assert (programs / "text").read_text().removeprefix(" ") == text


def test_no_text_is_taken_for_an_option(programs: Path) -> None:
    install_program(programs, "say", SAY)
    find_synthesizer("say").speak("-v Fred")
    assert (programs / "text").read_text() == " -v Fred"


@pytest.mark.parametrize(
    ("text", "reaches"),
    [("a [[rate 900]] b [[[", "a [ [rate 900]] b [ [ ["), ("a\0b\x1b\nc\td", "a b  c d")],
)
def test_commands_in_a_text_are_spoken_instead_of_obeyed(
    programs: Path, text: str, reaches: str
) -> None:
    install_program(programs, "espeak-ng", ESPEAK)
    find_synthesizer("espeak-ng").speak(text)
    assert (programs / "text").read_text() == reaches


def test_the_speed_is_passed_on_and_brief_words_are_faster(programs: Path) -> None:
    install_program(programs, "espeak-ng", f'echo "$@" > "$here/arguments"; {ESPEAK}')
    synthesizer = find_synthesizer("espeak-ng")
    synthesizer.speak("Lean back and sink.")
    assert f"-s {WORDS_PER_MINUTE} " in (programs / "arguments").read_text()
    synthesizer.speak("Last one.")
    assert f"-s {BRIEF_WORDS_PER_MINUTE} " in (programs / "arguments").read_text()
    assert words_per_minute("17") == BRIEF_WORDS_PER_MINUTE > WORDS_PER_MINUTE


def test_without_a_chosen_voice_an_english_one_is_used(programs: Path) -> None:
    install_program(programs, "say", f'case "$*" in *Alex*) {SAY};; *) exit 1;; esac')
    assert find_synthesizer("say").voice == "Alex"


def test_say_writes_at_the_rate_of_all_sounds(programs: Path) -> None:
    install_program(programs, "say", f'echo "$@" > "$here/arguments"; {SAY}')
    find_synthesizer("say")
    assert f"--data-format=LEI16@{RATE} " in (programs / "arguments").read_text()


def test_espeak_is_used_if_espeak_ng_is_missing(programs: Path) -> None:
    install_program(programs, "espeak", ESPEAK)
    assert find_synthesizer("espeak-ng").program == str(programs / "espeak")


def test_a_program_that_does_not_speak_is_skipped(programs: Path) -> None:
    install_program(programs, "espeak-ng", "exit 1")
    install_program(programs, "espeak", ESPEAK)
    assert find_synthesizer("espeak-ng").program == str(programs / "espeak")


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("echo >&2; echo no voices here >&2; exit 3", "fails: no voices here"),
        ("exit 3", "fails: code 3"),
        ("exit 0", "produces no sound$"),
        ('echo hello > "$last"', "produces no sound: the file is not a WAV file"),
        ('/bin/cp "$here/silence.wav" "$last"', "produces no sound$"),
    ],
)
def test_a_program_that_writes_no_sound_is_refused_with_the_reason(
    programs: Path, script: str, reason: str
) -> None:
    wav.write(programs / "silence.wav", [0] * RATE)
    install_program(programs, "espeak-ng", script)
    with pytest.raises(CannotSpeak, match=f"^{reason}"):
        find_synthesizer("espeak-ng")
    assert find_first_synthesizer() is None


def test_a_voice_with_a_null_character_is_refused(programs: Path) -> None:
    install_program(programs, "espeak-ng", ESPEAK)
    with pytest.raises(CannotSpeak, match=r"^cannot be started: embedded null byte$"):
        find_synthesizer("espeak-ng", "en\0us")
    assert find_first_synthesizer("en\0us {path}") is None


def test_a_program_that_hangs_is_given_up(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hiptimer.audio.voice.synthesizers, "_ANSWERS_WITHIN_SECONDS", 0.05)
    install_program(programs, "say", "/bin/sleep 3 & exec /bin/sleep 3")
    with pytest.raises(CannotSpeak, match=r"^takes more than 0\.05 s$"):
        find_synthesizer("say", "Samantha")


def test_a_program_that_cannot_be_started_is_reported(programs: Path) -> None:
    (programs / "say").write_text("")
    (programs / "say").write_bytes(b"\x7fELF nonsense")
    (programs / "say").chmod(0o755)
    with pytest.raises(CannotSpeak, match=r"^cannot be started: exec format error$"):
        find_synthesizer("say")


def test_the_first_synthesizer_that_speaks_is_used(programs: Path) -> None:
    assert find_first_synthesizer() is None
    install_program(programs, "espeak-ng", ESPEAK)
    assert getattr(find_first_synthesizer(), "name", None) == "espeak-ng"
    install_program(programs, "powershell", SAPI)
    assert getattr(find_first_synthesizer(), "name", None) == "sapi"
    install_program(programs, "say", SAY)
    assert getattr(find_first_synthesizer(), "name", None) == "say"


def test_a_voice_is_spoken_by_the_first_synthesizer_that_has_it(programs: Path) -> None:
    install_program(programs, "espeak-ng", "exit 1")
    install_program(programs, "say", SAY)
    synthesizer = find_first_synthesizer("Good News")
    assert synthesizer
    assert (synthesizer.name, synthesizer.voice) == ("say", "Good News")


def test_a_missing_synthesizer_is_reported_as_not_installed(programs: Path) -> None:
    assert list(programs.iterdir()) == [programs / "something.wav"]
    with pytest.raises(CannotSpeak, match=r"^is not installed$"):
        find_synthesizer("sapi")


@needs_espeak
def test_espeak_ng_speaks() -> None:
    synthesizer = find_synthesizer("espeak-ng")
    assert synthesizer.voice == "en-us"
    short, long = synthesizer.speak("Rest."), synthesizer.speak("Rest. Next: walking lunges.")
    assert 0.2 * RATE < len(short) < 1.0 * RATE < len(long) < 4.0 * RATE


@needs_espeak
def test_espeak_ng_speaks_what_looks_like_markup_or_phonemes() -> None:
    synthesizer = find_synthesizer("espeak-ng")
    plain = len(synthesizer.speak("Rest now and then."))
    assert len(synthesizer.speak("Rest <b>now</b> and then.")) > plain
    assert len(synthesizer.speak("Rest [[h@'l'oU]] now and then.")) > plain


@needs_espeak
@pytest.mark.parametrize(
    "text",
    [
        "17",
        *slow(*(f"{number}" for number in range(1, 21) if number != 17), "Last one.", "Five more."),
    ],
)
def test_words_between_two_reps_take_less_than_seven_tenths_of_a_second(text: str) -> None:
    assert len(find_synthesizer("espeak-ng").speak(text)) < 0.7 * RATE


@needs_espeak
def test_a_voice_espeak_ng_does_not_have_is_refused() -> None:
    with pytest.raises(CannotSpeak, match=r"voice does not exist"):
        find_synthesizer("espeak-ng", "klingon of old")
