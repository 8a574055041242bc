"""Music that gives way, the choice of a device, and its latency, on a real sound server."""

from __future__ import annotations

import math
import subprocess
import time
from array import array
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.player.playback import Playback
from hiptimer.audio.player.supervisor import PlayerSpeaker
from hiptimer.audio.score.performance import performances_on
from hiptimer.audio.score.score import Arrangement
from hiptimer.audio.sounds.tones import LOUDEST, RATE
from hiptimer.audio.speaker import Note
from hiptimer.foundation.clock import Clock
from hiptimer.workout.workout import Workout
from tests.conftest import exercise, laid_out, timed
from tests.e2e.test_sound import is_here
from tests.programs import hiptimer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.e2e.recording import Recording
    from tests.e2e.sound_server import SoundServer

pytestmark = pytest.mark.e2e

BACKENDS = ("miniaudio", "simpleaudio", "pacat")
DUCKED_DB = -18
EXACT_SECONDS = 0.002
LATENCY_SECONDS = 0.2

EXACT = [
    *(("tick-in", 5.0 - before, 2 ** ((3 - before) / 6)) for before in (3, 2, 1)),
    ("go", 5.0, 1.0),
    *(("tick-out", 10.0 - before, 2 ** ((before - 3) / 6)) for before in (3, 2, 1)),
]
"""Sounds of a workout, each with its moment in seconds and its pitch."""


@contextmanager
def music(tmp_path: Path) -> Iterator[None]:
    """Play a hum as a music player does."""
    hum = [round(3000 * math.sin(2 * math.pi * 300 * frame / RATE)) for frame in range(30 * RATE)]
    path = tmp_path / "hum.raw"
    path.write_bytes(array("h", hum).tobytes())
    options = f"--raw --format=s16le --rate={RATE} --channels=1 --property=media.role=music"
    with subprocess.Popen(["pacat", *options.split(), path]) as player:
        try:
            yield
        finally:
            player.terminate()


def level(recording: Recording, seconds: float = 0.5) -> float:
    """Return the level of the next `seconds`, in decibels below the loudest."""
    start = time.monotonic()
    recording.wait_for(start + seconds)
    samples = recording.between(start, start + seconds)
    power = sum(sample * sample for sample in samples) / len(samples)
    return 10 * math.log10(power / LOUDEST**2 + 1e-12)


@pytest.mark.parametrize("ducks", [True, False])
@pytest.mark.parametrize("backend", BACKENDS)
def test_music_gives_way_while_a_player_is_open(
    audible: SoundServer, recording: Recording, tmp_path: Path, backend: str, ducks: bool
) -> None:
    if not is_here(backend):
        pytest.skip(f"{backend} is not installed")
    module = audible.pactl(
        "load-module", "module-role-ducking", "trigger_roles=a11y", f"volume={DUCKED_DB}dB"
    )
    try:
        with music(tmp_path):
            recording.wait_until(
                lambda: recording.loudest(time.monotonic() - 0.3, time.monotonic()) > 1000
            )
            before = level(recording)
            speaker = PlayerSpeaker(backend, volume=0, playback=Playback(ducks=ducks))
            assert speaker.wait_until_known(20)
            # Simpleaudio has a stream only while it plays, if only silence.
            speaker.play([Note(time.monotonic(), "return", seconds=5.0)])
            time.sleep(1.5)
            during = level(recording)
            speaker.close()
            time.sleep(0.5)
            after = level(recording)
    finally:
        audible.pactl("unload-module", module)
    assert after == pytest.approx(before, abs=0.5)
    assert during - before == pytest.approx(DUCKED_DB if ducks else 0, abs=0.5)


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_chosen_device_plays_and_the_default_one_is_silent(
    audible: SoundServer, recording: Recording, tmp_path: Path, backend: str
) -> None:
    if not is_here(backend):
        pytest.skip(f"{backend} is not installed")
    options = ("--sound", backend, "--device", "headphones")
    with audible.ear("left") as left:
        began = time.monotonic()
        assert hiptimer("sounds", "--play", "go", *options, home=tmp_path).returncode == 0
        left.wait_for(time.monotonic() + 0.3)
        assert left.loudest(began, time.monotonic()) > 1000
    assert recording.loudest(began, time.monotonic()) == 0


@pytest.mark.usefixtures("audible")
def test_an_unknown_device_is_refused_and_the_known_ones_are_named(tmp_path: Path) -> None:
    run = hiptimer("sounds", "--play", "go", "--device", "kitchen", home=tmp_path)
    assert run.returncode == 2
    assert run.stderr == 'no device "kitchen" here; known: default, null, headphones\n'


def lateness(speaker: PlayerSpeaker, recording: Recording, latency_seconds: float) -> list[float]:
    """Return how much later than its moment each exact cue of a workout was heard."""
    timeline = laid_out(exercise("plank", timed(5.0)), prepare_seconds=5.0)
    sound = performances_on(speaker, Arrangement(latency_seconds=latency_seconds))
    workout = Workout(timeline, sound, Clock())
    workout.start()
    start = workout.head.now
    while not workout.head.is_over:
        time.sleep(workout.due_in_seconds())
        workout.tick()
    recording.wait_for(time.monotonic() + 0.3)
    late = []
    for sound_name, at, pitch in EXACT:
        moment = start + at
        found = recording.find(sound_name, moment - latency_seconds, pitch, within=0.15)
        assert found, f"{sound_name} at {at} was not heard"
        late.append(found.moment - moment)
    return late


def test_what_is_known_beforehand_is_heard_earlier_by_the_latency(
    audible: SoundServer, recording: Recording
) -> None:
    speaker = PlayerSpeaker("miniaudio" if is_here("miniaudio") else "pacat")
    assert speaker.wait_until_known(20)

    def attempt() -> None:
        at_once = lateness(speaker, recording, 0.0)
        earlier = lateness(speaker, recording, LATENCY_SECONDS)
        shifts = [before - after for before, after in zip(at_once, earlier, strict=True)]
        assert shifts == pytest.approx([LATENCY_SECONDS] * len(EXACT), abs=EXACT_SECONDS)

    try:
        audible.once_more_if_the_machine_stalls(attempt)
    finally:
        speaker.close()
