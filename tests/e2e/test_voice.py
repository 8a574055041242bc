"""The words of a workout are heard at their planned moments, between the sounds."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.score.arrangement import Arrangement, is_words
from hiptimer.audio.score.coach import wordings
from hiptimer.audio.score.score import upcoming_notes
from hiptimer.audio.voice.voice import RecordedVoice
from hiptimer.library import loading
from hiptimer.plan.choices import default_choices
from hiptimer.plan.compiler import compile_timeline
from hiptimer.workout.engine import Engine
from tests.e2e.test_heard import assert_heard
from tests.programs import hiptimer

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.sound_server import SoundServer

pytestmark = [pytest.mark.e2e, pytest.mark.listens]

CIRCUIT = """
title = "Words between the sounds"
prepare = "8s"

[[exercise]]
name = "High knees"
time = "5s"
sides = "left"
equipment = ["band"]

[[exercise]]
name = "Walking lunges"
prepare = "7s"
reps = 3
tempo = { drive = "1s", return = "1s" }
"""


def test_the_words_are_heard_at_their_moments_between_the_sounds(
    audible: SoundServer, tmp_path: Path
) -> None:
    path = tmp_path / "circuit.toml"
    path.write_text(CIRCUIT)
    circuit = loading.load(path)
    timeline = compile_timeline(circuit, default_choices(circuit), "said")
    voice = RecordedVoice(None)
    for _ in voice.prepare(wordings(timeline)):
        pass
    engine = Engine(timeline)
    engine.start(0.0)
    arrangement = Arrangement(voice=voice)
    planned = arrangement.space(upcoming_notes(engine, timeline.planned_seconds + 1.0, arrangement))
    assert len([note for note in planned if is_words(note)]) > 6
    assert_heard(
        audible,
        path,
        "shipped",
        lambda start: [note._replace(moment=start + note.moment) for note in planned],
    )


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_espeak_ng_says_the_circuit_that_the_shipped_phrases_cannot_say(tmp_path: Path) -> None:
    own = CIRCUIT.replace("Walking lunges", "Nordic curls")
    for name, circuit, speaker in (("shipped", CIRCUIT, "shipped"), ("own", own, "espeak-ng")):
        path = tmp_path / f"{name}.toml"
        path.write_text(circuit)
        home = tmp_path / name
        home.mkdir()
        run = hiptimer("render", str(path), "-o", str(home / "sound.wav"), home=home)
        assert run.returncode == 0, run.stderr
        assert [it.name for it in home.glob(".cache/hiptimer/voice/*/")] == [speaker]
