"""A real sound server without a sound card."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.e2e.recording import Keeper, Recording

if TYPE_CHECKING:
    from collections.abc import Callable

_PAREC: Final = "--format=s16le --rate=48000 --channels=1 --raw --latency-msec=5"

_STEADY_SECONDS: Final = 0.3
_STEADY_WITHIN_SECONDS: Final = 20.0

_BUSY_SHARE: Final = 0.25
"""While two tests run on a quiet machine, programs wait for a processor 13 % of the time."""


def _waited_seconds() -> float:
    """Return for how long programs had to wait for a processor (Linux PSI); 0 if unknown."""
    try:
        some = Path("/proc/pressure/cpu").read_text(encoding="ascii").splitlines()[0]
    except OSError:
        return 0.0
    return int(some.rpartition("total=")[2]) / 1e6


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
        self._keepers = [
            Keeper(self.parec(f"-d {sink}.monitor")) for sink in ("null", "headphones")
        ]

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

    def wait_until_steady(self) -> None:
        """Wait until it plays what comes immediately. It starts by playing two seconds in advance.

        Until these are over, a recording would begin, and a pause be heard, up to as much too late.
        """
        gives_up = time.monotonic() + _STEADY_WITHIN_SECONDS
        while min(keeper.steady_seconds for keeper in self._keepers) < _STEADY_SECONDS:
            if time.monotonic() > gives_up:
                raise TimeoutError
            time.sleep(0.05)

    @staticmethod
    def is_installed() -> bool:
        return all(map(shutil.which, ("pulseaudio", "pactl", "parec")))

    def record(self) -> Recording:
        """Start to record the output."""
        return Recording(self.parec("-d null.monitor"))

    def ear(self, side: str) -> Recording:
        """Start to record one `side` of the headphones, `left` or `right`."""
        # Without --no-remix some of the other side would be mixed in.
        return Recording(self.parec(f"-d headphones.monitor --channel-map=front-{side} --no-remix"))

    def parec(self, options: str) -> subprocess.Popen[bytes]:
        """Start to record in small pieces, as soon as they are played."""
        return subprocess.Popen(
            ["parec", *options.split(), *_PAREC.split()],
            env=os.environ | self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )

    def once_more_if_the_machine_stalls(self, attempt: Callable[[], None]) -> None:
        """Run `attempt` again if it fails, but only if the machine stalled meanwhile.

        A shared machine does not always let the server play steadily; that no test may hide. Proof
        is a gap in what the server plays, or that programs had to wait for a processor.
        """
        since, waited = time.monotonic(), _waited_seconds()
        try:
            attempt()
        except (AssertionError, TimeoutError) as failure:
            stall = max(keeper.longest_stall_seconds(since) for keeper in self._keepers)
            share = (_waited_seconds() - waited) / (time.monotonic() - since)
            found = f"a gap of {stall:.3f} s, and programs waited {share:.0%} of the time"
            if not stall and share < _BUSY_SHARE:
                failure.add_note(f"The machine was not at fault: {found}.")
                raise
            try:
                attempt()
            except (AssertionError, TimeoutError) as again:
                again.add_note(f"In the first of two tries the machine was busy: {found}.")
                raise

    def pactl(self, *arguments: str) -> str:
        """Return what the server answers."""
        return subprocess.run(
            ["pactl", *arguments],
            env=os.environ | self.environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()

    def send(self, number: int) -> None:
        """Send the server a signal."""
        self._process.send_signal(number)

    def close(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(5)
        for keeper in self._keepers:
            keeper.close()
