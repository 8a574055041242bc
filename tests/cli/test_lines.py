from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hiptimer.audio.score.performance import performances_on
from hiptimer.circuit.amounts import Range, Ready
from hiptimer.circuit.doses import FreeReps, RepsToFatigue, ToFatigue
from hiptimer.circuit.model import Block
from hiptimer.cli.line_mode.lines import event_lines, opening_lines, status_line, summary_lines
from hiptimer.library.loading import load
from hiptimer.plan.choices import default_choices, with_fit, with_sets
from hiptimer.plan.plan import Plan
from hiptimer.plan.time_limit import fit_into_limit
from hiptimer.workout.hold_marks import HoldKey
from hiptimer.workout.summary import summary_of
from hiptimer.workout.workout import Workout
from tests.conftest import circuit, exercise, open_hold, paced, timed
from tests.programs import SHORT_CIRCUIT

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.circuit.doses import AnyDose
    from hiptimer.circuit.model import Exercise
    from tests.conftest import FakeClock, RecordingSpeaker


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    path = tmp_path / "short.toml"
    path.write_text(SHORT_CIRCUIT)
    return plan_of(load(path))


def plan_of(trial: object) -> Plan:
    return Plan(trial, "short", default_choices(trial))  # type: ignore[arg-type]


class PrintedWorkout:
    """A workout whose events are printed as lines."""

    def __init__(self, plan: Plan, clock: FakeClock, speaker: RecordingSpeaker, **given: object):
        self.clock = clock
        self.lines: list[str] = []
        self.workout = Workout(plan.timeline, performances_on(speaker), clock.clock(), **given)  # type: ignore[arg-type]
        self.workout.listeners.append(lambda it: self.lines.extend(event_lines(it, self.workout)))

    def pass_time(self, seconds: float) -> None:
        for _ in range(round(seconds * 8)):
            self.workout.due_in_seconds()
            self.clock.advance(0.125)
            self.workout.tick()

    def status(self) -> str:
        return status_line(self.workout.snapshot())


