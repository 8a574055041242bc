from __future__ import annotations

import pytest

from hiptimer.circuit.amounts import Range
from hiptimer.circuit.doses import FreeReps
from hiptimer.circuit.model import Stage
from hiptimer.plan.effort import Beat, Dose, Effort, Movement, RepPosition
from hiptimer.plan.timeline import Phase, PhaseKind
from tests.conftest import effort, exercise, laid_out, open_hold, paced, paced_effort, timed

DRIVE, RETURN = Beat("drive", 1.0), Beat("return", 3.0)


def test_a_timed_effort_lasts_its_target() -> None:
    assert effort(Dose.HOLD, 20.0).seconds == 20.0


@pytest.mark.parametrize("dose", [Dose.OPEN, Dose.FREE])
def test_an_effort_that_waits_for_the_person_has_no_length(dose: Dose) -> None:
    assert effort(dose, 20.0).seconds is None


def test_reps_without_a_tempo_have_no_length_and_no_place() -> None:
    free = effort(Dose.FREE, 30.0, reps=10)
    assert free.rep_seconds == 0.0
    assert free.reps_done(25.0) == 0
    assert free.rep_at(25.0) is None


@pytest.mark.parametrize(
    ("elapsed", "reps"), [(0.0, 0), (3.9, 0), (4.0, 1), (7.9, 1), (12.0, 3), (99.0, 3)]
)
def test_only_whole_reps_are_done(elapsed: float, reps: int) -> None:
    assert paced_effort(3, DRIVE, RETURN).reps_done(elapsed) == reps


@pytest.mark.parametrize(
    ("elapsed", "rep", "beat", "remaining", "began_at"),
    [
        (0.0, 1, DRIVE, 1.0, 0.0),
        (0.75, 1, DRIVE, 0.25, 0.0),
        (1.0, 1, RETURN, 3.0, 0.0),
        (3.5, 1, RETURN, 0.5, 0.0),
        (4.0, 2, DRIVE, 1.0, 4.0),
        (11.0, 3, RETURN, 1.0, 8.0),
        (12.0, 3, RETURN, 0.0, 8.0),
    ],
)
def test_a_moment_in_paced_reps_falls_into_a_rep_and_a_beat(
    elapsed: float, rep: int, beat: Beat, remaining: float, began_at: float
) -> None:
    where = paced_effort(3, DRIVE, RETURN, side="left").rep_at(elapsed)
    assert where == RepPosition(rep, "left", beat, remaining, began_at)


def test_a_countdown_leads_to_the_end_of_the_beat_the_phase_or_the_cap() -> None:
    slow = laid_out(exercise("walk", paced(1, walk=20.0, turn=2.0)), prepare_seconds=9.0)
    assert slow.phases[0].counted_down(6.0, 9.0) == 3.0
    assert slow.phases[1].counted_down(17.0, 22.0) == 3.0
    hold = laid_out(exercise("squat", open_hold(12, 25)), prepare_seconds=0.0).phases[0]
    assert hold.counted_down(23.0, None) == 2.0
    free = laid_out(exercise("march", FreeReps(Range.single(10), None)), prepare_seconds=0.0)
    assert free.phases[0].counted_down(0.0, None) is None


def test_beats_that_are_equal_are_still_two() -> None:
    same = Beat("pump", 1.0)
    pumps = paced_effort(2, same, same)
    assert pumps.rep_at(0.25) == RepPosition(1, None, same, 0.75, 0.0)
    assert pumps.rep_at(1.25) == RepPosition(1, None, same, 0.75, 0.0)


@pytest.mark.parametrize(("first", "sides"), [("left", "LRL"), ("right", "RLR")])
def test_alternating_reps_change_sides_from_the_first(first: str, sides: str) -> None:
    movement = Movement("march", "March", "WORK", first_side="left" if first == "left" else "right")
    alternating = paced_effort(4, DRIVE, RETURN, side="alternate", movement=movement)
    positions = [alternating.rep_at(4.0 * rep) for rep in range(3)]
    assert [it.side for it in positions if it] == [
        {"L": "left", "R": "right"}[side] for side in sides
    ]


def test_a_tempo_of_odd_fractions_still_lands_on_its_reps() -> None:
    odd = paced_effort(200, Beat("drive", 0.3), Beat("return", 0.7))
    for rep in range(200):
        position = odd.rep_at(rep * odd.rep_seconds)
        assert position is not None
        assert position.rep == rep + 1
        assert position.beat.name == "drive"


@pytest.mark.parametrize(("elapsed", "say"), [(4.9, None), (5.0, "sink"), (20.0, "rotate")])
def test_a_moment_falls_into_the_stage_that_began_last(elapsed: float, say: str | None) -> None:
    staged = effort(stages=(Stage(5.0, "sink"), Stage(12.5, "rotate")))
    stage = staged.stage_at(elapsed)
    assert (stage.say if stage else None) == say


def work_phase(work: Effort, seconds: float | None) -> Phase:
    return Phase(PhaseKind.WORK, work, seconds, 0.0, ())


def test_a_phase_that_waits_counts_its_target_and_knows_its_cap() -> None:
    phase = work_phase(effort(Dose.OPEN, 30.0, cap_seconds=90.0), None)
    assert phase.target_seconds == 30.0
    assert phase.cap_seconds == 90.0
    assert phase.is_effort


def test_a_pause_before_an_open_hold_has_a_length_and_no_cap() -> None:
    rest = Phase(PhaseKind.REST, effort(Dose.OPEN, 30.0, cap_seconds=90.0), 15.0, 0.0, ())
    assert rest.target_seconds == 15.0
    assert rest.cap_seconds is None
    assert not rest.is_effort


def test_the_plan_counts_open_efforts_at_their_target() -> None:
    timeline = laid_out(exercise("squat", open_hold(30.0, 90.0)), prepare_seconds=12.0)
    assert timeline.planned_seconds == 42.0


def test_the_next_effort_is_the_first_after_a_phase() -> None:
    timeline = laid_out(exercise("squat", timed(30)), exercise("stretch", timed(20)))
    assert [phase.kind for phase in timeline.phases] == ["prepare", "work", "rest", "work"]
    following = [timeline.next_effort(index) for index in range(4)]
    work = timeline.phases[1::2]
    assert following == [work[0], work[1], work[1], None]
