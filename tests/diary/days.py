"""A recorded workout, driven second by second in virtual time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from threading import Event
from typing import TYPE_CHECKING, Any

from hiptimer.circuit.amounts import Range
from hiptimer.circuit.doses import FreeReps, RepsToFatigue
from hiptimer.circuit.model import Block
from hiptimer.diary import plan_copies, queries, unfinished
from hiptimer.diary.database import open_to_read
from hiptimer.diary.diary import Diary
from hiptimer.plan.choices import default_choices
from hiptimer.plan.feelings import Feelings
from hiptimer.plan.plan import Plan
from hiptimer.workout.workout import Workout
from tests.conftest import FakeClock, circuit, exercise, open_hold, paced, timed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from hiptimer.circuit.model import Exercise
    from hiptimer.diary.recorder import Recorder
    from hiptimer.diary.records import Details, RecordedWorkout, Unfinished
    from hiptimer.diary.writer import Patience, UnsavedFiles

MORNING = datetime(2026, 8, 7, 7, 15, tzinfo=timezone(timedelta(hours=2)))
EVER = datetime(2000, 1, 1, tzinfo=UTC)
PATIENCE_SECONDS = 60.0


def plan_of(*exercises: Exercise, **given: Any) -> Plan:
    """Return the plan of a circuit of these exercises, as prescribed."""
    trial = circuit(*exercises, **given)
    return Plan(trial, "trial", default_choices(trial))


def stretches() -> Plan:
    """Prepare 0-10, left 10-40, switch 40-45, right 45-75."""
    return plan_of(exercise("stretch", timed(30), sides="each"))


def everything() -> Plan:
    """Return a plan with a dose of each type, twice, each time with 90 seconds of work."""
    return plan_of(
        exercise("pulses", timed(12), sides="each", rounds=Range.single(2)),
        exercise("climber", paced(3), sides="each", variants=("slow", "slower")),
        exercise("squat", open_hold(8.0, 20.0)),
        exercise("march", FreeReps(Range.single(5), None)),
        sets=Range(2, 3, 2),
    )


def in_blocks() -> Plan:
    """Return a plan of two blocks: two sets to fatigue with ten reps as target, then one hold."""
    press = exercise("press", RepsToFatigue(10, None))
    march = exercise("march", RepsToFatigue(10, None), sides="alternate")
    stretch = exercise("stretch", timed(30))
    main = Block(id="main", title="Main", sets=Range.single(2), exercises=(press, march))
    cool_down = Block(id="cool-down", title="Cool-down", exercises=(stretch,))
    trial = replace(circuit(press), blocks=(main, cool_down))
    return Plan(trial, "trial", default_choices(trial))


@dataclass
class Wall:
    """A wall clock that follows `clock` until it is set."""

    clock: FakeClock
    shown: datetime = MORNING

    def __post_init__(self) -> None:
        self._hung_at = self.clock.since_boot

    def __call__(self) -> datetime:
        return self.shown + timedelta(seconds=self.clock.since_boot - self._hung_at)


@dataclass
class Day:
    """A diary, clocks, and a workout of `plan` with a simulated person."""

    folder: Path
    plan: Plan = field(default_factory=stretches)
    loads: Mapping[str, str] = field(default_factory=dict)
    feelings: Feelings = field(default_factory=Feelings)
    clock: FakeClock = field(default_factory=FakeClock)
    interrupted: Unfinished | None = None
    away: timedelta = timedelta(minutes=20)
    unsaved: Callable[[], UnsavedFiles] | None = None
    patience: Patience | None = None

    def __post_init__(self) -> None:
        self.wall = Wall(self.clock)
        if self.interrupted:
            self.wall.shown = self.interrupted.interrupted_at + self.away
        self.diary = Diary(self.folder, self.wall, self.unsaved, self.patience)
        self.workout = Workout(
            self.plan.timeline,
            clock=self.clock.clock(),
            earlier=self.interrupted.earlier() if self.interrupted else None,
        )
        self.recorder = self._recorder()
        self.workout.listeners.append(self.recorder)
        self.began_at = self.clock.monotonic

    @classmethod
    def after(cls, interrupted: Unfinished, folder: Path) -> Day:
        """Resume a workout twenty minutes after it was interrupted."""
        return cls(
            folder,
            plan_copies.plan_of(interrupted),
            interrupted=interrupted,
            clock=FakeClock(31_415.9, 92_653.5),
        )

    def _recorder(self) -> Recorder:
        if not self.interrupted:
            return self.diary.record(self.workout, self.plan, self.loads, self.feelings)
        return self.diary.record_resume(
            self.workout, self.plan, unfinished.claim(self.folder, self.interrupted)
        )

    def until(self, seconds: float) -> None:
        """Tick whenever due, until `seconds` after the start."""
        end = self.began_at + seconds
        while self.clock.monotonic < end:
            wait = self.workout.due_in_seconds() + 0.001
            self.clock.advance(min(wait, end - self.clock.monotonic))
            self.tick()

    def wait_until_written(self) -> None:
        """Wait until all that happened so far is in the diary."""
        wait_until_written(self.diary)

    def pass_seconds(self, seconds: float) -> None:
        """Let time pass, and tick once."""
        self.clock.advance(seconds)
        self.tick()

    def at(self, seconds: float, command: Callable[[Workout], None]) -> None:
        """Give a command at `seconds` after the start."""
        self.until(seconds)
        command(self.workout)

    def tick(self) -> None:
        self.workout.tick()
        self.recorder.checkpoint()

    def to_the_end(self) -> None:
        """Press Done whenever needed, until the workout ends."""
        self.workout.leave_unattended()
        while not self.workout.head.is_over:
            self.clock.advance(self.workout.due_in_seconds() + 0.001)
            self.tick()

    def close(self) -> None:
        self.diary.close()


def wait_until_written(diary: Diary) -> None:
    """Wait until all that was recorded so far is in the diary."""
    is_written = Event()
    diary._writer.write(lambda _: None, is_written.set)
    assert is_written.wait(PATIENCE_SECONDS), diary.trouble


def whole_workout(folder: Path, plan: Plan | None = None, **given: Any) -> Day:
    """Run a workout from start to end, and close the diary."""
    day = Day(folder, plan or stretches(), **given)
    day.workout.start()
    day.to_the_end()
    day.close()
    return day


def recorded(folder: Path) -> tuple[RecordedWorkout, ...]:
    """Return the workouts that the diary lists."""
    with open_to_read(folder) as connection:
        assert connection
        return tuple(queries.workouts(connection))


def only_details(folder: Path) -> Details:
    """Return the details of the only workout in the diary."""
    (workout,) = recorded(folder)
    with open_to_read(folder) as connection:
        assert connection
        return queries.details(connection, workout)


def only_waiting(folder: Path) -> Unfinished:
    """Return the only workout that can be resumed."""
    (interrupted,) = unfinished.interrupted_workouts(folder, EVER)
    return interrupted


def workout_on(folder: Path, days: int, name: str = "trial", **loads: str) -> None:
    """Run a workout `days` after the first one, of the circuit in the file `name`."""
    plan = stretches()
    day = Day(folder, Plan(plan.circuit, name, plan.choices), loads)
    day.wall.shown = MORNING + timedelta(days=days)
    day.workout.start()
    day.to_the_end()
    day.close()
