"""A report of thousands of workouts has few marks, each with an explanation."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hiptimer.diary.tally_records import DayDone
from hiptimer.history.progress.weeks import weeks_until
from hiptimer.history.report.svg_plots import pain_plot, times_plot, weeks_plot
from hiptimer.history.report.thinning import MOST_MARKS, days_per_mark, mark_words, thin_line
from hiptimer.plan.feelings import Feelings
from tests.history.report.test_svg_plots import MONDAY, after, line, of_class, texts

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MANY = 5000
YEARS = (MONDAY, MONDAY + timedelta(days=MANY))


def marks(svg: Element) -> int:
    return len(of_class(svg, "mark"))


def test_each_of_a_few_workouts_has_its_own_mark() -> None:
    assert days_per_mark(YEARS, MOST_MARKS) == 0
    assert mark_words(0) == ""
    whole = line("left", 20, 30, 40)
    assert thin_line(whole, MONDAY, 0).points == whole.points
    assert "median" not in " ".join(texts(times_plot("hold", "Squat", YEARS, [whole])))


def test_each_mark_of_many_workouts_is_the_median_of_some_days() -> None:
    values = [20.0, 90.0, 30.0] * 4
    thin = thin_line(line("left", *values, apart=1), after(0).date(), 3)
    assert [value for _, value in thin.points] == [30.0] * 4
    assert [at for at, _ in thin.points] == [after(1 + 3 * number) for number in range(4)]


def test_plots_of_many_workouts_stay_small_and_explain_their_marks() -> None:
    values = [30.0 + number % 10 for number in range(MANY)]
    felt = [(after(number), Feelings(number % 5, number % 4, None)) for number in range(MANY)]
    days = days_per_mark(YEARS, MANY)
    for svg in (
        times_plot("hold", "Squat", YEARS, [line("left", *values, apart=1)]),
        pain_plot(YEARS, felt),
    ):
        assert f"each mark: the median of {days} days" in texts(svg)
        assert MOST_MARKS / 2 < marks(svg) <= 3 * MOST_MARKS
        (path,) = svg.iter("path")
        assert path.get("d", "").count("M") == 1


def test_the_last_value_is_shown_exactly() -> None:
    svg = times_plot("hold", "Squat", YEARS, [line("left", *[20.0] * MANY, 55.0, apart=1)])
    assert "left 55s" in texts(svg)


def test_bars_of_many_years_are_averages_of_several_weeks() -> None:
    today = date(2026, 8, 9)
    weeks = weeks_until(today, [DayDone(today - timedelta(days=7 * MANY), 1, 1)])
    svg = weeks_plot((weeks[-1].monday, today), weeks, None)
    assert "each bar: the mean of 26 weeks" in texts(svg)
    assert len(of_class(svg, "bar")) == 1
