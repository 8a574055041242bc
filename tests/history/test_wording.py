from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from hiptimer.circuit.amounts import Range
from hiptimer.circuit.doses import RepsToFatigue
from hiptimer.diary import queries
from hiptimer.history.wording import (
    done_sets_words,
    ending_words,
    exercise_lines,
    history_lines,
    list_words,
    moment_words,
    outcome_words,
    remark_lines,
)
from hiptimer.plan.feelings import Feelings
from hiptimer.workout.events import EndedBy
from tests.conftest import exercise, open_hold, paced, timed
from tests.diary.days import in_blocks, plan_of
from tests.diary.past import attempts_at, keep, open_diary, squats, workout

if TYPE_CHECKING:
    from pathlib import Path

    from hiptimer.diary.records import Details
    from hiptimer.diary.workout_copies import WorkoutCopy


def details_of(folder: Path, whole: WorkoutCopy) -> Details:
    keep(folder, whole)
    with open_diary(folder) as connection:
        (found,) = queries.workouts(connection)
        return queries.details(connection, found)


def test_a_workout_of_the_list_says_when_and_how_it_ended(tmp_path: Path) -> None:
    plan = squats()
    done = details_of(tmp_path, workout(plan, attempts=attempts_at(plan)[:3])).workout
    assert list_words(done) == "Fri  7 Aug 2026, 07:15  ended early"
    assert moment_words(done) == "Fri 7 Aug 2026, 07:15"


@pytest.mark.parametrize(
    ("changes", "in_short", "in_full"),
    [
        ({"efforts_complete": 4}, "complete 20:00", "complete"),
        ({}, "ended early 20:00", "ended early (3 of 4 efforts complete)"),
        ({"ended_at": None}, "unfinished 20:00", "unfinished (3 of 4 efforts complete)"),
        (
            {"efforts_complete": 0, "has_effort_done": False},
            "no effort done 20:00",
            "no effort done",
        ),
    ],
)
def test_the_ending_of_a_workout_says_how_much_was_done(
    changes: dict[str, Any], in_short: str, in_full: str, tmp_path: Path
) -> None:
    plan = squats()
    done = details_of(tmp_path, workout(plan, attempts=attempts_at(plan)[:3])).workout
    changed = replace(done, **changes)
    assert (outcome_words(changed), ending_words(changed)) == (in_short, in_full)


def test_each_effort_has_what_ended_it_and_equal_efforts_are_joined(tmp_path: Path) -> None:
    plan = plan_of(
        exercise("pulses", timed(20.0), sides="each", variants=("slow",)),
        exercise("squat", open_hold(30.0, 90.0), sides="each"),
        exercise("march", paced(10), sides="alternate"),
        exercise("plank", timed(30.0)),
        sets=Range.single(3),
    )
    changes: dict[tuple[str, int, str | None], dict[str, Any]] = {
        ("squat", 1, "left"): {"by": EndedBy.PERSON, "seconds": 31.26},
        ("squat", 1, "right"): {"by": EndedBy.PERSON, "seconds": 90.0},
        ("squat", 2, "left"): {"by": EndedBy.CAP, "seconds": 31.26},
        ("squat", 2, "right"): {"by": EndedBy.CAP, "seconds": 90.0},
        ("march", 2, "alternate"): {"by": EndedBy.NEXT, "seconds": 0.0},
        ("plank", 2, None): {"by": EndedBy.STOP, "seconds": 12.0},
    }
    done = []
    for attempt in attempts_at(plan, by=EndedBy.CLOCK):
        effort = plan.timeline.phases[attempt.index].effort
        change = changes.get((effort.movement.id, effort.set, effort.side), {})
        done.append(replace(attempt, **change))
        if change.get("by") is EndedBy.STOP:
            break
    lines = dict(
        exercise_lines(details_of(tmp_path, workout(plan, attempts=done, loads={"squat": "8 kg"})))
    )
    assert lines == {
        "Pulses (slow)": ("left   2 × 20s, not reached", "right  2 × 20s, not reached"),
        "Squat, 8 kg": (
            "left   31.3s (you); 31.3s (cap); not reached",
            "right  1m30s (you); 1m30s (cap); not reached",
        ),
        "March": ("alternating 20 reps, skipped, not reached",),
        "Plank": ("30s; 12s (stopped); not reached",),
    }


def test_reps_to_fatigue_are_listed_in_reps(tmp_path: Path) -> None:
    plan = plan_of(exercise("press", RepsToFatigue(12, None)), sets=Range.single(2))
    first, second = attempts_at(plan)
    done = [replace(first, reps=15, confirmed=True), replace(second, reps=12, confirmed=False)]
    whole = details_of(tmp_path, workout(plan, attempts=done))
    assert list(exercise_lines(whole)) == [("Press", ("15 reps, 12 planned (you)",))]
    assert list(history_lines(whole))[1:] == ["    Press: 15 reps, 12 planned"]


def test_alternating_reps_to_fatigue_are_listed_as_alternating(tmp_path: Path) -> None:
    plan = plan_of(exercise("march", RepsToFatigue(12, None), sides="alternate"))
    done = [replace(it, reps=30, confirmed=True) for it in attempts_at(plan)]
    whole = details_of(tmp_path, workout(plan, attempts=done))
    assert list(history_lines(whole))[1:] == ["    March: alternating 30 reps"]


def test_sets_of_several_blocks_are_counted_apart(tmp_path: Path) -> None:
    plan = in_blocks()
    done = details_of(tmp_path, workout(plan, attempts=attempts_at(plan)[:4]))
    assert done_sets_words(done) == "sets 2 of 3"


def test_the_cause_of_the_end_of_equal_efforts_in_a_row_is_named_once(tmp_path: Path) -> None:
    by_me = attempts_at(
        squats(2),
        {("left", 1, 1): 50.5, ("left", 1, 2): 48.0, ("left", 2, 1): 48.0, ("left", 2, 2): 90.0},
    )
    by_the_cap = replace(by_me[-1], by=EndedBy.CAP)
    done = details_of(tmp_path, workout(squats(2), attempts=[*by_me[:-1], by_the_cap]))
    assert list(exercise_lines(done)) == [
        ("Squat", ("left   50.5s, 2 × 48s (you); 1m30s (cap)", "right  4 × not reached"))
    ]


def test_a_skipped_hold_is_not_listed_and_pain_is_named(tmp_path: Path) -> None:
    left, right, *_ = attempts_at(squats())
    done = [replace(left, by=EndedBy.NEXT), replace(right, by=EndedBy.PAIN)]
    whole = details_of(tmp_path, workout(squats(), attempts=done))
    assert list(history_lines(whole))[1:] == ["    Squat: right 30s (pain)"]


def test_feelings_and_the_note_are_one_line_each(tmp_path: Path) -> None:
    said = Feelings(pain_before=3, pain_after=1, effort=6, note="knee\nfell in")
    done = details_of(tmp_path, workout(squats(2), feelings=said, attempts=()))
    assert list(remark_lines(done)) == ["Pain 3 → 1; effort 6.", "Note: knee fell in"]
    assert list(remark_lines(done._replace(feelings=Feelings()))) == []
    assert done_sets_words(done) == "sets 0 of 2"
