from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from hiptimer.audio.backends import BACKENDS
from hiptimer.audio.sounds import wav
from hiptimer.audio.sounds.tones import render
from hiptimer.cli.doctor.remedies import Remedy, System
from hiptimer.cli.doctor.voices import (
    SynthesizerState,
    chosen_voices,
    count_shipped_phrases,
    try_synthesizers,
    voice_as_json,
    voice_lines,
)
from hiptimer.cli.main import cli
from hiptimer.foundation import folders

if TYPE_CHECKING:
    from pathlib import Path

DEBIAN = System("Linux", "x86_64", "apt-get", None, is_root=False, has=frozenset())
MISSING = SynthesizerState(
    "espeak-ng", "is not installed", remedy=Remedy("sudo apt install espeak-ng")
)
WORKING = SynthesizerState("say", None, "Samantha")
BROKEN = SynthesizerState("sapi", "fails: \x1b[2J")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on the path."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    return folder


def install_espeak_ng(folder: Path, script: str) -> None:
    wav.write(folder / "something.wav", render("finish"))
    path = folder / "espeak-ng"
    path.write_text(f"#!/bin/sh\nfor last; do :; done\n{script}\n")
    path.chmod(0o755)


def test_each_synthesizer_is_tried(programs: Path) -> None:
    install_espeak_ng(programs, '/bin/cp "${0%/*}/something.wav" "$last"')
    *others, speaks = try_synthesizers(DEBIAN)
    assert speaks == SynthesizerState("espeak-ng", None, "en-us")
    assert {it.name: it.trouble for it in others} == {
        "command": "needs the setting voice_command",
        "hibari": "is not installed",
        "piper": "is not installed",
        "say": "is not installed; comes with macOS",
        "sapi": "is not installed; comes with Windows",
    }


def test_the_configured_command_is_tried(programs: Path) -> None:
    install_espeak_ng(programs, '/bin/cp "${0%/*}/something.wav" "$last"')
    tried = next(try_synthesizers(DEBIAN, "espeak-ng {path}"))
    assert tried == SynthesizerState("command", None, "espeak-ng {path}")


def test_only_an_installable_synthesizer_has_an_install_command(programs: Path) -> None:
    assert list(programs.iterdir()) == []
    pip = replace(DEBIAN, pip="pip install")
    assert {it.name: it.remedy for it in try_synthesizers(pip) if it.remedy} == {
        "hibari": Remedy("pip install hibari-tts"),
        "piper": Remedy("pip install piper-tts"),
        "espeak-ng": Remedy("sudo apt install espeak-ng"),
    }


def test_a_synthesizer_that_does_not_speak_is_shown_with_the_reason(programs: Path) -> None:
    install_espeak_ng(programs, "echo no data >&2; exit 1")
    *_, tried = try_synthesizers(DEBIAN)
    assert tried == SynthesizerState("espeak-ng", "fails: no data")


def test_the_lines_show_working_and_missing_voices_and_the_choice_of_auto() -> None:
    assert list(voice_lines([MISSING, WORKING], 99)) == [
        "  espeak-ng    is not installed",
        "               to install it: sudo apt install espeak-ng",
        "  say          works, with the voice Samantha",
        "  shipped      99 recorded phrases",
        "  auto uses shipped, or say if the phrases cannot say a workout",
    ]


def test_auto_prefers_hibari_then_the_shipped_phrases_then_another_synthesizer() -> None:
    hibari = SynthesizerState("hibari", None, "heart")
    assert chosen_voices([hibari, WORKING], 99) == ("hibari",)
    assert chosen_voices([MISSING, WORKING], 99) == ("shipped", "say")
    assert chosen_voices([MISSING, BROKEN], 99) == ("shipped",)
    assert list(voice_lines([MISSING], 99))[-1] == "  auto uses shipped"
    assert list(voice_lines([WORKING], 0))[-1] == "  auto uses say"
    assert "nothing will be spoken" in list(voice_lines([MISSING], 0))[-1]


def test_messages_of_a_synthesizer_are_printed_without_control_characters() -> None:
    assert "\x1b" not in "".join(voice_lines([BROKEN], 99))


def test_as_json_voices_have_documented_keys() -> None:
    found = voice_as_json([MISSING, WORKING], 99)
    assert (found["auto"], found["auto_otherwise"]) == ("shipped", "say")
    assert found["shipped_phrases"] == 99
    assert found["synthesizers"] == [
        {
            "name": "espeak-ng",
            "works": False,
            "trouble": "is not installed",
            "voice": None,
            "add": "sudo apt install espeak-ng",
        },
        {"name": "say", "works": True, "trouble": None, "voice": "Samantha", "add": None},
    ]


def test_shipped_phrases_are_counted_in_their_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert count_shipped_phrases() > 60
    monkeypatch.setattr(folders, "phrases", lambda: tmp_path / "gone")
    assert count_shipped_phrases() == 0


@pytest.mark.usefixtures("programs")
def test_the_doctor_reports_voices_in_words_and_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    aplay = {"aplay": BACKENDS["aplay"]}
    monkeypatch.setattr("hiptimer.cli.doctor.facts.BACKENDS", aplay)
    output = CliRunner().invoke(cli, ["doctor"]).output
    assert "\nVoice\n  command      needs the setting voice_command\n" in output
    assert "\n  espeak-ng    is not installed\n" in output
    found = json.loads(CliRunner().invoke(cli, ["doctor", "--json"]).output)
    assert found["voice"]["auto"] == "shipped"
