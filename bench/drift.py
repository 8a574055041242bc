"""Measures how far a workout drifts from its plan, in half an hour of virtual time and real time.

    python bench/drift.py [REAL_SECONDS]

In virtual time, every event of Whitt's circuit is compared with the timeline; each tick is late by
a different amount. In real time, five minutes by default, the program runs in line mode, and each
line that begins a phase is timed on arrival.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from hiptimer.foundation.clock import Clock
from hiptimer.library.loading import find
from hiptimer.plan.choices import default_choices
from hiptimer.plan.plan import Plan
from hiptimer.workout.events import PhaseBegan
from hiptimer.workout.workout import Workout

PHASE_SECONDS = 20


def virtual_drift() -> tuple[float, float]:
    """Return the length of Whitt's circuit, and how far its phases start from their planned times.

    Both are in seconds; the second is the worst of all phases.
    """
    circuit = find("whitt-hip-flexor").circuit
    assert circuit
    plan = Plan(circuit, "whitt-hip-flexor", default_choices(circuit))
    now = [1_000_003.7]
    began: list[PhaseBegan] = []
    workout = Workout(
        plan.timeline,
        clock=Clock(lambda: now[0], lambda: now[0]),
        unattended=True,
        listeners=[lambda event: began.append(event) if isinstance(event, PhaseBegan) else None],
    )
    late = random.Random(7)
    workout.start()
    while not workout.head.is_over:
        now[0] += workout.due_in_seconds() + late.uniform(0.0, 0.05)
        workout.tick()
    start = began[0].moment
    worst = max(
        abs(event.moment - start - plan.timeline.phases[event.index].starts) for event in began
    )
    return plan.timeline.planned_seconds, worst


def real_offsets(seconds: float) -> list[float]:
    """Return how late each phase of a circuit of `seconds` was printed, relative to the first."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "drift.toml"
        path.write_text(
            f'title = "Drift"\nprepare = "1s"\n'
            f"sets = {max(1, round(seconds / PHASE_SECONDS / 2))}\n"
            f'rest_between_sets = "{PHASE_SECONDS}s"\n'
            f'[[exercise]]\nname = "Hold"\nhold = "{PHASE_SECONDS}s"\n'
        )
        command = [sys.executable, "-m", "hiptimer"]
        shown = subprocess.run(
            [*command, "show", str(path), "--json"], capture_output=True, check=True
        )
        starts = [phase["starts"] for phase in json.loads(shown.stdout)["phases"]]
        with subprocess.Popen(
            [*command, "run", str(path), "--plain", "--sound", "off"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        ) as program:
            assert program.stdout
            arrived = [
                time.monotonic()
                for line in program.stdout
                if any(word in line for word in ("Get ready", "HOLD", "Rest."))
            ]
    offsets = [at - start for at, start in zip(arrived, starts, strict=True)]
    return [offset - offsets[0] for offset in offsets]


def main() -> None:
    """Print both drifts."""
    planned, worst = virtual_drift()
    print(
        f"virtual time, {planned:.0f} s of Whitt's circuit: phases begin {worst * 1000:.6f} ms off"
    )
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 300.0
    offsets = real_offsets(seconds)
    print(
        f"real time, {seconds:.0f} s: the last phase was printed {offsets[-1] * 1000:+.1f} ms off,"
        f" the worst {max(map(abs, offsets)) * 1000:.1f} ms"
    )


if __name__ == "__main__":
    main()
