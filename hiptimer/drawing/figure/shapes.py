"""Converts a body and the props around it into shapes on paper."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from hiptimer.circuit.figure.body import Spot
from hiptimer.drawing.vector_shapes import Capsule, Point, Polygon, Taper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hiptimer.circuit.figure.body import Limbs, Skeleton
    from hiptimer.circuit.figure.figure import Band, Joint, Prop
    from hiptimer.drawing.vector_shapes import Shape

    Corners = tuple[tuple[float, float], ...]

# Radii in centimeters.
_HEAD: Final = 11.0
_LOIN: Final = (10.5, 10.0)
_CHEST: Final = (10.5, 8.0)
_SHOULDERS: Final = (6.0, 6.0)
_PELVIS: Final = (9.0, 9.0)
_THIGH: Final = (9.0, 6.5)
_SHIN: Final = (6.5, 4.5)
_FOOT: Final = (4.5, 3.5)
_ARM: Final = (5.5, 4.5)
_FOREARM: Final = (4.5, 4.0)
_BAND: Final = (2.5, 2.5)
_ROLLER: Final = 8.0
MARGIN: Final = 12.0
"""The greatest distance by which a shape extends beyond the joints, in centimeters."""


def _box(left: float, bottom: float, right: float, top: float) -> Corners:
    return ((left, bottom), (right, bottom), (right, top), (left, top))


_OUTLINES: Final[Mapping[str, tuple[Corners, ...]]] = {
    "bottle": (_box(-4, 0, 4, 20), _box(-2, 20, 2, 27)),
    "step": (_box(-22, 0, 22, 20),),
    "chair": (_box(-22, 0, -18, 90), _box(-22, 42, 22, 46), _box(18, 0, 22, 42)),
    "wall": (_box(0, 0, 6, 250),),
}


class Paper(NamedTuple):
    """Maps centimeters to paper of a `width`, flipped horizontally if `mirrored`.

    No line is thinner than `thinnest`; each is thicker by `halo` on both sides.
    """

    left: float
    top: float
    scale: float
    width: float
    thinnest: float
    mirrored: bool
    halo: float = 0.0

    def point(self, spot: Spot) -> Point:
        """Return the position of a spot on the paper."""
        x = (spot.x - self.left) * self.scale
        return Point(self.width - x if self.mirrored else x, (self.top - spot.y) * self.scale)

    def radius(self, centimeters: float) -> float:
        """Return a radius on the paper."""
        return max(self.thinnest / 2, centimeters * self.scale) + self.halo

    def limb(self, start: Spot, end: Spot, radii: tuple[float, float]) -> Shape:
        """Return the shape of a limb between two joints, each with its radius."""
        start_radius, end_radius = map(self.radius, radii)
        one, other = self.point(start), self.point(end)
        if math.dist(one, other) <= abs(start_radius - end_radius):
            return self.disc(start, radii[0])
        return Taper(one, other, start_radius, end_radius)

    def disc(self, spot: Spot, radius: float) -> Shape:
        """Return a disc around a spot."""
        return Capsule(self.point(spot), self.point(spot), self.radius(radius))

    def outline(self, spots: Iterable[Spot]) -> Shape:
        """Return the polygon whose corners are `spots`."""
        return Polygon(tuple(self.point(spot) for spot in spots))


def floor(paper: Paper, thickness: float) -> Shape:
    """Return the line of the floor, `thickness` thick on the paper."""
    top = paper.top * paper.scale
    right, bottom = paper.width, top + thickness
    return Polygon((Point(0, top), Point(right, top), Point(right, bottom), Point(0, bottom)))


def trunk(bones: Skeleton, paper: Paper) -> Iterator[Shape]:
    """Yield trunk and head."""
    (hip, waist, neck, head), near, far = bones
    if near.hip == far.hip:
        yield paper.limb(hip, waist, _LOIN)
        yield paper.limb(waist, neck, _CHEST)
    else:
        yield paper.limb(near.shoulder, far.shoulder, _SHOULDERS)
        yield paper.limb(near.hip, far.hip, _PELVIS)
        yield paper.outline((near.shoulder, far.shoulder, far.hip, near.hip))
    yield paper.disc(head, _HEAD)


def leg(limbs: Limbs, paper: Paper) -> Iterator[Shape]:
    """Yield thigh, shin and foot."""
    yield paper.limb(limbs.hip, limbs.knee, _THIGH)
    yield paper.limb(limbs.knee, limbs.ankle, _SHIN)
    # The spots of a foot lie on its sole; its center is half a foot's thickness above them.
    yield paper.limb(limbs.ankle, _raised(limbs.toes, limbs), _FOOT)
    yield paper.limb(_raised(limbs.heel, limbs), _raised(limbs.toes, limbs), _FOOT)


def arm(limbs: Limbs, paper: Paper) -> Iterator[Shape]:
    """Yield upper arm and forearm."""
    yield paper.limb(limbs.shoulder, limbs.elbow, _ARM)
    yield paper.limb(limbs.elbow, limbs.hand, _FOREARM)


def props(them: Iterable[Prop], paper: Paper) -> Iterator[Shape]:
    """Yield the shapes of props; each rests on its spot."""
    for thing in them:
        x, y = thing.at
        if thing.kind == "roller":
            yield paper.disc(Spot(x, y + _ROLLER), _ROLLER)
            continue
        for outline in _OUTLINES[thing.kind]:
            yield paper.outline(Spot(x + across, y + up) for across, up in outline)


def bands(them: Iterable[Band], bones: Skeleton, paper: Paper) -> Iterator[Shape]:
    """Yield bands from joint to joint."""
    for band in them:
        yield paper.limb(_joint(bones, band.start), _joint(bones, band.end), _BAND)


def corners(thing: Prop) -> Iterator[Spot]:
    """Yield the corners of a prop; a wall extends to the edge of the picture."""
    x, y = thing.at
    if thing.kind == "wall":
        yield thing.at
    elif thing.kind == "roller":
        yield Spot(x, y + 2 * _ROLLER)
    else:
        for outline in _OUTLINES[thing.kind]:
            yield from (Spot(x + across, y + up) for across, up in outline)


def _raised(spot: Spot, limbs: Limbs) -> Spot:
    """Return the center of a foot above a spot of its sole, on the side of the ankle."""
    (x, y), toes, ankle = limbs.heel, limbs.toes, limbs.ankle
    along = math.degrees(math.atan2(toes.y - y, toes.x - x))
    is_left = (toes.x - x) * (ankle.y - y) > (toes.y - y) * (ankle.x - x)
    return spot.moved(along + (90 if is_left else -90), _FOOT[1])


def _joint(bones: Skeleton, joint: Joint) -> Spot:
    side, _, name = joint.partition("_")
    limbs = bones.near if side == "near" else bones.far
    if name == "foot":
        return Spot((limbs.heel.x + limbs.toes.x) / 2, (limbs.ankle.y + limbs.toes.y) / 2)
    return limbs.hand if name == "hand" else limbs.knee
