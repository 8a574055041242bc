"""Measures timing and load of the sound, recorded from a real sound server without a sound card.

    python bench/sound.py [BACKEND…]

For each backend, idle and with every core busy: the constant latency between the time of a note
and its sound, the deviation of notes within a phase and of the starts of phases, how long sound
continues after a pause, and the cost of the player. Phases start when they are requested.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hiptimer.audio.backends import BACKENDS
from hiptimer.audio.player.supervisor import PlayerSpeaker
from hiptimer.audio.speaker import Note
from tests.e2e.sound_server import SoundServer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.e2e.recording import Recording

PHASES = 6
TICKS = 6
PAUSES = 5
REPS = 4


@contextmanager
def busy_cores() -> Iterator[None]:
    """Keep every core busy while the context is open."""
    endless = [sys.executable, "-c", "while True: pass"]
    processes = [subprocess.Popen(endless) for _ in range(os.cpu_count() or 1)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


def phases_heard(speaker: PlayerSpeaker, recording: Recording) -> list[list[float]]:
    """Return how many milliseconds after its time each note of each phase was heard."""
    scores = []
    for number in range(PHASES):
        start = time.monotonic()
        notes = [Note(start + tick * 0.5, "tick-in") for tick in range(TICKS)]
        speaker.play(notes)
        scores.append(notes)
        recording.wait_for(start + TICKS * 0.5 + 0.3 + 0.0137 * number)
    return [
        [
            (found.moment - note.moment) * 1000
            for note in notes
            if (found := recording.find(note.sound, note.moment))
        ]
        for notes in scores
    ]


def pauses_heard(speaker: PlayerSpeaker, recording: Recording) -> list[float]:
    """Return how many milliseconds a sound continued after it was removed."""
    heard = []
    for _ in range(PAUSES):
        start = time.monotonic()
        speaker.play([Note(start, "return")])
        recording.wait_for(start + 0.8)
        paused = time.monotonic()
        speaker.play([])
        recording.wait_for(paused + 0.6)
        heard.append((recording.last_heard() - paused) * 1000)
    return heard


def cost(speaker: PlayerSpeaker) -> tuple[float, float]:
    """Return the percentage of a core and the megabytes that the player uses for paced reps."""
    pid = speaker.pid
    start = time.monotonic()
    speaker.play(
        [
            note
            for rep in range(REPS)
            for note in (
                Note(start + 4 * rep, "drive"),
                Note(start + 4 * rep + 1, "return", seconds=3.0),
            )
        ]
    )
    before = cpu_seconds(pid)
    time.sleep(4 * REPS)
    share = (cpu_seconds(pid) - before) / (4 * REPS) * 100
    status = Path(f"/proc/{pid}/status").read_text()
    resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return share, int(resident.split()[1]) / 1024


def cpu_seconds(pid: int | None) -> float:
    """Return the processor seconds of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the value that `percent` of `values` do not exceed."""
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


def report(backend: str, server: SoundServer, *, busy: bool) -> None:
    """Measure one backend and print the figures."""
    with ExitStack() as stack:
        recording = stack.enter_context(server.record())
        speaker = PlayerSpeaker(backend, volume=80)
        stack.callback(speaker.close)
        speaker.wait_until_known(10)
        print(f"{backend}, {'all cores busy' if busy else 'idle'}")
        if speaker.trouble:
            print(f"  {speaker.trouble}")
            return
        recording.wait_for(time.monotonic() + 1)
        if busy:
            stack.enter_context(busy_cores())
        phases = phases_heard(speaker, recording)
        missing = PHASES * TICKS - sum(map(len, phases))
        phases = [phase for phase in phases if phase]
        middles = [statistics.median(phase) for phase in phases]
        strays = [
            abs(late - middle)
            for phase, middle in zip(phases, middles, strict=True)
            for late in phase
        ]
        starts = [phase[0] for phase in phases]
        pauses = pauses_heard(speaker, recording)
        share, megabytes = cost(speaker)
    print(f"  notes not heard      {missing} of {PHASES * TICKS}")
    print(f"  constant latency     {statistics.median(middles):.1f} ms")
    print(
        f"  inside a phase       {percentile(strays, 50):.2f} ms p50, "
        f"{percentile(strays, 95):.2f} ms p95, {max(strays):.2f} ms max"
    )
    print(f"  starts of phases     {max(starts) - min(starts):.1f} ms between first and last")
    print(
        f"  silent after a pause {statistics.median(pauses):.0f} ms, {max(pauses):.0f} ms at worst"
    )
    print(f"  player               {share:.1f} % of a core, {megabytes:.0f} MB")


def main(backends: Sequence[str]) -> None:
    """Report on each backend."""
    if not SoundServer.is_installed():
        print("sound: pulseaudio, pactl and parec are not installed")
        return
    folder = Path(tempfile.mkdtemp(prefix="hiptimer-"))
    server = SoundServer(folder)
    os.environ.update(server.environment)
    try:
        for backend in backends:
            for busy in (False, True):
                report(backend, server, busy=busy)
    finally:
        server.close()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(sys.argv[1:] or [name for name in BACKENDS if name != "pw-cat"])
