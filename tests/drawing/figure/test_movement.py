from __future__ import annotations

from math import inf
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest

from hiptimer.circuit.figure.body import Angles, Arm, Leg, Pose, SidePose, Spot
from hiptimer.circuit.figure.figure import STEPS, Figure, Frame, Stance
from hiptimer.circuit.model import Stage
from hiptimer.drawing.figure.movement import (
    BREATHING_FRAME_SECONDS,
    MOVING_FRAME_SECONDS,
    frame_at,
    seconds_to_next_frame,
)
from hiptimer.plan.timeline import PhaseKind
from hiptimer.workout.engine import Engine
from hiptimer.workout.snapshot import Snapshot, snapshot_of
from tests.conftest import exercise, laid_out, open_hold, paced, timed

if TYPE_CHECKING:
    from hiptimer.circuit.doses import AnyDose
    from hiptimer.circuit.model import Exercise

HALF = SidePose(Leg(Angles(-90, -90), 0.0), Arm(Angles(-90, -90)))
POSE = Pose(Spot(0, 91), 90, 90, 90, HALF, HALF)


def figure(**given: Any) -> Figure:
    names = ("start", "end", "up", "low", "open")
    return Figure("trial", MappingProxyType(dict.fromkeys(names, POSE)), **given)


class Performance:
    """An exercise done to the end: prepare from 0 to 10, then the effort."""

    def __init__(self, *exercises: Exercise) -> None:
        self.engine = Engine(laid_out(*exercises), unattended=True)
        self.engine.start(0.0)

    @classmethod
    def of(cls, dose: AnyDose, **given: Any) -> Performance:
        return cls(exercise("trial", dose, **given))

    def at(self, seconds: float) -> Snapshot:
        """Return the moment so many seconds after the start."""
        self.engine.advance(seconds)
        return snapshot_of(self.engine.timeline, self.engine.head)


def transition(frame: Frame) -> tuple[str, str, float]:
    """Return the poses before and after a frame, and its share of the transition."""
    return frame.before.pose, frame.after.pose, frame.step / STEPS


def is_in(frame: Frame, pose: str) -> bool:
    """Return whether a frame shows this pose and nothing of another."""
    before, after, share = transition(frame)
    return (share == 1 and after == pose) or (share == 0 and before == pose)


def test_while_preparing_the_figure_is_in_its_start_pose() -> None:
    moment = Performance.of(paced()).at(4.0)
    assert moment.phase.kind is PhaseKind.PREPARE
    assert is_in(frame_at(figure(), moment), "start")
    assert seconds_to_next_frame(figure(), moment) == inf


def test_a_quick_beat_reaches_its_pose_early_and_the_return_takes_its_whole_beat() -> None:
    performance = Performance.of(paced(10, drive=1.0, **{"return": 3.0}))
    quick = figure(quick=frozenset({"drive"}))
    assert transition(frame_at(quick, performance.at(10.2)))[2] > 0.8
    assert is_in(frame_at(quick, performance.at(10.45)), "end")
    assert is_in(frame_at(quick, performance.at(10.99)), "end")
    assert transition(frame_at(quick, performance.at(12.5))) == ("end", "start", 0.5)
    assert transition(frame_at(quick, performance.at(13.25)))[2] == pytest.approx(0.75)
    assert is_in(frame_at(quick, performance.at(13.999)), "start")


def test_a_beat_that_is_not_quick_takes_its_whole_time() -> None:
    performance = Performance.of(paced(10, pull=2.0, **{"return": 2.0}))
    assert transition(frame_at(figure(), performance.at(11.0))) == ("start", "end", 0.5)
    assert is_in(frame_at(figure(), performance.at(12.0)), "end")


def test_the_figure_keeps_its_pose_during_a_hold_beat() -> None:
    performance = Performance.of(paced(10, lift=1.0, hold=5.0, lower=2.0))
    for seconds in (11.0, 13.0, 15.99):
        assert is_in(frame_at(figure(), performance.at(seconds)), "end")


def test_a_beat_goes_through_the_poses_it_names() -> None:
    over = figure(beats=MappingProxyType({"over": ("up", "end"), "back": ("up", "start")}))
    performance = Performance.of(paced(10, over=2.0, back=2.0))
    assert transition(frame_at(over, performance.at(10.5))) == ("start", "up", 0.5)
    assert transition(frame_at(over, performance.at(11.5))) == ("up", "end", 0.5)
    assert transition(frame_at(over, performance.at(12.5))) == ("end", "up", 0.5)
    assert is_in(frame_at(over, performance.at(13.999)), "start")


def test_a_rep_of_one_beat_goes_out_and_back() -> None:
    performance = Performance.of(paced(10, curl=2.0))
    assert transition(frame_at(figure(), performance.at(10.5))) == ("start", "end", 0.5)
    assert transition(frame_at(figure(), performance.at(11.5))) == ("end", "start", 0.5)


