"""Programs that are killed at any moment, for real, and what can be gone on with afterwards.

KILLS=300 in the environment kills so many, in place of thirty.
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
from hiptimer.workout.results import counting_attempts
from hiptimer.workout.workout import Workout
from tests.conftest import FakeClock, slow
from tests.diary.days import (
    EVER,
    PATIENCE_SECONDS,
    Day,
    everything,
    only_details,
    only_waiting,
    recorded,
)
from tests.diary.lives import (
    Told,
    Written,
    program,
    restless,
    restless_steps,
    untroubled,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from hiptimer.workout.events import EffortEnded
    from hiptimer.workout.playhead import Place

KILLS = int(os.environ.get("KILLS", "30"))
WITHIN_SECONDS = 1.1


def killed(folder: Path, seed: int) -> list[Written]:
    """Kill somebody's program at some moment, and return all that it had said to be safe."""
    steps = random.Random(seed).randint(1, 400)
    said: list[Written] = []
    with program(restless, folder, seed) as (process, pipe), suppress(EOFError):
        # Once it is dead and all that it said is heard, the pipe is at its end.
        while True:
            said.append(pipe.recv())
            if len(said) == steps:
                process.kill()
    return said


def lived(seed: int, steps: int) -> list[Written]:
    """Return the first steps of the same person's workout, without a diary and undisturbed."""
    clock = FakeClock()
    workout = Workout(everything().timeline, clock=clock.clock())
    return list(islice(restless_steps(workout, clock, lambda: None, seed), steps))


def is_near(place: Place, where_it_was: Place) -> bool:
    """Answer whether who goes on at `place` does so within a second of where it was."""
    late_seconds = where_it_was.elapsed - place.elapsed
    return place.index == where_it_was.index and -1e-6 <= late_seconds <= WITHIN_SECONDS


def kept(attempts: Iterable[EffortEnded]) -> list[tuple[int, EndedBy, float, int | None]]:
    return [(it.index, it.by, it.seconds, it.reps) for it in attempts]


@pytest.mark.parametrize("seed", [*range(6), *slow(*range(6, KILLS))])
def test_who_is_killed_at_any_moment_goes_on_within_a_second_and_has_lost_nothing(
    tmp_path: Path, seed: int
) -> None:
    said = killed(tmp_path, seed)
    # Killed after one step was safe and before the next was: what is kept is one or the other.
    steps = lived(seed, len(said) + 1)
    assert said == steps[: len(said)]
    before, after = steps[len(said) - 1], steps[-1]
    left = only_waiting(tmp_path)
    assert kept(left.attempts) in (kept(before.attempts), kept(after.attempts))
    assert is_near(left.place, before.place) or is_near(left.place, after.place)

    day = Day.after(left, tmp_path)
    day.workout.resume()
    day.to_the_end()
    day.close()
    assert day.diary.trouble is None
    details = only_details(tmp_path)
    assert details.workout.outcome is Outcome.FINISHED
    assert details.attempts[: len(left.attempts)] == left.attempts
    assert counting_attempts(details.attempts).keys() == {it.index for it in details.efforts}
    pause = next(it for it in details.pauses if it.kind is PauseKind.INTERRUPTED)
    assert pause.away_seconds == pytest.approx(1_200.0)


def test_nobody_goes_on_with_a_workout_that_runs(tmp_path: Path) -> None:
    with program(restless, tmp_path, 1) as (process, pipe):
        pipe.recv()
        assert unfinished.waiting(tmp_path, EVER) == ()
        process.kill()
        process.join(PATIENCE_SECONDS)
    left = only_waiting(tmp_path)
    first = unfinished.take(tmp_path, left)
    assert unfinished.waiting(tmp_path, EVER) == ()
    with pytest.raises(Held):
        unfinished.take(tmp_path, left)
    first.lock.release()
    assert only_waiting(tmp_path) == left


def test_programs_at_the_same_time_lose_none_of_each_others_workouts(tmp_path: Path) -> None:
    with (
        program(untroubled, tmp_path, 4) as (_, one),
        program(untroubled, tmp_path, 4) as (_, two),
        program(untroubled, tmp_path, 4) as (_, three),
    ):
        told = [pipe.recv() for pipe in (one, two, three) for _ in range(4)]
    efforts = sum(it.is_effort for it in everything().timeline.phases)
    assert told == [Told("finished", efforts, None)] * 12
    workouts = recorded(tmp_path)
    assert len({it.key for it in workouts}) == 12
    assert {it.outcome for it in workouts} == {Outcome.FINISHED}
    assert list((tmp_path / "running").iterdir()) == []


def test_one_workout_goes_on_while_another_program_leads_its_own(tmp_path: Path) -> None:
    killed(tmp_path, 3)
    left = only_waiting(tmp_path)
    day = Day.after(left, tmp_path)
    with program(untroubled, tmp_path, 2) as (_, pipe):
        day.workout.resume()
        day.to_the_end()
        assert [pipe.recv().trouble for _ in range(2)] == [None, None]
    day.close()
    assert day.diary.trouble is None
    assert [it.outcome for it in recorded(tmp_path)] == [Outcome.FINISHED] * 3
    assert plan_of(left).timeline == everything().timeline
    assert all(it.by is not EndedBy.STOP for it in day.workout.attempts)
