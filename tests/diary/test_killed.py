"""Programs killed at any moment, and the workouts that can be resumed afterwards.

The environment variable KILLS sets how many are killed; the default is 30.
"""

from __future__ import annotations

import os
import random
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from hiptimer.diary import unfinished
from hiptimer.diary.locks import Held
from hiptimer.diary.plan_copies import plan_of
from hiptimer.diary.records import Outcome, PauseKind
from hiptimer.workout.events import EndedBy
from hiptimer.workout.summary import counting_attempts
from hiptimer.workout.workout import Workout
from tests.conftest import FakeClock, slow
from tests.diary.child_programs import (
    WorkoutReport,
    Written,
    restless_steps,
    run_child,
    run_restless,
    run_workouts,
)
from tests.diary.days import (
    EVER,
    PATIENCE_SECONDS,
    Day,
    everything,
    only_details,
    only_waiting,
    recorded,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from hiptimer.workout.events import EffortEnded
    from hiptimer.workout.playhead import Place

KILLS = int(os.environ.get("KILLS", "30"))
WITHIN_SECONDS = 1.1


def kill_program(folder: Path, seed: int) -> list[Written]:
    """Kill a recording program after some step, and return all it had reported as saved."""
    steps = random.Random(seed).randint(1, 400)
    said: list[Written] = []
    with run_child(run_restless, folder, seed) as (process, pipe), suppress(EOFError):
        # Ends with EOFError once the program is dead and the pipe is empty.
        while True:
            said.append(pipe.recv())
            if len(said) == steps:
                process.kill()
    return said


def expected_steps(seed: int, steps: int) -> list[Written]:
    """Return the first steps of the same workout, without a diary and not interrupted."""
    clock = FakeClock()
    workout = Workout(everything().timeline, clock=clock.clock())
    return list(islice(restless_steps(workout, clock, lambda: None, seed), steps))


def is_near(place: Place, where_it_was: Place) -> bool:
    """Return whether resuming at `place` repeats at most about a second."""
    late_seconds = where_it_was.elapsed - place.elapsed
    return place.index == where_it_was.index and -1e-6 <= late_seconds <= WITHIN_SECONDS


def as_tuples(attempts: Iterable[EffortEnded]) -> list[tuple[int, EndedBy, float, int | None]]:
    return [(it.index, it.by, it.seconds, it.reps) for it in attempts]


@pytest.mark.parametrize("seed", [*range(2), *slow(*range(2, KILLS))])
def test_a_workout_killed_at_any_moment_resumes_within_a_second_without_loss(
    tmp_path: Path, seed: int
) -> None:
    said = kill_program(tmp_path, seed)
    # Killed after one step was safe and before the next was: what is kept is one or the other.
    steps = expected_steps(seed, len(said) + 1)
    assert said == steps[: len(said)]
    before, after = steps[len(said) - 1], steps[-1]
    interrupted = only_waiting(tmp_path)
    assert as_tuples(interrupted.attempts) in (
        as_tuples(before.attempts),
        as_tuples(after.attempts),
    )
    assert is_near(interrupted.place, before.place) or is_near(interrupted.place, after.place)

    day = Day.after(interrupted, tmp_path)
    day.workout.resume()
    day.to_the_end()
    day.close()
    assert day.diary.trouble is None
    details = only_details(tmp_path)
    assert details.workout.outcome is Outcome.FINISHED
    assert details.attempts[: len(interrupted.attempts)] == interrupted.attempts
    assert counting_attempts(details.attempts).keys() == {it.index for it in details.efforts}
    pause = next(it for it in details.pauses if it.kind is PauseKind.INTERRUPTED)
    assert pause.away_seconds == pytest.approx(1_200.0)


def test_a_running_workout_cannot_be_resumed(tmp_path: Path) -> None:
    with run_child(run_restless, tmp_path, 1) as (process, pipe):
        pipe.recv()
        assert unfinished.interrupted_workouts(tmp_path, EVER) == ()
        process.kill()
        process.join(PATIENCE_SECONDS)
    interrupted = only_waiting(tmp_path)
    first = unfinished.claim(tmp_path, interrupted)
    assert unfinished.interrupted_workouts(tmp_path, EVER) == ()
    with pytest.raises(Held):
        unfinished.claim(tmp_path, interrupted)
    first.lock.release()
    assert only_waiting(tmp_path) == interrupted


def test_simultaneous_programs_lose_no_workout(tmp_path: Path) -> None:
    with (
        run_child(run_workouts, tmp_path, 4) as (_, one),
        run_child(run_workouts, tmp_path, 4) as (_, two),
        run_child(run_workouts, tmp_path, 4) as (_, three),
    ):
        reports = [pipe.recv() for pipe in (one, two, three) for _ in range(4)]
    efforts = sum(it.is_effort for it in everything().timeline.phases)
    assert reports == [WorkoutReport("finished", efforts, None)] * 12
    workouts = recorded(tmp_path)
    assert len({it.key for it in workouts}) == 12
    assert {it.outcome for it in workouts} == {Outcome.FINISHED}
    assert list((tmp_path / "running").iterdir()) == []


def test_a_workout_resumes_while_another_program_records_its_own(tmp_path: Path) -> None:
    kill_program(tmp_path, 3)
    interrupted = only_waiting(tmp_path)
    day = Day.after(interrupted, tmp_path)
    with run_child(run_workouts, tmp_path, 2) as (_, pipe):
        day.workout.resume()
        day.to_the_end()
        assert [pipe.recv().trouble for _ in range(2)] == [None, None]
    day.close()
    assert day.diary.trouble is None
    assert [it.outcome for it in recorded(tmp_path)] == [Outcome.FINISHED] * 3
    assert plan_of(interrupted).timeline == everything().timeline
    assert all(it.by is not EndedBy.STOP for it in day.workout.attempts)
