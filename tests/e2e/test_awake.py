"""A desktop on a separate bus is kept awake by a workout, and released at its end or crash."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not shutil.which("dbus-daemon"), reason="dbus-daemon is not installed"),
]

PATIENCE_SECONDS = 20.0

DESKTOP = """
import sys
from jeepney import MatchRule, MessageType, message_bus, new_error, new_method_return
from jeepney.io.blocking import Proxy, open_dbus_connection

bus = open_dbus_connection()
Proxy(message_bus, bus).RequestName("org.freedesktop.ScreenSaver")
Proxy(message_bus, bus).AddMatch(MatchRule(type="signal", member="NameOwnerChanged"))
holders = set()
print("there", flush=True)
while True:
    message = bus.receive()
    fields = {field.name: value for field, value in message.header.fields.items()}
    member = fields.get("member")
    if message.header.message_type is MessageType.method_call and member == "Inhibit":
        holders.add(fields["sender"])
        print("awake", flush=True)
        bus.send(new_method_return(message, "u", (7,)))
    elif message.header.message_type is MessageType.method_call:
        holders.discard(fields["sender"])
        print("let go", flush=True)
        bus.send(new_method_return(message))
    elif member == "NameOwnerChanged" and message.body[0] in holders and not message.body[2]:
        holders.discard(message.body[0])
        print("gone", flush=True)
"""

CIRCUIT = """
title = "Brief"
prepare = "60s"

[[exercise]]
name = "Squat"
time = "40s"
"""


class Desktop:
    """A fake desktop, and the requests that it received, one per line."""

    def __init__(self, folder: Path, address: str) -> None:
        self._requests = folder / "requests"
        self.environment = os.environ | {
            "HOME": str(folder),
            "DBUS_SESSION_BUS_ADDRESS": address,
            "PYTHONUTF8": "1",
        }
        with self._requests.open("w") as requests:
            self._process = subprocess.Popen(
                [sys.executable, "-c", DESKTOP], env=self.environment, stdout=requests
            )
        self.wait_for("there")

    def requests(self) -> list[str]:
        return self._requests.read_text().split("\n")[:-1]

    def wait_for(self, *lines: str) -> None:
        self.wait_until(lambda requests: requests == list(lines))

    def wait_until(self, is_enough: Callable[[list[str]], bool]) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while not is_enough(self.requests()):
            assert time.monotonic() < until, self.requests()
            time.sleep(0.05)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert bus.stdout
    desktop = Desktop(tmp_path, bus.stdout.readline().strip())
    yield desktop
    desktop.close()
    bus.kill()
    bus.wait()
    bus.stdout.close()


@pytest.fixture
def workout(desktop: Desktop, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    path = tmp_path / "brief.toml"
    path.write_text(CIRCUIT)
    program = [sys.executable, "-m", "hiptimer", "run", str(path), "--plain", "--sound", "off"]
    with subprocess.Popen(
        program,
        env=desktop.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    ) as process:
        yield process
        process.kill()


def type_line(workout: subprocess.Popen[str], line: str) -> None:
    assert workout.stdin
    workout.stdin.write(f"{line}\n")
    workout.stdin.flush()


def test_the_desktop_is_kept_awake_only_while_a_workout_runs(
    desktop: Desktop, workout: subprocess.Popen[str]
) -> None:
    desktop.wait_for("there", "awake")
    type_line(workout, "p")
    desktop.wait_for("there", "awake", "let go")
    type_line(workout, "p")
    desktop.wait_for("there", "awake", "let go", "awake")
    type_line(workout, "q")
    type_line(workout, "e")
    workout.wait(PATIENCE_SECONDS)
    # Either request may come first: the release, or the loss of the program.
    desktop.wait_until(lambda requests: requests[-1] in ("let go", "gone"))


def test_a_workout_that_crashes_lets_the_machine_sleep(
    desktop: Desktop, workout: subprocess.Popen[str]
) -> None:
    desktop.wait_for("there", "awake")
    workout.send_signal(signal.SIGKILL)
    desktop.wait_for("there", "awake", "gone")
