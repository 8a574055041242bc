"""Measures a whole set of the hip flexor circuit in real time, recorded from a real sound server.

    python bench/set.py [BACKEND…] [--exercise ID]

It takes ten minutes per backend and load of the machine; one exercise takes one or two. Done is
pressed a quarter of a second after the target of each hold. Measured for every cue: when it was
heard, how far it deviates from the others of its phase, and the phases from one another.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from sound import busy_cores, percentile

from hiptimer.audio.backends import BACKENDS
from hiptimer.audio.player.supervisor import PlayerSpeaker
from hiptimer.audio.score.performance import performances_on
from hiptimer.audio.score.score import due_notes
from hiptimer.library.loading import find
from hiptimer.plan.choices import default_choices, with_exercise_skipped, with_prepare, with_sets
from hiptimer.plan.effort import Dose
from hiptimer.plan.plan import Plan
from hiptimer.workout.events import CueReached, PhaseBegan
from hiptimer.workout.workout import Workout
from tests.e2e.sound_server import SoundServer
from tests.finder import pitches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiptimer.audio.speaker import Note
    from hiptimer.plan.timeline import Timeline
    from hiptimer.workout.events import Event
    from tests.e2e.recording import Recording

DONE_AFTER_TARGET_SECONDS = 0.25
FALLING_PARTS = 8


def timeline_of_a_set(exercise: str | None) -> Timeline:
    """Return one set of the circuit, or one exercise of it."""
    entry = find("whitt-hip-flexor")
    assert entry.circuit
    choices = with_sets(entry.circuit, default_choices(entry.circuit), 1)
    choices = with_prepare(choices, "5s")
    for other in entry.circuit.exercises:
        if exercise and other.id != exercise:
            choices = with_exercise_skipped(entry.circuit, choices, other.id)
    return Plan(entry.circuit, entry.id, choices).timeline


def run_workout(workout: Workout) -> list[list[Note]]:
    """Run a workout, and return the notes of its cues, phase by phase."""
    phases: list[list[Note]] = []

    def hear(event: Event) -> None:
        if isinstance(event, PhaseBegan):
            phases.append([])
        if isinstance(event, CueReached):
            phases[-1].extend(due_notes(workout.timeline, [event]))

    workout.listeners.append(hear)
    workout.start()
    while not workout.head.is_over:
        time.sleep(workout.due_in_seconds())
        workout.tick()
        effort = workout.timeline.phases[workout.head.index].effort
        is_open = workout.timeline.phases[workout.head.index].is_effort and effort.dose is Dose.OPEN
        done_at = workout.head.anchor + effort.target_seconds + DONE_AFTER_TARGET_SECONDS
        if is_open and workout.head.now >= done_at:
            workout.done()
    return phases


def is_falling(recording: Recording, note: Note, late_seconds: float) -> bool:
    """Return whether the pitch of a return falls from start to end."""
    start = note.moment + late_seconds
    samples = recording.between(start, start + (note.seconds or 0.0))
    return all(after < before for before, after in pairwise(pitches(samples, FALLING_PARTS)))


def report(backend: str, server: SoundServer, timeline: Timeline, *, busy: bool) -> None:
    """Play a set through one backend, and print the measured figures."""
    with ExitStack() as stack:
        recording = stack.enter_context(server.record())
        speaker = PlayerSpeaker(backend, volume=80)
        stack.callback(speaker.close)
        speaker.wait_until_known(10)
        print(f"{backend}, {'all cores busy' if busy else 'idle'}")
        if speaker.trouble:
            print(f"  {speaker.trouble}")
            return
        with ExitStack() as load:
            if busy:
                load.enter_context(busy_cores())
            phases = run_workout(Workout(timeline, performances_on(speaker)))
            recording.wait_for(phases[-1][-1].moment + 3.0)
        late = [
            {
                note: found.moment - note.moment
                for note in phase
                if (
                    found := recording.find(
                        note.sound, note.moment + 0.05, note.pitch, note.seconds, within=0.1
                    )
                )
            }
            for phase in phases
        ]
        returns = [(note, by) for phase in late for note, by in phase.items() if note.seconds]
        falling = sum(is_falling(recording, note, by) for note, by in returns)
    in_all = sum(map(len, phases))
    middles = [statistics.median(phase.values()) for phase in late if phase]
    strays = [
        abs(by - middle) * 1000
        for phase, middle in zip(filter(None, late), middles, strict=True)
        for by in phase.values()
    ]
    latency = statistics.median(middles)
    starts = [abs(middle - latency) * 1000 for middle in middles]
    print(f"  cues heard           {sum(map(len, late))} of {in_all} in {len(phases)} phases")
    print(f"  constant latency     {latency * 1000:.1f} ms")
    print(f"  inside a phase       {percentile(strays, 95):.2f} ms p95, {max(strays):.2f} ms max")
    print(f"  starts of phases     {percentile(starts, 95):.1f} ms p95, {max(starts):.1f} ms max")
    print(f"  returns that fall    {falling} of {len(returns)}")
    if speaker.interruption:
        print(f"  {speaker.interruption}")


def main(arguments: Sequence[str]) -> None:
    """Report on each backend."""
    if not SoundServer.is_installed():
        print("set: pulseaudio, pactl and parec are not installed")
        return
    *backends, exercise = arguments if "--exercise" in arguments else [*arguments, None]
    backends = [it for it in backends if it != "--exercise"]
    timeline = timeline_of_a_set(exercise)
    folder = Path(tempfile.mkdtemp(prefix="hiptimer-"))
    server = SoundServer(folder)
    os.environ.update(server.environment)
    try:
        for backend in backends or [name for name in BACKENDS if name != "pw-cat"]:
            for busy in (False, True):
                report(str(backend), server, timeline, busy=busy)
    finally:
        server.close()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(sys.argv[1:])
