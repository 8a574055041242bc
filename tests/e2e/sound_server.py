"""A real sound server without a sound card, and a recording of what a listener would hear.

`Recording.find` returns when a given sound was heard, even if others overlap it, and
`Recording.onsets` returns when something started after silence. Both are times of
`time.monotonic()`, late by a constant few milliseconds of latency.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from array import array
from dataclasses import dataclass
from threading import Lock, Thread
from typing import IO, TYPE_CHECKING, Final, cast

from hiptimer.audio.sounds.rendered import Samples
from hiptimer.audio.sounds.tones import RATE
from hiptimer.audio.speaker import Note
from tests.finder import TEMPLATE_SECONDS, best_match

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_QUIET = 200


@dataclass(frozen=True, slots=True)
class Found:
    """When a sound was heard, and its likeness to the recording there, 0 to 1."""

    moment: float
    likeness: float


class SoundServer:
    """A PulseAudio whose loudspeaker is a null sink, alone in `folder`.

    A program whose environment includes `headphones` plays to a second, stereo one instead.
    """

    headphones: Final = {"PULSE_SINK": "headphones"}

    def __init__(self, folder: Path) -> None:
        self._socket = folder / "socket"
        self._script = folder / "server.pa"
        self._script.write_text(
            f"load-module module-native-protocol-unix auth-anonymous=1 socket={self._socket}\n"
            "load-module module-null-sink sink_name=null rate=48000 channels=1\n"
            "load-module module-null-sink sink_name=headphones rate=48000 channels=2\n"
            "set-default-sink null\n"
        )
        alsa = folder / "asound.conf"
        alsa.write_text("</usr/share/alsa/alsa.conf>\npcm.!default { type pulse }\n")
        self.environment = {
            "PULSE_SERVER": f"unix:{self._socket}",
            "ALSA_CONFIG_PATH": str(alsa),
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
        }
        """The environment with which a program plays only to this server."""
        self.start()

    def start(self) -> None:
        """Start it, or start it again after `close`."""
        self._process = subprocess.Popen(
            ["pulseaudio", "-n", "-F", self._script, "--exit-idle-time=-1", "--daemonize=no"],
            env=os.environ | self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait_until_it_answers()

    def _wait_until_it_answers(self) -> None:
        for _ in range(100):
            asked = subprocess.run(
                ["pactl", "info"],
                env=os.environ | self.environment,
                capture_output=True,
                check=False,
            )
            if asked.returncode == 0:
                return
            time.sleep(0.05)
        self.close()
        raise RuntimeError("PulseAudio does not answer")

    @staticmethod
    def is_installed() -> bool:
        return all(map(shutil.which, ("pulseaudio", "pactl", "parec")))

    def record(self) -> Recording:
        """Start to record the output."""
        return Recording(os.environ | self.environment)

    def ear(self, side: str) -> Recording:
        """Start to record one `side` of the headphones, `left` or `right`."""
        # Without --no-remix some of the other side would be mixed in.
        channel = f"--channel-map=front-{side} --no-remix"
        return Recording(os.environ | self.environment, f"-d headphones.monitor {channel}")

    def send(self, number: int) -> None:
        """Send the server a signal."""
        self._process.send_signal(number)

    def close(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(5)


class Recording:
    """A recording of the output since its start. A context manager; readable while it runs."""

    def __init__(self, environment: dict[str, str], of: str = "-d null.monitor") -> None:
        self._samples = array("h")
        self._wanted = Samples()
        self._start = float("inf")
        self._lock = Lock()
        command = f"parec {of} --format=s16le --rate=48000 --channels=1 --raw"
        self._process = subprocess.Popen(
            [*command.split(), "--latency-msec=5"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()
        self.wait_until(lambda: len(self._samples) > RATE // 5)

    def __enter__(self) -> Recording:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(5)
        self._reader.join(5)
        cast("IO[bytes]", self._process.stdout).close()

    def _read(self) -> None:
        pipe = cast("IO[bytes]", self._process.stdout)
        odd = b""
        while chunk := pipe.read(4096):
            chunk = odd + chunk
            whole = len(chunk) // 2 * 2
            odd = chunk[whole:]
            with self._lock:
                self._samples.frombytes(chunk[:whole])
                # Chunks arrive late, never early, so the earliest one dates the start.
                self._start = min(self._start, time.monotonic() - len(self._samples) / RATE)

    @property
    def seconds(self) -> float:
        """The length so far."""
        return len(self._samples) / RATE

    def wait_until(self, done: Callable[[], object], timeout_seconds: float = 10.0) -> None:
        """Wait until `done` is true, or raise TimeoutError."""
        gives_up = time.monotonic() + timeout_seconds
        while not done():
            if time.monotonic() > gives_up:
                raise TimeoutError
            time.sleep(0.01)

    def wait_for(self, moment: float) -> None:
        """Wait until `moment` has been recorded."""
        self.wait_until(
            lambda: self._start + self.seconds > moment,
            timeout_seconds=moment - time.monotonic() + 10.0,
        )

    def onsets(self, silence_seconds: float = 0.02) -> list[float]:
        """Return the times at which sound starts after at least `silence_seconds` of silence."""
        samples, start = self._snapshot()
        found = []
        silent = needed = round(silence_seconds * RATE)
        for frame, sample in enumerate(samples):
            if -_QUIET < sample < _QUIET:
                silent += 1
            else:
                if silent >= needed:
                    found.append(start + frame / RATE)
                silent = 0
        return found

    def between(self, since: float, until: float) -> array[int]:
        """Return the samples between two times."""
        samples, start = self._snapshot()
        return samples[max(0, round((since - start) * RATE)) : round((until - start) * RATE)]

    def loudest(self, since: float, until: float) -> int:
        """Return the highest peak between two times, 0 to 32,767."""
        return max(map(abs, self.between(since, until)), default=0)

    def last_heard(self) -> float:
        """Return the time after which all is silent."""
        samples, start = self._snapshot()
        last = next(
            (frame for frame in reversed(range(len(samples))) if abs(samples[frame]) >= _QUIET), 0
        )
        return start + last / RATE

    def find(
        self,
        sound: str,
        near: float,
        pitch: float = 1.0,
        seconds: float | None = None,
        within: float = 0.25,
    ) -> Found | None:
        """Return the best match near `near` for `sound`, a name or the path of a WAV.

        The search covers `within` seconds before and after; None if nothing there resembles it.
        """
        samples, start = self._snapshot()
        note = Note(0.0, sound, pitch, seconds)
        wanted = self._wanted[note][: round(TEMPLATE_SECONDS * RATE)]
        first = max(0, round((near - within - start) * RATE))
        match = best_match(samples[first : first + round(2 * within * RATE) + len(wanted)], wanted)
        if match is None:
            return None
        return Found(start + (first + match.frame) / RATE, match.likeness)

    def _snapshot(self) -> tuple[array[int], float]:
        with self._lock:
            return self._samples[:], self._start
