from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from hiptimer.diary.tally_records import Amount, DayDone, WorkoutFeelings
from hiptimer.history.progress.plots import (
    SPANS,
    Period,
    doses_plot,
    effort_plot,
    efforts_plot,
    minutes_plot,
    pain_plot,
)
from hiptimer.history.progress.weeks import week_list
from hiptimer.plan.effort import Dose
from hiptimer.plan.feelings import Feelings
from tests.diary.days import MORNING
from tests.history.progress.test_sides import tally

FIRST, LAST = date(2026, 8, 7), date(2026, 8, 30)
TODAY = date(2026, 8, 12)


def test_each_side_is_a_series_of_average_efforts_or_of_total_doses() -> None:
    done = replace(tally(1, (30.0, 40.0)), left=Amount(2, 60.0), right=Amount(1, 40.0))
    plot = efforts_plot([done], FIRST, LAST)
    assert [(it.name, it.points) for it in plot.series] == [
        ("left", ((date(2026, 8, 8), 30.0),)),
        ("right", ((date(2026, 8, 8), 40.0),)),
    ]
    assert (plot.first, plot.last, plot.unit) == (FIRST, LAST, "seconds")
    assert [it.points[0][1] for it in doses_plot([done], FIRST, LAST).series] == [60.0, 40.0]


def test_a_side_not_done_has_no_point_and_unsided_efforts_have_a_series() -> None:
    left_only = replace(tally(0, (30.0, 40.0)), right=Amount())
    unsided = replace(tally(1, None), left=Amount(), right=Amount(), unsided=Amount(1, 20.0))
    plot = efforts_plot([left_only, unsided], FIRST, LAST)
    assert [(it.name, len(it.points)) for it in plot.series] == [("left", 1), ("without a side", 1)]


def test_a_plot_has_only_the_unit_of_the_latest_workout() -> None:
    reps = replace(tally(1, (10.0, 12.0)), dose=Dose.REPS)
    assert efforts_plot([tally(0, (30.0, 40.0)), reps], FIRST, LAST).unit == "reps"
    plot = efforts_plot([reps, tally(2, (30.0, 40.0))], FIRST, LAST)
    assert (plot.unit, len(plot.series[0].points)) == ("seconds", 1)


def test_minutes_are_plotted_per_week_with_the_first_week_at_the_first_day() -> None:
    days = [
        DayDone(date(2026, 7, 26), 1, 1, 6000.0),
        DayDone(date(2026, 8, 3), 1, 1, 600.0),
        DayDone(date(2026, 8, 9), 1, 1, 300.0),
        DayDone(date(2026, 8, 24), 2, 1, 1200.0),
    ]
    plot = minutes_plot(week_list(LAST, days), FIRST, LAST)
    (series,) = plot.series
    assert series.points == (
        (date(2026, 8, 7), 900.0),
        (date(2026, 8, 10), 0.0),
        (date(2026, 8, 17), 0.0),
        (date(2026, 8, 24), 1200.0),
    )
    assert (plot.first, plot.last, plot.unit) == (FIRST, LAST, "seconds")


def test_a_plot_without_workouts_is_empty() -> None:
    assert efforts_plot([], FIRST, LAST).is_empty
    assert pain_plot([], FIRST, LAST).is_empty


def test_pain_is_plotted_before_after_and_on_the_next_morning_if_rated() -> None:
    felt = [
        WorkoutFeelings(1, "trial", MORNING, Feelings(pain_before=4, pain_after=0, effort=5)),
        WorkoutFeelings(2, "trial", MORNING + timedelta(days=2), Feelings(pain_next_morning=3)),
    ]
    plot = pain_plot(felt, FIRST, LAST)
    assert {it.name: it.points for it in plot.series} == {
        "before": ((date(2026, 8, 7), 4.0),),
        "after": ((date(2026, 8, 7), 0.0),),
        "next morning": ((date(2026, 8, 9), 3.0),),
    }
    assert plot.unit == "points"
    assert effort_plot(felt, FIRST, LAST).series[0].points == ((date(2026, 8, 7), 5.0),)


def test_every_series_of_a_plot_has_its_own_marks() -> None:
    done = replace(tally(1, (30.0, 40.0)), unsided=Amount(1, 20.0))
    for plot in (efforts_plot([done], FIRST, LAST), pain_plot([], FIRST, LAST)):
        for marks in zip(*(it.marks for it in plot.series), strict=True):
            assert len(set(marks)) == len(plot.series)


def test_a_span_does_not_begin_before_the_first_workout() -> None:
    four_weeks = Period("4 weeks", 28)
    assert four_weeks.first_day(TODAY, date(2020, 1, 1)) == date(2026, 7, 15)
    assert four_weeks.first_day(TODAY, date(2026, 8, 1)) == date(2026, 8, 1)
    assert four_weeks.first_day(TODAY, date(2027, 8, 1)) == TODAY
    assert SPANS[-1].first_day(TODAY, date(2020, 1, 1)) == date(2020, 1, 1)
    assert SPANS[-1].since(MORNING) is None
    assert four_weeks.since(MORNING) == datetime(2026, 7, 10, tzinfo=MORNING.tzinfo)
