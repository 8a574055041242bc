"""The shapes that everything drawn is made of.

Lengths are in widths of a character cell, which is twice as high as it is wide; x runs to the
right, y down.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CELL_HEIGHT: Final = 2
_CORNER_STEPS: Final = 6


class Point(NamedTuple):
    """A place on the paper."""

    x: float
    y: float

    def towards(self, other: Point, length: float) -> Point:
        """Return the point `length` away from here, on the way to `other`."""
        share = length / math.dist(self, other)
        return Point(self.x + (other.x - self.x) * share, self.y + (other.y - self.y) * share)


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled outline; what it encloses twice is out again."""

    points: tuple[Point, ...]

    @property
    def top(self) -> float:
        """The smallest y of it."""
        return min(point.y for point in self.points)

    @property
    def bottom(self) -> float:
        """The largest y of it."""
        return max(point.y for point in self.points)

    def spans(self, y: float) -> Iterator[tuple[float, float]]:
        """Yield from where to where it covers the horizontal line at `y`."""
        crossings = sorted(_crossings(self.points, y))
        yield from zip(crossings[::2], crossings[1::2], strict=True)


@dataclass(frozen=True, slots=True)
class Capsule:
    """A line as thick as a round pen of `radius` draws it: a limb, a stroke; a disc as one point.

    A head is one whose `start` is its `end`.
    """

    start: Point
    end: Point
    radius: float

    @property
    def top(self) -> float:
        """The smallest y of it."""
        return min(self.start.y, self.end.y) - self.radius

    @property
    def bottom(self) -> float:
        """The largest y of it."""
        return max(self.start.y, self.end.y) + self.radius

    def spans(self, y: float) -> Iterator[tuple[float, float]]:
        """Yield from where to where it covers the horizontal line at `y`."""
        # It is convex: between its outermost points on a line there is no gap.
        edges = []
        for x, middle in (self.start, self.end):
            if abs(y - middle) <= self.radius:
                half = math.sqrt(self.radius**2 - (y - middle) ** 2)
                edges += [x - half, x + half]
        if self.start != self.end:
            edges += _crossings(self._flanks(), y)
        if edges:
            yield min(edges), max(edges)

    def _flanks(self) -> tuple[Point, ...]:
        """Return the corners of the rectangle between the round ends."""
        (x1, y1), (x2, y2) = self.start, self.end
        scale = self.radius / math.dist(self.start, self.end)
        across, along = (y1 - y2) * scale, (x2 - x1) * scale
        return (
            Point(x1 + across, y1 + along),
            Point(x2 + across, y2 + along),
            Point(x2 - across, y2 - along),
            Point(x1 - across, y1 - along),
        )


@dataclass(frozen=True, slots=True)
class Taper:
    """A limb: all between two discs, as of a thigh that is thinner at the knee.

    Neither disc lies inside the other.
    """

    start: Point
    end: Point
    start_radius: float
    end_radius: float

    @property
    def top(self) -> float:
        """The smallest y of it."""
        return min(self.start.y - self.start_radius, self.end.y - self.end_radius)

    @property
    def bottom(self) -> float:
        """The largest y of it."""
        return max(self.start.y + self.start_radius, self.end.y + self.end_radius)

    def spans(self, y: float) -> Iterator[tuple[float, float]]:
        """Yield from where to where it covers the horizontal line at `y`."""
        # It is convex: between its outermost points on a line there is no gap.
        edges = _crossings(self._flanks(), y)
        for (x, middle), radius in ((self.start, self.start_radius), (self.end, self.end_radius)):
            if abs(y - middle) <= radius:
                half = math.sqrt(radius**2 - (y - middle) ** 2)
                edges += [x - half, x + half]
        if edges:
            yield min(edges), max(edges)

    def _flanks(self) -> tuple[Point, ...]:
        """Return where the lines touch that touch both discs on the same side."""
        (x1, y1), (x2, y2) = self.start, self.end
        along = math.atan2(y2 - y1, x2 - x1)
        lean = math.acos((self.start_radius - self.end_radius) / math.dist(self.start, self.end))
        discs = ((self.start, self.start_radius), (self.end, self.end_radius))
        (a, b), (c, d) = (
            [
                Point(x + radius * math.cos(angle), y + radius * math.sin(angle))
                for angle in (along + lean, along - lean)
            ]
            for (x, y), radius in discs
        )
        return a, c, d, b


Shape = Capsule | Polygon | Taper


def rounded(points: Sequence[Point], radii: Sequence[float], *, is_closed: bool) -> list[Point]:
    """Return the line through `points` with each corner rounded by the radius that goes with it.

    A corner takes no more of a line than half of it, so that the next corner has its half.
    """
    count = len(points)
    line: list[Point] = []
    for index, (corner, radius) in enumerate(zip(points, radii, strict=True)):
        if radius == 0 or (not is_closed and index in (0, count - 1)):
            line.append(corner)
            continue
        before, after = points[index - 1], points[(index + 1) % count]
        come = corner.towards(before, min(radius, math.dist(corner, before) / 2))
        go = corner.towards(after, min(radius, math.dist(corner, after) / 2))
        line += _arc(come, corner, go)
    return [*line, line[0]] if is_closed else line


def drawn_by_pen(line: Sequence[Point], radius: float) -> tuple[Capsule, ...]:
    """Return the stroke of a round pen along `line`; a dot where the line is one point."""
    if len(line) == 1:
        return (Capsule(line[0], line[0], radius),)
    return tuple(Capsule(start, end, radius) for start, end in pairwise(line))


def _arc(come: Point, corner: Point, go: Point) -> Iterator[Point]:
    """Yield the quarter of an ellipse that leads from `come` round `corner` to `go`."""
    for step in range(_CORNER_STEPS + 1):
        angle = math.pi / 2 * step / _CORNER_STEPS
        from_come, from_go = 1 - math.sin(angle), 1 - math.cos(angle)
        yield Point(
            corner.x + (come.x - corner.x) * from_come + (go.x - corner.x) * from_go,
            corner.y + (come.y - corner.y) * from_come + (go.y - corner.y) * from_go,
        )


def _crossings(outline: Sequence[Point], y: float) -> list[float]:
    """Return where the closed `outline` crosses the horizontal line at `y`: an even number."""
    return [
        x1 + (y - y1) * (x2 - x1) / (y2 - y1)
        for (x1, y1), (x2, y2) in pairwise((*outline, outline[0]))
        if (y1 <= y) != (y2 <= y)
    ]
