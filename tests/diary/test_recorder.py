from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hiptimer.circuit.amounts import Range
from hiptimer.diary import queries
from hiptimer.diary.database import open_to_read
from hiptimer.diary.diary import Diary
from hiptimer.diary.records import Outcome, PauseKind, RecordedPause
from hiptimer.plan.effort import Dose
from hiptimer.plan.feelings import Feelings
from hiptimer.workout.corrections import correct_attempt
from hiptimer.workout.events import EffortEnded, EndedBy
from hiptimer.workout.summary import counting_attempts, summary_of
from hiptimer.workout.workout import Workout
from tests.conftest import exercise, open_hold, paced
from tests.diary.days import (
    EVER,
    MORNING,
    Day,
    everything,
    only_details,
    only_waiting,
    plan_of,
    recorded,
    whole_workout,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hiptimer.diary.records import Details
    from hiptimer.workout.playhead import Place

MOVES_BY_HAND = (Workout.next, Workout.previous, Workout.again)


def attempts(details: Details) -> list[tuple[int, EndedBy, float]]:
    return [(it.index, it.by, round(it.seconds, 1)) for it in details.attempts]


def pauses(details: Details) -> list[tuple[PauseKind, float, float | None]]:
    return [(it.kind, round(it.began_at, 1), round(it.seconds or 0.0, 1)) for it in details.pauses]


def only_place(folder: Path) -> Place:
    """Return where the only unfinished workout is, although its program may still run."""
    with open_to_read(folder) as connection:
        assert connection
        (found,) = queries.unfinished(connection, EVER)
    return found.place


def test_a_whole_workout_is_recorded_as_it_was_done(tmp_path: Path) -> None:
    plan = everything()
    whole_workout(tmp_path, plan, loads={"pulses": "red band", "climber": ""})
    details = only_details(tmp_path)
    workout = details.workout
    assert (workout.circuit_id, workout.title) == ("trial", "Trial")
    assert workout.outcome is Outcome.FINISHED
    assert workout.spent_seconds == pytest.approx(plan.planned_seconds, abs=1.0)
    assert workout.started_at == MORNING
    assert workout.started_at.utcoffset() == timedelta(hours=2)
    assert workout.ended_at
    lasted = (workout.ended_at - workout.started_at).total_seconds()
    assert lasted == pytest.approx(workout.spent_seconds, abs=0.1)
    assert details.loads == {"pulses": "red band"}
    assert details.pauses == ()
    planned = [
        (index, it.effort.movement.id, it.effort.set, it.effort.round, it.effort.side)
        for index, it in enumerate(plan.timeline.phases)
        if it.is_effort
    ]
    kept = [(it.index, it.exercise_id, it.set, it.round, it.side) for it in details.efforts]
    assert kept == planned
    assert [it.index for it in details.attempts] == [it.index for it in details.efforts]
    climber = next(it for it in details.efforts if it.exercise_id == "climber")
    assert (climber.dose, climber.reps, climber.target_seconds) == (Dose.REPS, 3, 12.0)
    assert climber.variant == "slow"
    assert counting_attempts(details.attempts)[climber.index].reps == 3


def test_each_attempt_is_recorded_with_what_ended_it_and_when(tmp_path: Path) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.at(20.0, Workout.again)
    day.at(30.0, Workout.done)
    day.at(45.0, Workout.next)
    day.close()
    details = only_details(tmp_path)
    assert attempts(details) == [
        (1, EndedBy.AGAIN, 10.0),
        (1, EndedBy.PERSON, 5.0),
        (3, EndedBy.NEXT, 10.0),
    ]
    assert [round(it.moment, 1) for it in details.attempts] == [20.0, 30.0, 45.0]
    assert counting_attempts(details.attempts)[1].by is EndedBy.PERSON
    assert details.workout.outcome is Outcome.FINISHED


def test_a_stopped_workout_keeps_its_attempts(tmp_path: Path) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.at(50.0, Workout.stop)
    day.close()
    details = only_details(tmp_path)
    assert details.workout.outcome is Outcome.STOPPED
    assert attempts(details) == [(1, EndedBy.CLOCK, 30.0), (3, EndedBy.STOP, 5.0)]


def test_a_hold_corrected_after_the_end_is_recorded_as_corrected(tmp_path: Path) -> None:
    day = Day(tmp_path, plan_of(exercise("squat", open_hold(30.0, 90.0)), sets=Range.single(2)))
    day.workout.start()
    day.at(12.0, Workout.again)
    day.at(50.0, Workout.done)
    day.at(140.0, Workout.done)
    done = summary_of(day.plan, day.workout)
    corrected = EffortEnded(50.0, 1, EndedBy.PERSON, 30.0, None)
    day.workout.correct_attempts(correct_attempt(done, corrected).attempts)
    day.close()
    details = only_details(tmp_path)
    assert details.workout.outcome is Outcome.FINISHED
    assert attempts(details) == [
        (1, EndedBy.AGAIN, 2.0),
        (1, EndedBy.PERSON, 30.0),
        (3, EndedBy.PERSON, 30.0),
    ]


def test_a_corrected_hold_is_the_one_that_counts_and_not_a_later_one_that_never_began(
    tmp_path: Path,
) -> None:
    day = Day(tmp_path, plan_of(exercise("squat", open_hold(30.0, 90.0)), sets=Range.single(2)))
    day.workout.start()
    day.at(50.0, Workout.done)
    day.workout.previous()
    day.workout.next()
    day.at(55.0, Workout.stop)
    done = summary_of(day.plan, day.workout)
    corrected = EffortEnded(50.0, 1, EndedBy.PERSON, 30.0, None)
    day.workout.correct_attempts(correct_attempt(done, corrected).attempts)
    day.close()
    assert attempts(only_details(tmp_path)) == [
        (1, EndedBy.PERSON, 30.0),
        (1, EndedBy.NEXT, 0.0),
    ]


def test_feelings_are_recorded_before_and_after_and_on_the_next_morning(
    tmp_path: Path,
) -> None:
    day = Day(tmp_path, feelings=Feelings(pain_before=3, sore_side="left"))
    day.workout.start()
    day.to_the_end()
    day.recorder.keep_feelings(Feelings(pain_after=1, effort=6, note="knee fine"))
    day.close()
    expected = Feelings(pain_before=3, sore_side="left", pain_after=1, effort=6, note="knee fine")
    assert only_details(tmp_path).feelings == expected
    diary = Diary(tmp_path, lambda: MORNING)
    key = only_details(tmp_path).workout.key
    diary.record_feelings(key, Feelings(pain_next_morning=0, asked_next_morning=True))
    diary.record_feelings(key, Feelings(sore_side="both"))
    diary.record_feelings(key, Feelings())
    diary.close()
    assert diary.trouble is None
    expected = replace(expected, pain_next_morning=0, asked_next_morning=True, sore_side="both")
    assert only_details(tmp_path).feelings == expected


def test_feelings_that_were_not_given_are_not_recorded(tmp_path: Path) -> None:
    day = whole_workout(tmp_path)
    day.recorder.keep_feelings(Feelings())
    assert only_details(tmp_path).feelings == Feelings()


def test_feelings_given_before_an_interruption_are_kept_when_resuming(tmp_path: Path) -> None:
    day = Day(tmp_path, feelings=Feelings(pain_before=4))
    day.workout.start()
    day.until(20.0)
    day.workout.interrupt()
    day.close()
    day = Day.after(only_waiting(tmp_path), tmp_path)
    day.workout.start()
    day.to_the_end()
    day.recorder.keep_feelings(Feelings(effort=7))
    day.close()
    assert only_details(tmp_path).feelings == Feelings(pain_before=4, effort=7)


def test_feelings_for_a_deleted_workout_are_ignored_without_trouble(
    tmp_path: Path,
) -> None:
    whole_workout(tmp_path)
    diary = Diary(tmp_path, lambda: MORNING)
    diary.record_feelings("no such key", Feelings(effort=3))
    diary.close()
    assert diary.trouble is None
    assert only_details(tmp_path).feelings == Feelings()


def test_a_workout_that_is_never_started_is_not_recorded(tmp_path: Path) -> None:
    day = Day(tmp_path)
    day.recorder.checkpoint()
    day.workout.stop()
    day.recorder.interrupt()
    day.recorder.keep_feelings(Feelings(effort=1))
    day.close()
    assert recorded(tmp_path) == ()
    assert day.diary.trouble is None


def test_a_pause_lasts_until_the_effort_resumes(tmp_path: Path) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.at(20.0, Workout.pause)
    day.at(28.0, Workout.resume)
    day.to_the_end()
    day.close()
    assert pauses(only_details(tmp_path)) == [(PauseKind.PAUSED, 20.0, 13.0)]


def test_next_during_the_lead_in_ends_the_pause(tmp_path: Path) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.at(20.0, Workout.pause)
    day.at(28.0, Workout.resume)
    day.at(30.0, Workout.next)
    day.to_the_end()
    day.close()
    assert pauses(only_details(tmp_path)) == [(PauseKind.PAUSED, 20.0, 10.0)]


def test_a_pause_continues_through_next_and_previous(tmp_path: Path) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.at(20.0, Workout.pause)
    day.at(22.0, Workout.next)
    day.at(24.0, Workout.previous)
    day.at(25.0, Workout.stop)
    day.close()
    assert pauses(only_details(tmp_path)) == [(PauseKind.PAUSED, 20.0, 5.0)]


@pytest.mark.parametrize("monotonic_counts", [True, False])
def test_a_sleep_is_a_pause_whichever_clock_counts_it(
    tmp_path: Path, monotonic_counts: bool
) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.until(20.0)
    (day.clock.advance if monotonic_counts else day.clock.sleep)(3_600.0)
    day.tick()
    day.workout.resume()
    day.to_the_end()
    day.close()
    details = only_details(tmp_path)
    (pause,) = details.pauses
    assert (pause.kind, round(pause.began_at, 1)) == (PauseKind.SLEPT, 20.0)
    assert pause.length_seconds == pytest.approx(3_610.0 if monotonic_counts else 3_600.0, abs=0.1)
    # Only what the clock of the workout counts has been spent on it.
    assert details.workout.spent_seconds == pytest.approx(
        3_685.0 if monotonic_counts else 85.0, abs=0.1
    )


def test_a_pause_after_a_sleep_is_an_ordinary_one(tmp_path: Path) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.until(20.0)
    day.clock.sleep(3_600.0)
    day.tick()
    day.workout.next()
    day.workout.resume()
    day.until(22.0)
    day.at(22.0, Workout.pause)
    day.at(25.0, Workout.stop)
    day.close()
    slept, paused = only_details(tmp_path).pauses
    assert (slept.kind, round(slept.away_seconds)) == (PauseKind.SLEPT, 3_600)
    assert (paused.kind, paused.away_seconds) == (PauseKind.PAUSED, 0.0)


def test_the_length_of_a_pause_counts_nothing_twice() -> None:
    slept = RecordedPause(PauseKind.SLEPT, 0.0, seconds=3_605.0, away_seconds=3_600.0)
    assert slept.length_seconds == 3_605.0
    interrupted = RecordedPause(PauseKind.INTERRUPTED, 0.0, seconds=10.0, away_seconds=3_600.0)
    assert interrupted.length_seconds == 3_610.0
    cut_off = RecordedPause(PauseKind.PAUSED, 0.0, seconds=None, away_seconds=0.0)
    assert cut_off.length_seconds == 0.0


@pytest.mark.parametrize("hours", [-5, 1])
def test_setting_the_wall_clock_changes_no_length(tmp_path: Path, hours: int) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.at(20.0, Workout.pause)
    day.wall.shown += timedelta(hours=hours)
    day.at(25.0, Workout.resume)
    day.to_the_end()
    day.close()
    details = only_details(tmp_path)
    assert details.workout.spent_seconds == pytest.approx(85.0, abs=0.1)
    assert pauses(details) == [(PauseKind.PAUSED, 20.0, 10.0)]
    assert [round(it.seconds) for it in details.attempts] == [30, 30]


@pytest.mark.parametrize("seconds", [3.0, 10.0, 10.6, 17.3, 42.9, 59.999])
def test_the_place_is_never_more_than_a_second_old(tmp_path: Path, seconds: float) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.until(seconds)
    # Closing only stops writing, as when a program dies: nothing is ended or interrupted.
    day.close()
    (workout,) = recorded(tmp_path)
    assert workout.outcome is Outcome.UNFINISHED
    assert 0.0 <= seconds - workout.spent_seconds < 1.0


@pytest.mark.parametrize(
    "commands",
    [
        *([it] for it in (Workout.pause, Workout.done, *MOVES_BY_HAND)),
        *([Workout.pause, it] for it in (Workout.resume, Workout.done, *MOVES_BY_HAND)),
        *([Workout.pause, Workout.resume, it] for it in (Workout.pause, *MOVES_BY_HAND)),
    ],
)
def test_a_place_follows_every_command_without_waiting_for_a_tick(
    tmp_path: Path, commands: Sequence[Callable[[Workout], None]]
) -> None:
    climb = exercise("climber", paced(5), sides="each")
    day = Day(tmp_path, plan_of(climb, sets=Range.single(2)))
    day.workout.start()
    day.until(45.9)
    for command in commands:
        day.clock.advance(0.05)
        command(day.workout)
    # The diary only stops writing, like that of a program that dies.
    day.close()
    assert only_place(tmp_path) == day.workout.head.place


@pytest.mark.parametrize("command", [Workout.again, Workout.previous])
def test_a_kill_in_a_lead_in_does_not_resume_the_effort_broken_off(
    tmp_path: Path, command: Callable[[Workout], None]
) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.at(60.5, command)
    day.close()
    assert attempts(only_details(tmp_path))[-1] == (3, EndedBy.AGAIN, 15.5)
    place = only_place(tmp_path)
    assert (place.index, place.elapsed) == (day.workout.head.index, 0.0)


def test_an_interruption_keeps_the_exact_moment(tmp_path: Path) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.until(17.75)
    day.recorder.interrupt()
    # Stopped by the program as it exits, not by the person: not recorded.
    day.workout.stop()
    day.close()
    interrupted = only_waiting(tmp_path)
    assert interrupted.workout.outcome is Outcome.UNFINISHED
    assert interrupted.place.index == 1
    assert interrupted.place.elapsed == pytest.approx(7.75)
    assert interrupted.attempts == ()


@pytest.mark.parametrize("is_paused", [True, False])
def test_a_lengthened_phase_is_recorded_at_the_next_tick(tmp_path: Path, is_paused: bool) -> None:
    day = Day(tmp_path)
    day.workout.start()
    day.until(20.3)
    if is_paused:
        day.workout.pause()
    day.workout.lengthen(25.0)
    day.tick()
    day.close()
    assert only_place(tmp_path).seconds == 55.0


def test_a_hold_to_fatigue_is_recorded_with_what_ended_it(tmp_path: Path) -> None:
    day = Day(tmp_path, plan_of(exercise("squat", open_hold(12.0, 25.0), sides="each")))
    day.workout.start()
    day.at(27.0, Workout.done)
    day.until(80.0)
    day.close()
    assert attempts(only_details(tmp_path)) == [
        (1, EndedBy.PERSON, 17.0),
        (3, EndedBy.CAP, 25.0),
    ]
