"""The vector shapes that all drawings are built from.

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
    """A point on the paper."""

    x: float
    y: float

    def towards(self, other: Point, length: float) -> Point:
        """Return the point at distance `length` from this one, in the direction of `other`."""
        share = length / math.dist(self, other)
        return Point(self.x + (other.x - self.x) * share, self.y + (other.y - self.y) * share)


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled outline, by the even-odd rule: an area enclosed twice is not filled."""

    points: tuple[Point, ...]

    @property
    def top(self) -> float:
        """The smallest y of the shape."""
        return min(point.y for point in self.points)

    @property
    def bottom(self) -> float:
        """The largest y of the shape."""
        return max(point.y for point in self.points)

    def spans(self, y: float) -> Iterator[tuple[float, float]]:
        """Yield the intervals of x that the shape covers on the horizontal line at `y`."""
        crossings = sorted(_crossings(self.points, y))
        yield from zip(crossings[::2], crossings[1::2], strict=True)


@dataclass(frozen=True, slots=True)
class Capsule:
    """A line drawn by a round pen of `radius`: a limb or a stroke; with a single point, a disc.

    A head is a capsule whose `start` equals its `end`.
    """

    start: Point
    end: Point
    radius: float

    @property
    def top(self) -> float:
        """The smallest y of the shape."""
        return min(self.start.y, self.end.y) - self.radius

    @property
    def bottom(self) -> float:
        """The largest y of the shape."""
        return max(self.start.y, self.end.y) + self.radius

    def spans(self, y: float) -> Iterator[tuple[float, float]]:
        """Yield the intervals of x that the shape covers on the horizontal line at `y`."""
        # The shape is convex, so there is no gap between its outermost crossings of a line.
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
    """A tapered limb: the convex hull of two discs, such as a thigh that is thinner at the knee.

    Neither disc lies inside the other.
    """

    start: Point
    end: Point
    start_radius: float
    end_radius: float

    @property
    def top(self) -> float:
        """The smallest y of the shape."""
        return min(self.start.y - self.start_radius, self.end.y - self.end_radius)

    @property
    def bottom(self) -> float:
        """The largest y of the shape."""
        return max(self.start.y + self.start_radius, self.end.y + self.end_radius)

    def spans(self, y: float) -> Iterator[tuple[float, float]]:
        """Yield the intervals of x that the shape covers on the horizontal line at `y`."""
        # The shape is convex, so there is no gap between its outermost crossings of a line.
        edges = _crossings(self.flanks(), y)
        for (x, middle), radius in ((self.start, self.start_radius), (self.end, self.end_radius)):
            if abs(y - middle) <= radius:
                half = math.sqrt(radius**2 - (y - middle) ** 2)
                edges += [x - half, x + half]
        if edges:
            yield min(edges), max(edges)

    def flanks(self) -> tuple[Point, ...]:
        """Return the points where the two outer tangents touch the discs."""
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


def round_corners(
    points: Sequence[Point], radii: Sequence[float], *, is_closed: bool
) -> list[Point]:
    """Return the line through `points` with each corner rounded by its radius.

    A corner uses at most half of a segment, which leaves the other half for the next corner.
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


def pen_stroke(line: Sequence[Point], radius: float) -> tuple[Capsule, ...]:
    """Return the stroke of a round pen along `line`; a dot if the line is a single point."""
    if len(line) == 1:
        return (Capsule(line[0], line[0], radius),)
    return tuple(Capsule(start, end, radius) for start, end in pairwise(line))


def _arc(come: Point, corner: Point, go: Point) -> Iterator[Point]:
    """Yield the quarter of an ellipse that leads from `come` around `corner` to `go`."""
    for step in range(_CORNER_STEPS + 1):
        angle = math.pi / 2 * step / _CORNER_STEPS
        from_come, from_go = 1 - math.sin(angle), 1 - math.cos(angle)
        yield Point(
            corner.x + (come.x - corner.x) * from_come + (go.x - corner.x) * from_go,
            corner.y + (come.y - corner.y) * from_come + (go.y - corner.y) * from_go,
        )


def _crossings(outline: Sequence[Point], y: float) -> list[float]:
    """Return each x where the closed `outline` crosses the horizontal line at `y`.

    The number of crossings is even.
    """
    return [
        x1 + (y - y1) * (x2 - x1) / (y2 - y1)
        for (x1, y1), (x2, y2) in pairwise((*outline, outline[0]))
        if (y1 <= y) != (y2 <= y)
    ]
