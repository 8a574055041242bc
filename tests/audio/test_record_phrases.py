from __future__ import annotations

import math
import wave
from array import array
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.score.coach import fullest_wordings
from hiptimer.audio.sounds import wav
from hiptimer.audio.sounds.tones import LOUDEST, RATE, render
from hiptimer.audio.voice.levelling import LOUDEST_PEAK, loudest
from hiptimer.audio.voice.shipped_phrases import can_say, lookup_form, parts, recording_path
from hiptimer.audio.voice.synthesizers import find_synthesizer
from hiptimer.foundation import folders
from hiptimer.library import loading
from hiptimer.library.joining import join_circuits
from hiptimer.library.loading import load
from hiptimer.plan.choices import default_choices
from hiptimer.plan.compiler import compile_timeline
from tests.conftest import one_in
from tests.ear import loudness
from tools.record_phrases import SHIPPED_RATE, phrases, reduce_rate, write_all

if TYPE_CHECKING:
    from pathlib import Path

REMEDY = "record them with: make phrases"
each_phrase = pytest.mark.parametrize("phrase", one_in(8, phrases()))


def test_the_shipped_files_are_those_of_the_phrase_list() -> None:
    listed = {path.name for phrase in phrases() if (path := recording_path(phrase))}
    assert {path.name for path in folders.phrases().iterdir()} == listed, REMEDY
    assert len(listed) == len(phrases()), "two phrases have one file"


def test_every_name_side_and_stage_of_a_shipped_circuit_has_a_phrase() -> None:
    listed = set(phrases())
    for path in folders.circuits().glob("*.toml"):
        for exercise in load(path).exercises:
            words = [exercise.name, *(stage.say for stage in exercise.stages)]
            said = [*words, *filter(None, [exercise.side_means])]
            assert not {lookup_form(phrase) for phrase in said} - listed


@pytest.mark.parametrize("ids", one_in(5, permutations(loading.ids(), 2)))
def test_any_two_shipped_circuits_can_be_said_when_they_are_joined(ids: tuple[str, str]) -> None:
    id_, circuit = join_circuits([(it, load(folders.circuits() / f"{it}.toml")) for it in ids])
    assert can_say(fullest_wordings(compile_timeline(circuit, default_choices(circuit), id_)))


def test_the_phrases_every_circuit_needs_ship() -> None:
    numbers = {str(number) for number in range(1, 61)}
    others = {
        "second",
        "seconds",
        "left",
        "right",
        "rest",
        "next",
        "seconds to go",
        "get ready",
        "last one",
        "keep the band on",
    }
    assert numbers | others <= set(phrases())


@each_phrase
def test_a_shipped_phrase_is_short_and_neither_too_quiet_nor_too_loud(phrase: str) -> None:
    path = recording_path(phrase)
    assert path
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        assert file.getframerate() == SHIPPED_RATE
    samples = wav.read(path)
    assert 0.15 * RATE < len(samples) < 2.5 * RATE
    assert 0.25 * LOUDEST < loudest(samples) < 0.7 * LOUDEST
    assert abs(samples[0]) < 50 > abs(samples[-1])


@each_phrase
def test_a_shipped_phrase_is_as_loud_as_a_sound_to_four_decibels(phrase: str) -> None:
    path = recording_path(phrase)
    assert path
    assert abs(loudness(wav.read(path)) - loudness(render("switch-right"))) < 4.0


@pytest.mark.parametrize("phrase", one_in(8, [*map(str, range(1, 61)), "last one", "five more"]))
def test_a_shipped_count_is_over_before_the_next_rep(phrase: str) -> None:
    most_seconds = 0.8 if phrase.isdecimal() and int(phrase) > 20 else 0.7
    assert len(wav.read(str(recording_path(phrase)))) < most_seconds * RATE


def test_the_exchangeable_parts_of_every_phrase_ship() -> None:
    assert parts("Hold 25 seconds,") == ("hold", "25", "seconds")
    assert {part for phrase in phrases() for part in parts(phrase)} <= set(phrases())


def test_all_phrases_together_are_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in folders.phrases().iterdir()) < 6_000_000
    assert LOUDEST_PEAK < 0.7


@pytest.mark.parametrize(("hertz", "level"), [(200, 1.0), (3000, 1.0), (8000, 0.98), (11_500, 0.0)])
def test_the_rate_is_reduced_without_the_frequencies_that_it_cannot_hold(
    hertz: int, level: float
) -> None:
    tone = [round(10_000 * math.sin(2 * math.pi * hertz * at / RATE)) for at in range(RATE // 4)]
    reduced = array("h", reduce_rate(tone))
    assert len(reduced) == SHIPPED_RATE // 4
    assert loudest(reduced[500:-500]) / 10_000 == pytest.approx(level, abs=0.03)


def test_the_command_records_each_phrase_and_removes_what_no_longer_ships(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speaker = tmp_path / "speak"
    wav.write(tmp_path / "something.wav", render("finish"))
    speaker.write_text(f"#!/bin/sh\ncat > {tmp_path}/text; cp {tmp_path}/something.wav $1\n")
    speaker.chmod(0o755)
    folder = tmp_path / "phrases"
    folder.mkdir()
    monkeypatch.setattr(folders, "phrases", lambda: folder)
    monkeypatch.setattr("tools.record_phrases.phrases", lambda: {"rest": "Rest"})
    (folder / "no-more.wav").write_bytes(b"")
    write_all(find_synthesizer("command", f"{speaker} {{path}}"))
    assert [path.name for path in folder.iterdir()] == ["rest.wav"]
    assert wav.read(folder / "rest.wav")
    assert (tmp_path / "text").read_text() == "Rest"
