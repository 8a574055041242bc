"""Runs hiptimer as a user does: as a separate program, with a separate home."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

PYENV = Path.home() / ".pyenv" / "versions"

SHORT_CIRCUIT = """
title = "Short of everything"
sets = "1-2"
prepare = "4s"
switch = "4s"
rest_between_exercises = "4s"
rest_between_sets = "5s"
warning = "Stop at pain."

[[exercise]]
name = "Stretch"
time = "4s-8s"
sides = "each"
side_means = "foot in front"
stages = [{ at = "1s", say = "Sink." }]
how = ["Step into a lunge.", "Breathe."]

[[exercise]]
name = "Climber"
reps = 2
tempo = { drive = "1s", return = "2s" }
equipment = ["heavy band"]

[[exercise]]
name = "Squat"
hold = "fatigue"
target = "5s"
cap = "15s"
"""


def environment(home: Path) -> dict[str, str]:
    """Return an environment without the user's own files."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    return kept | {"HOME": str(home), "TERM": "dumb", "PYTHONUTF8": "1"}


def hiptimer(
    *arguments: str, home: Path, stdin: str = "", path: str = ""
) -> subprocess.CompletedProcess[str]:
    """Return the output and exit code of `hiptimer`, which finds programs in `path` if given."""
    return subprocess.run(
        [sys.executable, "-m", "hiptimer", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        env=environment(home) | ({"PATH": path} if path else {}),
        timeout=60,
        check=False,
    )


def find_python(version: str) -> str | Path | None:
    """Return an interpreter of that version: one on PATH that runs, or one of pyenv's."""
    on_path = shutil.which(f"python{version}")
    candidates: list[str | Path] = [on_path] if on_path else []
    for python in [*candidates, *PYENV.glob(f"{version}.*/bin/python3")]:
        if not subprocess.run([python, "--version"], capture_output=True, check=False).returncode:
            return python
    return None
