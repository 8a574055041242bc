"""Music that gives way, the choice of a device, and its latency, on a real sound server."""

from __future__ import annotations

import math
import subprocess
import time
from array import array
from contextlib import contextmanager
from statistics import median
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.player.playback import Playback
from hiptimer.audio.player.supervisor import PlayerSpeaker
from hiptimer.audio.score.arrangement import Arrangement
from hiptimer.audio.score.performance import performances_on
from hiptimer.audio.sounds.tones import LOUDEST, RATE
from hiptimer.audio.speaker import Note
from hiptimer.foundation.clock import Clock
from hiptimer.workout.workout import Workout
from tests.conftest import exercise, laid_out, timed
from tests.e2e.test_sound import LATE_AT_MOST, is_here, lateness
from tests.programs import hiptimer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.e2e.recording import Recording
    from tests.e2e.sound_server import SoundServer

pytestmark = [pytest.mark.e2e, pytest.mark.listens]

BACKENDS = ("miniaudio", "simpleaudio", "pacat")
DUCKED_DB = -18
EXACT_SECONDS = 0.002
LATENCY_SECONDS = 0.2
PAUSES = 3


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


def run(workout: Workout, seconds: float) -> None:
    """Run a workout for some seconds."""
    end = time.monotonic() + seconds
    while (remaining := end - time.monotonic()) > 0:
        time.sleep(min(remaining, workout.due_in_seconds()))
        workout.tick()


def test_cues_known_beforehand_are_heard_earlier_by_the_latency_and_answers_are_not(
    audible: SoundServer, recording: Recording
) -> None:
    speaker = PlayerSpeaker("miniaudio" if is_here("miniaudio") else "pacat")
    assert speaker.wait_until_known(20)
    sound = performances_on(speaker, Arrangement(latency_seconds=LATENCY_SECONDS))
    timeline = laid_out(exercise("plank", timed(30.0)), prepare_seconds=3.5)

    def attempt() -> None:
        workout = Workout(timeline, sound, Clock())
        workout.start()
        run(workout, 4.0)
        shifts = []
        for _ in range(PAUSES):
            workout.pause()
            paused = workout.head.now
            run(workout, 1.0)
            workout.resume()
            resumed = workout.head.now
            run(workout, 5.8)
            answers = lateness(recording, [Note(paused, "paused"), Note(resumed, "resumed")])
            played_at = resumed - LATENCY_SECONDS
            ticks = [Note(played_at + 2 + at, "tick-in", 2 ** (at / 6)) for at in range(3)]
            known = lateness(recording, [*ticks, Note(played_at + 5, "go")])
            assert max(*known, *answers) < LATE_AT_MOST
            shifts.append(abs(median(known) - median(answers)))
        # A machine that stalls delays single notes; a wrong shift would be in every pause.
        assert min(shifts) < EXACT_SECONDS

    try:
        audible.once_more_if_the_machine_stalls(attempt)
    finally:
        speaker.close()