def test_the_warning_and_the_time_of_the_end_come_before_the_start(
    plan: Plan, fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    printed = PrintedWorkout(plan, fake_clock, speaker)
    assert list(opening_lines(plan, printed.workout)) == [
        "Short of everything; sets: 1 (prescribed 1–2); 0:35 total, ends 17:05",
        "Stop at pain.",
    ]


def test_reductions_to_fit_the_limit_come_before_the_start(
    plan: Plan, fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    choices = with_fit(with_sets(plan.circuit, plan.choices, 2), "40s")
    printed = PrintedWorkout(plan, fake_clock, speaker)
    lines = list(opening_lines(fit_into_limit(replace(plan, choices=choices)), printed.workout))
    assert lines[1] == "To fit into 40s: 1 of 1–2 sets: 0:35"


def test_a_set_begins_with_the_time_to_go(fake_clock: FakeClock, speaker: RecordingSpeaker) -> None:
    two_sets = circuit(exercise("plank", timed(20)), sets=Range.single(2))
    printed = PrintedWorkout(plan_of(two_sets), fake_clock, speaker)
    printed.workout.start()
    printed.pass_time(31)
    assert "set 2 of 2; 1:20 to go, ends 17:06" in printed.lines
    assert not [line for line in printed.lines if line.startswith("set 1")]


def test_an_open_hold_begins_with_the_time_to_match(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    squat = circuit(exercise("squat", open_hold(), sides="each"))
    last_holds = {HoldKey("squat", side, 1, 1): 28.25 for side in ("left", "right")}
    printed = PrintedWorkout(plan_of(squat), fake_clock, speaker, last_holds=last_holds)
    printed.workout.start()
    printed.pass_time(10.5)
    assert printed.lines[-1] == "to match: last time 28.2s"
    printed.pass_time(21)
    printed.workout.done()
    printed.pass_time(5)
    assert "to match: left side today 21.5s, last time 28.2s" in printed.lines
    assert "to match: left side today 21.5s, last time 28.2s" in printed.status()


@pytest.mark.parametrize(
    ("trial", "seconds", "expected"),
    [
        (exercise("plank", timed(20)), 4, "GET READY: Plank; 6s to go"),
        (exercise("plank", timed(20)), 14, "WORK: Plank; 16s to go"),
        (exercise("climber", paced(3)), 15.5, "SLOW RETURN: Climber; rep 2 of 3"),
        (exercise("squat", open_hold()), 14, "WORK: Squat; held 4s, target 30s"),
        (
            exercise("lift", FreeReps(Range.single(10), None)),
            14,
            "WORK: Lift; 10 reps at your own pace",
        ),
        (
            exercise("climber", RepsToFatigue(3, 9, paced().tempo)),
            15.5,
            "SLOW RETURN: Climber; rep 2",
        ),
        (
            exercise("lift", RepsToFatigue(12, None)),
            14,
            "WORK: Lift; reps to fatigue, about 12, at your own pace",
        ),
        (
            exercise("pulses", ToFatigue(30.0, 90.0, isometric=False)),
            14,
            "WORK: Pulses; 4s so far, target 30s",
        ),
    ],
    ids=lambda it: str(it)[:20],
)
def test_the_status_is_one_line(
    trial: Exercise,
    seconds: float,
    expected: str,
    fake_clock: FakeClock,
    speaker: RecordingSpeaker,
) -> None:
    printed = PrintedWorkout(plan_of(circuit(trial)), fake_clock, speaker)
    printed.workout.start()
    printed.pass_time(seconds)
    assert printed.status().startswith(f"{expected}; set 1 of 1; ")


def test_a_rest_that_waits_says_how_it_ends_and_counts_up(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    plank = exercise("plank", timed(20))
    two_sets = circuit(plank, sets=Range.single(2), rest_between_sets=Ready())
    printed = PrintedWorkout(plan_of(two_sets), fake_clock, speaker)
    printed.workout.start()
    printed.pass_time(34)
    assert "Rest. Next: Plank. Enter when ready." in printed.lines
    assert printed.status().startswith("READY?: Plank; 4s so far; Enter when ready; ")
    printed.workout.done()
    assert printed.status().startswith("GET READY: Plank; 3s to go; ")


def test_an_effort_begins_with_its_load_and_its_cue(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    squat = exercise("squat", timed(20), load="4 kg", cue="Back flat")
    printed = PrintedWorkout(plan_of(circuit(squat)), fake_clock, speaker)
    printed.workout.start()
    printed.pass_time(11)
    assert printed.lines[-1] == "WORK: Squat; 20s, 4 kg; set 1 of 1; Back flat"


@pytest.mark.parametrize(
    ("dose", "target"),
    [
        (open_hold(20.0), "held 20s, the target; hold until you lose the position"),
        (ToFatigue(20.0, 90.0, isometric=False), "20s, the target; continue to fatigue"),
        (RepsToFatigue(5, 9, paced().tempo), "5 reps, the target; continue to fatigue"),
    ],
    ids=lambda it: str(it)[:20],
)
def test_the_target_of_what_goes_to_fatigue_is_announced(
    dose: AnyDose, target: str, fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    trial = circuit(exercise("squat", dose))
    printed = PrintedWorkout(plan_of(trial), fake_clock, speaker)
    printed.workout.start()
    printed.pass_time(31)
    assert target in printed.lines


def test_the_status_shows_a_pause_and_its_lead_in(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    printed = PrintedWorkout(plan_of(circuit(exercise("plank", timed(20)))), fake_clock, speaker)
    printed.workout.start()
    printed.pass_time(14)
    printed.workout.pause()
    assert printed.status().startswith("paused: Plank; 16s to go; ")
    printed.workout.resume()
    printed.pass_time(2)
    assert printed.status().startswith("get ready: Plank; resuming in 3s; ")
    assert printed.status().endswith("; next: the end; workout: 0:16 to go, ends 17:05")


def test_the_summary_has_one_line_per_exercise_and_side(
    plan: Plan, fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    printed = PrintedWorkout(plan, fake_clock, speaker)
    printed.workout.start()
    printed.pass_time(9.0)
    printed.workout.next()
    printed.workout.next()
    printed.workout.stop()
    done = summary_of(plan, printed.workout)
    assert list(summary_lines(done, "Every hold reached its target")) == [
        "Ended early after 0:09: 1 of 4 efforts complete",
        "Every hold reached its target",
        "Stretch, left: planned 4s, done 4s",
        "Stretch, right: planned 4s, done 0s; 1 skipped",
        "Climber: planned 2 reps, done 0 reps; 1 not reached",
        "Squat: planned 1 × about 5s, done 0s; 1 not reached",
    ]


def test_a_block_begins_with_its_title_and_the_time_to_go(
    fake_clock: FakeClock, speaker: RecordingSpeaker
) -> None:
    plank = exercise("plank", timed(20))
    blocks = (
        Block(id="one", title="One", exercises=(plank,)),
        Block(id="two", title="Two", exercises=(exercise("bridge", timed(20)),)),
    )
    printed = PrintedWorkout(plan_of(replace(circuit(plank), blocks=blocks)), fake_clock, speaker)
    printed.workout.start()
    printed.pass_time(31)
    assert "Two · set 1 of 1; 1:20 to go, ends 17:06" in printed.lines
