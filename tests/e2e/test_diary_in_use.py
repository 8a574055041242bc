"""The end of a workout whose diary another program uses for eleven seconds."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from threading import Timer
from typing import TYPE_CHECKING

import pytest

from hiptimer.diary.database import FILE_NAME
from hiptimer.diary.records import Outcome
from tests.diary.days import recorded
from tests.programs import environment, hiptimer

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.e2e

IN_USE_SECONDS = 11.0
CIRCUIT = """
title = "One hold"
prepare = "1s"

[[exercise]]
name = "Plank"
time = "3s"
"""


def test_a_workout_waits_for_a_diary_that_is_in_use_for_eleven_seconds(tmp_path: Path) -> None:
    circuit = tmp_path / "one.toml"
    circuit.write_text(CIRCUIT)
    run = ("run", str(circuit), "--plain", "--sound", "off")
    assert hiptimer(*run, home=tmp_path).returncode == 0
    folder = tmp_path / ".local" / "share" / "hiptimer"
    with (
        closing(
            sqlite3.connect(folder / FILE_NAME, isolation_level=None, check_same_thread=False)
        ) as other,
        subprocess.Popen(
            [sys.executable, "-m", "hiptimer", *run],
            env=environment(tmp_path),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as program,
    ):
        assert program.stdout
        for line in program.stdout:
            if "0:01" in line:
                break
        other.execute("BEGIN EXCLUSIVE")
        timer = Timer(IN_USE_SECONDS, other.execute, ["ROLLBACK"])
        timer.start()
        said = program.stdout.read().splitlines()
        assert program.wait(5) == 0
        timer.join()
    assert "Saving your workout … another program is using the diary." in said
    assert "Your workout is saved." in said
    assert [it.outcome for it in recorded(folder)] == [Outcome.FINISHED] * 2
    assert not list(folder.glob("unsaved-*"))
