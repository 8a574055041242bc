"""Draws figures on stdout: pose by pose, or moving in a terminal."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

import click

from hiptimer.circuit.figure.figure import Frame, Stance
from hiptimer.drawing.figure.demonstration import demonstration
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

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hiptimer.circuit.figure.figure import Figure
    from hiptimer.drawing.cells import Run
    from hiptimer.foundation.terminal import Charset

_MOST_ROWS: Final = 24
_MOST_COLUMNS: Final = 80
_FOREGROUNDS: Final[Mapping[int, int]] = {NEAR: 36, TRUNK: 34, FAR: 90, GEAR: 33, FLOOR: 90}
"""The colors of the shades, by their numbers in SGR sequences (ECMA-48)."""
_BACKGROUND: Final = 10
_REVERSE: Final = 7
_RESET: Final = "\x1b[0m"
_HIDE_CURSOR, _SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"


class FigurePrinter:
    """Prints a figure as large as fits into `size`, columns and rows.

    The characters of `charset` are colored unless they are ASCII, whose shades are characters.
    """

    def __init__(self, figure: Figure, charset: Charset, size: tuple[int, int]) -> None:
        self._figure = figure
        self._charset: Charset = charset
        columns, rows = min(size[0] - 1, _MOST_COLUMNS), max(4, min(size[1] - 3, _MOST_ROWS))
        self._rows = min(rows, rows_of(figure, columns))
        self._columns = min(columns, columns_of(figure, self._rows))

    def print_poses(self, poses: Sequence[str]) -> None:
        """Print each pose below its name."""
        for pose in poses:
            click.echo(f"{self._figure.name}: {pose}")
            stance = Stance(pose)
            _write("\n".join(self._lines(Frame(stance, stance))) + "\n")

    def play(self) -> None:
        """Show the movement again and again, until the person presses Ctrl+C."""
        preview = demonstration(self._figure)
        click.echo(f"{self._figure.name} (Ctrl+C ends)")
        _write(_HIDE_CURSOR + "\n" * self._rows)
        since = 0.0
        tick = threading.Event()
        try:
            while True:
                lines = "\n".join(self._lines(preview.frame(since)))
                _write(f"\x1b[{self._rows}A\r{lines}\n")
                wait = min(preview.seconds_to_next_frame(since), preview.seconds - since)
                tick.wait(wait)
                since += wait
                if since >= preview.seconds - 1e-6:
                    since = 0.0
        except KeyboardInterrupt:
            _write("\r")
        finally:
            _write(_SHOW_CURSOR)

    def _lines(self, frame: Frame) -> Iterator[str]:
        for row in draw_frame(self._figure, frame, self._columns, self._rows, self._charset):
            if self._charset == "ascii":
                yield "".join(run.text for run in row).rstrip()
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
