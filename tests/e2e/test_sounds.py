"""The sound of `hiptimer sounds`, recorded from a real sound server."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.sounds.meanings import MEANINGS
from hiptimer.audio.sounds.tones import natural_seconds
from hiptimer.session.sound_demonstration import READ_SECONDS, RING_SECONDS

if TYPE_CHECKING:
    from tests.e2e.recording import Recording
    from tests.e2e.sound_server import SoundServer

pytestmark = [pytest.mark.e2e, pytest.mark.listens, pytest.mark.usefixtures("audible")]

LATE_AT_MOST = 0.2
SILENT_WITHIN_SECONDS = 0.15


def start_demonstration(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "hiptimer", "sounds", *arguments]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def test_every_sound_is_heard_shortly_after_its_name(
    audible: SoundServer, recording: Recording
) -> None:
    def attempt() -> None:
        with start_demonstration() as program:
            assert program.stdout
            named = [(line.split()[0], time.monotonic()) for line in program.stdout]
            assert program.wait(10) == 0
        assert [sound for sound, _ in named] == list(MEANINGS)
        for sound, moment in named:
            due = moment + READ_SECONDS
            found = recording.find(sound, due, within=LATE_AT_MOST)
            assert found, f"{sound} was not heard"
            over = due + natural_seconds(sound)
            assert recording.loudest(over + LATE_AT_MOST, over + RING_SECONDS) == 0

    audible.once_more_if_the_machine_stalls(attempt)


def test_one_sound_alone_is_heard_once(recording: Recording) -> None:
    with start_demonstration("--play", "kept") as program:
        assert program.stdout
        name = program.stdout.readline().split()[0]
        began = time.monotonic()
        assert program.wait(10) == 0
    assert name == "kept"
    assert recording.find("kept", began + READ_SECONDS)
    assert recording.onsets()[-1] - recording.onsets()[0] < natural_seconds("kept")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_silences_the_demonstration_immediately(recording: Recording, number: int) -> None:
    with start_demonstration("--play", "return") as program:
        assert program.stdout
        program.stdout.readline()
        recording.wait_for(time.monotonic() + READ_SECONDS + 1.0)
        ended = time.monotonic()
        program.send_signal(number)
        assert program.wait(10) == 128 + number
        assert program.stderr
        assert program.stderr.read() == ""
    recording.wait_for(ended + 1.0)
    assert recording.loudest(ended - 0.5, ended) > 0
    assert recording.last_heard() - ended < SILENT_WITHIN_SECONDS
