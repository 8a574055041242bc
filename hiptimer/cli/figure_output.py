"""Draws figures on stdout: pose by pose, or moving in a terminal."""

from __future__ import annotations

import threading
from itertools import cycle
from typing import TYPE_CHECKING, Final

import click

from hiptimer.circuit.figure.figure import Frame, Stance
from hiptimer.drawing.figure.scene import (
    FAR,
    FLOOR,
    GEAR,
    NEAR,
    TRUNK,
    columns_of,
    draw_frame,
    rows_of,
)
from hiptimer.drawing.raster import PAPER
from hiptimer.foundation.text.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hiptimer.circuit.figure.figure import Figure
    from hiptimer.drawing.cells import Run
    from hiptimer.drawing.figure.preview import Preview
    from hiptimer.foundation.terminal import Charset

_MOST_ROWS: Final = 24
_MOST_COLUMNS: Final = 80
_FOREGROUNDS: Final[Mapping[int, int]] = {NEAR: 36, TRUNK: 34, FAR: 90, GEAR: 33, FLOOR: 90}
"""The colors of the shades, by their numbers in SGR sequences (ECMA-48)."""
_BACKGROUND: Final = 10
_REVERSE: Final = 7
_RESET: Final = "\x1b[0m"
_UP: Final = "\x1b[{}A\r"
_CLEAR_LINE, _CLEAR_BELOW = "\x1b[K", "\x1b[J"
_BEGIN, _END = "\x1b[?25l\x1b[?7l", "\x1b[?25h\x1b[?7h"
"""Hide the cursor, and cut off long lines; the opposite."""


class FigurePrinter:
    """Prints figures, each as large as fits into `size`, columns and rows.

    The characters of `charset` are colored unless they are ASCII, whose shades are characters.
    """

    def __init__(self, charset: Charset, size: tuple[int, int]) -> None:
        self._charset: Charset = charset
        self._size = min(size[0] - 1, _MOST_COLUMNS), max(4, min(size[1] - 3, _MOST_ROWS))

    def print_poses(self, shown: Preview, poses: Sequence[str]) -> None:
        """Print each pose of a figure below its name."""
        for pose in poses:
            click.echo(f"{shown.title}: {pose}")
            stance = Stance(pose)
            for line in self._lines(shown.figure, Frame(stance, stance)):
                _write(line.rstrip() + "\n")

    def play(self, shown: Sequence[Preview]) -> None:
        """Show the movements in turn, again and again, until the person presses Ctrl+C."""
        tick = threading.Event()
        rows = 0
        _write(_BEGIN)
        try:
            for preview in cycle(shown):
                since = 0.0
                while since < preview.seconds - 1e-6:
                    lines = [f"{printable(preview.title)} (Ctrl+C ends)"]
                    lines += self._lines(preview.figure, preview.frame(since))
                    _write(_UP.format(rows) if rows else "")
                    _write("".join(f"{line}{_CLEAR_LINE}\n" for line in lines) + _CLEAR_BELOW)
                    rows = len(lines)
                    wait = min(preview.seconds_to_next_frame(since), preview.seconds - since)
                    tick.wait(wait)
                    since += wait
        except KeyboardInterrupt:
            _write("\r")
        finally:
            _write(_END)

    def _lines(self, figure: Figure, frame: Frame) -> Iterator[str]:
        columns, rows = self._size
        rows = min(rows, rows_of(figure, columns))
        columns = min(columns, columns_of(figure, rows))
        for row in draw_frame(figure, frame, columns, rows, self._charset):
            if self._charset == "ascii":
                yield "".join(run.text for run in row)
            else:
                yield "".join(map(_colored, row)) + _RESET


def _write(text: str) -> None:
    # As bytes: the text stream would escape the control sequences.
    click.echo(text.encode(), nl=False)


def _colored(run: Run) -> str:
    if run.ink == PAPER and run.ground != PAPER:
        # The color of the paper is the terminal's own: reversed, it is the ink.
        codes = [_REVERSE, _FOREGROUNDS[run.ground]]
        return f"\x1b[{';'.join(map(str, [0, *codes]))}m{run.text}"
    codes = [_FOREGROUNDS[run.ink]] if run.ink in _FOREGROUNDS else []
    if run.ground in _FOREGROUNDS:
        codes.append(_FOREGROUNDS[run.ground] + _BACKGROUND)
    return f"\x1b[{';'.join(map(str, [0, *codes]))}m{run.text}"
