from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from hiptimer.circuit.figure.body import (
    FOREARM,
    SHIN,
    THIGH,
    UPPER_ARM,
    Angles,
    Arm,
    Leg,
    Pose,
    SidePose,
    Spot,
    skeleton,
    unreachable,
)

if TYPE_CHECKING:
    from hiptimer.circuit.figure.body import View

HANGING = Arm(Angles(-90, -90))
STRAIGHT = SidePose(Leg(Angles(-90, -90), 0.0), HANGING)
STANDING = Pose(Spot(0, 91), 90, 90, 90, STRAIGHT, STRAIGHT)


def pose_of(near: SidePose, far: SidePose = STRAIGHT, hip: Spot = STANDING.hip) -> Pose:
    return Pose(hip, 90, 90, 90, near, far)


def test_a_standing_body_is_as_tall_as_an_adult_and_on_the_floor() -> None:
    bones = skeleton(STANDING, "side")
    assert bones.near.heel.y == bones.near.toes.y == pytest.approx(0)
    assert bones.trunk.head.y + 11 == pytest.approx(170, abs=5)
    assert bones.near.toes.x > 0 > bones.near.heel.x


def test_a_knee_bends_to_the_front_and_an_elbow_to_the_back() -> None:
    half = SidePose(Leg(Spot(-5, 0), 0.0), Arm(Spot(0, 100)))
    bones = skeleton(pose_of(half, hip=Spot(0, 60)), "side")
    assert bones.near.knee.x > 10
    assert bones.near.elbow.x < -5


def test_from_the_front_knees_and_elbows_bend_outward_and_near_is_on_the_left() -> None:
    near, far = (SidePose(Leg(Spot(x, 0), 0.0), Arm(Spot(x, 100))) for x in (-12, 12))
    bones = skeleton(pose_of(near, far, Spot(0, 80)), "front")
    assert bones.near.knee.x < bones.near.hip.x < bones.far.hip.x < bones.far.knee.x
    assert bones.near.elbow.x < bones.near.shoulder.x < bones.far.shoulder.x < bones.far.elbow.x


@pytest.mark.parametrize("view", ["side", "front"])
@pytest.mark.parametrize("part", ["heel", "toes"])
def test_a_foot_is_placed_by_the_spot_of_its_heel_or_toes(part: str, view: View) -> None:
    leg = Leg(Spot(7, 3), 0.0 if view == "front" else -50.0, "toes" if part == "toes" else "heel")
    bones = skeleton(pose_of(SidePose(leg, HANGING), hip=Spot(0, 75)), view)
    assert getattr(bones.near, part) == pytest.approx((7, 3))


def test_a_hand_is_placed_at_its_spot() -> None:
    bones = skeleton(pose_of(SidePose(STRAIGHT.leg, Arm(Spot(40, 110)))), "side")
    assert bones.near.hand == pytest.approx((40, 110))


@pytest.mark.parametrize("away", [0.0, 30.0, 500.0])
def test_limbs_keep_their_length_at_any_distance_of_their_spot(away: float) -> None:
    half = SidePose(Leg(Spot(away, 91), 0.0), Arm(Spot(away, 140)))
    near = skeleton(pose_of(half), "side").near
    assert math.dist(near.hip, near.knee) == pytest.approx(THIGH)
    assert math.dist(near.knee, near.ankle) == pytest.approx(SHIN)
    assert math.dist(near.shoulder, near.elbow) == pytest.approx(UPPER_ARM)
    assert math.dist(near.elbow, near.hand) == pytest.approx(FOREARM)


def test_a_limb_that_cannot_reach_its_spot_is_named() -> None:
    half = SidePose(Leg(Spot(0, -20), 0.0, "toes"), Arm(Spot(100, 140)))
    limbs = [it.name for it in unreachable(pose_of(half), "side")]
    assert limbs == ["near_toes", "near_hand"]
    assert not [*unreachable(STANDING, "side")]


def test_exchanging_the_halves_twice_restores_the_pose() -> None:
    pose = pose_of(SidePose(Leg(Angles(0, -90), 0.0), HANGING))
    assert pose.exchanged().near == STRAIGHT
    assert pose.exchanged().exchanged() == pose
