"""Measures the time and memory that rendering a workout takes.

    python bench/render.py [CIRCUIT]

Runs the whole program `hiptimer render`: to a file, and at half the volume
to a pipe, as `... -o - | encoder` does.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
import wave
from pathlib import Path

RUNS = 5
# Linux reports kilobytes, macOS bytes.
MAXRSS_BYTES = 1 if sys.platform == "darwin" else 1024


def seconds_to_render(circuit: str, *options: str) -> float:
    """Return the shortest of several runs, in seconds."""
    times = []
    for _ in range(RUNS):
        start = time.monotonic()
        with subprocess.Popen(
            [sys.executable, "-m", "hiptimer", "render", circuit, *options],
            stdout=subprocess.PIPE,
        ) as program:
            assert program.stdout
            while program.stdout.read(1 << 20):
                pass
        assert program.returncode == 0
        times.append(time.monotonic() - start)
    return min(times)


def main() -> None:
    """Print times and memory."""
    circuit = sys.argv[1] if len(sys.argv) > 1 else "whitt-hip-flexor"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workout.wav"
        to_file = seconds_to_render(circuit, "-o", str(path))
        with wave.open(os.fspath(path)) as file:
            seconds = file.getnframes() / file.getframerate()
    to_pipe = seconds_to_render(circuit, "--volume", "50", "-o", "-")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * MAXRSS_BYTES
    print(f"{circuit}, {seconds / 60:.1f} minutes of sound, the best of {RUNS} runs:")
    print(f"to a file {to_file:.2f} s, {seconds / to_file:.0f} times as fast as it is heard")
    print(f"to a pipe at half the volume {to_pipe:.2f} s")
    print(f"at most {memory / 1e6:.0f} MB of memory")


if __name__ == "__main__":
    main()
