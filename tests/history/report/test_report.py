from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hiptimer.history.report.page import report_html
from hiptimer.history.report.report import Prescription, read_report
from hiptimer.plan.feelings import EffortPain, Feelings
from hiptimer.workout.workout import Workout
from tests.diary.days import MORNING, Day
from tests.diary.past import attempts_at, keep, keep_holds, squats, workout

if TYPE_CHECKING:
    from pathlib import Path

NOW = MORNING + timedelta(days=20)


def test_without_a_diary_the_report_is_empty(tmp_path: Path) -> None:
    report = read_report(tmp_path, None, NOW)
    assert (report.figures.workouts, report.exercises, report.workouts) == (0, (), ())
    assert report.median_seconds is None
    assert list(tmp_path.iterdir()) == []


def test_the_report_sums_up_all_workouts(tmp_path: Path) -> None:
    keep_holds(tmp_path, (30, 40), (30, 40), (36, 40))
    report = read_report(tmp_path, None, NOW)
    assert report.figures.workouts == 3
    (squat,) = report.exercises
    assert [it.paired for it in squat.tallies] == [(30, 40), (30, 40), (36, 40)]
    assert squat.asymmetry
    assert squat.asymmetry.percent == 25.0
    days = [it.started_at.day for it in report.workouts]
    assert days == [9, 8, 7]
    assert report.median_seconds == 1200.0
    # 7 to 9 August 2026 are Friday to Sunday; two whole weeks and some days followed.
    assert [week.workouts for week in report.figures.weeks] == [0, 0, 0, 3]
    assert report.mean_of_all_weeks == 1.0
    assert report.span == (date(2026, 8, 3), date(2026, 8, 30))


def test_a_plot_spans_at_least_four_weeks(tmp_path: Path) -> None:
    keep_holds(tmp_path, (30, 40))
    report = read_report(tmp_path, None, MORNING)
    assert report.span == (date(2026, 7, 13), date(2026, 8, 9))


def test_the_report_can_begin_at_a_given_day(tmp_path: Path) -> None:
    plan = squats()
    keep(
        tmp_path,
        *(
            workout(
                plan,
                MORNING + timedelta(days=day),
                feelings=Feelings(pain_before=day),
                loads={"squat": f"{day} kg"},
            )
            for day in range(3)
        ),
    )
    since = (MORNING + timedelta(days=1)).replace(hour=0, minute=0)
    report = read_report(tmp_path, since, NOW)
    assert report.since == date(2026, 8, 8)
    assert [day.day.day for day in report.figures.days] == [8, 9]
    assert [it.feelings.pain_before for it in report.figures.felt] == [1, 2]
    assert [it.load for it in report.exercises[0].loads] == ["1 kg", "2 kg"]
    assert len(report.exercises[0].tallies) == len(report.workouts) == 2


def test_a_workout_dated_in_the_future_is_not_in_the_report(tmp_path: Path) -> None:
    plan = squats()
    keep(tmp_path, workout(plan), workout(plan, MORNING.replace(year=2126)))
    report = read_report(tmp_path, None, NOW)
    assert report.figures.workouts == len(report.workouts) == len(report.exercises[0].tallies) == 1


def test_a_workout_without_any_effort_does_not_count(tmp_path: Path) -> None:
    keep(tmp_path, workout(squats(), attempts=()))
    report = read_report(tmp_path, None, NOW)
    assert (report.figures.workouts, report.exercises, report.workouts) == (0, [], [])


def test_pain_in_a_workout_without_any_effort_is_in_the_report(tmp_path: Path) -> None:
    said = EffortPain(3.0, 1, "squat", "Squat", "left", 8)
    felt = Feelings(pain_before=2, pains=(said,))
    keep(tmp_path, workout(squats(), attempts=(), feelings=felt))
    report = read_report(tmp_path, None, NOW)
    assert (report.figures.workouts, report.workouts) == (0, [])
    assert [it.feelings for it in report.figures.felt] == [felt]
    assert report.figures.first_day == MORNING.date()
    page = report_html(report)
    assert "No workouts in this period." in page
    assert "<span>7 Aug: 8</span>" in page


def test_an_unfinished_workout_is_in_the_report(tmp_path: Path) -> None:
    day = Day(tmp_path, squats())
    day.workout.start()
    day.at(40.0, Workout.done)
    day.workout.interrupt()
    day.close()
    report = read_report(tmp_path, None, NOW)
    assert report.figures.workouts == 1
    assert report.workouts[0].outcome == "unfinished"


def test_an_exercise_has_its_prescription_and_how_much_of_it_was_done(tmp_path: Path) -> None:
    plan = squats(sets=2)
    keep(tmp_path, workout(plan), workout(plan, NOW, attempts_at(plan)[:3]))
    (squat,) = read_report(tmp_path, None, NOW).exercises
    assert squat.prescription == Prescription(
        "2 sets", "2 × hold to fatigue each side, about 30 s, at most 1 min 30 s"
    )
    assert (squat.efforts, squat.efforts_planned) == (8 + 3, 8 + 8)


def test_a_circuit_that_cannot_be_read_leaves_its_prescription_open(tmp_path: Path) -> None:
    whole = workout(squats())
    keep(tmp_path, whole._replace(plan=replace(whole.plan, circuit="{}")))
    (squat,) = read_report(tmp_path, None, NOW).exercises
    assert squat.prescription == Prescription()
