"""Interpolation between two poses: limbs keep their length, and fixed spots stay fixed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from hiptimer.circuit.figure.body import Angles, Arm, Leg, Pose, SidePose, Spot, skeleton

if TYPE_CHECKING:
    from hiptimer.circuit.figure.body import Limbs, View


def blend(before: Pose, after: Pose, share: float, view: View) -> Pose:
    """Return the pose that is `share` of the way from one to the other.

    A hand or foot at the same spot in both stays there; limbs keep their length.
    """
    if share <= 0 or before == after:
        return before
    if share >= 1:
        return after

    old, new = skeleton(before, view), skeleton(after, view)
    return Pose(
        hip=_spot_between(before.hip, after.hip, share),
        loin=_between(before.loin, after.loin, share),
        chest=_between(before.chest, after.chest, share),
        head=_between(before.head, after.head, share),
        near=_half_between((before.near, old.near), (after.near, new.near), share),
        far=_half_between((before.far, old.far), (after.far, new.far), share),
    )


def _between(one: float, other: float, share: float) -> float:
    return one + (other - one) * share


def _spot_between(one: Spot, other: Spot, share: float) -> Spot:
    return Spot(_between(one.x, other.x, share), _between(one.y, other.y, share))


def _half_between(
    before: tuple[SidePose, Limbs], after: tuple[SidePose, Limbs], share: float
) -> SidePose:
    """Return the limbs between two placings: straight between two spots, else by rotation."""
    (old, old_limbs), (new, new_limbs) = before, after
    foot = _between(old.leg.foot, new.leg.foot, share)
    if isinstance(old.leg.placed, Spot) and isinstance(new.leg.placed, Spot):
        part = new.leg.part
        same = old_limbs.toes if part == "toes" else old_limbs.heel
        start = old.leg.placed if part == old.leg.part else same
        leg = Leg(_spot_between(start, new.leg.placed, share), foot, part)
    else:
        leg = Leg(_turned(_leg_angles(old, old_limbs), _leg_angles(new, new_limbs), share), foot)
    if isinstance(old.arm.placed, Spot) and isinstance(new.arm.placed, Spot):
        return SidePose(leg, Arm(_spot_between(old.arm.placed, new.arm.placed, share)))
    angles = _arm_angles(old, old_limbs), _arm_angles(new, new_limbs)
    return SidePose(leg, Arm(_turned(*angles, share)))


def _leg_angles(half: SidePose, limbs: Limbs) -> Angles:
    if isinstance(half.leg.placed, Angles):
        return half.leg.placed
    return Angles(_direction(limbs.hip, limbs.knee), _direction(limbs.knee, limbs.ankle))


def _arm_angles(half: SidePose, limbs: Limbs) -> Angles:
    if isinstance(half.arm.placed, Angles):
        return half.arm.placed
    return Angles(_direction(limbs.shoulder, limbs.elbow), _direction(limbs.elbow, limbs.hand))


def _direction(start: Spot, end: Spot) -> float:
    return math.degrees(math.atan2(end.y - start.y, end.x - start.x))


def _turned(one: Angles, other: Angles, share: float) -> Angles:
    """Return the angles between two pairs, each turned the shorter way."""
    return Angles(
        *(a + ((b - a + 180) % 360 - 180) * share for a, b in zip(one, other, strict=True))
    )
