"""Speaks the lines of stdin with the library hibari, in a process whose memory ends with it.

    python hibari_process.py SPEED < LINES

It is started as a file and imports nothing of hiptimer. Each line becomes a WAV file in the current
directory, numbered in order; a line without a pronounceable word becomes an empty one.
"""

from __future__ import annotations

import sys


def main(speed: float) -> None:
    """Speak each line of stdin; the same line always results in the same samples."""
    from hibari import Hibari, write_wav

    speaker = Hibari(threads=1)
    for number, line in enumerate(sys.stdin.buffer.read().decode().splitlines()):
        write_wav(f"{number:04}.wav", speaker(line, speed=speed, seed=0))


if __name__ == "__main__":
    main(float(sys.argv[1]))
