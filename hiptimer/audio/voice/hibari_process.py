"""Speaks the lines of stdin with the library hibari, in a process whose memory ends with it.

Each line becomes a WAV file in the current directory, numbered in order; a line without a
pronounceable word becomes an empty one.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str]) -> None:
    """Speak each line at the speed in `arguments`; the same line results in the same samples."""
    from hibari import Hibari, write_wav

    (speed,) = map(float, arguments)
    speaker = Hibari(threads=1)
    for number, line in enumerate(sys.stdin.buffer.read().decode().splitlines()):
        write_wav(f"{number:04}.wav", speaker(line, speed=speed, seed=0))