def test_alternating_reps_switch_the_half_of_the_body_that_moves() -> None:
    dose = paced(4, pull=2.0, **{"return": 2.0})
    performance = Performance.of(dose, sides="alternate", first_side="right")
    first = frame_at(figure(), performance.at(12.0))
    assert (first.before, first.lit) == (Stance("end"), "near")
    second = frame_at(figure(), performance.at(16.0))
    assert (second.before, second.lit) == (Stance("end", exchanged=True), "far")
    third = frame_at(figure(), performance.at(18.0))
    assert (third.before, third.after) == (Stance("start", exchanged=True), Stance("end"))


def test_the_working_side_is_near_and_bright_and_a_left_one_is_mirrored() -> None:
    performance = Performance.of(paced(1), sides="each")
    for seconds, side, mirrored in ((10.5, "left", True), (19.5, "right", False)):
        moment = performance.at(seconds)
        assert moment.phase.effort.side == side
        frame = frame_at(figure(), moment)
        assert not frame.after.exchanged
        assert (frame.lit, frame.mirrored) == ("near", mirrored)


def test_from_the_front_the_right_side_is_on_the_right() -> None:
    performance = Performance.of(timed(5.0, isometric=True), sides="each")
    front = figure(view="front")
    shown = [frame_at(front, performance.at(it)).mirrored for it in (5.0, 12.0, 17.0, 22.0)]
    assert shown == [False, False, True, True]


def test_from_the_front_each_of_alternating_sides_has_its_own_half_of_the_picture() -> None:
    performance = Performance.of(paced(4, pull=2.0, **{"return": 2.0}), sides="alternate")
    front = figure(view="front")
    first, second = (frame_at(front, performance.at(it)) for it in (12.0, 16.0))
    assert (first.lit, second.lit) == ("near", "far")
    assert first.mirrored == second.mirrored


def test_a_movement_without_beats_repeats_its_cycle() -> None:
    performance = Performance.of(timed(30.0))
    pulsing = figure(period_seconds=0.5)
    assert is_in(frame_at(pulsing, performance.at(10.0)), "start")
    assert is_in(frame_at(pulsing, performance.at(10.25)), "end")
    assert is_in(frame_at(pulsing, performance.at(10.5)), "start")
    assert frame_at(pulsing, performance.at(10.6)) == frame_at(pulsing, performance.at(11.1))


def test_a_cycle_switches_sides_when_sides_alternate() -> None:
    performance = Performance.of(timed(30.0), sides="alternate")
    walking = figure(cycle=("up", "end", "start"), period_seconds=3.0)
    assert frame_at(walking, performance.at(11.5)).after == Stance("end")
    turn = frame_at(walking, performance.at(13.5))
    assert (turn.before, turn.after) == (Stance("start"), Stance("up", exchanged=True))
    assert frame_at(walking, performance.at(16.5)).after == Stance("up")


@pytest.mark.parametrize("dose", [timed(30.0, isometric=True), open_hold()])
def test_a_hold_moves_into_its_pose_and_breathes_in_it(dose: AnyDose) -> None:
    performance = Performance.of(dose)
    assert transition(frame_at(figure(), performance.at(10.5))) == ("start", "end", 0.5)
    assert seconds_to_next_frame(figure(), performance.at(10.5)) <= MOVING_FRAME_SECONDS
    assert is_in(frame_at(figure(), performance.at(11.0)), "end")
    assert 0.85 < transition(frame_at(figure(), performance.at(13.0)))[2] < 1
    assert is_in(frame_at(figure(), performance.at(15.0)), "end")
    slow = seconds_to_next_frame(figure(), performance.at(15.0))
    assert MOVING_FRAME_SECONDS < slow <= BREATHING_FRAME_SECONDS


def test_a_stage_leads_to_its_pose() -> None:
    stages = (Stage(0.0, "sink"), Stage(10.0, "rotate"), Stage(20.0, "sink again"))
    performance = Performance.of(timed(30.0), stages=stages)
    staged = figure(stages=("low", "open"))
    assert transition(frame_at(staged, performance.at(10.5))) == ("start", "low", 0.5)
    assert is_in(frame_at(staged, performance.at(19.0)), "low")
    assert transition(frame_at(staged, performance.at(20.5))) == ("low", "open", 0.5)
    assert is_in(frame_at(staged, performance.at(21.0)), "open")
    assert is_in(frame_at(staged, performance.at(35.0)), "open")


def test_the_figure_does_not_move_while_the_workout_is_paused() -> None:
    performance = Performance.of(paced())
    performance.at(12.5)
    performance.engine.pause(12.5)
    frames = {frame_at(figure(), performance.at(it)) for it in (12.5, 13.0, 20.0)}
    assert len(frames) == 1
    assert seconds_to_next_frame(figure(), performance.at(20.0)) == inf


def test_a_rehearsal_does_not_raise_the_frame_rate() -> None:
    moment = Performance.of(timed(30.0)).at(10.0)
    assert seconds_to_next_frame(figure(), moment, speed=10.0) == pytest.approx(
        MOVING_FRAME_SECONDS
    )
