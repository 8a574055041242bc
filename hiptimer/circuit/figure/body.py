"""A body of fixed proportions, and where its joints are in a pose.

Lengths are centimeters; x runs to the right, y up from the floor. Directions are degrees: 0 points
right, 90 up, 180 left. Seen from the side, an upright body faces right.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# An adult of 170 cm; the shares of the height are those of Drillis and Contini (1966).
THIGH: Final = 42.0
SHIN: Final = 42.0
ANKLE_HEIGHT: Final = 7.0
HEEL_TO_ANKLE: Final = 5.0
FOOT: Final = 25.0
FOOT_FROM_THE_FRONT: Final = 9.0
LOIN: Final = 22.0
CHEST: Final = 27.0
SHOULDER_TO_HEAD: Final = 22.0
UPPER_ARM: Final = 32.0
FOREARM: Final = 32.0
"""From the elbow to the palm."""
HALF_PELVIS: Final = 9.0
HALF_SHOULDERS: Final = 18.0

# Figure files are rounded to whole centimeters.
_TOLERANCE: Final = 1.0

View = Literal["side", "front"]
"""From the front a body is seen as in a mirror: its near limbs are those at the left."""

FootPart = Literal["heel", "toes"]


class Spot(NamedTuple):
    """A point; `y` is 0 on the floor line, and negative nearer to the viewer."""

    x: float
    y: float

    def moved(self, direction: float, length: float) -> Spot:
        """Return the spot `length` away in a `direction`."""
        angle = math.radians(direction)
        return Spot(self.x + length * math.cos(angle), self.y + length * math.sin(angle))


class Angles(NamedTuple):
    """The directions of the two halves of a limb."""

    upper: float
    lower: float


class Leg(NamedTuple):
    """A leg by its `angles`, or with a `part` of its foot at a spot.

    `foot` is where the toes point, seen from the heel.
    """

    placed: Angles | Spot
    foot: float
    part: FootPart = "heel"


class Arm(NamedTuple):
    """An arm by its angles, or with its hand at a spot."""

    placed: Angles | Spot


class SidePose(NamedTuple):
    """How the limbs of one side are placed."""

    leg: Leg
    arm: Arm


class Pose(NamedTuple):
    """How a body holds itself; `loin`, `chest` and `head` are directions, each from below."""

    hip: Spot
    loin: float
    chest: float
    head: float
    near: SidePose
    far: SidePose

    def exchanged(self) -> Pose:
        """Return the pose with near and far limbs exchanged."""
        return self._replace(near=self.far, far=self.near)


class Limbs(NamedTuple):
    """The joints of one side of a body."""

    shoulder: Spot
    elbow: Spot
    hand: Spot
    hip: Spot
    knee: Spot
    ankle: Spot
    heel: Spot
    toes: Spot


class Trunk(NamedTuple):
    """The joints of both sides; `neck` is between the shoulders, `head` the center of the head."""

    hip: Spot
    waist: Spot
    neck: Spot
    head: Spot


class Skeleton(NamedTuple):
    """All joints of a body."""

    trunk: Trunk
    near: Limbs
    far: Limbs


class Unreachable(NamedTuple):
    """A hand or foot out of reach: its name, its distance and the length of the limb."""

    name: str
    away: float
    reach: float


def skeleton(pose: Pose, view: View) -> Skeleton:
    """Return the joints of a pose. A limb that cannot reach its spot points to it, stretched."""
    waist = pose.hip.moved(pose.loin, LOIN)
    neck = waist.moved(pose.chest, CHEST)
    head = neck.moved(pose.head, SHOULDER_TO_HEAD)
    trunk = Trunk(pose.hip, waist, neck, head)
    near = _limbs(trunk, pose, pose.near, _outwards(view, 1))
    far = _limbs(trunk, pose, pose.far, _outwards(view, -1))
    return Skeleton(trunk, near, far)


def unreachable(pose: Pose, view: View) -> Iterator[Unreachable]:
    """Yield the hands and feet that cannot reach their spots in `pose`."""
    bones = skeleton(pose, view)
    for side, limbs, half, outwards in (
        ("near", bones.near, pose.near, _outwards(view, 1)),
        ("far", bones.far, pose.far, _outwards(view, -1)),
    ):
        if isinstance(half.leg.placed, Spot):
            away = math.dist(limbs.hip, _ankle(half.leg.placed, half.leg, outwards))
            if away > THIGH + SHIN + _TOLERANCE:
                yield Unreachable(f"{side}_{half.leg.part}", away, THIGH + SHIN)
        if isinstance(half.arm.placed, Spot):
            away = math.dist(limbs.shoulder, half.arm.placed)
            if away > UPPER_ARM + FOREARM + _TOLERANCE:
                yield Unreachable(f"{side}_hand", away, UPPER_ARM + FOREARM)


class Sunk(NamedTuple):
    """The lowest joint of a pose, such as "near_heel", and how far it is below the floor."""

    name: str
    depth: float


def below_floor(pose: Pose, view: View) -> Sunk | None:
    """Return the lowest joint of a pose if it is below the floor, otherwise None."""
    bones = skeleton(pose, view)
    joints = {name: spot.y for name, spot in bones.trunk._asdict().items()}
    for side, limbs in (("near", bones.near), ("far", bones.far)):
        joints |= {f"{side}_{name}": spot.y for name, spot in limbs._asdict().items()}
    name = min(joints, key=joints.__getitem__)
    return Sunk(name, -joints[name]) if joints[name] < -_TOLERANCE else None


def _outwards(view: View, side: int) -> int:
    """Return the sign of the outward direction; 0 from the side, where the limbs overlap."""
    return side if view == "front" else 0


def _limbs(trunk: Trunk, pose: Pose, half: SidePose, outwards: int) -> Limbs:
    """Return the joints of a side."""
    hip = trunk.hip.moved(pose.loin + 90, HALF_PELVIS * outwards)
    shoulder = trunk.neck.moved(pose.chest + 90, HALF_SHOULDERS * outwards)
    leg, arm = half
    # Knees bend to the front and elbows to the back; from the front both bend outwards.
    if isinstance(leg.placed, Angles):
        knee = hip.moved(leg.placed.upper, THIGH)
        ankle = knee.moved(leg.placed.lower, SHIN)
    else:
        ankle = _ankle(leg.placed, leg, outwards)
        knee, ankle = _bent(hip, ankle, THIGH, SHIN, -outwards or 1)
    if isinstance(arm.placed, Angles):
        elbow = shoulder.moved(arm.placed.upper, UPPER_ARM)
        hand = elbow.moved(arm.placed.lower, FOREARM)
    else:
        elbow, hand = _bent(shoulder, arm.placed, UPPER_ARM, FOREARM, -outwards or -1)
    heel, toes = _foot(ankle, leg, outwards)
    return Limbs(shoulder, elbow, hand, hip, knee, ankle, heel, toes)


def _foot(ankle: Spot, leg: Leg, outwards: int) -> tuple[Spot, Spot]:
    """Return heel and toes; from the front a foot is short and points outwards."""
    if outwards:
        heel = Spot(ankle.x, ankle.y - ANKLE_HEIGHT)
        return heel, Spot(heel.x - outwards * FOOT_FROM_THE_FRONT, heel.y)
    heel = ankle.moved(leg.foot - 90, ANKLE_HEIGHT).moved(leg.foot, -HEEL_TO_ANKLE)
    return heel, heel.moved(leg.foot, FOOT)


def _ankle(spot: Spot, leg: Leg, outwards: int) -> Spot:
    """Return the ankle of a foot whose heel or toes are at a spot."""
    start = Spot(0.0, 0.0)
    heel, toes = _foot(start, leg, outwards)
    part = toes if leg.part == "toes" else heel
    return Spot(spot.x - part.x, spot.y - part.y)


def _bent(start: Spot, end: Spot, upper: float, lower: float, turn: int) -> tuple[Spot, Spot]:
    """Return the joint between two bones and their end, as near to `end` as they reach.

    `turn` 1 bends to the left of the way from start to end, as y points up; -1 to the right.
    """
    away = min(max(math.dist(start, end), abs(upper - lower) + 1e-3), upper + lower)
    direction = math.degrees(math.atan2(end.y - start.y, end.x - start.x))
    cosine = (upper**2 + away**2 - lower**2) / (2 * upper * away)
    bend = math.degrees(math.acos(min(1.0, max(-1.0, cosine))))
    return start.moved(direction + turn * bend, upper), start.moved(direction, away)
