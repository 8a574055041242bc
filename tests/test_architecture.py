"""What import-linter cannot say: who reads a clock, what only computes, and what is loaded when."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import hiptimer
from tests.imports import clock_readings, imports

PACKAGE = Path(hiptimer.__file__).parent
ROOT = PACKAGE.parent

READS_THE_CLOCK = {
    "foundation/clock.py",
    "workout/workout.py",
    "session/sound_demonstration.py",
    "audio/player/player.py",
}

# Rooms that only compute, and single modules of others: no file, no process, no thread.
COMPUTES = ("circuit/", "plan/", "workout/", "audio/score/", "tui/view_models/")
INPUT_AND_OUTPUT = {"os", "io", "pathlib", "socket", "sqlite3", "subprocess", "threading", "shutil"}
BUILT_IN_INPUT_AND_OUTPUT = {"input", "open", "print"}

AUDIO_LIBRARIES = {"miniaudio", "simpleaudio"}
MODULES = {str(it.relative_to(PACKAGE)): it for it in sorted(PACKAGE.rglob("*.py"))}


def parse(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text())


def test_exactly_the_listed_modules_read_a_clock() -> None:
    readings = {it: found for it in MODULES if (found := clock_readings(parse(it)))}
    assert readings.keys() == READS_THE_CLOCK, f"pass it `now`: {readings}"


@pytest.mark.parametrize("module", [it for it in MODULES if it.startswith(COMPUTES)])
def test_a_computing_module_does_no_input_or_output(module: str) -> None:
    tree = parse(module)
    used = {name.partition(".")[0] for name, _ in imports(tree, "hiptimer")}
    assert not used & INPUT_AND_OUTPUT
    called = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not {it.id for it in called if isinstance(it, ast.Name)} & BUILT_IN_INPUT_AND_OUTPUT


def loaded_by(home: Path, *arguments: str) -> set[str]:
    """Run Python in an empty home and return the first part of every module it imported."""
    run = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments],
        cwd=home,
        env={"HOME": str(home), "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    timed = "import time:"
    lines = run.stderr.splitlines()
    assert not run.returncode, "\n".join(it for it in lines if not it.startswith(timed))
    names = {line.rpartition("|")[2].strip() for line in lines if line.startswith(timed)}
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize(
    ("arguments", "needed", "unwanted"),
    [
        (["-c", "import hiptimer.workout.workout"], "hiptimer", {"textual", "sqlite3", "pydantic"}),
        (["-c", "import hiptimer.session.session, hiptimer.tui.app"], "textual", {"pydantic"}),
        (["-m", "hiptimer", "--version"], "hiptimer", {"textual", "pydantic"}),
        (["-m", "hiptimer", "--help"], "hiptimer", {"textual", "pydantic", "sqlite3"}),
        (["-m", "hiptimer", "list"], "hiptimer", {"textual", "pydantic"}),
        (["-m", "hiptimer", "prompt"], "hiptimer", {"textual", "pydantic"}),
        (["-m", "hiptimer", "show", "3 x 10 squats"], "pydantic", {"textual"}),
        (["-m", "hiptimer", "show", "whitt-hip-flexor"], "hiptimer", {"textual", "pydantic"}),
        (["-m", "hiptimer", "render", "foam-rolling", "-o", "a.wav"], "hiptimer", {"textual"}),
        (["-m", "hiptimer", "check", str(ROOT / "circuits/foam-rolling.toml")], "pydantic", set()),
    ],
    ids=lambda it: it[-1] if isinstance(it, list) else None,
)
def test_a_command_loads_only_the_libraries_it_needs(
    arguments: list[str], needed: str, unwanted: set[str], tmp_path: Path
) -> None:
    loaded = loaded_by(tmp_path, *arguments)
    assert needed in loaded
    assert not loaded & {"plotext", *unwanted, *AUDIO_LIBRARIES}


def test_the_full_screen_loads_no_openssl(tmp_path: Path) -> None:
    loaded = loaded_by(tmp_path, "-c", "import hiptimer.tui.full_screen as it; it.load_app()")
    assert "asyncio" in loaded
    assert not loaded & {"_ssl", "_hashlib"}
