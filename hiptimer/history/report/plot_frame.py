"""The parts of every plot: a day axis, a value axis, marks, lines and labels.

Marks and dashes differ as well as colors, for gray prints and color blindness. `page.css` defines
colors and fonts for the classes used here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal

from hiptimer.history.report.markup import element
from hiptimer.history.report.scales import DayScale, Scale, day_ticks, tick_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime
    from xml.etree.ElementTree import Element

WIDTH: Final = 680.0
LEFT: Final = 30.0
RIGHT: Final = 582.0
"""The x coordinate of the end of the days. The space beyond it is for labels."""

LONGEST_GAP: Final = timedelta(days=21)
"""A line breaks at longer gaps, because the values in between are unknown."""

_ABOVE, _BELOW = 12.0, 22.0
_FEW_MARKS: Final = 100
_LINE_HEIGHT: Final = 14.0

Look = Literal["left", "right", "both", "before", "after", "morning"]


@dataclass(frozen=True, slots=True)
class PlotLine:
    """A named series of values over time, oldest first. The line breaks at long gaps."""

    look: Look
    name: str
    points: Sequence[tuple[datetime, float]]
    longest_gap: timedelta = LONGEST_GAP


@dataclass(frozen=True, slots=True)
class PlotFrame:
    """The scales and ticks of a plot."""

    days: DayScale
    values: Scale
    ticks: Sequence[float]
    height: float

    @classmethod
    def of(cls, days: tuple[date, date], ticks: Sequence[float], height: float) -> PlotFrame:
        """Return a frame from the first to the last day, and for values from 0 to the last tick."""
        values = Scale(0.0, ticks[-1], height - _BELOW, _ABOVE)
        return cls(DayScale(*days, LEFT, RIGHT), values, ticks, height)

    def at(self, point: tuple[datetime, float]) -> tuple[float, float]:
        """Return the coordinates of a value."""
        moment, value = point
        return self.days.at(moment), self.values.at(value)

    def axes(self, unit: str = "") -> Iterator[Element]:
        """Yield a grid line for each tick value, and the day labels."""
        for tick in self.ticks:
            y = self.values.at(tick)
            yield element("line", class_="grid", x1=LEFT, x2=RIGHT, y1=y, y2=y)
            yield label(f"{tick:g}{unit}", LEFT - 6, y, "value")
        foot = self.values.at(0.0)
        days = day_ticks(self.days.first, self.days.last)
        for day, words in zip(days, tick_words(days), strict=True):
            x = self.days.on(day)
            yield element("line", class_="tick", x1=x, x2=x, y1=foot, y2=foot + 4)
            yield element("text", words, class_="day", x=x, y=foot + 16)

    def marked(self, line: PlotLine) -> Iterator[Element]:
        """Yield a line with a mark at each of its points."""
        yield self.path(line)
        size = mark_size(len(line.points))
        for point in line.points:
            yield mark(line.look, *self.at(point), size)

    def path(self, line: PlotLine) -> Element:
        """Return a line through its points that breaks at long gaps."""
        parts = []
        for before, point in zip((None, *line.points), line.points, strict=False):
            x, y = self.at(point)
            goes_on = before is not None and point[0] - before[0] <= line.longest_gap
            parts.append(f"{'L' if goes_on else 'M'}{x:.1f} {y:.1f}")
        return element("path", d=" ".join(parts), class_=f"line {line.look}")

    def end_labels(self, lines: Sequence[PlotLine], words: Sequence[str]) -> Iterator[Element]:
        """Yield a label beside the end of each line, without overlaps."""
        ends = sorted(
            (self.values.at(line.points[-1][1]), line.look, text)
            for line, text in zip(lines, words, strict=True)
        )
        lowest = self.values.at(0.0)
        free = _ABOVE - _LINE_HEIGHT
        for number, (wanted, look, text) in enumerate(ends):
            room_below = _LINE_HEIGHT * (len(ends) - number - 1)
            y = min(max(wanted, free + _LINE_HEIGHT), lowest - room_below)
            free = y
            yield mark(look, RIGHT + 12, y, 3.4)
            yield label(text, RIGHT + 20, y, "end")


def mark_size(points: int) -> float:
    """Return the size of marks for this number of points."""
    return 2.6 if points <= _FEW_MARKS else 1.6


def mark(look: Look, x: float, y: float, size: float) -> Element:
    """Return a mark; each look in a plot has its own shape."""
    if look in ("left", "before", "after"):
        return element("circle", class_=f"mark {look}", cx=x, cy=y, r=size)
    if look == "right":
        side = 2.1 * size
        return element(
            "rect", class_=f"mark {look}", x=x - side / 2, y=y - side / 2, width=side, height=side
        )
    reach = 1.4 * size
    corners = f"{x:.1f},{y - reach:.1f} {x + reach:.1f},{y:.1f} {x:.1f},{y + reach:.1f}"
    return element("polygon", class_=f"mark {look}", points=f"{corners} {x - reach:.1f},{y:.1f}")


def label(words: str, x: float, y: float, kind: str) -> Element:
    """Return a label that is vertically centered at `y`."""
    return element("text", words, class_=kind, x=x, y=y + 4)


def svg_picture(name: str, title: str, told: str, height: float, *shapes: Element) -> Element:
    """Return a plot with a text description. `name` is unique on the page."""
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", told, id=f"{name}-told"),
        *shapes,
        viewBox=f"0 0 {WIDTH:g} {height:g}",
        role="img",
        aria_labelledby=f"{name}-title {name}-told",
    )
