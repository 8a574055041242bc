from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiptimer.diary.tally_records import DayDone
from hiptimer.history.progress.weeks import weeks_until
from hiptimer.history.report.plot_frame import LONGEST_GAP, WIDTH, PlotLine
from hiptimer.history.report.svg_plots import pain_plot, times_plot, weeks_plot
from hiptimer.plan.feelings import Feelings
from tests.diary.days import MORNING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MONDAY = date(2026, 8, 3)
DAYS = (MONDAY, MONDAY + timedelta(days=7 * 26 - 1))


def after(days: float) -> datetime:
    return MORNING + timedelta(days=days)


def line(look: str, *values: float, apart: int = 2) -> PlotLine:
    points = [(after(number * apart), value) for number, value in enumerate(values)]
    return PlotLine(look, look, points)  # type: ignore[arg-type]


def of_class(svg: Element, name: str) -> list[Element]:
    return [it for it in svg.iter() if name in it.get("class", "").split()]


def texts(svg: Element) -> list[str]:
    return [it.text or "" for it in svg.iter("text")]


def test_left_and_right_differ_without_color() -> None:
    svg = times_plot("hold", "Squat", DAYS, [line("left", 20, 30), line("right", 25, 35)])
    assert [it.tag for it in of_class(svg, "left")] == ["path", "circle", "circle", "circle"]
    assert [it.tag for it in of_class(svg, "right")] == ["path", "rect", "rect", "rect"]
    assert {"left 30s", "right 35s"} <= set(texts(svg))


def test_a_line_breaks_at_a_gap_of_weeks() -> None:
    gap = LONGEST_GAP.days
    for days, begins in ((gap, 1), (gap + 1, 2)):
        svg = times_plot("hold", "Squat", DAYS, [line("left", 20, 30, apart=days)])
        (path,) = svg.iter("path")
        assert len(re.findall("M", path.get("d", ""))) == begins


def test_labels_at_the_ends_of_lines_do_not_overlap() -> None:
    svg = times_plot("hold", "Squat", DAYS, [line("left", 20, 30.1), line("right", 25, 30.0)])
    one, other = (float(it.get("y", "")) for it in of_class(svg, "end"))
    assert abs(one - other) >= 13


def test_a_plot_describes_its_contents_in_words() -> None:
    svg = times_plot("time-2", "Squat: hold times", DAYS, [line("left", 20, 30)])
    title, description = svg.iter("title"), svg.iter("desc")
    assert [it.text for it in title] == ["Squat: hold times"]
    assert [it.text for it in description] == ["left 20s on 7 Aug 2026, 30s on 9 Aug 2026."]
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == "time-2-title time-2-told"


def test_a_week_with_workouts_has_a_bar_and_one_without_has_none() -> None:
    done = [DayDone(MONDAY + timedelta(days=day), 1, 1) for day in (0, 2, 14)]
    weeks = weeks_until(MONDAY + timedelta(days=20), done)
    svg = weeks_plot(DAYS, weeks, 1.5)
    first, third = of_class(svg, "bar")[::-1]
    assert float(first.get("height", "")) == pytest.approx(2 * float(third.get("height", "")))
    assert "mean 1.5" in texts(svg)
    assert "3 Aug 2026: 2" in (next(svg.iter("desc")).text or "")


def test_pain_leads_from_before_to_after() -> None:
    felt = [(after(0), Feelings(4, 2, pain_next_morning=1)), (after(2), Feelings(pain_after=3))]
    svg = pain_plot(DAYS, felt)
    (change,) = of_class(svg, "change")
    assert float(change.get("y1", "")) < float(change.get("y2", ""))
    marks = [it.get("class") for it in of_class(svg, "mark")]
    assert marks == [
        *("mark before", "mark after", "mark morning", "mark after"),
        *("mark before", "mark after", "mark morning"),
    ]


ZERO_TO_TEN = st.none() | st.integers(0, 10)
MOMENTS = st.integers(0, 26 * 7 - 5).map(after)


@given(
    held=st.lists(st.tuples(MOMENTS, st.floats(0.1, 5000.0)), min_size=1, max_size=120),
    said=st.lists(
        st.tuples(MOMENTS, st.builds(Feelings, ZERO_TO_TEN, ZERO_TO_TEN, ZERO_TO_TEN, ZERO_TO_TEN)),
        max_size=30,
    ),
)
def test_every_point_is_within_the_plot(
    held: list[tuple[datetime, float]],
    said: list[tuple[datetime, Feelings]],
) -> None:
    for points in (held, said):
        points.sort(key=lambda it: it[0])
    lines = [
        PlotLine("left", "left", held),
        PlotLine("right", "right", held),
        PlotLine("both", "", held),
    ]
    for svg in (
        times_plot("hold", "Squat", DAYS, lines),
        pain_plot(DAYS, said),
    ):
        height = float(svg.get("viewBox", "").split()[-1])
        for it in svg.iter():
            for keys, most in ((("x", "x1", "x2", "cx"), WIDTH), (("y", "y1", "y2", "cy"), height)):
                assert all(0 <= float(it.get(key, 0)) <= most for key in keys)
        numbers = [
            [float(number) for number in re.findall(r"[\d.]+", it.get("d", it.get("points", "")))]
            for it in svg.iter()
        ]
        assert all(0 <= x <= WIDTH for them in numbers for x in them[::2])
        assert all(0 <= y <= height for them in numbers for y in them[1::2])
