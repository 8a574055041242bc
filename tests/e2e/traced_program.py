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
from hiptimer.tui.widgets.large_text import LargeText
from hiptimer.tui.widgets.side_band import SideBand

if TYPE_CHECKING:
    from textual.strip import Strip
    from textual.widget import Widget

NAME = "trace.json"
# A new size is laid out first, then the figure, then the number beside it.
_LAYOUTS = 3


@dataclass(frozen=True)
class Part:
    """A text in large type, and its widget: x, y, width and height in cells, and its rows."""

    text: str
    place: tuple[int, int, int, int]
    rows: tuple[str, ...]
    is_light: bool


@dataclass(frozen=True)
class Trace:
    """What the screen shows, and the moment of the workout it belongs to."""

    size: tuple[int, int]
    state: str
    kind: str
    dose: str
    side: str | None
    beat: str
    elapsed: float
    target_seconds: float
    parts: dict[str, Part]


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
        texts: dict[Widget, str] = {it: it.text.strip() for it in screen.query(LargeText)}
        texts |= {it: it._word for it in screen.query(SideBand)}
        strips = screen._compositor.render_strips()
        parts = {
            str(widget.id): Part(
                text, tuple(widget.content_region), _rows(widget, strips), _is_light(widget)
            )
            for widget, text in texts.items()
            if text and widget.region
        }
        effort = snapshot.phase.effort
        trace = Trace(
            tuple(screen.size),
            snapshot.state.value,
            snapshot.phase.kind.value,
            effort.dose.value,
            snapshot.rep.side if snapshot.rep else effort.side,
            snapshot.rep.beat.name if snapshot.rep else "",
            snapshot.elapsed,
            snapshot.phase.target_seconds,
            parts,
        )
        unfinished = Path(f"{NAME}.new")
        unfinished.write_text(json.dumps(asdict(trace)), encoding="utf-8")
        unfinished.replace(NAME)


def _rows(widget: Widget, strips: list[Strip]) -> tuple[str, ...]:
    region = widget.content_region
    return tuple(strip.text[region.x : region.right] for strip in strips[region.y : region.bottom])


def _is_light(widget: Widget) -> bool:
    """Return whether a text is lighter than its background."""
    ground, ink = widget.background_colors[1], widget.colors[3]
    return ink.brightness > ground.brightness


def read_trace(folder: Path) -> Trace:
    """Read what a traced program has saved."""
    saved: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
    parts = {
        name: Part(it["text"], tuple(it["place"]), tuple(it["rows"]), it["is_light"])
        for name, it in saved.pop("parts").items()
    }
    return Trace(**{**saved, "size": tuple(saved["size"]), "parts": parts})


if __name__ == "__main__":
    vars(app)["HipTimerApp"] = _TracedApp
    main()
