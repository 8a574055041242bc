"""Sides on headphones and personal sounds, recorded from a real sound server."""

from __future__ import annotations

import math
import subprocess
import sys
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.backends import BACKENDS
from hiptimer.audio.player.playback import Playback
from hiptimer.audio.player.stereo import FAR_GAIN
from hiptimer.audio.player.supervisor import PlayerSpeaker
from hiptimer.audio.sounds import wav
from hiptimer.audio.sounds.tones import LOUDEST, RATE, render
from hiptimer.audio.speaker import Note
from hiptimer.foundation import folders
from hiptimer.session.sound_demonstration import READ_SECONDS
from tests.e2e.test_sound import is_here

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.recording import Recording
    from tests.e2e.sound_server import SoundServer

pytestmark = [pytest.mark.e2e, pytest.mark.listens]

_HUM_HZ = 300


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_sided_sound_is_whole_on_its_side_and_softer_on_the_other(
    backend: str, audible: SoundServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not is_here(backend):
        pytest.skip(f"{backend} is not installed, or has no server here")
    for name, value in audible.headphones.items():
        monkeypatch.setenv(name, value)
    speaker = PlayerSpeaker(backend, playback=Playback(headphones=True))
    assert speaker.wait_until_known(20)
    assert speaker.trouble is None

    def attempt() -> None:
        with audible.ear("left") as left, audible.ear("right") as right:
            start = time.monotonic() + 0.3
            pans = (-1.0, 1.0, 0.0)
            speaker.play([Note(start + at, "go", pan=pan) for at, pan in enumerate(pans)])
            heard = []
            for ear in (left, right):
                ear.wait_for(start + 3.2)
                heard.append([ear.loudest(start + at, start + at + 0.9) for at in range(3)])
            assert left.find("go", start)
            assert right.find("go", start)
        whole = max(render("go"))
        for loudest, gains in zip(heard, ([1, FAR_GAIN, 1], [FAR_GAIN, 1, 1]), strict=True):
            assert [it / whole for it in loudest] == pytest.approx(gains, abs=0.02)

    try:
        audible.once_more_if_the_machine_stalls(attempt)
    finally:
        speaker.close()


@pytest.mark.usefixtures("audible")
def test_a_personal_sound_is_heard_in_place_of_the_built_in_one(
    recording: Recording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folders.user_sounds().mkdir(parents=True)
    hum = [
        round(0.5 * LOUDEST * math.sin(2 * math.pi * _HUM_HZ * frame / RATE))
        for frame in range(RATE // 2)
    ]
    wav.write(folders.user_sounds() / "go.wav", hum)
    command = [sys.executable, "-m", "hiptimer", "sounds", "--play", "go"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        assert program.stdout.readline() == "go  begin (your own)\n"
        due = time.monotonic() + READ_SECONDS
        assert program.wait(10) == 0
    recording.wait_for(due + 1.0)
    heard = recording.between(due - 0.3, due + 1.0)
    begins = next(at for at, sample in enumerate(heard) if abs(sample) > 200)
    loud = heard[begins : begins + len(hum)]
    assert max(loud) == pytest.approx(max(hum), rel=0.02)
    rises = sum(one < 0 <= other for one, other in pairwise(loud))
    assert rises == pytest.approx(_HUM_HZ / 2, abs=2)
    assert recording.find("go", due) is None
