"""Stresses the full screen: the latency of a key, many keys, many sizes, and long workouts.

    python bench/storms.py [MINUTES]

Linux only: memory is read from /proc. A workout runs for MINUTES, 3 by default.
"""

from __future__ import annotations

import random
import statistics
import sys
import time

from screen import PATIENCE_SECONDS, PROGRAMS, PULSES, OnTerminal, on_terminal

KEYS = 300
STORM_KEYS = (b" ", b"\r", b"n", b"p", b"r", b"+", b"-", b"m", b"[", b"]", b"e", b"?", b"\x1b")
STORM_SECONDS = 10.0
STORM_PRESSES = 1000
SIZES = 200
SETTLE_SECONDS = 5.0


def wait_for_workout(program: OnTerminal) -> None:
    """Wait until the workout runs."""
    program.read_until(program.started + PATIENCE_SECONDS, b"to go")
    program.read_until(time.monotonic() + SETTLE_SECONDS)


def key_latency(program: OnTerminal, key: bytes, marker: bytes) -> float:
    """Return the milliseconds from a key to its marker on the screen."""
    program.output = b""
    pressed = time.monotonic()
    program.press(key)
    program.read_until(pressed + PATIENCE_SECONDS, marker)
    return (time.monotonic() - pressed) * 1000


def latencies(columns: int, rows: int) -> list[float]:
    """Return the latencies of many key presses, at different points of a second."""
    moment = random.Random(1)
    found = []
    with on_terminal([*PROGRAMS["workout"][0], *PULSES], columns, rows) as program:
        wait_for_workout(program)
        for _ in range(KEYS):
            # A letter that appears only in "muted", since the word may arrive in pieces.
            found.append(key_latency(program, b"m", b"muted"))
            program.press(b"m")
            program.read_until(time.monotonic() + moment.uniform(0.1, 0.4))
    return found


def press_random_keys(program: OnTerminal) -> None:
    """Press a thousand random keys, a hundred per second."""
    at_random = random.Random(2)
    began = time.monotonic()
    for number in range(STORM_PRESSES):
        program.press(at_random.choice(STORM_KEYS))
        program.read_until(began + (number + 1) * STORM_SECONDS / STORM_PRESSES)


def resize_repeatedly(program: OnTerminal) -> None:
    """Resize the terminal two hundred times."""
    at_random = random.Random(3)
    began = time.monotonic()
    for number in range(SIZES):
        program.resize(at_random.randint(1, 220), at_random.randint(1, 70))
        program.read_until(began + (number + 1) * STORM_SECONDS / SIZES)
    program.resize(80, 24)


def main() -> None:
    """Print all figures."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
    for columns, rows in ((80, 24), (200, 60)):
        found = latencies(columns, rows)
        print(
            f"a key is seen, {columns}×{rows}: {statistics.median(found):.0f} ms,"
            f" 99 of 100 within {statistics.quantiles(found, n=100)[-1]:.0f} ms,"
            f" the worst of {KEYS} {max(found):.0f} ms"
        )
    workout = [*PROGRAMS["workout"][0], "--with", "pulses.time=30s"]
    for name, storm in (("keys", press_random_keys), ("sizes", resize_repeatedly)):
        with on_terminal(workout) as program:
            wait_for_workout(program)
            before = program.resident_megabytes()
            storm(program)
            program.read_until(time.monotonic() + SETTLE_SECONDS)
            first = program.resident_megabytes()
            storm(program)
            program.read_until(time.monotonic() + SETTLE_SECONDS)
            print(
                f"memory before, after one storm of {name}, after two:"
                f" {before:.1f}, {first:.1f}, {program.resident_megabytes():.1f} MB;"
                f" {'still runs' if program.is_running else 'has ended'}"
            )
    with on_terminal(workout) as program:
        wait_for_workout(program)
        found = []
        for _ in range(6):
            found.append(program.resident_megabytes())
            program.read_until(time.monotonic() + minutes * 60 / 5)
            program.output = b""
        print(
            f"memory over {minutes:g} minutes:"
            f" {', '.join(f'{it:.1f}' for it in found)} MB; peak {program.peak_megabytes():.1f} MB"
        )


if __name__ == "__main__":
    main()
