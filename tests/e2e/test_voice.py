"""The words of a workout are heard at their planned moments, between the sounds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.score.score import Arrangement, is_words, upcoming_notes
from hiptimer.audio.score.speech import wordings
from hiptimer.audio.voice.voice import RecordedVoice
from hiptimer.library import loading
from hiptimer.plan.choices import default_choices
from hiptimer.plan.compiler import compile_timeline
from hiptimer.workout.engine import Engine
from tests.e2e.test_heard import assert_heard

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.sound_server import SoundServer

pytestmark = pytest.mark.e2e

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
        lambda start: [replace(note, moment=start + note.moment) for note in planned],
    )
