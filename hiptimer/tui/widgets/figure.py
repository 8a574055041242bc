"""The figure that shows the exercise, of which only the cells that moved are repainted."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip
from textual.widget import Widget

from hiptimer.drawing.figure.scene import FAR, FLOOR, GEAR, NEAR, TRUNK, draw_frame
from hiptimer.drawing.raster import PAPER
from hiptimer.tui.widgets.large_text import changed_regions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.geometry import Region

    from hiptimer.circuit.figure.figure import Figure, Frame
    from hiptimer.drawing.cells import Run
    from hiptimer.foundation.terminal import Charset

_SHADES: Final = {TRUNK: 0.8, FAR: 0.55, FLOOR: 0.35}
"""How much of the color of the near limbs other parts have; the rest is that of the field."""

_FAINT: Final = Color.parse("ansi_bright_black")


class FigureView(Widget):
    """Shows one frame of a figure, as large as the widget allows."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"figure--near", "figure--gear"}

    def __init__(self, charset: Charset) -> None:
        super().__init__()
        self._charset: Charset = charset
        self._shown: tuple[Figure, Frame] | None = None
        self._rows: tuple[tuple[Run, ...], ...] = ()
        self._cells: list[list[tuple[str, int, int]]] = []
        self._colored_for: tuple[Color, str] | None = None
        self._styles: Mapping[tuple[int, int], Style] = {}

    def show(self, figure: Figure, frame: Frame) -> None:
        """Show a frame, repainting only what changed."""
        if self._shown == (figure, frame):
            return
        before = self._cells
        self._shown = figure, frame
        self._draw()
        if regions := changed_regions(before, self._cells):
            self.refresh(*regions)

    def on_resize(self) -> None:
        """Adapt to the new size."""
        self._draw()
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows in `crop`. Their colors change only with the phase and the theme."""
        field = self.background_colors[1]
        if self._colored_for != (field, self.app.theme):
            # Cached, because looking up the colors takes longer than all the rest.
            self._colored_for = field, self.app.theme
            inks = self._inks(field)
            self._styles = {
                (ink, ground): Style(color=inks[ink].rich_color, bgcolor=inks[ground].rich_color)
                for ink, ground in product(inks, repeat=2)
            }
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return a row."""
        if y >= len(self._rows):
            return Strip.blank(self.size.width, self._styles[PAPER, PAPER])
        return Strip(
            [Segment(run.text, self._styles[run.ink, run.ground]) for run in self._rows[y]]
        )

    def _inks(self, field: Color) -> Mapping[int, Color]:
        near = self.get_component_styles("figure--near").color
        inks = {PAPER: field, NEAR: near, GEAR: self.get_component_styles("figure--gear").color}
        # Colors of the terminal's palette cannot be blended.
        if near.ansi is not None:
            return inks | {TRUNK: near, FAR: _FAINT, FLOOR: near}
        return inks | {part: field.blend(near, share) for part, share in _SHADES.items()}

    def _draw(self) -> None:
        columns, rows = self.size
        if self._shown and columns and rows:
            self._rows = draw_frame(*self._shown, columns, rows, self._charset)
            self._cells = [
                [(mark, run.ink, run.ground) for run in row for mark in run.text]
                for row in self._rows
            ]
