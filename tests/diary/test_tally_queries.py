from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given

from hiptimer.circuit.doses import RepsToFatigue
from hiptimer.diary import queries
from hiptimer.diary.tally_queries import exercises_done, tallies, workout_feelings
from hiptimer.diary.tally_records import Amount, DayDone, days_done
from hiptimer.plan.feelings import Feelings
from hiptimer.plan.plan import Plan
from hiptimer.workout.events import EndedBy
from hiptimer.workout.summary import counting_attempts
from tests.conftest import exercise, paced, timed
from tests.diary.days import MORNING, everything, plan_of, stretches
from tests.diary.past import attempts_at, keep, mornings, open_diary, squats, workout, workout_lists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiptimer.diary.records import Details
    from hiptimer.diary.tally_records import Tally
    from hiptimer.diary.workout_copies import WorkoutCopy


def read_tallies(
    folder: Path, circuit_id: str | None = None, exercise_id: str | None = None
) -> tuple[Tally, ...]:
    with open_diary(folder) as connection:
        return tallies(connection, circuit_id=circuit_id, exercise_id=exercise_id)


def tallies_of(*workouts: WorkoutCopy) -> tuple[Tally, ...]:
    with TemporaryDirectory() as name:
        keep(Path(name), *workouts)
        return read_tallies(Path(name))


def test_left_and_right_are_summed_separately_and_in_pairs() -> None:
    plan = squats(sets=2)
    done: dict[tuple[str | None, int, int], float] = {
        ("left", 1, 1): 40.0,
        ("right", 1, 1): 30.0,
        ("left", 1, 2): 38.0,
        ("left", 2, 1): 20.0,
        ("right", 2, 1): 25.5,
        ("right", 2, 2): 99.0,
    }
    (tally,) = tallies_of(workout(plan, attempts=attempts_at(plan, done)))
    assert (tally.circuit_id, tally.exercise_id, tally.title) == ("trial", "squat", "Squat")
    assert tally.started_at == MORNING
    assert tally.started_at.utcoffset() == MORNING.utcoffset()
    assert (tally.left, tally.right) == (Amount(3, 98.0, 40.0), Amount(3, 154.5, 99.0))
    assert tally.paired == (60.0, 55.5)
    assert (tally.total, tally.is_in_reps) == (Amount(6, 252.5, 99.0), False)
    assert tally.left.each == 98.0 / 3


def test_an_exercise_without_sides_has_no_pairs_and_a_paced_one_counts_reps() -> None:
    plan = plan_of(
        exercise("march", paced(10), sides="alternate"),
        exercise("climber", paced(4), sides="each"),
        exercise("plank", timed(20.0)),
    )
    by_id = {it.exercise_id: it for it in tallies_of(workout(plan))}
    march, climber, plank = by_id["march"], by_id["climber"], by_id["plank"]
    assert (march.unsided, march.paired, march.is_in_reps) == (Amount(1, 20.0, 20.0), None, True)
    assert (climber.left, climber.right, climber.paired) == (
        Amount(1, 4, 4),
        Amount(1, 4, 4),
        (4.0, 4.0),
    )
    assert (plank.unsided, plank.left.each, plank.is_in_reps) == (
        Amount(1, 20.0, 20.0),
        None,
        False,
    )


def test_reps_to_fatigue_are_summed_in_reps() -> None:
    plan = plan_of(
        exercise("climber", RepsToFatigue(10, 20, paced().tempo), sides="each"),
        exercise("press", RepsToFatigue(12, None)),
    )
    left, right, press = attempts_at(plan)
    done = [replace(left, reps=11), replace(right, reps=9), replace(press, reps=15)]
    by_id = {it.exercise_id: it for it in tallies_of(workout(plan, attempts=done))}
    climber, press_up = by_id["climber"], by_id["press"]
    assert (climber.left, climber.right) == (Amount(1, 11.0, 11.0), Amount(1, 9.0, 9.0))
    assert (press_up.total, press_up.is_in_reps) == (Amount(1, 15.0, 15.0), True)


def test_skipped_or_stopped_efforts_count_nowhere() -> None:
    plan = stretches()
    left, right = attempts_at(plan)
    undone = [replace(left, by=EndedBy.NEXT), replace(right, by=EndedBy.STOP)]
    assert tallies_of(workout(plan, attempts=undone)) == ()
    again = [left, replace(left, by=EndedBy.AGAIN, seconds=3.0), right]
    (tally,) = tallies_of(workout(plan, attempts=again))
    assert (tally.left, tally.right, tally.paired) == (Amount(), Amount(1, 30.0, 30.0), None)
    twice = [left, replace(left, seconds=12.5), replace(left, by=EndedBy.NEXT, seconds=0.0)]
    (tally,) = tallies_of(workout(plan, attempts=twice))
    assert tally.left == Amount(1, 12.5, 12.5)


def test_tallies_are_filtered_by_exercise_circuit_and_day(tmp_path: Path) -> None:
    plan = everything()
    other = Plan(plan.circuit, "other", plan.choices)
    keep(
        tmp_path,
        *(workout(it, at) for it, at in zip((plan, other, plan), mornings(2, 1, 0), strict=True)),
    )
    assert [
        (it.started_at - MORNING).days for it in read_tallies(tmp_path, exercise_id="squat")
    ] == [
        0,
        1,
        2,
    ]
    assert {it.circuit_id for it in read_tallies(tmp_path, circuit_id="other")} == {"other"}
    assert read_tallies(tmp_path, circuit_id="unknown") == ()
    with open_diary(tmp_path) as connection:
        since = MORNING + timedelta(days=2)
        assert {it.started_at for it in tallies(connection, since=since)} == {since}


