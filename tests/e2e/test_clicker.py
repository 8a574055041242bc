"""A presenter's clicker, a click and any key in a real terminal, which has its own bytes for each.

What they do is tested without a terminal; here it is whether they arrive.
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
"""Neither what began by itself nor a press just taken is followed by another Done before that."""

CLICK = "\x1b[<0;12;8M\x1b[<0;12;8m"


@pytest.fixture
def shell() -> Iterator[Terminal]:
    # A socket's path must be short, which a test's own folder need not be.
    folder = Path(tempfile.mkdtemp(prefix="hiptimer-"))
    (folder / "two.toml").write_text(CIRCUIT)
    package_parent = Path(__file__).parents[2]
    with terminal(folder) as opened:
        opened.enter(f"cd {folder}; export PYTHONPATH={package_parent}")
        yield opened
    shutil.rmtree(folder)


def hold(shell: Terminal, *options: str) -> None:
    """Begin, and go straight into the first hold."""
    shell.start("run", "./two.toml", "--sound", "off", *options)
    shell.wait_for("GET READY")
    shell.press("Right" if not options else "Enter")
    shell.wait_for("target 30s")


def test_a_clicker_is_understood(shell: Terminal) -> None:
    hold(shell)
    shell.press("NPage")
    shell.wait_for("REST", "Next: Plank")
    for key in ("b", ".", "F5", "Escape"):
        shell.press(key)
        shell.wait_for("PAUSED")
        shell.press(key)
        shell.wait_for("REST", gone="PAUSED")
    shell.press("PPage")
    shell.wait_for("GET READY", "Wall sit")


def test_a_click_and_any_key_are_done(shell: Terminal) -> None:
    hold(shell, "--any-key")
    time.sleep(GUARD_SECONDS)
    shell.press("-l", CLICK)
    shell.wait_for("REST", "Next: Plank")
    time.sleep(GUARD_SECONDS)
    shell.press("x")
    shell.wait_for("target 30s", "Plank")
    time.sleep(GUARD_SECONDS)
    shell.press("F9")
    shell.wait_for("Workout complete")
