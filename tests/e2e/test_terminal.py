"""The full-screen view in a real terminal: keys, sizes, signals, the shell and pipes."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.e2e.terminal import Terminal, terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not Terminal.is_installed(), reason="tmux is not installed"),
]

# The meaning of a side is too long for large letters, so it is found as text.
CIRCUIT = """
title = "Two things"
prepare = "60s"

[[exercise]]
name = "Lunge"
time = "40s"
sides = "each"
side_means = "foot in front, heel on the floor"
switch = "10s"

[[exercise]]
name = "Wall sit"
hold = "fatigue"
target = "30s"
cap = "90s"
"""


@pytest.fixture
def shell() -> Iterator[Terminal]:
    # A socket's path must be short, and that of a test folder may be too long.
    folder = Path(tempfile.mkdtemp(prefix="hiptimer-"))
    (folder / "two.toml").write_text(CIRCUIT)
    package_parent = Path(__file__).parents[2]
    with terminal(folder) as shell:
        shell.enter(f"cd {folder}; export PYTHONPATH={package_parent}")
        yield shell
    shutil.rmtree(folder)


def start(shell: Terminal) -> None:
    shell.start("run", "./two.toml", "--sound", "off")
    shell.wait_for("GET READY", "foot in front", "q Quit")


def is_cooked(shell: Terminal) -> bool:
    shell.enter("clear; stty -a")
    modes = shell.wait_for("icanon").replace(";", " ").split()
    return "icanon" in modes and "echo" in modes and "isig" in modes


@pytest.mark.parametrize(
    ("arguments", "kind", "characters"),
    [
        (("--charset", "ascii"), "screen", "##"),
        (("--charset", "half"), "screen", "▀█"),
        ((), "screen", "▀▜"),
        ((), "linux", "▀█"),
    ],
)
def test_digits_are_drawn_in_the_chosen_charset_or_the_finest_available(
    arguments: tuple[str, ...], kind: str, characters: str, shell: Terminal
) -> None:
    shell.enter(f"export TERM={kind}")
    shell.start("run", "./two.toml", "--sound", "off", *arguments)
    shown = shell.wait_for("GET READY", characters, "q Quit")
    assert ("▜" in shown) == (characters == "▀▜")
    shell.press("q")
    shell.wait_for("Stop the workout?")
    shell.press("e")


def test_a_workout_is_controlled_by_keys_to_its_end(shell: Terminal) -> None:
    start(shell)
    shell.press("n")
    shell.wait_for("WORK", "Next: Lunge, right")
    shell.press("Space")
    shell.wait_for("PAUSED")
    shell.press("Space")
    shell.wait_for("GET READY", "resuming")
    shell.press("n")
    shell.wait_for("SWITCH", "foot in front")
    shell.press("n", "n", "n")
    shell.wait_for("HOLD", "Enter ends the hold", "This is the last one.")
    shell.press("Enter")
    shell.wait_for("Ended early after", "Wall sit", "1 below target", "1 skipped")
    shell.press("Enter")
    shell.wait_for("exit=1")
    assert shell.is_restored()
    assert is_cooked(shell)


def test_the_screen_follows_the_size_of_the_terminal(shell: Terminal) -> None:
    start(shell)
    shell.resize(120, 40)
    shell.wait_for("Set 1 of 1", "foot in front", "q Quit")
    shell.resize(20, 5)
    shell.wait_for("GET READY", "LEFT", gone="Quit")
    shell.resize(1, 1)
    shell.resize(80, 24)
    shell.wait_for("GET READY", "Lunge", "q Quit")


def test_ending_asks_for_confirmation_and_shows_the_summary(shell: Terminal) -> None:
    start(shell)
    shell.press("q")
    shell.wait_for("Stop the workout?")
    shell.press("c")
    shell.wait_for("GET READY", gone="Stop the workout?")
    shell.press("q", "e")
    shell.wait_for("Ended early after", "0 of 3 efforts done")
    shell.press("q")
    shell.wait_for("exit=1")
    assert shell.is_restored()


def test_interrupting_twice_ends_the_program_immediately(shell: Terminal) -> None:
    start(shell)
    shell.press("C-c")
    shell.wait_for("Stop the workout?")
    shell.press("C-c")
    shell.wait_for("exit=130")
    assert shell.is_restored()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_the_program_and_the_terminal_is_restored(
    shell: Terminal, number: signal.Signals
) -> None:
    start(shell)
    os.kill(shell.process_id(), number)
    shell.wait_for(f"exit={128 + number}")
    assert shell.is_restored()
    assert is_cooked(shell)


def test_a_suspended_workout_is_paused_when_it_returns(shell: Terminal) -> None:
    start(shell)
    shell.press("C-z")
    shell.wait_for("ready>", gone="foot in front")
    assert shell.is_restored()
    shell.enter("fg")
    shell.wait_for("PAUSED", "foot in front", "Lunge", "q Quit")
    shell.press("Space")
    shell.wait_for("GET READY")


def test_a_workout_stopped_by_a_signal_reports_how_long(shell: Terminal) -> None:
    start(shell)
    os.kill(shell.process_id(), signal.SIGTSTP)
    shell.wait_for("ready>", gone="foot in front")
    # Longer than a late tick, so that the workout notices it.
    time.sleep(3.5)
    shell.enter("fg")
    shell.wait_for("PAUSED", "foot in front", "The machine slept for")


def threads(process_id: int) -> int:
    return len([*Path(f"/proc/{process_id}/task").iterdir()])


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted on Linux")
def test_one_thread_reads_all_keys_after_the_program_continued(shell: Terminal) -> None:
    start(shell)
    before = threads(shell.process_id())
    os.kill(shell.process_id(), signal.SIGCONT)
    shell.press("Space")
    shell.wait_for("PAUSED", "foot in front", "q Quit")
    assert threads(shell.process_id()) <= before
    shell.press("q")
    shell.wait_for("Stop the workout?")
    shell.press("e")
    shell.wait_for("Ended early after")
    shell.press("q")
    shell.wait_for("exit=1")
    assert shell.is_restored()


def test_output_through_a_pipe_is_in_line_mode(shell: Terminal) -> None:
    shell.start("run", "./two.toml", "--sound", "off", "--prepare", "1s", then="| cat")
    shell.wait_for("Lunge", "foot in front")
    assert shell.is_restored()
    shell.enter("q")
    shell.wait_for("Stop the workout?")
    shell.enter("e")
    shell.wait_for("How much does it hurt now")
    shell.enter("2")
    shell.wait_for("How hard was it")
    shell.press("Enter")
    shell.wait_for("Any note?")
    shell.press("Enter")
    shell.wait_for("exit=0")


def test_the_library_leads_through_choices_to_a_workout(shell: Terminal) -> None:
    shell.start()
    shell.wait_for("Foam rolling for the hips", "Whitt's hip flexor circuit", "Open")
    shell.press("Home", "Down")
    shell.wait_for("1 set · 2:38")
    shell.press("Enter")
    shell.wait_for("time to get ready", "total", "Start")
    shell.press("Down", "Down", "Right")
    shell.wait_for("◀ 0, none ▶")
    shell.press("Enter")
    shell.wait_for("GET READY", "Kneeling hip flexor stretch")
    shell.press("q")
    shell.wait_for("Stop the workout?")
    shell.press("e")
    shell.wait_for("Ended early after")
    shell.press("Enter")
    shell.wait_for("Foam rolling for the hips")
    shell.press("q")
    shell.wait_for("exit=0")
    assert shell.is_restored()
