"""What the history of a circuit reads of workouts in which another circuit was done, too."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from hiptimer.circuit.amounts import Range
from hiptimer.diary.database import open_to_read
from hiptimer.diary.last_times import last_workouts
from hiptimer.diary.loads import loads_used
from hiptimer.diary.queries import details, workouts
from hiptimer.diary.tally_queries import exercises_done, tallies
from hiptimer.history.last_time import days_since_done, last_holds, last_time
from hiptimer.history.logbook import Logbook
from hiptimer.history.progress.past_workout import past_workout
from hiptimer.history.report.report import read_report
from hiptimer.history.wording import exercise_lines, history_lines
from hiptimer.library.joining import join_circuits
from hiptimer.plan.choices import default_choices, with_sets
from hiptimer.plan.feelings import Feelings
from hiptimer.plan.plan import Plan
from hiptimer.workout.hold_marks import HoldKey
from tests.conftest import circuit, exercise, open_hold, timed
from tests.diary.days import MORNING
from tests.diary.past import attempts_at, keep, workout

if TYPE_CHECKING:
    from pathlib import Path

WARM_UP = circuit(exercise("march", timed(30.0)))
HOLDS = circuit(exercise("plank", open_hold()), sets=Range(1, 4, 3))
FIRST_HOLD = HoldKey("plank", None, 1, 1)
LOADS = {"plank": "vest"}
ID, BOTH = join_circuits([("warm-up", WARM_UP), ("holds", HOLDS)])


def do_both(folder: Path, sets: int = 3, pain_after: int | None = None) -> None:
    """Do both circuits as one workout, all of it."""
    choices = with_sets(BOTH, default_choices(BOTH), sets, BOTH.blocks[1])
    plan = Plan(BOTH, ID, choices)
    feelings = Feelings(pain_after=pain_after)
    keep(folder, workout(plan, attempts=attempts_at(plan), loads=LOADS, feelings=feelings))


def do_holds(folder: Path, seconds: float) -> None:
    """Do the holds alone on the next day, each for so long."""
    plan = Plan(HOLDS, "holds", default_choices(HOLDS))
    held: dict[tuple[str | None, int, int], float] = {
        (None, number, 1): seconds for number in (1, 2, 3)
    }
    keep(folder, workout(plan, MORNING + timedelta(days=1), attempts_at(plan, held)))


def test_a_circuit_is_compared_with_its_holds_and_loads_in_a_joined_workout(
    tmp_path: Path,
) -> None:
    do_both(tmp_path)
    assert last_holds(tmp_path, "holds")[FIRST_HOLD] == 30.0
    assert last_time(tmp_path, HOLDS, "holds").loads == LOADS


def test_a_joined_workout_is_compared_with_the_last_holds_of_each_circuit(tmp_path: Path) -> None:
    do_both(tmp_path)
    do_holds(tmp_path, 44.0)
    assert last_holds(tmp_path, ID)[FIRST_HOLD] == 44.0
    assert last_time(tmp_path, BOTH, ID).loads == LOADS


def test_choices_are_remembered_apart_for_circuits_done_together(tmp_path: Path) -> None:
    do_both(tmp_path, sets=4)
    together = last_time(tmp_path, BOTH, ID).choices
    assert together
    assert together.sets(BOTH.blocks[1]) == 4
    assert last_time(tmp_path, HOLDS, "holds").choices is None


def test_each_circuit_of_a_joined_workout_was_done_on_that_day(tmp_path: Path) -> None:
    do_both(tmp_path)
    do_holds(tmp_path, 20.0)
    days = days_since_done(tmp_path, (MORNING + timedelta(days=3)).date())
    assert days == {"holds": 2, "warm-up": 3}


def test_the_workouts_of_a_circuit_include_the_joined_ones_once(tmp_path: Path) -> None:
    do_both(tmp_path)
    do_holds(tmp_path, 20.0)
    with open_to_read(tmp_path) as connection:
        assert connection
        found = {
            id_: [it.circuit_id for it in workouts(connection, circuit_id=id_)]
            for id_ in ("holds", "warm-up", ID, "warm", "hold")
        }
    assert found == {
        "holds": ["holds", ID],
        "warm-up": [ID],
        ID: [ID],
        "warm": [],
        "hold": [],
    }


def test_after_pain_in_a_joined_workout_no_more_sets_are_suggested(
    tmp_path: Path,
) -> None:
    do_both(tmp_path, sets=2, pain_after=5)
    suggester = Logbook(tmp_path, lambda: MORNING + timedelta(days=1)).suggester(HOLDS, "holds")
    four = with_sets(HOLDS, default_choices(HOLDS), 4)
    suggested = suggester(four, None)
    assert suggested
    assert suggested.choices
    assert suggested.choices.sets(HOLDS.blocks[0]) == 2


def test_no_suggestion_for_a_circuit_is_shown_before_it_was_done_alone(
    tmp_path: Path,
) -> None:
    do_both(tmp_path, pain_after=5)
    book = Logbook(tmp_path, lambda: MORNING + timedelta(days=1))
    assert book.suggestion_words("holds") == ""
    assert book.suggestion_words(ID) != ""


OTHERS = circuit(exercise("plank", open_hold(cap_seconds=60.0), sides="each"))
SAME_ID, SAME = join_circuits([("holds", HOLDS), ("others", OTHERS)])


def do_same_exercise_in_both(folder: Path) -> None:
    """Hold the plank of the one circuit for 20 s, that of the other for 50 s on each side."""
    plan = Plan(SAME, SAME_ID, default_choices(SAME))
    attempts = [
        replace(it, seconds=20.0 if plan.timeline.phases[it.index].effort.side is None else 50.0)
        for it in attempts_at(plan)
    ]
    loads = {"holds:plank": "vest", "others:plank": "5 kg"}
    keep(folder, workout(plan, attempts=attempts, loads=loads, feelings=Feelings(0, 0, 3)))


def test_each_circuit_reads_its_own_exercise_of_an_id_that_both_have(tmp_path: Path) -> None:
    do_same_exercise_in_both(tmp_path)
    held = last_holds(tmp_path, "holds")
    assert (held[FIRST_HOLD], HoldKey("plank", "left", 1, 1) in held) == (20.0, False)
    assert last_holds(tmp_path, "others")[HoldKey("plank", "left", 1, 1)] == 50.0
    assert last_time(tmp_path, HOLDS, "holds").loads == LOADS
    assert last_time(tmp_path, OTHERS, "others").loads == {"plank": "5 kg"}
    assert last_time(tmp_path, SAME, SAME_ID).loads == {
        "holds:plank": "vest",
        "others:plank": "5 kg",
    }


def test_joined_circuits_are_compared_with_each_done_alone(tmp_path: Path) -> None:
    do_same_exercise_in_both(tmp_path)
    do_holds(tmp_path, 44.0)
    held = last_holds(tmp_path, SAME_ID)
    assert held[HoldKey("holds:plank", None, 1, 1)] == 44.0
    assert held[HoldKey("others:plank", "right", 1, 1)] == 50.0


def test_suggestions_follow_from_the_own_part_of_a_joined_workout(tmp_path: Path) -> None:
    do_same_exercise_in_both(tmp_path)
    with open_to_read(tmp_path) as connection:
        assert connection
        (found,) = last_workouts(connection, "others", 1, are_joined=True)
    past = past_workout(found, OTHERS, "others")
    own = [it.side for it in past.details.efforts if it.exercise_id == "plank"]
    assert own == ["left", "right"]
    assert past.choices.sets(OTHERS.blocks[0]) == 1


def test_exercises_of_one_title_are_listed_apart_with_their_ids(tmp_path: Path) -> None:
    do_same_exercise_in_both(tmp_path)
    with open_to_read(tmp_path) as connection:
        assert connection
        (done,) = (details(connection, it) for it in workouts(connection))
    assert list(history_lines(done))[1:4] == [
        "    Plank (holds:plank): 20s, 20s, 20s",
        "    Plank (others:plank): left 50s; right 50s",
        "    Load: vest (Plank (holds:plank)); 5 kg (Plank (others:plank))",
    ]
    assert [title for title, _ in exercise_lines(done)] == [
        "Plank (holds:plank), vest",
        "Plank (others:plank), 5 kg",
    ]


def test_efforts_count_with_their_own_circuit(tmp_path: Path) -> None:
    do_same_exercise_in_both(tmp_path)
    do_holds(tmp_path, 44.0)
    with open_to_read(tmp_path) as connection:
        assert connection
        found = exercises_done(connection)
        held = [it.unsided.best for it in tallies(connection, circuit_id="holds")]
        both = [it.paired for it in tallies(connection, circuit_id="others", exercise_id="plank")]
        used = loads_used(connection)
    assert {(it.circuit_id, it.exercise_id) for it in found} == {
        ("holds", "plank"),
        ("others", "plank"),
    }
    assert (held, both) == ([20.0, 44.0], [(50.0, 50.0)])
    assert [(it.circuit_id, it.exercise_id, it.load) for it in used] == [
        ("others", "plank", "5 kg"),
        ("holds", "plank", "vest"),
    ]


def test_the_report_has_the_prescription_of_a_circuit_that_was_only_done_with_another(
    tmp_path: Path,
) -> None:
    do_same_exercise_in_both(tmp_path)
    report = read_report(tmp_path, None, MORNING + timedelta(days=1))
    prescribed = {it.exercise.circuit_id: it.prescription.dose for it in report.exercises}
    assert "each side" in prescribed["others"]
    assert "each side" not in prescribed["holds"]
    assert {it.exercise.circuit_id: it.efforts_planned for it in report.exercises} == {
        "holds": 3,
        "others": 2,
    }


def test_an_exercise_that_only_the_other_circuit_had_is_not_compared(tmp_path: Path) -> None:
    do_both(tmp_path)
    assert last_holds(tmp_path, "warm-up") == {}
    added = replace(WARM_UP, blocks=HOLDS.blocks)
    assert last_time(tmp_path, added, "warm-up").loads == {}
