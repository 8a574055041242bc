"""The plots of the report over time: workouts per week, holds, and pain."""

from __future__ import annotations

from math import ceil
from statistics import fmean
from typing import TYPE_CHECKING, Final

from hiptimer.foundation.text.dates import day_words
from hiptimer.foundation.text.durations import duration_text
from hiptimer.history.report.markup import element
from hiptimer.history.report.plot_frame import (
    LEFT,
    RIGHT,
    PlotFrame,
    PlotLine,
    label,
    mark,
    mark_size,
    svg_picture,
)
from hiptimer.history.report.scales import value_ticks
from hiptimer.history.report.thinning import (
    MOST_MARKS,
    days_per_mark,
    mark_words,
    thin_feelings,
    thin_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime
    from xml.etree.ElementTree import Element

    from hiptimer.history.progress.weeks import Week
    from hiptimer.history.report.plot_frame import Look
    from hiptimer.plan.feelings import Feelings

_UP_TO_TEN: Final = (0.0, 3.0, 6.0, 10.0)
_TOLD_WEEKS: Final = 12
_NOTE_Y: Final = 1.0
"""The y coordinate of the note on what a mark means, if it is not a single workout."""


def weeks_plot(days: tuple[date, date], weeks: Sequence[Week], mean: float | None) -> Element:
    """Return one bar per week with the number of workouts, and a line at the weekly `mean`.

    `weeks` are newest first.
    """
    weeks_each = ceil(len(weeks) / MOST_MARKS)
    bars = [
        (some[-1].monday, len(some), fmean(week.workouts for week in some))
        for some in (weeks[at : at + weeks_each] for at in range(0, len(weeks), weeks_each))
    ]
    most = max(4.0, *(workouts for _, _, workouts in bars))
    frame = PlotFrame.of(days, value_ticks(most, 4), 108.0)
    foot = frame.values.at(0.0)
    week_width = 7 * frame.days.day_width
    shapes = [
        element(
            "rect",
            class_="bar",
            x=frame.days.on(monday) + 0.15 * number * week_width,
            y=frame.values.at(workouts),
            width=0.7 * number * week_width,
            height=foot - frame.values.at(workouts),
        )
        for monday, number, workouts in bars
        if workouts
    ]
    if mean is not None:
        y = frame.values.at(mean)
        shapes += [
            element("line", class_="mean", x1=LEFT, x2=RIGHT, y1=y, y2=y),
            label(f"mean {mean:.1f}", RIGHT + 8, y, "end"),
        ]
    words = f"each bar: the mean of {weeks_each} weeks" if weeks_each > 1 else ""
    told = "; ".join(f"{day_words(it.monday)}: {it.workouts}" for it in weeks[:_TOLD_WEEKS])
    return svg_picture(
        "weeks",
        "Workouts per week",
        f"{(words or 'one bar per week').capitalize()}. The latest weeks by their Monday, "
        f"newest first: {told}.",
        frame.height,
        *frame.axes(),
        *shapes,
        *_note(words),
    )


def times_plot(
    name: str, title: str, days: tuple[date, date], lines: Sequence[PlotLine]
) -> Element:
    """Return a plot of times held or kept up, with one line per side."""
    high = max(value for line in lines for _, value in line.points)
    frame = PlotFrame.of(days, value_ticks(high), 116.0)
    days_each = days_per_mark(days, max(len(line.points) for line in lines))
    now = [f"{line.name} {duration_text(round(line.points[-1][1]))}".strip() for line in lines]
    return svg_picture(
        name,
        title,
        f"{'; '.join(_first_and_last(line, 's') for line in lines)}.",
        frame.height,
        *frame.axes("s"),
        # If both sides are equal, the filled left mark appears inside the open right mark.
        *(
            shape
            for line in reversed(lines)
            for shape in frame.marked(thin_line(line, days[0], days_each))
        ),
        *frame.end_labels(lines, now),
        *_note(mark_words(days_each)),
    )


def pain_plot(days: tuple[date, date], felt: Sequence[tuple[datetime, Feelings]]) -> Element:
    """Return a plot of pain before, after and on the next morning, connected per workout.

    `felt` are the ratings of workouts, oldest first.
    """
    frame = PlotFrame.of(days, _UP_TO_TEN, 104.0)
    days_each = days_per_mark(days, len(felt))
    said = [(at, float(it.pain_before)) for at, it in felt if it.pain_before is not None]
    before = thin_line(PlotLine("before", "before", said), days[0], days_each)
    felt = thin_feelings(felt, days[0], days_each)
    size = mark_size(len(felt))
    return svg_picture(
        "pain",
        "Pain from 0 to 10",
        "Before and after each workout, and on the next morning.",
        frame.height,
        *frame.axes(),
        frame.path(before),
        *(shape for moment, it in felt for shape in _pain_marks(frame, moment, it, size)),
        *_legend(
            frame,
            (("before", "before"), ("after", "after"), ("morning", "next morning")),
        ),
        *_note(mark_words(days_each)),
    )


def _note(words: str) -> Iterator[Element]:
    if words:
        yield label(words, LEFT, _NOTE_Y, "marks")


def _first_and_last(line: PlotLine, unit: str = "") -> str:
    (first, began), (last, ended) = line.points[0], line.points[-1]
    return (
        f"{line.name} {began:.0f}{unit} on {day_words(first.date())}, "
        f"{ended:.0f}{unit} on {day_words(last.date())}".strip()
    )


def _pain_marks(
    frame: PlotFrame, moment: datetime, felt: Feelings, size: float
) -> Iterator[Element]:
    before, after, morning = felt.pain_before, felt.pain_after, felt.pain_next_morning
    if before is not None and after is not None:
        x, y = frame.at((moment, before))
        yield element("line", class_="change", x1=x, x2=x, y1=y, y2=frame.values.at(after))
    # Equal values are drawn inside the previous mark.
    said: tuple[tuple[Look, int | None, float], ...] = (
        ("before", before, 1.4 * size),
        ("after", after, 0.9 * size),
        ("morning", morning, size),
    )
    for look, value, its_size in said:
        if value is not None:
            yield mark(look, *frame.at((moment, value)), its_size)


def _legend(frame: PlotFrame, looks: Sequence[tuple[Look, str]]) -> Iterator[Element]:
    for row, (look, words) in enumerate(looks):
        y = frame.values.at(frame.ticks[-1]) + 16 * row
        yield mark(look, RIGHT + 12, y, 3.4)
        yield label(words, RIGHT + 20, y, "end")
