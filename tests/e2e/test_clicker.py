"""A presenter's clicker, a click and any key in a real terminal with its own byte sequences.

Their effects are tested without a terminal; these tests check that they arrive.
"""

from __future__ import annotations

import shutil
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

CIRCUIT = """
title = "Two holds"
prepare = "60s"
rest_between_exercises = "90s"

[[exercise]]
name = "Wall sit"
hold = "fatigue"
target = "30s"
cap = "10m"

[[exercise]]
name = "Plank"
hold = "fatigue"
target = "30s"
cap = "10m"
"""
GUARD_SECONDS = 1.0
"""Done is ignored for this time after an automatic change and after another Done."""

CLICK = "\x1b[<0;12;8M\x1b[<0;12;8m"


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


def start_hold(shell: Terminal, *options: str) -> None:
    """Start the workout, and skip to the first hold."""
    shell.start("run", "./two.toml", "--sound", "off", *options)
    shell.wait_for("GET READY")
    shell.press("Right" if not options else "Enter")
    shell.wait_for("target 0:30")


def test_the_keys_of_a_clicker_arrive(shell: Terminal) -> None:
    start_hold(shell)
    shell.press("NPage")
    shell.wait_for("REST", "Plank")
    for key in ("b", ".", "F5", "Escape"):
        shell.press(key)
        shell.wait_for("PAUSED")
        shell.press(key)
        shell.wait_for("REST", gone="PAUSED")
    shell.press("PPage")
    shell.wait_for("GET READY", "Wall sit")


def test_a_click_and_any_key_arrive_as_done(shell: Terminal) -> None:
    start_hold(shell, "--any-key")
    time.sleep(GUARD_SECONDS)
    shell.press("-l", CLICK)
    shell.wait_for("REST", "Plank")
    time.sleep(GUARD_SECONDS)
    shell.press("x")
    shell.wait_for("target 0:30", "Plank")
    time.sleep(GUARD_SECONDS)
    shell.press("F9")
    shell.wait_for("Workout complete")
