"""The program unchanged, except that SIGRTMIN makes it save what its screen shows, and where.

    python -m tests.e2e.traced_program ARGUMENT...

saves a `Trace` as `trace.json` in the current folder.
"""

from __future__ import annotations

import asyncio
import json
import signal
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hiptimer.__main__ import main
from hiptimer.tui import app
from hiptimer.tui.screens.workout import WorkoutScreen
from hiptimer.tui.widgets.figure import FigureView
from hiptimer.tui.widgets.large_text import LargeText
from hiptimer.tui.widgets.side_band import SideBand

if TYPE_CHECKING:
    from textual.strip import Strip
    from textual.widget import Widget

NAME = "trace.json"
# A new size is laid out first, then the figure, then the number beside it.
_LAYOUTS = 3


Place = tuple[int, int, int, int]
"""The x, y, width and height of a widget, in cells."""


@dataclass(frozen=True)
class Part:
    """A text in large type, its widget and the rows of that.

    It `is_light` if it is lighter than its background.
    """

    text: str
    place: Place
    rows: tuple[str, ...]
    is_light: bool
    is_drawn: bool


@dataclass(frozen=True)
class Trace:
    """What the screen shows, and the moment of the workout it belongs to."""

    size: tuple[int, int]
    state: str
    kind: str
    side: str | None
    beat_seconds: float
    elapsed: float
    parts: dict[str, Part]
    figure_place: Place | None


class _TracedApp(app.HipTimerApp):
    def on_mount(self) -> None:
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGRTMIN, self._save_trace, _LAYOUTS)

    def _save_trace(self, layouts_to_await: int) -> None:
        screen = self.screen
        if layouts_to_await:
            self.call_after_refresh(self._save_trace, layouts_to_await - 1)
            return
        if not isinstance(screen, WorkoutScreen):
            return
        snapshot = screen.workout.snapshot()
        strips = screen._compositor.render_strips()
        texts = [(it, it.text, it.is_drawn) for it in screen.query(LargeText)]
        bands = [(it, it._word, True) for it in screen.query(SideBand)]
        parts = {
            str(widget.id): Part(
                text, _place(widget), _rows(widget, strips), _is_light(widget), is_drawn
            )
            for widget, text, is_drawn in (*texts, *bands)
            if text.strip() and widget.region
        }
        effort = snapshot.phase.effort
        figures = [_place(it) for it in screen.query(FigureView) if it.region]
        trace = Trace(
            size=(screen.size.width, screen.size.height),
            state=snapshot.state.value,
            kind=snapshot.phase.kind.value,
            side=snapshot.rep.side if snapshot.rep else effort.side,
            beat_seconds=snapshot.rep.beat.seconds if snapshot.rep else 0.0,
            elapsed=snapshot.elapsed,
            parts=parts,
            figure_place=figures[0] if figures else None,
        )
        unfinished = Path(f"{NAME}.new")
        unfinished.write_text(json.dumps(asdict(trace)), encoding="utf-8")
        unfinished.replace(NAME)


def _rows(widget: Widget, strips: list[Strip]) -> tuple[str, ...]:
    region = widget.content_region
    return tuple(strip.text[region.x : region.right] for strip in strips[region.y : region.bottom])


def _is_light(widget: Widget) -> bool:
    _, ground, _, ink = widget.colors
    return ink.brightness > ground.brightness


def _place(widget: Widget) -> Place:
    x, y, width, height = widget.content_region
    return x, y, width, height


def read_trace(folder: Path) -> Trace:
    """Read what a traced program has saved."""
    saved: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
    for name in ("size", "figure_place"):
        saved[name] = saved[name] and tuple(saved[name])
    for name, part in saved["parts"].items():
        rows, place = tuple(part.pop("rows")), tuple(part.pop("place"))
        saved["parts"][name] = Part(rows=rows, place=place, **part)
    return Trace(**saved)


if __name__ == "__main__":
    vars(app)["HipTimerApp"] = _TracedApp
    main()