def test_a_day_is_in_the_local_time_of_its_workout(tmp_path: Path) -> None:
    late = MORNING.replace(hour=0, minute=30)
    assert late.astimezone(UTC).date() < late.date()
    plan = stretches()
    keep(
        tmp_path,
        workout(plan, late),
        workout(plan, late.replace(hour=23), attempts_at(plan)[:1]),
        workout(plan, late + timedelta(days=1), attempts=[]),
        workout(Plan(plan.circuit, "other", plan.choices), late + timedelta(days=2)),
    )
    with open_diary(tmp_path) as connection:
        assert days_done(queries.workouts(connection)) == (
            DayDone(date(2026, 8, 7), 2, 1, 2400.0),
            DayDone(date(2026, 8, 9), 1, 1, 1200.0),
        )
        others = queries.workouts(connection, circuit_id="other")
        assert days_done(others) == (DayDone(date(2026, 8, 9), 1, 1, 1200.0),)


def test_exercises_are_in_circuit_order_with_the_latest_circuit_first(
    tmp_path: Path,
) -> None:
    first, other = everything(), squats()
    renamed = plan_of(exercise("squat", timed(20.0), name="Deep squat"))
    keep(
        tmp_path,
        workout(first, MORNING),
        workout(Plan(other.circuit, "other", other.choices), MORNING + timedelta(days=1)),
    )
    with open_diary(tmp_path) as connection:
        found = [(it.circuit_id, it.exercise_id) for it in exercises_done(connection)]
    assert found == [
        ("other", "squat"),
        ("trial", "pulses"),
        ("trial", "climber"),
        ("trial", "squat"),
        ("trial", "march"),
    ]
    keep(tmp_path, workout(renamed, MORNING + timedelta(days=2)))
    with open_diary(tmp_path) as connection:
        titles = {(it.circuit_id, it.exercise_id): it.title for it in exercises_done(connection)}
    assert titles["trial", "squat"] == "Deep squat"


def test_feelings_are_listed_by_workout_without_those_that_have_none(tmp_path: Path) -> None:
    plan = stretches()
    said = Feelings(pain_before=3, pain_after=1, effort=5, pain_next_morning=0, sore_side="left")
    other = Plan(plan.circuit, "other", plan.choices)
    keep(
        tmp_path,
        workout(plan, MORNING + timedelta(days=2), feelings=said),
        workout(plan, MORNING, feelings=Feelings(pain_next_morning=4, note="stiff")),
        workout(plan, MORNING + timedelta(days=1), feelings=Feelings(note="rain")),
        workout(other, MORNING + timedelta(days=3), feelings=Feelings(effort=0)),
    )
    with open_diary(tmp_path) as connection:
        found = [
            ((it.started_at - MORNING).days, it.feelings) for it in workout_feelings(connection)
        ]
        assert found == [(0, Feelings(pain_next_morning=4)), (2, said), (3, Feelings(effort=0))]
        since = MORNING + timedelta(days=1)
        (only,) = workout_feelings(connection, since=since, circuit_id="trial")
        assert (only.feelings, only.started_at.utcoffset()) == (said, MORNING.utcoffset())


def test_an_empty_diary_has_no_sums(tmp_path: Path) -> None:
    keep(tmp_path)
    with open_diary(tmp_path) as connection:
        for query in (exercises_done, tallies, workout_feelings):
            assert query(connection) == ()


def sums_of(done: Details) -> dict[str, tuple[Amount, Amount, Amount, tuple[float, float] | None]]:
    """Return the sums that tallies must have, computed from every attempt."""
    counted = counting_attempts(done.attempts)
    amounts: dict[str, dict[tuple[str | None, int, int], float]] = defaultdict(dict)
    for effort in done.efforts:
        attempt = counted.get(effort.index)
        if attempt and attempt.is_done:
            amount = attempt.seconds if attempt.reps is None else attempt.reps
            amounts[effort.exercise_id][effort.side, effort.set, effort.round] = amount

    def side(goes: dict[tuple[str | None, int, int], float], *sides: str | None) -> Amount:
        of_side = [amount for (it, _, _), amount in goes.items() if it in sides]
        return Amount(len(of_side), sum(of_side), max(of_side, default=0.0))

    sums = {}
    for exercise_id, goes in amounts.items():
        pairs = [
            (amount, goes["right", set_, round_])
            for (it, set_, round_), amount in goes.items()
            if it == "left" and ("right", set_, round_) in goes
        ]
        paired = (sum(it for it, _ in pairs), sum(it for _, it in pairs)) if pairs else None
        sums[exercise_id] = (
            side(goes, "left"),
            side(goes, "right"),
            side(goes, None, "alternate"),
            paired,
        )
    return sums


@given(workout_lists())
def test_tallies_equal_the_sums_of_the_attempts(workouts: Sequence[WorkoutCopy]) -> None:
    with TemporaryDirectory() as name:
        keep(Path(name), *workouts)
        with open_diary(Path(name)) as connection:
            wanted = {
                (it.id, exercise_id): sums
                for it in queries.workouts(connection)
                for exercise_id, sums in sums_of(queries.details(connection, it)).items()
            }
            found = {
                (it.workout_id, it.exercise_id): (it.left, it.right, it.unsided, it.paired)
                for it in tallies(connection)
            }
            counted = {it.id for it in queries.workouts(connection) if it.has_effort_done}
    assert found == wanted
    assert counted == {workout_id for workout_id, _ in wanted}
