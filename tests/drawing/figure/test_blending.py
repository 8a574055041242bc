from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.circuit.figure.blending import blend
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
)

directions = st.floats(-360, 360)
angles = st.builds(Angles, directions, directions)
spots = st.builds(Spot, st.floats(-150, 150), st.floats(-20, 150))
legs = st.builds(Leg, angles | spots, directions, st.sampled_from(["heel", "toes"]))
halves = st.builds(SidePose, legs, st.builds(Arm, angles | spots))
poses = st.builds(Pose, spots, directions, directions, directions, halves, halves)
shares = st.floats(0, 1)
HANGING = Arm(Angles(-90, -90))


@given(poses, poses, shares, st.sampled_from(["side", "front"]))
def test_limbs_keep_their_length_during_a_blend(
    before: Pose, after: Pose, share: float, view: str
) -> None:
    bones = skeleton(
        blend(before, after, share, "front" if view == "front" else "side"),
        "front" if view == "front" else "side",
    )
    for limbs in (bones.near, bones.far):
        assert math.dist(limbs.hip, limbs.knee) == pytest.approx(THIGH)
        assert math.dist(limbs.knee, limbs.ankle) == pytest.approx(SHIN)
        assert math.dist(limbs.shoulder, limbs.elbow) == pytest.approx(UPPER_ARM)
        assert math.dist(limbs.elbow, limbs.hand) == pytest.approx(FOREARM)


@given(poses, poses)
def test_a_blend_begins_and_ends_with_the_poses_themselves(before: Pose, after: Pose) -> None:
    assert blend(before, after, 0.0, "side") == before
    assert blend(before, after, 1.0, "side") == after


@given(shares)
def test_a_planted_foot_and_hand_do_not_move_while_the_hip_does(share: float) -> None:
    half = SidePose(Leg(Spot(20, 0), 0.0), Arm(Spot(40, 80)))
    before = Pose(Spot(0, 80), 90, 90, 90, half, half)
    after = Pose(Spot(10, 50), 70, 60, 60, half, half)
    near = skeleton(blend(before, after, share, "side"), "side").near
    assert near.heel == pytest.approx((20, 0))
    assert near.hand == pytest.approx((40, 80))


@given(shares)
def test_toes_stay_while_the_heel_comes_off_the_floor(share: float) -> None:
    flat = SidePose(Leg(Spot(0, 0), 0.0, "heel"), HANGING)
    raised = SidePose(Leg(Spot(25, 0), -60.0, "toes"), HANGING)
    before = Pose(Spot(0, 70), 90, 90, 90, flat, flat)
    after = Pose(Spot(30, 65), 90, 90, 90, raised, raised)
    near = skeleton(blend(before, after, share, "side"), "side").near
    assert near.toes == pytest.approx((25, 0), abs=1e-6) or share == 0


def test_a_straight_leg_that_turns_stays_straight() -> None:
    low, high = (SidePose(Leg(Angles(it, it), it + 90), HANGING) for it in (0.0, 60.0))
    before, after = (Pose(Spot(0, 10), 90, 90, 90, it, low) for it in (low, high))
    near = skeleton(blend(before, after, 0.5, "side"), "side").near
    assert math.dist(near.hip, near.ankle) == pytest.approx(THIGH + SHIN)


def test_a_limb_turns_in_the_shorter_direction() -> None:
    one, other = (SidePose(Leg(Angles(it, it), 0.0), HANGING) for it in (170.0, -170.0))
    before, after = (Pose(Spot(0, 90), 90, 90, 90, it, it) for it in (one, other))
    near = skeleton(blend(before, after, 0.5, "side"), "side").near
    assert near.knee == pytest.approx((-THIGH, 90))
