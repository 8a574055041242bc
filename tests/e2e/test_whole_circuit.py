"""The recorded sound of one side of one exercise of a shipped circuit."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.score.arrangement import Arrangement
from hiptimer.cli.circuit_json import timeline_as_json
from hiptimer.library.loading import find
from hiptimer.plan.choices import (
    default_choices,
    with_exercise_skipped,
    with_pick,
    with_prepare,
    with_sets,
    with_start,
)
from hiptimer.plan.plan import Plan
from tests.e2e.test_heard import complaints, notes, wait_for_start
from tests.programs import environment

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.plan.timeline import Timeline
    from tests.e2e.sound_server import SoundServer

pytestmark = [pytest.mark.e2e, pytest.mark.listens]

CLIMBER = (
    *("whitt-hip-flexor", "--sets", "1", "--prepare", "4s", "--from", "1.mountain-climber"),
    *("--with", "mountain-climber.side=left", "--without", "split-squat-hold"),
)


def timeline() -> Timeline:
    entry = find("whitt-hip-flexor")
    circuit = entry.circuit
    assert circuit
    choices = with_prepare(with_sets(circuit, default_choices(circuit), 1), "4s")
    choices = with_pick(circuit, choices, "mountain-climber.side", "left")
    choices = with_exercise_skipped(circuit, choices, "split-squat-hold")
    return Plan(circuit, entry.id, with_start(circuit, choices, "1.mountain-climber")).timeline


def test_every_cue_of_ten_slow_returns_is_heard_and_nothing_else(
    audible: SoundServer, tmp_path: Path
) -> None:
    run = ("run", *CLIMBER, "--sound", "miniaudio", "--voice", "off")

    def attempt() -> None:
        """Let it run without anyone to answer."""
        with audible.record() as recording:
            program = subprocess.Popen(
                [sys.executable, "-m", "hiptimer", *run],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                text=True,
                env=environment(tmp_path) | audible.environment,
            )
            with program:
                due = notes(timeline_as_json(timeline()), wait_for_start(program))
                expected = Arrangement().space(due)
                assert program.stdout
                program.stdout.read()
            assert program.returncode == 0
            recording.wait_for(expected[-1].moment + 1.0)
            assert complaints(recording, expected) == []

    audible.once_more_if_the_machine_stalls(attempt)
